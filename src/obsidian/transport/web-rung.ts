/**
 * The browser's way: `window.fetch`. It streams, but only from servers that allow the app's origin (CORS), and it does not say why a request failed.
 * So nothing that may cost money is sent to a server before a question that is free has shown that its answers come through.
 */
import { aborted, brokenOff, redirected, TransportError } from "./failure";
import { whenAborted, type OutgoingRequest } from "./request";
import { toResponse, type TransportResponse } from "./response";
import type { Rung } from "./rung";
import type { FetchedBody } from "../../core/ports";

export interface WebRung extends Rung {
  /** Whether there is a server at all, whatever it allows. */
  isReachable(url: URL): Promise<boolean>;
  /** Asks the server again, before the next request, whether it allows the app's origin. */
  reconsider(url: URL): void;
}

const SAFE: RequestInit = { redirect: "manual", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" };

interface Question {
  answer: Promise<boolean>;
  /** How many wait for it: with the last one it ends. */
  waiting: number;
  controller: AbortController;
}

export function webRung(fetch: typeof window.fetch): WebRung {
  /** What was found out, by origin. */
  const allowed = new Map<string, boolean>();
  const questions = new Map<string, Question>();

  const ask = async (url: URL, options: RequestInit): Promise<Response | null> => {
    try {
      return await fetch(url.href, { ...SAFE, ...options });
    } catch {
      return null;
    }
  };
  /** Reading the same address needs the same permission as writing to it: method and headers are asked for in the same way. */
  const question = (url: URL, headers: OutgoingRequest["headers"]): Question => {
    const controller = new AbortController();
    const answer = ask(url, { method: "GET", headers, signal: controller.signal }).then((response) => {
      void response?.body?.cancel().catch(() => undefined);
      if (!controller.signal.aborted) allowed.set(url.origin, response !== null);
      return response !== null;
    });
    const asked = { answer, waiting: 0, controller };
    questions.set(url.origin, asked);
    return asked;
  };
  const isAllowed = async ({ url, headers, signal }: OutgoingRequest): Promise<boolean> => {
    const known = allowed.get(url.origin);
    if (known !== undefined) return known;
    const asked = questions.get(url.origin) ?? question(url, headers);
    asked.waiting += 1;
    let forget = (): void => undefined;
    const abort = new Promise<never>((_resolve, reject) => {
      forget = whenAborted(signal, () => reject(aborted()));
    });
    try {
      return await Promise.race([asked.answer, abort]);
    } finally {
      forget();
      asked.waiting -= 1;
      if (asked.waiting === 0) {
        if (questions.get(url.origin) === asked) questions.delete(url.origin);
        asked.controller.abort();
      }
    }
  };

  return {
    send: async (request) => {
      if (request.method !== "GET" && !(await isAllowed(request))) throw new TransportError("", "The browser keeps the server's answers to itself, or cannot reach it.", { mayRepeat: true });
      const response = await send(fetch, request);
      allowed.set(request.url.origin, true);
      return response;
    },
    isReachable: async (url) => (await ask(url, { method: "GET", mode: "no-cors" })) !== null,
    reconsider: ({ origin }) => void allowed.delete(origin),
    close: () => {
      for (const { controller } of questions.values()) controller.abort();
    },
  };
}

async function send(fetch: typeof window.fetch, { url, method, headers, body, signal }: OutgoingRequest): Promise<TransportResponse> {
  const controller = new AbortController();
  const forget = whenAborted(signal, () => controller.abort());
  try {
    const response = await fetch(url.href, { ...SAFE, method, headers, body, signal: controller.signal });
    if (response.type === "opaqueredirect" || (response.status >= 301 && response.status <= 308 && response.status !== 304)) {
      controller.abort();
      throw redirected();
    }
    return toResponse(response.status, [...response.headers], bodyOf(response, controller.signal, forget));
  } catch (cause) {
    forget();
    if (cause instanceof TransportError) throw cause;
    if (signal?.aborted === true) throw aborted();
    // What is only read may be asked for twice.
    throw new TransportError("", "The browser got no answer, or may not show it.", { mayRepeat: method === "GET", cause });
  }
}

/** `whenOver` is called when there is nothing left to abort. */
function bodyOf({ body }: Response, signal: AbortSignal, whenOver: () => void): FetchedBody {
  return {
    getReader: () => {
      const reader = body?.getReader();
      return {
        read: async () => {
          try {
            const read = (await reader?.read()) ?? { done: true, value: undefined };
            if (read.done) whenOver();
            return read;
          } catch (error) {
            whenOver();
            throw signal.aborted ? aborted() : brokenOff(error);
          }
        },
        cancel: async () => {
          whenOver();
          await reader?.cancel();
        },
      };
    },
  };
}
