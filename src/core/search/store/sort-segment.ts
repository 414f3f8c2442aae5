/** From what was collected of some notes, word by word, to a segment: terms sorted, and of each its postings and places. It knows no text. */
import { exact, growing16, growing32, growing8, push32 } from "./growing";
import { MOST_COUNTED, type IndexedNote, type Segment } from "./segment";

/** Words in the order of the texts, terms numbered as they were met. */
export interface Collection {
  notes: IndexedNote[];
  /** By their numbers. */
  terms: string[];
  passageFrom: ReturnType<typeof growing32>;
  passageStart: ReturnType<typeof growing32>;
  passageEnd: ReturnType<typeof growing32>;
  passageHeading: ReturnType<typeof growing32>;
  passageChecksum: ReturnType<typeof growing32>;
  passageLength: ReturnType<typeof growing16>;
  /** Of each passage where its words end. */
  wordsUntil: ReturnType<typeof growing32>;
  wordTerm: ReturnType<typeof growing32>;
  wordPlace: ReturnType<typeof growing16>;
  /** Words of names and headings: of which passages, and which of both (IN_TITLE, IN_HEADING). */
  markTerm: ReturnType<typeof growing32>;
  markPassage: ReturnType<typeof growing16>;
  markFlag: ReturnType<typeof growing8>;
}

export function newCollection(): Collection {
  const passageFrom = growing32(16);
  push32(passageFrom, 0);
  return {
    notes: [],
    terms: [],
    passageFrom,
    passageStart: growing32(16),
    passageEnd: growing32(16),
    passageHeading: growing32(16),
    passageChecksum: growing32(16),
    passageLength: growing16(16),
    wordsUntil: growing32(16),
    wordTerm: growing32(256),
    wordPlace: growing16(256),
    markTerm: growing32(256),
    markPassage: growing16(256),
    markFlag: growing8(256),
  };
}

/** `numberOf` is the number that a term has in what was collected. */
export function sortedSegment(from: Collection, numberOf: (term: string) => number): Segment {
  const terms = from.terms.slice().sort();
  const rank = new Uint32Array(terms.length);
  const termFrom = new Uint32Array(terms.length + 1);
  terms.forEach((term, index) => {
    rank[numberOf(term)] = index;
    termFrom[index + 1] = (termFrom[index] ?? 0) + term.length;
  });
  const termUnits = new Uint16Array(termFrom[terms.length] ?? 0);
  let unit = 0;
  for (const term of terms) for (let offset = 0; offset < term.length; offset++) termUnits[unit++] = term.charCodeAt(offset);
  return {
    notes: from.notes,
    passageFrom: exact(from.passageFrom),
    passageStart: exact(from.passageStart),
    passageEnd: exact(from.passageEnd),
    passageHeading: exact(from.passageHeading),
    passageChecksum: exact(from.passageChecksum),
    passageLength: exact(from.passageLength),
    termUnits,
    termFrom,
    ...postingsOf(from, rank, terms.length),
  };
}

type Postings = Pick<Segment, "postingFrom" | "postingPassage" | "postingWeight" | "placeFrom" | "places">;

/** Words and marks, brought into the order of their terms, become one posting for each passage of a term. */
function postingsOf(from: Collection, rank: Uint32Array, terms: number): Postings {
  const words = wordsByTerm(from, rank, terms);
  const marks = marksByTerm(from, rank, terms);
  const [postingFrom, placeFrom] = [new Uint32Array(terms + 1), new Uint32Array(terms + 1)];
  const [postingPassage, postingWeight] = [new Uint16Array(from.wordTerm.length + from.markTerm.length), new Uint8Array(from.wordTerm.length + from.markTerm.length)];
  const places = new Uint16Array(from.wordTerm.length);
  let [posting, place, word, mark] = [0, 0, 0, 0];
  for (let term = 0; term < terms; term++) {
    const [lastWord, lastMark] = [words.from[term + 1] ?? 0, marks.from[term + 1] ?? 0];
    while (word < lastWord || mark < lastMark) {
      const passage = Math.min(word < lastWord ? (words.passages[word] ?? 0) : Infinity, mark < lastMark ? (marks.passages[mark] ?? 0) : Infinity);
      let weight = 0;
      for (; word < lastWord && words.passages[word] === passage; word++) {
        if (weight === MOST_COUNTED) continue;
        weight++;
        places[place++] = words.places[word] ?? 0;
      }
      for (; mark < lastMark && marks.passages[mark] === passage; mark++) weight |= marks.flags[mark] ?? 0;
      postingPassage[posting] = passage;
      postingWeight[posting++] = weight;
    }
    postingFrom[term + 1] = posting;
    placeFrom[term + 1] = place;
  }
  return { postingFrom, placeFrom, postingPassage: postingPassage.slice(0, posting), postingWeight: postingWeight.slice(0, posting), places: places.slice(0, place) };
}

/** By counting: within a term words keep the order of passages. */
function wordsByTerm({ wordTerm, wordPlace, wordsUntil }: Collection, rank: Uint32Array, terms: number): { from: Uint32Array; passages: Uint16Array; places: Uint16Array } {
  const from = startsOf(wordTerm.items, wordTerm.length, rank, terms);
  const next = from.slice();
  const [passages, places] = [new Uint16Array(wordTerm.length), new Uint16Array(wordTerm.length)];
  for (let passage = 0, word = 0; passage < wordsUntil.length; passage++) {
    for (const end = wordsUntil.items[passage] ?? 0; word < end; word++) {
      const term = rank[wordTerm.items[word] ?? 0] ?? 0;
      const at = next[term] ?? 0;
      next[term] = at + 1;
      passages[at] = passage;
      places[at] = wordPlace.items[word] ?? 0;
    }
  }
  return { from, passages, places };
}

function marksByTerm({ markTerm, markPassage, markFlag }: Collection, rank: Uint32Array, terms: number): { from: Uint32Array; passages: Uint16Array; flags: Uint8Array } {
  const from = startsOf(markTerm.items, markTerm.length, rank, terms);
  const next = from.slice();
  const [passages, flags] = [new Uint16Array(markTerm.length), new Uint8Array(markTerm.length)];
  for (let mark = 0; mark < markTerm.length; mark++) {
    const term = rank[markTerm.items[mark] ?? 0] ?? 0;
    const at = next[term] ?? 0;
    next[term] = at + 1;
    passages[at] = markPassage.items[mark] ?? 0;
    flags[at] = markFlag.items[mark] ?? 0;
  }
  return { from, passages, flags };
}

function startsOf(terms: Uint32Array, length: number, rank: Uint32Array, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (let index = 0; index < length; index++) {
    const at = (rank[terms[index] ?? 0] ?? 0) + 1;
    starts[at] = (starts[at] ?? 0) + 1;
  }
  for (let term = 0; term < count; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  return starts;
}
