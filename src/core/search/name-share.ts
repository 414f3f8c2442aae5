/** The words of names, and how much of a note's name a query says. */
import { scanWords } from "./analysis/scan-words";
import { termOf } from "./analysis/stem";

/** A word as written, and where it stands among those of its name or phrase. */
export interface NameWord {
  written: string;
  place: number;
}

/**
 * The words of a query as terms; `open` is the number of the one that may be the beginning of a word, or -1; `unsure` are those in whose place others may have been
 * meant, `meant` these others.
 */
export interface SoughtName {
  words: readonly string[];
  open: number;
  unsure: ReadonlySet<string>;
  meant: ReadonlySet<string>;
}

/** What a name that was meant is worth beside one that was said. */
const MEANT = 0.75;

/** The words of a name: one in camel case whole, without its parts; a run of a script without spaces in pairs, without the single character that ends it. */
export function nameWords(name: string): NameWord[] {
  const words: NameWord[] = [];
  let last = 0;
  scanWords(name, 0, name.length, (written, _, end, place) => {
    if (end <= last) return;
    last = end;
    words.push({ written, place });
  });
  return words;
}

/** One language for all: a name is too short to tell its own. */
export const nameTerm = (written: string): string => termOf(written, "en");

/** Of the best of the names the share that is said, in words: 1 where it is the name. 0 where none of them holds all the words. */
export function shareOfNames(names: readonly string[], { words, open, unsure, meant }: SoughtName): number {
  let best = 0;
  for (const name of names) {
    const parts = nameWords(name).map(({ written }) => nameTerm(written));
    const missing = words.filter((word, at) => !parts.some((part) => part === word || (at === open && part.startsWith(word))));
    const instead = missing.length === 0 ? 0 : parts.filter((part) => meant.has(part) && !words.includes(part)).length;
    if (parts.length === 0 || instead < missing.length || !missing.every((word) => unsure.has(word))) continue;
    best = Math.max(best, Math.min(1, words.length / parts.length) * (missing.length === 0 ? 1 : MEANT));
  }
  return best;
}
