/**
 * A fast, deterministic hash of text, for fingerprints and ids. It is no cryptographic hash: someone who wants two texts to collide can
 * make them so; nothing here may be used to keep a secret or to trust a stranger's text.
 *
 * Two independent 53-bit hashes, each of two 32-bit lanes over the UTF-16 code units. In every lane a step is a bijection of the lane's state
 * (multiply by an odd number, add, fold the high bits down), so that two texts that differ meet again only by chance; at the end the lanes of
 * a pair are stirred into each other and 53 bits are kept, as many as a number holds exactly.
 *
 * Odds: among n different texts two share the full hash with a probability of about n² / 2^107 (a million texts: 6e-21). A prefix of k ≤ 10
 * characters holds 5.17 k bits (8 characters: 41 bits; 10,000 texts collide with 2e-5), one of 16 characters 78 bits (a million texts: 1e-12).
 */

// Looked up once: the loops below run over every character there is.
const { imul } = Math;

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const DIGITS_PER_HASH = 11;

/** The hash of a text: always 22 characters of 0-9 and a-z. Lone surrogates and control characters count like any other code unit. */
export function hashText(text: string): string {
  let a = 0x2f6b1e95;
  let b = 0x7a3c88d1;
  let c = 0x13d9c4f7;
  let d = 0x5be0a62b;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = imul(a ^ unit, 0x9e3779b1) + 0x165667b1;
    a ^= a >>> 15;
    b = imul(b ^ unit, 0x85ebca77) + 0x27d4eb2f;
    b ^= b >>> 13;
    c = imul(c ^ unit, 0xc2b2ae3d) + 0x632be5ab;
    c ^= c >>> 14;
    d = imul(d ^ unit, 0x5851f42d) + 0x14057b7f;
    d ^= d >>> 16;
  }
  return digitsOf(join(a ^ text.length, b)) + digitsOf(join(c ^ text.length, d));
}

/** The first `length` characters of a text's hash (at most 22). */
export function shortHash(text: string, length: number): string {
  return hashText(text).slice(0, length);
}

/** 53 bits from two lanes, each stirred into the other. */
function join(left: number, right: number): number {
  const high = stir(left ^ imul(stir(right), 0x2545f491));
  const low = stir(right ^ imul(high, 0x9e3779b1));
  return (high & 0x1fffff) * 0x100000000 + (low >>> 0);
}

/** Lets every bit of a lane change every other. */
function stir(lane: number): number {
  let state = lane ^ (lane >>> 16);
  state = imul(state, 0x7feb352d);
  state ^= state >>> 15;
  state = imul(state, 0x846ca68b);
  return state ^ (state >>> 16);
}

/** Base 36, the lowest digit first: the highest digit of 53 bits is only 0, 1 or 2, and a prefix should hold full digits. */
function digitsOf(hash: number): string {
  let rest = hash;
  let digits = "";
  for (let place = 0; place < DIGITS_PER_HASH; place++) {
    digits += DIGITS.charAt(rest % 36);
    rest = Math.floor(rest / 36);
  }
  return digits;
}
