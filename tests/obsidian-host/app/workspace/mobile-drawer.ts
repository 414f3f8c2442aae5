/** A sidebar on mobile: a drawer over the page, with one of its leaves shown and a list to choose from. */
import { Menu } from "../ui";
import { setIcon } from "../icons";
import type { WorkspaceItem, WorkspaceParent } from "./item";
import { TabGroup } from "./tabs";
import type { LayoutItem, Side } from "./types";
import type { Workspace } from "./workspace";

export class WorkspaceMobileDrawer extends TabGroup {
  declare parent: WorkspaceParent;
  collapsed = true;
  readonly containerEl: HTMLElement;
  protected readonly childrenEl: HTMLElement;
  private readonly choiceEl: HTMLElement;
  private readonly backdropEl: HTMLElement;

  constructor(
    workspace: Workspace,
    readonly side: Side,
  ) {
    super(workspace);
    this.parent = null as unknown as WorkspaceParent;
    this.containerEl = createDiv({ cls: `workspace-drawer mod-${side}` });
    this.backdropEl = createDiv("workspace-drawer-backdrop");
    this.backdropEl.addEventListener("click", () => this.collapse());
    const inner = this.containerEl.createDiv("workspace-drawer-inner");
    const header = inner.createDiv("workspace-drawer-header");
    this.choiceEl = header.createEl("button", "workspace-drawer-active-tab-header");
    this.choiceEl.addEventListener("click", (event) => this.chooseTab(event));
    this.childrenEl = inner.createDiv("workspace-drawer-active-tab-container");
    this.containerEl.hide();
  }

  override getRoot(): WorkspaceItem {
    return this;
  }

  isShown(): boolean {
    return !this.collapsed;
  }

  expand(): void {
    this.setCollapsed(false);
  }

  collapse(): void {
    this.setCollapsed(true);
  }

  toggle(): void {
    this.setCollapsed(!this.collapsed);
  }

  setCollapsed(collapsed: boolean): void {
    if (this.collapsed === collapsed) return;
    this.collapsed = collapsed;
    this.containerEl.toggle(!collapsed);
    if (collapsed) this.backdropEl.remove();
    else this.containerEl.before(this.backdropEl);
    if (!collapsed) void this.workspace.loadVisibleLeaves(this);
    this.workspace.requestResize();
    this.workspace.layoutChanged();
  }

  draw(): void {
    const leaf = this.currentLeaf;
    this.choiceEl.empty();
    if (leaf === undefined) return;
    setIcon(this.choiceEl.createSpan("workspace-drawer-active-tab-icon"), leaf.getIcon());
    this.choiceEl.createSpan({ cls: "workspace-drawer-active-tab-title", text: leaf.getDisplayText() });
    setIcon(this.choiceEl.createSpan("workspace-drawer-active-tab-chevron"), "lucide-chevrons-up-down");
  }

  serialize(): LayoutItem {
    return { id: this.id, type: "mobile-drawer", children: this.children.map((leaf) => leaf.serialize()), currentTab: this.currentTab };
  }

  protected override becameEmpty(): void {
    this.collapse();
  }

  private chooseTab(event: MouseEvent): void {
    const menu = new Menu();
    for (const leaf of this.children) {
      menu.addItem((item) =>
        item
          .setTitle(leaf.getDisplayText())
          .setIcon(leaf.getIcon())
          .onClick(() => this.selectTab(leaf)),
      );
    }
    menu.showAtMouseEvent(event);
  }
}
