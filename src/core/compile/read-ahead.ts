/**
 * Begins the next `most` pieces of reading before they are asked for, so that nobody waits for the host. Ask in the order of `items`. What was
 * begun and is not asked for any more ends by itself; its failure is nobody's.
 */
export function readAhead<Item, Result>(items: readonly Item[], most: number, read: (item: Item) => Promise<Result>): (index: number) => Promise<Result> {
  const begun = new Map<number, Promise<Result>>();
  let next = 0;
  return async (index) => {
    for (next = Math.max(next, index); next < items.length && next < index + most; next += 1) {
      const reading = read(items[next] as Item);
      reading.catch(() => undefined);
      begun.set(next, reading);
    }
    const found = begun.get(index);
    if (found === undefined) throw new RangeError(`There is no item ${index} to come.`);
    begun.delete(index);
    return found;
  };
}
