/** Typed arrays that grow. */

/** A typed array with room to spare, of which `length` items are in use. */
export interface Growing<Items extends Uint32Array | Uint16Array | Uint8Array> {
  items: Items;
  length: number;
}

export const growing32 = (room = 1024): Growing<Uint32Array> => ({ items: new Uint32Array(room), length: 0 });
export const growing16 = (room = 1024): Growing<Uint16Array> => ({ items: new Uint16Array(room), length: 0 });
export const growing8 = (room = 1024): Growing<Uint8Array> => ({ items: new Uint8Array(room), length: 0 });

export function push<Items extends Uint32Array | Uint16Array | Uint8Array>(into: Growing<Items>, value: number): void {
  if (into.length === into.items.length) {
    const grown = new (into.items.constructor as new (length: number) => Items)(Math.max(16, into.length * 2));
    grown.set(into.items);
    into.items = grown;
  }
  into.items[into.length++] = value;
}

/** What is in use, without the room to spare. */
export const exact = <Items extends Uint32Array | Uint16Array | Uint8Array>({ items, length }: Growing<Items>): Items => items.slice(0, length) as Items;
