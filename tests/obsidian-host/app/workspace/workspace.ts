/** The workspace: the tree of leaves, which of them is active, and how files come into them. Types and contracts: obsidian.d.ts, `Workspace`. */
import type { App } from "../app";
import { Events } from "../events";
import { parseLinktext } from "../metadata";
import { debounce } from "../ui";
import type { Menu } from "../ui";
import type { TFile } from "../vault";
import { FileView } from "../views/file-view";
import type { View } from "../views/view";
import { buildLayout, defaultLayout, serializeLayout } from "./layout";
import { WorkspaceParent } from "./item";
import type { WorkspaceItem } from "./item";
import { WorkspaceLeaf } from "./leaf";
import { WorkspaceMobileDrawer } from "./mobile-drawer";
import { leafMigrated, openWindow, WorkspaceFloating, WorkspaceWindow } from "./popout";
import { WorkspaceRibbon } from "./ribbon";
import { createSidebarToggle, WorkspaceSidedock } from "./sidedock";
import { WorkspaceContainer, WorkspaceRoot, WorkspaceSplit } from "./split";
import { TabGroup, WorkspaceTabs } from "./tabs";
import type { Layout, OpenViewState, PaneType, Side, SplitDirection, WorkspaceWindowInitData } from "./types";
import { setActiveWindow } from "./windows";

type Constructor<T> = abstract new (...values: never[]) => T;

/** What an editor tells about itself: `MarkdownFileInfo`. */
export interface EditorInfo {
  app: App;
  file: TFile | null;
  editor?: unknown;
}

export class Workspace extends Events {
  readonly containerEl: HTMLElement;
  readonly leftSplit: WorkspaceSidedock | WorkspaceMobileDrawer;
  readonly rightSplit: WorkspaceSidedock | WorkspaceMobileDrawer;
  readonly rootSplit: WorkspaceRoot;
  readonly floatingSplit: WorkspaceFloating;
  readonly leftRibbon = new WorkspaceRibbon("left");
  readonly rightRibbon = new WorkspaceRibbon("right");
  activeLeaf: WorkspaceLeaf | null = null;
  activeEditor: EditorInfo | null = null;
  layoutReady = false;
  /** While the layout is built: no view is loaded yet. */
  isRestoring = false;
  readonly requestSaveLayout = debounce(() => this.saveLayout(), 500, true);
  readonly requestResize = debounce(() => this.resized(), 20);
  private readonly waiting: (() => unknown)[] = [];
  private lastOpenFiles: string[] = [];
  private toldFile: TFile | null = null;
  private toldLeaf: WorkspaceLeaf | null = null;
  private activations = 0;
  private readonly tellLayout = debounce(() => this.trigger("layout-change"), 0);

  constructor(
    readonly app: App,
    parentEl: HTMLElement,
  ) {
    super();
    this.containerEl = parentEl.createDiv("workspace");
    const { isMobile } = app.platform;
    this.rootSplit = new WorkspaceRoot(this);
    this.floatingSplit = new WorkspaceFloating(this);
    this.leftSplit = isMobile ? new WorkspaceMobileDrawer(this, "left") : new WorkspaceSidedock(this, "left");
    this.rightSplit = isMobile ? new WorkspaceMobileDrawer(this, "right") : new WorkspaceSidedock(this, "right");
    if (!isMobile) {
      this.containerEl.append(this.leftRibbon.containerEl);
      this.leftRibbon.containerEl.prepend(createSidebarToggle(this, "left"));
    }
    this.containerEl.append(this.leftSplit.containerEl, this.rootSplit.containerEl, this.rightSplit.containerEl);
    if (!isMobile) this.containerEl.append(createSidebarToggle(this, "right"));
    app.viewRegistry.on("view-registered", (type: string) => this.rebuildLeaves(type));
    app.viewRegistry.on("view-unregistered", (type: string) => this.rebuildLeaves(type));
    window.addEventListener("resize", () => this.requestResize());
  }

  onLayoutReady(callback: () => unknown): void {
    if (this.layoutReady) callback();
    else this.waiting.push(callback);
  }

  /** For the app, once plugins and vault are loaded. */
  async start(): Promise<void> {
    await this.changeLayout(await this.readLayout());
    this.layoutReady = true;
    for (const callback of this.waiting.splice(0)) {
      try {
        callback();
      } catch (error) {
        console.error(error);
      }
    }
    this.trigger("layout-ready");
    this.layoutChanged();
  }

  getLayout(): Record<string, unknown> {
    return { ...serializeLayout(this) };
  }

  async changeLayout(layout: Layout): Promise<void> {
    this.isRestoring = true;
    const old: WorkspaceLeaf[] = [];
    this.iterateAllLeaves((leaf) => old.push(leaf));
    this.activeLeaf = null;
    for (const popout of [...this.floatingSplit.children]) popout.close();
    const kept = [...this.rootSplit.children];
    for (const side of [this.leftSplit, this.rightSplit]) for (const child of [...side.children]) side.removeChild(child);
    this.lastOpenFiles = layout.lastOpenFiles ?? [];
    buildLayout(this, layout);
    for (const child of kept) this.rootSplit.removeChild(child);
    for (const leaf of old) void leaf.view.close();
    this.isRestoring = false;
    await this.loadVisibleLeaves();
    const active = this.getLeafById(layout.active ?? "") ?? this.getMostRecentLeaf();
    if (active !== null) this.setActiveLeaf(active, { focus: true });
  }

  async saveLayout(): Promise<void> {
    if (!this.layoutReady) return;
    await this.app.vault.adapter.mkdir(this.app.vault.configDir);
    await this.app.vault.adapter.write(this.layoutPath, JSON.stringify(serializeLayout(this), null, 2));
  }

  createLeafInParent(parent: WorkspaceSplit, index: number): WorkspaceLeaf {
    const group = new WorkspaceTabs(this, parent.getContainer().doc);
    parent.insertChild(index, group);
    return this.addLeaf(group);
  }

  createLeafInTabGroup(group: TabGroup = this.mainGroup()): WorkspaceLeaf {
    const at = group.children.length === 0 ? -1 : group.currentTab + 1;
    const leaf = this.addLeaf(group, at);
    if (this.app.vault.getConfig("focusNewTab") !== false) group.selectTab(leaf);
    return leaf;
  }

  createLeafBySplit(leaf: WorkspaceLeaf, direction: SplitDirection = "vertical", before = false): WorkspaceLeaf {
    const group = leaf.parent;
    const parent = group.parent as WorkspaceParent;
    if (!(parent instanceof WorkspaceSplit)) return this.createLeafInTabGroup(group);
    const { doc } = leaf.containerEl;
    const made = new WorkspaceTabs(this, doc);
    const index = parent.children.indexOf(group);
    if (parent.direction === direction) parent.insertChild(before ? index : index + 1, made);
    else {
      const split = new WorkspaceSplit(this, direction, doc);
      parent.replaceChild(index, split);
      split.insertChild(0, group);
      split.insertChild(before ? 0 : 1, made);
    }
    return this.addLeaf(made);
  }

  splitActiveLeaf(direction?: SplitDirection): WorkspaceLeaf {
    return this.getLeaf("split", direction);
  }

  async duplicateLeaf(leaf: WorkspaceLeaf, leafType?: PaneType | boolean | SplitDirection, direction?: SplitDirection): Promise<WorkspaceLeaf> {
    const isOldForm = leafType === "vertical" || leafType === "horizontal" || leafType === undefined;
    const made = isOldForm ? this.createLeafBySplit(leaf, leafType) : leafType === "split" ? this.createLeafBySplit(leaf, direction) : this.getLeaf(leafType);
    await made.setViewState({ ...leaf.getViewState(), active: true }, leaf.getEphemeralState());
    return made;
  }

  getUnpinnedLeaf(): WorkspaceLeaf {
    const recent = this.getMostRecentLeaf();
    if (recent !== null && recent.view.navigation && !recent.pinned) return recent;
    const other = recent?.parent.children.find((leaf) => leaf.view.navigation && !leaf.pinned);
    return other ?? this.createLeafInTabGroup(recent?.parent);
  }

  getLeaf(newLeaf: PaneType | boolean = false, direction: SplitDirection = "vertical"): WorkspaceLeaf {
    if (newLeaf === false) return this.getUnpinnedLeaf();
    if (newLeaf === "window") return this.openPopoutLeaf();
    const recent = this.getMostRecentLeaf();
    if (newLeaf === "split" && recent !== null && !this.app.platform.isPhone) return this.createLeafBySplit(recent, direction);
    return this.createLeafInTabGroup(recent?.parent);
  }

  moveLeafToPopout(leaf: WorkspaceLeaf, data?: WorkspaceWindowInitData): WorkspaceWindow {
    const popout = this.openPopout(data);
    const group = new WorkspaceTabs(this, popout.doc);
    popout.insertChild(0, group);
    const old = leaf.parent;
    // Into its new place before out of the old one: it is never without a window.
    popout.doc.adoptNode(leaf.containerEl);
    old.removeChild(leaf);
    group.insertChild(0, leaf);
    leafMigrated(leaf);
    this.setActiveLeaf(leaf, { focus: true });
    this.layoutChanged();
    return popout;
  }

  openPopoutLeaf(data?: WorkspaceWindowInitData): WorkspaceLeaf {
    const leaf = this.createLeafInParent(this.openPopout(data), 0);
    this.setActiveLeaf(leaf, { focus: true });
    return leaf;
  }

  async openLinkText(linktext: string, sourcePath: string, newLeaf?: PaneType | boolean, openViewState: OpenViewState = {}): Promise<void> {
    const { path, subpath } = parseLinktext(linktext);
    const { vault, metadataCache, fileManager } = this.app;
    const found = path === "" ? vault.getFileByPath(sourcePath) : metadataCache.getFirstLinkpathDest(path, sourcePath);
    const file = found ?? (await fileManager.createNewMarkdownFileFromLinktext(path, sourcePath));
    const eState = { ...openViewState.eState, ...(subpath === "" ? {} : { subpath }) };
    await this.getLeaf(newLeaf ?? false).openFile(file, { ...openViewState, eState: { focus: true, ...eState } });
  }

  setActiveLeaf(leaf: WorkspaceLeaf, params: { focus?: boolean } | boolean = {}, focusFlag = false): void {
    if (!leaf.isAttached()) return;
    const focus = typeof params === "boolean" ? focusFlag : params.focus === true;
    leaf.activeTime = ++this.activations;
    if (leaf.parent.currentLeaf !== leaf) leaf.parent.selectTab(leaf);
    if (leaf !== this.activeLeaf) {
      this.markActive(this.activeLeaf, false);
      this.activeLeaf = leaf;
      this.markActive(leaf, true);
      if (leaf.getRoot() instanceof WorkspaceContainer || leaf.getContainer() instanceof WorkspaceWindow) setActiveWindow(leaf.getContainer().win);
      this.app.scopeChanged();
    }
    if (focus) leaf.setEphemeralState({ focus: true });
    this.requestActiveLeafEvents();
  }

  getLeafById(id: string): WorkspaceLeaf | null {
    return this.findLeaf((leaf) => leaf.id === id);
  }

  getGroupLeaves(group: string): WorkspaceLeaf[] {
    return this.leavesWhere((leaf) => leaf.group === group);
  }

  getMostRecentLeaf(root?: WorkspaceParent): WorkspaceLeaf | null {
    const leaves: WorkspaceLeaf[] = [];
    for (const part of root === undefined ? [this.rootSplit, this.floatingSplit] : [root]) this.iterateLeaves(part, (leaf) => leaves.push(leaf));
    return leaves.sort((left, right) => right.activeTime - left.activeTime || Number(right.isVisible()) - Number(left.isVisible()))[0] ?? null;
  }

  getLeftLeaf(split: boolean): WorkspaceLeaf | null {
    return this.getSideLeaf(this.leftSplit, split);
  }

  getRightLeaf(split: boolean): WorkspaceLeaf | null {
    return this.getSideLeaf(this.rightSplit, split);
  }

  async ensureSideLeaf(type: string, side: Side, options: { active?: boolean; split?: boolean; reveal?: boolean; state?: unknown } = {}): Promise<WorkspaceLeaf> {
    const { active = false, split = false, reveal = true, state } = options;
    const dock = side === "left" ? this.leftSplit : this.rightSplit;
    const existing = this.getLeavesOfType(type).find((leaf) => leaf.getRoot() === dock);
    const leaf = existing ?? this.getSideLeaf(dock, split);
    if (existing === undefined || state !== undefined) await leaf.setViewState({ type, state: (state ?? {}) as Record<string, unknown>, active: false });
    if (reveal) await this.revealLeaf(leaf);
    if (active) this.setActiveLeaf(leaf, { focus: true });
    return leaf;
  }

  getActiveViewOfType<T extends View>(type: Constructor<T>): T | null {
    const view = this.activeLeaf?.view;
    return view instanceof type ? view : null;
  }

  getActiveFileView(): FileView | null {
    const view = this.activeLeaf?.view;
    if (view instanceof FileView) return view;
    const recent = this.getMostRecentLeaf()?.view;
    return recent instanceof FileView ? recent : null;
  }

  getActiveFile(): TFile | null {
    return this.getActiveFileView()?.file ?? null;
  }

  iterateRootLeaves(callback: (leaf: WorkspaceLeaf) => unknown): void {
    this.iterateLeaves(this.rootSplit, callback);
  }

  iterateAllLeaves(callback: (leaf: WorkspaceLeaf) => unknown): void {
    for (const part of [this.rootSplit, this.floatingSplit, this.leftSplit, this.rightSplit]) this.iterateLeaves(part, callback);
  }

  iterateLeaves(item: WorkspaceItem, callback: (leaf: WorkspaceLeaf) => unknown): void {
    if (item instanceof WorkspaceLeaf) callback(item);
    else if (item instanceof WorkspaceParent) for (const child of [...item.children]) this.iterateLeaves(child, callback);
  }

  getLeavesOfType(viewType: string): WorkspaceLeaf[] {
    return this.leavesWhere((leaf) => leaf.view.getViewType() === viewType);
  }

  detachLeavesOfType(viewType: string): void {
    for (const leaf of this.getLeavesOfType(viewType)) leaf.detach();
  }

  async revealLeaf(leaf: WorkspaceLeaf): Promise<void> {
    if (!leaf.isAttached()) return;
    const root = leaf.getRoot();
    if (root instanceof WorkspaceSidedock || root instanceof WorkspaceMobileDrawer) root.expand();
    leaf.parent.selectTab(leaf);
    const { win } = leaf.getContainer();
    if (win !== window) win.focus();
    await leaf.loadIfDeferred();
  }

  getLastOpenFiles(): string[] {
    return this.lastOpenFiles.slice(0, 10);
  }

  updateOptions(): void {
    this.trigger("options-changed");
  }

  handleLinkContextMenu(menu: Menu, linktext: string, sourcePath: string, leaf?: WorkspaceLeaf): boolean {
    const file = this.app.metadataCache.getFirstLinkpathDest(parseLinktext(linktext).path, sourcePath);
    menu.addItem((item) => item.setTitle("Open link").setIcon("lucide-file").setSection("open").onClick(() => void this.openLinkText(linktext, sourcePath)));
    menu.addItem((item) => item.setTitle("Open in new tab").setIcon("lucide-file-plus").setSection("open").onClick(() => void this.openLinkText(linktext, sourcePath, "tab")));
    if (file !== null) this.trigger("file-menu", menu, file, "link-context-menu", leaf);
    return file !== null;
  }

  /** Tells, a moment later and once, what is active now. */
  readonly requestActiveLeafEvents = debounce(() => {
    if (this.activeLeaf !== this.toldLeaf) {
      this.toldLeaf = this.activeLeaf;
      this.trigger("active-leaf-change", this.activeLeaf);
      this.requestSaveLayout();
    }
    const file = this.getActiveFile();
    if (file === this.toldFile) return;
    this.toldFile = file;
    if (file !== null) this.lastOpenFiles = [file.path, ...this.lastOpenFiles.filter((path) => path !== file.path)].slice(0, 20);
    this.trigger("file-open", file);
  }, 0);

  layoutChanged(): void {
    if (this.isRestoring || !this.layoutReady) return;
    this.tellLayout();
    this.requestSaveLayout();
  }

  async loadVisibleLeaves(within?: WorkspaceParent): Promise<void> {
    const visible: WorkspaceLeaf[] = [];
    const collect = (leaf: WorkspaceLeaf): unknown => leaf.isVisible() && visible.push(leaf);
    if (within === undefined) this.iterateAllLeaves(collect);
    else this.iterateLeaves(within, collect);
    await Promise.all(visible.map((leaf) => leaf.loadIfDeferred()));
  }

  /** The root split is never without a leaf. */
  fillRoot(): void {
    this.createLeafInParent(this.rootSplit, 0);
  }

  /** A leaf goes: another becomes the active one. */
  forgetLeaf(leaf: WorkspaceLeaf): void {
    if (this.activeLeaf !== leaf) return;
    this.markActive(leaf, false);
    this.activeLeaf = null;
    window.setTimeout(() => {
      const next = this.activeLeaf === null ? this.getMostRecentLeaf() : null;
      if (next !== null) this.setActiveLeaf(next, { focus: true });
    }, 0);
  }

  private get layoutPath(): string {
    return `${this.app.vault.configDir}/workspace${this.app.platform.isMobile ? "-mobile" : ""}.json`;
  }

  private async readLayout(): Promise<Layout> {
    try {
      const text = await this.app.vault.adapter.read(this.layoutPath);
      return { ...defaultLayout, ...(JSON.parse(text) as Layout) };
    } catch {
      return defaultLayout;
    }
  }

  private mainGroup(): TabGroup {
    const recent = this.getMostRecentLeaf();
    if (recent !== null) return recent.parent;
    return this.createLeafInParent(this.rootSplit, 0).parent;
  }

  private addLeaf(group: TabGroup, index = -1): WorkspaceLeaf {
    const leaf = new WorkspaceLeaf(this, group.containerEl.doc);
    group.insertChild(index, leaf);
    this.layoutChanged();
    return leaf;
  }

  private getSideLeaf(dock: WorkspaceSidedock | WorkspaceMobileDrawer, split: boolean): WorkspaceLeaf {
    if (dock instanceof WorkspaceMobileDrawer) return this.addLeaf(dock);
    let first: WorkspaceItem | undefined = dock.children[0];
    while (first instanceof WorkspaceSplit) first = first.children[0];
    if (first instanceof TabGroup && !split) return this.addLeaf(first);
    return this.createLeafInParent(dock, -1);
  }

  private openPopout(data?: WorkspaceWindowInitData): WorkspaceWindow {
    if (this.app.platform.isMobile) throw new Error("Popout windows are not supported on this device.");
    const popout = new WorkspaceWindow(this, openWindow(data));
    this.floatingSplit.insertChild(-1, popout);
    this.trigger("window-open", popout, popout.win);
    return popout;
  }

  private markActive(leaf: WorkspaceLeaf | null, isActive: boolean): void {
    if (leaf === null) return;
    for (const element of [leaf.containerEl, leaf.tabHeaderEl, leaf.isAttached() ? leaf.parent.containerEl : null]) element?.toggleClass("mod-active", isActive);
  }

  private leavesWhere(test: (leaf: WorkspaceLeaf) => boolean): WorkspaceLeaf[] {
    const found: WorkspaceLeaf[] = [];
    this.iterateAllLeaves((leaf) => test(leaf) && found.push(leaf));
    return found;
  }

  private findLeaf(test: (leaf: WorkspaceLeaf) => boolean): WorkspaceLeaf | null {
    return this.leavesWhere(test)[0] ?? null;
  }

  private rebuildLeaves(type: string): void {
    for (const leaf of this.getLeavesOfType(type)) if (!leaf.isDeferred) void leaf.rebuild();
  }

  private resized(): void {
    this.iterateAllLeaves((leaf) => leaf.onResize());
    this.trigger("resize");
  }
}
