/**
 * What is known of a word wherever it stands: worked out once a spelling and shared by all places where the word is written so.
 * Knows no sentence and no section.
 */
import { remember } from "../../text/remember";
import { isCommonWord } from "./common-words";
import { lowerPlain, withoutPossessive } from "./letters";
import { isHanUnit, isUnspacedUnit } from "./scripts";
import { isStopWord, languagesOf } from "../../text/stop-words";
import { isCopula, isFinding, opensDefinition } from "./telling-words";
import { formOf, type WordForm } from "./word-form";

export interface Spelling {
  text: string;
  /** Whether some of it is of a script without spaces. */
  hasUnspaced: boolean;
  /** Small plain letters. */
  lower: string;
  /** `lower` without a possessive. */
  bare: string;
  /** Whether `bare` is written without spaces and stands for several words. */
  isRun: boolean;
  /** Whether `bare` is an English function word. */
  isBareStop: boolean;
  /** Whether `lower` is neither an English function word nor a common one. */
  isRare: boolean;
  /** `lower` where it is made of letters, is long enough for a topic and no English function word; else "". */
  topical: string;
  /** Whether there is a digit or another number in it. */
  hasNumber: boolean;
  /** Whether it tells of a finding, is a copula, opens a definition: as written. */
  isFinding: boolean;
  isCopula: boolean;
  opensDefinition: boolean;
  form: WordForm;
  /** Numbers of the languages that count it among their function words. */
  languages: readonly number[];
}

const REMEMBERED_SPELLINGS = 40_000;
const UNSPACED_LETTER = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]/u;
const NUMBER = /\p{N}/u;
const TOPICAL = /^\p{L}[\p{L}\p{M}-]+$/u;

export const spellingOf: (text: string) => Spelling = remember(REMEMBERED_SPELLINGS, (text) => {
  const lower = lowerPlain(text);
  const bare = withoutPossessive(lower);
  const isStop = isStopWord(lower);
  return {
    text,
    hasUnspaced: UNSPACED_LETTER.test(text),
    lower,
    bare,
    isRun: isUnspacedUnit(bare.charCodeAt(0)) && bare.length > 1,
    isBareStop: isStopWord(bare),
    isRare: !isStop && !isCommonWord(lower),
    topical: text.length >= 3 && !isHanUnit(text.charCodeAt(0)) && !isStop && TOPICAL.test(lower) ? lower : "",
    hasNumber: NUMBER.test(text),
    isFinding: isFinding(text),
    isCopula: isCopula(text),
    opensDefinition: opensDefinition(text),
    form: formOf(text),
    languages: languagesOf(text.toLowerCase()),
  };
});
