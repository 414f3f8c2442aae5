/**
 * Words of a text with their places, and the comparisons built on them. Linear: one pass of a pattern whose parts exclude each other.
 */
import { isUnspacedUnit } from "./scripts";
import { remember } from "../../text/remember";
import { isStopWord, type Language } from "./stop-words";

/** `start` and `end` are UTF-16 offsets; `text` is as written. */
export interface Word {
  text: string;
  start: number;
  end: number;
  /** The word in small plain letters, where it was worked out already. */
  lower?: string;
}

const WORD = /[\p{L}\p{N}\p{M}_]+(?:[’'\-‑.&+][\p{L}\p{N}\p{M}_]+)*(?:\+\+|#)?/gu;

/** Texts are cut into words again and again by those who look at them for different things; the words are shared and must not be changed. */
const REMEMBERED_TEXTS = 2_000;

export const wordsOf: (text: string) => Word[] = remember(REMEMBERED_TEXTS, cutWords);

function cutWords(text: string): Word[] {
  const words: Word[] = [];
  WORD.lastIndex = 0;
  for (let match = WORD.exec(text); match !== null; match = WORD.exec(text)) {
    const word = match[0];
    if (UNSPACED_LETTER.test(word)) pushRuns(words, word, match.index);
    else words.push({ text: word, start: match.index, end: match.index + word.length });
  }
  return words;
}

const UNSPACED_LETTER = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]/u;

/** "使用Python编程" is three words: scripts with and without spaces part from each other. */
function pushRuns(words: Word[], text: string, offset: number): void {
  let start = 0;
  for (let index = 1; index <= text.length; index += 1) {
    if (index < text.length && isUnspacedUnit(text.charCodeAt(index)) === isUnspacedUnit(text.charCodeAt(start))) continue;
    words.push({ text: text.slice(start, index), start: offset + start, end: offset + index });
    start = index;
  }
}

/** Plain letters for styled ones (mathematical bold, full width, ligatures); cheap for ordinary text. */
export function plainLetters(text: string): string {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return text.normalize("NFKC");
  return text;
}

const REMEMBERED_WORDS = 30_000;

export const lowerPlain: (text: string) => string = remember(REMEMBERED_WORDS, (text) => plainLetters(text).toLowerCase());

const POSSESSIVE = /(?:['’]s|['’])$/u;

/** "Bellard’s" -> "Bellard". */
export function withoutPossessive(word: string): string {
  return word.includes("'") || word.includes("’") ? word.replace(POSSESSIVE, "") : word;
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
  for (const word of words) {
    const lower = withoutPossessive(lowerPlain(word.text));
    if (isUnspacedUnit(lower.charCodeAt(0)) && lower.length > 1) {
      for (let index = 0; index + 1 < lower.length; index += 1) result.push(lower.slice(index, index + 2));
    } else if (lower !== "" && !isStopWord(lower, language)) {
      result.push(lower);
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
