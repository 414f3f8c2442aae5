/** The last way: the app's own `requestUrl`. It knows nothing of CORS, but gives an answer in one piece, and cannot be stopped. */
import type { RequestUrlParam, RequestUrlResponse } from "obsidian";
import { createByteQueue } from "./byte-queue";
import { aborted, TransportError } from "./failure";
import { whenAborted, type OutgoingRequest } from "./request";
import { toResponse, type TransportResponse } from "./response";
import type { Rung } from "./rung";

export type RequestUrl = (request: RequestUrlParam) => Promise<RequestUrlResponse>;

/** What the systems below the app say, each in its own words. */
const REASONS: [words: RegExp, code: string][] = [
  [/CONNECTION_REFUSED|ECONNREFUSED|failed to connect|could not connect/i, "ECONNREFUSED"],
  [/NAME_NOT_RESOLVED|ENOTFOUND|resolve host|hostname could not be found/i, "ENOTFOUND"],
  [/INTERNET_DISCONNECTED|NETWORK_CHANGED|ENETUNREACH|appears to be offline/i, "ENETUNREACH"],
  [/ADDRESS_UNREACHABLE|EHOSTUNREACH/i, "EHOSTUNREACH"],
  [/TIMED_OUT|ETIMEDOUT|timed out|timeout/i, "ETIMEDOUT"],
  [/ERR_CERT|ERR_SSL|certificate|SSLHandshake/i, "CERT"],
  [/CONNECTION_(?:RESET|CLOSED|ABORTED)|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED|ECONNRESET|connection was lost|unexpected end/i, "ECONNRESET"],
];

const codeOf = (error: unknown): string => {
  const words = error instanceof Error ? error.message : String(error);
  return REASONS.find(([pattern]) => pattern.test(words))?.[1] ?? "";
};

export function bufferedRung(requestUrl: RequestUrl): Rung {
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        const forget = whenAborted(request.signal, () => reject(aborted()));
        if (request.signal?.aborted === true) return;
        send(requestUrl, request).then(resolve, reject).finally(forget);
      }),
    close: () => undefined,
  };
}

async function send(requestUrl: RequestUrl, { url, method, headers, body }: OutgoingRequest): Promise<TransportResponse> {
  const { "content-type": contentType, ...others } = headers;
  try {
    const { status, headers: answered, arrayBuffer } = await requestUrl({
      url: url.href,
      method,
      headers: others,
      throw: false,
      ...(contentType === undefined ? {} : { contentType }),
      ...(body === null ? {} : { body }),
    });
    const queue = createByteQueue();
    queue.push(new Uint8Array(arrayBuffer));
    queue.end();
    return toResponse(status, Object.entries(answered), queue.body);
  } catch (cause) {
    // Its error may hold the answer's headers, and nobody knows what a later version puts there: only the words are looked at.
    throw new TransportError(codeOf(cause), "The app's own request failed.");
  }
}
