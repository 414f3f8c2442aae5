/** Lines and columns, as plugins count them, and offsets, as the editor does. What lies outside the text is moved to its edge. */
import type { EditorSelection, SelectionRange, Text } from "@codemirror/state";
import type { EditorPosition, EditorRangeOrCaret } from "obsidian";

export function toOffset(doc: Text, { line, ch }: EditorPosition): number {
  if (line < 0) return 0;
  if (line >= doc.lines) return doc.length;
  const { from, length } = doc.line(line + 1);
  return from + Math.min(Math.max(ch, 0), length);
}

export function toPosition(doc: Text, offset: number): EditorPosition {
  const { number, from } = doc.lineAt(Math.min(Math.max(offset, 0), doc.length));
  return { line: number - 1, ch: Math.min(Math.max(offset, 0), doc.length) - from };
}

export function toChange(doc: Text, { from, to }: EditorRangeOrCaret, text: string): { from: number; to: number; insert: string } {
  const start = toOffset(doc, from);
  const end = to === undefined ? start : toOffset(doc, to);
  return { from: Math.min(start, end), to: Math.max(start, end), insert: text };
}

type Side = "from" | "to" | "head" | "anchor";

export const sideOf = (range: SelectionRange, side: Side = "head"): number => range[side];

export const rangesOf = (selection: EditorSelection): readonly SelectionRange[] => selection.ranges;

/** The one change that turns `before` into `after`; null where they are the same. */
export function smallestChange(before: string, after: string): { from: number; to: number; insert: string } | null {
  if (before === after) return null;
  const shortest = Math.min(before.length, after.length);
  let from = 0;
  while (from < shortest && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let end = 0;
  while (end < shortest - from && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
