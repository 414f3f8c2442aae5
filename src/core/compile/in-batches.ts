/** Runs work on a list side by side, so many at a time, begun in order, and gives the results in the list's order. The first failure stops what has not begun. */
export async function inBatches<Item, Result>(items: readonly Item[], size: number, work: (item: Item, index: number) => Promise<Result>): Promise<Result[]> {
  const results = new Map<number, Result>();
  let next = 0;
  let hasFailed = false;
  const goOn = async (): Promise<void> => {
    while (next < items.length && !hasFailed) {
      const index = next;
      next += 1;
      try {
        results.set(index, await work(items[index] as Item, index));
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(size, items.length) }, goOn));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return items.map((_, index) => results.get(index) as Result);
}

/** Files under way at once: enough to keep a disk busy, few enough for a phone. */
export const FILES_AT_ONCE = 16;
