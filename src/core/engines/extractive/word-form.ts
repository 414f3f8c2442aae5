/** What the letters of one word say: capitals, digits, a possessive, a suffix that belongs to no name. Knows no sentence. */
import { isCommonWord } from "./common-words";
import { plainLetters, withoutPossessive } from "./letters";
import { isStopWord } from "../../text/stop-words";
import { isFinding } from "./telling-words";

export type Shape = "small" | "capital" | "upper" | "mixed" | "number" | "code";

export interface WordForm {
  /** Plain letters, without a possessive and without a suffix such as "-based". */
  plain: string;
  lower: string;
  shape: Shape;
  isPossessive: boolean;
  /** Whether a suffix was cut off. */
  isCut: boolean;
  /** Whether it is nothing but small ASCII letters. */
  isSmallWord: boolean;
  /** Whether `lower` is an English function word, and whether it is common English. */
  isStop: boolean;
  isCommon: boolean;
  /** Whether `lower` tells of a finding. */
  isFinding: boolean;
}

const CUT_SUFFIX = /^(.+?)-(?:based|like|style|powered|led|backed|born|era|native|specific|only|level|compatible|wide|friendly|built|made|driven|trained|focused|inspired|related|sponsored|funded|owned|certified|ready|approved|compliant|type|first|centric|shaped|hosted|produced|style|dominated|speaking|american)$/u;
const DOMAIN = /^[a-z0-9-]{2,30}\.(?:gov|org|com|io|ai|net|dev|js|app|edu|co)$/u;
const SMALL_WORD = /^[a-z]+$/;

export function formOf(text: string): WordForm {
  if (SMALL_WORD.test(text)) return { plain: text, lower: text, shape: "small", isPossessive: false, isCut: false, isSmallWord: true, isStop: isStopWord(text), isCommon: isCommonWord(text), isFinding: isFinding(text) };
  const letters = plainLetters(text);
  const bare = withoutPossessive(letters);
  const cut = bare.includes("-") ? CUT_SUFFIX.exec(bare) : null;
  const plain = cut !== null && CAPITAL.test(bare) ? (cut[1] ?? bare) : bare;
  const lower = plain.toLowerCase();
  return { plain, lower, shape: shapeOf(plain), isPossessive: bare !== letters, isCut: plain !== bare, isSmallWord: false, isStop: isStopWord(lower), isCommon: isCommonWord(lower), isFinding: isFinding(lower) };
}

const NUMBER = /^[\p{N}.,-]+$/u;
const CODE = /^\p{N}+\p{Lu}$/u;
const CAPITAL = /\p{Lu}/u;
const JOINED_WORDS = /^\p{L}+_\p{L}/u;
const NO_LETTER = /[^\p{L}]/gu;
const PLURAL_CAPITALS = /^\p{Lu}{2,}s$/u;
const LEADING_DIGIT = /^\p{N}/u;
const INNER_CAPITAL = /[\p{Ll}\p{N}]\p{Lu}|^\p{Lu}{2,}\p{Ll}|\p{Ll}_|_\p{Ll}/u;
const LEADING_CAPITAL = /^\p{Lu}/u;
const DIGIT = /\p{N}/u;

function shapeOf(text: string): Shape {
  if (NUMBER.test(text)) return "number";
  if (CODE.test(text)) return "code";
  if (!CAPITAL.test(text)) return JOINED_WORDS.test(text) || DOMAIN.test(text) ? "mixed" : "small";
  const letters = text.replace(NO_LETTER, "");
  if (letters.length >= 2 && (letters === letters.toUpperCase() || PLURAL_CAPITALS.test(letters))) return LEADING_DIGIT.test(text) && letters.length < 3 ? "code" : "upper";
  if (INNER_CAPITAL.test(text)) return "mixed";
  if (LEADING_CAPITAL.test(text)) return DIGIT.test(text) && letters.length <= 4 ? "mixed" : "capital";
  return "mixed";
}
