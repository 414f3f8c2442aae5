/**
 * Finds, for every character of a parsed node's value, the place in the source it came from. The parser tells where a node begins and ends, not
 * what it dropped on the way: escapes, entities, the markers and indentation at the start of each line.
 * A value that cannot be followed is still taken in full; its letters then point at the nearest place that fits.
 */
import { addLetter, addSlice, type Letters } from "./letters";

/** Units a named entity leaves as its second character: it decodes to two. */
const SECOND_UNITS = new Set([0x338, 0x20d2, 0x20e5, 0xfe00, 0x333, 0x200a, 0x331, 0x6a]);
const AMPERSAND = 0x26;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Appends the value of a text node that stands at `from` to `to` in the source. */
export function addText(letters: Letters, value: string, source: string, from: number, to: number): void {
  if (to - from === value.length && source.startsWith(value, from)) return addSlice(letters, source, from, to, true);
  let at = from;
  let index = 0;
  while (index < value.length) {
    const unit = value.charCodeAt(index);
    if (unit === NEWLINE || unit === RETURN) {
      const next = afterLineBreak(source, at, to);
      addLetter(letters, NEWLINE, Math.min(at, to - 1), Math.min(at, to - 1) + 1, true);
      index += unit === RETURN && value.charCodeAt(index + 1) === NEWLINE ? 2 : 1;
      at = next;
      continue;
    }
    const found = source.charCodeAt(at);
    if (found === BACKSLASH && isPunctuation(source.charCodeAt(at + 1)) && source.charCodeAt(at + 1) === unit) {
      addLetter(letters, unit, at + 1, at + 2, false);
      at += 2;
      index++;
      continue;
    }
    const entity = found === AMPERSAND ? entityEnd(source, at, to) : -1;
    const width = entity === -1 ? 0 : decodedWidth(value, index, source, at, entity);
    if (width > 0) {
      for (let part = 0; part < width; part++) addLetter(letters, value.charCodeAt(index + part), at, entity, false);
      at = entity;
      index += width;
      continue;
    }
    if (found !== unit) at = nearest(source, unit, at, to);
    addLetter(letters, unit, at, at + 1, found === unit);
    at = Math.min(at + 1, to);
    index++;
  }
}

/** Appends the value of inline code or math: no escapes, line breaks read as spaces, `marker` repeated at both ends. */
export function addVerbatim(letters: Letters, value: string, source: string, from: number, to: number, marker: string): void {
  let at = from;
  while (at < to && source.charAt(at) === marker) at++;
  if (value.charAt(0) !== " " && (source.charAt(at) === " " || source.charCodeAt(at) === NEWLINE)) at++;
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index);
    const found = source.charCodeAt(at);
    if (found === NEWLINE || found === RETURN) {
      addLetter(letters, 0x20, at, at + 1, false);
      at = afterLineBreak(source, at, to);
      if (unit === RETURN && value.charCodeAt(index + 1) === NEWLINE) index++;
      continue;
    }
    // In a table cell the bar is escaped in code too.
    if (found !== unit) at = found === BACKSLASH && source.charCodeAt(at + 1) === unit ? at + 1 : nearest(source, unit, at, to);
    addLetter(letters, unit, at, at + 1, false);
    at = Math.min(at + 1, to);
  }
}

/** Appends the value of a block whose lines stand one for one in the source, each behind its container's markers. Line breaks become `\n`. */
export function addLines(letters: Letters, value: string, source: string, from: number, to: number): void {
  let line = from;
  for (const wanted of value.split(/\r\n|\n|\r/)) {
    const place = findLine(source, wanted, line, to);
    if (letters.units.length > 0 || line !== from) addLetter(letters, NEWLINE, Math.max(from, place.start - 1), place.start, false);
    // Part of a tab can be indentation and part of it code: then its blanks stand in no file.
    const foreign = wanted.length - place.found;
    for (let index = 0; index < foreign; index++) addLetter(letters, wanted.charCodeAt(index), place.start, place.start + 1, false);
    addSlice(letters, source, place.start, place.start + place.found, false);
    line = place.next;
  }
}

/** The next source line that ends with the wanted text, or with what follows its indentation. `found` is how many characters of it stand there. */
function findLine(source: string, wanted: string, line: number, to: number): { start: number; next: number; found: number } {
  const text = wanted.trimStart();
  // One line may be passed over; looking further would be guesswork, and quadratic.
  for (let at = line, tries = 0; at <= to && tries < 2; tries++) {
    const end = lineEnd(source, at, to);
    const found = endsWith(source, wanted, at, end) ? wanted.length : text !== "" && endsWith(source, text, at, end) ? text.length : -1;
    if (found !== -1) return { start: end - found, next: afterBreak(source, end, to), found };
    if (end >= to) break;
    at = afterBreak(source, end, to);
  }
  return { start: Math.min(line, to - 1), next: afterBreak(source, lineEnd(source, line, to), to), found: 0 };
}

function endsWith(source: string, wanted: string, line: number, end: number): boolean {
  return end - wanted.length >= line && source.startsWith(wanted, end - wanted.length);
}

function lineEnd(source: string, at: number, to: number): number {
  let end = at;
  while (end < to && source.charCodeAt(end) !== NEWLINE && source.charCodeAt(end) !== RETURN) end++;
  return end;
}

function afterBreak(source: string, end: number, to: number): number {
  if (end >= to) return to;
  return source.charCodeAt(end) === RETURN && source.charCodeAt(end + 1) === NEWLINE ? end + 2 : end + 1;
}

/** Past blanks, one line break, and the blanks and quote markers that open the next line. */
function afterLineBreak(source: string, from: number, to: number): number {
  let at = from;
  while (at < to && isIndent(source.charCodeAt(at))) at++;
  if (at < to && source.charCodeAt(at) !== NEWLINE && source.charCodeAt(at) !== RETURN) return from;
  at = afterBreak(source, at, to);
  while (at < to && (isIndent(source.charCodeAt(at)) || source.charAt(at) === ">")) at++;
  return at;
}

/** The end of the entity that opens at `at`, or -1. */
function entityEnd(source: string, at: number, to: number): number {
  const limit = Math.min(to, at + 34);
  for (let end = at + 1; end < limit; end++) {
    const unit = source.charCodeAt(end);
    if (unit === 0x3b) return end > at + 1 ? end + 1 : -1;
    if (!isAlphanumeric(unit) && !(unit === 0x23 && end === at + 1)) return -1;
  }
  return -1;
}

/** How many code units of the value an entity was decoded to; 0 where it stands there as it is. */
function decodedWidth(value: string, index: number, source: string, at: number, end: number): number {
  const unit = value.charCodeAt(index);
  const name = source.slice(at + 1, end - 1);
  if (unit === AMPERSAND) return name === "amp" || name === "AMP" || name === "#38" || name.toLowerCase() === "#x26" ? 1 : 0;
  if (unit >= 0xd800 && unit <= 0xdbff) return 2;
  const second = value.charCodeAt(index + 1);
  if (!name.startsWith("#") && SECOND_UNITS.has(second) && source.charCodeAt(end) !== second && (second !== 0x6a || name === "fjlig")) return 2;
  return 1;
}

/** The next place a unit stands at, not far ahead; else where we are. */
function nearest(source: string, unit: number, at: number, to: number): number {
  const limit = Math.min(to, at + 64);
  for (let ahead = at; ahead < limit; ahead++) if (source.charCodeAt(ahead) === unit) return ahead;
  return Math.max(0, Math.min(at, to - 1));
}

function isIndent(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}

function isAlphanumeric(unit: number): boolean {
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);
}

function isPunctuation(unit: number): boolean {
  return (unit >= 0x21 && unit <= 0x2f) || (unit >= 0x3a && unit <= 0x40) || (unit >= 0x5b && unit <= 0x60) || (unit >= 0x7b && unit <= 0x7e);
}
