/** Why a request got no answer. No text here carries what was sent. */

export interface TransportFacts {
  /** Another way may be tried: nothing of the request can have been received, or it only reads. */
  mayRepeat?: boolean;
  cause?: unknown;
}

/** `code` is Node's ("ECONNREFUSED" …), or "CORS" where a browser kept the answer to itself; "" where nothing is known. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly mayRepeat: boolean;
  constructor(
    readonly code: string,
    message: string,
    { mayRepeat = false, cause }: TransportFacts = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.mayRepeat = mayRepeat;
  }
}

/** What `fetch` rejects with after an abort. */
export const aborted = (): DOMException => new DOMException("The request was aborted.", "AbortError");

export const brokenOff = (cause?: unknown): TransportError => new TransportError("ECONNRESET", "The connection broke in the middle of the answer.", { cause });

/** The address lies elsewhere now; a key is not carried there. */
export const redirected = (): TransportError => new TransportError("ERR_REDIRECT", "The server sends the request on to another address.");
