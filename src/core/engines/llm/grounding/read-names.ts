/** The proper names of a text, by the look of their words. Scripts without capitals show only what other scripts stand in them. */
import { isCommonWord } from "../../extractive/common-words";
import { isFirstName } from "../../extractive/first-names";
import { isPlace } from "../../extractive/places";
import type { Language } from "../../../text/stop-words";
import type { Reading, Token } from "./reading";
import { monthOf, weekdayOf } from "./tables/months";
import { numberOfWord } from "./tables/number-words";
import { magnitudeOf, unitOf } from "./tables/units";

/** Words of a name that stand together: indices of tokens, the last one included. `isSure` is false where only the place of the capital may have made it. */
export interface NameFact {
  first: number;
  last: number;
  isSure: boolean;
}

const CAPITAL = /^\p{Lu}/u;
const MIXED = /^(?:\p{Lu}{2,}[\p{Ll}s]{0,2}|\p{L}*\p{Ll}\p{Lu}\p{L}*|(?=.*\p{L})(?=.*\d)[\p{L}\p{N}_]+)$/u;
/** 3rd, 90s, 2x, 10k: numbers with an ending. */
const NUMBER_WITH_ENDING = /^\d+(?:st|nd|rd|th|s|x|k|m|b|bn|er|ern|e|h|fach|px|ms|kg|km|cm|mm|gb|mb|kb|tb|ghz|mhz|hz|w|kw|v|p|d|c|f|g|l|t|am|pm)$/iu;
const SENTENCE_MARK = /[.!?:"'([|•*#>/-]\s*$/u;

/** All names of a text. */
export function namesOf(reading: Reading, language: Language): NameFact[] {
  const { tokens } = reading;
  const isTitle = looksLikeTitle(tokens);
  const names: NameFact[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const sureness = surenessOf(reading, index, language, isTitle);
    if (sureness === "none") continue;
    const before = names[names.length - 1];
    const isJoined = before?.last === index - 1 && /^[ -]{1,2}$/.test(reading.plain.slice(tokens[index - 1]?.end ?? 0, tokens[index]?.start ?? 0));
    if (before !== undefined && isJoined) {
      before.last = index;
      before.isSure ||= sureness === "sure";
    } else names.push({ first: index, last: index, isSure: sureness === "sure" });
  }
  return names;
}

type Sureness = "none" | "perhaps" | "sure";

function surenessOf({ plain, tokens }: Reading, index: number, language: Language, isTitle: boolean): Sureness {
  const token = tokens[index];
  if (token === undefined || token.isWide || token.text.length < 2) return "none";
  if (MIXED.test(token.text)) return isFigureWord(token) ? "none" : "sure";
  if (!CAPITAL.test(token.text)) return "none";
  if (token.isStop || monthOf(token.lower) > 0 || weekdayOf(token.lower) > 0 || isFigureWord(token) || numberOfWord(token.lower, "all") !== undefined) return "none";
  if (isFirstName(token.lower) || isPlace(token.text)) return "sure";
  if (isTitle) return "none";
  const isInitial = index === 0 || tokens[index - 1]?.sentence !== token.sentence || SENTENCE_MARK.test(plain.slice(Math.max(0, token.start - 3), token.start));
  if (language === "de") return germanSureness(tokens, index, isInitial);
  // A common word with a capital is of a title or an office; put in the place of another it is found by its place.
  if (isCommonWord(token.lower)) return "none";
  if (!isInitial) return "sure";
  const next = tokens[index + 1];
  const isBeforeCapital = next?.sentence === token.sentence && CAPITAL.test(next.text) && !next.isStop && next.start - token.end === 1;
  if (isBeforeCapital) return "perhaps";
  return language === "en" && !/(?:ing|ed|ly|ions?|ness|ments?|ity|ers?|ists?|als?|ous|ful|ive|s)$/u.test(token.lower) ? "perhaps" : "none";
}

/** Whether a word says a date, a number or a unit, whatever its letters look like. */
export const isOfFigures = (token: Token): boolean => monthOf(token.lower) > 0 || weekdayOf(token.lower) > 0 || numberOfWord(token.lower, "all") !== undefined || isFigureWord(token);

const isFigureWord = ({ text }: Token): boolean => NUMBER_WITH_ENDING.test(text) || unitOf(text) !== "" || magnitudeOf(text, false) !== 1;

const GERMAN_NOUN = /(?:ung|ungen|heit|keit|heiten|keiten|schaft|tion|tionen|tät|täten|nis|nisse|tum|ling|chen|lein|mus|ik|ie|ien|er|ern|en|e|el|ur|nz|zeit|werk|haus|teil|punkt|zahl|plan|satz|weg|buch|kind|jahr|land|stadt|welt|geld|s)$/u;
const GERMAN_BEFORE_NOUN = /^(?:der|die|das|des|dem|den|ein|eine|einen|einem|einer|eines|im|am|zum|zur|vom|beim|ins|ans|kein|keine|keinen|mein|sein|seine|seinen|seiner|ihr|ihre|ihren|ihrer|unser|diese|dieser|dieses|diesen|diesem|jede|jeder|jedes|viele|alle|mehr|\p{Ll}+(?:e|en|er|es|em))$/u;

/** In German every noun has a capital: a name is what no article stands before and what does not look like a noun. */
function germanSureness(tokens: readonly Token[], index: number, isInitial: boolean): Sureness {
  const token = tokens[index];
  const before = tokens[index - 1];
  if (token === undefined || isInitial || before === undefined) return "none";
  if (GERMAN_BEFORE_NOUN.test(before.text) || GERMAN_NOUN.test(token.lower)) return "none";
  return "perhaps";
}

/** Headings and shouting: a capital says nothing where most words have one. */
function looksLikeTitle(tokens: readonly Token[]): boolean {
  let capitals = 0;
  let words = 0;
  for (const token of tokens) {
    if (token.isWide || token.isStop || !/^\p{L}{2,}/u.test(token.text)) continue;
    words += 1;
    if (CAPITAL.test(token.text) && isCommonWord(token.lower)) capitals += 1;
  }
  return words >= 4 && capitals >= words * 0.5;
}
