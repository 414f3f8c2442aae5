/** The envelopes that OpenAI's interface puts around an answer: one body, or the events of a stream. */
import { damageJson } from "./json-damage";
import type { Answer, Delivery, Usage } from "./reply";
import type { ModelRequest } from "./request";
import type { CountTokens } from "./usage";

/** An answer as far as it goes: what is said, and why it ends. */
export interface Said {
  content: string;
  finish: NonNullable<Answer["finish"]> | null;
}

const CREATED = 1_750_000_000;
const CHARACTERS_IN_A_DELTA = 4;

const contentOf = ({ content, damage }: Answer): string => {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return damage === undefined ? text : damageJson(text, damage);
};

/** What the model says before the request's maximum of tokens stops it. */
export function say(answer: Answer, request: ModelRequest, count: CountTokens): Said {
  const content = contentOf(answer);
  const finish = answer.finish === undefined ? "stop" : answer.finish;
  const most = request.body.max_completion_tokens ?? request.body.max_tokens ?? Infinity;
  const left = most - (answer.reasoning === undefined ? 0 : count(answer.reasoning.text));
  const tokens = count(content);
  if (tokens <= left) return { content, finish };
  return { content: content.slice(0, Math.max(0, Math.floor((content.length * left) / tokens))), finish: "length" };
}

const without = (value: Record<string, unknown>, fields: readonly string[] = []): Record<string, unknown> => Object.fromEntries(Object.entries(value).filter(([key]) => !fields.includes(key)));

const textParts = (text: string, parts: boolean | undefined): unknown => (parts === true ? [{ type: "text", text }] : text);

export function completionBody(answer: Answer, said: Said, request: ModelRequest, usage: Usage | null): Record<string, unknown> {
  const { refusal, reasoning, parts, lacking } = answer;
  const message = {
    role: "assistant",
    content: refusal === undefined ? textParts(said.content, parts) : null,
    refusal: refusal ?? null,
    ...(reasoning === undefined ? {} : { [reasoning.field]: reasoning.text }),
  };
  return without(
    {
      id: `chatcmpl-${request.number}`,
      object: "chat.completion",
      created: CREATED,
      model: request.body.model,
      choices: [without({ index: 0, message, logprobs: null, finish_reason: said.finish }, lacking)],
      ...(usage === null ? {} : { usage }),
    },
    lacking,
  );
}

/** Cuts a text into deltas without parting a pair of surrogates. */
export function deltasOf(text: string, characters = CHARACTERS_IN_A_DELTA): string[] {
  const deltas: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + Math.max(1, characters));
    const last = text.charCodeAt(to - 1);
    if (last >= 0xd800 && last <= 0xdbff && to < text.length) to += 1;
    deltas.push(text.slice(from, to));
    from = to;
  }
  return deltas;
}

/** The data of the events of a stream, `[DONE]` not included; each is made when it is its turn, so that the first one need not wait for the last. */
export interface StreamEvents {
  count: number;
  data(at: number): string;
}

type Chunk = { delta: Record<string, unknown>; finish: Said["finish"] } | { usage: Usage };

/** Turns chunks into data. What is the same in all of them is made once: a stream has many. */
function encoder({ lacking }: Answer, request: ModelRequest, tellsUsage: boolean): (chunk: Chunk) => string {
  const head = { id: `chatcmpl-${request.number}`, object: "chat.completion.chunk", created: CREATED, model: request.body.model };
  const whole = (choices: unknown[], usage: Usage | null): string => JSON.stringify(without({ ...head, choices, ...(tellsUsage ? { usage } : {}) }, lacking));
  const choice = (delta: unknown, finish: Said["finish"]): string => whole([without({ index: 0, delta, logprobs: null, finish_reason: finish }, lacking)], null);
  const [before = "", after = ""] = choice("<delta>", null).split('"<delta>"');
  const isPlain = lacking === undefined;
  return (chunk) => {
    if ("usage" in chunk) return whole([], chunk.usage);
    return isPlain && chunk.finish === null ? before + JSON.stringify(chunk.delta) + after : choice(chunk.delta, chunk.finish);
  };
}

export function streamEvents(answer: Answer, said: Said, request: ModelRequest, usage: Usage | null): StreamEvents {
  const { refusal, reasoning, parts, delivery = {} } = answer;
  const cut = (text: string): string[] => deltasOf(text, delivery.deltaCharacters);
  const deltas: Record<string, unknown>[] = [
    ...(delivery.noRole === true ? [] : [{ role: "assistant", content: "" }]),
    ...(reasoning === undefined ? [] : cut(reasoning.text).map((text) => ({ [reasoning.field]: text }))),
    ...(refusal === undefined ? cut(said.content).map((text) => ({ content: textParts(text, parts) })) : cut(refusal).map((text) => ({ refusal: text }))),
  ];
  const chunks: Chunk[] = [
    ...deltas.map((delta) => ({ delta, finish: null })),
    ...(said.finish === null ? [] : [{ delta: {}, finish: said.finish }]),
    ...(usage === null ? [] : [{ usage }]),
  ];
  const encode = encoder(answer, request, usage !== null);
  return { count: chunks.length, data: (at) => encode(chunks[at]!) };
}

/** One event on the wire. A comment is an event of its own that says nothing. */
export const encodeEvent = (data: string, { newline = "\n", noSpace = false }: Delivery): string => `data:${noSpace ? "" : " "}${data}${newline}${newline}`;

export const encodeComment = ({ newline = "\n", comments }: Delivery): string => `: ${comments?.text ?? "PROCESSING"}${newline}${newline}`;
