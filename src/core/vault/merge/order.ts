/**
 * Three-way merge of an order: of sections, properties and list items.
 * It knows ids and who has them, nothing of what they stand for.
 */

/**
 * Says whether `placed`, about to be put right before `standing`, goes behind it instead.
 * Asked only for a `standing` that the side `placed` comes from does not have.
 */
export type PassOver<T> = (standing: T, placed: T) => boolean;

/** Puts what only `other` has into `order`, each right behind what it follows in `other`; linear in both. */
export function placeMissing<T>(order: readonly T[], other: readonly T[], passOver: PassOver<T>): T[] {
  const start = Symbol("start");
  const next = new Map<T | typeof start, T>();
  let last: T | typeof start = start;
  for (const item of order) {
    next.set(last, item);
    last = item;
  }
  const placed = new Set(order);
  const inOther = new Set(other);
  let previous: T | typeof start = start;
  for (const item of other) {
    if (!placed.has(item)) {
      let after = next.get(previous);
      while (after !== undefined && !inOther.has(after) && passOver(after, item)) {
        previous = after;
        after = next.get(previous);
      }
      next.set(previous, item);
      if (after !== undefined) next.set(item, after);
      placed.add(item);
    }
    previous = item;
  }
  const result: T[] = [];
  for (let item = next.get(start); item !== undefined; item = next.get(item)) result.push(item);
  return result;
}

/** Whether `side` has what it shares with `base` in another order. */
export function isReordered<T>(base: readonly T[], side: readonly T[]): boolean {
  const position = new Map(base.map((item, index) => [item, index]));
  let highest = -1;
  for (const item of side) {
    const index = position.get(item);
    if (index === undefined) continue;
    if (index < highest) return true;
    highest = index;
  }
  return false;
}

/**
 * Every item of `mine` and `theirs` once, in the human's order unless only we reordered.
 * Where both sides added at one place, the human's come first; `depth` lets parts (a larger depth) stay with the whole they follow.
 * Items must be unique within each list, and never undefined.
 */
export function mergeOrder<T>(base: readonly T[], mine: readonly T[], theirs: readonly T[], depth: (item: T) => number = () => 0): T[] {
  const known = new Set(base);
  if (isReordered(base, theirs) && !isReordered(base, mine)) {
    return placeMissing(theirs, mine, (standing, placed) => !known.has(standing) && depth(standing) > depth(placed));
  }
  return placeMissing(mine, theirs, (standing, placed) => !known.has(standing) && depth(standing) >= depth(placed));
}
