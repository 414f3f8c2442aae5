/** A request as every way to the network takes it: looked at once, before anything is sent. */
import type { AbortListening, FetchOptions } from "../../core/ports";
import { TransportError } from "./failure";

export interface OutgoingRequest {
  url: URL;
  method: FetchOptions["method"];
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string | null;
  signal: AbortListening | null;
}

const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
/** What HTTP allows in a value. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Throws where the request cannot be sent; what is wrong with a header is told without its value, which may be a key. */
export function checkRequest(address: string, { method, headers, body, signal }: FetchOptions): OutgoingRequest {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isFit = url !== null && (url.protocol === "http:" || url.protocol === "https:") && url.username === "" && url.password === "";
  if (!isFit) throw new TransportError("ERR_INVALID_URL", "The address does not begin with http:// or https://, or holds a name and a password.");
  for (const [name, value] of Object.entries(headers)) {
    if (!NAME.test(name) || !VALUE.test(value)) throw new TransportError("ERR_INVALID_CHAR", `The header ${NAME.test(name) ? name : "of an unfit name"} holds characters that cannot be sent.`);
  }
  return { url, method, headers, body: body ?? null, signal: signal ?? null };
}

/** Calls the listener when the signal aborts, at once where it has; returns what takes it away. */
export function whenAborted(signal: AbortListening | null, listener: () => void): () => void {
  if (signal === null) return () => undefined;
  if (signal.aborted) listener();
  else signal.addEventListener("abort", listener);
  return () => signal.removeEventListener("abort", listener);
}
