/** A search as typed, as data: words, "quoted phrases" and -exclusions. It knows no index. */
import { STOP_WORDS, termsOf, type Term } from "./tokenise";

/**
 * `terms` are all words to look for, each once, phrases' included; `phrases` the terms that must stand next to each other; `excluded` terms (or phrases)
 * that must not be there. `lastTerm` is the word still being typed, or null.
 */
export interface SearchQuery {
  terms: string[];
  phrases: string[][];
  excluded: string[][];
  lastTerm: string | null;
}

const LONGEST_QUERY = 1000;
const MOST_TERMS = 64;

/** Reads a query. Never fails: what is no word is left out. */
export function parseQuery(query: string): SearchQuery {
  const parsed: SearchQuery = { terms: [], phrases: [], excluded: [], lastTerm: null };
  const words: string[] = [];
  for (const part of query.slice(0, LONGEST_QUERY).matchAll(/(?<!\S)(-?)"([^"]*)"?|\S+/g)) {
    const isExcluded = part[1] === "-" || (part[2] === undefined && /^-./.test(part[0]));
    const found = termsOf(part[2] ?? (isExcluded ? part[0].slice(1) : part[0]));
    const terms = found.map(({ term }) => term);
    if (terms.length === 0) continue;
    parsed.lastTerm = null;
    if (isExcluded) parsed.excluded.push(terms);
    else {
      const telling = withoutCovered(found);
      words.push(...telling);
      if (part[2] !== undefined) parsed.phrases.push(terms);
      else parsed.lastTerm = telling.at(-1) ?? null;
    }
  }
  const unique = [...new Set(words)].slice(0, MOST_TERMS);
  const inPhrase = new Set(parsed.phrases.flat());
  const telling = unique.filter((term) => !STOP_WORDS.has(term) || inPhrase.has(term));
  parsed.terms = telling.length > 0 ? telling : unique;
  if (/\s$/.test(query) || !parsed.terms.includes(parsed.lastTerm ?? "")) parsed.lastTerm = null;
  return parsed;
}

/** Single characters of a script without spaces say nothing beside the pairs that hold them, and stand in almost every note. */
function withoutCovered(terms: readonly Term[]): string[] {
  const covers = (outer: Term | undefined, inner: Term): boolean =>
    outer !== undefined && outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start;
  // A pair stands right before its second character; the first pair comes after its first.
  return terms.filter((term, index) => !covers(terms[index - 1], term) && !covers(terms[index + 1], term)).map(({ term }) => term);
}

/** Whether `phrase` stands in `terms` as one stretch. */
export function containsPhrase(terms: readonly string[], phrase: readonly string[]): boolean {
  for (let at = terms.indexOf(phrase[0] ?? ""); at >= 0; at = terms.indexOf(phrase[0] ?? "", at + 1)) {
    if (phrase.every((term, offset) => terms[at + offset] === term)) return true;
  }
  return false;
}
