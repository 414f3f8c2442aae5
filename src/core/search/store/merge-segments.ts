/** Two or more segments as one, without what is dead: in steps, so that whoever waits is let through between them. */
import { exact, growing16, growing32, growing8, push16, push32, push8, type Growing } from "./growing";
import { liveSegment, termAt, termCount, type IndexedNote, type LiveSegment, type Segment } from "./segment";

/** After so many postings a merge lets others through: a few milliseconds. */
const POSTINGS_A_STEP = 100_000;

/** Yields between steps; the value at the end is the merged segment. Nothing may be added to the segments meanwhile; what dies meanwhile is told by `mergedSegment`. */
export function* mergeSegments(parts: readonly LiveSegment[]): Generator<undefined, Segment> {
  const passages = livePassages(parts);
  yield;
  const sum = (count: (segment: Segment) => number): number => parts.reduce((total, { segment }) => total + count(segment), 0);
  // All the room that may be needed at once: growing by copies would take longer than a step.
  const termUnits = growing16(sum((segment) => segment.termUnits.length));
  const starts = (): Growing<Uint32Array> => growing32(sum(termCount) + 1);
  const [termFrom, postingFrom, placeFrom] = [starts(), starts(), starts()];
  const [postingPassage, postingWeight] = [growing16(sum((segment) => segment.postingPassage.length)), growing8(sum((segment) => segment.postingPassage.length))];
  const places = growing16(sum((segment) => segment.places.length));
  for (const from of [termFrom, postingFrom, placeFrom]) push32(from, 0);
  yield;
  const at = parts.map(() => 0);
  const current = parts.map(({ segment }) => (termCount(segment) > 0 ? termAt(segment, 0) : null));
  let done = 0;
  for (;;) {
    let next: string | null = null;
    for (const term of current) if (term !== null && (next === null || term < next)) next = term;
    if (next === null) break;
    const before = postingPassage.length;
    for (const [index, { segment }] of parts.entries()) {
      if (current[index] !== next) continue;
      const term = at[index] ?? 0;
      copyPostings(segment, term, passages.numbers[index] ?? new Uint32Array(), { postingPassage, postingWeight, places });
      done += (segment.postingFrom[term + 1] ?? 0) - (segment.postingFrom[term] ?? 0) + 4;
      at[index] = term + 1;
      current[index] = term + 1 < termCount(segment) ? termAt(segment, term + 1) : null;
    }
    if (postingPassage.length > before) {
      for (let offset = 0; offset < next.length; offset++) push16(termUnits, next.charCodeAt(offset));
      push32(termFrom, termUnits.length);
      push32(postingFrom, postingPassage.length);
      push32(placeFrom, places.length);
    }
    if (done >= POSTINGS_A_STEP) {
      done = 0;
      yield;
    }
  }
  const merged = { ...passages.fields, termUnits: exact(termUnits), termFrom: exact(termFrom), postingFrom: exact(postingFrom), placeFrom: exact(placeFrom) };
  yield;
  const postings = { postingPassage: exact(postingPassage), postingWeight: exact(postingWeight) };
  yield;
  return { ...merged, ...postings, places: exact(places) };
}

/** The live notes and their passages, one part after the other; `numbers` are of each part's passages the number it gets, plus one; 0 for the dead. */
function livePassages(parts: readonly LiveSegment[]) {
  const notes: IndexedNote[] = [];
  const passageFrom = growing32(64);
  const [passageStart, passageEnd, passageHeading, passageChecksum, passageLength] = [growing32(), growing32(), growing32(), growing32(), growing16()];
  push32(passageFrom, 0);
  const numbers = parts.map(({ segment, isDead }) => {
    const renumbered = new Uint32Array(segment.passageStart.length);
    segment.notes.forEach((note, index) => {
      if (isDead[index] === 1) return;
      notes.push(note);
      for (let passage = segment.passageFrom[index] ?? 0; passage < (segment.passageFrom[index + 1] ?? 0); passage++) {
        renumbered[passage] = passageStart.length + 1;
        push32(passageStart, segment.passageStart[passage] ?? 0);
        push32(passageEnd, segment.passageEnd[passage] ?? 0);
        push32(passageHeading, segment.passageHeading[passage] ?? 0);
        push32(passageChecksum, segment.passageChecksum[passage] ?? 0);
        push16(passageLength, segment.passageLength[passage] ?? 0);
      }
      push32(passageFrom, passageStart.length);
    });
    return renumbered;
  });
  const fields = {
    notes,
    passageFrom: exact(passageFrom),
    passageStart: exact(passageStart),
    passageEnd: exact(passageEnd),
    passageHeading: exact(passageHeading),
    passageChecksum: exact(passageChecksum),
    passageLength: exact(passageLength),
  };
  return { fields, numbers };
}

interface Postings {
  postingPassage: ReturnType<typeof growing16>;
  postingWeight: ReturnType<typeof growing8>;
  places: ReturnType<typeof growing16>;
}

function copyPostings(segment: Segment, term: number, numbers: Uint32Array, into: Postings): void {
  let place = segment.placeFrom[term] ?? 0;
  for (let posting = segment.postingFrom[term] ?? 0; posting < (segment.postingFrom[term + 1] ?? 0); posting++) {
    const weight = segment.postingWeight[posting] ?? 0;
    const count = weight & 0x3f;
    const number = numbers[segment.postingPassage[posting] ?? 0] ?? 0;
    if (number > 0) {
      push16(into.postingPassage, number - 1);
      push8(into.postingWeight, weight);
      for (let offset = 0; offset < count; offset++) push16(into.places, segment.places[place + offset] ?? 0);
    }
    place += count;
  }
}

/** Puts the merged segment in the parts' place: notes that died while it was made are dead in it too. */
export function mergedSegment(id: number, merged: Segment, parts: readonly LiveSegment[], deadBefore: readonly Uint8Array[]): LiveSegment {
  const live = liveSegment(id, merged);
  let note = 0;
  for (const [index, { segment, isDead }] of parts.entries()) {
    for (let old = 0; old < segment.notes.length; old++) {
      if (deadBefore[index]?.[old] === 1) continue;
      if (isDead[old] === 1) {
        live.isDead[note] = 1;
        live.deadNotes += 1;
      }
      note += 1;
    }
  }
  return live;
}
