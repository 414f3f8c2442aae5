/** Plain clients for the server's own tests: whole bodies, and streams byte by byte. */
import { request as httpRequest } from "node:http";
import type { Usage } from "./reply";
import type { ChatBody } from "./request";

export const KEY = "sk-test-4f9a1c";

export const question = (text = "Hello", more: Partial<ChatBody> = {}): ChatBody => ({ model: "test-fast", messages: [{ role: "system", content: "Be brief." }, { role: "user", content: text }], ...more });

export const ask = (url: string, body: unknown = question(), options: { key?: string; headers?: Record<string, string>; signal?: AbortSignal } = {}): Promise<Response> =>
  fetch(`${url}/chat/completions`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/json", authorization: `Bearer ${options.key ?? KEY}`, ...options.headers },
    body: JSON.stringify(body),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });

export interface Heard {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** What came, one entry a read, each with its time since the request in milliseconds. */
  pieces: { at: number; bytes: Buffer }[];
  text: string;
  /** The error's code where the connection broke; null where the response ended as HTTP says. */
  broke: string | null;
}

/** Listens to a response to its end, however it ends, or until so many milliseconds without a byte. */
export const listenTo = (url: string, body: unknown, idle = 2000): Promise<Heard> =>
  new Promise((resolve) => {
    const started = performance.now();
    const heard: Heard = { status: 0, headers: {}, pieces: [], text: "", broke: null };
    const end = (broke: string | null): void => {
      request.destroy();
      resolve({ ...heard, broke, text: Buffer.concat(heard.pieces.map(({ bytes }) => bytes)).toString("utf8") });
    };
    const request = httpRequest(`${url}/chat/completions`, { method: "POST", agent: false, headers: { "content-type": "application/json", authorization: `Bearer ${KEY}` } }, (response) => {
      heard.status = response.statusCode ?? 0;
      heard.headers = response.headers;
      response.on("data", (bytes: Buffer) => heard.pieces.push({ at: performance.now() - started, bytes }));
      response.on("end", () => end(null));
      response.on("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    });
    request.on("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    request.setTimeout(idle, () => end("idle"));
    request.end(JSON.stringify(body));
  });

export interface StreamChunk {
  choices: { delta: Record<string, string>; finish_reason?: string | null }[];
  usage?: Usage | null;
  [field: string]: unknown;
}

export type StreamEvent = StreamChunk | "[DONE]";

/** The data of each event of a stream, parsed; `[DONE]` as it is. */
export const eventsOf = (text: string): StreamEvent[] =>
  text
    .replaceAll("\r\n", "\n")
    .split("\n\n")
    .filter((event) => event.startsWith("data:"))
    .map((event) => event.slice("data:".length).trim())
    .map((data) => (data === "[DONE]" ? data : (JSON.parse(data) as StreamChunk)));

/** The content that a stream's events come to. */
export const contentOf = (events: StreamEvent[]): string => chunksOf(events).map(({ choices }) => choices[0]?.delta.content ?? "").join("");

export const chunksOf = (events: StreamEvent[]): StreamChunk[] => events.filter((event) => event !== "[DONE]");

/** The last chunk that has a choice says why the answer ended. */
export const finishOf = (events: StreamEvent[]): string | null | undefined => chunksOf(events).filter(({ choices }) => choices.length > 0).at(-1)?.choices[0]?.finish_reason;
