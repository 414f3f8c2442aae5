/** The marks on cited words in an editor: decorations over the text, never in it. */
import { type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin } from "@codemirror/view";
import type { MarkdownView } from "obsidian";
import { editorInfoField } from "obsidian";
import type { Range } from "./places";

export interface CitedMarks {
  passage: Range;
  quote: Range;
}

const setMarks = StateEffect.define<CitedMarks | null>();

function decorate(state: EditorState, { passage, quote }: CitedMarks): DecorationSet {
  const { doc } = state;
  const within = (offset: number): number => Math.max(0, Math.min(offset, doc.length));
  const first = doc.lineAt(within(passage.start)).number;
  const last = doc.lineAt(within(Math.max(passage.start, passage.end - 1))).number;
  const ranges = [];
  for (let number = first; number <= last; number += 1) {
    const ends = `${number === first ? " cpd-passage-first" : ""}${number === last ? " cpd-passage-last" : ""}`;
    ranges.push(Decoration.line({ class: `cpd-passage-line${ends}` }).range(doc.line(number).from));
  }
  const [from, to] = [within(quote.start), within(quote.end)];
  if (from < to) ranges.push(Decoration.mark({ class: "cpd-quote" }).range(from, to));
  return Decoration.set(ranges, true);
}

const marksField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setMarks)) next = effect.value === null ? Decoration.none : decorate(transaction.state, effect.value);
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** How far down the view the cited words begin. */
const SHARE = 1 / 4;
/** An editor just opened draws its properties, tables and pictures bit by bit, and what was scrolled to moves with them: it is looked after for so many frames. */
const MOST_FRAMES = 45;
const TOLERANCE = 4;

const marginOf = (editor: EditorView): number => Math.round(editor.scrollDOM.clientHeight * SHARE);
const toUpperThird = (editor: EditorView, position: number) => EditorView.scrollIntoView(position, { y: "start", yMargin: marginOf(editor) });

/** Whether the note can be scrolled no further than it is towards the place. */
function isInPlace(editor: EditorView, position: number): boolean {
  const { scrollDOM } = editor;
  const coordinates = editor.coordsAtPos(position);
  if (coordinates === null) return false;
  const off = coordinates.top - scrollDOM.getBoundingClientRect().top - marginOf(editor);
  const isAtEnd = scrollDOM.scrollTop + scrollDOM.clientHeight >= scrollDOM.scrollHeight - 1;
  return Math.abs(off) <= TOLERANCE || (off > 0 ? isAtEnd : scrollDOM.scrollTop <= 0);
}

/** Scrolls again whenever the place has moved, until it is still or the user takes over. Returns what stops it. */
function keepInPlace(editor: EditorView, position: number): () => void {
  const { win } = editor.dom;
  const ended = new AbortController();
  let frames = 0;
  const look = (): void => {
    frames += 1;
    if (ended.signal.aborted || frames > MOST_FRAMES || !editor.dom.isConnected || position > editor.state.doc.length) return ended.abort();
    if (editor.scrollDOM.clientHeight > 0 && !isInPlace(editor, position)) editor.dispatch({ effects: toUpperThird(editor, position) });
    win.requestAnimationFrame(look);
  };
  for (const type of ["wheel", "pointerdown", "touchstart", "keydown"]) editor.scrollDOM.addEventListener(type, () => ended.abort(), { signal: ended.signal, passive: true });
  win.requestAnimationFrame(look);
  return () => ended.abort();
}

export interface EditorMarks {
  extension: Extension;
  /** Selects and marks the quote, and scrolls it into the upper third. False where the view has no editor that knows us. */
  show(view: MarkdownView, marks: CitedMarks): boolean;
  clear(view: MarkdownView): void;
  /** The text of the view's editor, with "\n" for line ends. */
  textOf(view: MarkdownView): string | null;
}

export function createEditorMarks(): EditorMarks {
  const editors = new Set<EditorView>();
  const keptInPlace = new WeakMap<EditorView, () => void>();
  const keepTrack = ViewPlugin.define((editor) => {
    editors.add(editor);
    return { destroy: () => editors.delete(editor) };
  });
  const editorOf = (view: MarkdownView): EditorView | null => {
    const own = [...editors].filter((editor) => editor.state.field(marksField, false) !== undefined);
    return own.find((editor) => editor.state.field(editorInfoField, false) === view) ?? own.find((editor) => view.contentEl.contains(editor.dom)) ?? null;
  };
  return {
    extension: [marksField, keepTrack],
    show: (view, marks) => {
      const editor = editorOf(view);
      if (editor === null) return false;
      const { start, end } = marks.quote;
      editor.dispatch({ selection: { anchor: start, head: end }, effects: [setMarks.of(marks), toUpperThird(editor, start)] });
      keptInPlace.get(editor)?.();
      keptInPlace.set(editor, keepInPlace(editor, start));
      return true;
    },
    clear: (view) => {
      const editor = editorOf(view);
      if (editor === null) return;
      keptInPlace.get(editor)?.();
      editor.dispatch({ effects: setMarks.of(null) });
    },
    textOf: (view) => editorOf(view)?.state.doc.toString() ?? null,
  };
}
