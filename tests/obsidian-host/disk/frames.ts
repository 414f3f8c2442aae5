/** Many calls of the disk, or their answers, as one body: the length of a JSON head, the head, then the bytes the head tells the sizes of. */

export interface DiskCall {
  name: string;
  path: string;
  /** Where `rename` and `copy` go. */
  to?: string;
  recursive?: boolean;
  times?: { mtime?: number; ctime?: number };
}

/** `value` is undefined where the answer is bytes, or nothing. */
export type DiskAnswer = { value?: unknown } | { error: { code: string; message: string } };

export interface Framed<Item> {
  item: Item;
  bytes: ArrayBuffer | null;
}

const LENGTH_BYTES = 4;

export function encodeFrames<Item>(framed: readonly Framed<Item>[]): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(JSON.stringify(framed.map(({ item, bytes }) => ({ item, size: bytes?.byteLength ?? null }))));
  const size = framed.reduce((sum, { bytes }) => sum + (bytes?.byteLength ?? 0), LENGTH_BYTES + head.byteLength);
  const body = new Uint8Array(size);
  new DataView(body.buffer).setUint32(0, head.byteLength);
  body.set(head, LENGTH_BYTES);
  let offset = LENGTH_BYTES + head.byteLength;
  for (const { bytes } of framed) {
    if (bytes === null) continue;
    body.set(new Uint8Array(bytes), offset);
    offset += bytes.byteLength;
  }
  return body;
}

export function decodeFrames<Item>(body: ArrayBuffer): Framed<Item>[] {
  const headLength = new DataView(body).getUint32(0);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(body, LENGTH_BYTES, headLength))) as { item: Item; size: number | null }[];
  let offset = LENGTH_BYTES + headLength;
  return head.map(({ item, size }) => {
    if (size === null) return { item, bytes: null };
    const bytes = body.slice(offset, offset + size);
    offset += size;
    return { item, bytes };
  });
}
