/** Other names of the same thing, where the text itself says so: "Tiny C Compiler (TCC)", "also known as". An acronym counts only when its letters are the words'. */
import { lowerPlain, withoutPossessive } from "./letters";
import { isStopWord } from "../../text/stop-words";
import { lastWord, wordsOf } from "./words";

const ACRONYM = /^\p{Lu}[\p{Lu}\p{N}&.-]{1,9}s?$/u;

const NO_CAPITAL = /[^\p{Lu}]/gu;
const NO_LETTER = /[^\p{L}]/gu;

export function isAcronym(word: string): boolean {
  return ACRONYM.test(word) && word.replace(NO_CAPITAL, "").length >= 2;
}

function lettersOf(acronym: string): string {
  return acronym.replace(/s$/u, "").replace(NO_LETTER, "").toLowerCase();
}

/**
 * Whether the acronym's letters are the initials of the words, small words counted or not. At least two letters; from three on they may
 * stand in another order ("Coordinated Universal Time" is UTC, a name made to suit two languages).
 */
export function acronymMatches(acronym: string, expansion: string): boolean {
  const letters = lettersOf(acronym);
  if (letters.length < 2 || letters.length > 10) return false;
  const words = wordsOf(expansion).flatMap((word) => partsOf(word.text));
  if (words.length < 2) return false;
  const initials = words.map((word) => word.charAt(0)).join("");
  const strong = words.filter((word) => !isStopWord(word)).map((word) => word.charAt(0)).join("");
  return letters === initials || letters === strong || (letters.length >= 3 && sorted(letters) === sorted(strong));
}

const sorted = (letters: string): string => [...letters].sort().join("");

const PART_BREAK = /[-_.]|(?<=\p{Ll})(?=\p{Lu})/u;

/** "TextSynth" is two words here, and so is "open-source". */
function partsOf(word: string): string[] {
  return word
    .split(PART_BREAK)
    .filter((part) => part !== "")
    .map((part) => lowerPlain(part));
}

/** A name written out and its short form, as the text pairs them. */
export interface AliasPair {
  name: string;
  alias: string;
  start: number;
}

/** A sentence with more brackets than this is a table in disguise. */
const MOST_BRACKETS = 6;

/** "retrieval augmented generation (RAG)", "RAG (retrieval augmented generation)" in one sentence, any case. */
export function bracketedAliases(sentence: string): AliasPair[] {
  const pairs: AliasPair[] = [];
  if (!sentence.includes("(") && !sentence.includes("（")) return pairs;
  let looked = 0;
  for (const match of sentence.matchAll(/[(（]([^()（）]{2,80})[)）]/gu)) {
    if ((looked += 1) > MOST_BRACKETS) break;
    const inside = (match[1] ?? "").trim().replace(/^(?:or|also|aka|a\.k\.a\.|short|abbreviated|formerly|i\.e\.,?) /iu, "");
    if (isAcronym(inside)) {
      const expansion = expansionBefore(sentence, match.index, inside);
      if (expansion !== null) pairs.push({ name: expansion.text, alias: inside.replace(/s$/u, ""), start: expansion.start });
    } else {
      const last = lastWord(sentence.slice(Math.max(0, match.index - 120), match.index));
      if (isAcronym(last) && acronymMatches(last, inside)) pairs.push({ name: inside, alias: last, start: match.index });
    }
  }
  return pairs;
}

function expansionBefore(sentence: string, end: number, acronym: string): { text: string; start: number } | null {
  const from = Math.max(0, end - 120);
  const words = wordsOf(sentence.slice(from, end));
  const most = Math.min(words.length, lettersOf(acronym).length + 4);
  for (let count = 1; count <= most; count += 1) {
    const first = words[words.length - count];
    const last = words.at(-1);
    if (first === undefined || last === undefined) return null;
    const text = withoutPossessive(sentence.slice(from + first.start, from + last.end));
    if (/[,;:]/u.test(text)) return null;
    if (!isStopWord(first.text.toLowerCase()) && acronymMatches(acronym, text)) return { text, start: from + first.start };
  }
  return null;
}

/** Whether the words between two names say that they are one: "TCC, the Tiny C Compiler", "X, also known as Y". */
export function equates(between: string): "always" | "acronym" | null {
  if (/^,? ?\(?(?:(?:also|better|formerly|previously|otherwise) (?:known as|called|named)|a\.?k\.?a\.?|short for|auch bekannt als|también conocid[oa] como|aussi appelée?|connue? sous le nom de)(?: the)? ["“]?$/iu.test(between)) return "always";
  return /^["”]?(?:, (?:the |or |or the |der |die |das |el |la |le )?|,? ?\((?:the )?|: )["“]?$/iu.test(between) ? "acronym" : null;
}
