/** A search as typed, as data: words, "quoted phrases", -exclusions and filters. It knows no index and no language. */
import { scanWords } from "./analysis/scan-words";
import { nameWords, type NameWord } from "./name-share";
import { tagKey } from "./passages";

export type QueryWord = NameWord;

export type FilterKind = "tag" | "path" | "type" | "property";

/** `value` is in lower case; for a property `name` is its name, and `value` "" asks only that it is there. */
export interface QueryFilter {
  kind: FilterKind;
  name: string;
  value: string;
  isExcluded: boolean;
}

/** `words` are all that is looked for, phrases' words included. `isOpen`: the last word may still be being typed. */
export interface SearchQuery {
  words: string[];
  /** The words as names have them: those in camel case are not said again in parts. */
  nameWords: string[];
  phrases: QueryWord[][];
  excluded: QueryWord[][];
  filters: QueryFilter[];
  isOpen: boolean;
}

const LONGEST_QUERY = 2000;
const MOST_WORDS = 100;
/** In a question of so many words quotation marks show a title or a term: they demand nothing. */
const LEAST_OF_A_QUESTION = 7;
const PART = /(-?)(?:"([^"]*)"?|\[([^\][:"]+)(?::\s*"?([^\]"]*)"?)?\]|(tag|path|type):\s?(?:"([^"]*)"?|(\S+)))(?!\S)|\S+/giu;

/** Reads a query. Never fails: what says nothing is left out. */
export function parseQuery(query: string): SearchQuery {
  const parsed: SearchQuery = { words: [], nameWords: [], phrases: [], excluded: [], filters: [], isOpen: false };
  const cut = query.slice(0, LONGEST_QUERY);
  for (const part of cut.matchAll(PART)) {
    const [whole, minus, phrase, property, propertyValue, filter, quoted, bare] = part;
    const isExcluded = minus === "-";
    parsed.isOpen = false;
    if (property !== undefined) parsed.filters.push({ kind: "property", name: property.trim().toLowerCase(), value: (propertyValue ?? "").trim().toLowerCase(), isExcluded });
    else if (filter !== undefined) addFilter(parsed, filter.toLowerCase() as FilterKind, quoted ?? bare ?? "", isExcluded);
    else if (phrase !== undefined) {
      const words = wordsOf(phrase);
      if (words.length > 0) (isExcluded ? parsed.excluded : parsed.phrases).push(words);
      if (isExcluded) continue;
      parsed.words.push(...words.map(({ written }) => written));
      parsed.nameWords.push(...nameWords(phrase).map(({ written }) => written));
    } else addWord(parsed, whole);
  }
  const quoted = parsed.phrases.flat().length;
  if (parsed.words.length - quoted >= LEAST_OF_A_QUESTION) parsed.phrases = [];
  parsed.words = parsed.words.slice(0, MOST_WORDS);
  if (/\s$/u.test(cut)) parsed.isOpen = false;
  return parsed;
}

function addFilter(parsed: SearchQuery, kind: FilterKind, given: string, isExcluded: boolean): void {
  const value = kind === "tag" ? tagKey(given) : given.toLowerCase();
  if (value !== "") parsed.filters.push({ kind, name: "", value, isExcluded });
}

function addWord(parsed: SearchQuery, whole: string): void {
  const isExcluded = /^-[^-\s]/u.test(whole);
  const words = wordsOf(isExcluded ? whole.slice(1) : whole);
  if (words.length === 0) return;
  if (isExcluded) parsed.excluded.push(words);
  else {
    parsed.words.push(...words.map(({ written }) => written));
    parsed.nameWords.push(...nameWords(whole).map(({ written }) => written));
    parsed.isOpen = true;
  }
}

/** The words of a text that is looked for: of a run of an unspaced script its pairs, without the single character that ends it. */
export function wordsOf(text: string): QueryWord[] {
  const words: (QueryWord & { start: number; end: number })[] = [];
  scanWords(text, 0, text.length, (written, start, end, place) => {
    const before = words.at(-1);
    if (before !== undefined && before.start < start && before.end === end && before.place !== place) return;
    words.push({ written, place, start, end });
  });
  return words.map(({ written, place }) => ({ written, place }));
}
