/**
 * What the linker and the search must know about characters: which belong to a word, and which scripts write words without spaces between them.
 * It knows code points only: no language, no dictionary.
 */

export const CharacterClass = { other: 0, space: 1, newline: 2, word: 3, hangul: 4, unspaced: 5 } as const;
export type CharacterClass = (typeof CharacterClass)[keyof typeof CharacterClass];

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Bopomofo}\u30fc]/u;
const HANGUL = /\p{Script=Hangul}/u;
const WORD = /[\p{L}\p{M}\p{N}]/u;
const MARK = /\p{M}/u;
const SPACE = /[\p{Zs}\t\v\f]/u;

/** Classes of the code points of the basic plane, filled as they are met: one byte each, the class plus one. */
const known = new Uint8Array(0x10000);

/** The class of a code point. Marks count as `word`: see `isMark`. */
export function classOf(point: number): CharacterClass {
  if (point < 0x10000) {
    const stored = known[point];
    if (stored !== undefined && stored !== 0) return (stored - 1) as CharacterClass;
    const found = findClass(point);
    known[point] = found + 1;
    return found;
  }
  return findClass(point);
}

function findClass(point: number): CharacterClass {
  if (point === 10 || point === 13 || point === 0x2028 || point === 0x2029) return CharacterClass.newline;
  const character = String.fromCodePoint(point);
  if (SPACE.test(character)) return CharacterClass.space;
  if (!WORD.test(character)) return CharacterClass.other;
  if (MARK.test(character)) return CharacterClass.word;
  if (UNSPACED.test(character)) return CharacterClass.unspaced;
  return HANGUL.test(character) ? CharacterClass.hangul : CharacterClass.word;
}

/** Whether a code point attaches to the one before it. */
export function isMark(point: number): boolean {
  return point >= 0x300 && MARK.test(String.fromCodePoint(point));
}

export function isWordClass(characterClass: CharacterClass): boolean {
  return characterClass >= CharacterClass.word;
}

/** The code point that ends before `index`, or -1 at the start. */
export function pointBefore(text: string, index: number): number {
  if (index <= 0) return -1;
  const low = text.charCodeAt(index - 1);
  if (low >= 0xdc00 && low <= 0xdfff && index > 1) return text.codePointAt(index - 2) ?? low;
  return low;
}

/** The code point at `index`, or -1 at the end. */
export function pointAt(text: string, index: number): number {
  return text.codePointAt(index) ?? -1;
}

/** UTF-16 units of a code point. */
export function widthOf(point: number): number {
  return point > 0xffff ? 2 : 1;
}

/** A piece of text of one class: a word, one character of an unspaced script (with its marks), white space, or one symbol. */
export interface TextPiece {
  class: CharacterClass;
  start: number;
  end: number;
}

/** The piece that starts at `index`, which must be inside the text. White space runs are one piece, with class `newline` where they hold a line break. */
export function pieceAt(text: string, index: number): TextPiece {
  const first = pointAt(text, index);
  const kind = classOf(first);
  let end = index + widthOf(first);
  if (kind === CharacterClass.other) return { class: kind, start: index, end };
  if (kind === CharacterClass.space || kind === CharacterClass.newline) return whiteSpaceAt(text, index);
  while (end < text.length) {
    const point = pointAt(text, end);
    const next = classOf(point);
    const belongs = isMark(point) || (next === kind && kind !== CharacterClass.unspaced);
    if (!belongs) break;
    end += widthOf(point);
  }
  return { class: kind, start: index, end };
}

function whiteSpaceAt(text: string, index: number): TextPiece {
  let end = index;
  let kind: CharacterClass = CharacterClass.space;
  for (; end < text.length; end++) {
    const next = classOf(text.charCodeAt(end));
    if (next === CharacterClass.newline) kind = next;
    else if (next !== CharacterClass.space) break;
  }
  return { class: kind, start: index, end };
}
