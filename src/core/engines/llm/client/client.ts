/**
 * How a model is spoken to: one request in, one reply out, over any endpoint of OpenAI's format. The `openai` package writes requests and reads replies;
 * waiting, trying again, giving up and saying why are ours, since its own retries lose calls under a hard limit and its streams end in silence.
 */
import OpenAI, { APIError } from "openai";
import type { CancelSignal, Clock, Fetch } from "../../../ports";
import { estimateTokens } from "../tokens";
import { createExchange, type Exchange } from "./exchange";
import { explainConnection, explainRefusal, refusalIn, type Place } from "./explain";
import { ModelError, modelCancelled, withoutKey } from "./failure";
import { retryAfterOf, type HeaderReader } from "./headers";
import type { Supports } from "./presets";
import { createReplyReader, fieldsOf, type Reply } from "./reply";
import { bodyOf, learnFrom, nothingLearned, type CompletionRequest, type Learned } from "./request";
import { createScheduler, type Attempt, type Scheduler, type SchedulerState } from "./scheduler";

export interface ModelClientOptions {
  /** Up to and without `/chat/completions`. */
  baseUrl: string;
  /** Null where the endpoint needs none. */
  key: string | null;
  fetch: Fetch;
  clock: Pick<Clock, "now" | "wait">;
  supports: Supports;
  tokenLimit?: Learned["tokenLimit"];
  headers?: Readonly<Record<string, string>>;
  /** Most requests under way at a time; 8 unless told. */
  concurrency?: number;
  retries?: number;
  /** From 0 to 1, for spreading retries. */
  random: () => number;
  /** So long a server may think before it answers, in milliseconds; ten minutes unless told. */
  firstByteLimit?: number;
  /** So long a stream may be silent, in milliseconds; one minute unless told. */
  idleLimit?: number;
  /** Told once when the endpoint is found to be down, and once when it is back (null). */
  onDown?: (failure: ModelError | null) => void;
}

export interface CompleteOptions {
  /** Called with each piece of a streamed reply, as it comes. */
  onText?: (text: string) => void;
  /** Ask again even where a part of the reply had come, and was perhaps paid; what `onText` was told before is void then. */
  mayResend?: boolean;
}

/** A call of the interface that is no completion: a file of requests, a batch. `path` is what comes after the base URL. */
export interface EndpointCall {
  method: "GET" | "POST";
  path: string;
  body?: string;
  contentType?: string;
  /** Never done twice: where the server may have taken it, it is not sent again, and the error says so (`replyBegan`). */
  once?: boolean;
}

export interface ModelClient {
  /** Throws nothing but `ModelError`. */
  complete(request: CompletionRequest, signal?: CancelSignal, options?: CompleteOptions): Promise<Reply>;
  /** The text that a call is answered with. Throws nothing but `ModelError`. */
  call(call: EndpointCall, signal?: CancelSignal): Promise<string>;
  /** What `complete` would send now, unstreamed: a line in a file of requests. */
  bodyOf(request: CompletionRequest): Record<string, unknown>;
  /** The reply in a completion that came in a file. Throws the `ModelError` that `complete` would have thrown. */
  readReply(request: CompletionRequest, status: number, body: unknown): Reply;
  /** Whether the request has another form that may be understood, after it was refused in the one of `bodyOf`. */
  learnFrom(error: ModelError, request: CompletionRequest): boolean;
  /** The server's own words as they may be shown. */
  withoutKey(text: string): string;
  /** The ids of the endpoint's models, as it lists them. */
  listModels(signal?: CancelSignal): Promise<string[]>;
  state(): SchedulerState;
}

const NEVER: CancelSignal = { aborted: false, onAbort: () => () => undefined };
/** So often a request is sent in another form after the endpoint refused the form. */
const MOST_FORMS = 6;
/** The package demands a key and its headers demand letters; ours is set where the request is sent. */
const NO_KEY = "none";

interface Setting {
  options: ModelClientOptions;
  baseUrl: string;
  scheduler: Scheduler;
  learned: Learned;
}

/** A client for one endpoint; all its requests go through one gate. */
export function createModelClient(options: ModelClientOptions): ModelClient {
  const { clock, concurrency = 8, random, retries, onDown } = options;
  const setting: Setting = {
    options,
    baseUrl: options.baseUrl.trim().replace(/\/+$/, "").replace(/\/chat\/completions$/, ""),
    scheduler: createScheduler({ clock, concurrency, random, retries, onDown }),
    learned: nothingLearned(options.tokenLimit ?? "max_tokens"),
  };
  return {
    complete: (request, signal = NEVER, how = {}) => complete(setting, request, signal, how),
    call: (call, signal = NEVER) => setting.scheduler.run((attempt) => makeCall(setting, call, signal, attempt), { signal }),
    bodyOf: (request) => bodyOf(request, options.supports, setting.learned),
    readReply: (request, status, body) => readCompletion(request, status, body, { baseUrl: setting.baseUrl, model: request.model, key: options.key }),
    learnFrom: (error, request) => learnFrom(error, request, options.supports, setting.learned),
    withoutKey: (text) => withoutKey(text, options.key),
    listModels: (signal = NEVER) => setting.scheduler.run((attempt) => askForModels(setting, signal, attempt), { signal }),
    state: () => setting.scheduler.state(),
  };
}

async function complete(setting: Setting, request: CompletionRequest, signal: CancelSignal, how: CompleteOptions): Promise<Reply> {
  const { scheduler, learned, options } = setting;
  const tokens = estimateTokens(promptOf(request)) + (request.maxTokens ?? 0);
  for (let form = 1; ; form += 1) {
    try {
      return await scheduler.run((attempt) => ask(setting, request, signal, how, attempt), { signal, tokens });
    } catch (error) {
      if (!(error instanceof ModelError) || form >= MOST_FORMS || !learnFrom(error, request, options.supports, learned)) throw error;
    }
  }
}

const promptOf = (request: CompletionRequest): string => request.messages.map((message) => message.content).join("\n");

async function ask(setting: Setting, request: CompletionRequest, signal: CancelSignal, how: CompleteOptions, attempt: Attempt): Promise<Reply> {
  const { options, learned } = setting;
  const isStream = request.stream ?? options.supports.streaming;
  const body = bodyOf(request, options.supports, learned);
  if (isStream && learned.takesStreamOptions) body.stream_options = { include_usage: true };
  try {
    return await exchanging(setting, request.model, signal, attempt, async (client, exchange) => {
      const reader = createReplyReader(request.model, () => promptOf(request));
      let hasText = false;
      const take = (value: unknown): void => {
        refuseErrors(value, hasText);
        const text = reader.add(value);
        hasText ||= text !== "";
        if (text !== "") how.onText?.(text);
      };
      const sent = { ...body, stream: isStream } as unknown as OpenAI.ChatCompletionCreateParamsStreaming;
      // With `stream: false` the package gives the completion instead of its pieces.
      const reply: unknown = await client.chat.completions.create(sent, { signal: exchange.signal as never });
      if (!isStream) take(parsed(reply));
      else {
        for await (const piece of reply as AsyncIterable<unknown>) take(piece);
        if (exchange.wholeText !== null) take(parsed(exchange.wholeText));
      }
      // Cancelled, the package's streams end as if they were complete.
      if (exchange.failure !== null) throw exchange.failure;
      return reader.end(exchange.isComplete);
    });
  } catch (error) {
    if (how.mayResend !== true || !(error instanceof ModelError) || error.facts.replyBegan !== true) throw error;
    throw new ModelError(error.code, error.message, { ...error.facts, replyBegan: false });
  }
}

/** Refusals that say the server has not done what it was asked. */
const NOT_TAKEN = new Set<ModelError["code"]>(["rate-limited", "wrong-key", "no-credit", "bad-request", "wrong-model", "no-schema", "context-too-long", "refused"]);

async function makeCall(setting: Setting, { method, path, body, contentType, once }: EndpointCall, signal: CancelSignal, attempt: Attempt): Promise<string> {
  try {
    return await exchanging(setting, "", signal, attempt, async (client, exchange) => {
      const headers = contentType === undefined ? {} : { "content-type": contentType };
      const sent = { body, headers, signal: exchange.signal as never };
      const response = (await (method === "GET" ? client.get(path, { signal: exchange.signal as never }) : client.post(path, sent)).asResponse()) as unknown as { text(): Promise<string> };
      return response.text();
    });
  } catch (error) {
    if (once !== true || !(error instanceof ModelError) || NOT_TAKEN.has(error.code)) throw error;
    const { status } = error.facts;
    const isRefused = status !== undefined && status < 500;
    throw isRefused ? error : new ModelError(error.code, error.message, { ...error.facts, replyBegan: true });
  }
}

function readCompletion(request: CompletionRequest, status: number, body: unknown, place: Place): Reply {
  const error = fieldsOf(body)?.error;
  if (status >= 400 || (error !== undefined && error !== null)) throw explainRefusal(refusalIn(error ?? body, status >= 400 ? status : null, null), place);
  const reader = createReplyReader(request.model, () => promptOf(request));
  reader.add(body);
  return reader.end(true);
}

async function askForModels(setting: Setting, signal: CancelSignal, attempt: Attempt): Promise<string[]> {
  return exchanging(setting, "", signal, attempt, async (client, exchange) => {
    const list: unknown = parsed(await client.get("/models", { signal: exchange.signal as never }));
    refuseErrors(list);
    const entries = Array.isArray(list) ? (list as unknown[]) : (fieldsOf(list)?.data ?? fieldsOf(list)?.models);
    if (!Array.isArray(entries)) throw new ModelError("bad-reply", `${setting.baseUrl} answers, but with no list of models; check the address in the settings.`);
    const ids = entries.map((entry: unknown) => (typeof entry === "string" ? entry : (fieldsOf(entry)?.id ?? fieldsOf(entry)?.name)));
    return ids.filter((id) => typeof id === "string").map((id) => id.replace(/^models\//, ""));
  });
}

/** A server's JSON that came under another name arrives as text. */
function parsed(reply: unknown): unknown {
  if (typeof reply !== "string") return reply;
  try {
    return JSON.parse(reply) as unknown;
  } catch {
    throw new SyntaxError("No JSON.");
  }
}

/** Some servers answer 200 with an error inside, in one piece or in the middle of a stream. */
class ErrorInside extends Error {
  /** `replyBegan`: it came after a part of the reply, not instead of one. */
  constructor(
    readonly body: unknown,
    readonly replyBegan: boolean,
  ) {
    super("The reply holds an error.");
  }
}

function refuseErrors(value: unknown, replyBegan = false): void {
  const error = fieldsOf(value)?.error;
  if (error !== undefined && error !== null) throw new ErrorInside(error, replyBegan);
}

/** Runs one exchange with a client of the package made for it, and turns whatever it throws into our error. */
async function exchanging<Result>(
  { options, baseUrl }: Setting,
  model: string,
  signal: CancelSignal,
  attempt: Attempt,
  work: (client: OpenAI, exchange: Exchange) => Promise<Result>,
): Promise<Result> {
  const { fetch, clock, key, headers = {}, firstByteLimit = 600_000, idleLimit = 60_000 } = options;
  let retryAfter: number | null = null;
  const onHead = (head: HeaderReader): void => {
    retryAfter = retryAfterOf(head, clock.now());
    attempt.heard(head);
  };
  const exchange = createExchange({ fetch, clock, headers, key: key === null || key.trim() === "" ? null : key.trim(), signal, firstByteLimit, idleLimit, onHead });
  try {
    return await work(packageClient(baseUrl, exchange), exchange);
  } catch (error) {
    throw explain(error, exchange, { baseUrl, model, key }, () => retryAfter);
  } finally {
    exchange.close();
  }
}

function packageClient(baseUrl: string, exchange: Exchange): OpenAI {
  return new OpenAI({
    apiKey: NO_KEY,
    baseURL: baseUrl,
    fetch: exchange.fetch as never,
    maxRetries: 0,
    // Our own limits are shorter or the user's; this one must never be the first.
    timeout: 2 ** 31 - 1,
    dangerouslyAllowBrowser: true,
    // It would print pieces of replies, and take what the environment says of another account.
    logLevel: "off",
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
  });
}

function explain(error: unknown, exchange: Exchange, place: Place, retryAfter: () => number | null): ModelError {
  if (exchange.failure !== null) return exchange.failure;
  if (error instanceof ModelError) return error;
  const { replyBegan } = exchange;
  if (error instanceof ErrorInside) return explainRefusal(refusalIn(error.body, null, retryAfter()), place, { replyBegan: error.replyBegan });
  const status = error instanceof APIError ? (error.status as number | undefined) : undefined;
  // The package finds errors inside streams by itself.
  if (error instanceof APIError && (status !== undefined || (error.error !== undefined && error.error !== null))) {
    return explainRefusal(refusalIn(error.error, status ?? null, retryAfter(), error.message), place, status === undefined ? { replyBegan } : {});
  }
  if (error instanceof SyntaxError) return new ModelError("bad-reply", `${place.baseUrl} sent a reply that cannot be read; check the address in the settings.`, { replyBegan });
  if (error instanceof Error && error.name === "AbortError") return modelCancelled();
  return explainConnection(error, place, replyBegan);
}
