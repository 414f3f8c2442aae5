/** One way to the network. */
import type { OutgoingRequest } from "./request";
import type { TransportResponse } from "./response";

export interface Rung {
  /** Rejects with a `TransportError`, or with an `AbortError` within moments of an abort. */
  send(request: OutgoingRequest): Promise<TransportResponse>;
  /** Ends what it keeps open. */
  close(): void;
}
