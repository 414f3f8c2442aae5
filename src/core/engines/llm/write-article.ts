/**
 * One article, written by the model and checked sentence by sentence against the quotes of the claims it names. A sentence that fails twice gives
 * way to the claims themselves; a claim that no sentence uses is told as it is at the end, so that nothing the digest kept is lost on the way.
 */
import type { CancelSignal } from "../../ports";
import type { ArticleClaim, ArticleDraft, ArticleInput, ArticleSentence } from "../engine";
import { askArticle } from "./ask-article";
import type { ModelContext } from "./context";
import { checkSentence } from "./check-sentence";
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
  const reply = await askArticle(model, { ...input, claims }, signal);
  const context = [input.name, ...input.aliases];
  const read = (records: JsonRecord[]): DraftSentence[] => records.map(({ text, claims: numbers }) => ({ text: textIn(text), claims: indicesIn(numbers, claims.length).flatMap((index) => claims[index] ?? []) })).filter(({ claims: named }) => named.length > 0);
  const parts = [{ heading: "", sentences: read(reply.lead) }, ...reply.sections.map(({ heading, sentences }) => ({ heading: headingOf(heading, claims, context), sentences: read(sentences) }))];
  const drafts = parts.flatMap(({ sentences }) => sentences);
  const passed = await passOrRepair(model, drafts.map(({ text, claims: named }) => ({ text, evidence: evidenceOf(named), context })), signal);
  const written = new Map(drafts.map((draft, index) => [draft, passed[index] ?? null]));
  const told = new Set<string>();
  const sections = parts.map(({ heading, sentences }) => ({ heading, sentences: sentences.flatMap((draft) => settle(model, draft, written.get(draft) ?? null, told)) }));
  const article = arrange(model, input, reply.summary, { claims, sections, told });
  return reply.isUnread ? { ...article, isUnread: true } : article;
}

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
  sections: { heading: string; sentences: ArticleSentence[] }[];
  told: Set<string>;
}

function arrange(model: ModelContext, input: ArticleInput, summary: string, { claims, sections, told }: Arranged): ArticleDraft {
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
  return { summary: summaryOf(model, input, summary, sentences), lead: sentences, sections: [...named].map(([heading, told_]) => ({ heading, sentences: told_ })) };
}

const MORE = "More";

/** The model's line where it is true to the claims of the lead; else the lead's first sentence. */
function summaryOf({ count }: ModelContext, { name, aliases, claims }: ArticleInput, summary: string, lead: readonly ArticleSentence[]): string {
  const ids = new Set(lead.flatMap((sentence) => sentence.claims));
  const { text, problems } = checkSentence({ text: summary, evidence: evidenceOf(claims.filter(({ id }) => ids.has(id))), context: [name, ...aliases] });
  if (text !== "" && problems.length === 0) return text;
  count("quoted");
  return lead[0]?.text ?? claims[0]?.text ?? "";
}
