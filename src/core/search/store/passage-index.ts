/**
 * The passages of all notes as a list of segments: a changed note makes a small segment of its own and kills its old passages; segments of like size are merged
 * in steps, in the background. It knows notes as text handed in, no files and no queries.
 */
import type { Language } from "../../text/stop-words";
import { cutPassages, searchedText } from "../passages";
import { mergedSegment, mergeSegments } from "./merge-segments";
import { liveSegment, MOST_PASSAGES, type LiveSegment, type Segment } from "./segment";
import { createSegmentBuilder, type NoteFile } from "./segment-builder";
import { createWrittenWords } from "./written-words";

/** So many segments of like size become one. */
const MERGED_AT_ONCE = 8;
/** A segment of so many postings, some 20 MB, is merged with none: pieces that a phone can write and read in one go. */
const LARGEST_MERGED = 2_000_000;
/**
 * A segment that is being filled is closed at so many words, or passages: the note that passes these may have as many again. The first ones are closed sooner, so
 * that something is found while the rest is read.
 */
const WORDS_A_SEGMENT = 250_000;
const WORDS_OF_THE_FIRST = 20_000;
const PASSAGES_A_SEGMENT = 30_000;
/** Words of so many forms are remembered; more come from hostile or foreign text. */
const MOST_REMEMBERED = 200_000;

export interface PassageIndex {
  readonly segments: readonly LiveSegment[];
  /** Live passages and the words in them. */
  readonly passages: number;
  readonly words: number;
  readonly notes: number;
  /** How many notes there are of each language. */
  readonly languages: ReadonlyMap<Language, number>;
  /** Where a note is, or null. */
  find(path: string): { live: LiveSegment; note: number } | null;
  paths(): IterableIterator<string>;
  /** Adds a note, in place of what was known of its path; it is found at the next `flush`. */
  put(file: NoteFile, path: string, text: string): void;
  remove(path: string): void;
  /** Makes all that was put findable. */
  flush(): void;
  /** Flushes, and forgets how words are written: after many notes, what they taught is of no use to the few that change later. */
  forgetWords(): void;
  /** Merges what should be; each step is a few milliseconds. To be run to its end with others let through between the steps; nothing to do: ends at once. */
  tidy(): Generator<undefined, void>;
  /** Takes in a segment that was kept. */
  adopt(segment: Segment, dead: readonly number[], id: number): LiveSegment;
}

// One closure over what an index is made of: the steps in it are a few lines each.
export function createPassageIndex(): PassageIndex {
  const written = createWrittenWords();
  const places = new Map<string, { live: LiveSegment; note: number }>();
  let segments: LiveSegment[] = [];
  let builder = createSegmentBuilder(written);
  const waiting = new Map<string, number>();
  const languages = new Map<Language, number>();
  let [passages, words, nextId] = [0, 0, 1];

  const count = ({ segment }: LiveSegment, note: number, sign: 1 | -1): void => {
    const language = segment.notes[note]?.language ?? "other";
    languages.set(language, (languages.get(language) ?? 0) + sign);
    for (let passage = segment.passageFrom[note] ?? 0, end = segment.passageFrom[note + 1] ?? 0; passage < end; passage++) {
      passages += sign;
      words += sign * (segment.passageLength[passage] ?? 0);
    }
  };
  const kill = (live: LiveSegment, note: number): void => {
    if (live.isDead[note] === 1) return;
    live.isDead[note] = 1;
    live.deadNotes += 1;
    count(live, note, -1);
  };
  const remove = (path: string): void => {
    if (waiting.has(path)) flush();
    const place = places.get(path);
    if (place === undefined) return;
    kill(place.live, place.note);
    places.delete(path);
    if (place.live.deadNotes === place.live.segment.notes.length) segments = segments.filter((live) => live !== place.live);
  };
  const take = (live: LiveSegment): void => {
    live.segment.notes.forEach(({ path }, note) => {
      if (live.isDead[note] === 1) return;
      places.set(path, { live, note });
    });
  };
  const flush = (): void => {
    if (waiting.size === 0) return;
    const live = liveSegment(nextId++, builder.build());
    waiting.clear();
    if (written.size > MOST_REMEMBERED) written.clear();
    builder = createSegmentBuilder(written);
    segments = [...segments, live];
    take(live);
    for (let note = 0; note < live.segment.notes.length; note++) count(live, note, 1);
  };
  return {
    languages,
    get segments() {
      return segments;
    },
    get passages() {
      return passages;
    },
    get words() {
      return words;
    },
    get notes() {
      return places.size + waiting.size;
    },
    find: (path) => places.get(path) ?? null,
    paths: () => places.keys(),
    put: (file, path, text) => {
      remove(path);
      const searched = searchedText(text, file.isWiki);
      builder.add(file, cutPassages(path, searched), searched);
      waiting.set(path, 1);
      if (builder.words >= Math.min(WORDS_A_SEGMENT, Math.max(WORDS_OF_THE_FIRST, words)) || builder.passages >= PASSAGES_A_SEGMENT) flush();
    },
    remove,
    flush,
    forgetWords: () => {
      flush();
      written.clear();
    },
    *tidy() {
      flush();
      for (let parts = toMerge(segments); parts.length > 0; parts = toMerge(segments)) {
        const deadBefore = parts.map(({ isDead }) => isDead.slice());
        const merged = yield* mergeSegments(parts);
        const live = mergedSegment(nextId++, merged, parts, deadBefore);
        segments = [...segments.filter((one) => !parts.includes(one)), ...(live.deadNotes < merged.notes.length ? [live] : [])];
        take(live);
      }
    },
    adopt: (segment, dead, id) => {
      const live = liveSegment(id, segment);
      for (const note of dead) {
        if (note >= live.isDead.length || live.isDead[note] === 1) continue;
        live.isDead[note] = 1;
        live.deadNotes += 1;
      }
      nextId = Math.max(nextId, id + 1);
      for (const { path } of segment.notes) {
        const older = places.get(path);
        if (older !== undefined) kill(older.live, older.note);
      }
      segments = [...segments, live];
      take(live);
      for (let note = 0; note < segment.notes.length; note++) if (live.isDead[note] === 0) count(live, note, 1);
      return live;
    },
  };
}

const sizeOf = ({ segment, deadNotes }: LiveSegment): number => (segment.postingPassage.length * (segment.notes.length - deadNotes)) / Math.max(1, segment.notes.length);

/** The segments to merge next: up to eight of one order of size, as many as fit into one, or one of which more than a third is dead; none where all is well. */
function toMerge(segments: readonly LiveSegment[]): LiveSegment[] {
  const orders = new Map<number, LiveSegment[]>();
  for (const live of segments) {
    if (sizeOf(live) >= LARGEST_MERGED) continue;
    const order = Math.floor(Math.log(sizeOf(live) + 1024) / Math.log(MERGED_AT_ONCE));
    orders.set(order, [...(orders.get(order) ?? []), live]);
  }
  for (const order of [...orders.keys()].sort((left, right) => left - right)) {
    const alike = orders.get(order) ?? [];
    if (alike.length < MERGED_AT_ONCE) continue;
    const fitting = thoseThatFit(alike);
    if (fitting.length > 1) return fitting;
  }
  const wasteful = segments.find(({ segment, deadNotes }) => deadNotes > 0 && deadNotes * 3 > segment.notes.length);
  return wasteful === undefined ? [] : [wasteful];
}

/** The smallest eight of them, as long as one segment can number all their passages. */
function thoseThatFit(segments: readonly LiveSegment[]): LiveSegment[] {
  let passages = 0;
  const bySize = [...segments].sort((left, right) => left.segment.passageStart.length - right.segment.passageStart.length).slice(0, MERGED_AT_ONCE);
  const fitting = bySize.filter(({ segment }) => (passages += segment.passageStart.length) <= MOST_PASSAGES);
  return segments.filter((live) => fitting.includes(live));
}
