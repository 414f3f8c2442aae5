/** What an endpoint says is left of its allowances of requests and tokens, counted down with each request until the next reply tells. */
import { allowanceOf, LONGEST_WAIT, type HeaderReader } from "./headers";

export interface Allowances {
  heard(headers: HeaderReader, now: number): void;
  /** How long a request of so many tokens must wait, in milliseconds. */
  delay(tokens: number, now: number): number;
  sent(tokens: number): void;
}

const KINDS = ["requests", "tokens"] as const;

export function createAllowances(): Allowances {
  const left: Record<(typeof KINDS)[number], { remaining: number; resetAt: number } | null> = { requests: null, tokens: null };
  return {
    heard: (headers, now) => {
      for (const kind of KINDS) {
        const allowance = allowanceOf(headers, kind, now);
        if (allowance !== null) left[kind] = { remaining: allowance.remaining, resetAt: now + Math.min(allowance.resetIn, LONGEST_WAIT) };
      }
    },
    delay: (tokens, now) => {
      const { requests, tokens: ofTokens } = left;
      // A request larger than what is left waits for the whole allowance; one larger than that is the server's to refuse.
      const forRequest = requests !== null && requests.remaining < 1 ? requests.resetAt - now : 0;
      const forTokens = ofTokens !== null && tokens > 0 && ofTokens.remaining < tokens ? ofTokens.resetAt - now : 0;
      return Math.max(0, forRequest, forTokens);
    },
    sent: (tokens) => {
      if (left.requests !== null) left.requests.remaining -= 1;
      if (left.tokens !== null) left.tokens.remaining -= tokens;
    },
  };
}
