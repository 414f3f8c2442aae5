/** A list that is asked for at once, or in halves where that is too much for the model: the same halves however often, so that their replies are found again. */
import { inBatches } from "../../compile/in-batches";
import { TooLong } from "./model-limits";

export interface HalvesOptions<Item, Reply> {
  sizeOf: (item: Item) => number;
  /** More than this, in `sizeOf`, is not asked for at once. */
  most: number;
  /** Null, or a `TooLong` thrown: it was too much. */
  ask: (items: readonly Item[]) => Promise<Reply | null>;
}

export interface AskedPart<Item, Reply> {
  /** The place of its first item in the list. */
  from: number;
  items: readonly Item[];
  /** Null: even one item by itself was too much. */
  reply: Reply | null;
}

/** The parts in the order of the list; together they hold every item once. */
export async function askInHalves<Item, Reply>(items: readonly Item[], options: HalvesOptions<Item, Reply>, from = 0): Promise<AskedPart<Item, Reply>[]> {
  const isSingle = items.length <= 1;
  if (isSingle || sumOf(items, options) <= options.most) {
    const reply = await askOrNull(items, options);
    if (reply !== null || isSingle) return [{ from, items, reply }];
  }
  const middle = middleOf(items, options);
  const halves = [items.slice(0, middle), items.slice(middle)];
  return (await inBatches(halves, halves.length, (half, index) => askInHalves(half, options, index === 0 ? from : from + middle))).flat();
}

async function askOrNull<Item, Reply>(items: readonly Item[], { ask }: HalvesOptions<Item, Reply>): Promise<Reply | null> {
  try {
    return await ask(items);
  } catch (error) {
    if (error instanceof TooLong) return null;
    throw error;
  }
}

const sumOf = <Item>(items: readonly Item[], { sizeOf }: Pick<HalvesOptions<Item, never>, "sizeOf">): number => items.reduce((sum, item) => sum + sizeOf(item), 0);

/** Where the two sides weigh most alike: at least 1, and less than the list's length. */
function middleOf<Item>(items: readonly Item[], { sizeOf }: Pick<HalvesOptions<Item, never>, "sizeOf">): number {
  const half = items.reduce((sum, item) => sum + sizeOf(item), 0) / 2;
  let sum = 0;
  let middle = 1;
  let nearest = Infinity;
  for (const [index, item] of items.slice(0, -1).entries()) {
    sum += sizeOf(item);
    if (Math.abs(sum - half) >= nearest) continue;
    nearest = Math.abs(sum - half);
    middle = index + 1;
  }
  return middle;
}
