/** Whether an endpoint is worth asking. When it is down this says so once, and from time to time lets one request through to see. */
import type { ModelError } from "./failure";

/** One after the other, with no reply between them. */
const MOST_UNREACHABLE = 3;
const MOST_BROKEN = 10;
/** A server that is broken for a moment, for all requests under way, is not down. */
const BROKEN_FOR = 5000;
/** How long nothing is tried, in milliseconds. */
const CLOSED_FOR = 30_000;

export interface Circuit {
  /** The failure that every request now has; null where requests may go. */
  failure(now: number): ModelError | null;
  succeeded(): void;
  /** Returns true where this failure is the one that opened the circuit. */
  failed(error: ModelError, now: number): boolean;
  readonly isOpen: boolean;
  /** Nothing but failures of late: time for a breath. */
  readonly isShaky: boolean;
  /** The failure that opened it. */
  readonly reason: ModelError | null;
}

export function createCircuit(): Circuit {
  let unreachable = 0;
  let broken = 0;
  let brokenSince = 0;
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
      else if (error.code === "server-error") {
        if (broken === 0) brokenSince = now;
        broken += 1;
      } else return false;
      if (unreachable < MOST_UNREACHABLE && (broken < MOST_BROKEN || now - brokenSince < BROKEN_FOR)) return false;
      const isNew = reason === null;
      if (isNew) reason = error;
      tryAgainAt = now + CLOSED_FOR;
      return isNew;
    },
    get isOpen() {
      return reason !== null;
    },
    get isShaky() {
      return broken >= MOST_BROKEN;
    },
    get reason() {
      return reason;
    },
  };
}
