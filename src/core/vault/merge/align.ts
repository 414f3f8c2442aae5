/**
 * Corrects a difference by line where only empty lines held it together: between rewritten paragraphs they say nothing about which paragraph became which.
 * It pairs paragraphs by their words, in order, so that a paragraph put before a reworded one is seen as new and not as its replacement.
 */
import { diffLines, type Hunk } from "./diff";
import { countWords, isBlank, shareOfWords, type WordCounts } from "./text";

/** Least share of words for two paragraphs to be versions of one. */
const LEAST_SHARE = 0.3;
/** How far from its proportional place a paragraph is looked for. */
const BAND = 6;
/** Most paragraph pairs in one table; larger regions stay as they are. */
const MOST_PAIRS = 20_000;

interface Range {
  start: number;
  end: number;
}

/** Returns hunks over the same lines as `hunks`, cut at the paragraphs' limits. Hunks may touch. */
export function alignParagraphs(hunks: readonly Hunk[], base: readonly string[], other: readonly string[]): Hunk[] {
  const result: Hunk[] = [];
  let index = 0;
  while (index < hunks.length) {
    const first = hunks[index] as Hunk;
    let last = first;
    let next = index + 1;
    for (let hunk = hunks[next]; hunk && isBlankBetween(last, hunk, base); hunk = hunks[++next]) last = hunk;
    const region = { baseStart: first.baseStart, baseEnd: last.baseEnd, otherStart: first.otherStart, otherEnd: last.otherEnd };
    for (const hunk of alignRegion(region, base, other) ?? hunks.slice(index, next)) result.push(hunk);
    index = next;
  }
  return result;
}

function isBlankBetween(left: Hunk, right: Hunk, base: readonly string[]): boolean {
  for (let index = left.baseEnd; index < right.baseStart; index++) if (!isBlank(base[index])) return false;
  return true;
}

/** The region's hunks by paired paragraphs, or null where pairing has nothing to add. */
function alignRegion(region: Hunk, base: readonly string[], other: readonly string[]): Hunk[] | null {
  const before = paragraphsOf(base, region.baseStart, region.baseEnd);
  const after = paragraphsOf(other, region.otherStart, region.otherEnd);
  if (before.length === 0 || after.length === 0 || (before.length === 1 && after.length === 1) || before.length * after.length > MOST_PAIRS) return null;
  const pairs = pairParagraphs(before.map((range) => countWords(base.slice(range.start, range.end))), after.map((range) => countWords(other.slice(range.start, range.end))));
  if (pairs.length === 0) return null;
  const hunks: Hunk[] = [];
  let [baseAt, otherAt] = [region.baseStart, region.otherStart];
  for (const [left, right] of pairs) {
    const [from, to] = [before[left], after[right]];
    if (!from || !to) continue;
    addGap(hunks, { baseStart: baseAt, baseEnd: from.start, otherStart: otherAt, otherEnd: to.start }, base, other);
    addParagraph(hunks, from, to, base, other);
    [baseAt, otherAt] = [from.end, to.end];
  }
  addGap(hunks, { baseStart: baseAt, baseEnd: region.baseEnd, otherStart: otherAt, otherEnd: region.otherEnd }, base, other);
  return hunks;
}

function paragraphsOf(lines: readonly string[], start: number, end: number): Range[] {
  const ranges: Range[] = [];
  for (let index = start; index < end; index++) {
    if (isBlank(lines[index])) continue;
    const last = ranges.at(-1);
    if (last && last.end === index) last.end++;
    else ranges.push({ start: index, end: index + 1 });
  }
  return ranges;
}

/** The order-keeping pairs with the largest sum of shares (dynamic programming over a band). */
function pairParagraphs(before: readonly WordCounts[], after: readonly WordCounts[]): [number, number][] {
  const width = after.length + 1;
  const best = new Float64Array((before.length + 1) * width);
  const shares = new Float64Array((before.length + 1) * width);
  const at = (table: Float64Array, left: number, right: number): number => table[left * width + right] ?? 0;
  for (let left = before.length - 1; left >= 0; left--) {
    const centre = Math.round((left * after.length) / before.length);
    for (let right = after.length - 1; right >= 0; right--) {
      const [leftWords, rightWords] = [before[left], after[right]];
      const share = leftWords && rightWords && Math.abs(right - centre) <= BAND ? shareOfWords(leftWords, rightWords) : 0;
      shares[left * width + right] = share >= LEAST_SHARE ? share : 0;
      const paired = at(shares, left, right) > 0 ? at(shares, left, right) + at(best, left + 1, right + 1) : 0;
      best[left * width + right] = Math.max(paired, at(best, left + 1, right), at(best, left, right + 1));
    }
  }
  const pairs: [number, number][] = [];
  let [left, right] = [0, 0];
  while (left < before.length && right < after.length) {
    const share = at(shares, left, right);
    if (share > 0 && at(best, left, right) === share + at(best, left + 1, right + 1)) pairs.push([left++, right++]);
    else if (at(best, left, right) === at(best, left + 1, right)) left++;
    else right++;
  }
  return pairs;
}

function addGap(hunks: Hunk[], gap: Hunk, base: readonly string[], other: readonly string[]): void {
  const hunk = { ...gap };
  while (hunk.baseStart < hunk.baseEnd && hunk.otherStart < hunk.otherEnd && base[hunk.baseStart] === other[hunk.otherStart]) {
    hunk.baseStart++;
    hunk.otherStart++;
  }
  while (hunk.baseStart < hunk.baseEnd && hunk.otherStart < hunk.otherEnd && base[hunk.baseEnd - 1] === other[hunk.otherEnd - 1]) {
    hunk.baseEnd--;
    hunk.otherEnd--;
  }
  if (hunk.baseStart < hunk.baseEnd || hunk.otherStart < hunk.otherEnd) hunks.push(hunk);
}

function addParagraph(hunks: Hunk[], from: Range, to: Range, base: readonly string[], other: readonly string[]): void {
  const inside = diffLines(base.slice(from.start, from.end), other.slice(to.start, to.end)) ?? [
    { baseStart: 0, baseEnd: from.end - from.start, otherStart: 0, otherEnd: to.end - to.start },
  ];
  for (const hunk of inside) {
    hunks.push({
      baseStart: hunk.baseStart + from.start,
      baseEnd: hunk.baseEnd + from.start,
      otherStart: hunk.otherStart + to.start,
      otherEnd: hunk.otherEnd + to.start,
    });
  }
}
