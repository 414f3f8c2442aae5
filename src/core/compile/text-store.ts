/**
 * Texts by their hash: merge bases and what undo brings back. A text once stored never changes. The texts of one step lie together in a
 * few packs, because a compile keeps thousands at once and asks for few of them again.
 */
import type { Files } from "../ports";
import { CACHE_FOLDER } from "../settings";
import { hashText } from "../text/hash";
import { inBatches } from "./in-batches";
import { readJson } from "./read-json";

export const TEXTS_FOLDER = `${CACHE_FOLDER}/texts`;

/** So many characters lie in one pack, unless a single text has more: the host gets a pack in one piece, and one of many megabytes would hold it up. */
const PACK_SIZE = 250_000;

/** Enough to keep a disk busy; each is a fair piece of memory. */
const PACKS_AT_ONCE = 4;

/** Texts by hash. */
export type TextPack = Record<string, string>;

export const isTextPack = (data: unknown): data is TextPack => typeof data === "object" && data !== null && !Array.isArray(data);

export interface TextStore {
  /** Notes the text down and returns its hash; it is kept once `flush` is done. */
  keep(text: string): string;
  /** Writes what was noted down since the last flush. */
  flush(): Promise<void>;
  /** The text of that hash; null where it is gone or damaged. */
  find(hash: string): Promise<string | null>;
  /** Any text for which `matches` holds; null where there is none. Reads everything that is kept: for what is seldom asked. */
  findAny(matches: (text: string) => boolean): Promise<string | null>;
}

export const packPath = (pack: TextPack): string => `${TEXTS_FOLDER}/${hashText(Object.keys(pack).sort().join("\n"))}.json`;

function packsOf(texts: TextPack): TextPack[] {
  const packs: TextPack[] = [];
  let pack: TextPack = {};
  let size = 0;
  for (const [hash, text] of Object.entries(texts)) {
    if (size > 0 && size + text.length > PACK_SIZE) {
      packs.push(pack);
      [pack, size] = [{}, 0];
    }
    pack[hash] = text;
    size += text.length;
  }
  return [...packs, pack];
}

export function createTextStore(files: Files): TextStore {
  let pending: TextPack = {};
  const loaded = new Map<string, string>();
  let unread: string[] | null = null;

  let reading: Promise<boolean> | null = null;

  /** Packs are read newest first: what is asked for is mostly what was written last. */
  const readPack = async (): Promise<boolean> => {
    unread ??= (await files.list(TEXTS_FOLDER)).sort((left, right) => right.modified - left.modified || (left.path < right.path ? -1 : 1)).map(({ path }) => path);
    const path = unread.shift();
    if (path === undefined) return false;
    for (const [hash, text] of Object.entries((await readJson(files, path, isTextPack)) ?? {})) loaded.set(hash, text);
    return true;
  };

  /** Several may look for a text at once: they wait for the same pack. */
  const readNextPack = (): Promise<boolean> =>
    (reading ??= readPack().finally(() => {
      reading = null;
    }));

  return {
    keep: (text) => {
      const hash = hashText(text);
      if (loaded.get(hash) !== text) pending[hash] = text;
      return hash;
    },
    flush: async () => {
      if (Object.keys(pending).length === 0) return;
      const texts = pending;
      pending = {};
      await inBatches(packsOf(texts), PACKS_AT_ONCE, (pack) => files.write(packPath(pack), JSON.stringify(pack)));
      for (const [hash, text] of Object.entries(texts)) loaded.set(hash, text);
    },
    find: async (hash) => {
      if (hash === "") return null;
      let isMore = true;
      while (isMore && !loaded.has(hash)) isMore = await readNextPack();
      const text = loaded.get(hash) ?? pending[hash];
      return text !== undefined && hashText(text) === hash ? text : null;
    },
    findAny: async (matches) => {
      while (await readNextPack());
      for (const text of [...loaded.values(), ...Object.values(pending)]) if (matches(text)) return text;
      return null;
    },
  };
}
