/** Where words stand next to each other: the passages of a segment that hold a phrase. */
import { IN_TITLE, MOST_COUNTED, type LiveSegment, type Segment } from "../store/segment";

/** A phrase's word: the terms it may be, and its place in the phrase. */
export interface PhraseWord {
  terms: readonly number[];
  place: number;
}

/** The passages that hold the words in these places. A word that the segment has not: none. Only each passage's first 63 places of a word are known. */
export function passagesWithPhrase(live: LiveSegment, words: readonly PhraseWord[]): Set<number> {
  if (words.length === 0 || words.some(({ terms }) => terms.length === 0)) return new Set();
  const { postingFrom } = live.segment;
  const frequency = ({ terms }: PhraseWord): number => terms.reduce((sum, term) => sum + (postingFrom[term + 1] ?? 0) - (postingFrom[term] ?? 0), 0);
  const [rarest, ...others] = [...words].sort((left, right) => frequency(left) - frequency(right));
  if (rarest === undefined) return new Set();
  let starts = new Map<number, Set<number>>();
  eachPlace(live.segment, rarest, null, (passage, start) => {
    const known = starts.get(passage);
    if (known === undefined) starts.set(passage, new Set([start]));
    else known.add(start);
  });
  for (const word of others) {
    const kept = new Map<number, Set<number>>();
    eachPlace(live.segment, word, starts, (passage, start) => {
      if (starts.get(passage)?.has(start) !== true) return;
      const known = kept.get(passage);
      if (known === undefined) kept.set(passage, new Set([start]));
      else known.add(start);
    });
    starts = kept;
  }
  return new Set(starts.keys());
}

/** Calls `visit` with each place where the phrase would begin. */
function eachPlace(segment: Segment, { terms, place }: PhraseWord, only: ReadonlyMap<number, unknown> | null, visit: (passage: number, start: number) => void): void {
  for (const term of terms) {
    let at = segment.placeFrom[term] ?? 0;
    for (let posting = segment.postingFrom[term] ?? 0; posting < (segment.postingFrom[term + 1] ?? 0); posting++) {
      const passage = segment.postingPassage[posting] ?? 0;
      const count = (segment.postingWeight[posting] ?? 0) & MOST_COUNTED;
      if (only === null || only.has(passage)) for (let offset = 0; offset < count; offset++) visit(passage, (segment.places[at + offset] ?? 0) - place);
      at += count;
    }
  }
}

/** The first passages of notes whose names hold all the words. */
export function notesNamed(live: LiveSegment, words: readonly PhraseWord[]): Set<number> {
  let notes: Set<number> | null = null;
  for (const { terms } of words) {
    const found = new Set<number>();
    for (const term of terms) {
      for (let posting = live.segment.postingFrom[term] ?? 0; posting < (live.segment.postingFrom[term + 1] ?? 0); posting++) {
        if (((live.segment.postingWeight[posting] ?? 0) & IN_TITLE) === 0) continue;
        const note = live.noteOf[live.segment.postingPassage[posting] ?? 0] ?? 0;
        if (notes === null || notes.has(note)) found.add(note);
      }
    }
    notes = found;
  }
  return notes ?? new Set();
}
