/**
 * Topics in small letters: "catastrophic forgetting", "rules engine". Few and good: two or three words side by side without function words,
 * repeated in the section or named by its title or headings, and not all of them common. Counts one section, never the vault.
 */
import { remember } from "../../text/remember";
import { isCommonModifier, isCommonNoun, isCommonVerb, isCommonWord } from "./common-words";
import { isHanUnit } from "./scripts";
import { isStopWord, type Language } from "../../text/stop-words";
import { compareText, type Word } from "./words";

export interface KeyPhrase {
  /** As written most often, small letters. */
  phrase: string;
  /** Sentences (by index) that contain it, ascending. */
  sentences: number[];
  score: number;
}

const MOST_PHRASES = 5;
const VAGUE = new Set("people thing things way ways time times lot lots kind kinds example examples part parts number numbers day days year years month months week weeks something bit case cases fact point points set sort type types amount use process work result results end side place hand example order need needs today information person persons something percent million billion thousand dollar dollars post blog article page paper section chapter one ones reason reasons idea ideas goal goals question questions change changes team teams step steps piece pieces line lines world life level issue issues problem problems".split(" "));

interface Candidate {
  forms: Map<string, number>;
  words: string[];
  sentences: number[];
}

/** A sentence and its words. */
export interface WordedSentence {
  quote: string;
  wordList: readonly Word[];
}

/** `topics` are lower-case texts (title, headings, tags) that vouch for a phrase they contain. */
export function findKeyPhrases(sentences: readonly WordedSentence[], language: Language, topics: readonly string[]): KeyPhrase[] {
  const candidates = new Map<string, Candidate>();
  sentences.forEach((sentence, index) => collect(sentence.quote, sentence.wordList, index, language, candidates));
  const phrases: KeyPhrase[] = [];
  for (const candidate of candidates.values()) {
    const phrase = judge(candidate, language, topics);
    if (phrase !== null) phrases.push(phrase);
  }
  phrases.sort((left, right) => right.score - left.score || compareText(left.phrase, right.phrase));
  return withoutParts(phrases).slice(0, MOST_PHRASES);
}

function collect(sentence: string, words: readonly Word[], index: number, language: Language, candidates: Map<string, Candidate>): void {
  const topical = words.map((word, at) => topicalWord(word, at === 0, language));
  for (let first = 0; first < words.length; first += 1) {
    const han = words[first]?.text ?? "";
    if (isHanUnit(han.charCodeAt(0))) collectHan(han, index, candidates);
    const one = topical[first] ?? "";
    const two = topical[first + 1] ?? "";
    if (one === "" || two === "" || !isNextTo(sentence, words[first], words[first + 1])) continue;
    addPhrase([one, two], index, language, candidates);
    const three = topical[first + 2] ?? "";
    if (three !== "" && isNextTo(sentence, words[first + 1], words[first + 2])) addPhrase([one, two, three], index, language, candidates);
  }
}

/** Whether nothing but one space parts the words. */
function isNextTo(sentence: string, left: Word | undefined, right: Word | undefined): boolean {
  return left !== undefined && right !== undefined && right.start === left.end + 1 && sentence.charAt(left.end) === " ";
}

function addPhrase(run: string[], index: number, language: Language, candidates: Map<string, Candidate>): void {
  if (isPhrase(run, language)) add(candidates, run, index);
}

/** The word in small letters where it may be part of a topic; else "". A capital is forgiven at the sentence's start only. */
function topicalWord({ text, spelling }: Word, isFirst: boolean, language: Language): string {
  const { topical } = spelling;
  if (topical === "" || (topical !== text && !(isFirst && language !== "de"))) return "";
  return language !== "en" && isStopWord(topical, language) ? "" : topical;
}

function add(candidates: Map<string, Candidate>, run: string[], index: number): void {
  const form = run.join(" ");
  const key = form.endsWith("s") && !form.endsWith("ss") ? form.slice(0, -1) : form;
  let candidate = candidates.get(key);
  if (candidate === undefined) candidates.set(key, (candidate = { forms: new Map(), words: run, sentences: [] }));
  candidate.forms.set(form, (candidate.forms.get(form) ?? 0) + 1);
  candidate.sentences.push(index);
}

/** Where in an English topic a word may stand, and whether it is common English. */
interface Place {
  first: boolean;
  last: boolean;
  isCommon: boolean;
}

const REMEMBERED_PLACES = 20_000;

const placeOf: (word: string) => Place = remember(REMEMBERED_PLACES, (word) => {
  const isCommon = isCommonWord(word);
  if (VAGUE.has(word) || word.endsWith("ly")) return { first: false, last: false, isCommon };
  const isVerbOnly = isCommonVerb(word) && !isCommonNoun(word);
  return { first: !isVerbOnly || word.endsWith("ed"), last: !isCommonModifier(word) && (!isVerbOnly || word.endsWith("ing")), isCommon };
});

function isPhrase(run: readonly string[], language: Language): boolean {
  if (language !== "en") return run.every((word) => word.length >= 4);
  if (!placeOf(run[0] ?? "").first || !placeOf(run.at(-1) ?? "").last) return false;
  return !(run.length === 3 && run.every((word) => placeOf(word).isCommon));
}

/** Vouched for, or repeated often enough for how common its words are. */
function judge(candidate: Candidate, language: Language, topics: readonly string[]): KeyPhrase | null {
  const count = candidate.sentences.length;
  const forms = [...candidate.forms].sort((left, right) => right[1] - left[1] || compareText(left[0], right[0]));
  const phrase = forms[0]?.[0] ?? "";
  const isTopic = topics.some((topic) => forms.some(([form]) => containsPhrase(topic, form)));
  const rare = language === "en" ? candidate.words.filter((word) => !isCommonWord(word)).length : candidate.words[0]?.length === 1 ? 0 : 1;
  const least = candidate.words.length === 1 ? 3 : rare >= 2 ? 2 : rare === 1 ? (language === "en" ? 2 : 3) : 4;
  if (!isTopic && count < least) return null;
  if (isTopic && rare === 0 && count < 2) return null;
  return { phrase, sentences: [...new Set(candidate.sentences)], score: Math.min(count, 8) * (0.5 + rare * 0.5) + (isTopic ? 2 : 0) + candidate.words.length * 0.1 };
}

const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;

export function containsPhrase(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + phrase.length);
    if (!LETTER_OR_NUMBER.test(before) && !LETTER_OR_NUMBER.test(after)) return true;
  }
  return false;
}

/** Drops a phrase that is a part of another one taken before it, or the other way round where it says no more. */
function withoutParts(phrases: readonly KeyPhrase[]): KeyPhrase[] {
  const taken: KeyPhrase[] = [];
  for (const phrase of phrases) {
    if (!taken.some((other) => other.phrase.includes(phrase.phrase) || phrase.phrase.includes(other.phrase))) taken.push(phrase);
  }
  return taken;
}

const HAN_BREAKS = /[的了是在和与及或也就都而但被把对从到于以为由将其这那有不等之中上下里后前年月日个一二三四五六七八九十他她它们我你您并且所可能会要用让使更最很还又只已着过地得向给比如何什么哪些个此该每各某样种次]+/u;

/** Pieces between function characters, 3 to 6 characters long. */
function collectHan(run: string, index: number, candidates: Map<string, Candidate>): void {
  for (const piece of run.split(HAN_BREAKS)) {
    if (piece.length < 3 || piece.length > 6) continue;
    let candidate = candidates.get(piece);
    if (candidate === undefined) candidates.set(piece, (candidate = { forms: new Map(), words: [piece], sentences: [] }));
    candidate.forms.set(piece, (candidate.forms.get(piece) ?? 0) + 1);
    candidate.sentences.push(index);
  }
}
