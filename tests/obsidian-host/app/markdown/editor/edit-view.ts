/** The editing side of a note. Contract: obsidian.d.ts, `MarkdownEditView`. */
import { EditorSelection } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { App } from "../../app";
import type { HoverPopover } from "../../ui";
import type { TFile } from "../../vault";
import { createEditorView } from "./create-editor";
import type { EditorParts } from "./create-editor";
import { Editor } from "./editor";
import { setLivePreview } from "./fields";
import type { MarkdownFileInfo } from "./fields";
import { smallestChange } from "./positions";
import { frontmatterEnd, setFlash } from "./widgets";

export class MarkdownEditView {
  readonly app: App;
  readonly containerEl: HTMLElement;
  readonly cm: EditorView;
  readonly editor: Editor;
  hoverPopover: HoverPopover | null = null;
  private readonly parts: EditorParts;
  private isSourceMode = false;
  private isSetting = false;

  /** `onChange` is told of changes made in the editor, not of those that come from the file. */
  constructor(
    private readonly info: MarkdownFileInfo,
    parentEl: HTMLElement,
    onChange: () => void,
  ) {
    this.app = info.app;
    this.containerEl = parentEl.createDiv("markdown-source-view cm-s-obsidian mod-cm6");
    this.containerEl.toggleClass("is-readable-line-width", this.app.vault.getConfig("readableLineLength") !== false);
    this.parts = createEditorView(this.containerEl, info, ({ docChanged }) => {
      if (docChanged && !this.isSetting) onChange();
    });
    this.cm = this.parts.view;
    this.editor = new Editor(this.cm);
    this.containerEl.onWindowMigrated((win) => this.cm.setRoot(win.document));
    this.setSourceMode(this.app.vault.getConfig("livePreview") === false);
  }

  get file(): TFile | null {
    return this.info.file;
  }

  get sourceMode(): boolean {
    return this.isSourceMode;
  }

  setSourceMode(isSourceMode: boolean): void {
    this.isSourceMode = isSourceMode;
    this.containerEl.toggleClass("is-live-preview", !isSourceMode);
    this.cm.dispatch({ effects: setLivePreview.of(!isSourceMode) });
  }

  setShown(isShown: boolean): void {
    this.containerEl.toggle(isShown);
    this.parts.setShown(isShown);
  }

  updateOptions(): void {
    this.parts.updateOptions();
  }

  get(): string {
    return this.editor.getValue();
  }

  /** Without `clear` only what differs is replaced: cursor, scroll and history stay. */
  set(data: string, clear: boolean): void {
    this.isSetting = true;
    const text = data.replace(/\r\n?/g, "\n");
    const changes = clear ? null : smallestChange(this.get(), text);
    if (clear) {
      this.parts.reset(text, !this.isSourceMode);
      const start = this.isSourceMode ? 0 : frontmatterEnd(this.cm.state.doc);
      if (start > 0) this.cm.dispatch({ selection: { anchor: Math.min(start + 1, this.cm.state.doc.length) } });
      this.cm.scrollDOM.scrollTop = 0;
    } else if (changes !== null) this.cm.dispatch({ changes, userEvent: "set" });
    this.isSetting = false;
  }

  clear(): void {
    this.set("", true);
  }

  getSelection(): string {
    return this.editor.getSelection();
  }

  /** The line at the upper edge, with a fraction. */
  getScroll(): number {
    const { top } = this.cm.scrollDOM.getBoundingClientRect();
    const height = top - this.cm.documentTop;
    if (height <= 0 || this.cm.scrollDOM.scrollTop === 0) return 0;
    const block = this.cm.lineBlockAtHeight(height);
    const part = block.height === 0 ? 0 : Math.min(1, Math.max(0, (height - block.top) / block.height));
    return this.cm.state.doc.lineAt(block.from).number - 1 + part;
  }

  applyScroll(scroll: number): void {
    if (scroll <= 0) this.cm.scrollDOM.scrollTop = 0;
    else this.cm.dispatch({ effects: EditorView.scrollIntoView(this.editor.posToOffset({ line: Math.floor(scroll), ch: 0 }), { y: "start" }) });
  }

  /** Brings a stretch of text into the middle, puts the cursor at its start and lets it flash. */
  show(from: number, to: number): void {
    const end = this.cm.state.doc.length;
    const range = EditorSelection.range(Math.min(from, end), Math.min(to, end));
    const effects = [EditorView.scrollIntoView(range, { y: "center" }), setFlash.of([{ from: range.from, to: range.to }])];
    this.cm.dispatch({ selection: { anchor: range.from }, effects });
    window.setTimeout(() => this.cm.dispatch({ effects: setFlash.of([]) }), 2000);
  }

  destroy(): void {
    this.cm.destroy();
  }
}
