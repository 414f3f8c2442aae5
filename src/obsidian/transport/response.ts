/** An answer as the core knows it, whichever way it came. */
import type { FetchedBody, FetchedResponse, FetchOptions } from "../../core/ports";

/** The headers can be listed too, so that an answer can be handed on to the core's worker. */
export interface TransportResponse extends FetchedResponse {
  readonly headers: { get(name: string): string | null; list(): [name: string, value: string][] };
  readonly body: FetchedBody;
}

/** Fetch-shaped: see `Fetch` in ports.ts. */
export type TransportFetch = (url: string, options: FetchOptions) => Promise<TransportResponse>;

export function toResponse(status: number, headers: Iterable<[name: string, value: string]>, body: FetchedBody): TransportResponse {
  const known = new Map([...headers].map(([name, value]) => [name.toLowerCase(), value]));
  return {
    status,
    headers: { get: (name) => known.get(name.toLowerCase()) ?? null, list: () => [...known] },
    body,
    text: () => readText(body),
  };
}

async function readText(body: FetchedBody): Promise<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}
