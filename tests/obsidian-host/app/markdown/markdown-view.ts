/** The view of a note: read or edited. Types and contracts: obsidian.d.ts, `MarkdownView`. */
import { setIcon } from "../icons";
import { setTooltip } from "../ui";
import type { HoverPopover, Menu } from "../ui";
import type { TFile } from "../vault";
import { TextFileView } from "../views";
import type { WorkspaceLeaf } from "../workspace/leaf";
import type { ViewStateResult } from "../workspace/types";
import { MarkdownEditView } from "./editor/edit-view";
import type { Editor } from "./editor/editor";
import { lineOfOffset, targetOf } from "./ephemeral";
import type { Target } from "./ephemeral";
import { FindBar } from "./find-bar";
import { flash } from "./links/link-events";
import { addNoteItems } from "./note-menu";
import { highlightText } from "./preview/highlight";
import { MarkdownPreviewView } from "./preview/preview-view";

export type MarkdownViewModeType = "source" | "preview";

export interface MarkdownSubView {
  getScroll(): number;
  applyScroll(scroll: number): void;
  get(): string;
  set(data: string, clear: boolean): void;
}

export class MarkdownView extends TextFileView {
  override icon = "lucide-file";
  hoverPopover: HoverPopover | null = null;
  readonly editor: Editor;
  readonly editMode: MarkdownEditView;
  readonly previewMode: MarkdownPreviewView;
  currentMode: MarkdownSubView;
  private mode: MarkdownViewModeType;
  private backlinks = false;
  private findBar: FindBar | null = null;
  private readonly modeButtonEl: HTMLElement;
  /** What to show as soon as the view itself is shown. */
  private waiting: unknown = null;

  constructor(leaf: WorkspaceLeaf) {
    super(leaf);
    this.editMode = new MarkdownEditView(this, this.contentEl, () => this.changed());
    this.editor = this.editMode.editor;
    // The file is that of this view, whichever it is by then.
    const fileOf = (): TFile | null => this.file;
    const host = {
      app: this.app,
      leaf,
      onTextChange: (text: string) => this.editor.setValue(text),
      get file(): TFile | null {
        return fileOf();
      },
    };
    this.previewMode = this.addChild(new MarkdownPreviewView(host, this.contentEl));
    this.modeButtonEl = this.addAction("lucide-book-open", "Read", () => void this.toggleMode());
    this.mode = this.app.vault.getConfig("defaultViewMode") === "preview" ? "preview" : "source";
    this.currentMode = this.mode === "preview" ? this.previewMode : this.editMode;
    this.drawMode();
  }

  getViewType(): string {
    return "markdown";
  }

  override canAcceptExtension(extension: string): boolean {
    return extension === "md";
  }

  getMode(): MarkdownViewModeType {
    return this.mode;
  }

  override onload(): void {
    super.onload();
    this.registerEvent(this.app.workspace.on("options-changed", () => this.editMode.updateOptions()));
    this.registerDomEvent(this.containerEl, "focusin", () => (this.app.workspace.activeEditor = this));
    this.register(() => {
      if (this.app.workspace.activeEditor === this) this.app.workspace.activeEditor = null;
      this.editMode.destroy();
    });
  }

  override getState(): Record<string, unknown> {
    return { ...super.getState(), mode: this.mode, source: this.editMode.sourceMode, backlinks: this.backlinks };
  }

  override async setState(state: unknown, result: ViewStateResult): Promise<void> {
    const { mode, source, backlinks } = (state ?? {}) as Record<string, unknown>;
    if (typeof source === "boolean" && source !== this.editMode.sourceMode) this.editMode.setSourceMode(source);
    if (mode === "source" || mode === "preview") this.setMode(mode);
    if (typeof backlinks === "boolean") this.backlinks = backlinks;
    await super.setState(state, result);
  }

  override getEphemeralState(): Record<string, unknown> {
    if (this.mode === "preview") return { scroll: this.previewMode.getScroll() };
    return { scroll: this.editMode.getScroll(), cursor: { from: this.editor.getCursor("from"), to: this.editor.getCursor("to") } };
  }

  override setEphemeralState(state: unknown): void {
    if (typeof state !== "object" || state === null) return;
    const { focus, cursor, scroll } = state as Record<string, unknown>;
    if (focus === true) this.takeFocus();
    if (cursor !== undefined && this.mode === "source") this.setCursor(cursor);
    const target = targetOf(this.app, this.file, this.getViewData(), state);
    if (target === null && typeof scroll !== "number") return;
    if (!this.containerEl.isShown()) this.waiting = { ...state, focus: false };
    else if (target !== null) this.show(target);
    else if (typeof scroll === "number") this.currentMode.applyScroll(scroll);
  }

  override onResize(): void {
    super.onResize();
    this.editMode.cm.requestMeasure();
    const { waiting } = this;
    if (waiting === null || !this.containerEl.isShown()) return;
    this.waiting = null;
    this.setEphemeralState(waiting);
  }

  getViewData(): string {
    return this.editMode.get();
  }

  setViewData(data: string, clear: boolean): void {
    this.data = data;
    if (clear) this.waiting = null;
    this.editMode.set(data, clear);
    if (this.mode === "preview") this.previewMode.set(data, clear);
    else if (clear) this.previewMode.clear();
  }

  clear(): void {
    this.editMode.clear();
    this.previewMode.clear();
  }

  override async onRename(file: TFile): Promise<void> {
    await super.onRename(file);
    if (this.mode === "preview") this.previewMode.rerender();
  }

  setMode(mode: MarkdownViewModeType): void {
    if (mode === this.mode) return;
    const scroll = this.currentMode.getScroll();
    this.mode = mode;
    this.currentMode = mode === "preview" ? this.previewMode : this.editMode;
    this.drawMode();
    if (mode === "preview") this.previewMode.set(this.getViewData(), false);
    this.currentMode.applyScroll(scroll);
  }

  async toggleMode(): Promise<void> {
    this.setMode(this.mode === "preview" ? "source" : "preview");
    this.takeFocus();
    this.app.workspace.requestSaveLayout();
    this.app.workspace.trigger("layout-change");
  }

  toggleSource(): void {
    this.editMode.setSourceMode(!this.editMode.sourceMode);
    this.setMode("source");
    this.app.workspace.requestSaveLayout();
  }

  override onPaneMenu(menu: Menu, source: string): void {
    super.onPaneMenu(menu, source);
    addNoteItems(menu, this, source);
  }

  showSearch(replace = false): void {
    this.findBar?.close();
    const host = {
      text: () => this.getViewData(),
      show: (target: Target) => this.show(target),
      replace: (targets: Target[], text: string) => this.editMode.cm.dispatch({ changes: targets.map(({ from, to }) => ({ from, to, insert: text })), userEvent: "input.replace" }),
      onClose: () => {
        this.findBar = null;
        this.takeFocus();
      },
    };
    this.findBar = new FindBar(this.contentEl, host, replace && this.mode === "source");
  }

  /** Brings a stretch of the text into view and shows which it is. */
  private show({ from, to }: Target): void {
    if (this.mode === "source") {
      this.editMode.show(from, to);
      return;
    }
    const text = this.getViewData();
    const line = lineOfOffset(text, from);
    const { renderer } = this.previewMode;
    renderer.applyScroll(line, "center");
    const point = (): void => {
      const section = renderer.sectionAt(line);
      if (section !== null && !highlightText(section.element, text.slice(from, to))) flash(section.element);
    };
    if (renderer.sectionAt(line) !== null) point();
    else void renderer.whenDrawn().then(point);
  }

  private takeFocus(): void {
    this.app.workspace.activeEditor = this;
    if (this.mode === "source") this.editor.focus();
    else this.previewMode.renderer.previewEl.focus({ preventScroll: true });
  }

  private setCursor(cursor: unknown): void {
    const { from, to = from } = cursor as { from?: { line: number; ch: number }; to?: { line: number; ch: number } };
    if (from !== undefined && to !== undefined) this.editor.setSelection(from, to);
  }

  private drawMode(): void {
    const isPreview = this.mode === "preview";
    this.editMode.setShown(!isPreview);
    this.previewMode.containerEl.toggle(isPreview);
    this.containerEl.setAttr("data-mode", this.mode);
    setIcon(this.modeButtonEl, isPreview ? "lucide-pencil" : "lucide-book-open");
    const label = isPreview ? "Current view: reading\nClick to edit" : "Current view: editing\nClick to read";
    this.modeButtonEl.setAttr("aria-label", label);
    setTooltip(this.modeButtonEl, label);
  }

  private changed(): void {
    this.data = this.getViewData();
    this.requestSave();
    if (this.mode === "preview") this.previewMode.set(this.data, false);
    this.app.workspace.trigger("editor-change", this.editor, this);
    if (this.file !== null) this.app.workspace.trigger("quick-preview", this.file, this.data);
  }
}
