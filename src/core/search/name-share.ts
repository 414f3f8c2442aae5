/** How much of a note's name a query says. */
import { scanWords } from "./analysis/scan-words";
import { termOf } from "./analysis/stem";

/** The words of a query as terms; `open` is the number of the one that may be the beginning of a word, or -1; `meant` are terms that stand for words with a slip. */
export interface SoughtName {
  words: readonly string[];
  open: number;
  meant: ReadonlySet<string>;
}

/** What a name that was meant is worth beside one that was said. */
const MEANT = 0.75;

/** The words of a name, as they are compared. One language for all: a name is too short to tell its own. */
export function nameTerms(name: string): string[] {
  const words: string[] = [];
  scanWords(name, 0, name.length, (written) => words.push(termOf(written, "en")));
  return words;
}

/** Of the best of the names the share that is said, in words: 1 where it is the name. 0 where none of them holds all the words. */
export function shareOfNames(names: readonly string[], { words, open, meant }: SoughtName): number {
  let best = 0;
  for (const name of names) {
    const parts = nameTerms(name);
    const isSaid = (word: string, at: number): boolean => parts.some((part) => part === word || (at === open && part.startsWith(word)));
    const said = words.filter(isSaid).length;
    const instead = said === words.length ? 0 : parts.filter((part) => meant.has(part) && !words.includes(part)).length;
    if (said + instead < words.length || parts.length === 0) continue;
    best = Math.max(best, Math.min(1, words.length / parts.length) * (instead === 0 ? 1 : MEANT));
  }
  return best;
}
