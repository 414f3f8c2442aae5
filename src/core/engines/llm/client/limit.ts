/**
 * A limit that was learnt from refusals: how fast sending goes under it, and what it becomes when it is met again. Pure. Times are in milliseconds,
 * rates in requests per millisecond. Providers count in windows, which forget, or in buckets, in which what is not used gathers; both are met halfway.
 */

export interface Ticket {
  readonly index: number;
  readonly sentAt: number;
  isRejected: boolean;
}

export interface Refusal {
  ticket: Ticket;
  at: number;
  /** Accepted within the second before it, and since the last pause. */
  inSecond: number;
  sinceRest: number;
  pause: number;
  /** The last request that was under way when it came: refusals of those are the same event. */
  lastIndex: number;
}

export interface Limit {
  rate: number;
  /** How many requests the server takes at once after a rest. */
  burst: number;
  /** When sending went on after it was learnt or met again. */
  since: number;
  hold: number;
  /** Twice as fast every half second until it is met again: nothing is known but that it is no less. */
  isGrowing: boolean;
  /** Refusals below the limit, one after the other. */
  strikes: number;
  tokens: number;
  filledAt: number;
  /** When the last refused request was sent: the server had nothing left then. */
  filledFrom: number;
}

export const SECOND = 1000;
/** A known limit is kept to this share, so that requests which arrive a little closer together than they left are not refused. */
export const KEEP_BELOW = 0.98;
/** Where a refusal costs a shorter pause than this, asking for more is cheap. */
export const CHEAP_PAUSE = 400;
/** Before a look whether there is more, at first and at most: each time the same limit is met the wait doubles. */
const FIRST_HOLD = 10 * SECOND;
const CHEAP_HOLD = 4 * SECOND;
const LONGEST_HOLD = 120 * SECOND;
/** A first refusal after fewer requests says little about the rate. */
export const FEW = 5;
/** A refusal long after a rest, below a rate that was kept to, says that the rate is not the reason; one soon after it may be a burst too large. */
const MOST_STRIKES = 2;

export function rateOf(limit: Limit, now: number): number {
  const passed = Math.max(0, now - limit.since);
  if (limit.isGrowing) return limit.rate * KEEP_BELOW * 2 ** (passed / SECOND);
  const unit = Math.max(SECOND, 5 / limit.rate);
  const beyond = Math.max(0, passed - limit.hold) / unit;
  return limit.rate * KEEP_BELOW * (1 + 0.03 * beyond * beyond);
}

/** What the first refusal says: no more than was taken within the second before it. */
export function firstLimit({ inSecond, ticket, pause }: Refusal, now: number): Limit {
  const most = Math.max(1, inSecond);
  const isCheapToAsk = pause < CHEAP_PAUSE;
  return { rate: most / SECOND, burst: most, since: now, hold: isCheapToAsk ? 0 : FIRST_HOLD, isGrowing: isCheapToAsk || inSecond < FEW, strikes: 0, tokens: 0, filledAt: ticket.sentAt, filledFrom: ticket.sentAt };
}

/** The limit after it was met once more; null where refusals keep coming below every limit: then the rate is not the reason. */
export function metAgain(known: Limit, refusal: Refusal, now: number): Limit | null {
  const { ticket, inSecond, sinceRest, pause } = refusal;
  const hold = Math.max(known.hold, pause < CHEAP_PAUSE ? CHEAP_HOLD : FIRST_HOLD);
  const met = { ...known, since: now, tokens: 0, filledAt: ticket.sentAt, filledFrom: ticket.sentAt, isGrowing: false, hold };
  const wanted = rateOf(known, ticket.sentAt);
  const rested = ticket.sentAt - known.since;
  const between = sinceRest / Math.max(1, ticket.sentAt - known.filledFrom);
  if (known.isGrowing && (rested >= SECOND || known.rate * SECOND < FEW)) return { ...met, rate: 0.93 * wanted };
  if (!known.isGrowing && rested > known.hold) return { ...met, strikes: 0, rate: Math.max(known.rate, 0.97 * wanted), hold: Math.min(LONGEST_HOLD, hold * 2) };
  // Soon after a rest, and as much was taken as was thought, or nearly.
  if (rested < 1.5 * SECOND && inSecond >= 0.5 * known.rate * SECOND) return { ...met, rate: Math.min(known.rate, Math.max(1, inSecond) / SECOND) };
  const isSustained = rested >= 1.5 * SECOND;
  const strikes = known.strikes + (isSustained ? 2 : 1);
  if (strikes > MOST_STRIKES) return null;
  if (isSustained) return { ...met, strikes, rate: Math.max(between, 0.9 * known.rate) };
  // Far less than was thought, and at once: it takes less in one go.
  return { ...met, strikes, burst: Math.max(1, Math.min(known.burst, sinceRest) / 2), rate: strikes === 1 ? known.rate : Math.max(between, 0.75 * known.rate) };
}
