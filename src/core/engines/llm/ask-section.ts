/** What the model says of a section: asked at once, or in parts where that is too much for it or its reply ends early, and put together as one reply. */
import type { CancelSignal, ModelRequest } from "../../ports";
import type { Passage } from "../../vault/passage";
import type { SectionInput } from "../engine";
import { foldName } from "../extractive/name-register";
import { askModel } from "./ask-model";
import type { ModelContext } from "./context";
import { askInHalves, type AskedPart } from "./in-halves";
import { indexIn, parseObject, recordsIn, textIn, textsIn, type JsonRecord } from "./parse-reply";
import { DIGEST_SCHEMA, digestMessages } from "./prompts/digest";
import { estimateTokens } from "./tokens";

/** Statements repeat much of a section's words, with spans and numbers around them. */
const REPLY_PER_INPUT = 4;
const TOKENS_AROUND = 400;

/** Tokens of passages in one request, also where a model holds more: of long inputs models overlook much. */
const MOST_TOKENS = 6000;

/** The lists of a reply as they came, their passages numbered from 1 through the section. A passage that could not be asked about is in none of them. */
export interface SectionReply {
  statements: JsonRecord[];
  questions: JsonRecord[];
  nothing: JsonRecord[];
  names: JsonRecord[];
  /** What was asked. */
  requests: ModelRequest[];
  /** Some of it was answered with nothing that can be read, or could not be asked. */
  isUnread: boolean;
}

interface PartReply {
  request: ModelRequest;
  data: JsonRecord | null;
}

/** Throws an `EngineFailure` where the endpoint failed. */
export async function askSection(context: ModelContext, input: SectionInput, signal: CancelSignal): Promise<SectionReply> {
  const parts = await askInHalves(input.passages, { sizeOf: tokensOf, most: MOST_TOKENS, ask: (passages) => askPart(context, { ...input, passages: [...passages] }, signal) });
  return {
    statements: parts.flatMap((part) => recordsOf(part, "statements")),
    questions: parts.flatMap((part) => recordsOf(part, "questions")),
    nothing: parts.flatMap((part) => recordsOf(part, "nothing")),
    names: joinNames(parts.flatMap(({ reply }) => recordsIn(reply?.data?.["names"]))),
    requests: parts.flatMap(({ reply }) => reply?.request ?? []),
    isUnread: parts.some(({ reply }) => reply === null || reply.data === null),
  };
}

const tokensOf = ({ text }: Passage): number => estimateTokens(text);

/** Null where the reply ended early and there is less to ask for. */
async function askPart(context: ModelContext, input: SectionInput, signal: CancelSignal): Promise<PartReply | null> {
  const maxTokens = TOKENS_AROUND + Math.ceil(REPLY_PER_INPUT * input.passages.reduce((sum, passage) => sum + tokensOf(passage), 0));
  const request: ModelRequest = { task: "digest", model: context.fastModel, messages: digestMessages(input, context.prompts), schema: DIGEST_SCHEMA, maxTokens };
  const { text, isCut } = await askModel(context, request, signal);
  const data = parseObject(text, ["statements", "questions", "nothing"]);
  if (data === null && isCut && input.passages.length > 1) return null;
  if (data === null) {
    context.count("unreadable");
    await context.markUnusable(request);
  }
  return { request, data };
}

/** A list of one part's reply, numbered for the whole section; a number that is none of the part's passages is none of the section's. */
const recordsOf = ({ from, items, reply }: AskedPart<Passage, PartReply>, list: string): JsonRecord[] =>
  recordsIn(reply?.data?.[list]).map((record) => {
    const index = indexIn(record["passage"], items.length);
    return { ...record, passage: index === null ? null : from + index + 1 };
  });

/** What several parts name is one name, with the other forms that each of them has. */
function joinNames(records: readonly JsonRecord[]): JsonRecord[] {
  const joined = new Map<string, JsonRecord>();
  for (const record of records) {
    const key = foldName(textIn(record["name"]));
    const known = joined.get(key);
    joined.set(key, known === undefined ? record : { ...known, aliases: [...new Set([...textsIn(known["aliases"]), ...textsIn(record["aliases"])])] });
  }
  return [...joined.values()];
}
