/**
 * Words of a text with their places, and the comparisons built on them. Linear: one pass over the characters.
 */
import { isUnspacedUnit } from "./scripts";
import { remember } from "../../text/remember";
import { type Spelling, spellingOf } from "./spelling";
import { isStopWord, type Language } from "../../text/stop-words";

/** `start` and `end` are UTF-16 offsets; `text` is as written. */
export interface Word {
  text: string;
  start: number;
  end: number;
  spelling: Spelling;
  /** The word in small plain letters as its reader wants it, where that is more than its spelling says. */
  lower?: string;
}

/** Texts are cut into words again and again by those who look at them for different things; the words are shared and must not be changed. */
const REMEMBERED_TEXTS = 2_000;

export const wordsOf: (text: string) => Word[] = remember(REMEMBERED_TEXTS, cutWords);

const OTHER = 1;
const LETTER = 2;
const JOINER = 3;
const SURROGATE = 4;
/** What a UTF-16 unit is in a word; 0 until someone asks. */
const CLASSES = new Uint8Array(0x10000);
const WORD_LETTER = /[\p{L}\p{N}\p{M}_]/u;
const JOINERS = "’'-‑.&+";

function classOf(unit: number): number {
  return CLASSES[unit] || (CLASSES[unit] = workOutClass(unit));
}

function workOutClass(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return SURROGATE;
  const character = String.fromCharCode(unit);
  if (WORD_LETTER.test(character)) return LETTER;
  return JOINERS.includes(character) ? JOINER : OTHER;
}

/** `wordsOf` for a text that nobody asks for again. A word is letters and digits, joined by single signs, and "++" or "#" behind. */
export function cutWords(text: string): Word[] {
  const words: Word[] = [];
  for (let start = 0; start < text.length; ) {
    const kind = classOf(text.charCodeAt(start));
    if (kind === SURROGATE) return cutStyledWords(text);
    if (kind !== LETTER) {
      start += 1;
      continue;
    }
    const end = endOfWord(text, start);
    if (end < text.length && classOf(text.charCodeAt(end)) === SURROGATE) return cutStyledWords(text);
    pushWord(words, spellingAt(text, start, end), start);
    start = end;
  }
  return words;
}

function endOfWord(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length) {
    const kind = classOf(text.charCodeAt(end));
    if (kind === LETTER) end += 1;
    else if (kind === JOINER && end + 1 < text.length && classOf(text.charCodeAt(end + 1)) >= LETTER && classOf(text.charCodeAt(end + 1)) !== JOINER) end += 1;
    else break;
  }
  if (text.charCodeAt(end) === HASH) return end + 1;
  return text.charCodeAt(end) === PLUS && text.charCodeAt(end + 1) === PLUS ? end + 2 : end;
}

const HASH = 0x23;
const PLUS = 0x2b;

const WORD = /[\p{L}\p{N}\p{M}_]+(?:[’'\-‑.&+][\p{L}\p{N}\p{M}_]+)*(?:\+\+|#)?/gu;

/** The same for a text with characters of two units. */
function cutStyledWords(text: string): Word[] {
  const words: Word[] = [];
  WORD.lastIndex = 0;
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) pushWord(words, spellingOf(match[0]), match.index);
  return words;
}

function pushWord(words: Word[], spelling: Spelling, start: number): void {
  const { text } = spelling;
  if (spelling.hasUnspaced) pushRuns(words, text, start);
  else words.push({ text, start, end: start + text.length, spelling });
}

/** The spellings met last, by a hash of their characters: most words need no copy of their text to be known. */
const RECENT_SPELLINGS = 1 << 14;
const RECENT: (Spelling | undefined)[] = new Array<Spelling | undefined>(RECENT_SPELLINGS).fill(undefined);

function spellingAt(text: string, start: number, end: number): Spelling {
  let hash = end - start;
  for (let index = start; index < end; index += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  const slot = hash & (RECENT_SPELLINGS - 1);
  const recent = RECENT[slot];
  if (recent !== undefined && recent.text.length === end - start && text.startsWith(recent.text, start)) return recent;
  const spelling = spellingOf(text.slice(start, end));
  RECENT[slot] = spelling;
  return spelling;
}

/** "使用Python编程" is three words: scripts with and without spaces part from each other. */
function pushRuns(words: Word[], text: string, offset: number): void {
  let start = 0;
  for (let index = 1; index <= text.length; index += 1) {
    if (index < text.length && isUnspacedUnit(text.charCodeAt(index)) === isUnspacedUnit(text.charCodeAt(start))) continue;
    const spelling = spellingOf(text.slice(start, index));
    words.push({ text: spelling.text, start: offset + start, end: offset + index, spelling });
    start = index;
  }
}

/** The word that starts at `start`, which no word reaches over; "" where none does. */
export function wordAt(text: string, start: number): string {
  const space = text.indexOf(" ", start);
  const first = cutWords(text.slice(start, space < 0 ? text.length : space))[0];
  return first?.start === 0 ? first.text : "";
}

/** The last word of a text; "" where it has none. */
export function lastWord(text: string): string {
  for (let end = text.length; end > 0; ) {
    const space = text.lastIndexOf(" ", end - 1);
    const last = cutWords(text.slice(space + 1, end)).at(-1);
    if (last !== undefined) return last.text;
    end = Math.max(0, space);
  }
  return "";
}

/** How many words a reader would count: characters halved where the script has no spaces. */
export function countWords(words: readonly Word[]): number {
  let count = 0;
  for (const word of words) {
    if (word.text.charCodeAt(0) < 0x0e00) {
      count += 1;
      continue;
    }
    let unspaced = 0;
    for (let index = 0; index < word.text.length; index += 1) if (isUnspacedUnit(word.text.charCodeAt(index))) unspaced += 1;
    count += unspaced > 1 ? Math.ceil(unspaced / 2) : 1;
  }
  return count;
}

/** The words that carry content, lower case and without possessives; pairs of characters for scripts without spaces. */
export function contentWords(text: string, language: Language = "en", words: readonly Word[] = wordsOf(text)): string[] {
  const result: string[] = [];
  for (const { spelling } of words) {
    const { bare } = spelling;
    if (spelling.isRun) {
      for (let index = 0; index + 1 < bare.length; index += 1) result.push(bare.slice(index, index + 2));
    } else if (bare !== "" && !spelling.isBareStop && (language === "en" || !isStopWord(bare, language))) {
      result.push(bare);
    }
  }
  return result;
}

/** Jaccard similarity of two sets, 0 to 1; two empty sets are 0. */
export function overlap(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const [small, large] = left.size <= right.size ? [left, right] : [right, left];
  let shared = 0;
  for (const word of small) if (large.has(word)) shared += 1;
  const union = left.size + right.size - shared;
  return union === 0 ? 0 : shared / union;
}

/** Orders strings by code unit: never by locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
