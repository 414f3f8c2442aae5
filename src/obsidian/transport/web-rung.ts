/**
 * The browser's way: `window.fetch`. It streams, but only from servers that allow the app's origin (CORS), and it does not say why a request failed.
 * So nothing that may cost money is sent to a server before a question that is free has shown that its answers come through.
 */
import type { FetchedBody } from "../../core/ports";
import { aborted, brokenOff, redirected, TransportError } from "./failure";
import { createPermissions, SAFE, type Permissions } from "./permissions";
import { whenAborted, type OutgoingRequest } from "./request";
import { toResponse, type TransportResponse } from "./response";
import type { Rung } from "./rung";

/** So long a server may think about a question that only asks for permission, in milliseconds. */
const QUESTION_LIMIT = 15_000;

export interface WebRung extends Rung {
  isReachable: Permissions["isReachable"];
  reconsider: Permissions["reconsider"];
}

export function webRung(fetch: typeof window.fetch, questionLimit = QUESTION_LIMIT): WebRung {
  const permissions = createPermissions(fetch, questionLimit);
  const { isReachable, reconsider, close } = permissions;
  return {
    send: async (request) => {
      if (request.method !== "GET" && !(await permissions.isAllowed(request))) throw new TransportError("", "The browser keeps the server's answers to itself, or cannot reach it.", { mayRepeat: true });
      const response = await send(fetch, request);
      permissions.noteAllowed(request.url);
      return response;
    },
    isReachable,
    reconsider,
    close,
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
