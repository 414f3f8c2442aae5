/**
 * Text as search terms: NFKC, lower case, diacritics folded, English plurals in the singular; scripts without spaces (and Hangul, whose particles cling
 * to the word) as single characters and pairs. The same for notes and for queries. It must not know the index.
 */
import { CharacterClass, isWordClass, pieceAt } from "../linking/characters";

/** A term and the UTF-16 range of the text it was made from. */
export interface Term {
  term: string;
  start: number;
  end: number;
}

const LONGEST_TERM = 64;
const FOLDED: Readonly<Record<string, string>> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", ı: "i", þ: "th", ς: "σ", ё: "е" };

/** Words that say nothing about what is looked for. Left out of a query as long as other words remain. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  "a an and are as at be but by did do does for from had has have how i in into is it its of on or that the their there these they this to was were what when where which who why will with".split(" "),
);

/** The terms of a text, in order. A character of an unspaced script gives itself and the pair it begins. */
export function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  for (let index = 0; index < text.length; ) {
    const piece = pieceAt(text, index);
    index = piece.end;
    if (!isWordClass(piece.class)) continue;
    if (piece.class === CharacterClass.unspaced || piece.class === CharacterClass.hangul) {
      const run = unspacedRun(text, piece.start);
      addPairs(text, run, terms);
      index = run.end;
    } else if (piece.end - piece.start <= LONGEST_TERM * 4) {
      addWord(text, piece.start, piece.end, terms);
    }
  }
  return terms;
}

function unspacedRun(text: string, start: number): { start: number; end: number } {
  let end = start;
  while (end < text.length) {
    const piece = pieceAt(text, end);
    if (piece.class !== CharacterClass.unspaced && piece.class !== CharacterClass.hangul) break;
    end = piece.end;
  }
  return { start, end };
}

function addPairs(text: string, run: { start: number; end: number }, terms: Term[]): void {
  let previous: Term | null = null;
  for (let index = run.start; index < run.end; ) {
    // A Hangul piece is a whole word: here each of its characters counts.
    const next = Math.min(run.end, nextCharacter(text, index));
    const single: Term = { term: folded(text.slice(index, next)), start: index, end: next };
    if (previous !== null) terms.push({ term: previous.term + single.term, start: previous.start, end: next });
    terms.push(single);
    previous = single;
    index = next;
  }
}

function nextCharacter(text: string, index: number): number {
  const piece = pieceAt(text, index);
  if (piece.class === CharacterClass.unspaced) return piece.end;
  let end = index + ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1);
  // Decomposed Hangul: the vowels and closing consonants belong to the first letter of the syllable.
  while (end < piece.end && /[\u1160-\u11ff\p{M}]/u.test(text.charAt(end))) end++;
  return end;
}

function addWord(text: string, start: number, end: number, terms: Term[]): void {
  const term = singular(folded(text.slice(start, end)));
  if (term !== "" && term.length <= LONGEST_TERM) terms.push({ term, start, end });
}

function folded(word: string): string {
  if (/^[a-z0-9]*$/.test(word)) return word;
  // Most Han characters are their own form in every respect.
  if (/^[\u4e00-\u9fff]$/.test(word)) return word;
  return word
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0640]/g, "")
    .normalize("NFC")
    .replace(/[ßæœøđðłıþςё]/g, (letter) => FOLDED[letter] ?? letter);
}

/** English plurals only: it must not change words of other languages much, since nobody says which language a note is in. */
function singular(word: string): string {
  if (word.length < 4 || !word.endsWith("s") || !/^[a-z]+$/.test(word)) return word;
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|z)es$/.test(word)) return word.slice(0, -2);
  return /(ss|us|is)$/.test(word) ? word : word.slice(0, -1);
}
