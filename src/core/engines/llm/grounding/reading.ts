/**
 * A text read once for all comparisons: plain characters, words with their sentences and clauses. Words of scripts without spaces are taken as overlapping
 * pairs of characters. Linear; knows nothing of what is compared.
 */
import { isUnspacedUnit } from "../../extractive/scripts";
import { splitSentences } from "../../extractive/sentences";
import { guessLanguage, type Language, languagesOf } from "../../../text/stop-words";

export interface Token {
  text: string;
  lower: string;
  /** What it is compared by: its beginning, small. */
  stem: string;
  start: number;
  end: number;
  sentence: number;
  clause: number;
  /** Whether it is a pair of characters of a script without spaces. */
  isWide: boolean;
  isStop: boolean;
}

/** `plain` has NFKC letters, ASCII digits, straight quotation marks and short dashes; all offsets are into it. */
export interface Reading {
  plain: string;
  tokens: Token[];
  language: Language;
  stems: ReadonlySet<string>;
  lowers: ReadonlySet<string>;
}

const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0be6, 0x0e50, 0x0ed0, 0x1040, 0x17e0];
const REPLACED = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u2018\u2019\u201a\u201b\u02bc\u201c-\u201f\u00ab\u00bb\u2010-\u2015\u2212\u066a-\u066c\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef\u0be6-\u0bef\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u17e0-\u17e9]/g;
const SIGNS: Readonly<Record<string, string>> = { "\u066a": "%", "\u066b": ".", "\u066c": ",", "\u00ab": '"', "\u00bb": '"', "\u2212": "-" };

function replacement(character: string): string {
  const sign = SIGNS[character];
  if (sign !== undefined) return sign;
  const unit = character.charCodeAt(0);
  const zero = ZEROS.find((first) => unit >= first && unit <= first + 9);
  if (zero !== undefined) return String(unit - zero);
  if ((unit >= 0x2018 && unit <= 0x201b) || unit === 0x02bc) return "'";
  if (unit >= 0x201c && unit <= 0x201f) return '"';
  return unit >= 0x2010 && unit <= 0x2015 ? "-" : "";
}

const DOTTED = /(?<![\p{L}.])(?:\p{Lu}\.){2,8}/gu;

/** The plain characters of a text: comparable whatever its script, digits and marks. "U.S." is "US". */
export function plainOf(text: string): string {
  const plain = text.normalize("NFKC").replace(REPLACED, replacement).replace(/\s/gu, " ");
  return plain.includes(".") ? plain.replace(DOTTED, (initials) => (initials.length > 3 ? initials.replaceAll(".", "") : initials)) : plain;
}

const WORD = /[\p{L}\p{M}\p{N}_]+(?:'[\p{L}\p{M}]+)*/gu;
const CLAUSE_END = /[,;:()،؛、，；：]|\s-\s/u;

export function readText(text: string): Reading {
  const plain = plainOf(text);
  const tokens: Token[] = [];
  const sentences = splitSentences(plain);
  let clause = 0;
  sentences.forEach(({ start, end }, sentence) => {
    clause += 1;
    const part = plain.slice(start, end);
    let last = 0;
    for (const match of part.matchAll(WORD)) {
      const gap = part.slice(last, Math.min(match.index, last + 20));
      if (last > 0 && CLAUSE_END.test(gap)) clause += 1;
      last = match.index + match[0].length;
      pushWord(tokens, match[0], start + match.index, sentence, clause);
    }
  });
  return { plain, tokens, language: guessLanguage(tokens.map((token) => languagesOf(token.lower))), stems: new Set(tokens.map((token) => token.stem)), lowers: new Set(tokens.map((token) => token.lower)) };
}

function pushWord(tokens: Token[], word: string, start: number, sentence: number, clause: number): void {
  for (let from = 0; from < word.length; ) {
    const isWide = isUnspacedUnit(word.charCodeAt(from));
    let to = from + 1;
    while (to < word.length && isUnspacedUnit(word.charCodeAt(to)) === isWide) to += 1;
    if (isWide) for (let at = from; at === from || at + 1 < to; at += 1) tokens.push(tokenOf(word.slice(at, Math.min(to, at + 2)), start + at, sentence, clause, true));
    else pushSpaced(tokens, word.slice(from, to), start + from, sentence, clause);
    from = to;
  }
}

const ELISION = /^(?:[cdjlmnst]|qu|dell|nell|sull|all|dall|un)'(?=\p{L})/iu;
const OWNER = /'s?$/u;

function pushSpaced(tokens: Token[], word: string, start: number, sentence: number, clause: number): void {
  const elided = word.includes("'") ? (ELISION.exec(word)?.[0] ?? "") : "";
  if (elided !== "") tokens.push(tokenOf(elided, start, sentence, clause, false));
  const rest = word.slice(elided.length);
  tokens.push(tokenOf(rest.includes("'") ? rest.replace(OWNER, "") : rest, start + elided.length, sentence, clause, false));
}

const tokenOf = (text: string, start: number, sentence: number, clause: number, isWide: boolean): Token => {
  const lower = text.toLowerCase();
  return { text, lower, stem: stemOf(lower), start, end: start + text.length, sentence, clause, isWide, isStop: !isWide && languagesOf(lower).length > 0 };
};

/** The beginning of a word, by which its forms are alike; a script with short words keeps less of it. */
export function stemOf(lower: string): string {
  const unit = lower.charCodeAt(0);
  if (unit >= 0xac00 && unit <= 0xd7a3) return lower.slice(0, 2);
  const bare = unit >= 0x0600 && unit <= 0x06ff && lower.length > 4 ? lower.replace(/^[وفبلك]?ال/u, "") : lower;
  return bare.length > 5 ? bare.slice(0, 5) : bare.length === 5 || bare.length === 4 ? bare.replace(/(?:s|e)$/u, "") : bare;
}

/** Whether a token says what the text is about: no function word and more than a letter. */
export const isContent = (token: Token): boolean => !token.isStop && (token.isWide || token.text.length > 1);
