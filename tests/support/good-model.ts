/** A model that answers well, as a function: it digests by sentences, joins claims into prose, and counts what it was asked. */
import type { AskModel, ModelRequest, ModelTask } from "../../src/core/ports";
import { DATA_END, DATA_START } from "../../src/core/engines/llm/prompts/data";

type Line = Record<string, unknown>;

export function materialOf({ messages }: ModelRequest): Line[] {
  const content = messages.at(-1)?.content ?? "";
  return content
    .slice(content.indexOf(DATA_START) + DATA_START.length, content.lastIndexOf(DATA_END))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

const text = (data: unknown): string => (typeof data === "string" ? data : "");
const sentencesOf = (words: string): string[] => words.match(/[^.!?]+[.!?]+(?=\s|$)|[^.!?]+$/gu)?.map((sentence) => sentence.trim()).filter((sentence) => sentence.length > 20) ?? [];
const NAME = /\p{Lu}[\p{L}\d]+(?: \p{Lu}[\p{L}\d]+)+/gu;

function digest(material: Line[]): unknown {
  const passages = material.filter(({ n }) => n !== undefined);
  const found = passages.flatMap(({ n, kind, text: words }) => (kind === "paragraph" || kind === "list-item" ? sentencesOf(text(words)).map((sentence) => ({ n, sentence })) : []));
  const names = new Set(found.flatMap(({ sentence }) => sentence.match(NAME) ?? []));
  return {
    statements: found.map(({ n, sentence }) => ({ passage: n, text: sentence, span: sentence, names: sentence.match(NAME) ?? [] })),
    questions: [],
    nothing: passages.filter(({ n }) => !found.some((statement) => statement.n === n)).map(({ n }) => ({ passage: n, reason: "minor" })),
    names: [...names].map((name) => ({ name, aliases: [], kind: "project" })),
  };
}

function article(material: Line[]): unknown {
  const claims = material.filter(({ n }) => n !== undefined);
  const sentence = ({ n, claim }: Line) => ({ text: text(claim), claims: [n] });
  return { summary: text(claims[0]?.["claim"]), lead: claims.slice(0, 1).map(sentence), sections: claims.length < 2 ? [] : [{ heading: "Details", sentences: claims.slice(1).map(sentence) }], contradictions: [] };
}

export const goodAnswer = (request: ModelRequest): unknown => {
  const material = materialOf(request);
  if (request.task === "digest") return digest(material);
  if (request.task === "article") return article(material);
  return request.task === "pairs" ? { verdicts: material.map(({ pair }) => ({ pair, same: false })) } : { sentences: [] };
};

export interface CountedModel {
  askModel: AskModel;
  requests: ModelRequest[];
  counts: () => Partial<Record<ModelTask, number>>;
  forget: () => void;
}

export function countedModel(answer: (request: ModelRequest) => unknown = goodAnswer): CountedModel {
  const requests: ModelRequest[] = [];
  return {
    requests,
    counts: () => {
      const counts: Partial<Record<ModelTask, number>> = {};
      for (const { task } of requests) counts[task] = (counts[task] ?? 0) + 1;
      return counts;
    },
    forget: () => void requests.splice(0),
    askModel: async (request) => {
      requests.push(request);
      await Promise.resolve();
      const reply = answer(request);
      const words = typeof reply === "string" ? reply : JSON.stringify(reply);
      return { text: words, finishReason: "stop", usage: { input: Math.ceil(JSON.stringify([request.messages, request.schema]).length / 4), cachedInput: 0, output: Math.ceil(words.length / 4) } };
    },
  };
}
