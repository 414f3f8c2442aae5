/** A segment's arrays as one piece of bytes, and back: what is damaged, cut short or of another version is told from what is whole. Notes are kept apart, as text. */
import type { IndexedNote, Segment } from "./segment";

/** To be raised whenever an old index would answer differently: other terms, other passages, another layout. */
export const INDEX_VERSION = 3;
const MAGIC = 0x58445043;
const HEAD = 4;

const PARTS = ["passageFrom", "passageStart", "passageEnd", "passageHeading", "passageChecksum", "passageLength", "termUnits", "termFrom", "postingFrom", "postingPassage", "postingWeight", "placeFrom", "places"] as const;
type Part = (typeof PARTS)[number];
const WIDTHS: Record<Part, 1 | 2 | 4> = { passageFrom: 4, passageStart: 4, passageEnd: 4, passageHeading: 4, passageChecksum: 4, passageLength: 2, termUnits: 2, termFrom: 4, postingFrom: 4, postingPassage: 2, postingWeight: 1, placeFrom: 4, places: 2 };

const padded = (bytes: number): number => (bytes + 3) & ~3;

/** Head (magic, version, checksum of the rest, number of notes), lengths of the parts in items, the parts, each on a multiple of four bytes. Little-endian, as every platform of ours. */
export function encodeSegment(segment: Segment): ArrayBuffer {
  const size = PARTS.reduce((sum, part) => sum + padded(segment[part].byteLength), (HEAD + PARTS.length) * 4);
  const buffer = new ArrayBuffer(size);
  const words = new Uint32Array(buffer);
  let offset = (HEAD + PARTS.length) * 4;
  PARTS.forEach((part, index) => {
    const items = segment[part];
    words[HEAD + index] = items.length;
    new Uint8Array(buffer, offset, items.byteLength).set(new Uint8Array(items.buffer, items.byteOffset, items.byteLength));
    offset += padded(items.byteLength);
  });
  words[0] = MAGIC;
  words[1] = INDEX_VERSION;
  words[3] = segment.notes.length;
  words[2] = checksumOf(words);
  return buffer;
}

/** The segment with these notes, or null where the bytes are not whole, of another version, or do not belong to the notes. Its arrays are views: the bytes must not be used otherwise. */
export function decodeSegment(buffer: ArrayBuffer, notes: IndexedNote[]): Segment | null {
  if (buffer.byteLength < (HEAD + PARTS.length) * 4 || buffer.byteLength % 4 !== 0) return null;
  const words = new Uint32Array(buffer);
  if (words[0] !== MAGIC || words[1] !== INDEX_VERSION || words[3] !== notes.length || words[2] !== checksumOf(words)) return null;
  let offset = (HEAD + PARTS.length) * 4;
  const arrays: Partial<Record<Part, Uint8Array | Uint16Array | Uint32Array>> = {};
  for (const [index, part] of PARTS.entries()) {
    const length = words[HEAD + index] ?? 0;
    const bytes = length * WIDTHS[part];
    if (offset + padded(bytes) > buffer.byteLength) return null;
    const Items = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[WIDTHS[part]];
    arrays[part] = new Items(buffer, offset, length);
    offset += padded(bytes);
  }
  return offset === buffer.byteLength ? ({ notes, ...arrays } as Segment) : null;
}

export const checksumIn = (buffer: ArrayBuffer): number => new Uint32Array(buffer, 8, 1)[0] ?? 0;

/** FNV-1a over words, the checksum's own place left out. */
function checksumOf(words: Uint32Array): number {
  let hash = 0x811c9dc5;
  for (let index = 3; index < words.length; index++) hash = Math.imul(hash ^ (words[index] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
