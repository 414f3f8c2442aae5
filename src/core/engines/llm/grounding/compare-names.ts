/** Whether the names of a sentence stand in its evidence, and nobody was put in the place of another. */
import { isOriginAdjective } from "../../extractive/places";
import type { Language } from "../../../text/stop-words";
import type { Disagreement } from "./disagreement";
import { isContent, type Reading, type Token } from "./reading";
import { isOfFigures, namesOf } from "./read-names";

export interface NameIndex {
  /** All words, small, as they are and without marks over letters; two neighbours joined; initials of names. */
  words: Set<string>;
  byBeginning: Map<string, string[]>;
  /** What stands between two words, and before or behind two words. */
  slots: Map<string, string[]>;
}

const MARKS = /\p{M}/gu;
const bare = (lower: string): string => (/^[a-z0-9]*$/.test(lower) ? lower : lower.normalize("NFD").replace(MARKS, "").replace(/ß/g, "ss"));
const BEGINNING = 4;
const MOST_IN_A_PLACE = 20;

export function indexNames(readings: readonly Reading[]): NameIndex {
  const index: NameIndex = { words: new Set(), byBeginning: new Map(), slots: new Map() };
  for (const { tokens } of readings) {
    let initials = "";
    tokens.forEach((token, at) => {
      addWord(index, token);
      if (token.isWide) return;
      const next = tokens[at + 1];
      if (next !== undefined && !next.isWide) index.words.add(token.lower + next.lower);
      initials = /^\p{Lu}/u.test(token.text) ? (initials + token.lower.charAt(0)).slice(-6) : token.isStop ? initials : "";
      for (let from = 0; from + 1 < initials.length; from += 1) index.words.add(initials.slice(from));
    });
    tokens.forEach((token, at) => {
      for (const key of slotKeys(tokens, at)) push(index.slots, key, token.text);
    });
  }
  return index;
}

function addWord({ words, byBeginning }: NameIndex, token: Token): void {
  if (words.has(token.lower) && token.isWide) return;
  for (const form of new Set([token.lower, bare(token.lower)])) {
    if (words.has(form)) continue;
    words.add(form);
    push(byBeginning, form.slice(0, BEGINNING), form);
  }
}

function push(map: Map<string, string[]>, key: string, word: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [word]);
  else if (list.length < MOST_IN_A_PLACE && !list.includes(word)) list.push(word);
}

/** The places a word stands in: between its neighbours, behind two words, before two words. "^" and "$" are the ends of a sentence. */
function slotKeys(tokens: readonly Token[], at: number): string[] {
  const token = tokens[at];
  const word = (index: number, end: string): string => {
    const other = tokens[index];
    return other === undefined || other.sentence !== token?.sentence ? end : other.lower;
  };
  const [before2, before, next, next2] = [word(at - 2, "^"), word(at - 1, "^"), word(at + 1, "$"), word(at + 2, "$")];
  const keys: string[] = [];
  if (before !== "^" && next !== "$") keys.push(`${before} ? ${next}`);
  if (next !== "$") keys.push(`? ${next} ${next2}`);
  if (before !== "^") keys.push(`${before2} ${before} ?`);
  return keys;
}

export function compareNames(sentence: Reading, evidence: NameIndex, language: Language): Disagreement[] {
  const { tokens } = sentence;
  const strangers = new Set<number>();
  for (const { first, last, isSure } of namesOf(sentence, language)) {
    const words = tokens.slice(first, last + 1);
    if (isKnownAsWhole(words, evidence)) continue;
    words.forEach((token, offset) => {
      if (isKnown(token, evidence, language) || (isOriginAdjective(token.lower) && isInflected(token, evidence))) return;
      if (isSure || !isInflected(token, evidence) || words.length > 1) strangers.add(first + offset);
    });
  }
  for (let index = 0; index < tokens.length; index += 1) if (!strangers.has(index) && isSubstitute(tokens, index, evidence, language)) strangers.add(index);
  return [...strangers].sort((left, right) => left - right).map((index) => ({ kind: "name", text: tokens[index]?.text ?? "", message: `The evidence does not name "${tokens[index]?.text ?? ""}".` }));
}

/** "European Union" for "EU", "Chat GPT" for "ChatGPT". */
function isKnownAsWhole(words: readonly Token[], { words: known }: NameIndex): boolean {
  if (words.length < 2) return false;
  return known.has(words.map(({ lower }) => lower).join("")) || (words.length > 2 && known.has(words.map(({ lower }) => lower.charAt(0)).join(""))) || (words.length === 2 && words.every(({ lower }) => lower.length > 3) && known.has(words.map(({ lower }) => lower.charAt(0)).join("")));
}

const INFLECTED: ReadonlySet<Language> = new Set(["ru", "pl"]);

function isKnown(token: Token, { words, byBeginning }: NameIndex, language: Language): boolean {
  for (const form of new Set([token.lower, bare(token.lower)])) {
    if (words.has(form) || words.has(`${form}s`) || words.has(`${form}es`) || (form.length > 3 && form.endsWith("s") && (words.has(form.slice(0, -1)) || words.has(form.slice(0, -2))))) return true;
    const isInflecting = INFLECTED.has(language) || /[\u0370-\u03ff\u0400-\u052f]/u.test(form);
    if (isInflecting && (byBeginning.get(form.slice(0, BEGINNING)) ?? []).some((other) => isFormOf(form, other))) return true;
  }
  return false;
}

/** Two forms of one word in a language that changes its endings: what they share is all but three letters at most. */
function isFormOf(left: string, right: string): boolean {
  let same = 0;
  while (same < left.length && left.charAt(same) === right.charAt(same)) same += 1;
  return same >= BEGINNING && left.length - same <= 3 && right.length - same <= 3;
}

/** Whether a capitalised common word is a form of one of the evidence's words. */
const isInflected = (token: Token, { byBeginning }: NameIndex): boolean => (byBeginning.get(token.lower.slice(0, BEGINNING)) ?? []).some((other) => token.lower.length >= BEGINNING && isFormOf(token.lower, other));

const CAPITAL = /^\p{Lu}/u;
const CASELESS = /^[\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\uac00-\ud7a3]/u;

/**
 * A word that the evidence does not have, in a place where the evidence has another that looks like a name. In a script without capitals it must be the only
 * such word between two neighbours on each side.
 */
function isSubstitute(tokens: readonly Token[], at: number, evidence: NameIndex, language: Language): boolean {
  const token = tokens[at];
  if (token === undefined || token.isWide || !isContent(token) || isOfFigures(token) || /\d/.test(token.text) || isKnown(token, evidence, language) || isInflected(token, evidence)) return false;
  const keys = slotKeys(tokens, at);
  if (CASELESS.test(token.text)) {
    const both = keys.filter((key) => evidence.slots.has(key));
    return both.length >= Math.min(2, keys.length) && both.length > 0 && tokens.length > 3;
  }
  if (!CAPITAL.test(token.text)) return false;
  if (language === "de" && /^(?:der|die|das|des|dem|den|eine?[nmrs]?|im|am|zum|zur|vom|beim|\p{Ll}+(?:e|en|er|es|em))$/u.test(tokens[at - 1]?.text ?? "")) return false;
  return keys.some((key) => (evidence.slots.get(key) ?? []).some((other) => CAPITAL.test(other) && other.toLowerCase() !== token.lower));
}
