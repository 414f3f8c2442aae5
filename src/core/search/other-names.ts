/** What the pages of the wiki are called, and also called: who looks for one name of a concept looks for all of them. It knows names, no text and no query. */
import { byCodeUnit } from "../text/key";
import { nameTerm, nameWords, type NameWord } from "./name-share";
import type { IndexedNote } from "./store/segment";

/** Longer names are looked for as they are. */
const MOST_WORDS = 6;
/** Of a page with many names the first ones count. */
const MOST_NAMES = 8;

export interface OtherNames {
  put(note: IndexedNote): void;
  remove(path: string): void;
  /** The other names, as lists of words, of pages that `words`, one after the other or a part of them, is a name of. */
  of(words: readonly string[]): NameWord[][];
  /** The paths of the pages of which `words` are a name, in order. */
  named(words: readonly string[]): string[];
}

export function createOtherNames(): OtherNames {
  /** Of each page its names; of each name, as terms, the pages. */
  const namesOf = new Map<string, string[]>();
  const pagesOf = new Map<string, string[]>();
  const remove = (path: string): void => {
    for (const name of namesOf.get(path) ?? []) {
      const key = keyOf(writtenOf(name));
      const others = (pagesOf.get(key) ?? []).filter((page) => page !== path);
      if (others.length === 0) pagesOf.delete(key);
      else pagesOf.set(key, others);
    }
    namesOf.delete(path);
  };
  const isShort = (words: readonly string[]): boolean => words.length > 0 && words.length <= MOST_WORDS;
  return {
    remove,
    put: ({ path, isWiki, title, aliases }) => {
      remove(path);
      if (!isWiki) return;
      const names = [title, ...aliases].slice(0, MOST_NAMES).filter((name) => isShort(writtenOf(name)));
      namesOf.set(path, names);
      for (const name of names) {
        const key = keyOf(writtenOf(name));
        const pages = pagesOf.get(key) ?? [];
        if (!pages.includes(path)) pagesOf.set(key, [...pages, path]);
      }
    },
    named: (words) => (words.length > MOST_WORDS ? [] : [...(pagesOf.get(keyOf(words)) ?? [])].sort(byCodeUnit)),
    of: (words) => {
      const found = new Map<string, NameWord[]>();
      if (pagesOf.size === 0) return [];
      for (let from = 0; from < words.length; from++) {
        for (let to = Math.min(words.length, from + MOST_WORDS); to > from; to--) {
          const key = keyOf(words.slice(from, to));
          const pages = pagesOf.get(key);
          if (pages === undefined) continue;
          for (const name of [...pages].sort(byCodeUnit).flatMap((page) => namesOf.get(page) ?? [])) if (keyOf(writtenOf(name)) !== key) found.set(keyOf(writtenOf(name)), nameWords(name));
          from = to - 1;
          break;
        }
      }
      return [...found.values()];
    },
  };
}

const keyOf = (words: readonly string[]): string => words.map(nameTerm).join(" ");

const writtenOf = (name: string): string[] => nameWords(name).map(({ written }) => written);
