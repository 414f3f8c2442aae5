/**
 * The wiki's pages by their names: titles, aliases, tags and summaries are short fields, for which MiniSearch is made. Only this file knows it. It takes a
 * kilobyte and more for a note, so that sources are looked up in the passage index instead, which marks the words of names: rank/titled-notes.
 */
import MiniSearch from "minisearch";
import { scanWords } from "./analysis/scan-words";
import { termOf } from "./analysis/stem";
import { slipsIn } from "./rank/find-terms";
import type { IndexedNote } from "./store/segment";

/** `terms` are the words of its names that were found. */
export interface NamedPage {
  path: string;
  terms: string[];
}

export interface NameIndex {
  put(page: IndexedNote): void;
  remove(path: string): void;
  /**
   * Pages whose names hold all the words, best first. `isOpen`: the last may be the beginning of a word. `mayGuess`: where there are none, and the words are few,
   * those whose names hold words like them.
   */
  find(words: readonly string[], isOpen: boolean, mayGuess: boolean): NamedPage[];
}

const MOST_FOUND = 50;
/** In so many words slips of the finger are allowed for: more are no name, and take long. */
const MOST_GUESSED = 4;

interface NameDocument {
  id: string;
  title: string;
  aliases: string;
  tags: string;
  summary: string;
}

export function createNameIndex(): NameIndex {
  const index = new MiniSearch<NameDocument>({
    fields: ["title", "aliases", "tags", "summary"],
    tokenize: wordsOf,
    processTerm: (word) => termOf(word, "en"),
    autoVacuum: true,
    searchOptions: { combineWith: "AND", boost: { title: 4, aliases: 3, tags: 2, summary: 1 } },
  });
  const remove = (path: string): void => {
    if (index.has(path)) index.discard(path);
  };
  return {
    remove,
    put: ({ path, title, aliases, tags, summary }) => {
      remove(path);
      index.add({ id: path, title, aliases: aliases.join(" \n "), tags: tags.join(" "), summary });
    },
    find: (words, isOpen, mayGuess) => {
      if (words.length === 0) return [];
      const search = (fuzzy: boolean) => index.search(words.join(" "), { prefix: (_, at, all) => isOpen && at === all.length - 1, fuzzy: fuzzy ? slipsIn : false });
      const exact = search(false);
      const found = exact.length > 0 || !mayGuess || words.length > MOST_GUESSED ? exact : search(true);
      return found.slice(0, MOST_FOUND).map(({ id, terms }) => ({ path: id as string, terms }));
    },
  };
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  scanWords(text, 0, text.length, (written) => words.push(written));
  return words;
}
