/**
 * Plain text in the making: code units, each with the place it came from. Everything that reads markup appends letters; at the end they are folded
 * into a passage. It knows no Markdown.
 */
import type { Passage, PassageKind } from "../passage";
import { restoredUnit } from "./stand-ins";

/** Parallel lists, one entry a UTF-16 code unit. `units` is -1 where a letter was taken out again. */
export interface Letters {
  units: number[];
  /** Where the letter begins and ends in the parsed text. */
  starts: number[];
  ends: number[];
  /** Whether it stands in the text as it is, unescaped and outside code and math: only such letters can be markup of Obsidian's. */
  live: boolean[];
}

/** Turns a position in the parsed text into one in the file. */
export type Place = (position: number) => number;

export const REMOVED = -1;
const SPACE = 0x20;
const NEWLINE = 0x0a;
const TAB = 0x09;

export function noLetters(): Letters {
  return { units: [], starts: [], ends: [], live: [] };
}

/** Appends one code unit; what stands in for nothing is left out. */
export function addLetter(letters: Letters, unit: number, start: number, end: number, live: boolean): void {
  const restored = restoredUnit(unit);
  if (restored === REMOVED) return;
  letters.units.push(restored);
  letters.starts.push(start);
  letters.ends.push(end);
  letters.live.push(live);
}

/** Appends a piece of the parsed text as it is. */
export function addSlice(letters: Letters, source: string, start: number, end: number, live: boolean): void {
  for (let at = start; at < end; at++) addLetter(letters, source.charCodeAt(at), at, at + 1, live);
}

/** Appends text that stands nowhere in the file, such as the bars between table cells. */
export function addForeign(letters: Letters, text: string, position: number): void {
  for (let index = 0; index < text.length; index++) addLetter(letters, text.charCodeAt(index), position, position, false);
}

/** The letters from `from` to `to`. */
export function sliceLetters(letters: Letters, from: number, to: number): Letters {
  return {
    units: letters.units.slice(from, to),
    starts: letters.starts.slice(from, to),
    ends: letters.ends.slice(from, to),
    live: letters.live.slice(from, to),
  };
}

/** Whether a code unit is white space (in JavaScript's sense) or a control character. */
export function isBlankUnit(unit: number): boolean {
  if (unit <= SPACE) return true;
  if (unit < 0x7f) return false;
  return unit <= 0xa0 || unit === 0x1680 || (unit >= 0x2000 && (unit <= 0x200a || unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f)) || unit === 0x3000 || unit === 0xfeff;
}

/** How white space is treated: all folded to single spaces; folded but for line breaks; or kept, controls apart. */
export type Folding = "all" | "within-lines" | "none";

/**
 * Makes a passage of letters, or null where nothing is left of them.
 * `range`, in the parsed text, is what the passage covers in the file; without it, its first to its last letter.
 */
export function toPassage(kind: PassageKind, letters: Letters, folding: Folding, place: Place, range?: { start: number; end: number }): Passage | null {
  const kept = foldLetters(letters, folding);
  const first = kept[0];
  const last = kept[kept.length - 1];
  if (first === undefined || last === undefined) return null;
  const units: number[] = [];
  const offsets: number[] = [];
  let expected = -1;
  let ended = -1;
  for (const index of kept) {
    const unit = letters.units[index] ?? SPACE;
    const file = place(letters.starts[index] ?? 0);
    const end = place((letters.ends[index] ?? 1) - 1) + 1;
    if (file !== expected || ended !== expected) {
      if (ended !== expected) offsets.push(units.length, ended);
      offsets.push(units.length, file);
    }
    expected = file + 1;
    ended = end;
    units.push(folding === "none" || (folding === "within-lines" && unit === NEWLINE) ? unit : spaceFor(unit));
  }
  if (ended !== expected) offsets.push(units.length, ended, units.length, ended);
  return {
    kind,
    text: fromUnits(units),
    start: place(range === undefined ? (letters.starts[first] ?? 0) : range.start),
    end: range === undefined ? ended : place(Math.max(range.start, range.end - 1)) + 1,
    offsets,
  };
}

/** The plain text of letters, folded: for headings. */
export function toText(letters: Letters): string {
  return fromUnits(foldLetters(letters, "all").map((index) => spaceFor(letters.units[index] ?? SPACE)));
}

/** The indices of the letters that stay: no removed ones, no second blank in a row, none at the ends. */
function foldLetters(letters: Letters, folding: Folding): number[] {
  const kept: number[] = [];
  let blankAt = -1;
  let breakAt = -1;
  for (let index = 0; index < letters.units.length; index++) {
    const unit = letters.units[index] ?? REMOVED;
    if (unit === REMOVED) continue;
    if (folding !== "all" && unit === NEWLINE) {
      if (breakAt === -1 || folding === "none") kept.push(index);
      breakAt = index;
      blankAt = -1;
    } else if (isBlankUnit(unit)) {
      if (folding !== "none") blankAt = blankAt === -1 ? index : blankAt;
      else {
        if (unit !== TAB && isControl(unit)) letters.units[index] = SPACE;
        kept.push(index);
      }
    } else {
      if (blankAt !== -1 && kept.length > 0 && breakAt === -1) kept.push(blankAt);
      blankAt = -1;
      breakAt = -1;
      kept.push(index);
    }
  }
  return trimmed(letters, kept, folding);
}

/** Takes blanks from the end, and from the start (of kept lines only whole blank ones: their indentation is content). */
function trimmed(letters: Letters, kept: number[], folding: Folding): number[] {
  let from = 0;
  let to = kept.length;
  const unitAt = (position: number): number => letters.units[kept[position] ?? -1] ?? NEWLINE;
  while (to > 0 && isBlankUnit(unitAt(to - 1))) to--;
  for (let at = 0; at < to && isBlankUnit(unitAt(at)); at++) {
    if (folding !== "none" || unitAt(at) === NEWLINE) from = at + 1;
  }
  return kept.slice(from, to);
}

function isControl(unit: number): boolean {
  return unit < SPACE || (unit >= 0x7f && unit < 0xa0);
}

function spaceFor(unit: number): number {
  return isBlankUnit(unit) ? SPACE : unit;
}

function fromUnits(units: number[]): string {
  let text = "";
  for (let from = 0; from < units.length; from += 8192) text += String.fromCharCode(...units.slice(from, from + 8192));
  // Half of a character cannot be written to a file: it would come back as another text.
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
