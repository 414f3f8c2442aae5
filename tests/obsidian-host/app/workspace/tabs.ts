/** Leaves of which one is shown: a row of tabs on the desktop, a drawer's contents on mobile. */
import { setIcon } from "../icons";
import { WorkspaceParent } from "./item";
import type { WorkspaceItem } from "./item";
import type { WorkspaceLeaf } from "./leaf";
import type { WorkspaceSplit } from "./split";
import type { LayoutItem } from "./types";
import type { Workspace } from "./workspace";

export abstract class TabGroup extends WorkspaceParent {
  declare readonly children: WorkspaceLeaf[];
  currentTab = 0;

  get currentLeaf(): WorkspaceLeaf | undefined {
    return this.children[this.currentTab];
  }

  /** Whether the group itself can be seen. */
  abstract isShown(): boolean;

  selectTab(leaf: WorkspaceLeaf): void {
    const index = this.children.indexOf(leaf);
    if (index >= 0) this.selectTabIndex(index);
  }

  selectTabIndex(index: number): void {
    this.currentTab = Math.max(0, Math.min(index, this.children.length - 1));
    this.children.forEach((child, at) => child.containerEl.toggle(at === this.currentTab));
    this.draw();
    this.currentLeaf?.becameVisible();
    this.workspace.requestSaveLayout();
  }

  override insertChild(index: number, child: WorkspaceItem): void {
    const current = this.currentLeaf;
    super.insertChild(index, child);
    this.selectTabIndex(current === undefined ? 0 : this.children.indexOf(current));
  }

  override removeChild(child: WorkspaceItem): void {
    const index = this.children.findIndex((one) => one === child);
    const current = this.currentLeaf;
    super.removeChild(child);
    if (this.children.length === 0) return this.draw();
    this.selectTabIndex(current === undefined || current === child ? Math.max(0, index - 1) : this.children.indexOf(current));
  }

  abstract draw(): void;
}

export class WorkspaceTabs extends TabGroup {
  declare parent: WorkspaceSplit;
  readonly containerEl: HTMLElement;
  protected readonly childrenEl: HTMLElement;
  readonly tabHeaderContainerEl: HTMLElement;
  private readonly tabHeadersEl: HTMLElement;

  constructor(workspace: Workspace, doc: Document = document) {
    super(workspace);
    this.parent = null as unknown as WorkspaceSplit;
    this.containerEl = doc.createElement("div");
    this.containerEl.addClass("workspace-tabs");
    this.tabHeaderContainerEl = this.containerEl.createDiv("workspace-tab-header-container");
    this.tabHeadersEl = this.tabHeaderContainerEl.createDiv({ cls: "workspace-tab-header-container-inner", attr: { role: "tablist" } });
    const newTab = this.tabHeaderContainerEl.createDiv("workspace-tab-header-new-tab").createSpan({ cls: "clickable-icon", attr: { "aria-label": "New tab", role: "button", tabindex: 0 } });
    setIcon(newTab, "lucide-plus");
    newTab.onClickEvent(() => workspace.setActiveLeaf(workspace.createLeafInTabGroup(this), { focus: true }));
    this.tabHeaderContainerEl.createDiv("workspace-tab-header-spacer");
    this.childrenEl = this.containerEl.createDiv("workspace-tab-container");
  }

  isShown(): boolean {
    const root = this.getRoot();
    return !("collapsed" in root) || root.collapsed !== true;
  }

  draw(): void {
    this.tabHeadersEl.setChildrenInPlace(this.children.map((leaf) => leaf.tabHeaderEl));
    this.children.forEach((leaf, index) => {
      leaf.tabHeaderEl.toggleClass("is-active", index === this.currentTab);
      leaf.tabHeaderEl.setAttr("aria-selected", index === this.currentTab);
    });
  }

  serialize(): LayoutItem {
    return { id: this.id, type: "tabs", children: this.children.map((leaf) => leaf.serialize()), ...(this.currentTab === 0 ? {} : { currentTab: this.currentTab }), ...(this.dimension === null ? {} : { dimension: this.dimension }) };
  }
}
