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

/** How often each word occurs; in scripts without spaces each character counts as a word. */
export function countWords(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    for (const token of line.split(/\s+/)) {
      // From U+2E80 on: Chinese, Japanese, Korean.
      const words = /[\u2e80-\uffef]/.test(token) ? [...token] : [token];
      for (const word of words) if (word !== "") counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

/** Twice the words in common over the words of both (Dice 1945), between 0 and 1. */
export function shareOfWords(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  let common = 0;
  let total = 0;
  for (const [word, count] of left) {
    common += Math.min(count, right.get(word) ?? 0);
    total += count;
  }
  for (const count of right.values()) total += count;
  return total === 0 ? 0 : (2 * common) / total;
}
