/**
 * Gathers the names of one section: forms of one name fold together, short forms join their person, acronyms their expansion.
 * Knows sentences by number only; which of them became statements is the caller's business.
 */
import { remember } from "../../text/remember";
import type { ConceptKind } from "../../claims/digest";
import { acronymMatches, bracketedAliases, equates, isAcronym } from "./aliases";
import { electKind, type KindVotes, noVotes, votesForSentence, votesForShape } from "./kinds";
import { lowerPlain } from "./letters";
import type { Mention } from "./names";
import { compareText, wordsOf } from "./words";

export interface NameEntry {
  key: string;
  forms: Map<string, number>;
  aliases: Set<string>;
  votes: KindVotes;
  /** Sentence number -> weight: 1 for a mention, more where the name is the subject or is defined. */
  sentences: Map<number, number>;
  isCertain: boolean;
  isHandle: boolean;
  kind: ConceptKind;
  kindScore: number;
}

const NOT_IN_KEY = /[^\p{L}\p{N}\p{M}+#]/gu;

/** One name for folding: letters and digits only, small, so that "Open Gauss", "OpenGauss" and "open-gauss" are one. */
export const foldName: (name: string) => string = remember(20_000, (name) =>
  lowerPlain(name).normalize("NFC").replace(/['’]s(?=\s|$)/gu, "s").replace(NOT_IN_KEY, ""),
);

export type NameRegister = Map<string, NameEntry>;

function entryFor(register: NameRegister, name: string): NameEntry {
  const key = foldName(name);
  let entry = register.get(key);
  if (entry === undefined) {
    entry = { key, forms: new Map(), aliases: new Set(), votes: noVotes(), sentences: new Map(), isCertain: false, isHandle: true, kind: "idea", kindScore: 0 };
    register.set(key, entry);
  }
  return entry;
}

/** Adds what one sentence mentions. `order` is the sentence's number. */
export function addMentions(register: NameRegister, sentence: string, order: number, mentions: readonly Mention[]): void {
  mentions.forEach((mention) => {
    if (foldName(mention.name) === "") return;
    const entry = entryFor(register, mention.name);
    entry.forms.set(mention.name, (entry.forms.get(mention.name) ?? 0) + 1);
    if (entry.sentences.size < 40) votesForSentence(sentence, mention, entry.votes);
    if (mention.shape === "mixed") entry.votes.project += 0.1;
    entry.isCertain = entry.isCertain || mention.certain;
    entry.isHandle = entry.isHandle && mention.shape === "handle";
    entry.sentences.set(order, Math.max(entry.sentences.get(order) ?? 0, weightOf(mention)));
  });
}

function weightOf({ start, definition }: Mention): number {
  return 1 + (start < 12 ? 0.5 : 0) + (definition === null ? 0 : definition.strength * 0.4);
}

/** The display form: the most frequent one, then the one that sorts first. */
export function displayName(entry: NameEntry): string {
  let best = "";
  let most = 0;
  for (const [form, count] of entry.forms) {
    if (count > most || (count === most && compareText(form, best) < 0)) [best, most] = [form, count];
  }
  return best;
}

/** Joins names that the sentence says are one: in brackets, after "also known as", or next to each other with matching letters. */
export function joinAliases(register: NameRegister, sentence: string, order: number, mentions: readonly Mention[]): void {
  for (const pair of bracketedAliases(sentence)) {
    const long = register.get(foldName(pair.name)) ?? longestContained(register, pair.name, pair.alias);
    const short = register.get(foldName(pair.alias));
    if (long !== undefined && short !== undefined && long !== short) merge(register, long, short);
    else if (long !== undefined) long.aliases.add(pair.alias);
    else if (short !== undefined) short.aliases.add(pair.name);
    else {
      const entry = entryFor(register, pair.name);
      entry.forms.set(pair.name, 1);
      entry.aliases.add(pair.alias);
      entry.votes.idea += 1;
      entry.isCertain = true;
      entry.isHandle = false;
      entry.sentences.set(order, 1.5);
    }
  }
  for (let index = 1; index < mentions.length; index += 1) {
    const left = mentions[index - 1];
    const right = mentions[index];
    if (left === undefined || right === undefined || right.start <= left.end) continue;
    const how = equates(sentence.slice(left.end, right.start));
    if (how === null || (how === "acronym" && !isAcronymPair(left.name, right.name))) continue;
    const one = register.get(foldName(left.name));
    const other = register.get(foldName(right.name));
    if (one !== undefined && other !== undefined && one !== other) merge(register, one, other);
  }
}

/** The expansion may have been read as a longer or shorter name: then the acronym decides nothing. */
function longestContained(register: NameRegister, name: string, alias: string): NameEntry | undefined {
  const entry = register.get(foldName(name.replace(/^(?:the|a|an) /iu, "")));
  return entry !== undefined && acronymMatches(alias, displayName(entry)) ? entry : undefined;
}

function isAcronymPair(left: string, right: string): boolean {
  return (isAcronym(left) && acronymMatches(left, right)) || (isAcronym(right) && acronymMatches(right, left));
}

/** One entry of two. The form used more often names it; of two used as often, the longer. */
export function merge(register: NameRegister, one: NameEntry, other: NameEntry): NameEntry {
  const [kept, gone] = namesBetter(one, other) ? [one, other] : [other, one];
  kept.aliases.add(displayName(gone));
  for (const alias of gone.aliases) kept.aliases.add(alias);
  for (const [order, weight] of gone.sentences) kept.sentences.set(order, Math.max(kept.sentences.get(order) ?? 0, weight));
  for (const kind of Object.keys(kept.votes) as ConceptKind[]) kept.votes[kind] += gone.votes[kind];
  kept.isCertain = kept.isCertain || gone.isCertain;
  kept.isHandle = kept.isHandle && gone.isHandle;
  register.delete(gone.key);
  register.set(gone.key, kept);
  return kept;
}

function namesBetter(one: NameEntry, other: NameEntry): boolean {
  const total = (entry: NameEntry): number => [...entry.forms.values()].reduce((sum, count) => sum + count, 0);
  const difference = total(one) - total(other);
  if (difference !== 0) return difference > 0;
  const left = displayName(one);
  const right = displayName(other);
  return left.length !== right.length ? left.length > right.length : compareText(left, right) <= 0;
}

/** Capitals or digits inside words. */
const MIXED = /\p{L}\p{N}|\p{N}\p{L}|[\p{Ll}_]\p{Lu}|^\p{Lu}{2,}|\p{L}_\p{L}/u;

/** Elects every entry's kind, then joins "Fabrice" and "Bellard" to the one person they can mean. `authors` are known persons. */
export function settleKinds(register: NameRegister, authors: readonly string[]): void {
  const persons = new Set(authors.map(foldName));
  for (const entry of new Set(register.values())) {
    const name = displayName(entry);
    votesForShape(name, MIXED.test(name), entry.votes);
    if (persons.has(entry.key)) entry.votes.person += 5;
    Object.assign(entry, electKind(entry.votes));
  }
  joinShortForms(register);
}

function joinShortForms(register: NameRegister): void {
  const byPart = new Map<string, NameEntry | null>();
  for (const entry of new Set(register.values())) {
    const parts = wordsOf(displayName(entry));
    if (entry.kind !== "person" || parts.length < 2 || parts.length > 4) continue;
    for (const part of new Set([foldName(parts[0]?.text ?? ""), foldName(parts.at(-1)?.text ?? "")])) {
      const known = byPart.get(part);
      byPart.set(part, known === undefined || known === entry ? entry : null);
    }
  }
  for (const [part, full] of byPart) {
    const short = register.get(part);
    if (full === null || short === undefined || short === full || wordsOf(displayName(short)).length !== 1) continue;
    if (short.kind !== "person" && short.votes[short.kind] > 3) continue;
    for (const [form, count] of short.forms) full.forms.set(displayName(full), (full.forms.get(displayName(full)) ?? 0) + (form === "" ? 0 : count));
    merge(register, full, short);
  }
}
