/** Places in a text: lines, columns and offsets, all counted from zero in UTF-16 units. */
import type { Loc, Pos } from "obsidian";

export interface Line {
  /** Without its line break. */
  text: string;
  start: number;
  /** Where its text ends. */
  end: number;
}

export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let at = text.indexOf("\n"); ; at = text.indexOf("\n", start)) {
    const stop = at < 0 ? text.length : at;
    const end = stop > start && text[stop - 1] === "\r" ? stop - 1 : stop;
    lines.push({ text: text.slice(start, end), start, end });
    if (at < 0) return lines;
    start = at + 1;
  }
}

export interface Places {
  loc(offset: number): Loc;
  pos(start: number, end: number): Pos;
}

export function createPlaces(lines: readonly Line[]): Places {
  const lineAt = (offset: number): number => {
    let [low, high] = [0, lines.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const loc = (offset: number): Loc => {
    const line = lineAt(offset);
    return { line, col: offset - (lines[line]?.start ?? 0), offset };
  };
  return { loc, pos: (start, end) => ({ start: loc(start), end: loc(end) }) };
}
