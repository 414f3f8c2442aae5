/**
 * BM25 over passages (Robertson & Zaragoza, "The probabilistic relevance framework", 2009), with a term's count weighted by where it stands, as BM25F does.
 * It knows segments and numbers of passages, no text.
 */
import { IN_HEADING, IN_TITLE, MOST_COUNTED, type LiveSegment } from "../store/segment";

/** The figures of Lucene's own BM25, fitted to nothing here. A word in a name is worth two in the text, as is customary for titles; one in a heading is counted once more. */
export const K1 = 1.2;
export const B = 0.75;
const TITLE = 2;
const HEADING = 1;

/** How much one posting counts, by its weight byte. */
const COUNTS = Float32Array.from({ length: 256 }, (_, weight) => (weight & MOST_COUNTED) + ((weight & IN_TITLE) === 0 ? 0 : TITLE) + ((weight & IN_HEADING) === 0 ? 0 : HEADING));

/** Terms that stand for one word of the query: itself, its forms in other languages, what it is the beginning of. `share` is how much one counts. */
export interface WordTerms {
  /** Of each segment the numbers of the terms, and their shares. */
  terms: { term: number; share: number }[][];
  /** How much the word itself counts in the query. */
  weight: number;
}

/** What the scores are worked out in: kept between queries, all zero between them. */
export interface Accumulator {
  scores: Float32Array;
  counts: Float32Array;
  /** Passages with a score. */
  touched: Uint32Array;
  touchedCount: number;
  /** Notes with a passage among them; of each what is known of it (`Verdict`), and its best passage plus one. */
  met: Uint32Array;
  metCount: number;
  verdicts: Uint8Array;
  best: Uint32Array;
}

/** What is known of a note at a query: nothing, that it may be found, that it may not. */
export const Verdict = { none: 0, allowed: 1, refused: 2 } as const;

export function accumulatorFor(passages: number, notes: number): Accumulator {
  const floats = (): Float32Array => new Float32Array(passages);
  return { scores: floats(), counts: floats(), touched: new Uint32Array(passages), touchedCount: 0, met: new Uint32Array(notes), metCount: 0, verdicts: new Uint8Array(notes), best: new Uint32Array(notes) };
}

export function clearAccumulator(sums: Accumulator): void {
  for (let index = 0; index < sums.touchedCount; index++) sums.scores[sums.touched[index] ?? 0] = 0;
  for (let index = 0; index < sums.metCount; index++) {
    const note = sums.met[index] ?? 0;
    sums.verdicts[note] = Verdict.none;
    sums.best[note] = 0;
  }
  sums.touchedCount = sums.metCount = 0;
}

export interface Totals {
  passages: number;
  averageLength: number;
}

export const rarityOf = (frequency: number, { passages }: Totals): number => Math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5));

/** Adds to a passage's score what is more than nothing: a passage without a score was not met yet. */
export function addScore(sums: Accumulator, passage: number, score: number): void {
  const before = sums.scores[passage] ?? 0;
  if (before === 0) sums.touched[sums.touchedCount++] = passage;
  sums.scores[passage] = before + score;
}

/** Adds what one word of the query is worth to each passage that has it, over all segments. Returns in how many passages it stands. */
export function scoreWord(segments: readonly LiveSegment[], accumulators: readonly Accumulator[], word: WordTerms, totals: Totals): number {
  const frequency = segments.reduce((sum, segment, index) => sum + passagesWith(segment, word.terms[index] ?? [], accumulators[index]), 0);
  if (frequency === 0) return 0;
  const rarity = word.weight * rarityOf(frequency, totals) * (K1 + 1);
  for (const [index, segment] of segments.entries()) {
    const sums = accumulators[index];
    if (sums !== undefined) addScores(segment, word.terms[index] ?? [], sums, rarity, totals.averageLength);
  }
  return frequency;
}

/** Counts live passages; where several terms stand for the word, in how many any of them stands. */
function passagesWith(live: LiveSegment, terms: readonly { term: number }[], sums: Accumulator | undefined): number {
  const { postingFrom, postingPassage } = live.segment;
  const only = terms[0];
  if (sums === undefined || only === undefined) return 0;
  if (terms.length === 1 && live.deadNotes === 0) return (postingFrom[only.term + 1] ?? 0) - (postingFrom[only.term] ?? 0);
  let count = 0;
  for (const { term } of terms) {
    for (let posting = postingFrom[term] ?? 0, end = postingFrom[term + 1] ?? 0; posting < end; posting++) {
      const passage = postingPassage[posting] ?? 0;
      if (sums.counts[passage] !== 0 || live.isDead[live.noteOf[passage] ?? 0] === 1) continue;
      sums.counts[passage] = 1;
      count++;
    }
  }
  for (const { term } of terms) for (let posting = postingFrom[term] ?? 0, end = postingFrom[term + 1] ?? 0; posting < end; posting++) sums.counts[postingPassage[posting] ?? 0] = 0;
  return count;
}

/** What stands beside the count below the line: longer passages count less. */
export const normOf = (length: number, averageLength: number): number => K1 * (1 - B + (B * length) / averageLength);

/** What a passage's length adds below the line, for the lengths that nearly all have: worked out once for as long as the average stays. */
const lengths = { average: 0, norms: new Float64Array(2048) };

function normsFor(averageLength: number): Float64Array {
  if (lengths.average !== averageLength) {
    lengths.average = averageLength;
    for (let length = 0; length < lengths.norms.length; length++) lengths.norms[length] = normOf(length, averageLength);
  }
  return lengths.norms;
}

function addScores(live: LiveSegment, terms: readonly { term: number; share: number }[], sums: Accumulator, rarity: number, averageLength: number): void {
  const { postingFrom, postingPassage, postingWeight, passageLength } = live.segment;
  const hasDead = live.deadNotes > 0;
  const norms = normsFor(averageLength);
  const [only] = terms;
  if (terms.length > 1) {
    for (const { term, share } of terms) {
      for (let posting = postingFrom[term] ?? 0, end = postingFrom[term + 1] ?? 0; posting < end; posting++) {
        const passage = postingPassage[posting] ?? 0;
        sums.counts[passage] = (sums.counts[passage] ?? 0) + share * (COUNTS[postingWeight[posting] ?? 0] ?? 0);
      }
    }
  }
  if (only === undefined) return;
  for (const { term, share } of terms) {
    for (let posting = postingFrom[term] ?? 0, end = postingFrom[term + 1] ?? 0; posting < end; posting++) {
      const passage = postingPassage[posting] ?? 0;
      if (hasDead && live.isDead[live.noteOf[passage] ?? 0] === 1) {
        sums.counts[passage] = 0;
        continue;
      }
      const count = terms.length > 1 ? (sums.counts[passage] ?? 0) : share * (COUNTS[postingWeight[posting] ?? 0] ?? 0);
      if (count === 0) continue;
      sums.counts[passage] = 0;
      const score = (rarity * count) / (count + (norms[passageLength[passage] ?? 0] ?? normOf(passageLength[passage] ?? 0, averageLength)));
      addScore(sums, passage, score);
    }
  }
}
