/**
 * One request and its reply as the `openai` package sees them: its `fetch`. Here headers that tell of the machine are taken off, silence and cancelling
 * end a read at once whatever the host does, and what the package hides is kept: whether bytes came, whether the reply said that it is complete.
 */
import { createCancel, onAborted } from "../../../cancel";
import type { AbortListening, CancelSignal, Clock, Fetch, FetchedBody, FetchedResponse } from "../../../ports";
import { ModelError, modelCancelled } from "./failure";
import type { HeaderReader } from "./headers";

export interface ExchangeOptions {
  fetch: Fetch;
  clock: Pick<Clock, "now" | "wait">;
  /** Sent with the request, besides what the format needs. */
  headers: Readonly<Record<string, string>>;
  /** Sent as a bearer token; null where the endpoint needs none. */
  key: string | null;
  signal: CancelSignal;
  /** So long nothing may come, in milliseconds: before the head, and between two pieces of a stream. */
  firstByteLimit: number;
  idleLimit: number;
  /** Told of the reply's head, whatever its status. */
  onHead: (headers: HeaderReader) => void;
}

/** What the package's own type of `fetch` comes down to; it gives web objects where it runs. */
interface PackageRequest {
  method?: string;
  headers?: unknown;
  body?: unknown;
  signal?: unknown;
}

export interface Exchange {
  fetch: (url: unknown, init?: PackageRequest) => Promise<unknown>;
  /** Handed to the package as the request's signal. */
  readonly signal: AbortListening;
  readonly replyBegan: boolean;
  /** The stream said `[DONE]`. */
  readonly isComplete: boolean;
  /** The whole reply, where a stream was asked for and the server answered in one piece. */
  readonly wholeText: string | null;
  /** Why the exchange was ended from our side. */
  readonly failure: ModelError | null;
  /** To be called when the reply was read, or not. */
  close(): void;
}

const SENT_HEADERS = new Set(["accept", "content-type"]);
const TAIL = 32;
const PIECE = 2048;

const stalled = (limit: number, replyBegan: boolean): ModelError =>
  new ModelError("stalled", `The model's server went silent for ${Math.round(limit / 1000)} seconds.`, { replyBegan });

function keptHeaders(given: unknown, { headers, key }: ExchangeOptions): Record<string, string> {
  const kept: Record<string, string> = {};
  const each = given as { forEach?: (visit: (value: string, name: string) => void) => void } | undefined;
  each?.forEach?.((value, name) => {
    if (SENT_HEADERS.has(name.toLowerCase())) kept[name.toLowerCase()] = value;
  });
  if (key !== null) kept.authorization = `Bearer ${key}`;
  for (const [name, value] of Object.entries(headers)) kept[name.toLowerCase()] = value;
  return kept;
}

const endsInDone = (tail: readonly number[]): boolean => /(?:^|\n|\r)data: ?\[DONE\]\s*$/.test(String.fromCharCode(...tail));

export function createExchange(options: ExchangeOptions): Exchange {
  const { clock, signal, firstByteLimit, idleLimit } = options;
  const over = createCancel();
  const ended = createCancel();
  let failure: ModelError | null = null;
  let replyBegan = false;
  let isComplete = false;
  let wholeText: string | null = null;
  let heardAt = clock.now();
  let limit = firstByteLimit;
  let nap = createCancel();
  let rejectPending: ((error: ModelError) => void) | null = null;

  const fail = (error: ModelError): void => {
    if (failure !== null || over.signal.aborted) return;
    failure = error;
    ended.abort();
    rejectPending?.(error);
  };
  const forget = onAborted(signal, clock, () => fail(modelCancelled()));

  const watch = async (): Promise<void> => {
    while (!over.signal.aborted && failure === null) {
      const left = heardAt + limit - clock.now();
      if (left <= 0) fail(stalled(limit, replyBegan));
      else await clock.wait(left, nap.signal);
    }
  };

  /** Waits for the host, but not longer than for a cancel or a silence: a host's own abort may come late or never. */
  const guarded = <Result>(work: Promise<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      if (failure !== null) {
        reject(failure);
        return;
      }
      rejectPending = reject;
      work.then(resolve, reject);
    });

  const readThrough = async function* (body: FetchedBody): AsyncGenerator<Uint8Array> {
    const reader = body.getReader();
    let tail: number[] = [];
    let isRead = false;
    try {
      for (;;) {
        const { done, value } = await guarded(reader.read());
        if (done || value === undefined) break;
        heardAt = clock.now();
        if (value.length === 0) continue;
        replyBegan = true;
        tail = value.length >= TAIL ? [...value.subarray(-TAIL)] : [...tail, ...value].slice(-TAIL);
        // The package copies what is left of a piece for each event in it.
        for (let at = 0; at < value.length; at += PIECE) yield value.subarray(at, at + PIECE);
        if (!endsInDone(tail)) continue;
        // Some servers leave the connection open after the end.
        isComplete = true;
        return;
      }
      isRead = true;
    } finally {
      if (!isRead) void reader.cancel().catch(() => undefined);
    }
  };

  const readText = async (response: FetchedResponse): Promise<string> => {
    // Of a reply that comes in one piece the first byte is not seen, so its head counts.
    if (response.status < 300) replyBegan = true;
    return guarded(response.text());
  };

  const fetch: Exchange["fetch"] = async (url, init = {}) => {
    if (failure !== null) throw failure;
    const isStream = typeof init.body === "string" && init.body.includes('"stream":true');
    heardAt = clock.now();
    void watch();
    const response = await guarded(
      options.fetch(String(url), {
        method: init.method === "GET" ? "GET" : "POST",
        headers: keptHeaders(init.headers, options),
        ...(typeof init.body === "string" ? { body: init.body } : {}),
        // The package's own, which ours aborts: hosts ask for a real one.
        signal: init.signal as AbortListening,
      }),
    );
    heardAt = clock.now();
    options.onHead(response.headers);
    const isOk = response.status >= 200 && response.status < 300;
    const isJson = /\bjson\b/i.test(response.headers.get("content-type") ?? "");
    if (isOk && isStream && isJson) wholeText = await readText(response);
    if (isStream) {
      limit = idleLimit;
      const { abort } = nap;
      nap = createCancel();
      abort();
    }
    const body = wholeText !== null ? nothing() : isOk && isStream && response.body !== null ? readThrough(response.body) : null;
    return packageResponse(response, String(url), body, isOk ? () => readText(response) : async () => withErrorField(await readText(response)));
  };

  return {
    fetch,
    signal: listening(ended.signal),
    get replyBegan() {
      return replyBegan;
    },
    get isComplete() {
      return isComplete;
    },
    get wholeText() {
      return wholeText;
    },
    get failure() {
      return failure;
    },
    close: () => {
      forget();
      over.abort();
      nap.abort();
    },
  };
}

/** The package reads a refusal's words from the field `error` alone; some servers have none, or put it into a list. */
function withErrorField(text: string): string {
  try {
    const data: unknown = JSON.parse(text);
    const refusal: unknown = Array.isArray(data) ? data[0] : data;
    if (typeof refusal !== "object" || refusal === null) return text;
    return JSON.stringify("error" in refusal ? refusal : { error: refusal });
  } catch {
    return text;
  }
}

/** A stream without pieces. */
async function* nothing(): AsyncGenerator<Uint8Array> {}

/** The members of a web Response that the package uses. */
const packageResponse = ({ status, headers }: FetchedResponse, url: string, body: AsyncGenerator<Uint8Array> | null, text: () => Promise<string>): unknown => ({
  status,
  ok: status >= 200 && status < 300,
  url,
  headers: { get: (name: string) => headers.get(name), entries: () => [].values() },
  body,
  text,
  json: async () => JSON.parse(await text()) as unknown,
});

/** A cancel signal with the names that `fetch` knows. */
function listening(signal: Required<CancelSignal>): AbortListening {
  const forget = new Map<() => void, () => void>();
  return {
    get aborted() {
      return signal.aborted;
    },
    addEventListener: (_type, listener) => void forget.set(listener, signal.onAbort(listener)),
    removeEventListener: (_type, listener) => forget.get(listener)?.(),
  };
}
