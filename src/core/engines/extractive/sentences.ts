/**
 * Splits the plain text of a passage into sentences with a character scanner and abbreviation lists, in any script. Linear in the text;
 * it must not know what the sentences are for. `Intl.Segmenter` is not used: it is slow, quadratic on long text, and worse on abbreviations.
 */
import { CLOSING_ABBREVIATIONS, LEADING_ABBREVIATIONS, ORDINAL_FOLLOWERS, SENTENCE_OPENERS } from "./abbreviations";
import { isThaiUnit } from "./scripts";

/** UTF-16 offsets of a piece of text, without white space at its ends. */
export interface Span {
  start: number;
  end: number;
}

const WIDE_STOPS = "。！？｡．؟۔।॥።፧";
const STOPS = ".!?…‼⁇⁈⁉";
const CLOSERS = "\"'”’»›)]}」』）》】〉〕";
const GLYPHS = new Set(["•", "‣", "▪", "◦", "●", "■", "✅", "✔", "☑", "❌", "➤", "➜", "➡", "🔹", "🔸", "👉", "📌", "🚀", "⭐"]);
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;
/** A Thai phrase shorter than this goes on after a space. */
const THAI_PHRASE = 40;
/** No word is longer than this: bounds every look back and ahead. */
const LONGEST_WORD = 40;

function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0xa0 || unit === 0x3000 || unit === 0x2028 || unit === 0x2029 || unit === 0x202f;
}

/** Visible ASCII but ".", "!" and "?": no sentence ends at it. */
function isPlainUnit(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f && unit !== 0x2e && unit !== 0x21 && unit !== 0x3f;
}

function skipSpaces(text: string, from: number): number {
  let index = from;
  while (index < text.length && isSpace(text.charCodeAt(index))) index += 1;
  return index;
}

/** The sentences of `text` in order. Together they cover everything but white space. */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  const breaksBeforeLower = writesSmallAfterStops(text);
  let start = skipSpaces(text, 0);
  let index = start;
  const close = (end: number): void => {
    let last = end;
    while (last > start && isSpace(text.charCodeAt(last - 1))) last -= 1;
    if (last > start) spans.push({ start, end: last });
    start = skipSpaces(text, end);
    index = Math.max(start, end);
  };
  while (index < text.length) {
    const unit = text.charCodeAt(index);
    if (isPlainUnit(unit)) {
      index += 1;
      continue;
    }
    const character = text.charAt(index);
    if (WIDE_STOPS.includes(character)) {
      const end = endOfStops(text, index);
      if (isQuotedPart(text, end)) index = end;
      else close(end);
    } else if (STOPS.includes(character)) {
      const end = endOfStops(text, index);
      if (isBoundary(text, start, index, end, breaksBeforeLower)) close(end);
      else index = end;
    } else if (isSpace(unit) && breaksAtSpace(text, start, index)) {
      close(index);
    } else {
      index += 1;
    }
  }
  if (start < text.length) close(text.length);
  return spans;
}

/** Past the stops, the closing quotes and brackets after them, and a reference such as "[3]". */
function endOfStops(text: string, from: number): number {
  let end = from;
  while (end < text.length && (STOPS.includes(text.charAt(end)) || WIDE_STOPS.includes(text.charAt(end)))) end += 1;
  while (end < text.length && CLOSERS.includes(text.charAt(end))) end += 1;
  while (text.charAt(end) === "[") {
    let digit = end + 1;
    while (digit < end + 5 && text.charCodeAt(digit) >= 0x30 && text.charCodeAt(digit) <= 0x39) digit += 1;
    if (digit === end + 1 || text.charAt(digit) !== "]") break;
    end = digit + 1;
  }
  return end;
}

/** 「やる。」と言った: a quoted sentence that is a part of a longer one. */
function isQuotedPart(text: string, end: number): boolean {
  return CLOSERS.includes(text.charAt(end - 1)) && "と，、".includes(text.charAt(end)) && end < text.length;
}

/** Whether the text begins sentences with small letters, as chat does: then a small letter does not deny a full stop. */
function writesSmallAfterStops(text: string): boolean {
  let small = 0;
  let large = 0;
  for (let index = text.indexOf(". "); index >= 0 && index < 4000; index = text.indexOf(". ", index + 2)) {
    const next = text.charAt(index + 2);
    if (UPPER.test(next)) large += 1;
    else if (LOWER.test(next)) small += 1;
  }
  return small >= 2 && large === 0 && !UPPER.test(text.charAt(0));
}

function wordBefore(text: string, end: number, floor: number): string {
  let start = end;
  const lowest = Math.max(floor, end - LONGEST_WORD);
  while (start > lowest && !isSpace(text.charCodeAt(start - 1)) && !"(\"“‘«[/".includes(text.charAt(start - 1))) start -= 1;
  return text.slice(start, end);
}

function wordAfter(text: string, from: number): string {
  let end = from;
  while (end < text.length && end < from + LONGEST_WORD && !isSpace(text.charCodeAt(end)) && !",;:.!?".includes(text.charAt(end))) end += 1;
  return text.slice(from, end);
}

function isBoundary(text: string, start: number, stop: number, end: number, breaksBeforeLower: boolean): boolean {
  if (end >= text.length) return true;
  const afterStops = text.charCodeAt(end);
  if (!isSpace(afterStops)) return false;
  let next = skipSpaces(text, end);
  if (next >= text.length) return true;
  // Every string includes "": without the bound this never ends.
  while (next < text.length && "\"'“‘«‹(¿¡".includes(text.charAt(next))) next += 1;
  const follower = String.fromCodePoint(text.codePointAt(next) ?? 0x20);
  const following = wordAfter(text, next);
  const before = wordBefore(text, stop, start);
  const isDot = text.charAt(stop) === "." && text.charAt(stop + 1) !== ".";
  if (LOWER.test(follower)) {
    if (UPPER.test(following)) return !isDot || !isAbbreviated(before);
    return breaksBeforeLower && isDot && before.length > 2 && !isAbbreviated(before);
  }
  return isDot ? isFullStop(start, stop, before, following) : true;
}

function isAbbreviated(before: string): boolean {
  const word = before.toLowerCase();
  return LEADING_ABBREVIATIONS.has(word) || CLOSING_ABBREVIATIONS.has(word);
}

const INITIALS = /^(?:\p{L}\.)*\p{L}$/u;
const ORDINAL = /^\p{N}{1,3}$/u;

/** Whether a single dot after `before` and ahead of `following` (not a small letter) ends the sentence. */
function isFullStop(start: number, stop: number, before: string, following: string): boolean {
  const word = before.toLowerCase();
  const opens = SENTENCE_OPENERS.has(following.toLowerCase().replace(/['’].*$/u, ""));
  if (word === "no" || word === "nos" || word === "fig" || word === "p") {
    // "No. 5" is a number, "She said no. Then" is not.
    return !/^\p{N}/u.test(following);
  }
  if (LEADING_ABBREVIATIONS.has(word)) return false;
  if (CLOSING_ABBREVIATIONS.has(word)) return opens || (word === "etc" && UPPER.test(following.charAt(0)));
  if (INITIALS.test(before)) return opens && word !== "i" ? following.length > 1 : word === "i";
  if (ORDINAL.test(before)) {
    if (stop - before.length === start) return false;
    return !ORDINAL_FOLLOWERS.has(following.toLowerCase());
  }
  if (/^[ivx]{1,5}$/iu.test(before) && stop - before.length === start) return false;
  return true;
}

/** A blank line, a list glyph, or a space between Thai phrases. */
function breaksAtSpace(text: string, start: number, space: number): boolean {
  if (text.charAt(space) === "\n" && text.charAt(space + 1) === "\n") return true;
  const next = space + 1;
  if (text.charCodeAt(next) < 0x80) return false;
  const character = String.fromCodePoint(text.codePointAt(next) ?? 0x20);
  if (GLYPHS.has(character) && space > start) {
    const after = skipGlyph(text, next + character.length);
    return isSpace(text.charCodeAt(after)) && LETTER_OR_NUMBER.test(String.fromCodePoint(text.codePointAt(skipSpaces(text, after)) ?? 0x20));
  }
  return isThaiUnit(text.charCodeAt(next)) && isThaiUnit(text.charCodeAt(space - 1)) && space - start >= THAI_PHRASE;
}

const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;

/** Past a variation selector. */
function skipGlyph(text: string, from: number): number {
  return text.charCodeAt(from) === 0xfe0f ? from + 1 : from;
}

/** The longest a statement may be, in UTF-16 units. */
export const LONGEST_STATEMENT = 600;

/** Cuts spans over `LONGEST_STATEMENT` at the last clause end (else space, else anywhere between characters) that fits. */
export function cutLong(text: string, span: Span): Span[] {
  const pieces: Span[] = [];
  let start = span.start;
  while (span.end - start > LONGEST_STATEMENT) {
    const cut = clauseEnd(text, start + 200, start + LONGEST_STATEMENT);
    let end = cut;
    while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
    if (end > start) pieces.push({ start, end });
    start = Math.min(skipSpaces(text, cut), span.end);
  }
  if (span.end > start) pieces.push({ start, end: span.end });
  return pieces;
}

function clauseEnd(text: string, from: number, to: number): number {
  let space = -1;
  let comma = -1;
  for (let index = to - 1; index > from; index -= 1) {
    const character = text.charAt(index);
    if ("；;".includes(character) || (character === ":" && isSpace(text.charCodeAt(index + 1)))) return index + 1;
    if (comma < 0 && ("，、،".includes(character) || (character === "," && isSpace(text.charCodeAt(index + 1))))) comma = index + 1;
    if (space < 0 && isSpace(text.charCodeAt(index))) space = index + 1;
  }
  if (comma > 0) return comma;
  if (space > 0) return space;
  const isHighSurrogate = text.charCodeAt(to - 1) >= 0xd800 && text.charCodeAt(to - 1) <= 0xdbff;
  return isHighSurrogate ? to - 1 : to;
}

