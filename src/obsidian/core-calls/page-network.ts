/**
 * The page's side of the worker's requests: sends each through the transport and hands on what comes. News of all requests travel together, since each
 * message costs both sides a task; a fast server is read no faster than the worker reads.
 */
import { TransportError } from "../transport/failure";
import type { TransportFetch } from "../transport/response";
import { FETCH_WINDOW, type FetchNews, type FetchStart, type FetchWish } from "./protocol";

/** Bytes may wait so long for company, in milliseconds; all else is told at once, and takes them along. */
const TOGETHER = 20;

export interface PageNetwork {
  hear(wish: FetchWish): void;
  /** Aborts what the call left under way. */
  endCall(call: number): void;
  endAll(): void;
}

interface Exchange {
  call: number;
  controller: AbortController;
  /** Bytes that were sent and not read. */
  unread: number;
  /** Goes on reading. */
  goOn: () => void;
}

export function createPageNetwork(fetch: TransportFetch, post: (news: readonly FetchNews[], transfer: ArrayBuffer[]) => void): PageNetwork {
  const exchanges = new Map<number, Exchange>();
  const messenger = createMessenger(post);

  const pump = async ({ exchange: id, url, options }: FetchStart, exchange: Exchange): Promise<void> => {
    const response = await fetch(url, { ...options, signal: exchange.controller.signal });
    if (!exchanges.has(id)) return;
    messenger.tell({ exchange: id, what: "head", status: response.status, headers: response.headers.list() });
    const reader = response.body.getReader();
    for (;;) {
      while (exchange.unread >= FETCH_WINDOW && exchanges.has(id)) await new Promise<void>((resolve) => (exchange.goOn = resolve));
      const { done, value } = await reader.read();
      if (!exchanges.has(id)) return;
      if (done || value === undefined) break;
      exchange.unread += value.byteLength;
      messenger.pass(id, value);
    }
    messenger.tell({ exchange: id, what: "end" });
  };
  const end = (id: number): void => {
    const found = exchanges.get(id);
    exchanges.delete(id);
    messenger.forget(id);
    found?.controller.abort();
    found?.goOn();
  };

  const begin = (request: FetchStart): void => {
    const { exchange: id, call } = request;
    const exchange: Exchange = { call, controller: new AbortController(), unread: 0, goOn: () => undefined };
    exchanges.set(id, exchange);
    pump(request, exchange)
      .catch((error: unknown) => {
        if (exchanges.has(id)) messenger.tell({ exchange: id, what: "failure", ...failureOf(error) });
      })
      .finally(() => exchanges.delete(id));
  };
  const taken = (id: number, bytes: number): void => {
    const exchange = exchanges.get(id);
    if (exchange === undefined) return;
    exchange.unread -= bytes;
    if (exchange.unread < FETCH_WINDOW) exchange.goOn();
  };

  return {
    hear: (wish) => {
      if (wish.type === "fetch") begin(wish);
      else if (wish.type === "fetch-abort") end(wish.exchange);
      else taken(wish.exchange, wish.bytes);
    },
    endCall: (call) => {
      for (const [id, exchange] of [...exchanges]) if (exchange.call === call) end(id);
    },
    endAll: () => {
      for (const id of [...exchanges.keys()]) end(id);
      messenger.close();
    },
  };
}

/** Only what the transport says of itself: what else is thrown may hold anything. */
const failureOf = (error: unknown): { code: string; message: string } =>
  error instanceof TransportError ? { code: error.code, message: error.message } : { code: "", message: "The request failed." };

interface Messenger {
  /** At once, with what waits. */
  tell(news: FetchNews): void;
  /** With the next news, soon. */
  pass(exchange: number, bytes: Uint8Array): void;
  forget(exchange: number): void;
  close(): void;
}

function createMessenger(post: (news: readonly FetchNews[], transfer: ArrayBuffer[]) => void): Messenger {
  const waiting = new Map<number, Uint8Array[]>();
  let timer: number | null = null;
  let sentAt = -Infinity;
  const flush = (last: readonly FetchNews[] = []): void => {
    if (timer !== null) window.clearTimeout(timer);
    timer = null;
    sentAt = performance.now();
    const bytes = [...waiting].map(([exchange, pieces]) => ({ exchange, what: "bytes" as const, bytes: joined(pieces) }));
    waiting.clear();
    if (bytes.length + last.length > 0) post([...bytes, ...last], bytes.map((news) => news.bytes));
  };
  return {
    tell: (news) => flush([news]),
    pass: (exchange, bytes) => {
      const pieces = waiting.get(exchange);
      if (pieces === undefined) waiting.set(exchange, [bytes]);
      else pieces.push(bytes);
      // By the time and not by the timer alone: in a window nobody sees, a timer may take a minute.
      const rest = sentAt + TOGETHER - performance.now();
      if (rest <= 0) flush();
      else timer ??= window.setTimeout(flush, rest);
    },
    forget: (exchange) => void waiting.delete(exchange),
    close: () => {
      waiting.clear();
      if (timer !== null) window.clearTimeout(timer);
      timer = null;
    },
  };
}

/** In a buffer of its own: that of a piece may hold more than the piece. */
function joined(pieces: readonly Uint8Array[]): ArrayBuffer {
  const all = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all.buffer;
}
