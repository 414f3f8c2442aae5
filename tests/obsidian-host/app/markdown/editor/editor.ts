/** The editor as plugins use it, over CodeMirror. Contract: obsidian.d.ts, `Editor`. */
import { EditorSelection } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { EditorChange, EditorCommandName, EditorPosition, EditorRange, EditorRangeOrCaret, EditorSelectionOrCaret, EditorTransaction } from "obsidian";
import { commandOf, redo, undo } from "./commands";
import { rangesOf, sideOf, smallestChange, toChange, toOffset, toPosition } from "./positions";

interface Selected {
  anchor: EditorPosition;
  head: EditorPosition;
}

export class Editor {
  /** Not part of the declarations, yet known to every plugin that extends the editor. */
  constructor(readonly cm: EditorView) {}

  getDoc(): this {
    return this;
  }

  refresh(): void {
    this.cm.requestMeasure();
  }

  getValue(): string {
    return this.cm.state.doc.toString();
  }

  /** One step of the history; the cursor stays where the text around it stayed. */
  setValue(content: string): void {
    const changes = smallestChange(this.getValue(), content);
    if (changes !== null) this.cm.dispatch({ changes, userEvent: "set" });
  }

  getLine(line: number): string {
    const { doc } = this.cm.state;
    return line < 0 || line >= doc.lines ? "" : doc.line(line + 1).text;
  }

  setLine(line: number, text: string): void {
    this.replaceRange(text, { line, ch: 0 }, { line, ch: this.getLine(line).length });
  }

  lineCount(): number {
    return this.cm.state.doc.lines;
  }

  lastLine(): number {
    return this.cm.state.doc.lines - 1;
  }

  getSelection(): string {
    const { from, to } = this.cm.state.selection.main;
    return this.cm.state.sliceDoc(from, to);
  }

  somethingSelected(): boolean {
    return rangesOf(this.cm.state.selection).some(({ empty }) => !empty);
  }

  getRange(from: EditorPosition, to: EditorPosition): string {
    return this.cm.state.sliceDoc(this.posToOffset(from), this.posToOffset(to));
  }

  replaceSelection(replacement: string, origin?: string): void {
    this.cm.dispatch({ ...this.cm.state.replaceSelection(replacement), scrollIntoView: true, ...userEvent(origin) });
  }

  replaceRange(replacement: string, from: EditorPosition, to?: EditorPosition, origin?: string): void {
    this.cm.dispatch({ changes: toChange(this.cm.state.doc, { from, ...(to === undefined ? {} : { to }) }, replacement), ...userEvent(origin) });
  }

  getCursor(side?: "from" | "to" | "head" | "anchor"): EditorPosition {
    return this.offsetToPos(sideOf(this.cm.state.selection.main, side));
  }

  listSelections(): Selected[] {
    return rangesOf(this.cm.state.selection).map(({ anchor, head }) => ({ anchor: this.offsetToPos(anchor), head: this.offsetToPos(head) }));
  }

  setCursor(position: EditorPosition | number, ch = 0): void {
    this.setSelection(typeof position === "number" ? { line: position, ch } : position);
  }

  setSelection(anchor: EditorPosition, head: EditorPosition = anchor): void {
    this.setSelections([{ anchor, head }]);
  }

  setSelections(ranges: EditorSelectionOrCaret[], main = 0): void {
    if (ranges.length === 0) return;
    const selection = ranges.map(({ anchor, head = anchor }) => EditorSelection.range(this.posToOffset(anchor), this.posToOffset(head)));
    this.cm.dispatch({ selection: EditorSelection.create(selection, main), scrollIntoView: true });
  }

  focus(): void {
    this.cm.focus();
  }

  blur(): void {
    this.cm.contentDOM.blur();
  }

  hasFocus(): boolean {
    return this.cm.hasFocus;
  }

  getScrollInfo(): { top: number; left: number } {
    const { scrollTop, scrollLeft } = this.cm.scrollDOM;
    return { top: scrollTop, left: scrollLeft };
  }

  scrollTo(x?: number | null, y?: number | null): void {
    if (typeof x === "number") this.cm.scrollDOM.scrollLeft = x;
    if (typeof y === "number") this.cm.scrollDOM.scrollTop = y;
  }

  scrollIntoView(range: EditorRange, center = false): void {
    const target = EditorSelection.range(this.posToOffset(range.from), this.posToOffset(range.to));
    this.cm.dispatch({ effects: EditorView.scrollIntoView(target, { y: center ? "center" : "nearest" }) });
  }

  undo(): void {
    undo(this.cm);
  }

  redo(): void {
    redo(this.cm);
  }

  exec(command: EditorCommandName): void {
    commandOf[command](this.cm);
  }

  /** Positions are those of the text as it is before; selections those of the text as it is after. */
  transaction(transaction: EditorTransaction, origin?: string): void {
    const { state } = this.cm;
    const { replaceSelection, changes = [], selection, selections = selection === undefined ? [] : [selection] } = transaction;
    const replaced = replaceSelection === undefined ? [] : rangesOf(state.selection).map(({ from, to }) => ({ from, to, insert: replaceSelection }));
    const changed = state.changes([...replaced, ...changes.map((change) => toChange(state.doc, change, change.text))]);
    const after = changed.apply(state.doc);
    const ranges = selections.map(({ from, to = from }: EditorRangeOrCaret) => EditorSelection.range(toOffset(after, from), toOffset(after, to)));
    this.cm.dispatch({ changes: changed, ...(ranges.length === 0 ? {} : { selection: EditorSelection.create(ranges) }), ...userEvent(origin) });
  }

  wordAt(position: EditorPosition): EditorRange | null {
    const word = this.cm.state.wordAt(this.posToOffset(position));
    return word === null ? null : { from: this.offsetToPos(word.from), to: this.offsetToPos(word.to) };
  }

  posToOffset(position: EditorPosition): number {
    return toOffset(this.cm.state.doc, position);
  }

  offsetToPos(offset: number): EditorPosition {
    return toPosition(this.cm.state.doc, offset);
  }

  processLines<T>(read: (line: number, lineText: string) => T | null, write: (line: number, lineText: string, value: T | null) => EditorChange | undefined, ignoreEmpty = true): void {
    const lines = this.selectedLines().filter((line) => !ignoreEmpty || this.getLine(line).trim() !== "");
    const values = lines.map((line) => read(line, this.getLine(line)));
    const changes = lines.map((line, index) => write(line, this.getLine(line), values[index] ?? null)).filter((change) => change !== undefined);
    if (changes.length > 0) this.transaction({ changes });
  }

  private selectedLines(): number[] {
    const { doc, selection } = this.cm.state;
    const lines = rangesOf(selection).flatMap(({ from, to }) => {
      const first = doc.lineAt(from).number - 1;
      const last = doc.lineAt(to).number - 1;
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    });
    return [...new Set(lines)];
  }
}

const userEvent = (origin: string | undefined): { userEvent?: string } => (origin === undefined ? {} : { userEvent: origin });
