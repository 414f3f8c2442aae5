/** Builds a segment from notes, each handed in as text and forgotten: words are numbered as they come, and sorted once at the end. */
import { guessLanguage, LANGUAGE_SAMPLE, type Language, languagesOf } from "../../text/stop-words";
import { scanWords } from "../analysis/scan-words";
import { termOf } from "../analysis/stem";
import type { CutNote } from "../passages";
import { exact, growing16, growing32, growing8, push } from "./growing";
import { IN_HEADING, IN_TITLE, MOST_COUNTED, textChecksum, type IndexedNote, type Segment } from "./segment";

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
  /** The segment of all that was added; the builder is empty afterwards. */
  build(): Segment;
}

/** Words of this many forms are remembered; more come from hostile or foreign text, and are worked out each time. */
const MOST_REMEMBERED = 200_000;
const LAST_PLACE = 0xffff;

/** What the builders of one index share: the term of each word as written, by language. */
export type TermMemory = Map<Language, Map<string, string>>;

/** A piece cut out of a text keeps the whole text in memory for as long as it is held; a copy does not. */
const ownCopy = <Data extends string | IndexedNote>(data: Data): Data => JSON.parse(JSON.stringify(data)) as Data;

export function remembered(memory: TermMemory, written: string, language: Language): string {
  let terms = memory.get(language);
  if (terms === undefined) memory.set(language, (terms = new Map<string, string>()));
  const known = terms.get(written);
  if (known !== undefined) return known;
  const term = termOf(written, language);
  if (terms.size >= MOST_REMEMBERED) terms.clear();
  terms.set(written, term);
  return term;
}

// One closure over what is collected: it runs for every word of every note, and hands nothing around.
export function createSegmentBuilder(memory: TermMemory): SegmentBuilder {
  let collected = newCollection();
  let counts = new Uint8Array(4096);
  const add = (file: NoteFile, cut: CutNote, text: string): void => {
    const language = languageOf(cut, text);
    const { path, properties, passages } = cut;
    collected.notes.push(ownCopy({ path, ...file, ...properties, language }));
    const met: number[] = [];
    const written = writtenIn(collected, language);
    const numberOf = (word: string): number => {
      const known = written.get(word);
      if (known !== undefined) return known;
      const own = ownCopy(word);
      const term = remembered(memory, own, language);
      let number = collected.numbers.get(term);
      if (number === undefined) {
        number = collected.numbers.size;
        collected.numbers.set(term, number);
        if (number >= counts.length) counts = grown(counts);
      }
      written.set(own, number);
      return number;
    };
    const mark = (word: string, flag: number): void => {
      const number = numberOf(word);
      const before = counts[number] ?? 0;
      if (before === 0) met.push(number);
      counts[number] = before | flag;
    };
    const names = [properties.title, ...properties.aliases];
    for (const passage of passages) {
      const words = scanWords(text, passage.start, passage.end, (word, _start, _end, place) => {
        if (place > LAST_PLACE) return;
        const number = numberOf(word);
        const before = counts[number] ?? 0;
        if (before === 0) met.push(number);
        if ((before & MOST_COUNTED) === MOST_COUNTED) return;
        counts[number] = before + 1;
        push(collected.wordTerm, number);
        push(collected.wordPlace, place);
      });
      for (const name of names) scanWords(name, 0, name.length, (word) => mark(word, IN_TITLE));
      if (passage.heading !== "") scanWords(passage.heading, 0, passage.heading.length, (word) => mark(word, IN_HEADING));
      const number = collected.passageStart.length;
      push(collected.passageStart, passage.start);
      push(collected.passageEnd, passage.end);
      push(collected.passageHeading, passage.headingStart + 1);
      push(collected.passageChecksum, textChecksum(text, passage.start, passage.end));
      push(collected.passageLength, Math.min(LAST_PLACE, words));
      for (const term of met) {
        push(collected.entryTerm, term);
        push(collected.entryPassage, number);
        push(collected.entryWeight, counts[term] ?? 0);
        counts[term] = 0;
      }
      met.length = 0;
    }
    push(collected.passageFrom, collected.passageStart.length);
  };
  return {
    add,
    get notes() {
      return collected.notes.length;
    },
    get words() {
      return collected.wordTerm.length;
    },
    build: () => {
      const segment = sorted(collected);
      collected = newCollection();
      return segment;
    },
  };
}

interface Collection {
  notes: IndexedNote[];
  /** The number of each term, and of each word as written, by language. */
  numbers: Map<string, number>;
  written: Map<Language, Map<string, number>>;
  passageFrom: ReturnType<typeof growing32>;
  passageStart: ReturnType<typeof growing32>;
  passageEnd: ReturnType<typeof growing32>;
  passageHeading: ReturnType<typeof growing32>;
  passageChecksum: ReturnType<typeof growing32>;
  passageLength: ReturnType<typeof growing16>;
  entryTerm: ReturnType<typeof growing32>;
  entryPassage: ReturnType<typeof growing32>;
  entryWeight: ReturnType<typeof growing8>;
  wordTerm: ReturnType<typeof growing32>;
  wordPlace: ReturnType<typeof growing16>;
}

function newCollection(): Collection {
  const passageFrom = growing32(16);
  push(passageFrom, 0);
  return {
    notes: [],
    numbers: new Map(),
    written: new Map(),
    passageFrom,
    passageStart: growing32(16),
    passageEnd: growing32(16),
    passageHeading: growing32(16),
    passageChecksum: growing32(16),
    passageLength: growing16(16),
    entryTerm: growing32(256),
    entryPassage: growing32(256),
    entryWeight: growing8(256),
    wordTerm: growing32(256),
    wordPlace: growing16(256),
  };
}

function writtenIn({ written }: Collection, language: Language): Map<string, number> {
  let words = written.get(language);
  if (words === undefined) written.set(language, (words = new Map<string, number>()));
  return words;
}

/** Brings the entries into the order of their terms, by counting: within a term they keep the order of passages. */
function sorted(from: Collection): Segment {
  const terms = [...from.numbers.keys()].sort();
  const rank = new Uint32Array(terms.length);
  const termFrom = new Uint32Array(terms.length + 1);
  terms.forEach((term, index) => {
    rank[from.numbers.get(term) ?? 0] = index;
    termFrom[index + 1] = (termFrom[index] ?? 0) + term.length;
  });
  const termUnits = new Uint16Array(termFrom[terms.length] ?? 0);
  let unit = 0;
  for (const term of terms) for (let offset = 0; offset < term.length; offset++) termUnits[unit++] = term.charCodeAt(offset);

  const postingFrom = startsOf(from.entryTerm.items, from.entryTerm.length, rank, terms.length);
  const postingPassage = new Uint32Array(from.entryTerm.length);
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

function startsOf(terms: Uint32Array, length: number, rank: Uint32Array, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (let index = 0; index < length; index++) {
    const at = (rank[terms[index] ?? 0] ?? 0) + 1;
    starts[at] = (starts[at] ?? 0) + 1;
  }
  for (let term = 0; term < count; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  return starts;
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
function languageOf({ passages }: CutNote, text: string): Language {
  const words: (readonly number[])[] = [];
  let [cyrillic, arabic] = [0, 0];
  for (const { start, end } of passages) {
    if (words.length >= MOST_WORDS) break;
    scanWords(text, start, Math.min(end, start + 1000), (written) => {
      if (words.length >= MOST_WORDS) return;
      const unit = written.charCodeAt(0);
      if (unit >= 0x400 && unit < 0x530) cyrillic++;
      else if (unit >= 0x600 && unit < 0x700) arabic++;
      words.push(languagesOf(unit < 128 ? written.toLowerCase() : written.toLowerCase().normalize("NFC")));
    });
  }
  const language = words.length < LEAST_WORDS ? "other" : guessLanguage(words);
  if (language !== "other") return language;
  if (cyrillic * 2 > words.length) return "ru";
  return arabic * 2 > words.length ? "ar" : "en";
}
