/** Builds one segment from notes, each handed in as text and forgotten: words are numbered as they come, and sorted once at the end. */
import { guessLanguageOfBits, LANGUAGE_SAMPLE, type Language } from "../../text/stop-words";
import { scanRanges } from "../analysis/scan-words";
import type { CutNote, SearchPassage } from "../passages";
import { growing16, growing32, push16, push32, push8, type Growing } from "./growing";
import { IN_HEADING, IN_TITLE, textChecksum, type IndexedNote, type Segment } from "./segment";
import { newCollection, sortedSegment, type Collection } from "./sort-segment";
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
  const read: WordsRead = { words: growing32(), places: growing16(), until: [], lengths: [] };
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
    scanRanges(name, 0, name.length, (start, end, _, hash) => found.push(numberOf(written.numberOf(name, start, end, hash))));
    return [...new Set(found)];
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
    const language = languageOf(read.words, written);
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
    build: () => sortedSegment(collected, (term) => (numbers[written.numberOfTerm(term)] ?? 1) - 1),
  };
}

/** A note's words, passage by passage: numbers and places, and of each passage where its words end and how many there are. */
interface WordsRead {
  words: Growing<Uint32Array>;
  places: Growing<Uint16Array>;
  until: number[];
  lengths: number[];
}

/** Puts the words of a note in place of those of the one before. */
function readWords(passages: readonly SearchPassage[], text: string, written: WrittenWords, read: WordsRead): void {
  read.words.length = read.places.length = read.until.length = read.lengths.length = 0;
  for (const { start: from, end: to } of passages) {
    const length = scanRanges(text, from, to, (start, end, place, hash) => {
      if (place > LAST_PLACE) return;
      const word = written.numberOf(text, start, end, hash);
      push32(read.words, word);
      push16(read.places, place);
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

function resized(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const next = new Int32Array(length * 2);
  next.set(numbers);
  return next;
}

/** Text of fewer words than this says too little of its language; more need not be looked at. */
const LEAST_WORDS = 30;
const MOST_WORDS = Math.min(150, LANGUAGE_SAMPLE);

/** What is too short, or of a language without a stemmer, is taken for the first one of its script: a query's words are treated alike. */
function languageOf({ items, length }: Growing<Uint32Array>, written: WrittenWords): Language {
  const sample = Math.min(length, MOST_WORDS);
  const bits: number[] = [];
  for (let at = 0; at < sample; at++) bits.push(written.languages(items[at] ?? 0));
  const language = sample < LEAST_WORDS ? "other" : guessLanguageOfBits(bits);
  if (language !== "other") return language;
  let [cyrillic, arabic] = [0, 0];
  for (let at = 0; at < sample; at++) {
    const unit = written.firstUnit(items[at] ?? 0);
    if (unit >= 0x400 && unit < 0x530) cyrillic++;
    else if (unit >= 0x600 && unit < 0x700) arabic++;
  }
  if (cyrillic * 2 > sample) return "ru";
  return arabic * 2 > sample ? "ar" : "en";
}
