/**
 * Writes a concept's article out of its claims: a definition first, then the claims in sections, one sentence a claim and every sentence with its claims.
 * Adds no words of its own but a few headings; the order of the input does not matter.
 */
import type { ArticleClaim, ArticleDraft, ArticleInput, ArticleSentence } from "../engine";
import { isChatter, isPersonal, leansOnContext } from "./chatter";
import { type Definition, definitionAt } from "./definitions";
import { foldSpaces, plainLetters } from "./letters";
import { scoreSentence } from "./score";
import { compareText, contentWords, cutWords, overlap } from "./words";

const MOST_CLAIMS = 40;
const MOST_SUPPORT = 3;
const SAME_WORDS = 0.8;
const LONGEST_SUMMARY = 200;
const LEAST_HISTORY = 3;
const HISTORY = "History";
const OVERVIEW = "Overview";
const DETAILS = "Details";

interface Ranked {
  claim: ArticleClaim;
  /** Place in telling order. */
  place: number;
  rank: number;
  definition: Definition | null;
  words: ReadonlySet<string>;
  /** The text in small plain letters. */
  lower: string;
  /** Numbers and negations: sentences that differ in them never become one. */
  facts: string;
  support: string[];
}

export function writeArticle(input: ArticleInput): ArticleDraft {
  const told = tellingOrder(input.claims);
  const ranked = told.map((claim, place) => rankClaim(claim, place, [input.name, ...input.aliases]));
  const kept = withinLimit(mergeRepetitions(byRank(ranked)));
  const lead = chooseLead(kept);
  const rest = kept.filter((entry) => !lead.includes(entry)).sort((left, right) => left.place - right.place);
  return {
    summary: summarise(kept, input.name),
    lead: lead.map(sentenceOf),
    sections: groupSections(rest, input),
  };
}

function tellingOrder(claims: readonly ArticleClaim[]): ArticleClaim[] {
  const seen = new Set<string>();
  return [...claims]
    .sort(
      (left, right) =>
        compareText(left.published || "9999", right.published || "9999") || compareText(left.source, right.source) || compareText(left.sourceId, right.sourceId) || left.order - right.order || compareText(left.id, right.id),
    )
    .filter((claim) => {
      const isNew = !seen.has(claim.id);
      seen.add(claim.id);
      return isNew;
    });
}

function rankClaim(claim: ArticleClaim, place: number, names: readonly string[]): Ranked {
  const found = findName(claim.text, names);
  const definition = found === null ? null : definitionAt(claim.text, found.start, found.end);
  const { rank: ownRank, words, lower, facts } = traitsOf(claim.text);
  let rank = ownRank;
  if (found !== null) rank += found.start < 16 ? 2 : 1;
  if (definition !== null) rank += definition.strength * 0.7;
  return { claim, place, rank, definition, words, lower, facts, support: [claim.id] };
}

/** What is worth knowing of a sentence whatever article it stands in. */
interface Traits {
  rank: number;
  words: ReadonlySet<string>;
  lower: string;
  facts: string;
}

/** A claim stands in the article of every concept it names, so its traits are asked for several times. Emptied when it grows past its limit. */
const TRAITS = new Map<string, Traits>();
const MOST_TRAITS = 20_000;

function traitsOf(text: string): Traits {
  const known = TRAITS.get(text);
  if (known !== undefined) return known;
  const list = cutWords(text);
  let rank = scoreSentence(text, 0, "en", list) * 0.5;
  const hasNumber = list.some((word) => word.spelling.hasNumber);
  if (hasNumber) rank += 0.4;
  if (leansOnContext(text)) rank -= 0.3;
  if (isPersonal(text)) rank -= 0.3;
  if (isChatter(text)) rank -= 1;
  const traits = { rank, words: new Set(contentWords(text, "en", list)), lower: plainLetters(text).toLowerCase(), facts: factsOf(text, hasNumber) };
  if (TRAITS.size >= MOST_TRAITS) TRAITS.clear();
  TRAITS.set(text, traits);
  return traits;
}

const NEGATION = /(?<![\p{L}])(?:not|no|never|none|neither|nor|without|cannot|\p{L}+n['’]t|nicht|kein\p{L}*|nie|ne|pas|jamais|nunca|non|niet|не|нет|لا|لم|لن|ليس)(?![\p{L}])|[不没無沒未非]/giu;

const FIGURE = /\p{N}+(?:[.,]\p{N}+)*/gu;

function factsOf(text: string, hasNumber: boolean): string {
  const numbers = hasNumber ? (text.match(FIGURE) ?? []).sort(compareText) : [];
  return numbers.join(" ") + "|" + (text.match(NEGATION) ?? []).length;
}

const STYLED = /[\u{1d400}-\u{1d7ff}]/u;

/** Where a text first names the concept, by whichever name comes first; whole words only. */
function findName(text: string, names: readonly string[]): { start: number; end: number } | null {
  if (STYLED.test(text)) return findStyledName(text, names);
  const lower = text.toLowerCase();
  const isAligned = lower.length === text.length;
  let best: { start: number; end: number } | null = null;
  for (const name of names) {
    const wanted = isAligned ? name.toLowerCase() : name;
    if (wanted === "") continue;
    const start = wordIndex(isAligned ? lower : text, wanted);
    if (start >= 0 && (best === null || start < best.start || (start === best.start && start + wanted.length > best.end))) best = { start, end: start + wanted.length };
  }
  return best;
}

/** Mathematical bold and its like take two units a letter: the plain text is searched, and the place counted back. */
function findStyledName(text: string, names: readonly string[]): { start: number; end: number } | null {
  const offsets: number[] = [];
  let plain = "";
  let offset = 0;
  for (const character of text) {
    const letters = plainLetters(character);
    for (let index = 0; index < letters.length; index += 1) offsets.push(offset);
    plain += letters;
    offset += character.length;
  }
  offsets.push(offset);
  const found = findName(plain, names);
  return found === null ? null : { start: offsets[found.start] ?? 0, end: offsets[found.end] ?? offset };
}

/** A script without spaces: a name may stand inside a run of letters. */
const WIDE_START = /^[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]/u;
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;

function wordIndex(text: string, wanted: string): number {
  let at = text.indexOf(wanted);
  if (at < 0 || WIDE_START.test(wanted)) return at;
  for (; at >= 0; at = text.indexOf(wanted, at + 1)) {
    const isInside = LETTER_OR_NUMBER.test(text.charAt(at - 1)) || LETTER_OR_NUMBER.test(text.charAt(at + wanted.length));
    if (!isInside) return at;
  }
  return -1;
}

function byRank(ranked: readonly Ranked[]): Ranked[] {
  return [...ranked].sort((left, right) => right.rank - left.rank || left.place - right.place);
}

/** Near-identical sentences become the best ranked of them, with the others' claims as further support. Beyond the limit only support is taken. */
function mergeRepetitions(ranked: readonly Ranked[]): Ranked[] {
  const kept: Ranked[] = [];
  for (const entry of ranked) {
    const twin = kept.find((other) => isSameSentence(entry, other));
    if (twin === undefined) {
      if (kept.length < MOST_CLAIMS) kept.push(entry);
    } else if (twin.support.length < MOST_SUPPORT) {
      twin.support.push(entry.claim.id);
    }
  }
  return kept;
}

function isSameSentence(one: Ranked, other: Ranked): boolean {
  if (one.facts !== other.facts) return false;
  if (one.lower === other.lower) return true;
  // No overlap is larger than what the smaller set is of the larger.
  if (Math.min(one.words.size, other.words.size) / Math.max(one.words.size, other.words.size) < SAME_WORDS) return false;
  return one.words.size > 0 && overlap(one.words, other.words) >= SAME_WORDS;
}

/** At most 40 claims in all, support counted. */
function withinLimit(kept: readonly Ranked[]): Ranked[] {
  const result: Ranked[] = [];
  let claims = 0;
  for (const entry of kept) {
    if (claims + 1 > MOST_CLAIMS) break;
    entry.support = entry.support.slice(0, MOST_CLAIMS - claims);
    claims += entry.support.length;
    result.push(entry);
  }
  return result;
}

/** The best definition, else the best sentence that stands by itself; and a second one where it defines too, or where there are only two. */
function chooseLead(kept: readonly Ranked[]): Ranked[] {
  const standing = kept.filter((entry) => !leansOnContext(entry.claim.text));
  const first = bestDefinition(standing) ?? standing[0] ?? kept[0];
  if (first === undefined) return [];
  const others = kept.filter((entry) => entry !== first);
  const second = kept.length <= 3 ? others[0] : others.find((entry) => entry.definition !== null && entry.definition.strength >= 2 && !leansOnContext(entry.claim.text) && overlap(entry.words, first.words) < 0.5);
  const lead = second === undefined ? [first] : [first, second];
  return kept.length <= 3 ? lead.sort((left, right) => Number(right === first) - Number(left === first)) : lead;
}

function bestDefinition(kept: readonly Ranked[]): Ranked | undefined {
  let best: Ranked | undefined;
  for (const entry of kept) {
    const strength = entry.definition?.strength ?? 0;
    if (strength >= 1 && (best === undefined || strength > (best.definition?.strength ?? 0))) best = entry;
  }
  return best;
}

function sentenceOf(entry: Ranked): ArticleSentence {
  return { text: entry.claim.text, claims: [...entry.support] };
}

function groupSections(rest: readonly Ranked[], input: ArticleInput): ArticleDraft["sections"] {
  const sources = new Set(input.claims.map((claim) => claim.sourceId));
  const hasHeadings = rest.some((entry) => entry.claim.headingPath.length > 0);
  const dated = rest.filter((entry) => isDated(entry.claim.text));
  const asHistory = !(sources.size === 1 && hasHeadings) && dated.length >= LEAST_HISTORY ? new Set(dated) : new Set<Ranked>();
  const groups = new Map<string, Ranked[]>();
  for (const entry of [...rest.filter((one) => asHistory.has(one)), ...rest.filter((one) => !asHistory.has(one))]) {
    const heading = asHistory.has(entry) ? HISTORY : headingFor(entry.claim, sources.size, hasHeadings);
    const group = groups.get(heading);
    if (group === undefined) groups.set(heading, [entry]);
    else group.push(entry);
  }
  return [...groups].map(([heading, entries]) => ({ heading, sentences: entries.map(sentenceOf) }));
}

function headingFor(claim: ArticleClaim, sources: number, hasHeadings: boolean): string {
  if (sources > 1) return claim.source.trim() || DETAILS;
  if (!hasHeadings) return DETAILS;
  return claim.headingPath.at(-1)?.trim() || OVERVIEW;
}

const DATED = /(?:^|[\s(])(?:in|since|from|by|until|after|before|around|during|im jahr|seit|en|depuis|nel|em)\s(?:\p{L}+\s)?(?:\p{N}{1,2},?\s)?(?:1[0-9]|20)\p{N}{2}(?!\p{N})|(?:1[0-9]|20)\d\d年/iu;

/** "In 2003 …", "since May 2012", "(born 1972)": the sentence tells when. */
function isDated(text: string): boolean {
  return DATED.test(text);
}

/** One line: what the concept is, from its best definition; else the best sentence. At most 200 characters. */
function summarise(kept: readonly Ranked[], name: string): string {
  const best = bestDefinition(kept) ?? kept.find((entry) => !leansOnContext(entry.claim.text)) ?? kept[0];
  if (best === undefined) return name;
  const { claim, definition } = best;
  if (definition?.form === "appositive") {
    const phrase = claim.text.slice(definition.phrase.start, definition.phrase.end).trim();
    if (phrase.length >= 12) return trimLine(capitalised(phrase).replace(/[,;:]$/u, "") + (/[.!?。]$/u.test(phrase) ? "" : "."));
  }
  return trimLine(claim.text);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Cut at the last clause that fits, else at the last word, with an ellipsis. */
function trimLine(text: string): string {
  const line = foldSpaces(text).trim();
  if (line.length <= LONGEST_SUMMARY) return line;
  const head = line.slice(0, LONGEST_SUMMARY - 1);
  for (let index = head.length - 1; index > 60; index -= 1) {
    if ("；，。".includes(head.charAt(index))) return head.slice(0, index) + "。";
    if (",;:–—".includes(head.charAt(index)) && head.charAt(index + 1) === " ") return head.slice(0, index).trimEnd() + ".";
  }
  const space = head.lastIndexOf(" ");
  const cut = space > 60 ? space : /[\ud800-\udbff]$/u.test(head) ? head.length - 1 : head.length;
  return head.slice(0, cut).replace(/[,;:\s]+$/u, "") + "…";
}
