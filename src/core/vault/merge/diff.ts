/**
 * What changed between two lists of lines. It knows equal lines and nothing else of them.
 */
import { diffArrays } from "diff";

/** Longest edit script looked for, in lines that occur on both sides: the search costs the square of it. */
const LONGEST_EDIT = 400;

/** Base lines `baseStart` to `baseEnd` became the other's lines `otherStart` to `otherEnd`; ends are exclusive. */
export interface Hunk {
  baseStart: number;
  baseEnd: number;
  otherStart: number;
  otherEnd: number;
}

/**
 * What changed from `base` to `other`, in order, no two hunks touching. Insertions and deletions that could stand in several places stand in the last.
 * Null where the texts differ beyond what is worth the search.
 */
export function diffLines(base: readonly string[], other: readonly string[]): Hunk[] | null {
  let start = 0;
  while (start < base.length && start < other.length && base[start] === other[start]) start++;
  let baseEnd = base.length;
  let otherEnd = other.length;
  while (baseEnd > start && otherEnd > start && base[baseEnd - 1] === other[otherEnd - 1]) {
    baseEnd--;
    otherEnd--;
  }
  const common = commonLines(base, other, { start, baseEnd, otherEnd });
  if (common === null) return null;
  const hunks: Hunk[] = [];
  let [baseAt, otherAt] = [start, start];
  for (const [baseIndex, otherIndex] of [...common, [baseEnd, otherEnd] as const]) {
    if (baseIndex > baseAt || otherIndex > otherAt) hunks.push({ baseStart: baseAt, baseEnd: baseIndex, otherStart: otherAt, otherEnd: otherIndex });
    baseAt = baseIndex + 1;
    otherAt = otherIndex + 1;
  }
  return slideDown(hunks, base, other);
}

/** The pairs of lines that stay. Lines the other side lacks are left out of the search: they cannot be in it, and a rewritten page costs nothing. */
function commonLines(base: readonly string[], other: readonly string[], range: { start: number; baseEnd: number; otherEnd: number }): [number, number][] | null {
  const inBase = new Set(base.slice(range.start, range.baseEnd));
  const inOther = new Set(other.slice(range.start, range.otherEnd));
  const baseIndexes = indexesOf(base, range.start, range.baseEnd, inOther);
  const otherIndexes = indexesOf(other, range.start, range.otherEnd, inBase);
  const changes = diffArrays(
    baseIndexes.map((index) => base[index]),
    otherIndexes.map((index) => other[index]),
    { maxEditLength: LONGEST_EDIT },
  );
  if (changes === undefined) return null;
  const pairs: [number, number][] = [];
  let [baseAt, otherAt] = [0, 0];
  for (const change of changes) {
    if (change.removed) baseAt += change.count;
    else if (change.added) otherAt += change.count;
    else {
      for (let step = 0; step < change.count; step++) {
        const baseIndex = baseIndexes[baseAt++];
        const otherIndex = otherIndexes[otherAt++];
        if (baseIndex !== undefined && otherIndex !== undefined) pairs.push([baseIndex, otherIndex]);
      }
    }
  }
  return pairs;
}

function indexesOf(lines: readonly string[], start: number, end: number, wanted: ReadonlySet<string>): number[] {
  const indexes: number[] = [];
  for (let index = start; index < end; index++) if (wanted.has(lines[index] ?? "")) indexes.push(index);
  return indexes;
}

/** Moves each hunk down as far as it goes; one that reaches the next becomes part of it. */
function slideDown(hunks: readonly Hunk[], base: readonly string[], other: readonly string[]): Hunk[] {
  const result: Hunk[] = [];
  for (let index = hunks.length - 1; index >= 0; index--) {
    const hunk = { ...hunks[index] } as Hunk;
    const following = result.at(-1);
    const limit = following?.baseStart ?? base.length;
    while (hunk.baseEnd < limit && canMoveDown(hunk, base, other)) move(hunk, 1);
    if (following && hunk.baseEnd === limit) {
      following.baseStart = hunk.baseStart;
      following.otherStart = hunk.otherStart;
    } else result.push(hunk);
  }
  return result.reverse();
}

/** Joins each insertion and deletion that could as well stand right behind the hunk before it with that hunk. */
export function joinNeighbours(hunks: readonly Hunk[], base: readonly string[], other: readonly string[]): Hunk[] {
  const result: Hunk[] = [];
  for (const original of hunks) {
    const previous = result.at(-1);
    const hunk = { ...original };
    if (previous) while (hunk.baseStart > previous.baseEnd && canMoveUp(hunk, base, other)) move(hunk, -1);
    if (previous && hunk.baseStart === previous.baseEnd) {
      previous.baseEnd = hunk.baseEnd;
      previous.otherEnd = hunk.otherEnd;
    } else result.push({ ...original });
  }
  return result;
}

function canMoveDown({ baseStart, baseEnd, otherStart, otherEnd }: Hunk, base: readonly string[], other: readonly string[]): boolean {
  if (otherStart === otherEnd) return base[baseStart] === base[baseEnd];
  return baseStart === baseEnd && other[otherStart] === other[otherEnd];
}

function canMoveUp({ baseStart, baseEnd, otherStart, otherEnd }: Hunk, base: readonly string[], other: readonly string[]): boolean {
  if (otherStart === otherEnd) return base[baseStart - 1] === base[baseEnd - 1];
  return baseStart === baseEnd && other[otherStart - 1] === other[otherEnd - 1];
}

function move(hunk: Hunk, by: number): void {
  hunk.baseStart += by;
  hunk.baseEnd += by;
  hunk.otherStart += by;
  hunk.otherEnd += by;
}
