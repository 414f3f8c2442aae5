/** Terms that a word of a query stands for beside its own: those it is the beginning of, and those that differ by a slip of the finger. It knows one segment. */
import { firstTermFrom, hasPrefix, termCount, type Segment } from "../store/segment";

/** The numbers of the terms that begin with `prefix`, from the first up to the second. */
export function termsFrom(segment: Segment, prefix: string): [first: number, end: number] {
  const first = firstTermFrom(segment, prefix);
  let [low, high] = [first, termCount(segment)];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hasPrefix(segment, middle, prefix)) low = middle + 1;
    else high = middle;
  }
  return [first, low];
}

/** The terms that begin with `prefix`, the most frequent first, at most `limit`. */
export function termsBeginning(segment: Segment, prefix: string, limit: number): number[] {
  const [first, end] = termsFrom(segment, prefix);
  const found = Array.from({ length: end - first }, (_, offset) => first + offset);
  if (found.length <= limit) return found;
  const frequency = (term: number): number => (segment.postingFrom[term + 1] ?? 0) - (segment.postingFrom[term] ?? 0);
  return found.sort((left, right) => frequency(right) - frequency(left) || left - right).slice(0, limit);
}

/** How many slips a word of the length may hold. */
export const slipsIn = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/**
 * The terms at most `most` slips from `word` (a letter too many, too few, another, or two swapped: Damerau's distance, in its restricted form), with the
 * number of slips; among the terms numbered from `first` up to `end`, all where these are left out. Terms are sorted, so that the rows of a term's table hold for
 * the beginning it shares with the next; a beginning too far off is jumped over.
 */
export function termsLike(segment: Segment, word: string, most: number, first = 0, end = termCount(segment)): { term: number; slips: number }[] {
  const { termUnits, termFrom } = segment;
  const width = word.length + 1;
  const depth = word.length + most + 1;
  const rows = new Uint8Array(width * (depth + 1));
  for (let column = 0; column < width; column++) rows[column] = column;
  const prefix = new Uint16Array(depth + 2);
  let held = 0;
  const found: { term: number; slips: number }[] = [];
  for (let term = first; term < end; ) {
    const from = termFrom[term] ?? 0;
    const length = (termFrom[term + 1] ?? 0) - from;
    let shared = 0;
    while (shared < held && shared < length && prefix[shared] === termUnits[from + shared]) shared++;
    held = shared;
    let tooFar = -1;
    while (held < length) {
      prefix[held] = termUnits[from + held] ?? 0;
      held++;
      if (held > depth || fillRow(rows, width, prefix, held, word) > most) {
        tooFar = held;
        break;
      }
    }
    if (tooFar >= 0) {
      term = firstBeyond(segment, term, tooFar);
      held = tooFar - 1;
      continue;
    }
    const slips = rows[length * width + word.length] ?? 255;
    if (slips <= most) found.push({ term, slips });
    term++;
  }
  return found.sort((left, right) => left.slips - right.slips || left.term - right.term);
}

/** Fills the row of the letter of `prefix` at `row` - 1; returns the least it holds. */
function fillRow(rows: Uint8Array, width: number, prefix: Uint16Array, row: number, word: string): number {
  const letter = prefix[row - 1] ?? 0;
  const base = row * width;
  rows[base] = row;
  let least = row;
  for (let column = 1; column < width; column++) {
    const other = word.charCodeAt(column - 1);
    let value = Math.min((rows[base - width + column] ?? 0) + 1, (rows[base + column - 1] ?? 0) + 1, (rows[base - width + column - 1] ?? 0) + (letter === other ? 0 : 1));
    const isSwapped = row > 1 && column > 1 && letter === word.charCodeAt(column - 2) && prefix[row - 2] === other;
    if (isSwapped) value = Math.min(value, (rows[base - 2 * width + column - 2] ?? 0) + 1);
    rows[base + column] = value;
    if (value < least) least = value;
  }
  // A swap looks two rows back: a row that is too far by one may still lead to a term.
  return row > 1 ? Math.min(least, leastOf(rows, base - width, width)) : least;
}

function leastOf(rows: Uint8Array, base: number, width: number): number {
  let least = 255;
  for (let column = 0; column < width; column++) least = Math.min(least, rows[base + column] ?? 255);
  return least;
}

/** The first term behind `term` that does not begin with its first `length` units: by doubling steps, then by halving. */
function firstBeyond(segment: Segment, term: number, length: number): number {
  const { termUnits, termFrom } = segment;
  const from = termFrom[term] ?? 0;
  const isAlike = (other: number): boolean => {
    const at = termFrom[other] ?? 0;
    if ((termFrom[other + 1] ?? 0) - at < length) return false;
    for (let offset = 0; offset < length; offset++) if (termUnits[at + offset] !== termUnits[from + offset]) return false;
    return true;
  };
  const count = termCount(segment);
  let [step, last] = [1, term];
  while (last + step < count && isAlike(last + step)) {
    last += step;
    step *= 2;
  }
  let [low, high] = [last + 1, Math.min(count, last + step)];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAlike(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
