/**
 * A hard limit of requests per second, as a bucket of tokens: one is taken by each request that is let in, and they come back evenly.
 * The client is told of it only as far as the options say.
 */
import type { RetryAfter } from "./reply";

export interface RateLimit {
  perSecond: number;
  /** How many may come at once after a pause: as many as in a second by default. */
  burst?: number;
  /** What a refusal says: nothing, the true waiting time in one of the forms, or always the same. */
  retryAfter?: "none" | "seconds" | "date" | "milliseconds" | RetryAfter;
  /** Tells limit, remainder and reset in `x-ratelimit-*` with every response. */
  headers?: boolean;
}

export interface Bucket {
  /** Null when the request is let in; else the milliseconds until one would be. */
  take(now: number): number | null;
  headers(now: number): Record<string, string>;
}

const ROUNDING = 1e-6;

/** As OpenAI writes a time: `1s`, `20ms`, `6m0s`. */
const inWords = (milliseconds: number): string => {
  if (milliseconds < 1000) return `${Math.ceil(milliseconds)}ms`;
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
};

/**
 * The bucket as the moment at which it will be full again, which loses nothing to rounding (the generic cell rate algorithm, ITU-T I.371).
 * Times are in milliseconds of one clock.
 */
export function bucketOf({ perSecond, burst = perSecond, headers = false }: RateLimit, start: number): Bucket {
  const size = Math.max(1, burst);
  const interval = 1000 / perSecond;
  let fullAt = start;
  const waitFor = (now: number): number => Math.max(fullAt, now) - now - (size - 1) * interval;
  return {
    take(now) {
      const wait = waitFor(now);
      if (wait > ROUNDING) return wait;
      fullAt = Math.max(fullAt, now) + interval;
      return null;
    },
    headers(now): Record<string, string> {
      if (!headers) return {};
      const untilFull = Math.max(0, fullAt - now);
      return {
        "x-ratelimit-limit-requests": String(Math.round(size)),
        "x-ratelimit-remaining-requests": String(Math.max(0, Math.floor(size - untilFull / interval + ROUNDING))),
        "x-ratelimit-reset-requests": inWords(untilFull),
      };
    },
  };
}

export function retryAfterOf({ retryAfter = "none" }: RateLimit, wait: number): RetryAfter | undefined {
  if (typeof retryAfter === "object") return retryAfter;
  if (retryAfter === "none") return undefined;
  if (retryAfter === "milliseconds") return { milliseconds: Math.ceil(wait) };
  const seconds = Math.ceil(wait / 1000);
  return retryAfter === "seconds" ? { seconds } : { date: seconds };
}
