/**
 * Names as a model gives them, against the section they are said to be of. A name stands there as words of its own and is written in characters that show what
 * they are; an alias is kept only where the words, or its own letters, bear out that it is the same thing: it would blend two concepts, and link to the wrong one.
 */
import { acronymMatches, equates, isAcronym } from "../../extractive/aliases";
import { lowerPlain } from "../../extractive/letters";
import { isUnspacedUnit } from "../../extractive/scripts";
import { isStopWord } from "../../extractive/stop-words";
import { foldName } from "../../extractive/name-register";
import { wordsOf } from "../../extractive/words";

/** Longer names are sentences. */
const LONGEST_NAME = 120;
/** Between the letters of a name a text may have so many other characters: "Open-Gauss" for "OpenGauss". */
const BETWEEN = "[^\\p{L}\\p{N}\\p{M}+#]{0,3}";
/** Languages change the ends of names by so many letters. */
const ENDING = "\\p{L}{0,3}(?![\\p{L}\\p{N}])";
const PLAIN = /^\.?[\p{L}\p{N}][\p{L}\p{N}\p{M} .,'’&+#/()-]*$/u;
const HIDDEN = /\p{C}/gu;

/** The name as it may be shown: the model's own spelling where that is plain, else the section's; "" where the section has no such name. */
export function nameIn(words: string, given: string): string {
  const key = foldName(given);
  if (key === "" || key.length > LONGEST_NAME || given.length > LONGEST_NAME || isFunctionWord(given)) return "";
  const found = find(words, key);
  if (found === null) return "";
  return PLAIN.test(given) ? given : found.replace(HIDDEN, "").replace(/\s+/gu, " ").trim();
}

const isFunctionWord = (name: string): boolean => wordsOf(name).every(({ text }) => isStopWord(lowerPlain(text)) && !/^\p{Lu}{2,}$/u.test(text));

/** Scripts without spaces have no words that could begin or end. */
function find(words: string, key: string): string | null {
  const letters = [...key].map((letter) => letter.replace("+", "\\+")).join(BETWEEN);
  const isUnspaced = isUnspacedUnit(key.charCodeAt(0));
  const pattern = new RegExp(isUnspaced ? letters : `(?<![\\p{L}\\p{N}\\p{M}])(${letters})${ENDING}`, "iu");
  const found = pattern.exec(words);
  return found === null ? null : (found[1] ?? found[0]);
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
