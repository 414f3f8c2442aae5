/**
 * From a passage's plain text back to the file.
 *
 * `Passage.offsets` is a flat list of pairs [plain, file, …], ascending; from a pair on both run in step until the next pair. Where two pairs have
 * the same plain position, the first says where in the file the text before it ends and the second where the text after it begins: the only way
 * to tell an entity's `;` (part of the word before) from an emphasis marker (part of nothing).
 */
import type { Passage } from "../passage";

/** The file position of the character at `plain`; of the text's end for positions at or past it. A UTF-16 offset. */
export function toFileOffset(passage: Passage, plain: number): number {
  if (plain >= passage.text.length) return endOffset(passage, passage.text.length);
  const { offsets } = passage;
  const pair = lastPair(offsets, plain);
  if (pair < 0) return passage.start;
  const inStep = fileAt(offsets, pair) + Math.max(0, plain) - plainAt(offsets, pair);
  // Text that stands in no file (the bars between table cells) must not run past what follows it.
  return pair + 2 < offsets.length ? Math.min(inStep, fileAt(offsets, pair + 2)) : inStep;
}

/** The span of the file that holds exactly the plain characters `start` to `end` (`end` exclusive), markup between them included. */
export function toFileRange(passage: Passage, start: number, end: number): { start: number; end: number } {
  const first = toFileOffset(passage, start);
  return { start: first, end: end <= start ? first : Math.max(first, endOffset(passage, end)) };
}

/** Where in the file the plain text before `plain` ends. */
function endOffset(passage: Passage, plain: number): number {
  const { offsets } = passage;
  const until = Math.min(plain, passage.text.length);
  const before = lastPair(offsets, until - 1);
  if (before < 0) return passage.start;
  const mark = before + 2;
  if (mark + 2 < offsets.length && plainAt(offsets, mark) === until && plainAt(offsets, mark + 2) === until) return fileAt(offsets, mark);
  return fileAt(offsets, before) + until - plainAt(offsets, before);
}

/** The index of the last pair at or before a plain position, or -1. */
function lastPair(offsets: number[], plain: number): number {
  let low = 0;
  let high = offsets.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (plainAt(offsets, middle * 2) <= plain) low = middle + 1;
    else high = middle;
  }
  return low * 2 - 2;
}

function plainAt(offsets: number[], pair: number): number {
  return offsets[pair] ?? 0;
}

function fileAt(offsets: number[], pair: number): number {
  return offsets[pair + 1] ?? 0;
}
