/** A model's server of a few lines, answering what a test says, and a client to it over a real connection. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { waitWith } from "../../../../../src/core/cancel";
import { createModelClient, type ModelClient, type ModelClientOptions } from "../../../../../src/core/engines/llm/client/client";
import type { Fetch } from "../../../../../src/core/ports";
import { seeded } from "./simulated";

export interface Asked {
  path: string;
  headers: IncomingMessage["headers"];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- parsed JSON
  body: any;
}

export type Answer = (response: ServerResponse, asked: Asked, number: number) => void;

export interface Serving {
  url: string;
  asked: Asked[];
  answer: Answer;
  close(): Promise<void>;
}

export async function serve(): Promise<Serving> {
  const serving: Serving = { url: "", asked: [], answer: (response) => response.end(), close: () => Promise.resolve() };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const text = Buffer.concat(pieces).toString("utf8");
      const asked = { path: request.url ?? "", headers: request.headers, body: text === "" ? null : JSON.parse(text) };
      serving.asked.push(asked);
      serving.answer(response, asked, serving.asked.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  serving.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  serving.close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => void server.close(() => resolve()));
  };
  return serving;
}

export const realClock = {
  now: () => Date.now(),
  wait: waitWith((callBack, milliseconds) => {
    const timer = setTimeout(callBack, milliseconds);
    return () => clearTimeout(timer);
  }),
};

export const hostFetch: Fetch = (url, options) => fetch(url, options as RequestInit);

export const KEY = "sk-test-0123456789abcdef";

export const clientOf = (url: string, more: Partial<ModelClientOptions> = {}): ModelClient =>
  createModelClient({
    baseUrl: url,
    key: KEY,
    fetch: hostFetch,
    clock: realClock,
    supports: { jsonSchema: true, streaming: true, promptCaching: false, batch: false, images: false },
    random: seeded(3),
    idleLimit: 300,
    firstByteLimit: 1000,
    retries: 0,
    ...more,
  });

export const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

export const completion = (content: unknown, more: object = {}, message: object = {}) => ({
  id: "c1",
  object: "chat.completion",
  model: "small-1",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content, ...message } }],
  usage: { prompt_tokens: 12, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 4 } },
  ...more,
});

export const chunk = (delta: object, finish: string | null = null, more: object = {}): string =>
  `data: ${JSON.stringify({ id: "c1", object: "chat.completion.chunk", model: "small-1", choices: [{ index: 0, delta, finish_reason: finish }], ...more })}\n\n`;

export const startStream = (response: ServerResponse): ServerResponse => response.writeHead(200, { "content-type": "text/event-stream" });

export const stream = (response: ServerResponse, pieces: string[]): void => {
  startStream(response);
  for (const piece of pieces) response.write(piece);
  response.end();
};
