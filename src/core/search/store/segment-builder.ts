/** Builds one segment from notes, each handed in as text and forgotten: words are numbered as they come, and sorted once at the end. */
import { guessLanguageOfBits, LANGUAGE_SAMPLE, type Language } from "../../text/stop-words";
import { scanRanges } from "../analysis/scan-words";
import type { CutNote, SearchPassage } from "../passages";
import { exact, growing16, growing32, growing8, push16, push32, push8, type Growing } from "./growing";
import { IN_HEADING, IN_TITLE, MOST_COUNTED, textChecksum, type IndexedNote, type Segment } from "./segment";
import type { WrittenWords } from "./written-words";

/** What is known of a note beside its text. */
export interface NoteFile {
  size: number;
  modified: number;
  isWiki: boolean;
}

export interface SegmentBuilder {
  add(file: NoteFile, note: CutNote, text: string): void;
  readonly notes: number;
  readonly words: number;
  readonly passages: number;
  /** The segment of all that was added; the builder is then done. */
  build(): Segment;
}

const LAST_PLACE = 0xffff;

/** A piece cut out of a text keeps the whole text in memory for as long as it is held; a copy does not. */
const ownCopy = (note: IndexedNote): IndexedNote => JSON.parse(JSON.stringify(note)) as IndexedNote;

// One closure over what is collected: it runs for every word of every note, and hands nothing around.
export function createSegmentBuilder(written: WrittenWords): SegmentBuilder {
  const collected = newCollection();
  /** Of each term that is known its number here plus one. */
  let numbers = new Int32Array(written.terms + 1024);
  /** For one note at a time. */
  const read: WordsRead = { words: growing32(), places: growing16(), until: [], lengths: [], sample: [] };
  const numberOf = (word: number): number => {
    const term = written.termOf(word);
    const known = numbers[term] ?? 0;
    return known > 0 ? known - 1 : take(term);
  };
  const take = (term: number): number => {
    if (term >= numbers.length) numbers = resized(numbers, written.terms);
    const number = collected.terms.length;
    collected.terms.push(written.termText(term));
    numbers[term] = number + 1;
    return number;
  };
  const numbersOf = (name: string): number[] => {
    const found: number[] = [];
    scanRanges(name, 0, name.length, (start, end) => found.push(numberOf(written.numberOf(name, start, end))));
    return found;
  };
  const mark = (terms: readonly number[], passage: number, flag: number): void => {
    for (const term of terms) {
      push32(collected.markTerm, term);
      push16(collected.markPassage, passage);
      push8(collected.markFlag, flag);
    }
  };
  const add = (file: NoteFile, { path, properties, passages }: CutNote, text: string): void => {
    readWords(passages, text, written, read);
    const language = languageOf(read.sample, written);
    written.speak(language);
    collected.notes.push(ownCopy({ path, ...file, ...properties, language }));
    const titleTerms = [properties.title, ...properties.aliases].flatMap(numbersOf);
    // What a note says about itself stands above its text.
    const saidTerms = [...properties.tags, properties.summary].flatMap(numbersOf);
    const { wordTerm, wordPlace } = collected;
    const [words, places] = [read.words.items, read.places.items];
    let at = 0;
    for (const [index, passage] of passages.entries()) {
      const number = collected.passageStart.length;
      for (const end = read.until[index] ?? 0; at < end; at++) {
        push32(wordTerm, numberOf(words[at] ?? 0));
        push16(wordPlace, places[at] ?? 0);
      }
      mark(titleTerms, number, IN_TITLE);
      if (passage.heading !== "") mark(numbersOf(passage.heading), number, IN_HEADING);
      if (index === 0) mark(saidTerms, number, IN_HEADING);
      push32(collected.wordsUntil, wordTerm.length);
      addPassage(collected, passage, textChecksum(text, passage.start, passage.end), Math.min(LAST_PLACE, read.lengths[index] ?? 0));
    }
    push32(collected.passageFrom, collected.passageStart.length);
  };
  return {
    add,
    get notes() {
      return collected.notes.length;
    },
    get words() {
      return collected.wordTerm.length;
    },
    get passages() {
      return collected.passageStart.length;
    },
    build: () => sorted(collected),
  };
}

/** A note's words, passage by passage: numbers and places, of each passage where its words end and how many there are, and some words to tell the language by. */
interface WordsRead {
  words: Growing<Uint32Array>;
  places: Growing<Uint16Array>;
  until: number[];
  lengths: number[];
  sample: number[];
}

/** So much of each passage is looked at to guess a note's language. In UTF-16 units. */
const SAMPLED = 1000;

/** Puts the words of a note in place of those of the one before. */
function readWords(passages: readonly SearchPassage[], text: string, written: WrittenWords, read: WordsRead): void {
  read.words.length = read.places.length = read.until.length = read.lengths.length = read.sample.length = 0;
  for (const { start: from, end: to } of passages) {
    const length = scanRanges(text, from, to, (start, end, place) => {
      if (place > LAST_PLACE) return;
      const word = written.numberOf(text, start, end);
      push32(read.words, word);
      push16(read.places, place);
      if (read.sample.length < MOST_WORDS && end <= from + SAMPLED) read.sample.push(word);
    });
    read.until.push(read.words.length);
    read.lengths.push(length);
  }
}

function addPassage(collected: Collection, passage: SearchPassage, checksum: number, words: number): void {
  push32(collected.passageStart, passage.start);
  push32(collected.passageEnd, passage.end);
  push32(collected.passageHeading, passage.headingStart + 1);
  push32(collected.passageChecksum, checksum);
  push16(collected.passageLength, words);
}

interface Collection {
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

function newCollection(): Collection {
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

function sorted(from: Collection): Segment {
  const { terms, order } = sortedTerms(from.terms);
  const rank = new Uint32Array(terms.length);
  const termFrom = new Uint32Array(terms.length + 1);
  terms.forEach((term, index) => {
    rank[order[index] ?? 0] = index;
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

/** Terms by code unit, with the number each had. */
function sortedTerms(terms: readonly string[]): { terms: string[]; order: Uint32Array } {
  const numbers = new Map(terms.map((term, number) => [term, number]));
  const sorted = [...terms].sort();
  return { terms: sorted, order: Uint32Array.from(sorted, (term) => numbers.get(term) ?? 0) };
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

function resized(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(length * 2);
  next.set(numbers);
  return next;
}

/** Text of fewer words than this says too little of its language; more need not be looked at. */
const LEAST_WORDS = 30;
const MOST_WORDS = Math.min(150, LANGUAGE_SAMPLE);

/** What is too short, or of a language without a stemmer, is taken for the first one of its script: a query's words are treated alike. */
function languageOf(sample: readonly number[], written: WrittenWords): Language {
  const language = sample.length < LEAST_WORDS ? "other" : guessLanguageOfBits(sample.map((word) => written.languages(word)));
  if (language !== "other") return language;
  let [cyrillic, arabic] = [0, 0];
  for (const word of sample) {
    const unit = written.firstUnit(word);
    if (unit >= 0x400 && unit < 0x530) cyrillic++;
    else if (unit >= 0x600 && unit < 0x700) arabic++;
  }
  if (cyrillic * 2 > sample.length) return "ru";
  return arabic * 2 > sample.length ? "ar" : "en";
}
