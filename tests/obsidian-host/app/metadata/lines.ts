/** A note's lines, and what is left of them inside lists and quotes; places in the note. All counted from zero in UTF-16 units. */
import type { Loc, Pos } from "obsidian";

export interface Line {
  number: number;
  /** Where the line begins in the note. */
  start: number;
  /** Where `text` begins: behind the marks and the indentation of the blocks around it. */
  from: number;
  /** Without its line break. */
  text: string;
}

export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (;;) {
    const found = text.indexOf("\n", start);
    const stop = found < 0 ? text.length : found;
    const end = stop > start && text[stop - 1] === "\r" ? stop - 1 : stop;
    lines.push({ number: lines.length, start, from: start, text: text.slice(start, end) });
    if (found < 0) return lines;
    start = found + 1;
  }
}

export const endOf = (line: Line): number => line.from + line.text.length;

export const isBlank = (line: Line | undefined): boolean => line === undefined || line.text.trim() === "";

export const without = (line: Line, characters: number): Line => ({ ...line, from: line.from + characters, text: line.text.slice(characters) });

const TAB = 4;

/** Columns of blanks before the text; a tab goes to the next stop. */
export function indentOf(text: string): number {
  let columns = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === " ") columns += 1;
    else if (character === "\t") columns += TAB - (columns % TAB);
    else break;
  }
  return columns;
}

/** Without up to so many columns of blanks. A tab that reaches beyond them goes whole. */
export function withoutIndent(line: Line, most: number): Line {
  let [columns, characters] = [0, 0];
  for (; columns < most; characters += 1) {
    const character = line.text[characters];
    if (character === " ") columns += 1;
    else if (character === "\t") columns += TAB - (columns % TAB);
    else break;
  }
  return without(line, characters);
}

export interface Places {
  at(offset: number): Loc;
  between(start: number, end: number): Pos;
}

export function createPlaces(lines: readonly Line[]): Places {
  // Places are asked for roughly in the order of the text: the last line found is tried first.
  let last = 0;
  const lineAt = (offset: number): number => {
    const isIn = (line: number): boolean => (lines[line]?.start ?? Infinity) <= offset && offset < (lines[line + 1]?.start ?? Infinity);
    if (isIn(last)) return last;
    if (isIn(last + 1)) return last + 1;
    let [low, high] = [0, lines.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const at = (offset: number): Loc => {
    last = lineAt(offset);
    return { line: last, col: offset - (lines[last]?.start ?? 0), offset };
  };
  return { at, between: (start, end) => ({ start: at(start), end: at(end) }) };
}
