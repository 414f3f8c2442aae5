/** Work on a list that is begun a little before it is asked for, so that nobody waits for the host or a model. */

export interface Ahead<Result> {
  /** The result for the item of that index. Ask in the order of the items. */
  next: (index: number) => Promise<Result>;
  /** Waits for what was begun and not asked for; its failures are nobody's. Nothing new is begun. */
  end: () => Promise<void>;
}

/** So many times as much as can be under way may wait to be asked for: what waits for an endpoint that is busy must not hold back all behind it. */
const WINDOW = 4;

/** How far to work ahead for an engine that does so many pieces at once; one that works on this machine gains nothing. */
export const windowFor = (atOnce: number): number => (atOnce === 1 ? 1 : WINDOW * atOnce);

/** At most `most` items are under way or waiting to be asked for. */
export function workAhead<Item, Result>(items: readonly Item[], most: number, work: (item: Item) => Promise<Result>): Ahead<Result> {
  const begun = new Map<number, Promise<Result>>();
  let upTo = 0;
  let hasEnded = false;
  return {
    next: async (index) => {
      for (upTo = Math.max(upTo, index); !hasEnded && upTo < items.length && upTo < index + most; upTo += 1) {
        const working = work(items[upTo] as Item);
        working.catch(() => undefined);
        begun.set(upTo, working);
      }
      const found = begun.get(index);
      if (found === undefined) throw new RangeError(`There is no item ${index} to come.`);
      begun.delete(index);
      return found;
    },
    end: async () => {
      hasEnded = true;
      await Promise.allSettled(begun.values());
    },
  };
}
