/**
 * How fast an endpoint may be asked, learnt from what it refuses. Providers count in windows or in buckets and seldom say how; so sending starts gently,
 * doubles until the first refusal, takes what was accepted until then for the limit, stays just below it and now and then looks whether there is more.
 * It knows no requests, only when they went and which were refused. Times are in milliseconds, rates in requests per millisecond.
 */
import { CHEAP_PAUSE, FEW, firstLimit, KEEP_BELOW, metAgain, rateOf, SECOND, type Limit, type Refusal, type Ticket } from "./limit";

export interface Pace {
  /** How long the next request must wait; 0 where it may go now. */
  delay(now: number): number;
  sent(now: number): Ticket;
  /** `retryAfter`: the wait the server asked for; null where it named none. */
  rejected(ticket: Ticket, now: number, retryAfter: number | null): void;
  /** Nothing goes before this time, which only ever moves on. */
  pause(until: number): void;
  readonly pausedUntil: number;
  /** The rate learnt; null while no limit is known. */
  readonly learned: number | null;
}

/** The gentle start: so many requests a millisecond, twice as many every so many milliseconds. */
const FIRST_RATE = 0.04;
const DOUBLES_EVERY = 250;
/** From here on the start is over: no provider allows more. */
const UNLIMITED = 5;
/** So much longer than a second is the window in which no more than a second's worth goes. */
const WINDOW = 1.02 * SECOND;
/** After a rest so many times the rate is sent until what was missed is made up for. */
const SPREAD = 3;
const MOST_DOUBT = 6;
/** Pauses where the server names none. */
const SHORTEST_PAUSE = 100;
const LONGEST_PAUSE = 8 * SECOND;

export function createPace(): Pace {
  let nextIndex = 0;
  let firstSinceRest = 0;
  let pausedUntil = -Infinity;
  let backoff = SHORTEST_PAUSE / 2;
  let startedAt: number | null = null;
  let limit: Limit | null = null;
  let lastIndexOfRefusal = -1;
  let undecided: Refusal | null = null;
  /** How often refusals had no reason in the rate, of late: while above 0 no limit is learnt. */
  let doubt = 0;
  /** A refusal came after so few requests that it may have another reason: once, sending starts anew instead of slowing down. */
  let wasTooEarly = false;
  let lastSentAt = -Infinity;
  let recent: Ticket[] = [];
  let rejectedSinceRest = 0;

  const rateAt = (now: number): number => {
    if (limit === null) return startedAt === null ? FIRST_RATE : FIRST_RATE * 2 ** ((now - startedAt) / DOUBLES_EVERY);
    return rateOf(limit, now);
  };

  const refill = (now: number): void => {
    if (limit === null || now <= limit.filledAt) return;
    limit.tokens = Math.min(limit.burst, limit.tokens + rateAt(now) * (now - limit.filledAt));
    limit.filledAt = now;
  };

  /** A server that refuses one request and takes many of those sent after it counts nothing: the refusal says wait, not slow down. */
  const isWithoutReason = ({ ticket, at, lastIndex, inSecond }: Refusal): boolean => {
    const after = recent.filter((other) => other.index > ticket.index && other.index <= lastIndex);
    const taken = after.filter((other) => !other.isRejected).length;
    return taken > after.length - taken && taken > (2 * inSecond * (at - ticket.sentAt)) / SECOND + 2;
  };

  const decide = (now: number): void => {
    if (undecided === null || now < pausedUntil) return;
    const refusal = undecided;
    undecided = null;
    firstSinceRest = nextIndex;
    rejectedSinceRest = 0;
    doubt = isWithoutReason(refusal) ? Math.min(MOST_DOUBT, doubt + 1) : doubt - 1;
    if (doubt >= 0) return;
    doubt = 0;
    const isTooEarly = limit === null && refusal.inSecond < FEW && !wasTooEarly;
    if (isTooEarly) {
      wasTooEarly = true;
      startedAt = now;
      return;
    }
    limit = limit === null ? firstLimit(refusal, now) : metAgain(limit, refusal, now);
    if (limit !== null) return;
    startedAt = now;
    doubt = MOST_DOUBT;
  };

  const pause = (until: number): void => void (pausedUntil = Math.max(pausedUntil, until));

  const delay = (now: number): number => {
    if (now < pausedUntil) return pausedUntil - now;
    decide(now);
    const rate = rateAt(now);
    if (limit === null) {
      if (startedAt === null || rate > UNLIMITED) return 0;
      return Math.max(0, lastSentAt + 1 / rate - now);
    }
    refill(now);
    const forToken = limit.tokens >= 1 ? 0 : (1 - limit.tokens) / rate;
    const forSpace = lastSentAt + 1 / (SPREAD * rate) - now;
    return Math.max(0, forToken, forSpace, forWindow(now, Math.round((rate / KEEP_BELOW) * SECOND)));
  };

  /** Providers that count in windows take no more than a second's worth in any second, however long the rest before it. */
  const forWindow = (now: number, most: number): number => {
    if (most < 1) return 0;
    let count = 0;
    for (let at = recent.length - 1; at >= 0; at -= 1) {
      const ticket = recent[at];
      if (ticket === undefined || ticket.sentAt <= now - WINDOW) return 0;
      if (!ticket.isRejected) count += 1;
      if (count >= most) return ticket.sentAt + WINDOW - now;
    }
    return 0;
  };

  const sent = (now: number): Ticket => {
    startedAt ??= now;
    if (limit !== null) {
      refill(now);
      limit.tokens -= 1;
    }
    const ticket: Ticket = { index: nextIndex, sentAt: now, isRejected: false };
    nextIndex += 1;
    lastSentAt = now;
    if ((recent[0]?.sentAt ?? now) < now - 3 * WINDOW) recent = recent.filter((other) => other.sentAt >= now - 2 * WINDOW);
    recent.push(ticket);
    return ticket;
  };

  const rejected = (ticket: Ticket, now: number, retryAfter: number | null): void => {
    ticket.isRejected = true;
    if (ticket.index >= firstSinceRest) rejectedSinceRest += 1;
    if (ticket.index <= lastIndexOfRefusal) {
      if (retryAfter !== null) pause(now + retryAfter);
      return;
    }
    lastIndexOfRefusal = nextIndex - 1;
    const sinceRest = ticket.index - firstSinceRest - (rejectedSinceRest - 1);
    const inSecond = recent.filter((other) => !other.isRejected && other.index < ticket.index && other.sentAt > ticket.sentAt - SECOND).length;
    const isSoon = limit === null ? sinceRest <= 0 : sinceRest < 0.2 * limit.rate * SECOND;
    backoff = isSoon ? Math.min(sinceRest <= 0 ? LONGEST_PAUSE : CHEAP_PAUSE / 2, backoff * 2) : SHORTEST_PAUSE / 2;
    const rest = Math.max(retryAfter ?? 0, backoff, 1.5 * (now - ticket.sentAt));
    pause(now + rest);
    if (sinceRest > 0) undecided = { pause: rest, ticket, at: now, inSecond, sinceRest, lastIndex: nextIndex - 1 };
  };

  return {
    delay,
    sent,
    rejected,
    pause,
    get pausedUntil() {
      return pausedUntil;
    },
    get learned() {
      return limit?.rate ?? null;
    },
  };
}
