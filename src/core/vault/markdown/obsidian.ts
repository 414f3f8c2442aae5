/**
 * Obsidian's own inline syntax, which the Markdown parser sees as text: wikilinks, embeds, marks, block ids, and footnote references without a
 * definition. Works on letters: it only takes letters out, and only live ones count as markup.
 */
import { REMOVED, isBlankUnit, sliceLetters, type Letters } from "./letters";

const NEWLINE = 0x0a;
const BANG = 0x21;
const HASH = 0x23;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const CARET = 0x5e;
const BAR = 0x7c;
const LONGEST_LINK = 1000;

/** Takes Obsidian's inline markup out of the letters of one paragraph, cell or heading. */
export function removeObsidianMarkup(letters: Letters): void {
  if (letters.units.includes(OPEN)) {
    removeLinks(letters);
    removeFootnoteReferences(letters);
  }
  if (letters.units.includes(EQUALS)) removeMarks(letters);
  if (letters.units.includes(CARET)) removeBlockId(letters);
}

/** A callout's title line and the rest of its first paragraph; null where the letters do not open with `[!type]`. */
export function splitCallout(letters: Letters): { title: Letters; rest: Letters } | null {
  const { units } = letters;
  if (!isLive(letters, 0, OPEN) || units[1] !== BANG) return null;
  let at = 2;
  while (at < units.length && units[at] !== CLOSE && units[at] !== NEWLINE) at++;
  if (units[at] !== CLOSE || at === 2) return null;
  at++;
  if (units[at] === 0x2b || units[at] === 0x2d) at++;
  const lineEnd = units.indexOf(NEWLINE, at);
  const end = lineEnd === -1 ? units.length : lineEnd;
  return { title: sliceLetters(letters, at, end), rest: sliceLetters(letters, end, units.length) };
}

function isLive(letters: Letters, index: number, unit: number): boolean {
  return letters.units[index] === unit && letters.live[index] === true;
}

function remove(letters: Letters, from: number, to: number): void {
  for (let index = from; index < to; index++) letters.units[index] = REMOVED;
}

/** `[[Target|Alias]]` keeps what a reader sees; `![[embed]]` nothing. */
function removeLinks(letters: Letters): void {
  const { units } = letters;
  let open = -1;
  for (let at = 0; at + 1 < units.length; at++) {
    if (isLive(letters, at, OPEN) && isLive(letters, at + 1, OPEN)) {
      open = at;
      at++;
    } else if (open !== -1 && at > open + 2 && isLive(letters, at, CLOSE) && isLive(letters, at + 1, CLOSE)) {
      if (at - open <= LONGEST_LINK) unwrap(letters, open, at);
      open = -1;
      at++;
    } else if (units[at] === NEWLINE) open = -1;
  }
}

function unwrap(letters: Letters, open: number, close: number): void {
  if (isLive(letters, open - 1, BANG)) return remove(letters, open - 1, close + 2);
  const shown = shownPart(letters, open + 2, close);
  remove(letters, open, shown.from);
  remove(letters, shown.to, close + 2);
}

/** The alias where there is one; else the last part of the path, without `.md` and without the heading; a heading of this note as it is. */
function shownPart(letters: Letters, from: number, to: number): { from: number; to: number } {
  const { units } = letters;
  const bar = indexIn(units, BAR, from, to);
  if (bar !== -1 && hasText(letters, bar + 1, to)) return { from: bar + 1, to };
  let end = bar === -1 ? to : bar;
  const hash = indexIn(units, HASH, from, end);
  if (hash === from) return { from: from + 1, to: end };
  if (hash !== -1) end = hash;
  let start = from;
  for (let at = from; at < end - 1; at++) if (units[at] === SLASH) start = at + 1;
  if (end - start > 3 && units[end - 3] === 0x2e && units[end - 2] === 0x6d && units[end - 1] === 0x64) end -= 3;
  return { from: start, to: end };
}

function indexIn(units: number[], unit: number, from: number, to: number): number {
  const at = units.indexOf(unit, from);
  return at !== -1 && at < to ? at : -1;
}

function hasText(letters: Letters, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isBlankUnit(letters.units[at] ?? 0)) return true;
  return false;
}

/** `[^label]` that no definition made a reference. */
function removeFootnoteReferences(letters: Letters): void {
  const { units } = letters;
  let open = -1;
  for (let at = 0; at < units.length; at++) {
    const unit = units[at] ?? REMOVED;
    if (isLive(letters, at, OPEN) && units[at + 1] === CARET) open = at;
    else if (open === -1) continue;
    else if (unit === CLOSE) {
      if (at > open + 2) remove(letters, open, at + 1);
      open = -1;
    } else if (unit === OPEN || unit === REMOVED || isBlankUnit(unit)) open = -1;
  }
}

/** `==mark==`: opens before and closes after a non-blank; longer runs of `=` are text. */
function removeMarks(letters: Letters): void {
  const { units } = letters;
  let open = -1;
  for (let at = 0; at < units.length; at++) {
    if (units[at] !== EQUALS) continue;
    let end = at;
    while (units[end] === EQUALS) end++;
    if (end - at === 2 && letters.live[at] === true && letters.live[at + 1] === true) {
      if (open !== -1 && !isBlankUnit(units[at - 1] ?? 0)) {
        remove(letters, open, open + 2);
        remove(letters, at, end);
        open = -1;
      } else if (end < units.length && !isBlankUnit(units[end] ?? 0)) open = at;
    }
    at = end - 1;
  }
}

/** ` ^id` at the very end. */
function removeBlockId(letters: Letters): void {
  const { units } = letters;
  let end = units.length;
  while (end > 0 && isBlankUnit(units[end - 1] ?? 0)) end--;
  let at = end - 1;
  while (at >= 0 && isIdUnit(units[at] ?? 0)) at--;
  if (at < 0 || at === end - 1 || !isLive(letters, at, CARET)) return;
  if (at === 0 || isBlankUnit(units[at - 1] ?? 0)) remove(letters, at, end);
}

function isIdUnit(unit: number): boolean {
  return unit === 0x2d || (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
}
