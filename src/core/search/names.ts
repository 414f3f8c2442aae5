/**
 * Notes by their names: titles, aliases, tags and summaries are short fields, for which MiniSearch is made. Only this file knows it.
 */
import MiniSearch from "minisearch";
import { scanWords } from "./analysis/scan-words";
import { termOf } from "./analysis/stem";
import { byCodeUnit } from "../text/key";
import { slipsIn } from "./rank/find-terms";
import type { IndexedNote } from "./store/segment";

/** `share` is how much of the note's best name the query says, up to 1: 1 where it is the name. */
export interface NamedNote {
  path: string;
  share: number;
}

export interface NameIndex {
  put(note: IndexedNote): void;
  remove(path: string): void;
  /**
   * Notes whose names hold all the words, best first. They are looked up by the words `asked`, some of them: what stands in every other name takes long to tell
   * nothing. `isOpen`: the last may be the beginning of a word; `mayGuess`: slips of the finger are allowed for.
   */
  find(words: readonly string[], asked: readonly string[], isOpen: boolean, mayGuess: boolean): NamedNote[];
}

/** Longer queries are questions: no name holds them. */
export const MOST_WORDS_OF_A_NAME = 8;
const MOST_FOUND = 50;

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
  const notes = new Map<string, IndexedNote>();
  const remove = (path: string): void => {
    if (notes.delete(path)) index.discard(path);
  };
  return {
    remove,
    put: (note) => {
      remove(note.path);
      index.add({ id: note.path, title: note.title, aliases: note.aliases.join(" \n "), tags: note.tags.join(" "), summary: note.summary });
      notes.set(note.path, note);
    },
    find: (words, asked, isOpen, mayGuess) => {
      if (asked.length === 0 || words.length > MOST_WORDS_OF_A_NAME) return [];
      const last = words.length - 1;
      const asksForLast = asked.at(-1) === words[last];
      const search = (fuzzy: boolean) =>
        index.search(asked.join(" "), {
          prefix: (_, at, all) => isOpen && asksForLast && at === all.length - 1,
          fuzzy: fuzzy ? (term) => slipsIn(term) : false,
        });
      const exact = search(false);
      const found = exact.length > 0 || !mayGuess ? exact : search(true);
      const sought = words.map((word) => termOf(word, "en"));
      return found
        .slice(0, MOST_FOUND)
        .map(({ id }) => ({ path: id as string, share: shareOf(namesOf(notes.get(id as string)), sought, isOpen ? last : -1) }))
        .sort((left, right) => right.share - left.share || byCodeUnit(left.path, right.path));
    },
  };
}

const namesOf = (note: IndexedNote | undefined): string[][] => (note === undefined ? [] : [note.title, ...note.aliases].map(termsOf));

/** How much of a name is said, in words; the word at `open` may be the beginning of one. */
function shareOf(names: readonly (readonly string[])[], sought: readonly string[], open: number): number {
  let best = 0;
  for (const name of names) {
    const said = sought.filter((word, at) => name.some((part) => part === word || (at === open && part.startsWith(word)))).length;
    if (said === sought.length && name.length > 0) best = Math.max(best, Math.min(1, said / name.length));
  }
  return best;
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  scanWords(text, 0, text.length, (written) => words.push(written));
  return words;
}

const termsOf = (text: string): string[] => wordsOf(text).map((word) => termOf(word, "en"));
