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
  /** Of each term how it stands in the passage at hand, and which terms do. */
  let counts = new Uint8Array(4096);
  const met: number[] = [];
  /** For one note at a time. */
  const read: WordsRead = { words: growing32(), places: growing16(), until: [], lengths: [], sample: [] };
  /** Of each term that is known its number here plus one. */
  let numbers = new Int32Array(written.terms + 1024);
  let language: Language = "other";
  const numberOf = (word: number): number => {
    const term = written.termOf(word, language);
    const known = numbers[term] ?? 0;
    return known > 0 ? known - 1 : take(term);
  };
  const take = (term: number): number => {
    if (term >= numbers.length) numbers = resized(numbers, written.terms);
    const number = collected.terms.length;
    collected.terms.push(written.termText(term));
    if (number >= counts.length) counts = grown(counts);
    numbers[term] = number + 1;
    return number;
  };
  const mark = (number: number, flag: number): void => {
    const before = counts[number] ?? 0;
    if (before === 0) met.push(number);
    counts[number] = before | flag;
  };
  const numbersOf = (name: string, into: number[]): void => void scanRanges(name, 0, name.length, (start, end) => into.push(numberOf(written.numberOf(name, start, end))));
  const countWord = (number: number, place: number): void => {
    const before = counts[number] ?? 0;
    if (before === 0) met.push(number);
    if ((before & MOST_COUNTED) === MOST_COUNTED) return;
    counts[number] = before + 1;
    push32(collected.wordTerm, number);
    push16(collected.wordPlace, place);
  };
  const add = (file: NoteFile, { path, properties, passages }: CutNote, text: string): void => {
    readWords(passages, text, written, read);
    language = languageOf(read.sample, written);
    collected.notes.push(ownCopy({ path, ...file, ...properties, language }));
    const [words, places] = [read.words.items, read.places.items];
    const titleTerms: number[] = [];
    for (const name of [properties.title, ...properties.aliases]) numbersOf(name, titleTerms);
    let at = 0;
    for (const [index, passage] of passages.entries()) {
      for (const end = read.until[index] ?? 0; at < end; at++) countWord(numberOf(words[at] ?? 0), places[at] ?? 0);
      for (const number of titleTerms) mark(number, IN_TITLE);
      const headingTerms: number[] = [];
      numbersOf(passage.heading, headingTerms);
      // What a note says about itself stands above its text.
      if (index === 0) for (const said of [...properties.tags, properties.summary]) numbersOf(said, headingTerms);
      for (const number of headingTerms) mark(number, IN_HEADING);
      addPassage(collected, passage, textChecksum(text, passage.start, passage.end), Math.min(LAST_PLACE, read.lengths[index] ?? 0));
      const number = collected.passageStart.length - 1;
      for (const term of met) {
        push32(collected.entryTerm, term);
        push16(collected.entryPassage, number);
        push8(collected.entryWeight, counts[term] ?? 0);
        counts[term] = 0;
      }
      met.length = 0;
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
  entryTerm: ReturnType<typeof growing32>;
  entryPassage: ReturnType<typeof growing16>;
  entryWeight: ReturnType<typeof growing8>;
  wordTerm: ReturnType<typeof growing32>;
  wordPlace: ReturnType<typeof growing16>;
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
    entryTerm: growing32(256),
    entryPassage: growing16(256),
    entryWeight: growing8(256),
    wordTerm: growing32(256),
    wordPlace: growing16(256),
  };
}

/** Brings the entries into the order of their terms, by counting: within a term they keep the order of passages. */
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

  const postingFrom = startsOf(from.entryTerm.items, from.entryTerm.length, rank, terms.length);
  const postingPassage = new Uint16Array(from.entryTerm.length);
  const postingWeight = new Uint8Array(from.entryTerm.length);
  const nextPosting = postingFrom.slice();
  for (let entry = 0; entry < from.entryTerm.length; entry++) {
    const term = rank[from.entryTerm.items[entry] ?? 0] ?? 0;
    const at = nextPosting[term] ?? 0;
    nextPosting[term] = at + 1;
    postingPassage[at] = from.entryPassage.items[entry] ?? 0;
    postingWeight[at] = from.entryWeight.items[entry] ?? 0;
  }

  const placeFrom = startsOf(from.wordTerm.items, from.wordTerm.length, rank, terms.length);
  const places = new Uint16Array(from.wordTerm.length);
  const nextPlace = placeFrom.slice();
  for (let word = 0; word < from.wordTerm.length; word++) {
    const term = rank[from.wordTerm.items[word] ?? 0] ?? 0;
    const at = nextPlace[term] ?? 0;
    nextPlace[term] = at + 1;
    places[at] = from.wordPlace.items[word] ?? 0;
  }
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
    postingFrom,
    postingPassage,
    postingWeight,
    placeFrom,
    places,
  };
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

function grown(counts: Uint8Array): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(counts.length * 2);
  next.set(counts);
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
