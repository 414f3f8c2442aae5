/** The reading view of a note. Contract: obsidian.d.ts, `MarkdownPreviewView`. */
import type { App } from "../../app";
import type { HoverParent } from "../../ui";
import { debounce } from "../../ui";
import type { TFile } from "../../vault";
import type { WorkspaceLeaf } from "../../workspace/leaf";
import { listenToLinks } from "../links/link-events";
import { MarkdownRenderer } from "../renderer";
import { MarkdownPreviewRenderer } from "./preview-renderer";

/** What it reads for: a view, or anything else that has a note. */
export interface PreviewHost {
  app: App;
  file: TFile | null;
  leaf?: WorkspaceLeaf;
  /** Called with the note as it is after a task was ticked. */
  onTextChange: (text: string) => void;
}

export class MarkdownPreviewView extends MarkdownRenderer {
  readonly renderer: MarkdownPreviewRenderer;

  constructor(
    private readonly host: PreviewHost,
    parentEl: HTMLElement,
  ) {
    super(host.app, parentEl.createDiv("markdown-reading-view"));
    const { app } = host;
    const sourcePath = (): string => this.file?.path ?? "";
    const title = (): string | null => (app.vault.getConfig("showInlineTitle") === false ? null : (this.file?.basename ?? null));
    this.renderer = new MarkdownPreviewRenderer({ app, component: this, sourcePath, title }, this.containerEl);
    this.renderer.previewEl.toggleClass("is-readable-line-width", app.vault.getConfig("readableLineLength") !== false);
  }

  get file(): TFile | null {
    return this.host.file;
  }

  override onload(): void {
    const { app, leaf } = this.host;
    const sourcePath = (): string => this.file?.path ?? "";
    const drawAll = (): Promise<void> => this.renderer.whenDrawn();
    const link = { app, hoverParent: this as HoverParent, hoverSource: "preview", sourcePath, drawAll, ...(leaf === undefined ? {} : { leaf }) };
    listenToLinks(this.containerEl, link, this);
    const update = debounce(() => this.renderer.updateLinks(), 100);
    this.registerEvent(app.metadataCache.on("resolved", update));
    this.registerDomEvent(this.containerEl, "change", (event: Event) => this.tick(event));
  }

  get(): string {
    return this.renderer.text;
  }

  set(data: string, clear: boolean): void {
    if (clear) this.clear();
    this.renderer.set(data);
  }

  clear(): void {
    this.renderer.clear();
  }

  rerender(full?: boolean): void {
    this.renderer.rerender(full);
  }

  getScroll(): number {
    return this.renderer.getScroll();
  }

  applyScroll(scroll: number): void {
    this.renderer.applyScroll(scroll);
  }

  /** A ticked task changes its line in the note. */
  private tick(event: Event): void {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.hasClass("task-list-item-checkbox")) return;
    const section = this.renderer.getSectionInfo(box);
    if (section === null) return;
    const line = section.lineStart + Number(box.dataset.line);
    const lines = section.text.split("\n");
    const changed = (lines[line] ?? "").replace(/^(\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s+\[)[^\]](\])/, `$1${box.checked ? "x" : " "}$2`);
    if (changed === lines[line]) return;
    lines[line] = changed;
    this.host.onTextChange(lines.join("\n"));
  }
}
