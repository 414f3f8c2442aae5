/**
 * What the model server may answer, as plain data: an answer as it should be, with what may be wrong about it, or one of the ways in which there is none.
 * Times are in milliseconds; shares are from 0 to 1.
 */
import type { Damage } from "./json-damage";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  [details: string]: unknown;
}

/** When the client may come again, and in which of the forms that servers use. */
export type RetryAfter =
  | { seconds: number }
  /** As an HTTP date so many seconds ahead. */
  | { date: number }
  /** In `retry-after-ms`, which some servers send and few clients know. */
  | { milliseconds: number }
  /** The header's value as it stands, for values that make no sense. */
  | { raw: string };

/** How the end comes: as it should, without `[DONE]`, by a closed or a reset connection, by silence, or with an error in the stream. */
export interface Ending {
  how: "done" | "no-done" | "destroyed" | "reset" | "stalled" | "error";
  /** The share of events, or of bytes where nothing is streamed, that comes first: half of them by default, all for `done` and `no-done`. */
  at?: number;
  /** How long a stall lasts before the rest comes: for ever by default. */
  milliseconds?: number;
}

/** How an answer travels. What speaks of events is about streams only. */
export interface Delivery {
  /** Characters in one delta, some four by default: a token. A pair of surrogates is never parted. */
  deltaCharacters?: number;
  /** Bytes in one write; a character of several bytes is parted where it falls so. By default as few writes as the pace allows. */
  wireBytes?: number;
  newline?: "\n" | "\r\n" | "\r";
  /** Between the headers and the first event. */
  firstEventAfter?: number;
  betweenEvents?: number;
  /** Signs of life: comments in a stream, empty lines before a body that is not streamed. */
  comments?: { text?: string; everyEvents?: number; everyMilliseconds?: number };
  /** The first delta names no role. */
  noRole?: boolean;
  /** No space after `data:`. */
  noSpace?: boolean;
  ending?: Ending;
}

interface Timed {
  /** How long the server is silent before it sends even a status line. */
  after?: number;
  headers?: Record<string, string>;
  /** The name under which the reply is counted. */
  name?: string;
}

export interface Answer extends Timed {
  kind: "answer";
  /** A value that is no string is sent as JSON. */
  content: Json;
  damage?: Damage | Damage[] | { missing: string[] };
  finish?: "stop" | "length" | "content_filter" | "tool_calls" | null;
  /** Sent in place of the content. */
  refusal?: string;
  reasoning?: { field: "reasoning" | "reasoning_content"; text: string };
  /** Computed from sizes by default; `unasked` streams it though nobody asked. */
  usage?: "none" | "unasked" | Usage;
  /** Content as an array of parts rather than a string. */
  parts?: boolean;
  /** Fields that the envelope lacks: `id`, `object`, `created`, `model`, `choices`, `message`, `finish_reason`, `index`. */
  lacking?: string[];
  delivery?: Delivery;
}

export interface ErrorReply extends Timed {
  kind: "error";
  status: number;
  message?: string;
  type?: string;
  code?: string | number | null;
  /** How the server puts it: as OpenAI does, as a bare string, as FastAPI's `detail`, in an array, as a page, as text, or with no body. */
  form?: "openai" | "string" | "detail" | "array" | "html" | "text" | "empty";
  retryAfter?: RetryAfter;
  /** The message repeats the key that was sent, as some servers do. */
  echoKey?: boolean;
}

export interface ContextLimit extends Timed {
  kind: "context-limit";
  wording: "openai" | "anthropic" | "llama.cpp" | "vllm" | "openrouter" | "gemini" | "ollama";
  /** The window in tokens. */
  limit: number;
  /** Tokens that were asked for: computed from the request by default. */
  asked?: number;
}

/** The server lacks JSON schemas and says so. */
export interface SchemaRefused extends Timed {
  kind: "schema-refused";
}

/** The connection is reset before any byte. */
export interface Reset extends Timed {
  kind: "reset";
}

/** Nothing is ever sent. */
export interface Silence extends Timed {
  kind: "silence";
}

export interface Redirect extends Timed {
  kind: "redirect";
  to: string;
  status?: 301 | 302 | 303 | 307 | 308;
}

/** Whatever the others cannot say. */
export interface Raw extends Timed {
  kind: "raw";
  status: number;
  body: string;
}

export type Reply = Answer | ErrorReply | ContextLimit | SchemaRefused | Reset | Silence | Redirect | Raw;

export const answer = (content: Json, options: Omit<Answer, "kind" | "content"> = {}): Answer => ({ kind: "answer", content, ...options });

export const failure = (status: number, options: Omit<ErrorReply, "kind" | "status"> = {}): ErrorReply => ({ kind: "error", status, ...options });

/** Too many requests; without an argument the server does not say when to come again. */
export const tooMany = (retryAfter?: RetryAfter, options: Omit<ErrorReply, "kind" | "status" | "retryAfter"> = {}): ErrorReply => ({
  ...failure(429, options),
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

/** The name a reply is counted under. */
export const nameOfReply = (reply: Reply): string => reply.name ?? (reply.kind === "error" || reply.kind === "raw" ? `${reply.kind} ${reply.status}` : reply.kind);
