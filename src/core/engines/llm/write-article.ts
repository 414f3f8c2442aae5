/**
 * One article, written by the model and checked sentence by sentence against the quotes of the claims it names. A sentence that fails twice gives
 * way to the claims themselves; a claim that no sentence uses is told as it is at the end, so that nothing the digest kept is lost on the way.
 */
import type { CancelSignal } from "../../ports";
import type { ArticleClaim, ArticleDraft, ArticleInput, ArticleSentence, Contradiction } from "../engine";
import { askArticle } from "./ask-article";
import type { ModelContext } from "./context";
import { checkSentence } from "./check-sentence";
import { readClaim } from "./contradictions/read-claim";
import { readContradictions } from "./contradictions/read-contradictions";
import { indicesIn, textIn, type JsonRecord } from "./parse-reply";
import { passOrRepair } from "./repair";

/** An article shows at most so many claims; the rest are one link away on the source pages. */
export const MOST_CLAIMS = 40;

/** Headings of a model are short; what is longer is prose that would stand there unchecked. */
const LONGEST_HEADING = 60;

interface DraftSentence {
  text: string;
  claims: ArticleClaim[];
}

/** Throws an `EngineFailure` where the endpoint failed. */
export async function writeArticle(model: ModelContext, input: ArticleInput, signal: CancelSignal): Promise<ArticleDraft> {
  const claims = input.claims.slice(0, MOST_CLAIMS);
  const context = [input.name, ...input.aliases];
  const reply = await askArticle(model, { ...input, claims }, signal);
  const contradictions = reply.contradictions.length === 0 ? [] : readContradictions(reply.contradictions, claims.map((claim) => readClaim(claim, context)));
  const doubtful = doubtfulIn(contradictions);
  const plain = claims.filter(({ id }) => !doubtful.has(id));
  const read = (records: JsonRecord[]): DraftSentence[] => records.map(({ text, claims: numbers }) => ({ text: textIn(text), claims: indicesIn(numbers, claims.length).flatMap((index) => claims[index] ?? []) })).filter(({ claims: named }) => named.length > 0);
  const parts = [{ heading: "", sentences: read(reply.lead) }, ...reply.sections.map(({ heading, sentences }) => ({ heading: headingOf(heading, plain, context), sentences: read(sentences) }))];
  const drafts = parts.flatMap(({ sentences }) => sentences);
  const passed = await passOrRepair(model, drafts.map(({ text, claims: named }) => ({ text: isBlended(named, doubtful, contradictions) ? "" : text, evidence: evidenceOf(named), context })), signal);
  const written = new Map(drafts.map((draft, index) => [draft, passed[index] ?? null]));
  const told = new Set<string>();
  const sections = parts.map(({ heading, sentences }) => ({ heading, sentences: sentences.flatMap((draft) => settle(model, draft, written.get(draft) ?? null, told)) }));
  const article = arrange(model, input, reply.summary, { claims, plain, sections, told });
  return { ...article, ...(contradictions.length > 0 ? { contradictions } : {}), ...(reply.isUnread ? { isUnread: true } : {}) };
}

/** Claims that are contested, outdated or only hearsay. */
const doubtfulIn = (contradictions: readonly Contradiction[]): Set<string> => new Set(contradictions.flatMap(({ relation, claims: [first, second] }) => (relation === "contested" ? [first, second] : relation === "scope" ? [] : [first])));

/** A sentence that joins a doubtful claim, or two that are not to be joined, with others: it gives way to the claims themselves. */
const isBlended = (claims: readonly ArticleClaim[], doubtful: ReadonlySet<string>, contradictions: readonly Contradiction[]): boolean =>
  claims.length > 1 && (claims.some(({ id }) => doubtful.has(id)) || contradictions.some((pair) => pair.claims.every((id) => claims.some((claim) => claim.id === id))));

const evidenceOf = (claims: readonly ArticleClaim[]): string[] => claims.flatMap(({ text, quote }) => (text === quote ? [quote] : [quote, text]));

const asItIs = ({ id, text }: ArticleClaim): ArticleSentence => ({ text, claims: [id] });

function settle({ count }: ModelContext, { claims }: DraftSentence, text: string | null, told: Set<string>): ArticleSentence[] {
  if (text !== null) {
    for (const { id } of claims) told.add(id);
    return [{ text, claims: claims.map(({ id }) => id) }];
  }
  return claims.filter(({ id }) => !told.has(id)).map((claim) => {
    count("quoted");
    told.add(claim.id);
    return asItIs(claim);
  });
}

/** A heading is checked like a sentence: it must not say what no claim says. */
function headingOf(data: unknown, claims: readonly ArticleClaim[], context: string[]): string {
  const { text, problems } = checkSentence({ text: textIn(data).replace(/[.:]+$/u, ""), evidence: evidenceOf(claims), context });
  return problems.length > 0 || text.length > LONGEST_HEADING ? "" : text;
}

interface Arranged {
  claims: ArticleClaim[];
  /** Those that are not doubtful: what headings and the summary may rest on. */
  plain: ArticleClaim[];
  sections: { heading: string; sentences: ArticleSentence[] }[];
  told: Set<string>;
}

function arrange(model: ModelContext, input: ArticleInput, summary: string, { claims, plain, sections, told }: Arranged): ArticleDraft {
  const left = claims.filter(({ id }) => !told.has(id)).map(asItIs);
  const [lead, ...rest] = sections;
  const named = new Map<string, ArticleSentence[]>();
  for (const { heading, sentences } of [...rest, { heading: MORE, sentences: left }]) {
    if (sentences.length > 0) named.set(heading === "" ? MORE : heading, [...(named.get(heading === "" ? MORE : heading) ?? []), ...sentences]);
  }
  // Without a lead of its own the article begins with what comes first.
  const [opening] = [...named.keys()];
  const sentences = lead?.sentences ?? [];
  if (sentences.length === 0 && opening !== undefined) {
    const first = named.get(opening) ?? [];
    sentences.push(...first.splice(0, 1));
    if (first.length === 0) named.delete(opening);
  }
  return { summary: summaryOf(model, { ...input, claims: plain }, summary, sentences), lead: sentences, sections: [...named].map(([heading, told_]) => ({ heading, sentences: told_, ...(heading === MORE ? {} : { isProse: true }) })) };
}

const MORE = "More";

const NOTHING_AGREED = "Its sources contradict each other.";

/** The model's line where it is true to those of the `claims` that the lead rests on; else the lead's first sentence that rests on them, else the first claim. */
function summaryOf({ count }: ModelContext, { name, aliases, claims }: ArticleInput, summary: string, lead: readonly ArticleSentence[]): string {
  const plain = new Set(claims.map(({ id }) => id));
  const ids = new Set(lead.flatMap((sentence) => sentence.claims));
  const { text, problems } = checkSentence({ text: summary, evidence: evidenceOf(claims.filter(({ id }) => ids.has(id))), context: [name, ...aliases] });
  if (text !== "" && problems.length === 0) return text;
  count("quoted");
  return lead.find((sentence) => sentence.claims.every((id) => plain.has(id)))?.text ?? claims[0]?.text ?? (lead.length > 0 ? NOTHING_AGREED : "");
}
