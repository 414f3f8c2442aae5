/** Whether an endpoint is worth asking. When it is down this says so once, and from time to time lets one request through to see. */
import type { ModelError } from "./failure";

/** One after the other, with no reply between them. */
const MOST_UNREACHABLE = 3;
const MOST_BROKEN = 10;
/** How long nothing is tried, in milliseconds. */
const CLOSED_FOR = 30_000;

export interface Circuit {
  /** The failure that every request now has; null where requests may go. */
  failure(now: number): ModelError | null;
  succeeded(): void;
  /** Returns true where this failure is the one that opened the circuit. */
  failed(error: ModelError, now: number): boolean;
  readonly isOpen: boolean;
  /** The failure that opened it. */
  readonly reason: ModelError | null;
}

export function createCircuit(): Circuit {
  let unreachable = 0;
  let broken = 0;
  let reason: ModelError | null = null;
  let tryAgainAt = 0;
  return {
    failure: (now) => {
      if (reason === null || now < tryAgainAt) return reason;
      // One may look; the others fail until it has found an answer.
      tryAgainAt = now + CLOSED_FOR;
      return null;
    },
    succeeded: () => {
      unreachable = 0;
      broken = 0;
      reason = null;
    },
    failed: (error, now) => {
      if (error.code === "no-server") unreachable += 1;
      else if (error.code === "server-error") broken += 1;
      else return false;
      if (unreachable < MOST_UNREACHABLE && broken < MOST_BROKEN) return false;
      const isNew = reason === null;
      if (isNew) reason = error;
      tryAgainAt = now + CLOSED_FOR;
      return isNew;
    },
    get isOpen() {
      return reason !== null;
    },
    get reason() {
      return reason;
    },
  };
}
