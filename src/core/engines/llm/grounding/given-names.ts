/**
 * Names as a model gives them, against the section they are said to be of. A name stands there as words of its own and is written in characters that show what
 * they are; an alias is kept only where the words, or its own letters, bear out that it is the same thing: it would blend two concepts, and link to the wrong one.
 */
import { acronymMatches, equates, isAcronym } from "../../extractive/aliases";
import { lowerPlain } from "../../extractive/letters";
import { isUnspacedUnit } from "../../extractive/scripts";
import { isStopWord } from "../../../text/stop-words";
import { foldName } from "../../extractive/name-register";
import { wordsOf } from "../../extractive/words";

/** Longer names are sentences. */
const LONGEST_NAME = 120;
/** What names are not compared by. */
const OTHERS = /[^\p{L}\p{N}\p{M}+#]/gu;
const WORD = /[\p{L}\p{N}\p{M}]/u;
/** Between the letters of a name a text may have so many other characters: "Open-Gauss" for "OpenGauss". */
const MOST_BETWEEN = 3;
/** Languages change the ends of names by so many letters. */
const LONGEST_ENDING = 3;
const PLAIN = /^\.?[\p{L}\p{N}][\p{L}\p{N}\p{M} .,'’&+#/()-]*$/u;
const HIDDEN = /\p{C}/gu;

/** The name as it may be shown: the model's own spelling where that is plain, else the section's; "" where the section has no such name. */
export function nameIn(words: Letters, given: string): string {
  const key = foldName(given);
  if (key === "" || key.length > LONGEST_NAME || given.length > LONGEST_NAME || isFunctionWord(given)) return "";
  const found = find(words, key);
  if (found === null) return "";
  return PLAIN.test(given) ? given : found.replace(HIDDEN, "").replace(/\s+/gu, " ").trim();
}

const isFunctionWord = (name: string): boolean => wordsOf(name).every(({ text }) => isStopWord(lowerPlain(text)) && !/^\p{Lu}{2,}$/u.test(text));

/** The letters and digits of a text as names are compared by, each with where it stood. */
export interface Letters {
  words: string;
  text: string;
  starts: number[];
  ends: number[];
}

/** Read once for all names a reply gives of a section. */
export function lettersOf(given: string): Letters {
  const words = given.normalize("NFC");
  const [units, starts, ends]: [string[], number[], number[]] = [[], [], []];
  for (let at = 0; at < words.length; ) {
    const character = String.fromCodePoint(words.codePointAt(at) ?? 0);
    for (const unit of lowerPlain(character).replace(OTHERS, "").split("")) {
      units.push(unit);
      starts.push(at);
      ends.push(at + character.length);
    }
    at += character.length;
  }
  return { words, text: units.join(""), starts, ends };
}

/** The words as they stand there; null where they do not. Linear in the text, but for texts that repeat the name's beginning. */
function find(letters: Letters, key: string): string | null {
  const isUnspaced = isUnspacedUnit(key.charCodeAt(0));
  for (let at = letters.text.indexOf(key); at >= 0; at = letters.text.indexOf(key, at + 1)) {
    const last = at + key.length - 1;
    if (isTogether(letters, at, last) && (isUnspaced || (isBeginning(letters, at) && isEnd(letters, last)))) return letters.words.slice(letters.starts[at], letters.ends[last]);
  }
  return null;
}

const gapBefore = ({ starts, ends }: Letters, at: number): number => (starts[at] ?? 0) - (ends[at - 1] ?? 0);

function isTogether(letters: Letters, first: number, last: number): boolean {
  for (let at = first + 1; at <= last; at += 1) if (gapBefore(letters, at) > MOST_BETWEEN) return false;
  return true;
}

const isWordUnit = ({ text }: Letters, at: number): boolean => WORD.test(text.charAt(at));

/** Scripts without spaces have no words that could begin or end. */
const isBeginning = (letters: Letters, at: number): boolean => at === 0 || gapBefore(letters, at) > 0 || !isWordUnit(letters, at - 1);

function isEnd(letters: Letters, last: number): boolean {
  for (let at = last + 1; at < letters.text.length && gapBefore(letters, at) <= 0; at += 1) {
    if (!isWordUnit(letters, at)) return true;
    if (at - last > LONGEST_ENDING || /\p{N}/u.test(letters.text.charAt(at))) return false;
  }
  return true;
}

/** Whether the section bears out that two of its names are one thing's: a short form, an acronym, or words that say so. */
export function isOtherForm(words: string, name: string, alias: string): boolean {
  if (foldName(name) === foldName(alias) || isShortForm(name, alias) || isShortForm(alias, name)) return true;
  if ((isAcronym(alias) && acronymMatches(alias, name)) || (isAcronym(name) && acronymMatches(name, alias))) return true;
  return areEquated(words, name, alias) || areEquated(words, alias, name);
}

const telling = (name: string): string[] => wordsOf(name).map(({ text }) => lowerPlain(text)).filter((word) => !isStopWord(word));

function isShortForm(long: string, short: string): boolean {
  const [all, some] = [telling(long), telling(short)];
  return some.length > 0 && some.every((word) => all.includes(word));
}

/** Words between two names that say the second is another name of the first. */
const NAMING = /^[^.!?;\n]{0,25}\b(?:known as|called|nicknamed|dubbed|renamed|named|alias|abbreviated|short for|stands for|formerly|previously|genannt|bekannt als|kurz für|dite?|surnommée?|llamad[oa]|detto|detta|chamad[oa])\b[^.!?;\n]{0,25}$/iu;
const BRACKET = /^["”]? ?[(（["“]{1,2}[^()（）.!?\n]{0,20}$/u;
const DENIES = /\b(?:not|never|nicht|pas|no)\b/iu;
const MOST_PLACES = 20;

function areEquated(words: string, first: string, second: string): boolean {
  const [text, one, two] = [lowerPlain(words), lowerPlain(first), lowerPlain(second)];
  for (let at = text.indexOf(one), places = 0; at >= 0 && places < MOST_PLACES; at = text.indexOf(one, at + 1), places += 1) {
    const from = at + one.length;
    const to = text.indexOf(two, from);
    if (to < 0) return false;
    if (to - from > 60) continue;
    const between = text.slice(from, to);
    if (equates(between) === "always" || BRACKET.test(between) || (NAMING.test(between) && !DENIES.test(between))) return true;
  }
  return false;
}
