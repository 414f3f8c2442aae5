/**
 * A local server with the interface of OpenAI, for tests: it answers what a test scripts, misbehaves where it is told to, checks what it gets and counts.
 * It knows nothing of the product; what a prompt looks like is the test's to say.
 */
import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type BatchWays, createBatches, type ServedBatch } from "./batches";
import { checksOf, stablePrefix } from "./checks";
import { completionsOf, countByReply, isPaid, mostAtOnce, paidTwice } from "./counts";
import { decider, type Decided } from "./decide";
import type { Exchange } from "./exchange";
import { modelList } from "./models";
import type { ModelServerOptions } from "./options";
import { promptOf } from "./prompt";
import { bucketOf } from "./rate-limit";
import { receive } from "./receive";
import { failure, type Reply } from "./reply";
import { isCompletion, type ModelRequest, type RecordedRequest } from "./request";
import { respond } from "./respond";
import { type Scripted, toScript } from "./script";
import { promptCache, sharedPrefix } from "./shared-prefix";
import { tokensBySize } from "./usage";

export interface ModelServer {
  /** The base URL, ending in `/v1`. */
  url: string;
  /** All that came, in order. */
  requests: RecordedRequest[];
  /** What a well-kept client would not have done, each as a sentence that begins with the request's number. */
  violations: string[];
  /** Requests for completions, all or those that fit. */
  completions(fits?: (request: RecordedRequest) => boolean): RecordedRequest[];
  /** How many requests got what, by the reply's name. */
  counts(): Record<string, number>;
  /** Answers sent to their end: what a provider charges for. To be asked when all is `settled`. */
  paid(): RecordedRequest[];
  paidTwice(): RecordedRequest[];
  /** Requests refused by the rate limit. */
  wasted(): number;
  mostAtOnce(): number;
  /** Characters that all completions of a kind begin with; of all, where no kind is given. */
  sharedPrefix(fits?: (request: RecordedRequest) => boolean): number;
  /** When so many requests have come, answered or not: the moment to abort or to kill. */
  arrived(count: number): Promise<void>;
  /** When no request is open any more: a client that went away is known to have gone. */
  settled(): Promise<void>;
  /** What was made of files of requests; their lines are among `requests`, each as if it had come by itself. */
  batches: readonly ServedBatch[];
  /** From now on batches go so. */
  batchWays(ways: BatchWays): void;
  /** From now on another script; requests under way keep their replies. */
  script(scripted: Scripted): void;
  /** Forgets what came, not how often a body has come. */
  forget(): void;
  /** Ends every connection and resolves when the port is free. */
  close(): Promise<void>;
}

const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "*", "access-control-allow-methods": "GET, POST, OPTIONS", "access-control-expose-headers": "*" };

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

const isBatchCall = ({ path }: ModelRequest, { batches }: ModelServerOptions): boolean => batches === true && /^\/v1\/(?:files|batches)\b/.test(path);

/** What does not reach the script, whoever asks. Null for a completion that may be decided. */
function routed(request: ModelRequest, bytes: number, options: ModelServerOptions): Decided | null {
  const { key, echoesKey, lacks = [], models, largestBody = Infinity, cors } = options;
  const decided = (got: string, reply: Reply): Decided => ({ got, reply });
  if (request.method === "OPTIONS") return decided("preflight", { kind: "raw", status: cors === true ? 204 : 405, body: "" });
  if (key !== undefined && request.key !== "right") return decided("unauthorised", failure(401, { echoKey: echoesKey === true }));
  if (request.method === "GET" && request.path === "/v1/models" && !lacks.includes("models")) return decided("models", modelList(models));
  if (!isCompletion(request) && !isBatchCall(request, options)) return decided("no-such-path", failure(404, { message: `Unknown request URL: ${request.method} ${request.path}.`, code: "unknown_url" }));
  return bytes > largestBody ? decided("too-large", failure(413)) : null;
}

/** Aborted when the client goes away, or when the server closes. */
function goneOf(request: IncomingMessage, response: ServerResponse, closing: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const end = (): void => {
    closing.removeEventListener("abort", end);
    // A reason of our own: the usual one is an error with a stack, which costs more than all else here.
    controller.abort("gone");
  };
  response.on("close", end);
  request.on("error", end);
  closing.addEventListener("abort", end);
  return controller.signal;
}

export async function startModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const { key, rateLimit, kindOf, check, countTokens = tokensBySize } = options;
  const started = performance.now();
  const now = (): number => performance.now() - started;
  const requests: RecordedRequest[] = [];
  const violations: string[] = [];
  const seen = new Map<string, number>();
  const closing = new AbortController();
  // One for each request that is open.
  setMaxListeners(0, closing.signal);
  const bucket = rateLimit === undefined ? null : bucketOf(rateLimit, 0);
  const checks = checksOf([...(kindOf === false ? [] : [stablePrefix(kindOf)]), ...(check === undefined ? [] : [check])]);
  const cachedIn = promptCache();
  const sockets = new Set<Socket>();
  const underWay = new Set<Promise<void>>();
  const arrivals = new Set<() => void>();
  let script = toScript(options.reply);
  let came = 0;
  const { decide, wasted } = decider(options, (request, n) => script(request, n), bucket);

  const count = (hash: string): { number: number; attempt: number } => {
    const attempt = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, attempt);
    return { number: (came += 1), attempt };
  };
  const batches = createBatches({
    decide: (request) => decide(request, now()),
    count: countTokens,
    record: ({ body, text, hash }) => {
      const line: RecordedRequest = { ...count(hash), hash, method: "POST", path: "/v1/chat/completions", headers: {}, key: "right", body, text, time: now(), reply: null, got: "", status: null, outcome: "open", ended: now(), wasted: false };
      requests.push(line);
      report(line, checks(line));
      return line;
    },
  });
  const report = ({ number }: ModelRequest, found: readonly string[]): void => void violations.push(...found.map((problem) => `request ${number}: ${problem}`));

  const handle = async (exchange: Exchange): Promise<void> => {
    const { record, sentKey, violations: found, bytes } = await receive(exchange.request, key, count, now);
    requests.push(record);
    for (const arrival of arrivals) arrival();
    report(record, [...found, ...checks(record)]);
    const { reply, got, problem } = routed(record, bytes, options) ?? batches.handle(record) ?? decide(record, now());
    report(record, batches.violations.splice(0));
    if (problem !== undefined) report(record, [problem]);
    Object.assign(record, { reply, got, wasted: got === "rate-limited" });
    const headers = { ...(options.cors === true ? CORS : {}), ...bucket?.headers(now()) };
    const cached = options.caches === true && reply.kind === "answer" ? cachedIn(promptOf(record), countTokens) : 0;
    record.outcome = await respond(exchange, reply, { request: record, headers, sentKey, count: countTokens, cached });
    record.status = exchange.response.headersSent ? exchange.response.statusCode : null;
    record.ended = now();
  };

  const server = createServer((request, response) => {
    const exchange = { request, response, gone: goneOf(request, response, closing.signal) };
    const handled = handle(exchange)
      .catch((error: unknown) => {
        if (!exchange.gone.aborted && !request.destroyed) violations.push(`the server failed: ${String(error)}`);
        response.destroy();
      })
      .finally(() => underWay.delete(handled));
    underWay.add(handled);
  });
  server.on("connection", (socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const port = await listen(server, options.port ?? 0);

  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    violations,
    completions: (fits = () => true) => completionsOf(requests).filter(fits),
    counts: () => countByReply(requests),
    paid: () => requests.filter(isPaid),
    paidTwice: () => paidTwice(requests),
    wasted,
    mostAtOnce: () => mostAtOnce(requests),
    sharedPrefix: (fits = () => true) => sharedPrefix(completionsOf(requests).filter(fits)),
    arrived: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (requests.length < count) return;
          arrivals.delete(look);
          resolve();
        };
        arrivals.add(look);
        look();
      }),
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    batches: batches.list,
    batchWays: batches.ways,
    script: (scripted) => void (script = toScript(scripted)),
    forget: () => void (requests.splice(0), violations.splice(0)),
    close: () => {
      closing.abort();
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
