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
      const upperThird = EditorView.scrollIntoView(start, { y: "start", yMargin: Math.round(editor.scrollDOM.clientHeight / 4) });
      editor.dispatch({ selection: { anchor: start, head: end }, effects: [setMarks.of(marks), upperThird] });
      return true;
    },
    clear: (view) => editorOf(view)?.dispatch({ effects: setMarks.of(null) }),
    textOf: (view) => editorOf(view)?.state.doc.toString() ?? null,
  };
}
