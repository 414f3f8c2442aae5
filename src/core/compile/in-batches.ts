/** Runs work on a list side by side, so many at a time, and gives the results in the list's order. The first failure stops what has not begun. */
export async function inBatches<Item, Result>(items: readonly Item[], size: number, work: (item: Item, index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += size) {
    results.push(...(await Promise.all(items.slice(from, from + size).map((item, offset) => work(item, from + offset)))));
  }
  return results;
}

/** Files under way at once: enough to keep a disk busy, few enough for a phone. */
export const FILES_AT_ONCE = 16;
