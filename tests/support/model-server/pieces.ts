/**
 * Tokens as tokenizers of today's models make them, near enough: words, numbers and signs apart, long and rare ones in pieces. Within a tenth of o200k on
 * English prose and on JSON made of it, within a fifth on German, Chinese and Arabic. It has nothing in common with the product's own estimate.
 */
import type { CountTokens } from "./usage";

const PIECE = /'(?:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?\p{Lu}?\p{Ll}+|[^\r\n\p{L}\p{N}]?\p{Lu}+|[^\r\n\p{L}\p{N}]?[\p{Lo}\p{Lm}\p{M}]+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu;
const LATIN = /^[\u0000-\u024f]+$/;
const SMALL = /\p{Ll}/u;
const LETTER = /\p{L}/u;
const DIGIT = /\p{N}/u;
const UNSPACED = /[\u3040-\u9fff\uac00-\ud7af]/;

/** Characters in a token: of a common word after a blank, of one without, of capitals, of other alphabets, of scripts without blanks, of signs. */
const LENGTHS = { word: 9.5, part: 5.5, capitals: 2.6, alphabet: 3, unspaced: 1.33, signs: 3 };

function tokensIn(piece: string): number {
  const shown = piece.trim();
  const by = (length: number): number => Math.max(1, Math.ceil(shown.length / length));
  if (LETTER.test(shown)) {
    if (!LATIN.test(shown)) return by(UNSPACED.test(shown) ? LENGTHS.unspaced : LENGTHS.alphabet);
    if (!SMALL.test(shown)) return by(LENGTHS.capitals);
    return by(piece.startsWith(" ") ? LENGTHS.word : LENGTHS.part);
  }
  return DIGIT.test(shown) ? 1 : by(LENGTHS.signs);
}

export const tokensByPieces: CountTokens = (text) => {
  let count = 0;
  for (const [piece] of text.matchAll(PIECE)) count += tokensIn(piece);
  return count;
};
