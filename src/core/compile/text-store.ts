/** Texts by their hash: merge bases and what undo brings back. A text once stored never changes. */
import { FileError, type Files } from "../ports";
import { CACHE_FOLDER } from "../settings";
import { hashText } from "../text/hash";

export const TEXTS_FOLDER = `${CACHE_FOLDER}/texts`;

export const textPath = (hash: string): string => `${TEXTS_FOLDER}/${hash.slice(0, 2)}/${hash}.md`;

export interface TextStore {
  /** Keeps the text and returns its hash. */
  keep(text: string): Promise<string>;
  /** The text of that hash; null where it is gone or damaged. */
  find(hash: string): Promise<string | null>;
}

export function createTextStore(files: Files): TextStore {
  const known = new Set<string>();
  return {
    keep: async (text) => {
      const hash = hashText(text);
      if (known.has(hash)) return hash;
      if ((await files.stat(textPath(hash))) === null) await files.write(textPath(hash), text);
      known.add(hash);
      return hash;
    },
    find: async (hash) => {
      if (hash === "") return null;
      try {
        const text = await files.read(textPath(hash));
        return hashText(text) === hash ? text : null;
      } catch (error) {
        if (error instanceof FileError) return null;
        throw error;
      }
    },
  };
}
