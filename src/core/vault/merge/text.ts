/** Small helpers over lists of lines, and over how much two of them have in common. */

export function isBlank(line: string | undefined): boolean {
  return line !== undefined && line.trim() === "";
}

export function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((line, index) => line === right[index]);
}

/** Adds in place; spreading a long list into `push` would overflow the stack. */
export function append<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item);
}

/** The words of a text with how often each occurs, and how many they are together. */
export interface WordCounts {
  counts: ReadonlyMap<string, number>;
  total: number;
}

/** In scripts without spaces each character counts as a word. */
export function countWords(lines: readonly string[]): WordCounts {
  const counts = new Map<string, number>();
  let total = 0;
  for (const line of lines) {
    // From U+2E80 on: Chinese, Japanese, Korean.
    const words = /[\u2e80-\uffef]/.test(line) ? [...line.replace(/\s/g, "")] : line.split(/\s+/);
    for (const word of words) {
      if (word === "") continue;
      counts.set(word, (counts.get(word) ?? 0) + 1);
      total++;
    }
  }
  return { counts, total };
}

/** Twice the words in common over the words of both (Dice 1945), between 0 and 1. */
export function shareOfWords(left: WordCounts, right: WordCounts): number {
  const [fewer, more] = left.counts.size < right.counts.size ? [left, right] : [right, left];
  let common = 0;
  for (const [word, count] of fewer.counts) common += Math.min(count, more.counts.get(word) ?? 0);
  return common === 0 ? 0 : (2 * common) / (left.total + right.total);
}
