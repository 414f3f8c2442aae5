/**
 * How fast an endpoint may be asked, learnt from what it refuses. Providers count in windows or in buckets and seldom say how; so sending starts gently,
 * doubles until the first refusal, takes what was accepted until then for the limit, stays just below it and now and then looks whether there is more.
 * It knows no requests, only when they went and which were refused. Times are in milliseconds, rates in requests per millisecond.
 */

export interface Ticket {
  readonly index: number;
  readonly sentAt: number;
  isRejected: boolean;
}

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

const SECOND = 1000;
/** The gentle start: so many requests a millisecond, twice as many every so many milliseconds. */
const FIRST_RATE = 0.04;
const DOUBLES_EVERY = 250;
/** From here on the start is over: no provider allows more. */
const UNLIMITED = 5;
/** A known limit is kept to this share, so that requests which arrive a little closer together than they left are not refused. */
const KEEP_BELOW = 0.98;
/** So much longer than a second is the window in which no more than a second's worth goes. */
const WINDOW = 1.02 * SECOND;
/** After a rest so many times the rate is sent until what was missed is made up for. */
const SPREAD = 3;
/** Before a first look whether there is more, and at most, in milliseconds: each time the same limit is met the wait doubles. */
const FIRST_HOLD = 10 * SECOND;
const CHEAP_HOLD = 4 * SECOND;
const LONGEST_HOLD = 120 * SECOND;
const MOST_STRIKES = 6;
const MOST_DOUBT = 6;
/** Where a refusal costs a shorter pause than this, asking for more is cheap. */
const CHEAP_PAUSE = 400;
/** Pauses where the server names none. */
const SHORTEST_PAUSE = 100;
const LONGEST_PAUSE = 8 * SECOND;
/** A first refusal after fewer requests says little about the rate. */
const FEW = 5;

interface Refusal {
  ticket: Ticket;
  at: number;
  /** Accepted within the second before it, and since the last pause. */
  inSecond: number;
  sinceRest: number;
  pause: number;
  /** The last request that was under way when it came: refusals of those are the same event. */
  lastIndex: number;
}

interface Limit {
  rate: number;
  /** How many requests the server takes at once after a rest. */
  burst: number;
  /** When sending went on after it was learnt or met again. */
  since: number;
  hold: number;
  /** Twice as fast every half second until it is met again: nothing is known but that it is no less. */
  isGrowing: boolean;
  tokens: number;
  filledAt: number;
  /** When the last refused request was sent: the server had nothing left then. */
  filledFrom: number;
}

export function createPace(): Pace {
  let nextIndex = 0;
  let firstSinceRest = 0;
  let pausedUntil = -Infinity;
  let backoff = SHORTEST_PAUSE / 2;
  let startedAt: number | null = null;
  let limit: Limit | null = null;
  let lastIndexOfRefusal = -1;
  let undecided: Refusal | null = null;
  /** Refusals below the limit, one after the other. */
  let strikes = 0;
  /** How often refusals had no reason in the rate, of late: while above 0 no limit is learnt. */
  let doubt = 0;
  let lastSentAt = -Infinity;
  let recent: Ticket[] = [];
  let rejectedSinceRest = 0;

  const rateAt = (now: number): number => {
    if (limit === null) return startedAt === null ? FIRST_RATE : FIRST_RATE * 2 ** ((now - startedAt) / DOUBLES_EVERY);
    const passed = Math.max(0, now - limit.since);
    if (limit.isGrowing) return limit.rate * KEEP_BELOW * 2 ** (passed / SECOND);
    const unit = Math.max(SECOND, 5 / limit.rate);
    const beyond = Math.max(0, passed - limit.hold) / unit;
    return limit.rate * KEEP_BELOW * (1 + 0.03 * beyond * beyond);
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

  const first = ({ inSecond, ticket, pause: rest }: Refusal, now: number): Limit => {
    const rate = Math.max(1, inSecond) / SECOND;
    const isCheapToAsk = rest < CHEAP_PAUSE;
    return { rate, burst: Math.max(1, inSecond), since: now, hold: isCheapToAsk ? 0 : FIRST_HOLD, isGrowing: isCheapToAsk || inSecond < FEW, tokens: 0, filledAt: ticket.sentAt, filledFrom: ticket.sentAt };
  };

  /** The limit after it was met once more; null where refusals keep coming below every limit: then the rate is not the reason. */
  const again = (known: Limit, refusal: Refusal, now: number): Limit | null => {
    const { ticket, inSecond, sinceRest } = refusal;
    const met = { ...known, since: now, tokens: 0, filledAt: ticket.sentAt, filledFrom: ticket.sentAt, isGrowing: false, hold: Math.max(known.hold, refusal.pause < CHEAP_PAUSE ? CHEAP_HOLD : FIRST_HOLD) };
    const wanted = rateAt(ticket.sentAt);
    const rested = ticket.sentAt - known.since;
    const between = sinceRest / Math.max(1, ticket.sentAt - known.filledFrom);
    const isKnownWell = known.rate * SECOND >= FEW;
    if (known.isGrowing && (rested >= SECOND || !isKnownWell)) return { ...met, rate: 0.93 * wanted };
    if (!known.isGrowing && rested > known.hold) {
      strikes = 0;
      return { ...met, rate: Math.max(known.rate, 0.97 * wanted), hold: Math.min(LONGEST_HOLD, met.hold * 2) };
    }
    // Providers that count in windows or let requests gather took as much as was thought, or nearly.
    if (rested < 1.5 * SECOND && inSecond >= 0.5 * known.rate * SECOND) return { ...met, rate: Math.min(known.rate, Math.max(1, inSecond) / SECOND) };
    strikes += 1;
    if (strikes > MOST_STRIKES) return null;
    if (rested >= 1.5 * SECOND) return { ...met, rate: Math.max(between, 0.9 * known.rate) };
    return { ...met, burst: Math.max(1, Math.min(known.burst, sinceRest) / 2), rate: strikes === 1 ? known.rate : Math.max(between, 0.75 * known.rate) };
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
    limit = limit === null ? first(refusal, now) : again(limit, refusal, now);
    if (limit !== null) return;
    startedAt = now;
    strikes = 0;
    doubt = MOST_DOUBT / 2;
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
