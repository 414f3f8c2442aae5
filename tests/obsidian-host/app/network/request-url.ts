/** `request` and `requestUrl`. Contracts: obsidian.d.ts. The host's server sends them, as the app does: no server has to allow the page's origin, and answers come whole. */
import { decodeBytes, openBridged } from "./bridge";

export interface RequestUrlParam {
  url: string;
  method?: string;
  contentType?: string;
  body?: string | ArrayBuffer;
  headers?: Record<string, string>;
  throw?: boolean;
}

export interface RequestUrlResponse {
  status: number;
  headers: Record<string, string>;
  arrayBuffer: ArrayBuffer;
  /** Parsed when it is asked for: an answer that is no JSON throws only then. */
  readonly json: unknown;
  readonly text: string;
}

export interface RequestUrlResponsePromise extends Promise<RequestUrlResponse> {
  readonly arrayBuffer: Promise<ArrayBuffer>;
  readonly json: Promise<unknown>;
  readonly text: Promise<string>;
}

/** As the app's desktop says it. */
const FAILURES: Record<string, string> = {
  ECONNREFUSED: "net::ERR_CONNECTION_REFUSED",
  ECONNRESET: "net::ERR_CONNECTION_RESET",
  ENOTFOUND: "net::ERR_NAME_NOT_RESOLVED",
  ETIMEDOUT: "net::ERR_CONNECTION_TIMED_OUT",
};
const MOST_REDIRECTS = 20;

interface Answer {
  status: number;
  headers: Record<string, string>;
  arrayBuffer: ArrayBuffer;
}

interface Sent {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
}

const sendOnce = ({ url, method, headers, body }: Sent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const answer = { status: 0, headers: {} as Record<string, string> };
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    let isWhole = false;
    const fail = (code: string): void => reject(new Error(FAILURES[code] ?? "net::ERR_FAILED"));
    const bridged = openBridged({ by: "requestUrl", url, method, headers: { ...headers, "accept-encoding": "identity" }, keepAlive: true }, (event) => {
      if (event.event === "response") {
        answer.status = event.status;
        answer.headers = Object.fromEntries(Object.entries(event.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]));
      } else if (event.event === "data") {
        const bytes = decodeBytes(event.bytes);
        pieces.push(bytes);
        bridged.taken(bytes.byteLength);
      } else if (event.event === "error") fail(event.code);
      else if (event.event === "end" && event.complete) isWhole = true;
      else if (event.event === "close" && isWhole) void new Blob(pieces).arrayBuffer().then((arrayBuffer) => resolve({ ...answer, arrayBuffer }));
      else if (event.event === "close") fail("ECONNRESET");
    });
    if (body !== null) bridged.write(body);
    bridged.end();
  });

async function sendFollowing(sent: Sent): Promise<Answer> {
  let next = sent;
  for (let redirects = 0; redirects < MOST_REDIRECTS; redirects += 1) {
    const answer = await sendOnce(next);
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
    const isKept = answer.status === 307 || answer.status === 308;
    next = { ...next, url: new URL(location, next.url).href, ...(isKept ? {} : { method: "GET", body: null }) };
  }
  throw new Error("net::ERR_TOO_MANY_REDIRECTS");
}

const bytesOf = (body: string | ArrayBuffer | undefined): Uint8Array | null => (body === undefined ? null : typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array(body));

async function send(given: RequestUrlParam | string): Promise<RequestUrlResponse> {
  const { url, method = "GET", contentType, body, headers = {}, throw: throws = true }: RequestUrlParam = typeof given === "string" ? { url: given } : given;
  const bytes = bytesOf(body);
  const own: Record<string, string> = { ...(contentType === undefined ? {} : { "content-type": contentType }), ...(bytes === null ? {} : { "content-length": String(bytes.byteLength) }) };
  const { status, headers: answered, arrayBuffer } = await sendFollowing({ url, method, headers: { ...headers, ...own }, body: bytes });
  if (throws && status >= 400) throw Object.assign(new Error(`Request failed, status ${status}`), { status, headers: answered });
  const text = (): string => new TextDecoder().decode(arrayBuffer);
  return {
    status,
    headers: answered,
    arrayBuffer,
    get text() {
      return text();
    },
    get json(): unknown {
      return JSON.parse(text());
    },
  };
}

export function requestUrl(given: RequestUrlParam | string): RequestUrlResponsePromise {
  const response = send(given);
  // Asked for and not when made, else a failure would be unhandled several times.
  return Object.defineProperties(response, {
    arrayBuffer: { get: () => response.then((answer) => answer.arrayBuffer) },
    json: { get: () => response.then((answer) => answer.json) },
    text: { get: () => response.then((answer) => answer.text) },
  }) as RequestUrlResponsePromise;
}

export const request = async (given: RequestUrlParam | string): Promise<string> => (await requestUrl(given)).text;
