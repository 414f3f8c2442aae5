/** How much a sentence tells: names, numbers, definitions, findings and rare words, less chatter. A rough sum; only its order matters. */
import { isChatter, isPersonal, leansOnContext } from "./chatter";
import { isCommonWord } from "./common-words";
import { isUnspacedText } from "./scripts";
import { isStopWord, type Language } from "../../text/stop-words";
import { type Word, wordsOf } from "./words";

/** A sentence with at least this score is worth a claim. */
export const WORTH_KEEPING = 0.75;
/** A sentence with at least this score is kept whatever its neighbours. */
export const WORTH_KEEPING_ALWAYS = 2.1;

const FIXED_DEFINING = /(?:refers to|stands for|means that)\s/u;
const UNSPACED_DEFINING = /[\p{L}）](?:是一|是指|指的是|为一)/u;
const UNSPACED_FINDING = /因为|因此|导致|表明|发现|成立|造成|使得/u;
const IS_NAMED = /(?:^|\s)name (?:is|was) \p{Lu}/u;

/** `names` is the number of proper names the sentence mentions. */
export function scoreSentence(sentence: string, names: number, language: Language, words: readonly Word[] = wordsOf(sentence)): number {
  const isUnspaced = isUnspacedText(sentence);
  const signs = signsOf(words);
  const length = isUnspaced ? sentence.length / 2 : words.length;
  let score = scoreLength(length) + Math.min(1.2, names * 0.5);
  if (signs.hasNumber) score += 0.7;
  if (signs.defines || FIXED_DEFINING.test(sentence) || (/[是为]/u.test(sentence) && UNSPACED_DEFINING.test(sentence))) score += 0.5;
  if (signs.hasFinding || (isUnspaced && UNSPACED_FINDING.test(sentence))) score += 0.5;
  score += language === "en" ? Math.min(0.7, signs.rare * 0.14) : 0.4;
  // A long sentence that cheers and yet names something says it too.
  if (isChatter(sentence)) score -= names > 0 && length >= 12 ? 0.5 : 1.5;
  if (leansOnContext(sentence)) score -= 0.2;
  if (isPersonal(sentence)) score -= 0.3;
  if (IS_NAMED.test(sentence)) score += 0.8;
  const last = sentence.trimEnd().at(-1);
  if (last === ":" || last === "：") score -= 0.7;
  if (last === "!" || last === "！") score -= 0.2;
  return score;
}

/** What the words of a sentence show one by one. */
interface Signs {
  hasNumber: boolean;
  hasFinding: boolean;
  defines: boolean;
  /** Words that are neither function words nor common English. */
  rare: number;
}

function signsOf(words: readonly Word[]): Signs {
  const signs: Signs = { hasNumber: false, hasFinding: false, defines: false, rare: 0 };
  let isAfterCopula = false;
  for (const word of words) {
    const { spelling, lower } = word;
    if (spelling.hasNumber) signs.hasNumber = true;
    if (lower === undefined ? spelling.isFinding : spelling.form.isFinding) signs.hasFinding = true;
    if (isAfterCopula && spelling.opensDefinition) signs.defines = true;
    isAfterCopula = spelling.isCopula;
    if (word.text.length > 3 && isRare(word)) signs.rare += 1;
  }
  return signs;
}

function scoreLength(words: number): number {
  if (words < 4) return -1.5;
  if (words < 6) return -0.3;
  if (words < 8) return 0.2;
  return words <= 40 ? 0.6 : 0.3;
}

function isRare({ lower, spelling }: Word): boolean {
  if (lower === undefined || lower === spelling.lower) return spelling.isRare;
  return !isStopWord(lower) && !isCommonWord(lower);
}
