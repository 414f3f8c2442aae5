/**
 * A text as it is compared, with the way back to where each character came from. Case, composed letters, quotation marks, dashes, ellipses, white space,
 * what nobody sees and Markdown's marks make no difference. Linear; knows single texts only.
 */

/** `starts` and `ends` are UTF-16 offsets into the original, for each unit of `text`. */
export interface Folded {
  text: string;
  starts: Int32Array;
  ends: Int32Array;
}

const PLAIN: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201a": "'",
  "\u201b": "'",
  "\u02bc": "'",
  "\u2032": "'",
  "\u00b4": "'",
  "`": "",
  "\\": "",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u201f": '"',
  "\u2033": '"',
  "\u00ab": '"',
  "\u00bb": '"',
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2015": "-",
  "\u2212": "-",
  "\u2026": "...",
  "\u03c2": "\u03c3",
  "\u03a3": "\u03c3",
};

/** Soft hyphens, zero-width characters, marks of direction, variation selectors. */
export const isUnseen = (unit: number): boolean =>
  unit === 0xad || (unit >= 0x200b && unit <= 0x200f) || (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2060 && unit <= 0x2069) || (unit >= 0xfe00 && unit <= 0xfe0f) || unit === 0xfeff;

export const isSpaceUnit = (unit: number): boolean =>
  unit <= 0x20 || unit === 0x85 || unit === 0xa0 || unit === 0x1680 || (unit >= 0x2000 && unit <= 0x200a) || unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f || unit === 0x3000;

const isMark = (unit: number): boolean => unit === 0x2a || unit === 0x5f || unit === 0x7e;
const isAsciiWord = (unit: number): boolean => (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a);

/** `text` as it is compared. Letters are taken apart one by one, so that each part still knows its place. */
export function fold(text: string): Folded {
  const out = new Output(text.length);
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at);
    const single = isMark(unit) ? 0 : (SINGLES[unit] ?? 0);
    if (single > 0) {
      out.put(single, at, at + 1);
      at += 1;
      continue;
    }
    const character = unit >= 0xd800 && unit <= 0xdbff ? String.fromCodePoint(text.codePointAt(at) ?? unit) : text.charAt(at);
    const form = plainForm(text, at, character);
    for (let index = 0; index < form.length; index += 1) out.put(form.charCodeAt(index), at, at + character.length);
    at += character.length;
  }
  return out.folded();
}

/** The folded text while it is made: typed arrays that grow. */
class Output {
  private units: Uint16Array<ArrayBuffer>;
  private starts: Int32Array<ArrayBuffer>;
  private ends: Int32Array<ArrayBuffer>;
  private length = 0;

  constructor(expected: number) {
    this.units = new Uint16Array(expected + 32);
    this.starts = new Int32Array(expected + 32);
    this.ends = new Int32Array(expected + 32);
  }

  /** Adds a unit that came from `start` to `end`; a space after a space only lengthens it. */
  put(unit: number, start: number, end: number): void {
    if (unit === 0x20 && this.length > 0 && this.units[this.length - 1] === 0x20) {
      this.ends[this.length - 1] = end;
      return;
    }
    if (this.length === this.units.length) this.grow();
    this.units[this.length] = unit;
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.length += 1;
  }

  private grow(): void {
    const { units, starts, ends } = this;
    this.units = new Uint16Array(units.length * 2);
    this.starts = new Int32Array(units.length * 2);
    this.ends = new Int32Array(units.length * 2);
    this.units.set(units);
    this.starts.set(starts);
    this.ends.set(ends);
  }

  folded(): Folded {
    const parts: string[] = [];
    for (let at = 0; at < this.length; at += 8192) parts.push(String.fromCharCode(...this.units.subarray(at, Math.min(this.length, at + 8192))));
    return { text: parts.join(""), starts: this.starts.subarray(0, this.length), ends: this.ends.subarray(0, this.length) };
  }
}

/** The form of each single unit. */
const FORMS: (string | undefined)[] = new Array<string | undefined>(0x10000).fill(undefined);
/** The same where it is one unit; 0 where it is not, or nobody asked yet. */
const SINGLES = new Uint16Array(0x10000);

function plainForm(text: string, at: number, character: string): string {
  const unit = character.charCodeAt(0);
  // A mark between two letters or digits is part of what is said: 2*3, snake_case.
  if (isMark(unit)) return isAsciiWord(text.charCodeAt(at - 1)) && isAsciiWord(text.charCodeAt(at + 1)) ? character : "";
  if (character.length > 1) return smallParts(character);
  const form = (FORMS[unit] ??= formOfUnit(unit, character));
  if (form.length === 1) SINGLES[unit] = form.charCodeAt(0);
  return form;
}

function formOfUnit(unit: number, character: string): string {
  if (isSpaceUnit(unit)) return " ";
  if (isUnseen(unit)) return "";
  return PLAIN[character] ?? smallParts(character);
}

/** A styled or accented character in small plain parts. */
const smallParts = (character: string): string => character.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/\s+/gu, " ");

/** The comparison form alone, without white space at its ends. */
export const foldedText = (text: string): string => fold(text).text.trim();
