/**
 * Words as they are written in texts, and their terms, both numbered as they are met. A word is looked up by its units where it stands: no string is made of one that
 * is known, which is nearly all of reading a vault. What it holds is a copy: it keeps no text alive.
 */
import { languageBits, type Language } from "../../text/stop-words";
import { termOf } from "../analysis/stem";
import { growing16, growing32, push16, push32 } from "./growing";
import { textOfUnits } from "./segment";

export interface WrittenWords {
  /** The number of the word from `start` to `end`, of which `hash` is the `rangeHash`. Numbers hold until `clear`. */
  numberOf(text: string, start: number, end: number, hash: number): number;
  /** The language of the texts that `termOf` is about from now on. */
  speak(language: Language): void;
  /** The number of its term. */
  termOf(word: number): number;
  termText(term: number): string;
  /** Of a term that is known its number. */
  numberOfTerm(text: string): number;
  /** The languages among whose function words it is, as `languageBits`. */
  languages(word: number): number;
  /** Its first UTF-16 unit. */
  firstUnit(word: number): number;
  readonly size: number;
  readonly terms: number;
  clear(): void;
}

const FIRST_SLOTS = 4096;
const SLOT = 4;

// One closure over a table: a look-up is a few lines, and runs for every word of every note.
export function createWrittenWords(): WrittenWords {
  /** Open addressing, in fours, so that a look-up has at hand what it needs: the word's number plus one, its hash, where its units begin, and how many they are. */
  let slots = new Int32Array(FIRST_SLOTS * SLOT);
  let unitFrom = growing32();
  let units = growing16();
  /** Of each word its `languageBits`; those of the words behind the last one are not known yet. */
  let spoken = growing16();
  /** Of each word its term's number plus one, by language. */
  let termsIn = new Map<Language, Int32Array>();
  let language: Language = "other";
  /** Those of the language spoken. */
  let terms: Int32Array = new Int32Array(0);
  let texts: string[] = [];
  let numbers = new Map<string, number>();

  const clear = (): void => {
    slots = new Int32Array(FIRST_SLOTS * SLOT);
    unitFrom = growing32();
    units = growing16();
    spoken = growing16();
    termsIn = new Map();
    terms = new Int32Array(0);
    texts = [];
    numbers = new Map();
    push32(unitFrom, 0);
  };
  clear();
  const isAt = (slot: number, text: string, start: number, length: number): boolean => {
    if (slots[slot + 3] !== length) return false;
    const from = slots[slot + 2] ?? 0;
    for (let offset = 0; offset < length; offset++) if (units.items[from + offset] !== text.charCodeAt(start + offset)) return false;
    return true;
  };
  const grow = (): void => {
    const before = slots;
    slots = new Int32Array(before.length * 2);
    for (let slot = 0; slot < before.length; slot += SLOT) if (before[slot] !== 0) slots.set(before.subarray(slot, slot + SLOT), freeSlot(before[slot + 1] ?? 0));
  };
  const freeSlot = (hash: number): number => {
    let slot = (hash << 2) & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + SLOT) & (slots.length - 1);
    return slot;
  };
  const textOf = (word: number): string => textOfUnits(units.items, unitFrom.items[word] ?? 0, unitFrom.items[word + 1] ?? 0);
  const learn = (word: number): number => {
    if (word >= terms.length) {
      const larger = new Int32Array(unitFrom.length * 2);
      larger.set(terms);
      termsIn.set(language, (terms = larger));
    }
    const text = termOf(textOf(word), language);
    let term = numbers.get(text);
    if (term === undefined) {
      term = texts.length;
      numbers.set(text, term);
      texts.push(text);
    }
    terms[word] = term + 1;
    return term;
  };
  return {
    clear,
    numberOf: (text, start, end, hash) => {
      const mask = slots.length - 1;
      let slot = (hash << 2) & mask;
      for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
        if (slots[slot + 1] === hash && isAt(slot, text, start, end - start)) return held - 1;
        slot = (slot + SLOT) & mask;
      }
      const word = unitFrom.length - 1;
      slots.set([word + 1, hash, units.length, end - start], slot);
      for (let index = start; index < end; index++) push16(units, text.charCodeAt(index));
      push32(unitFrom, units.length);
      if (unitFrom.length * SLOT * 2 > slots.length) grow();
      return word;
    },
    speak: (next) => {
      language = next;
      terms = termsIn.get(next) ?? new Int32Array(0);
    },
    termOf: (word) => {
      const known = terms[word] ?? 0;
      return known > 0 ? known - 1 : learn(word);
    },
    termText: (term) => texts[term] ?? "",
    numberOfTerm: (text) => numbers.get(text) ?? -1,
    languages: (word) => {
      for (let next = spoken.length; next <= word; next++) push16(spoken, languageBits(textOf(next).toLowerCase().normalize("NFC")));
      return spoken.items[word] ?? 0;
    },
    firstUnit: (word) => units.items[unitFrom.items[word] ?? 0] ?? 0,
    get size() {
      return unitFrom.length - 1;
    },
    get terms() {
      return texts.length;
    },
  };
}
