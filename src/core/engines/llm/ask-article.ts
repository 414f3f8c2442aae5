/**
 * What the model writes about a concept: asked for at once, or from parts of its claims where all are too much for it or its reply ends early. Parts are joined
 * as one article: the first one's lead opens it, the leads of the others open what they go on with, and sections of one heading become one.
 */
import type { CancelSignal, ModelRequest } from "../../ports";
import type { ArticleClaim, ArticleInput } from "../engine";
import { askModel } from "./ask-model";
import type { ModelContext } from "./context";
import { proposeCandidates } from "./contradictions/candidates";
import { readClaim } from "./contradictions/read-claim";
import { askInHalves, type AskedPart } from "./in-halves";
import { indexIn, indicesIn, parseBeginning, parseObject, recordsIn, textIn, type JsonRecord } from "./parse-reply";
import { ARTICLE_SCHEMA, articleMessages } from "./prompts/article";
import { estimateTokens } from "./tokens";

const REPLY_PER_CLAIM = 1.6;
const TOKENS_AROUND = 400;
const TOKENS_PER_CANDIDATE = 32;

/** The parts of a reply as they came, their claims numbered from 1 through the whole list. A claim that could not be asked about is in none of them. */
export interface ArticleReply {
  summary: string;
  lead: JsonRecord[];
  sections: { heading: unknown; sentences: JsonRecord[] }[];
  /** Pairs of claims, as the reply has them: claims of two parts are in none. */
  contradictions: JsonRecord[];
  /** Some of it was answered with nothing that can be read, or could not be asked. */
  isUnread: boolean;
}

const KEYS = ["lead", "sections", "summary", "contradictions"];

/** Throws an `EngineFailure` where the endpoint failed. */
export async function askArticle(context: ModelContext, input: ArticleInput, signal: CancelSignal): Promise<ArticleReply> {
  const parts = await askInHalves(input.claims, { sizeOf: tokensOf, most: Infinity, ask: (claims) => askPart(context, { ...input, claims: [...claims] }, signal) });
  const read = parts.filter(({ reply }) => (reply?.data ?? null) !== null);
  const [first] = read;
  return {
    summary: textIn(first?.reply?.data?.["summary"]),
    lead: first === undefined ? [] : numbered(first, first.reply?.data?.["lead"]),
    sections: sectionsOf(read),
    contradictions: read.flatMap(contradictionsOf),
    isUnread: read.length < parts.length,
  };
}

interface PartReply {
  data: JsonRecord | null;
}

const tokensOf = ({ text, quote }: ArticleClaim): number => estimateTokens(text) + estimateTokens(quote);

/** Null where the reply ended early and there is less to ask for. */
async function askPart(context: ModelContext, input: ArticleInput, signal: CancelSignal): Promise<PartReply | null> {
  const names = [input.name, ...input.aliases];
  const candidates = proposeCandidates(input.claims.map((claim) => readClaim(claim, names)));
  const maxTokens = TOKENS_AROUND + TOKENS_PER_CANDIDATE * candidates.length + Math.ceil(REPLY_PER_CLAIM * input.claims.reduce((sum, { text }) => sum + estimateTokens(text), 0));
  const request: ModelRequest = { task: "article", model: context.strongModel, messages: articleMessages(input, candidates, context.prompts), schema: ARTICLE_SCHEMA, maxTokens };
  const { text, isCut } = await askModel(context, request, signal);
  const found = isCut ? parseObject(text, KEYS) : parseBeginning(text, KEYS);
  const data = found === null || isEmpty(found) ? null : found;
  if (data === null && isCut && input.claims.length > 1) return null;
  if (data === null) {
    context.count("unreadable");
    await context.markUnusable(request);
  }
  return { data };
}

const isEmpty = ({ lead, sections }: JsonRecord): boolean => [lead, ...recordsIn(sections).map(({ sentences }) => sentences)].every((sentences) => recordsIn(sentences).length === 0);

type Part = AskedPart<ArticleClaim, PartReply>;

/** Sentences with the numbers of their claims in the whole list. */
const numbered = ({ from, items }: Part, sentences: unknown): JsonRecord[] =>
  recordsIn(sentences).map((sentence) => ({ ...sentence, claims: indicesIn(sentence["claims"], items.length).map((index) => from + index + 1) }));

/** The two claims of each pair with their numbers in the whole list; 0, which is no claim's, for what is no number. */
function contradictionsOf({ from, items, reply }: Part): JsonRecord[] {
  const number = (data: unknown): number => {
    const index = indexIn(data, items.length);
    return index === null ? 0 : from + index + 1;
  };
  return recordsIn(reply?.data?.["contradictions"]).map(({ first, second, relation }) => ({ first: number(first), second: number(second), relation }));
}

/** Each part's sections after those before; what a part begins with, and the first part has in its lead, opens its first section or ends the one before. */
function sectionsOf(parts: readonly Part[]): ArticleReply["sections"] {
  const sections: ArticleReply["sections"] = [];
  for (const [index, part] of parts.entries()) {
    const own = recordsIn(part.reply?.data?.["sections"]).map(({ heading, sentences }) => ({ heading, sentences: numbered(part, sentences) }));
    if (index > 0) {
      const opening = numbered(part, part.reply?.data?.["lead"]);
      const [first] = own;
      const before = sections.at(-1);
      if (first !== undefined) first.sentences = [...opening, ...first.sentences];
      else if (before !== undefined) before.sentences = [...before.sentences, ...opening];
      else own.push({ heading: "", sentences: opening });
    }
    sections.push(...own);
  }
  return joinHeadings(sections);
}

function joinHeadings(sections: ArticleReply["sections"]): ArticleReply["sections"] {
  const joined = new Map<string, ArticleReply["sections"][number]>();
  for (const section of sections) {
    const key = textIn(section.heading).toLowerCase();
    const known = joined.get(key);
    joined.set(key, known === undefined ? section : { ...known, sentences: [...known.sentences, ...section.sentences] });
  }
  return [...joined.values()];
}
