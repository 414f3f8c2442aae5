/** What a server says about waiting: Retry-After in its forms, and the counters that come with every reply. */

export interface HeaderReader {
  get(name: string): string | null;
}

/** A wait that a server asks for is honoured up to this, in milliseconds. */
export const LONGEST_WAIT = 60_000;

/** "12ms", "1s", "6m0s", "1h2m3.5s", "20" (seconds) as milliseconds; null for anything else. */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000;
  const parts = /^(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/.exec(trimmed);
  if (parts === null || trimmed === "") return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = parts.slice(1).map((part) => Number((part as string | undefined) ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
}

/** Milliseconds from now until a time given as a date, as seconds or milliseconds since 1970, or as a duration; null where it is none of them. */
function parseUntil(text: string, now: number): number | null {
  const number = Number(text);
  if (text.trim() !== "" && number > 1e12) return Math.max(0, number - now);
  if (text.trim() !== "" && number > 1e9) return Math.max(0, number * 1000 - now);
  const duration = parseDuration(text);
  if (duration !== null) return duration;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** The wait a server asks for in `retry-after-ms` or `retry-after` (seconds or a date), in milliseconds, uncapped; null where it asks for none. */
export function retryAfterOf(headers: HeaderReader, now: number): number | null {
  const exact = headers.get("retry-after-ms");
  if (exact !== null && /^\s*\d+(?:\.\d+)?\s*$/.test(exact)) return Number(exact);
  const told = headers.get("retry-after");
  return told === null ? null : parseUntil(told, now);
}

/** What is left of one allowance, and in how many milliseconds it is whole again. */
export interface Allowance {
  remaining: number;
  resetIn: number;
}

const SPELLINGS = {
  requests: [
    ["x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"],
    ["anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"],
    ["x-ratelimit-remaining", "x-ratelimit-reset"],
    ["ratelimit-remaining", "ratelimit-reset"],
  ],
  tokens: [
    ["x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"],
    ["anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"],
  ],
} as const;

/** The allowance of requests or tokens that a reply tells of; null where it tells of none, or only half of it. */
export function allowanceOf(headers: HeaderReader, kind: keyof typeof SPELLINGS, now: number): Allowance | null {
  for (const [left, reset] of SPELLINGS[kind]) {
    const remaining = headers.get(left);
    const until = headers.get(reset);
    if (remaining === null || until === null || !/^\s*\d+\s*$/.test(remaining)) continue;
    const resetIn = parseUntil(until, now);
    if (resetIn !== null) return { remaining: Number(remaining), resetIn };
  }
  return null;
}
