/** Notes whose names hold words, from the marks that the passage index gives the words of names: no other index is needed for it. */
import { byCodeUnit } from "../../text/key";
import { IN_TITLE, type IndexedNote, type LiveSegment } from "../store/segment";
import type { WordTerms } from "./scoring";

/** Those with the shortest names, in which the words say the most. */
const MOST_FOUND = 50;

/** Live notes one of whose names, or several together, hold all the words. */
export function titledNotes(segments: readonly LiveSegment[], words: readonly Pick<WordTerms, "terms">[]): IndexedNote[] {
  const found: { note: IndexedNote; length: number }[] = [];
  for (const [at, live] of segments.entries()) {
    const terms = words.map((word) => (word.terms[at] ?? []).map(({ term }) => term)).sort((left, right) => postings(live, left) - postings(live, right));
    const [rarest, ...others] = terms;
    for (const term of rarest ?? []) {
      for (let posting = live.segment.postingFrom[term] ?? 0, end = live.segment.postingFrom[term + 1] ?? 0; posting < end; posting++) {
        const note = noteTitled(live, posting);
        if (note !== null && others.every((some) => some.some((other) => isInTitle(live, other, live.segment.postingPassage[posting] ?? 0)))) found.push({ note, length: shortestName(note) });
      }
    }
  }
  found.sort((left, right) => left.length - right.length || byCodeUnit(left.note.path, right.note.path));
  return [...new Set(found.map(({ note }) => note))].slice(0, MOST_FOUND);
}

const postings = ({ segment }: LiveSegment, terms: readonly number[]): number => terms.reduce((sum, term) => sum + (segment.postingFrom[term + 1] ?? 0) - (segment.postingFrom[term] ?? 0), 0);

const shortestName = ({ title, aliases }: IndexedNote): number => aliases.reduce((least, { length }) => Math.min(least, length), title.length);

/** The words of a note's names are marked in all its passages: the first speaks for it. */
function noteTitled({ segment, noteOf, isDead }: LiveSegment, posting: number): IndexedNote | null {
  if (((segment.postingWeight[posting] ?? 0) & IN_TITLE) === 0) return null;
  const passage = segment.postingPassage[posting] ?? 0;
  const note = noteOf[passage] ?? 0;
  return segment.passageFrom[note] === passage && isDead[note] === 0 ? (segment.notes[note] ?? null) : null;
}

/** A term's postings are in the order of passages. */
function isInTitle({ segment }: LiveSegment, term: number, passage: number): boolean {
  let [low, high] = [segment.postingFrom[term] ?? 0, segment.postingFrom[term + 1] ?? 0];
  const end = high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segment.postingPassage[middle] ?? 0) < passage) low = middle + 1;
    else high = middle;
  }
  return low < end && segment.postingPassage[low] === passage && ((segment.postingWeight[low] ?? 0) & IN_TITLE) !== 0;
}
