/**
 * Cuts text into the words that are searched: a scan over code units, in one pass. It knows characters, no language and no index.
 * Words of code are given in their parts and, where case or a sign joins them, whole; scripts without spaces in pairs of characters.
 */
import { CharacterClass, classOf, isMark, pieceAt, pointAt, widthOf } from "../../linking/characters";

/** Gets each word as it is written, with its UTF-16 range and its number in the text; words that stand in each other's place share a number. */
export type OnWord = (written: string, start: number, end: number, position: number) => void;
/** The same without the word itself, for whoever reads it where it stands; `hash` is its `rangeHash`. */
export type OnRange = (start: number, end: number, position: number, hash: number) => void;

const HASH_START = 0x811c9dc5;
const HASH_FACTOR = 0x01000193;
/** The high bits of an FNV hash mixed into the low ones, by which tables look up. */
const mixed = (hash: number): number => hash ^ (hash >>> 15);

/** A hash of the code units of a range, FNV-1a: 32 bits with a sign. */
export function rangeHash(text: string, start: number, end: number): number {
  let hash = HASH_START;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), HASH_FACTOR);
  return mixed(hash | 0);
}

const LONGEST_WORD = 64;

const Ascii = { none: 0, lower: 1, upper: 2, digit: 3 } as const;
const ASCII = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) {
  if (unit >= 97 && unit <= 122) ASCII[unit] = Ascii.lower;
  else if (unit >= 65 && unit <= 90) ASCII[unit] = Ascii.upper;
  else if (unit >= 48 && unit <= 57) ASCII[unit] = Ascii.digit;
}

const isApostrophe = (unit: number): boolean => unit === 0x27 || unit === 0x2019;

/** Calls `onWord` for the words of `text` from `from` to `to`, in order; returns the number after the last. */
export function scanWords(text: string, from: number, to: number, onWord: OnWord): number {
  return scanRanges(text, from, to, (start, end, position) => onWord(text.slice(start, end), start, end, position));
}

/** As `scanWords`, without making strings. */
export function scanRanges(text: string, from: number, to: number, onRange: OnRange): number {
  let position = 0;
  let index = from;
  while (index < to) {
    const unit = text.charCodeAt(index);
    if (unit < 128) {
      if (ASCII[unit] === Ascii.none) {
        index = unit === 0x5b && text.charCodeAt(index + 1) === 0x5e ? afterLabel(text, index, to) : index + 1;
        continue;
      }
    } else {
      const kind = classOf(pointAt(text, index));
      if (kind === CharacterClass.unspaced || kind === CharacterClass.hangul) {
        const end = unspacedEnd(text, index, to);
        position = addPairs(text, index, end, position, onRange);
        index = end;
        continue;
      }
      if (kind !== CharacterClass.word || isMark(pointAt(text, index))) {
        index += widthOf(pointAt(text, index));
        continue;
      }
    }
    // Nearly all words are of such letters only: their end and their parts are seen in one go.
    let [end, before, twoBefore]: [number, number, number] = [index, Ascii.none, Ascii.none];
    let isJoined = false;
    let hash = HASH_START;
    for (let next = unit; end < to && next < 128; next = text.charCodeAt(end)) {
      const kind = ASCII[next] ?? Ascii.none;
      if (kind === Ascii.none) break;
      // A capital behind a small letter, or two before one.
      if (before === Ascii.lower ? kind === Ascii.upper : before === Ascii.upper && twoBefore === Ascii.upper && kind === Ascii.lower) isJoined = true;
      hash = Math.imul(hash ^ next, HASH_FACTOR);
      twoBefore = before;
      before = kind;
      end++;
    }
    const isPlain = end >= to || text.charCodeAt(end) < 128;
    if (!isPlain) {
      end = wordEnd(text, end, to);
      isJoined = /[a-z][A-Z]|[A-Z][A-Z][a-z]/.test(text.slice(index, end));
    }
    const plainEnd = end;
    end = afterSign(text, index, end, to);
    if (end - index <= LONGEST_WORD) onRange(index, end, position, isPlain && end === plainEnd ? mixed(hash | 0) : rangeHash(text, index, end));
    position = isJoined && end - index <= LONGEST_WORD ? addParts(text, index, end, position, onRange) : position + 1;
    index = afterSuffix(text, end, to);
  }
  return position;
}

const LONGEST_LABEL = 60;

/** A footnote's label is no word. */
function afterLabel(text: string, index: number, to: number): number {
  const close = text.slice(index, Math.min(to, index + LONGEST_LABEL + 1)).indexOf("]");
  return close >= 0 ? index + close + 1 : index + 1;
}

function wordEnd(text: string, start: number, to: number): number {
  let end = start;
  while (end < to) {
    const unit = text.charCodeAt(end);
    if (unit < 128) {
      if (ASCII[unit] === Ascii.none) break;
      end++;
      continue;
    }
    const point = pointAt(text, end);
    if (classOf(point) !== CharacterClass.word) break;
    end += widthOf(point);
  }
  return Math.min(end, to);
}

/** A sign that belongs to a name of few letters: C++, C#, F#. */
function afterSign(text: string, start: number, end: number, to: number): number {
  if (end - start > 2 || end >= to) return end;
  const unit = text.charCodeAt(end);
  if (unit === 0x23 && !isWordUnit(text, end + 1, to)) return end + 1;
  return unit === 0x2b && text.charCodeAt(end + 1) === 0x2b && end + 1 < to ? end + 2 : end;
}

function isWordUnit(text: string, index: number, to: number): boolean {
  return index < to && classOf(pointAt(text, index)) >= CharacterClass.word;
}

/** English possessives and elisions: what is behind the apostrophe of "Harrison's" is no word. */
function afterSuffix(text: string, end: number, to: number): number {
  if (end + 1 >= to || !isApostrophe(text.charCodeAt(end))) return end;
  const next = text.charCodeAt(end + 1);
  return (next === 0x73 || next === 0x53) && !isWordUnit(text, end + 2, to) ? end + 2 : end;
}

const addRange = (text: string, start: number, end: number, position: number, onRange: OnRange): void => onRange(start, end, position, rangeHash(text, start, end));

/** The parts of a word in camel case, each at a place of its own, so that they are found as a phrase. */
function addParts(text: string, start: number, end: number, position: number, onRange: OnRange): number {
  const written = text.slice(start, end);
  let at = position;
  for (const part of written.matchAll(/[A-Z]+(?![a-z])|[A-Z]?[^A-Z]+/g)) {
    if (part[0].length > 1 && part[0].length < written.length) addRange(text, start + part.index, start + part.index + part[0].length, at, onRange);
    at++;
  }
  return Math.max(at, position + 1);
}

function unspacedEnd(text: string, start: number, to: number): number {
  let end = start;
  while (end < to) {
    const point = pointAt(text, end);
    const kind = classOf(point);
    if (kind !== CharacterClass.unspaced && kind !== CharacterClass.hangul && !isMark(point)) break;
    end += widthOf(point);
  }
  return Math.min(end, to);
}

/** Pairs of characters, and the last character by itself: one character is then found as the beginning of pairs, or as the end of a run. */
function addPairs(text: string, start: number, end: number, position: number, onRange: OnRange): number {
  let at = position;
  let previous = start;
  let next = characterEnd(text, start, end);
  while (next < end) {
    const after = characterEnd(text, next, end);
    addRange(text, previous, after, at++, onRange);
    previous = next;
    next = after;
  }
  addRange(text, previous, end, at++, onRange);
  return at;
}

function characterEnd(text: string, index: number, end: number): number {
  if (classOf(pointAt(text, index)) === CharacterClass.unspaced) return Math.min(end, pieceAt(text, index).end);
  let next = index + widthOf(pointAt(text, index));
  // Decomposed Hangul: the vowels and closing consonants belong to the first letter of the syllable.
  while (next < end && /[\u1160-\u11ff\p{M}]/u.test(text.charAt(next))) next++;
  return next;
}
