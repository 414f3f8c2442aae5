/** Typed arrays that grow. */

/** A typed array with room to spare, of which `length` items are in use. */
export interface Growing<Items extends Uint32Array | Uint16Array | Uint8Array> {
  items: Items;
  length: number;
}

export const growing32 = (room = 1024): Growing<Uint32Array> => ({ items: new Uint32Array(room), length: 0 });
export const growing16 = (room = 1024): Growing<Uint16Array> => ({ items: new Uint16Array(room), length: 0 });
export const growing8 = (room = 1024): Growing<Uint8Array> => ({ items: new Uint8Array(room), length: 0 });

// One function for each width: a function that sees arrays of several kinds is slower at all of them, and these run for every word of a vault.
export function push32(into: Growing<Uint32Array>, value: number): void {
  if (into.length === into.items.length) into.items = doubled(into.items, new Uint32Array(roomAfter(into.length)));
  into.items[into.length++] = value;
}

export function push16(into: Growing<Uint16Array>, value: number): void {
  if (into.length === into.items.length) into.items = doubled(into.items, new Uint16Array(roomAfter(into.length)));
  into.items[into.length++] = value;
}

export function push8(into: Growing<Uint8Array>, value: number): void {
  if (into.length === into.items.length) into.items = doubled(into.items, new Uint8Array(roomAfter(into.length)));
  into.items[into.length++] = value;
}

const roomAfter = (length: number): number => Math.max(16, length * 2);

function doubled<Items extends Uint32Array | Uint16Array | Uint8Array>(items: Items, larger: Items): Items {
  larger.set(items);
  return larger;
}

/** What is in use, without the room to spare. */
export const exact = <Items extends Uint32Array | Uint16Array | Uint8Array>({ items, length }: Growing<Items>): Items => items.slice(0, length) as Items;
