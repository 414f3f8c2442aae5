/** Two or more segments as one, without what is dead: in steps, so that whoever waits is let through between them. */
import { growing16, growing32, growing8, push } from "./growing";
import { liveSegment, termAt, termCount, type IndexedNote, type LiveSegment, type Segment } from "./segment";

/** After so many postings a merge lets others through: a few milliseconds. */
const POSTINGS_A_STEP = 100_000;

/** Yields between steps; the value at the end is the merged segment. Nothing may be added to the segments meanwhile; what dies meanwhile is told by `diedSince`. */
export function* mergeSegments(parts: readonly LiveSegment[]): Generator<undefined, Segment> {
  const notes: IndexedNote[] = [];
  const passageFrom = growing32(64);
  const passageStart = growing32(64);
  const passageEnd = growing32(64);
  const passageLength = growing16(64);
  push(passageFrom, 0);
  /** Of each part's passages the number it gets, plus one; 0 for the dead. */
  const numbers = parts.map(({ segment, isDead }) => {
    const renumbered = new Uint32Array(segment.passageStart.length);
    segment.notes.forEach((note, index) => {
      if (isDead[index] === 1) return;
      notes.push(note);
      for (let passage = segment.passageFrom[index] ?? 0; passage < (segment.passageFrom[index + 1] ?? 0); passage++) {
        renumbered[passage] = passageStart.length + 1;
        push(passageStart, segment.passageStart[passage] ?? 0);
        push(passageEnd, segment.passageEnd[passage] ?? 0);
        push(passageLength, segment.passageLength[passage] ?? 0);
      }
      push(passageFrom, passageStart.length);
    });
    return renumbered;
  });
  yield;
  const termUnits = growing16();
  const [termFrom, postingFrom, placeFrom] = [growing32(), growing32(), growing32()];
  const [postingPassage, postingWeight, places] = [growing32(), growing8(), growing16()];
  for (const starts of [termFrom, postingFrom, placeFrom]) push(starts, 0);
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
      copyPostings(segment, term, numbers[index] ?? new Uint32Array(), { postingPassage, postingWeight, places });
      done += (segment.postingFrom[term + 1] ?? 0) - (segment.postingFrom[term] ?? 0) + 4;
      at[index] = term + 1;
      current[index] = term + 1 < termCount(segment) ? termAt(segment, term + 1) : null;
    }
    if (postingPassage.length > before) {
      for (let offset = 0; offset < next.length; offset++) push(termUnits, next.charCodeAt(offset));
      push(termFrom, termUnits.length);
      push(postingFrom, postingPassage.length);
      push(placeFrom, places.length);
    }
    if (done >= POSTINGS_A_STEP) {
      done = 0;
      yield;
    }
  }
  const whole = <Items extends Uint32Array | Uint16Array | Uint8Array>({ items, length }: { items: Items; length: number }): Items => items.slice(0, length) as Items;
  return {
    notes,
    passageFrom: whole(passageFrom),
    passageStart: whole(passageStart),
    passageEnd: whole(passageEnd),
    passageLength: whole(passageLength),
    termUnits: whole(termUnits),
    termFrom: whole(termFrom),
    postingFrom: whole(postingFrom),
    postingPassage: whole(postingPassage),
    postingWeight: whole(postingWeight),
    placeFrom: whole(placeFrom),
    places: whole(places),
  };
}

interface Postings {
  postingPassage: ReturnType<typeof growing32>;
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
      push(into.postingPassage, number - 1);
      push(into.postingWeight, weight);
      for (let offset = 0; offset < count; offset++) push(into.places, segment.places[place + offset] ?? 0);
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
