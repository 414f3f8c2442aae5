/** The file explorer: the vault's tree of folders and notes. Only the rows in sight are drawn, once a frame at most, so that thousands of notes cost nothing. */
import { setIcon } from "../icons";
import { Keymap } from "../ui";
import { TFile, TFolder } from "../vault";
import type { TAbstractFile } from "../vault";
import { ItemView } from "../views/item-view";
import type { WorkspaceLeaf } from "../workspace/leaf";
import { handleExplorerKey } from "./keys";
import { showMenuFor } from "./menus";
import { drawRow } from "./row";
import { Rows } from "./rows";
import type { Row } from "./rows";
import { Selection } from "./selection";

export const FILE_EXPLORER = "file-explorer";
/** Rows drawn beyond what is in sight, above and below. */
const MARGIN = 12;

const pathsIn = (state: unknown): string[] => {
  const given: unknown = typeof state === "object" && state !== null && "expanded" in state ? state.expanded : [];
  return Array.isArray(given) ? given.filter((path) => typeof path === "string") : [];
};

export class FileExplorerView extends ItemView {
  override icon = "lucide-folder-closed";
  readonly selection = new Selection();
  private readonly rows = new Rows();
  private list: Row[] = [];
  private readonly scrollEl: HTMLElement;
  private readonly heightEl: HTMLElement;
  private isDirty = false;

  constructor(leaf: WorkspaceLeaf) {
    super(leaf);
    this.drawButtons();
    this.scrollEl = this.contentEl.createDiv({ cls: "nav-files-container node-insert-event", attr: { role: "tree", tabindex: 0, "aria-label": "Files", "aria-multiselectable": true } });
    this.heightEl = this.scrollEl.createDiv("nav-files-rows");
  }

  getViewType(): string {
    return FILE_EXPLORER;
  }

  getDisplayText(): string {
    return "Files";
  }

  override getState(): Record<string, unknown> {
    return this.rows.expanded.size === 0 ? {} : { expanded: [...this.rows.expanded] };
  }

  override async setState(state: unknown): Promise<void> {
    for (const path of pathsIn(state)) this.rows.expanded.add(path);
    this.refresh();
  }

  override onload(): void {
    void super.onload();
    const { vault, workspace } = this.app;
    const touched = (file: TAbstractFile): void => {
      this.rows.changed(file.parent);
      this.refresh();
    };
    this.registerEvent(vault.on("create", touched));
    this.registerEvent(
      vault.on("delete", (file: TAbstractFile) => {
        this.selection.forget(file.path);
        this.rows.changed(null);
        this.refresh();
      }),
    );
    this.registerEvent(
      vault.on("rename", (file: TAbstractFile, before: string) => {
        if (this.rows.expanded.delete(before)) this.rows.expanded.add(file.path);
        this.selection.forget(before);
        this.rows.changed(null);
        this.refresh();
      }),
    );
    this.registerEvent(workspace.on("file-open", () => this.refresh()));
    this.registerDomEvent(this.scrollEl, "scroll", () => this.refresh());
    this.registerDomEvent(this.scrollEl, "click", (event: MouseEvent) => this.clicked(event));
    this.registerDomEvent(this.scrollEl, "auxclick", (event: MouseEvent) => this.clicked(event));
    this.registerDomEvent(this.scrollEl, "contextmenu", (event: MouseEvent) => this.showMenu(event));
    this.registerDomEvent(this.scrollEl, "keydown", (event: KeyboardEvent) => handleExplorerKey(this, event));
    this.refresh();
  }

  override onResize(): void {
    this.refresh();
  }

  /** Unfolds what a file lies in and scrolls to it. */
  reveal(file: TAbstractFile): void {
    for (let folder = file.parent; folder !== null && !folder.isRoot(); folder = folder.parent) this.rows.expanded.add(folder.path);
    this.draw();
    this.scrollTo(file);
  }

  toggle(folder: TFolder, expand = !this.rows.expanded.has(folder.path)): void {
    if (expand) this.rows.expanded.add(folder.path);
    else this.rows.expanded.delete(folder.path);
    this.app.workspace.requestSaveLayout();
    this.refresh();
  }

  isExpanded(folder: TFolder): boolean {
    return this.rows.expanded.has(folder.path);
  }

  visibleFiles(): TAbstractFile[] {
    return this.list.map(({ file }) => file);
  }

  focusOn(file: TAbstractFile): void {
    this.selection.focus(file);
    this.draw();
    this.scrollTo(file);
  }

  async choose(file: TAbstractFile, newLeaf: ReturnType<typeof Keymap.isModEvent> = false): Promise<void> {
    if (file instanceof TFolder) this.toggle(file);
    else if (file instanceof TFile) await this.app.workspace.getLeaf(newLeaf).openFile(file, { active: true });
  }

  /** Draws in the next frame. */
  refresh(): void {
    if (this.isDirty) return;
    this.isDirty = true;
    this.containerEl.win.requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.isDirty = false;
    this.list = this.rows.list(this.app.vault.getRoot());
    const height = this.rowHeight();
    this.heightEl.style.height = `${this.list.length * height}px`;
    const first = Math.max(0, Math.floor(this.scrollEl.scrollTop / height) - MARGIN);
    const last = Math.ceil((this.scrollEl.scrollTop + this.scrollEl.clientHeight) / height) + MARGIN;
    const active = this.app.workspace.getActiveFile();
    const drawn = this.list.slice(first, last).map(({ file, depth }, index) => {
      const row = drawRow(this.heightEl.doc, { file, depth, isExpanded: file instanceof TFolder && this.isExpanded(file) });
      row.style.top = `${(first + index) * height}px`;
      row.firstElementChild?.toggleClass("is-active", file === active);
      row.firstElementChild?.toggleClass("is-selected", this.selection.has(file.path));
      row.firstElementChild?.toggleClass("has-focus", this.selection.focused === file);
      row.setAttr("aria-selected", this.selection.has(file.path));
      if (this.selection.focused === file) this.scrollEl.setAttr("aria-activedescendant", (row.id = "nav-focused"));
      return row;
    });
    this.heightEl.replaceChildren(...drawn);
  }

  private rowHeight(): number {
    return this.app.platform.isMobile ? 40 : 26;
  }

  private scrollTo(file: TAbstractFile): void {
    const index = this.list.findIndex((row) => row.file === file);
    const [top, height] = [index * this.rowHeight(), this.scrollEl.clientHeight];
    if (index < 0) return;
    if (top < this.scrollEl.scrollTop || top + this.rowHeight() > this.scrollEl.scrollTop + height) this.scrollEl.scrollTop = Math.max(0, top - height / 2);
    this.draw();
  }

  private fileAt(event: Event): TAbstractFile | null {
    const title = (event.target as HTMLElement | null)?.closest<HTMLElement>("[data-path]");
    return title === null || title === undefined ? null : this.app.vault.getAbstractFileByPath(title.dataset["path"] ?? "");
  }

  private clicked(event: MouseEvent): void {
    const file = this.fileAt(event);
    if (file === null) {
      this.selection.clear();
      this.refresh();
      return;
    }
    if (event.button > 1) return;
    if (event.shiftKey) this.selection.extendTo(file, this.visibleFiles());
    else if (event.altKey) this.selection.toggle(file);
    else {
      this.selection.clear();
      this.selection.focus(file);
      void this.choose(file, Keymap.isModEvent(event));
    }
    this.refresh();
  }

  private showMenu(event: MouseEvent): void {
    event.preventDefault();
    const file = this.fileAt(event) ?? (event.clientX === 0 ? this.selection.focused : null);
    if (file === null) return;
    const selected = this.selection.has(file.path) ? this.selection.files(this.app.vault) : [file];
    if (selected.length === 1) this.selection.clear();
    showMenuFor(this.leaf, selected, event);
  }

  private drawButtons(): void {
    const buttons = this.contentEl.createDiv("nav-header").createDiv("nav-buttons-container");
    const add = (icon: string, label: string, run: () => unknown): void => {
      const button = buttons.createDiv({ cls: "clickable-icon nav-action-button", attr: { "aria-label": label, role: "button", tabindex: 0 } });
      setIcon(button, icon);
      button.onClickEvent(() => void run());
    };
    add("lucide-square-pen", "New note", () => this.app.commands.executeCommandById("file-explorer:new-file"));
    add("lucide-folder-plus", "New folder", () => this.app.fileManager.createNewFolder(this.app.vault.getRoot()));
    add("lucide-chevrons-down-up", "Collapse all", () => {
      this.rows.expanded.clear();
      this.refresh();
    });
  }
}
