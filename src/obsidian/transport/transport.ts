/**
 * The way to the network, as one fetch-shaped function over three ways of which each device has some: Node's requests on the desktop (they stream and know
 * no CORS), the browser's `fetch` (it streams where the server allows it), the app's `requestUrl` (always, but in one piece). A request goes down to the next
 * way only where nothing of it can have been received; the way that brought an answer from a server is the first for it from then on.
 */
import { isLocalAddress } from "../../core/engines/llm/client/presets";
import { bufferedRung, type RequestUrl } from "./buffered-rung";
import { TransportError } from "./failure";
import type { NodeModules } from "./node-modules";
import { nodeRung } from "./node-rung";
import { checkRequest, type OutgoingRequest } from "./request";
import type { TransportFetch, TransportResponse } from "./response";
import type { Rung } from "./rung";
import { webRung } from "./web-rung";

export interface TransportOptions {
  /** Gives Node's modules; null on mobile, where there are none. */
  loadNode: (() => NodeModules) | null;
  fetch: typeof window.fetch;
  requestUrl: RequestUrl;
  /** Told once, when the first answer came in one piece that could not be had piece by piece. */
  onBuffered: () => void;
}

export interface Transport {
  fetch: TransportFetch;
  /** Ends the connections that are kept open. */
  close(): void;
}

export function createTransport({ loadNode, fetch, requestUrl, onBuffered }: TransportOptions): Transport {
  const node = loadNode === null ? null : nodeRung(loadNode);
  const web = webRung(fetch);
  const buffered = bufferedRung(requestUrl);
  const proven = new Map<string, Rung>();
  let hasTold = false;

  const waysTo = (url: URL): Rung[] => {
    // The desktop's page never asks its own machine: a server there would have to allow every page of every browser.
    const isOwn = node !== null && isLocalAddress(url.href);
    const ways = [...(node === null ? [] : [node]), ...(isOwn ? [] : [web]), buffered];
    const known = proven.get(url.origin);
    return known === undefined ? ways : ways.slice(ways.indexOf(known));
  };
  const explain = async (failures: TransportError[], { url }: OutgoingRequest): Promise<TransportError> => {
    // What Node says is the most exact, and what the last way says the next best.
    const told = [...(node === null ? [] : failures.slice(0, 1)), ...failures.slice().reverse()].find(({ code }) => code !== "");
    if (told !== undefined) return told;
    // Only where the browser had said no and the app's own request brought nothing either.
    if (node === null && failures.length > 1 && (await web.isReachable(url))) return new TransportError("CORS", "The browser keeps the server's answers to itself.");
    return failures.at(-1) ?? new TransportError("", "There is no way to the network.");
  };
  const send = async (request: OutgoingRequest): Promise<TransportResponse> => {
    const failures: TransportError[] = [];
    for (const rung of waysTo(request.url)) {
      try {
        const response = await rung.send(request);
        proven.set(request.url.origin, rung);
        if (rung === buffered && !hasTold) {
          hasTold = true;
          onBuffered();
        }
        return response;
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        failures.push(error);
        if (!error.mayRepeat) break;
      }
    }
    if (!proven.has(request.url.origin)) web.reconsider(request.url);
    throw await explain(failures, request);
  };

  return {
    fetch: async (url, options) => send(checkRequest(url, options)),
    close: () => {
      for (const rung of [node, web, buffered]) rung?.close();
    },
  };
}
