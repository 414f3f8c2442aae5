/** The network as the worker sees it: each request goes to the page, and what comes is read here. */
import type { Fetch } from "../../core/ports";
import { createByteQueue, type ByteQueue } from "../transport/byte-queue";
import { aborted, TransportError } from "../transport/failure";
import { whenAborted } from "../transport/request";
import { toResponse, type TransportResponse } from "../transport/response";
import { FETCH_WINDOW, type FetchNews, type ToPage } from "./protocol";

export interface WorkerNetwork {
  /** The way to the network for one call. */
  fetchFor(call: number): Fetch;
  hear: (news: FetchNews) => void;
}

interface Exchange {
  resolve(response: TransportResponse): void;
  reject(error: Error): void;
  queue: ByteQueue;
  /** No longer listens for the abort. */
  forget: () => void;
}

export function createWorkerNetwork(post: (message: ToPage) => void): WorkerNetwork {
  const exchanges = new Map<number, Exchange>();
  let last = 0;

  const close = (id: number): Exchange | undefined => {
    const found = exchanges.get(id);
    exchanges.delete(id);
    found?.forget();
    return found;
  };
  const stop = (id: number): Exchange | undefined => {
    const found = close(id);
    if (found !== undefined) post({ type: "fetch-abort", exchange: id });
    return found;
  };
  const queueOf = (id: number): ByteQueue => {
    let read = 0;
    return createByteQueue({
      onTaken: (bytes) => {
        read += bytes;
        if (read < FETCH_WINDOW / 2 || !exchanges.has(id)) return;
        post({ type: "fetch-taken", exchange: id, bytes: read });
        read = 0;
      },
      onCancel: () => void stop(id),
    });
  };

  return {
    fetchFor: (call) => (url, { signal, ...options }) =>
      new Promise((resolve, reject) => {
        last += 1;
        const id = last;
        const exchange: Exchange = { resolve, reject, queue: queueOf(id), forget: () => undefined };
        exchanges.set(id, exchange);
        exchange.forget = whenAborted(signal ?? null, () => {
          const found = stop(id);
          found?.reject(aborted());
          found?.queue.abort(aborted());
        });
        if (exchanges.has(id)) post({ type: "fetch", exchange: id, call, url, options });
      }),
    hear: (news) => {
      const { exchange: id } = news;
      if (news.what === "head") {
        const exchange = exchanges.get(id);
        exchange?.resolve(toResponse(news.status, news.headers, exchange.queue.body));
      } else if (news.what === "bytes") exchanges.get(id)?.queue.push(new Uint8Array(news.bytes));
      else if (news.what === "end") close(id)?.queue.end();
      else {
        const error = new TransportError(news.code, news.message);
        const exchange = close(id);
        exchange?.reject(error);
        exchange?.queue.fail(error);
      }
    },
  };
}
