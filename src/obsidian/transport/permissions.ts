/** Which servers let the browser show their answers to the app (CORS), found out before anything is sent that may cost money. */
import { aborted } from "./failure";
import { whenAborted, type OutgoingRequest } from "./request";

export interface Permissions {
  /** Rejects with an `AbortError` as soon as the request is aborted. */
  isAllowed: (request: OutgoingRequest) => Promise<boolean>;
  /** An answer of the server was seen. */
  noteAllowed: (url: URL) => void;
  /** Asks the server again, before the next request. */
  reconsider: (url: URL) => void;
  /** Whether there is a server at all, whatever it allows. */
  isReachable: (url: URL) => Promise<boolean>;
  close: () => void;
}

/** What no request of the browser takes along: cookies, an address to go on to, an answer kept from before, where it came from. */
export const SAFE: RequestInit = { redirect: "manual", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer" };

interface Question {
  answer: Promise<boolean>;
  /** How many wait for it: with the last one it ends. */
  waiting: number;
  controller: AbortController;
}

/** So long a server may think about a question, in milliseconds: `limit`. */
export function createPermissions(fetch: typeof window.fetch, limit: number): Permissions {
  /** What was found out, by origin. */
  const known = new Map<string, boolean>();
  const questions = new Map<string, Question>();

  /** Reading the address needs the same permission as writing to it: method and headers are asked for in the same way. */
  const question = (url: URL, headers: OutgoingRequest["headers"]): Question => {
    const controller = new AbortController();
    const answer = ask({ fetch, limit, controller }, url, { headers }).then((isSeen) => {
      // Where nobody waits any more, nothing was found out.
      if (asked.waiting > 0) known.set(url.origin, isSeen);
      return isSeen;
    });
    const asked: Question = { answer, waiting: 0, controller };
    questions.set(url.origin, asked);
    return asked;
  };
  const leave = (origin: string, asked: Question): void => {
    asked.waiting -= 1;
    if (asked.waiting > 0) return;
    if (questions.get(origin) === asked) questions.delete(origin);
    asked.controller.abort();
  };

  return {
    isAllowed: async ({ url, headers, signal }) => {
      const found = known.get(url.origin);
      if (found !== undefined) return found;
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
        leave(url.origin, asked);
      }
    },
    noteAllowed: ({ origin }) => void known.set(origin, true),
    reconsider: ({ origin }) => void known.delete(origin),
    isReachable: (url) => ask({ fetch, limit, controller: new AbortController() }, url, { mode: "no-cors" }),
    close: () => {
      for (const { controller } of questions.values()) controller.abort();
    },
  };
}

interface Asking {
  fetch: typeof window.fetch;
  limit: number;
  controller: AbortController;
}

/** Whether an answer came that may be seen; what it says does not matter. */
async function ask({ fetch, limit, controller }: Asking, url: URL, options: RequestInit): Promise<boolean> {
  const timer = window.setTimeout(() => controller.abort(), limit);
  try {
    const { body } = await fetch(url.href, { ...SAFE, ...options, method: "GET", signal: controller.signal });
    void body?.cancel().catch(() => undefined);
    return true;
  } catch {
    return false;
  } finally {
    window.clearTimeout(timer);
  }
}
