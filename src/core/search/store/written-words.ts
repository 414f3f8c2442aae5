/**
 * Words as they are written in texts, numbered as they are met, with their terms. A word is looked up by its units where it stands: no string is made of one that
 * is known, which is nearly all of reading a vault. What it holds is a copy: it keeps no text alive.
 */
import { languagesOf, type Language } from "../../text/stop-words";
import { termOf } from "../analysis/stem";
import { growing16, growing32, push } from "./growing";

export interface WrittenWords {
  /** The number of the word from `start` to `end`. Numbers hold until `clear`. */
  numberOf(text: string, start: number, end: number): number;
  /** Its term in a text of the language. */
  term(word: number, language: Language): string;
  /** The languages, by number, among whose function words it is. */
  languages(word: number): readonly number[];
  /** Its first UTF-16 unit. */
  firstUnit(word: number): number;
  readonly size: number;
  clear(): void;
}

const FIRST_SLOTS = 4096;

// One closure over a table: a look-up is a few lines, and runs for every word of every note.
export function createWrittenWords(): WrittenWords {
  /** Open addressing: of each slot the word's number plus one. */
  let slots = new Int32Array(FIRST_SLOTS);
  let hashes = growing32();
  let unitFrom = growing32();
  let units = growing16();
  let spoken: (readonly number[] | undefined)[] = [];
  let terms = new Map<Language, (string | undefined)[]>();

  const clear = (): void => {
    slots = new Int32Array(FIRST_SLOTS);
    hashes = growing32();
    unitFrom = growing32();
    units = growing16();
    spoken = [];
    terms = new Map();
    push(unitFrom, 0);
  };
  clear();
  const isAt = (word: number, text: string, start: number, end: number): boolean => {
    const from = unitFrom.items[word] ?? 0;
    if ((unitFrom.items[word + 1] ?? 0) - from !== end - start) return false;
    for (let offset = 0; offset < end - start; offset++) if (units.items[from + offset] !== text.charCodeAt(start + offset)) return false;
    return true;
  };
  const grow = (): void => {
    slots = new Int32Array(slots.length * 2);
    const mask = slots.length - 1;
    for (let word = 0; word < hashes.length; word++) {
      let slot = (hashes.items[word] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = word + 1;
    }
  };
  const textOf = (word: number): string => String.fromCharCode(...units.items.subarray(unitFrom.items[word], unitFrom.items[word + 1]));
  return {
    clear,
    numberOf: (text, start, end) => {
      const hash = hashOf(text, start, end);
      const mask = slots.length - 1;
      let slot = hash & mask;
      for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
        if (hashes.items[held - 1] === hash && isAt(held - 1, text, start, end)) return held - 1;
        slot = (slot + 1) & mask;
      }
      const word = hashes.length;
      slots[slot] = word + 1;
      push(hashes, hash);
      for (let index = start; index < end; index++) push(units, text.charCodeAt(index));
      push(unitFrom, units.length);
      if (hashes.length * 2 > slots.length) grow();
      return word;
    },
    term: (word, language) => {
      let known = terms.get(language);
      if (known === undefined) terms.set(language, (known = []));
      return (known[word] ??= termOf(textOf(word), language));
    },
    languages: (word) => {
      const known = spoken[word];
      if (known !== undefined) return known;
      const written = textOf(word).toLowerCase();
      return (spoken[word] = languagesOf(written.normalize("NFC")));
    },
    firstUnit: (word) => units.items[unitFrom.items[word] ?? 0] ?? 0,
    get size() {
      return hashes.length;
    },
  };
}

/** FNV-1a over code units, its high bits mixed into those that choose a slot. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
