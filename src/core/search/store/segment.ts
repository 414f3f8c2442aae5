/**
 * A segment: some notes' passages as an index that never changes, in typed arrays. Only which of its notes are still live changes.
 * It knows no text, no query and no file. docs/search.md says why it looks like this.
 */
import type { Language } from "../../text/stop-words";

/** A note as the index knows it. `keys` are the names of its properties, in lower case. */
export interface IndexedNote {
  path: string;
  /** Bytes and milliseconds, as the file had them when it was read. */
  size: number;
  modified: number;
  isWiki: boolean;
  title: string;
  aliases: string[];
  tags: string[];
  type: string;
  summary: string;
  properties: Record<string, string>;
  language: Language;
}

/** Where a word stands beside the passage's own text. */
export const IN_TITLE = 0x80;
export const IN_HEADING = 0x40;
/** How often a word stands in a passage is counted up to this. */
export const MOST_COUNTED = 0x3f;

/** A segment numbers its passages in 16 bits: half of what it keeps is these numbers. */
export const MOST_PASSAGES = 0x10000;

export interface Segment {
  notes: IndexedNote[];
  /** A note's passages are `passageFrom[note]` to `passageFrom[note + 1]`. */
  passageFrom: Uint32Array;
  /** UTF-16 offsets into the note's text. */
  passageStart: Uint32Array;
  passageEnd: Uint32Array;
  /** Where its heading's line begins, plus one; 0 where it has none. */
  passageHeading: Uint32Array;
  /** `textChecksum` of its text: what stands there now may be another. */
  passageChecksum: Uint32Array;
  /** Words of the passage, title and heading left out. */
  passageLength: Uint16Array;
  /** All terms, sorted by code unit, one after the other; term `t` is `termFrom[t]` to `termFrom[t + 1]`. */
  termUnits: Uint16Array;
  termFrom: Uint32Array;
  /** A term's postings are `postingFrom[t]` to `postingFrom[t + 1]`, by passage. */
  postingFrom: Uint32Array;
  postingPassage: Uint16Array;
  /** How often (MOST_COUNTED), and IN_TITLE and IN_HEADING. */
  postingWeight: Uint8Array;
  /** A term's places are `placeFrom[t]` to `placeFrom[t + 1]`: as many a posting as it counts, ascending. */
  placeFrom: Uint32Array;
  places: Uint16Array;
}

/** A segment in use. `isDead` and the counts change; `dead` is 0 where all is live. */
export interface LiveSegment {
  id: number;
  segment: Segment;
  isDead: Uint8Array;
  /** Of each passage its note. */
  noteOf: Uint32Array;
  deadNotes: number;
}

export function liveSegment(id: number, segment: Segment): LiveSegment {
  const noteOf = new Uint32Array(segment.passageStart.length);
  for (let note = 0; note < segment.notes.length; note++) noteOf.fill(note, segment.passageFrom[note], segment.passageFrom[note + 1]);
  return { id, segment, isDead: new Uint8Array(segment.notes.length), noteOf, deadNotes: 0 };
}

/** FNV-1a over the code units of a piece of text. */
export function textChecksum(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

export const termCount = ({ termFrom }: Segment): number => termFrom.length - 1;

export function termAt({ termUnits, termFrom }: Segment, term: number): string {
  return textOfUnits(termUnits, termFrom[term] ?? 0, termFrom[term + 1] ?? 0);
}

/** A short piece of text from its UTF-16 units. */
export function textOfUnits(units: Uint16Array, from: number, to: number): string {
  let text = "";
  for (let index = from; index < to; index++) text += String.fromCharCode(units[index] ?? 0);
  return text;
}

/** The number of the first term that is not before `sought`. */
export function firstTermFrom(segment: Segment, sought: string): number {
  let [low, high] = [0, termCount(segment)];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareTerm(segment, middle, sought) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The number of a term, or -1. */
export function findTerm(segment: Segment, sought: string): number {
  const at = firstTermFrom(segment, sought);
  return at < termCount(segment) && compareTerm(segment, at, sought) === 0 ? at : -1;
}

export function hasPrefix({ termUnits, termFrom }: Segment, term: number, prefix: string): boolean {
  const from = termFrom[term] ?? 0;
  if ((termFrom[term + 1] ?? 0) - from < prefix.length) return false;
  for (let offset = 0; offset < prefix.length; offset++) if (termUnits[from + offset] !== prefix.charCodeAt(offset)) return false;
  return true;
}

function compareTerm({ termUnits, termFrom }: Segment, term: number, sought: string): number {
  const from = termFrom[term] ?? 0;
  const length = (termFrom[term + 1] ?? 0) - from;
  const shared = Math.min(length, sought.length);
  for (let offset = 0; offset < shared; offset++) {
    const difference = (termUnits[from + offset] ?? 0) - sought.charCodeAt(offset);
    if (difference !== 0) return difference;
  }
  return length - sought.length;
}
