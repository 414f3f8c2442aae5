/** A leaf holds one view and can show another in its place. Types and contracts: obsidian.d.ts, `WorkspaceLeaf`. */
import { Menu } from "../ui";
import type { HoverPopover } from "../ui";
import type { TFile } from "../vault";
import { DeferredView, EmptyView, UnknownView } from "../views/stand-ins";
import { FileView } from "../views/file-view";
import type { View } from "../views/view";
import { LeafHistory } from "./history";
import type { HistoryEntry } from "./history";
import { newId, WorkspaceItem } from "./item";
import { createTabHeader } from "./tab-header";
import type { WorkspaceMobileDrawer } from "./mobile-drawer";
import type { TabGroup, WorkspaceTabs } from "./tabs";
import type { LayoutItem, OpenViewState, ViewState, ViewStateResult } from "./types";
import type { Workspace } from "./workspace";

export class WorkspaceLeaf extends WorkspaceItem {
  declare parent: WorkspaceTabs | WorkspaceMobileDrawer;
  readonly containerEl: HTMLElement;
  readonly tabHeaderEl: HTMLElement;
  readonly history = new LeafHistory();
  view: View;
  hoverPopover: HoverPopover | null = null;
  pinned = false;
  group: string | null = null;
  /** When it was last the active one. */
  activeTime = 0;
  private readonly drawTab: () => void;
  private loading: Promise<void> | null = null;
  private isGoing = false;

  constructor(workspace: Workspace, doc: Document = document) {
    super(workspace);
    this.parent = null as unknown as WorkspaceTabs;
    this.containerEl = doc.createElement("div");
    this.containerEl.addClass("workspace-leaf");
    const { tabHeaderEl, draw } = createTabHeader(this);
    this.tabHeaderEl = tabHeaderEl;
    this.drawTab = draw;
    const activate = (): void => {
      if (this.isAttached()) workspace.setActiveLeaf(this);
    };
    this.containerEl.addEventListener("mousedown", activate);
    this.containerEl.addEventListener("focusin", activate);
    this.view = new EmptyView(this);
    void this.view.open(this.containerEl);
    this.updateHeader();
  }

  get isDeferred(): boolean {
    return this.view instanceof DeferredView;
  }

  isAttached(): boolean {
    return (this.parent as TabGroup | null) !== null;
  }

  /** Whether its tab is the selected one and what holds it is shown. */
  isVisible(): boolean {
    return this.isAttached() && this.parent.currentLeaf === this && this.parent.isShown();
  }

  async openFile(file: TFile, openState: OpenViewState = {}): Promise<void> {
    const type = this.app.viewRegistry.getTypeByExtension(file.extension);
    if (type === undefined) {
      this.app.openWithDefaultApp(file);
      return;
    }
    const mode = this.view instanceof FileView && this.view.getViewType() === type ? this.view.getState() : {};
    const state = { ...mode, ...openState.state, file: file.path };
    const { active = true, group, eState } = openState;
    await this.setViewState({ type, state, active, ...(group === undefined ? {} : { group }) }, eState);
  }

  async open(view: View): Promise<View> {
    const old = this.view;
    this.view = view;
    await old.close();
    if (this.view !== view) return view;
    await view.open(this.containerEl);
    this.updateHeader();
    return view;
  }

  getViewState(): ViewState {
    const { view, pinned } = this;
    return { type: view.getViewType(), state: view.getState(), ...(pinned ? { pinned } : {}) };
  }

  async setViewState(viewState: ViewState, eState?: unknown): Promise<void> {
    if (viewState.pinned !== undefined) this.setPinned(viewState.pinned);
    if (viewState.group !== undefined) this.setGroupMember(viewState.group);
    const before = this.historyEntry();
    const result: ViewStateResult = { history: false };
    await this.show(viewState, result);
    if (result.history && !this.isGoing && before.state.type !== "empty") this.history.push(before);
    if (eState !== undefined && eState !== null) this.setEphemeralState(eState);
    this.updateHeader();
    if (viewState.active === true && this.isAttached()) this.workspace.setActiveLeaf(this, { focus: true });
    this.workspace.layoutChanged();
  }

  async loadIfDeferred(): Promise<void> {
    if (this.view instanceof DeferredView && this.loading === null) this.loading = this.loadDeferred(this.view).finally(() => (this.loading = null));
    await this.loading;
  }

  /** For the tab group: this is now what it shows. */
  becameVisible(): void {
    if (this.workspace.isRestoring || !this.parent.isShown()) return;
    if (this.isDeferred) void this.loadIfDeferred();
    else this.onResize();
  }

  /** For the layout: what this leaf will show once it is seen. */
  promise(state: DeferredView["promised"]): void {
    void this.view.close();
    this.view = state.type === "empty" ? new EmptyView(this) : new DeferredView(this, { ...state });
    void this.view.open(this.containerEl);
    this.updateHeader();
  }

  /** Makes the view anew: its plugin came or went. */
  async rebuild(): Promise<void> {
    const { type, state = {} } = this.getViewState();
    await this.open(this.makeView(type, state, this.isVisible()));
    await this.view.setState(state, { history: false });
    this.updateHeader();
  }

  getEphemeralState(): unknown {
    return this.view.getEphemeralState();
  }

  setEphemeralState(state: unknown): void {
    this.view.setEphemeralState(state);
  }

  togglePinned(): void {
    this.setPinned(!this.pinned);
  }

  setPinned(pinned: boolean): void {
    if (this.pinned === pinned) return;
    this.pinned = pinned;
    this.updateHeader();
    this.trigger("pinned-change", pinned);
    this.workspace.requestSaveLayout();
  }

  setGroupMember(other: WorkspaceLeaf): void {
    other.setGroup(other.group ?? newId());
    if (other.group !== null) this.setGroup(other.group);
  }

  setGroup(group: string): void {
    this.group = group;
    this.trigger("group-change", group);
    this.workspace.requestSaveLayout();
  }

  detach(): void {
    if (!this.isAttached()) return;
    this.workspace.forgetLeaf(this);
    this.parent.removeChild(this);
    void this.view.close();
    this.workspace.layoutChanged();
  }

  getIcon(): string {
    return this.view.getIcon();
  }

  getDisplayText(): string {
    return this.view.getDisplayText();
  }

  override onResize(): void {
    if (this.isAttached() && this.isVisible()) this.view.onResize();
  }

  updateHeader(): void {
    this.drawTab();
    this.view.updateHeader();
    if (this.isAttached()) this.parent.draw();
  }

  async goBack(): Promise<boolean> {
    return this.go(this.history.takeBack(this.historyEntry()));
  }

  async goForward(): Promise<boolean> {
    return this.go(this.history.takeForward(this.historyEntry()));
  }

  showPaneMenu(event: MouseEvent, source: "more-options" | "tab-header"): void {
    const menu = new Menu();
    if (source === "tab-header") {
      menu.addItem((item) => item.setTitle("Close").setIcon("lucide-x").setSection("close").onClick(() => this.detach()));
      menu.addItem((item) => item.setTitle(this.pinned ? "Unpin" : "Pin").setIcon("lucide-pin").setSection("pane").onClick(() => this.togglePinned()));
      if (this.app.platform.isDesktop) menu.addItem((item) => item.setTitle("Move to new window").setIcon("lucide-picture-in-picture-2").setSection("open").onClick(() => void this.workspace.moveLeafToPopout(this)));
    }
    this.view.onPaneMenu(menu, source);
    if (this.view instanceof FileView && this.view.file !== null) this.workspace.trigger("file-menu", menu, this.view.file, source === "tab-header" ? "tab-header" : "pane-more-options", this);
    menu.showAtMouseEvent(event);
  }

  serialize(): LayoutItem {
    const { type, state = {} } = this.getViewState();
    return {
      id: this.id,
      type: "leaf",
      ...(this.pinned ? { pinned: true } : {}),
      ...(this.group === null ? {} : { group: this.group }),
      ...(this.dimension === null ? {} : { dimension: this.dimension }),
      state: { type, state, icon: this.getIcon(), title: this.getDisplayText() },
    };
  }

  private async show(viewState: ViewState, result: ViewStateResult): Promise<void> {
    const { type, state = {} } = viewState;
    const isSame = this.view.getViewType() === type && !(this.view instanceof UnknownView);
    const isSeen = viewState.active === true || this.isVisible();
    if (isSame && !(this.isDeferred && isSeen)) {
      await this.view.setState(state, result);
      return;
    }
    const view = this.makeView(type, state, isSeen);
    await this.open(view);
    if (this.view !== view) return;
    if (viewState.active === true && this.isAttached()) this.parent.selectTab(this);
    await view.setState(state, result);
    if (type !== "empty") result.history = true;
  }

  private makeView(type: string, state: Record<string, unknown>, isSeen: boolean): View {
    if (type === "empty") return new EmptyView(this);
    const create = this.app.viewRegistry.getViewCreatorByType(type);
    if (create === undefined) return new UnknownView(this, type);
    if (isSeen) return create(this);
    const file = typeof state.file === "string" ? this.app.vault.getFileByPath(state.file) : null;
    return new DeferredView(this, { type, state, icon: "lucide-file", title: file?.basename ?? type });
  }

  private async loadDeferred(deferred: DeferredView): Promise<void> {
    const { type, state } = deferred.promised;
    const view = this.makeView(type, state, true);
    await this.open(view);
    if (this.view !== view) return;
    await view.setState(state, { history: false });
    this.updateHeader();
  }

  private historyEntry(): HistoryEntry {
    return { state: this.getViewState(), eState: this.getEphemeralState() };
  }

  private async go(entry: HistoryEntry | undefined): Promise<boolean> {
    if (entry === undefined) return false;
    this.isGoing = true;
    await this.setViewState({ ...entry.state, active: this.workspace.activeLeaf === this }, entry.eState).finally(() => (this.isGoing = false));
    return true;
  }
}
