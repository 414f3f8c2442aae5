/**
 * Digests one section: which sentences become statements and questions, why other passages yield nothing, and what the statements name.
 * A pure function of its input: it must know nothing of other sections, other sources or the vault.
 */
import type { NothingReason } from "../../claims/digest";
import type { NameDraft, SectionDraft, SectionInput, StatementDraft } from "../engine";
import { carryOver, type NamedSentence, votePronouns } from "./carry-over";
import { isCommonWord } from "./common-words";
import { definitionAt } from "./definitions";
import { containsPhrase, findKeyPhrases } from "./key-phrases";
import { electKind, noVotes, votesForSentence, votesForShape } from "./kinds";
import { foldSpaces, lowerPlain, plainLetters } from "./letters";
import { addMentions, displayName, foldName, joinAliases, type NameEntry, type NameRegister, settleKinds } from "./name-register";
import { knownWords, tokensOf } from "./name-tokens";
import { findMentions, gatherEvidence, type Mention } from "./names";
import { scoreSentence, WORTH_KEEPING, WORTH_KEEPING_ALWAYS } from "./score";
import { isUnspacedText } from "./scripts";
import { type PassageSentence, readable, reasonOfKind, sentencesOf } from "./statements";
import { guessLanguage, isStopWord, LANGUAGE_SAMPLE, type Language } from "../../text/stop-words";
import { titleTopics } from "./title";
import { compareText, wordsOf } from "./words";

/** A sentence on its way: `statement` is its index once it is kept, else -1. */
interface Working extends PassageSentence {
  passage: number;
  mentions: Mention[];
  score: number;
  statement: number;
}

/** A sentence that begins with a name is about it. */
const ABOUT_A_NAME = 0.5;

export function digestSection(input: SectionInput): SectionDraft {
  const { sentences, nothing } = readPassages(input);
  const language = guessLanguage(firstWords(sentences));
  const tokens = sentences.map((sentence) => tokensOf(sentence.quote, sentence.wordList));
  const evidence = gatherEvidence(
    tokens,
    language,
    knownWords([input.source.properties.title, ...input.headingPath, ...input.source.properties.tags, ...input.source.properties.authors]),
  );
  sentences.forEach((sentence, order) => {
    sentence.mentions = findMentions(sentence.quote, tokens[order] ?? [], evidence);
    if (sentence.role === "candidate") sentence.score = scoreSentence(sentence.quote, sentence.mentions.length, language, tokens[order]) + (sentence.mentions[0]?.start === 0 ? ABOUT_A_NAME : 0);
  });
  const statements = chooseStatements(sentences);
  const questions = sentences.filter((sentence) => sentence.role === "question").map(draftOf);
  const names = nameStatements(input, sentences, language);
  return { statements, questions, nothing: [...nothing, ...reasonsOf(input, sentences, nothing)].sort((left, right) => left.passage - right.passage), names };
}

function readPassages(input: SectionInput): { sentences: Working[]; nothing: SectionDraft["nothing"] } {
  const sentences: Working[] = [];
  const nothing: SectionDraft["nothing"] = [];
  const seen = new Set<string>([input.source.properties.title, ...input.headingPath].map(smallText));
  input.passages.forEach((passage, index) => {
    const reason = reasonOfKind(passage.kind);
    if (reason !== null) {
      nothing.push({ passage: index, reason });
      return;
    }
    const words = smallText(passage.text).replace(/[.:]$/u, "");
    if (words !== "" && seen.has(words)) {
      nothing.push({ passage: index, reason: "repeated" });
      return;
    }
    seen.add(words);
    for (const sentence of sentencesOf(passage)) sentences.push(Object.assign(sentence, { passage: index, mentions: [], score: 0, statement: -1 }));
  });
  return { sentences, nothing };
}

/** The text in small plain letters with its white space folded. */
function smallText(text: string): string {
  return foldSpaces(plainLetters(text).toLowerCase()).trim();
}

function firstWords(sentences: readonly Working[]): (readonly number[])[] {
  const words: (readonly number[])[] = [];
  for (const sentence of sentences) {
    for (const word of sentence.wordList) words.push(word.spelling.languages);
    if (words.length >= LANGUAGE_SAMPLE) break;
  }
  return words;
}

function draftOf(sentence: Working): StatementDraft {
  return { text: readable(sentence.quote), passage: sentence.passage, start: sentence.start, end: sentence.end };
}

/** The share of a passage's sentences that is kept where they are merely worth it. */
const KEPT_SHARE = 0.6;
/** A passage with a sentence this long always yields a statement. */
const SUBSTANTIAL_WORDS = 6;
/** A sentence that only opens a list says something of its own when it is this long. */
const INFORMATIVE_OPENING_WORDS = 16;

/** Marks the sentences that are kept and returns them as statements, in order. */
function chooseStatements(sentences: readonly Working[]): StatementDraft[] {
  const statements: StatementDraft[] = [];
  for (let first = 0; first < sentences.length; ) {
    const passage = sentences[first]?.passage;
    let after = first;
    while (after < sentences.length && sentences[after]?.passage === passage) after += 1;
    const group = sentences.slice(first, after);
    const kept = new Set(choose(group));
    for (const sentence of group) {
      if (!kept.has(sentence)) continue;
      sentence.statement = statements.length;
      statements.push(draftOf(sentence));
    }
    first = after;
  }
  return statements;
}

function choose(group: readonly Working[]): Working[] {
  const candidates = group.filter((sentence) => sentence.role === "candidate");
  const ranked = [...candidates].sort((left, right) => right.score - left.score || left.start - right.start);
  const room = candidates.length <= 2 ? candidates.length : Math.ceil(candidates.length * KEPT_SHARE);
  const kept = ranked.filter((sentence, rank) => sentence.score >= WORTH_KEEPING_ALWAYS || (rank < room && sentence.score >= WORTH_KEEPING));
  if (kept.length > 0) return kept;
  const best = ranked.find((sentence) => sentence.words >= (/[:：]$/u.test(sentence.quote) ? INFORMATIVE_OPENING_WORDS : SUBSTANTIAL_WORDS));
  return best === undefined ? [] : [best];
}

/** The reason for each passage that yielded neither statement nor question and has none yet. */
function reasonsOf(input: SectionInput, sentences: readonly Working[], known: SectionDraft["nothing"]): SectionDraft["nothing"] {
  const covered = new Set(known.map((entry) => entry.passage));
  const roles = new Map<number, Set<PassageSentence["role"]>>();
  for (const sentence of sentences) {
    if (sentence.statement >= 0 || sentence.role === "question") covered.add(sentence.passage);
    const set = roles.get(sentence.passage);
    if (set === undefined) roles.set(sentence.passage, new Set([sentence.role]));
    else set.add(sentence.role);
  }
  const reasons: SectionDraft["nothing"] = [];
  input.passages.forEach((_passage, index) => {
    if (!covered.has(index)) reasons.push({ passage: index, reason: reasonFor(roles.get(index)) });
  });
  return reasons;
}

function reasonFor(roles: ReadonlySet<PassageSentence["role"]> | undefined): NothingReason {
  if (roles === undefined) return "boilerplate";
  if (roles.has("candidate")) return "minor";
  if (roles.has("fragment")) return "fragment";
  return roles.has("rhetorical") ? "question" : "boilerplate";
}

/** Names and topics of the section, with the statements that are about them. */
function nameStatements(input: SectionInput, sentences: readonly Working[], language: Language): NameDraft[] {
  const register: NameRegister = new Map();
  const topics = titleTopics(input.source.properties.title);
  sentences.forEach((sentence, order) => addMentions(register, sentence.quote, order, sentence.mentions));
  sentences.forEach((sentence, order) => {
    joinAliases(register, sentence.quote, order, sentence.mentions);
  });
  const named = (): NamedSentence[] => sentences.map((sentence) => namedSentence(sentence, register));
  votePronouns(named());
  settleKinds(register, input.source.properties.authors);
  carryOver(named(), openingPerson(input, register), (order, entry) => {
    if (!entry.sentences.has(order)) entry.sentences.set(order, 0.6);
  });
  const drafts: NameDraft[] = [];
  for (const entry of new Set(register.values())) {
    const draft = draftName(entry, sentences, topics);
    if (draft !== null) drafts.push(draft);
  }
  const taken = new Set([...register.keys()]);
  drafts.push(...topicDrafts(input, sentences, language, topics, taken));
  return drafts.sort((left, right) => right.score - left.score || compareText(left.name, right.name));
}

function namedSentence(sentence: Working, register: NameRegister): NamedSentence {
  const named: { entry: NameEntry; start: number; end: number; isDefined: boolean }[] = [];
  for (const mention of sentence.mentions) {
    const entry = register.get(foldName(mention.name));
    if (entry !== undefined) named.push({ entry, start: mention.start, end: mention.end, isDefined: mention.definition !== null });
  }
  return { text: sentence.quote, named };
}

/** The one person whom the last heading or the title names: "he" may mean no other before someone is named. */
function openingPerson(input: SectionInput, register: NameRegister): NameEntry | null {
  const heading = foldName(input.headingPath.at(-1) ?? "") + " " + foldName(input.source.properties.title);
  const persons = [...new Set(register.values())].filter((entry) => entry.kind === "person" && wordsOf(displayName(entry)).length >= 2 && heading.includes(foldName(displayName(entry))));
  return persons.length === 1 ? (persons[0] ?? null) : null;
}

const GENERIC = new Set("api html css json http https xml sql ai url sdk cli gpu cpu ram usb rest os it web internet pdf faq ssh csv".split(" "));

function draftName(entry: NameEntry, sentences: readonly Working[], topics: readonly string[]): NameDraft | null {
  const name = displayName(entry);
  const statements: number[] = [];
  let score = 0;
  for (const [order, weight] of [...entry.sentences].sort((left, right) => left[0] - right[0])) {
    const statement = sentences[order]?.statement ?? -1;
    if (statement < 0) continue;
    statements.push(statement);
    score += weight;
  }
  if (statements.length === 0) return null;
  if (!entry.isCertain) score *= 0.4;
  if (entry.isHandle) score *= 0.4;
  if ((entry.kind === "place" && entry.kindScore >= 0.4) || GENERIC.has(name.toLowerCase())) score *= 0.5;
  if (topics.some((topic) => foldName(topic) === entry.key)) score += 4;
  else if (topics.some((topic) => containsPhrase(topic, lowerPlain(name)))) score += 2;
  const aliases = [...entry.aliases].filter((alias) => foldName(alias) !== foldName(name)).sort(compareText);
  return { name, aliases, kind: entry.kind, kindScore: entry.kindScore, score: round(score), statements };
}

/** Topics in small letters, the title's own phrase among them. */
function topicDrafts(input: SectionInput, sentences: readonly Working[], language: Language, topics: readonly string[], taken: Set<string>): NameDraft[] {
  const texts = sentences.map((sentence) => sentence.quote);
  const vouching = [...topics, ...input.headingPath.map(lowerPlain), ...input.source.properties.tags.map((tag) => lowerPlain(tag).replaceAll("-", " "))];
  const drafts: NameDraft[] = [];
  const add = (name: string, orders: readonly number[], score: number): void => {
    const key = foldName(name);
    const statements = orders.map((order) => sentences[order]?.statement ?? -1).filter((statement) => statement >= 0);
    if (statements.length === 0 || taken.has(key) || taken.has(key.replace(/s$/u, ""))) return;
    taken.add(key);
    drafts.push({ name, aliases: [], ...topicKind(name, orders, texts), score: round(score), statements });
  };
  const named = topics.filter(isTopicName);
  const smalls = named.length === 0 ? [] : texts.map((text) => plainLetters(text).toLowerCase());
  for (const topic of named) {
    const orders = smalls.flatMap((text, order) => (containsPhrase(text, topic) ? [order] : []));
    add(topic, orders, 4 + orders.length);
  }
  for (const phrase of findKeyPhrases(sentences, language, vouching)) add(phrase.phrase, phrase.sentences, phrase.score);
  return drafts;
}

/** Whether a title's phrase can be a concept by itself: one to four words, not a phrase of function words, not one common word. */
function isTopicName(topic: string): boolean {
  if (isUnspacedText(topic)) return topic.length >= 2 && topic.length <= 12;
  const words = wordsOf(topic).map((word) => word.text);
  const first = words[0] ?? "";
  if (words.length === 0 || words.length > 4 || topic.length < 4 || words.some((word) => isStopWord(word))) return false;
  return words.length === 1 ? !isCommonWord(first) : !words.every(isCommonWord) || words.length === 2;
}

function topicKind(name: string, orders: readonly number[], texts: readonly string[]): Pick<NameDraft, "kind" | "kindScore"> {
  const votes = noVotes();
  votesForShape(name, false, votes);
  votes.project = 0;
  votes.idea += 1;
  for (const order of orders.slice(0, 10)) {
    const text = texts[order] ?? "";
    const at = lowerPlain(text).indexOf(lowerPlain(name));
    if (at >= 0) votesForSentence(text, { start: at, end: at + name.length, role: "", definition: definitionAt(text, at, at + name.length) }, votes);
  }
  return electKind(votes);
}

function round(score: number): number {
  return Math.round(score * 100) / 100;
}
