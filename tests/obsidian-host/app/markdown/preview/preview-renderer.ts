/**
 * Draws a note for reading, block by block: the first screenful at once, the rest in slices between which the page can answer.
 * After a change only the blocks that differ are drawn anew. Contract of what is static: obsidian.d.ts, `MarkdownPreviewRenderer`.
 */
import type { App } from "../../app";
import type { Component } from "../../events";
import { createCodeBlockPostProcessor, registerPostProcessor, runPostProcessors, unregisterPostProcessor } from "../post-process";
import type { CodeBlockHandler, MarkdownPostProcessor, MarkdownPostProcessorContext, MarkdownSectionInformation } from "../post-process";
import { applyCalloutIcons } from "../render/callout-icons";
import { newDocId } from "../render/context";
import { loadEmbeds } from "../render/embeds";
import { drawFootnoteSection, drawPiece, prepareNote } from "../render/note";
import type { DrawnSection, PreparedNote } from "../render/note";
import { drawProperties } from "../render/properties";
import { renderNote } from "../render/render-markdown";
import { sliceLength, Slices } from "../render/turns";
import { isResolved } from "../render/links";
import { linktextOf } from "../links/link-events";
import { lineAtTop, scrollToLine } from "./scroll";
import type { ScrollPlace } from "./scroll";
import { matchSections } from "./section";
import type { PreviewSection } from "./section";

export interface PreviewOwner {
  app: App;
  component: Component;
  sourcePath: () => string;
  /** The name above the text; null: none. */
  title: () => string | null;
}

export class MarkdownPreviewRenderer {
  readonly previewEl: HTMLElement;
  readonly sizerEl: HTMLElement;
  readonly headerEl: HTMLElement;
  readonly footerEl: HTMLElement;
  text = "";
  private docId = newDocId();
  private note: PreparedNote | null = null;
  private definitions = "";
  private sections: PreviewSection[] = [];
  private footnotesEl: HTMLElement | null = null;
  private footnotesKey = "";
  private footnoteChildren: PreviewSection["children"] = [];
  private turn = 0;
  private drawing: Promise<void> = Promise.resolve();
  private wanted: { line: number; place: ScrollPlace } | null = null;
  private isDrawing = false;

  constructor(
    private readonly owner: PreviewOwner,
    parentEl: HTMLElement,
  ) {
    this.previewEl = parentEl.createDiv({ cls: "markdown-preview-view markdown-rendered is-readable-line-width allow-fold-headings allow-fold-lists show-indentation-guide", attr: { tabindex: -1 } });
    this.sizerEl = this.previewEl.createDiv("markdown-preview-sizer markdown-preview-section");
    this.sizerEl.createDiv("markdown-preview-pusher");
    this.headerEl = this.sizerEl.createDiv("mod-header mod-ui");
    this.footerEl = this.sizerEl.createDiv("mod-footer mod-ui");
  }

  static registerPostProcessor(processor: MarkdownPostProcessor, sortOrder?: number): void {
    registerPostProcessor(processor, sortOrder);
  }

  static unregisterPostProcessor(processor: MarkdownPostProcessor): void {
    unregisterPostProcessor(processor);
  }

  static createCodeBlockPostProcessor(language: string, handler: CodeBlockHandler): MarkdownPostProcessor {
    return createCodeBlockPostProcessor(language, handler);
  }

  set(text: string): void {
    const sourcePath = this.owner.sourcePath();
    const note = prepareNote(this.owner.app, { text, sourcePath, docId: this.docId });
    const definitions = JSON.stringify([sourcePath, [...note.definitions.links]]);
    if (definitions !== this.definitions) this.dropAll();
    this.definitions = definitions;
    this.text = text;
    this.note = note;
    const pieces = note.pieces.filter(({ kind }) => kind !== "comment");
    const { sections, gone } = matchSections(this.sections, pieces, (piece) => `${piece.kind}\n${note.footnotes.keyOf(piece)}\n${piece.text}`);
    this.sections = sections;
    for (const section of gone) this.drop(section);
    this.drawHeader(note);
    this.placeKept();
    this.start();
  }

  clear(): void {
    this.turn++;
    this.dropAll();
    this.text = "";
    this.note = null;
    this.wanted = null;
    this.isDrawing = false;
    this.headerEl.empty();
    this.docId = newDocId();
    this.previewEl.scrollTop = 0;
  }

  /** `full`: every block, so that post processors see each again. */
  rerender(full = false): void {
    if (this.note === null) return;
    if (full) this.dropAll();
    this.set(this.text);
  }

  /** Ends once everything is drawn. */
  whenDrawn(): Promise<void> {
    return this.drawing;
  }

  getSectionInfo(element: HTMLElement): MarkdownSectionInformation | null {
    const section = this.placedSections().find((one) => one.element.contains(element));
    return section === undefined ? null : { text: this.text, lineStart: section.lineStart, lineEnd: section.lineEnd };
  }

  /** The block that holds a line, or the next one below it; null where none is drawn there yet. */
  sectionAt(line: number): DrawnSection | null {
    const isDrawn = this.sections.every(({ drawn, piece }) => drawn !== null || piece.lineStart > line);
    const placed = this.placedSections();
    return isDrawn ? (placed.find(({ lineEnd }) => lineEnd >= line) ?? placed[placed.length - 1] ?? null) : null;
  }

  /** The line at the upper edge, with what part of its block is above it. */
  getScroll(): number {
    if (this.previewEl.scrollTop === 0) return 0;
    return lineAtTop(this.previewEl, this.placedSections());
  }

  /** Brings a line to the upper edge, once it is drawn. */
  applyScroll(line: number, place: ScrollPlace = "start"): void {
    this.wanted = { line, place };
    this.scrollToWanted();
    if (!this.isDrawing) this.wanted = null;
  }

  /** Links change their look when a note they lead to comes or goes. */
  updateLinks(): void {
    for (const link of this.sizerEl.findAll("a.internal-link")) link.toggleClass("is-unresolved", !isResolved(this.owner.app, linktextOf(link), this.owner.sourcePath()));
  }

  /** What is drawn, with the lines of now. */
  private placedSections(): DrawnSection[] {
    return this.sections.flatMap(({ piece, drawn }) => (drawn ?? []).map(({ element, lineStart, lineEnd }) => ({ element, lineStart: piece.lineStart + lineStart, lineEnd: piece.lineStart + lineEnd })));
  }

  /** As long as what stands below isn't drawn, there may be too little to scroll: it is tried again. */
  private scrollToWanted(): void {
    if (this.wanted === null) return;
    const { line, place } = this.wanted;
    const section = this.sectionAt(line);
    if (line <= 0 && place === "start") this.previewEl.scrollTop = 0;
    else if (section !== null) scrollToLine(this.previewEl, section, line, place);
  }

  private start(): void {
    this.isDrawing = true;
    const turn = ++this.turn;
    const drawn = this.draw(turn);
    this.drawing = drawn.catch((error: unknown) => console.error("A note could not be drawn.", error));
  }

  private async draw(turn: number): Promise<void> {
    const { note } = this;
    if (note === null) return;
    // The first slice is longer and runs at once: what can be seen is there before the view is shown.
    const slices = new Slices(() => turn === this.turn, sliceLength * 1.5);
    let before: Element = this.headerEl;
    for (const section of this.sections) {
      if (section.drawn === null) {
        const drawing = drawPiece(note, section.piece, this.sizerEl.doc);
        let step = drawing.next();
        while (step.done !== true) {
          if (slices.isUsedUp && !(await slices.pause())) return;
          step = drawing.next();
        }
        this.insert(section, step.value, before);
        this.scrollToWanted();
      }
      before = section.drawn?.[section.drawn.length - 1]?.element ?? before;
      if (slices.isUsedUp && !(await slices.pause())) return;
    }
    await this.drawNotes(note, slices);
    if (turn !== this.turn) return;
    this.scrollToWanted();
    this.isDrawing = false;
    this.wanted = null;
  }

  private insert(section: PreviewSection, drawn: DrawnSection[], before: Element): void {
    const { lineStart } = section.piece;
    section.drawn = drawn.map((one) => ({ ...one, lineStart: one.lineStart - lineStart, lineEnd: one.lineEnd - lineStart }));
    for (const { element } of drawn) this.process(element, section.children);
    before.after(...drawn.map(({ element }) => element));
    for (const { element } of drawn) applyCalloutIcons(element);
  }

  private process(element: HTMLElement, children: PreviewSection["children"]): void {
    const { app, component } = this.owner;
    const sourcePath = this.owner.sourcePath();
    const context: MarkdownPostProcessorContext = {
      docId: this.docId,
      sourcePath,
      frontmatter: this.note?.frontmatter,
      addChild: (child) => {
        children.push(child);
        component.addChild(child);
      },
      getSectionInfo: (inner) => this.getSectionInfo(inner),
    };
    void runPostProcessors(element, context);
    void loadEmbeds(element, { app, sourcePath, component, depth: 0, renderNote: (file, subpath, place, depth) => renderNote(app, file, subpath, place, component, depth) });
  }

  private async drawNotes(note: PreparedNote, slices: Slices): Promise<void> {
    const key = JSON.stringify(note.footnotes.list);
    if (key === this.footnotesKey && this.footnotesEl !== null) return;
    const drawing = drawFootnoteSection(note, this.sizerEl.doc);
    let step = drawing.next();
    while (step.done !== true) {
      if (slices.isUsedUp && !(await slices.pause())) return;
      step = drawing.next();
    }
    this.dropNotes();
    this.footnotesKey = key;
    this.footnotesEl = step.value;
    if (this.footnotesEl === null) return;
    this.process(this.footnotesEl, this.footnoteChildren);
    this.footerEl.before(this.footnotesEl);
  }

  private drawHeader(note: PreparedNote): void {
    this.headerEl.empty();
    const title = this.owner.title();
    if (title !== null) this.headerEl.createDiv({ cls: "inline-title", text: title, attr: { tabindex: -1 } });
    if (note.frontmatter !== null) drawProperties(note.frontmatter, this.headerEl, { app: this.owner.app, sourcePath: note.sourcePath });
  }

  /** Blocks that stayed may stand in another order now. */
  private placeKept(): void {
    let before: Element = this.headerEl;
    for (const { drawn } of this.sections) {
      for (const { element } of drawn ?? []) {
        if (before.nextElementSibling !== element) before.after(element);
        before = element;
      }
    }
  }

  private drop({ drawn, children }: PreviewSection): void {
    for (const { element } of drawn ?? []) element.remove();
    for (const child of children.splice(0)) this.owner.component.removeChild(child);
  }

  private dropNotes(): void {
    this.footnotesEl?.remove();
    this.footnotesEl = null;
    for (const child of this.footnoteChildren.splice(0)) this.owner.component.removeChild(child);
  }

  private dropAll(): void {
    for (const section of this.sections) this.drop(section);
    this.sections = [];
    this.dropNotes();
  }
}
