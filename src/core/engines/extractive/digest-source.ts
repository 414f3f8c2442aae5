/**
 * From the sections' results to the digest of the whole source: summary, key points and concepts. Sees this one source and nothing else.
 */
import type { ConceptKind } from "../../claims/digest";
import type { NameDraft, SectionResult, SourceContext, SourceDraft } from "../engine";
import { acronymMatches, isAcronym } from "./aliases";
import { noVotes, type KindVotes } from "./kinds";
import { foldName } from "./name-register";
import { chooseKeyPoints, chooseSummary, rateClaim, type SourceClaim } from "./summary";
import { guessLanguage } from "../../text/stop-words";
import { titleTopics } from "./title";
import { compareText, cutWords, wordsOf } from "./words";

interface Gathered {
  key: string;
  forms: Map<string, number>;
  aliases: Set<string>;
  votes: KindVotes;
  weight: number;
  claims: Set<string>;
}

/** Below this weight a name was only mentioned in passing, or is doubtful. */
const LEAST_WEIGHT = 0.8;
const MOST_CONCEPTS = 80;

export function digestSource(source: SourceContext, sections: readonly SectionResult[]): SourceDraft {
  const found = claimsOf(sections);
  const { title, description } = source.properties;
  const language = guessLanguage(sampleWords(found));
  const claims = found.map((claim) => rateClaim(claim, language));
  const summary = chooseSummary(claims, title, language);
  return {
    summary: summary === null ? { text: oneLine(description) || oneLine(title), claim: null } : { text: summary.text, claim: summary.id },
    keyPoints: chooseKeyPoints(claims, summary, title, language),
    concepts: conceptsOf(source, sections, claims),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function sampleWords(claims: readonly SourceClaim[]): (readonly number[])[] {
  return claims.slice(0, 20).flatMap((claim) => claim.wordList.map((word) => word.spelling.languages));
}

function claimsOf(sections: readonly SectionResult[]): SourceClaim[] {
  const claims: SourceClaim[] = [];
  const seen = new Set<string>();
  sections.forEach((section, index) => {
    const names = new Map<number, number>();
    for (const name of section.draft.names) for (const statement of name.statements) names.set(statement, (names.get(statement) ?? 0) + 1);
    section.draft.statements.forEach((statement, position) => {
      const id = section.claimIds[position];
      if (id === null || id === undefined || seen.has(id)) return;
      seen.add(id);
      claims.push({ id, text: statement.text, section: index, position: claims.length, names: names.get(position) ?? 0, wordList: cutWords(statement.text) });
    });
  });
  return claims;
}

function conceptsOf(source: SourceContext, sections: readonly SectionResult[], claims: readonly SourceClaim[]): SourceDraft["concepts"] {
  const gathered = new Map<string, Gathered>();
  for (const section of sections) for (const name of section.draft.names) gather(gathered, section, name);
  foldPlurals(gathered);
  foldAliases(gathered);
  foldAcronyms(gathered);
  foldPersons(gathered);
  const topics = new Set(titleTopics(source.properties.title).map(foldName));
  const order = new Map(claims.map((claim) => [claim.id, claim.position]));
  const limit = Math.min(MOST_CONCEPTS, 12 + Math.ceil(claims.length * 0.6));
  return [...new Set(gathered.values())]
    .filter((entry) => entry.claims.size > 0 && (entry.weight >= LEAST_WEIGHT || topics.has(entry.key)))
    .map((entry) => ({ entry, name: titleForm(source.properties.title, entry) }))
    .sort((left, right) => right.entry.weight - left.entry.weight || compareText(left.name, right.name))
    .slice(0, limit)
    .map(({ entry, name }) => ({
      name,
      aliases: [...entry.aliases].filter((alias) => foldName(alias) !== foldName(name)).sort(compareText),
      kind: electedKind(entry.votes),
      claims: [...entry.claims].sort((left, right) => (order.get(left) ?? 0) - (order.get(right) ?? 0)),
    }));
}

function gather(gathered: Map<string, Gathered>, section: SectionResult, name: NameDraft): void {
  const claims = name.statements.flatMap((statement) => section.claimIds[statement] ?? []);
  const key = foldName(name.name);
  if (claims.length === 0 || key === "") return;
  let entry = gathered.get(key);
  if (entry === undefined) gathered.set(key, (entry = { key, forms: new Map(), aliases: new Set(), votes: noVotes(), weight: 0, claims: new Set() }));
  entry.forms.set(name.name, (entry.forms.get(name.name) ?? 0) + name.statements.length);
  for (const alias of name.aliases) entry.aliases.add(alias);
  for (const claim of claims) entry.claims.add(claim);
  entry.votes[name.kind] += name.kindScore * Math.sqrt(name.statements.length) + 0.01;
  entry.weight += name.score;
}

function electedKind(votes: KindVotes): ConceptKind {
  let kind: ConceptKind = "idea";
  for (const candidate of ["person", "project", "method", "place", "event", "idea"] as const) if (votes[candidate] > votes[kind]) kind = candidate;
  return kind;
}

const SMALL_PHRASE = /^\p{Ll}[\p{L}\p{M}-]*(?: [\p{L}\p{M}-]+)+$/u;
const CAPITAL = /\p{Lu}/u;

/** The form used most; a topic in small letters gets a capital, as a page's name. */
function displayForm(entry: Gathered): string {
  let best = "";
  let most = -1;
  for (const [form, count] of entry.forms) {
    if (count > most || (count === most && compareText(form, best) < 0)) [best, most] = [form, count];
  }
  return SMALL_PHRASE.test(best) && !CAPITAL.test(best) ? best.charAt(0).toUpperCase() + best.slice(1) : best;
}

const CAPITAL_OR_NUMBER = /^[\p{Lu}\p{N}]/u;

/** "Science Blog" under the title "Anthropic Science Blog" is called by the title, where that is a name. */
function titleForm(title: string, entry: Gathered): string {
  const name = displayForm(entry);
  const words = wordsOf(title);
  const isName = words.length >= 2 && words.length <= 4 && words.every((word) => CAPITAL_OR_NUMBER.test(word.text));
  if (!isName || wordsOf(name).length < 2 || wordsOf(name).length >= words.length || !foldName(title).endsWith(entry.key)) return name;
  entry.aliases.add(name);
  return oneLine(title);
}

/** `other` goes into `kept`. */
function fold(gathered: Map<string, Gathered>, kept: Gathered, other: Gathered, asAlias: boolean): void {
  if (kept === other) return;
  if (asAlias) for (const form of other.forms.keys()) kept.aliases.add(form);
  for (const alias of other.aliases) kept.aliases.add(alias);
  for (const claim of other.claims) kept.claims.add(claim);
  for (const kind of Object.keys(kept.votes) as ConceptKind[]) kept.votes[kind] += other.votes[kind];
  kept.weight += other.weight;
  gathered.delete(other.key);
}

function sortedEntries(gathered: Map<string, Gathered>): Gathered[] {
  return [...gathered.values()].sort((left, right) => compareText(left.key, right.key));
}

function foldPlurals(gathered: Map<string, Gathered>): void {
  for (const entry of sortedEntries(gathered)) {
    const singular = entry.key.length > 4 && /[^s]s$/u.test(entry.key) ? gathered.get(entry.key.slice(0, -1)) : undefined;
    if (singular !== undefined && gathered.has(entry.key)) fold(gathered, singular, entry, true);
  }
}

/** An alias one section gives is the same thing in another. */
function foldAliases(gathered: Map<string, Gathered>): void {
  for (const entry of sortedEntries(gathered)) {
    if (gathered.get(entry.key) !== entry) continue;
    for (const alias of [...entry.aliases].sort(compareText)) {
      const other = gathered.get(foldName(alias));
      if (other === undefined || other === entry) continue;
      if (other.weight > entry.weight * 1.5) {
        fold(gathered, other, entry, true);
        break;
      }
      fold(gathered, entry, other, false);
    }
  }
}

/** "IBM" and "International Business Machines" of one source, where no other name has these letters. */
function foldAcronyms(gathered: Map<string, Gathered>): void {
  const byInitial = new Map<string, Gathered[]>();
  for (const entry of sortedEntries(gathered)) {
    const first = displayForm(entry).charAt(0).toLowerCase();
    const bucket = byInitial.get(first);
    if (bucket === undefined) byInitial.set(first, [entry]);
    else bucket.push(entry);
  }
  for (const entry of sortedEntries(gathered)) {
    const acronym = displayForm(entry);
    if (!isAcronym(acronym) || acronym.length < 3) continue;
    const expansions = (byInitial.get(acronym.charAt(0).toLowerCase()) ?? []).filter((other) => gathered.get(other.key) === other && other !== entry && acronymMatches(acronym, displayForm(other)));
    const only = expansions.length === 1 ? expansions[0] : undefined;
    if (only === undefined) continue;
    if (only.weight >= entry.weight) fold(gathered, only, entry, true);
    else fold(gathered, entry, only, true);
  }
}

/** "Bellard" in one section, "Fabrice Bellard" in another: one person, where only one has that name. */
function foldPersons(gathered: Map<string, Gathered>): void {
  const byPart = new Map<string, Gathered | null>();
  for (const entry of sortedEntries(gathered)) {
    const parts = wordsOf(displayForm(entry));
    if (electedKind(entry.votes) !== "person" || parts.length < 2 || parts.length > 4) continue;
    for (const part of new Set([foldName(parts[0]?.text ?? ""), foldName(parts.at(-1)?.text ?? "")])) byPart.set(part, byPart.has(part) ? null : entry);
  }
  for (const [part, full] of byPart) {
    const short = gathered.get(part);
    if (full === null || short === undefined || wordsOf(displayForm(short)).length !== 1) continue;
    const kind = electedKind(short.votes);
    if (kind === "person" || short.votes[kind] < 0.5) fold(gathered, full, short, true);
  }
}
