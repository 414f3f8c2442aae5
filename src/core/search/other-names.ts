/** What the pages of the wiki are also called: who looks for one name of a concept looks for all of them. It knows names, no text and no query. */
import { byCodeUnit } from "../text/key";
import { scanWords } from "./analysis/scan-words";
import { termOf } from "./analysis/stem";
import type { IndexedNote } from "./store/segment";

/** Longer names are looked for as they are. */
const MOST_WORDS = 6;
/** Of a page with many names the first ones count. */
const MOST_NAMES = 8;

export interface OtherNames {
  put(note: IndexedNote): void;
  remove(path: string): void;
  /** The other names, as lists of words, of pages that `words`, one after the other or a part of them, is a name of. */
  of(words: readonly string[]): string[][];
}

export function createOtherNames(): OtherNames {
  /** Of each page its names, as words; of each name, as terms, the pages. */
  const namesOf = new Map<string, string[][]>();
  const pagesOf = new Map<string, Set<string>>();
  const remove = (path: string): void => {
    for (const name of namesOf.get(path) ?? []) {
      const pages = pagesOf.get(keyOf(name));
      pages?.delete(path);
      if (pages?.size === 0) pagesOf.delete(keyOf(name));
    }
    namesOf.delete(path);
  };
  return {
    remove,
    put: (note) => {
      remove(note.path);
      if (!note.isWiki || note.aliases.length === 0) return;
      const names = [note.title, ...note.aliases].slice(0, MOST_NAMES).map(wordsOf).filter((words) => words.length > 0 && words.length <= MOST_WORDS);
      namesOf.set(note.path, names);
      for (const name of names) pagesOf.set(keyOf(name), (pagesOf.get(keyOf(name)) ?? new Set<string>()).add(note.path));
    },
    of: (words) => {
      const found = new Map<string, string[]>();
      if (pagesOf.size === 0) return [];
      for (let from = 0; from < words.length; from++) {
        for (let to = Math.min(words.length, from + MOST_WORDS); to > from; to--) {
          const key = keyOf(words.slice(from, to));
          const pages = pagesOf.get(key);
          if (pages === undefined) continue;
          for (const page of [...pages].sort(byCodeUnit)) for (const name of namesOf.get(page) ?? []) if (keyOf(name) !== key) found.set(keyOf(name), name);
          from = to - 1;
          break;
        }
      }
      return [...found.values()];
    },
  };
}

const keyOf = (words: readonly string[]): string => words.map((word) => termOf(word, "en")).join(" ");

function wordsOf(name: string): string[] {
  const words: string[] = [];
  scanWords(name, 0, name.length, (written) => words.push(written));
  return words;
}
