/** `request` and `requestUrl`. Contracts: obsidian.d.ts. Over the page's fetch, so a server must allow other origins, which the app does not need. */

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

async function send(given: RequestUrlParam | string): Promise<RequestUrlResponse> {
  const { url, method = "GET", contentType, body, headers = {}, throw: throws = true }: RequestUrlParam = typeof given === "string" ? { url: given } : given;
  const type: Record<string, string> = contentType === undefined ? {} : { "Content-Type": contentType };
  const answer = await fetch(url, { method, headers: { ...type, ...headers }, ...(body === undefined ? {} : { body }) });
  const arrayBuffer = await answer.arrayBuffer();
  if (throws && answer.status >= 400) throw Object.assign(new Error(`Request failed, status ${answer.status}`), { status: answer.status, headers: Object.fromEntries(answer.headers) });
  const text = (): string => new TextDecoder().decode(arrayBuffer);
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
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
