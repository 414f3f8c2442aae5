/** Letters as they are compared: plain for styled ones, small for capitals, without a possessive. Knows single texts only. */
import { remember } from "../../text/remember";

const BEYOND_ASCII = /[^\u0000-\u007f]/;

/** Plain letters for styled ones (mathematical bold, full width, ligatures); cheap for ordinary text. */
export function plainLetters(text: string): string {
  return BEYOND_ASCII.test(text) ? text.normalize("NFKC") : text;
}

const REMEMBERED_WORDS = 30_000;

export const lowerPlain: (text: string) => string = remember(REMEMBERED_WORDS, (text) => plainLetters(text).toLowerCase());

const POSSESSIVE = /(?:['’]s|['’])$/u;

/** "Bellard’s" -> "Bellard". */
export function withoutPossessive(word: string): string {
  return word.includes("'") || word.includes("’") ? word.replace(POSSESSIVE, "") : word;
}

const SPACES = /\s+/gu;
const FOLDABLE = /\s\s|[^\S ]/;

/** Every run of white space as one space. */
export function foldSpaces(text: string): string {
  return FOLDABLE.test(text) ? text.replace(SPACES, " ") : text;
}
