/** A request as the server keeps it: everything but the key itself. */
import type { IncomingHttpHeaders } from "node:http";
import type { Json, Reply } from "./reply";

export interface ChatMessage {
  role: string;
  content: string | { type: string; text?: string; [field: string]: unknown }[] | null;
  [field: string]: unknown;
}

/** The body of a chat completion, as far as the server reads it. */
export interface ChatBody {
  model: string;
  messages: ChatMessage[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  response_format?: { type: string; json_schema?: { name: string; strict?: boolean; schema?: Json; [field: string]: unknown } };
  max_tokens?: number;
  max_completion_tokens?: number;
  [field: string]: unknown;
}

export interface ModelRequest {
  /** Counted from 1 over all that came. */
  number: number;
  method: string;
  path: string;
  /** A header that holds a key says so instead of showing it. */
  headers: Record<string, string>;
  key: "right" | "wrong" | "none";
  /** For a chat completion that is one: anything else has no messages. */
  body: ChatBody;
  /** The body as it came, without the key. */
  text: string;
  /** Tells one body from another. (A long text makes a poor key of a map: V8 hashes it by its length alone.) */
  hash: string;
  /** How often this very body has come, this time included. */
  attempt: number;
  /** When it had come whole, in milliseconds of the server's clock. */
  time: number;
}

export interface RecordedRequest extends ModelRequest {
  /** Null until it is decided. */
  reply: Reply | null;
  /** What it got, in a word: the reply's name, or what the server itself refused it for. */
  got: string;
  status: number | null;
  /** `abandoned` when the client went away first; `cut` when the server broke off on purpose. */
  outcome: "open" | "sent" | "cut" | "abandoned";
  /** When the last byte was handed over or the connection ended. */
  ended: number | null;
  /** The server had to refuse it because it came too soon. */
  wasted: boolean;
}

const HIDDEN = "(hidden)";
const holdsKey = /^(?:authorization|api-key|x-api-key|x-goog-api-key|proxy-authorization|cookie)$/;

export const keyOf = (headers: IncomingHttpHeaders): string | null => {
  const bearer = /^Bearer +(.+)$/i.exec(headers.authorization ?? "");
  return bearer?.[1]?.trim() ?? null;
};

/** Takes a key out of a text; an empty key is in no text. */
export const hideKey = (text: string, key: string | null | undefined): string => (key === null || key === undefined || key === "" ? text : text.replaceAll(key, HIDDEN));

export function hideKeys(headers: IncomingHttpHeaders, keys: (string | null | undefined)[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const text = Array.isArray(value) ? value.join(", ") : (value ?? "");
      return [name, holdsKey.test(name) ? HIDDEN : keys.reduce<string>(hideKey, text)];
    }),
  );
}

export const isCompletion = (request: ModelRequest): boolean => request.method === "POST" && request.path === "/v1/chat/completions";
