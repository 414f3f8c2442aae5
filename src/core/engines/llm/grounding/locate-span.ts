/**
 * From the words a model quoted to a range of a passage's plain text: exact, then alike, then the best part of them. What it gives is always
 * the passage's own text, whole words of it and long enough to be a quote. Whether a statement agrees with it is asked elsewhere.
 */
import { isUnspacedUnit } from "../../extractive/scripts";
import { type Folded, fold, isSpaceUnit, isUnseen } from "./fold";
import { longestMiddleRun, placesOf } from "./runs";

/** UTF-16 offsets into the passage's text. `how` says how much of the span was found, as it was written or in another form. */
export interface LocatedSpan {
  start: number;
  end: number;
  how: "exact" | "alike" | "part";
}

/** A part of a span is taken for it where it is at least this much of it. */
const LEAST_PART = 0.6;
/** A part shorter than this says nothing. */
const SHORTEST_PART = 8;
/** No quote is longer, and no span that a model copied well. */
const LONGEST_SPAN = 20_000;
/** So many places are looked at for one that stands at word boundaries. */
const MOST_PLACES = 64;

const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/** The range of the span in the passage's text, or null. At least 20 characters (8 in scripts without spaces) or the whole passage. */
export function locateSpan(text: string, span: string): LocatedSpan | null {
  const wanted = span.slice(0, LONGEST_SPAN).trim();
  if (!SAYS_SOMETHING.test(wanted) || text.trim() === "") return null;
  const exact = bestPlace(text, wanted);
  if (exact !== null) return { ...grow(text, exact.start, exact.end), how: "exact" };
  const folded = fold(text);
  const forms = spellingsOf(wanted);
  for (const form of forms) {
    const at = bestPlace(folded.text, form);
    if (at !== null) return { ...growFolded(text, folded, at.start, at.end), how: "alike" };
  }
  return locatePart(text, folded, forms[forms.length - 1] ?? "");
}

/** The passage that holds the span: the one the model named before all others, then the only one that has it whole. */
export function locateAmong(texts: readonly string[], span: string, named: number): (LocatedSpan & { passage: number }) | null {
  const there = texts[named];
  const found = there === undefined ? null : locateSpan(there, span);
  if (found !== null && found.how !== "part") return { ...found, passage: named };
  const others = texts.flatMap((text, passage) => {
    const other = passage === named ? null : locateSpan(text, span);
    return other === null || other.how === "part" ? [] : [{ ...other, passage }];
  });
  if (others.length === 1 && others[0] !== undefined) return others[0];
  return found === null ? null : { ...found, passage: named };
}

const LIST_MARK = /^(?:(?:[#>*+-]{1,6}|\d{1,3}[.)])\s+)+/u;
const OUTER_MARKS = /^["'([{\s.]+|["')\]}\s.,;:!?]+$/gu;

/** What the model may have meant, the most exact first: as it stands, without a list mark, without the quotation marks and stops around it. */
function spellingsOf(span: string): string[] {
  const whole = fold(span).text.trim();
  const bare = fold(span.replace(LIST_MARK, "")).text.trim();
  const core = bare.replace(OUTER_MARKS, "");
  return [...new Set([whole, bare, core])].filter((form) => SAYS_SOMETHING.test(form));
}

/** The first place that begins and ends at word boundaries, else the first at all. */
function bestPlace(text: string, wanted: string): { start: number; end: number } | null {
  const places = placesOf(text, wanted, MOST_PLACES);
  const whole = places.find((at) => isBoundary(text, at) && isBoundary(text, at + wanted.length)) ?? places[0];
  return whole === undefined ? null : { start: whole, end: whole + wanted.length };
}

function locatePart(text: string, folded: Folded, wanted: string): LocatedSpan | null {
  if (wanted.length < SHORTEST_PART) return null;
  const run = longestMiddleRun(folded.text, wanted);
  if (run === null || run.end - run.start < LEAST_PART * wanted.length) return null;
  return { ...growFolded(text, folded, run.start, run.end), how: "part" };
}

function growFolded(text: string, folded: Folded, start: number, end: number): { start: number; end: number } {
  let first = start;
  let last = end;
  while (first < last && folded.text.charCodeAt(first) === 0x20) first += 1;
  while (last > first && folded.text.charCodeAt(last - 1) === 0x20) last -= 1;
  return grow(text, folded.starts[first] ?? 0, folded.ends[last - 1] ?? text.length);
}

const SHORTEST_QUOTE = 20;
const SHORTEST_QUOTE_UNSPACED = 8;

/** The range made whole words, and lengthened word by word, by turns behind and before, until it is a quote or the whole passage. */
function grow(text: string, from: number, to: number): { start: number; end: number } {
  let start = wordStart(text, from);
  let end = wordEnd(text, to);
  let isTurnOfEnd = true;
  while (isTooShort(text, start, end) && (hasMore(text, end, 1) || hasMore(text, start - 1, -1))) {
    if ((isTurnOfEnd && hasMore(text, end, 1)) || !hasMore(text, start - 1, -1)) end = wordEnd(text, nextSeen(text, end, 1) + 1);
    else start = wordStart(text, nextSeen(text, start - 1, -1));
    isTurnOfEnd = !isTurnOfEnd;
  }
  return { start, end };
}

/** The length that counts has white space folded and none at the ends. */
function isTooShort(text: string, start: number, end: number): boolean {
  if (end - start >= SHORTEST_QUOTE * 40) return false;
  let length = 0;
  let isUnspaced = false;
  let isAfterSpace = true;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    const isSpace = isSpaceUnit(unit);
    if (!isSpace || !isAfterSpace) length += 1;
    isUnspaced ||= isUnspacedUnit(unit) && unit !== 0x3005 && unit < 0xd800;
    isAfterSpace = isSpace;
  }
  if (isAfterSpace) length -= 1;
  return length < (isUnspaced ? SHORTEST_QUOTE_UNSPACED : SHORTEST_QUOTE);
}

function nextSeen(text: string, from: number, step: 1 | -1): number {
  let at = from;
  while (at >= 0 && at < text.length && isSpaceUnit(text.charCodeAt(at))) at += step;
  return at;
}

function hasMore(text: string, from: number, step: 1 | -1): boolean {
  const at = nextSeen(text, from, step);
  return at >= 0 && at < text.length;
}

/** Words longer than this are no words: a range is not drawn out over them. */
const LONGEST_WORD = 120;

function wordStart(text: string, from: number): number {
  let start = from;
  while (start > 0 && from - start < LONGEST_WORD && !isBoundary(text, start)) start -= 1;
  return isBetweenHalves(text, start) ? start - 1 : start;
}

function wordEnd(text: string, to: number): number {
  let end = to;
  while (end < text.length && end - to < LONGEST_WORD && !isBoundary(text, end)) end += 1;
  return isBetweenHalves(text, end) ? end + 1 : end;
}

const WORD = /[\p{L}\p{N}\p{M}_]/u;
const MARK = /\p{M}/u;

/** Whether a word may begin or end before the character at `at`. In scripts without spaces everywhere but before a mark. */
function isBoundary(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return true;
  if (isBetweenHalves(text, at)) return false;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  if (isSpaceUnit(before) || isSpaceUnit(after)) return true;
  if (isUnseen(before) || isUnseen(after)) return false;
  if (isUnspacedUnit(before) && isUnspacedUnit(after)) return !MARK.test(text.charAt(at));
  if (isUnspacedUnit(before) !== isUnspacedUnit(after)) return !MARK.test(text.charAt(at));
  if (isNumberPoint(text, at) || isNumberPoint(text, at - 1)) return false;
  return !(isWordAt(text, at - 1) && isWordAt(text, at));
}

/** Whether the sign at `at` stands between two digits: 1,200 and 3.5 are one word each. */
function isNumberPoint(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit === 0x2c || unit === 0x2e) && isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 1));
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;
const isWordAt = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0xd800 && unit <= 0xdfff ? true : WORD.test(text.charAt(at));
};

function isBetweenHalves(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
