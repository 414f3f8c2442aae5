/** From the words of a query to the terms of each segment: in every language the index holds, with what a word is the beginning of, and slips of the finger. */
import type { Language } from "../../text/stop-words";
import { isStopWord } from "../../text/stop-words";
import { termOf } from "../analysis/stem";
import type { SearchQuery } from "../query";
import { findTerm, termAt, type LiveSegment } from "../store/segment";
import { slipsIn, termsBeginning, termsFrom, termsLike } from "./find-terms";
import type { WordTerms } from "./scoring";

/** At most so many terms stand for the beginning of a word, in each segment. */
const MOST_BEGINNING = 64;
const MOST_LIKE = 8;
const SHARE_BEGINNING = 0.5;
const SHARE_LIKE = [1, 0.5, 0.25];

/** A word of the query with its terms; `isGuess` where it stands nowhere as written, and others like it are taken. */
export interface ReadWord extends WordTerms {
  written: string;
  isGuess: boolean;
  /** The terms that were taken in its place. */
  guesses: string[];
}

/** The words to look for, each once. Words that say nothing are left out as long as others remain. */
export function readWords(segments: readonly LiveSegment[], query: SearchQuery, languages: readonly Language[], isTyping: boolean): ReadWord[] {
  const inPhrase = new Set(query.phrases.flat().map(({ written }) => written));
  const telling = query.words.filter((word) => inPhrase.has(word) || !languages.some((language) => isStopWord(word.toLowerCase(), language)));
  const open = isTyping && query.isOpen ? query.words.at(-1) : undefined;
  const words = telling.length > 0 || open !== undefined ? [...telling] : [...query.words];
  if (open !== undefined && words.at(-1) !== open) words.push(open);
  const read = new Map<string, ReadWord>();
  for (const [index, written] of words.entries()) {
    const isOpen = open !== undefined && index === words.length - 1;
    const exact = termsIn(written, languages);
    const key = exact.join("\n");
    const known = read.get(key);
    if (known === undefined || isOpen) read.set(known === undefined ? key : `${key}\n`, readWord(segments, written, exact, isOpen));
    else known.weight += 1;
  }
  return [...read.values()];
}

/** A word's terms, one for each language that makes another of it, in order. */
export function termsIn(written: string, languages: readonly Language[]): string[] {
  return [...new Set(languages.map((language) => termOf(written, language)))].filter((term) => term !== "").sort();
}

function readWord(segments: readonly LiveSegment[], written: string, exact: readonly string[], isOpen: boolean): ReadWord {
  const terms = segments.map(({ segment }) => exact.map((term) => findTerm(segment, term)).filter((term) => term >= 0).map((term) => ({ term, share: 1 })));
  const isFound = segments.some((live, index) => (terms[index] ?? []).some(({ term }) => isLive(live, term)));
  const word: ReadWord = { written, weight: 1, isGuess: false, guesses: [], terms };
  if (isOpen || isSingleCharacter(written)) addBeginning(segments, word, termOf(written, "other"));
  if (isFound || segments.some((live, index) => (word.terms[index] ?? []).some(({ term }) => isLive(live, term)))) return word;
  word.isGuess = true;
  addLike(segments, word, exact);
  if (word.terms.every((some) => some.length === 0)) addBeginning(segments, word, termOf(written, "other"));
  return word;
}

/** One character of a script without spaces is the beginning of the pairs that are indexed. */
const isSingleCharacter = (written: string): boolean => /^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]$/u.test(written);

function addBeginning(segments: readonly LiveSegment[], word: ReadWord, beginning: string): void {
  for (const [index, { segment }] of segments.entries()) {
    const terms = word.terms[index] ?? [];
    let found: number[] = [];
    // The stem of a word may be shorter than what is typed of it: "runni" is to find "run".
    for (let length = beginning.length; length >= Math.max(1, beginning.length - 4, Math.min(3, beginning.length)); length--) {
      const prefix = beginning.slice(0, length);
      found = length === beginning.length ? termsBeginning(segment, prefix, MOST_BEGINNING) : [findTerm(segment, prefix)].filter((term) => term >= 0);
      if (found.length > 0) break;
    }
    for (const term of found) if (!terms.some((known) => known.term === term)) terms.push({ term, share: SHARE_BEGINNING });
    terms.sort((left, right) => left.term - right.term);
  }
}

/**
 * Live terms of each segment that are like the word. The first letter is seldom the wrong one: where a term that begins with it differs by one slip, only such
 * terms are looked at, a twentieth of all.
 */
function termsLikeIn(segments: readonly LiveSegment[], word: string): { term: number; slips: number }[][] {
  const like = (live: LiveSegment, first?: number, end?: number) => termsLike(live.segment, word, slipsIn(word), first, end).filter(({ term }) => isLive(live, term));
  const letter = String.fromCodePoint(word.codePointAt(0) ?? 0);
  const near = segments.map((live) => {
    const [first, end] = termsFrom(live.segment, letter);
    return like(live, first, end);
  });
  return near.some((some) => some[0]?.slips === 1) ? near : segments.map((live) => like(live));
}

/** The terms with the fewest slips that any segment has; of one number of slips the most frequent over all. */
function addLike(segments: readonly LiveSegment[], word: ReadWord, exact: readonly string[]): void {
  const sought = exact[0] ?? "";
  if (slipsIn(sought) === 0) return;
  const found = termsLikeIn(segments, sought);
  const least = Math.min(...found.map((some) => some[0]?.slips ?? 9));
  const frequencies = new Map<string, number>();
  for (const [index, some] of found.entries()) {
    const live = segments[index];
    if (live === undefined) continue;
    for (const { term, slips } of some) {
      if (slips !== least) continue;
      const text = termAt(live.segment, term);
      frequencies.set(text, (frequencies.get(text) ?? 0) + (live.segment.postingFrom[term + 1] ?? 0) - (live.segment.postingFrom[term] ?? 0));
    }
  }
  const best = [...frequencies].sort((left, right) => right[1] - left[1] || (left[0] < right[0] ? -1 : 1)).slice(0, MOST_LIKE).map(([text]) => text);
  word.guesses = [...best].sort();
  for (const [index, { segment }] of segments.entries()) {
    const terms = word.terms[index] ?? [];
    for (const text of word.guesses) {
      const term = findTerm(segment, text);
      if (term >= 0) terms.push({ term, share: SHARE_LIKE[least] ?? 0.25 });
    }
  }
}

function isLive({ segment, isDead, noteOf, deadNotes }: LiveSegment, term: number): boolean {
  if (deadNotes === 0) return true;
  for (let posting = segment.postingFrom[term] ?? 0; posting < (segment.postingFrom[term + 1] ?? 0); posting++) {
    if (isDead[noteOf[segment.postingPassage[posting] ?? 0] ?? 0] === 0) return true;
  }
  return false;
}
