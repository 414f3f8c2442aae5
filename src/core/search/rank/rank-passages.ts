/** The best passages for a query, over all segments. It knows the index and no text: what is shown is read from the notes by others. */
import { byCodeUnit } from "../../text/key";
import type { Language } from "../../text/stop-words";
import type { SearchOptions } from "../answer";
import type { NameWord } from "../name-share";
import { parseQuery, type QueryWord } from "../query";
import type { PassageIndex } from "../store/passage-index";
import { termAt, type IndexedNote, type LiveSegment } from "../store/segment";
import { noteFilter } from "./filter-notes";
import { notesNamed, passagesWithPhrase } from "./phrases";
import { findTerm } from "../store/segment";
import { readWords, termsIn, type ReadWord } from "./read-words";
import { scoreNames } from "./synonyms";
import { accumulatorFor, clearAccumulator, scoreWord, Verdict, type Accumulator } from "./scoring";

export interface RankedPassage {
  live: LiveSegment;
  note: IndexedNote;
  passage: number;
  score: number;
}

/** A note of whose name the query says a share, with its best passage: its first, with a score of 0, where none was found. */
export interface NamedPassage extends RankedPassage {
  share: number;
}

/** `terms` are all that was looked for, as the index writes them. */
export interface Ranking {
  passages: RankedPassage[];
  named: NamedPassage[];
  total: number;
  notes: number;
  words: ReadWord[];
  /** What the words' terms are numbers in. */
  segments: readonly LiveSegment[];
  terms: Set<string>;
}

export interface Ranker {
  /** At most `most` passages (`onePerNote`: the best of each note), best first; equal ones in the order of their paths. */
  rank(query: string, options: SearchOptions, most: number, onePerNote: boolean, also?: AlsoSought): Ranking;
  languages(): Language[];
}

/** What is looked for beside the query's words: other names of what it names, words that feedback brought. */
export interface AlsoSought {
  names?: readonly (readonly NameWord[])[];
  words?: readonly ReadWord[];
  /** The notes of whose names the words, as they were read, say something. */
  named?: (words: readonly ReadWord[], segments: readonly LiveSegment[]) => { note: IndexedNote; share: number }[];
}

/** A language of fewer notes than this share is not reckoned with in queries. */
const LEAST_SHARE = 0.01;

export function createRanker(index: PassageIndex): Ranker {
  let known: readonly LiveSegment[] = [];
  let accumulators: Accumulator[] = [];
  const follow = (): void => {
    if (known === index.segments) return;
    const before = new Map(known.map((live, at) => [live, accumulators[at]]));
    known = index.segments;
    accumulators = known.map((live) => before.get(live) ?? accumulatorFor(live.segment.passageStart.length, live.segment.notes.length));
  };
  return {
    languages: () => languagesOf(index),
    rank: (text, options, most, onePerNote, also = {}) => {
      follow();
      const languages = languagesOf(index);
      const query = parseQuery(text);
      const words = [...readWords(known, query, languages, options.isTyping === true), ...(also.words ?? [])];
      const allows = noteFilter(query.filters, options);
      const totals = { passages: index.passages, averageLength: Math.max(1, index.words / Math.max(1, index.passages)) };
      const frequencies = words.map((word) => scoreWord(known, accumulators, word, totals)).filter((frequency) => frequency > 0);
      const terms = scoreNames(known, accumulators, also.names ?? [], { languages, totals, leastRare: Math.min(...frequencies, totals.passages) });
      const collected = collector(most);
      const named = namedPassages(known, accumulators, index, also.named?.(words, known) ?? []);
      known.forEach((live, at) => {
        const sums = accumulators[at];
        if (sums === undefined) return;
        for (const word of words) for (const { term } of word.terms[at] ?? []) terms.add(termAt(live.segment, term));
        if (words.length === 0 && query.filters.length > 0) touchAll(live, sums);
        const phrases = query.phrases.map((phrase) => phrasePassages(live, phrase, languages));
        const excluded = new Set(query.excluded.flatMap((phrase) => [...phrasePassages(live, phrase, languages)].map((passage) => live.noteOf[passage] ?? 0)));
        collect(live, sums, { allows, phrases, excluded, onePerNote }, collected);
        clearAccumulator(sums);
      });
      return { passages: collected.sorted(), named, total: collected.total, notes: collected.notes, words, segments: known, terms };
    },
  };
}

const languagesOf = ({ languages, notes }: PassageIndex): Language[] => [...languages].filter(([, count]) => count > 0 && count >= notes * LEAST_SHARE).map(([language]) => language).sort();

/** The best passages of notes, whether they are among the best of all or not: an answer must not depend on how many were asked for. */
function namedPassages(segments: readonly LiveSegment[], accumulators: readonly Accumulator[], index: PassageIndex, named: readonly { note: IndexedNote; share: number }[]): NamedPassage[] {
  return named.flatMap(({ note, share }) => {
    const place = index.find(note.path);
    const sums = place === null ? undefined : accumulators[segments.indexOf(place.live)];
    if (place === null || sums === undefined) return [];
    const { passageFrom } = place.live.segment;
    const first = passageFrom[place.note] ?? 0;
    let passage = first;
    for (let other = first + 1; other < (passageFrom[place.note + 1] ?? 0); other++) if ((sums.scores[other] ?? 0) > (sums.scores[passage] ?? 0)) passage = other;
    return [{ live: place.live, note, passage, score: sums.scores[passage] ?? 0, share }];
  });
}

/** Filters alone find all that they leave. */
function touchAll({ segment, isDead, noteOf }: LiveSegment, sums: Accumulator): void {
  for (let passage = 0; passage < segment.passageStart.length; passage++) {
    const note = noteOf[passage] ?? 0;
    if (isDead[note] === 1 || segment.passageFrom[note] !== passage) continue;
    sums.touched[sums.touchedCount++] = passage;
  }
}

/** The passages that hold a phrase, or a note's name does: then its first. */
function phrasePassages(live: LiveSegment, phrase: readonly QueryWord[], languages: readonly Language[]): Set<number> {
  const words = phrase.map(({ written, place }) => ({ place, terms: termsIn(written, languages).map((term) => findTerm(live.segment, term)).filter((term) => term >= 0) }));
  const found = passagesWithPhrase(live, words);
  for (const note of notesNamed(live, words)) {
    const first = live.segment.passageFrom[note] ?? 0;
    if (isNamed(live.segment.notes[note], phrase)) found.add(first);
  }
  return found;
}

function isNamed(note: IndexedNote | undefined, phrase: readonly QueryWord[]): boolean {
  const sought = phrase.map(({ written }) => written.toLowerCase()).join(" ");
  return note !== undefined && [note.title, ...note.aliases].some((name) => name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").includes(sought));
}

interface Conditions {
  allows: ((note: IndexedNote) => boolean) | null;
  phrases: readonly Set<number>[];
  excluded: ReadonlySet<number>;
  onePerNote: boolean;
}

function collect(live: LiveSegment, sums: Accumulator, conditions: Conditions, into: Collector): void {
  const { phrases, onePerNote } = conditions;
  const { noteOf } = live;
  const { touched, touchedCount, scores, verdicts, met, best } = sums;
  for (let index = 0; index < touchedCount; index++) {
    const passage = touched[index] ?? 0;
    if (phrases.length > 0 && !phrases.every((holds) => holds.has(passage))) continue;
    const note = noteOf[passage] ?? 0;
    if (verdicts[note] === Verdict.none) {
      verdicts[note] = isAllowed(live, note, conditions) ? Verdict.allowed : Verdict.refused;
      if (verdicts[note] === Verdict.allowed) into.notes += 1;
      met[sums.metCount++] = note;
    }
    if (verdicts[note] === Verdict.refused) continue;
    into.total += 1;
    const score = scores[passage] ?? 0;
    if (!onePerNote) {
      if (score >= into.least) into.add(live, passage, score);
      continue;
    }
    const before = best[note] ?? 0;
    if (before === 0 || (scores[before - 1] ?? 0) < score) best[note] = passage + 1;
  }
  if (!onePerNote) return;
  for (let index = 0; index < sums.metCount; index++) {
    const passage = (best[met[index] ?? 0] ?? 0) - 1;
    const score = scores[passage] ?? 0;
    if (passage >= 0 && score >= into.least) into.add(live, passage, score);
  }
}

function isAllowed({ segment, isDead }: LiveSegment, note: number, { allows, excluded }: Conditions): boolean {
  if (isDead[note] === 1 || excluded.has(note)) return false;
  if (allows === null) return true;
  const found = segment.notes[note];
  return found !== undefined && allows(found);
}

interface Collector {
  total: number;
  notes: number;
  /** What scores less is not among the best. */
  least: number;
  add(live: LiveSegment, passage: number, score: number): void;
  sorted(): RankedPassage[];
}

/** Keeps the best of what comes. */
function collector(most: number): Collector {
  const kept: RankedPassage[] = [];
  const before = (left: RankedPassage, right: RankedPassage): number =>
    right.score - left.score ||
    byCodeUnit(left.note.path, right.note.path) ||
    (left.live.segment.passageStart[left.passage] ?? 0) - (right.live.segment.passageStart[right.passage] ?? 0);
  const collected: Collector = {
    total: 0,
    notes: 0,
    least: most > 0 ? -Infinity : Infinity,
    add: (live, passage, score) => {
      const note = live.segment.notes[live.noteOf[passage] ?? 0];
      if (note === undefined) return;
      const ranked = { live, note, passage, score };
      let [low, high] = [0, kept.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        const other = kept[middle];
        if (other !== undefined && before(other, ranked) <= 0) low = middle + 1;
        else high = middle;
      }
      kept.splice(low, 0, ranked);
      if (kept.length > most) kept.pop();
      if (kept.length === most) collected.least = kept[most - 1]?.score ?? -Infinity;
    },
    sorted: () => kept,
  };
  return collected;
}
