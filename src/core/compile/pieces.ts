/**
 * Long lists of our cache in files of a moderate size, each named by the hash of its text: a change of one entry writes one piece anew, and the
 * host never gets megabytes in one go. Which pieces make up a list is for the owner's own file to say; it is written after them.
 */
import type { Files } from "../ports";
import { hashText } from "../text/hash";
import { FILES_AT_ONCE, inBatches } from "./in-batches";
import { parseJson, readIfThere } from "./read-json";

/** In characters. A piece ends at the first fit key after `LEAST`, at the latest after `MOST`. */
const LEAST = 60_000;
const MOST = 240_000;

/** One key in so many is fit to end a piece: by its own hash, so that an entry that comes or goes moves no boundary but those beside it. */
const FIT_KEYS = 8;

export type Entry<Value> = readonly [key: string, value: Value];

const isFit = (key: string): boolean => hashText(key).charCodeAt(0) % FIT_KEYS === 0;

/** The texts of the pieces: JSON lists of entries, in the order of the entries. */
export function cutIntoPieces(entries: readonly Entry<unknown>[]): string[] {
  const pieces: string[] = [];
  let piece: string[] = [];
  let size = 0;
  for (const [key, value] of entries) {
    const text = JSON.stringify([key, value]);
    piece.push(text);
    size += text.length;
    if (size < MOST && (size < LEAST || !isFit(key))) continue;
    pieces.push(`[${piece.join(",\n")}]`);
    [piece, size] = [[], 0];
  }
  return piece.length === 0 ? pieces : [...pieces, `[${piece.join(",\n")}]`];
}

export const piecePath = (folder: string, name: string): string => `${folder}/${name}.json`;

/** Writes the pieces that are not `kept` already; returns the names of all, in order. */
export async function writePieces(files: Files, folder: string, entries: readonly Entry<unknown>[], kept: ReadonlySet<string> = new Set()): Promise<string[]> {
  return inBatches(cutIntoPieces(entries), FILES_AT_ONCE, async (text) => {
    const name = hashText(text);
    if (!kept.has(name)) await files.write(piecePath(folder, name), text);
    return name;
  });
}

const isEntries = (data: unknown): data is Entry<unknown>[] => Array.isArray(data) && data.every((entry) => Array.isArray(entry) && entry.length === 2 && typeof entry[0] === "string");

/** The list again; null where a piece is missing or not what was written. */
export async function readPieces<Value>(files: Files, folder: string, names: readonly string[]): Promise<Entry<Value>[] | null> {
  const pieces = await inBatches(names, FILES_AT_ONCE, async (name) => {
    const text = await readIfThere(files, piecePath(folder, name));
    return text === null || hashText(text) !== name ? null : parseJson(text, isEntries);
  });
  return pieces.every((piece) => piece !== null) ? (pieces.flat() as Entry<Value>[]) : null;
}
