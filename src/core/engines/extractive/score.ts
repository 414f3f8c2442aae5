/** How much a sentence tells: names, numbers, definitions, findings and rare words, less chatter. A rough sum; only its order matters. */
import { isChatter, isPersonal, leansOnContext } from "./chatter";
import { isCommonWord } from "./common-words";
import { isUnspacedText } from "./scripts";
import { isStopWord, type Language } from "./stop-words";
import { lowerPlain, type Word, wordsOf } from "./words";

/** A sentence with at least this score is worth a claim. */
export const WORTH_KEEPING = 0.75;
/** A sentence with at least this score is kept whatever its neighbours. */
export const WORTH_KEEPING_ALWAYS = 2.1;

const FINDINGS = new Set(
  `show shows showed shown found find finds finding discovered results resulted cause causes caused because therefore reduce reduces reduced improve improves improved increase increases increased achieve achieves achieved outperform outperforms enable enables allow allows let lets require requires support supports prove proves proved founded co-founded introduced introduces
   creates created built builds released launched developed published invented designed won calculated scored replaced replaces consists contains includes means depends uses used runs grew became began started announced decided recommends must should cannot instead unlike compared whereas
   weil daher zeigt wurde führte gegründet entdeckt erfand porque debido muestra fundada fundado descubrió car parce montre fondé fondée découvert أدى بسبب تأسس`.split(/\s+/u),
);
const COPULAS = new Set("is are was were ist war sind waren es era fue est était è são foi".split(" "));
const ARTICLES = new Set("a an the one any known called defined ein eine einer der die das un una une el la le um uma".split(" "));
const FIXED_DEFINING = /(?:refers to|stands for|means that)\s|[\p{L}）](?:是一|是指|指的是|为一)/u;
const UNSPACED_FINDING = /因为|因此|导致|表明|发现|成立|造成|使得/u;
const NUMBER = /\p{N}/u;

/** `names` is the number of proper names the sentence mentions. */
export function scoreSentence(sentence: string, names: number, language: Language, words: readonly Word[] = wordsOf(sentence)): number {
  const isUnspaced = isUnspacedText(sentence);
  const length = isUnspaced ? sentence.length / 2 : words.length;
  let score = scoreLength(length) + Math.min(1.2, names * 0.5);
  if (NUMBER.test(sentence)) score += 0.7;
  if (defines(words) || FIXED_DEFINING.test(sentence)) score += 0.5;
  if (words.some((word) => FINDINGS.has(word.lower ?? word.text)) || (isUnspaced && UNSPACED_FINDING.test(sentence))) score += 0.5;
  score += language === "en" ? Math.min(0.7, countRare(words) * 0.14) : 0.4;
  // A long sentence that cheers and yet names something says it too.
  if (isChatter(sentence)) score -= names > 0 && length >= 12 ? 0.5 : 1.5;
  if (leansOnContext(sentence)) score -= 0.2;
  if (isPersonal(sentence)) score -= 0.3;
  if (/[:：]\s*$/u.test(sentence)) score -= 0.7;
  if (/(?:^|\s)name (?:is|was) \p{Lu}/u.test(sentence)) score += 0.8;
  if (/[!！]\s*$/u.test(sentence)) score -= 0.2;
  return score;
}

function defines(words: readonly Word[]): boolean {
  return words.some((word, index) => COPULAS.has(word.text) && ARTICLES.has(words[index + 1]?.text ?? ""));
}

function scoreLength(words: number): number {
  if (words < 4) return -1.5;
  if (words < 6) return -0.3;
  if (words < 8) return 0.2;
  return words <= 40 ? 0.6 : 0.3;
}

function countRare(words: readonly Word[]): number {
  let rare = 0;
  for (const word of words) {
    if (word.text.length <= 3) continue;
    const lower = word.lower ?? lowerPlain(word.text);
    if (!isStopWord(lower) && !isCommonWord(lower)) rare += 1;
  }
  return rare;
}
