/** A clock that is moved by whoever waits on it, and servers with limits on it: what takes minutes takes no time, and the same every time. */
import { onAborted } from "../../../../../src/core/cancel";
import type { CancelSignal, Clock } from "../../../../../src/core/ports";

export interface SimulatedClock extends Pick<Clock, "now" | "wait"> {
  /** Lets time pass until the promise has settled, or nobody waits any more. */
  until<Result>(work: Promise<Result>): Promise<Result>;
}

export function simulatedClock(): SimulatedClock {
  let time = 0;
  let timers: { at: number; order: number; run: () => void }[] = [];
  let order = 0;
  const wait = (milliseconds: number, signal?: CancelSignal): Promise<void> =>
    new Promise((resolve) => {
      const timer = { at: time + Math.max(0, milliseconds), order: (order += 1), run: resolve };
      timers.push(timer);
      if (signal?.onAbort === undefined) return;
      onAborted(signal, { wait }, () => {
        timers = timers.filter((other) => other !== timer);
        resolve();
      });
    });
  const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));
  return {
    now: () => time,
    wait,
    until: async (work) => {
      let isDone = false;
      const finished = work.finally(() => (isDone = true));
      finished.catch(() => undefined);
      await settle();
      while (!isDone && timers.length > 0) {
        const next = timers.reduce((left, right) => (right.at < left.at || (right.at === left.at && right.order < left.order) ? right : left));
        timers = timers.filter((timer) => timer !== next);
        time = Math.max(time, next.at);
        next.run();
        await settle();
      }
      return finished;
    },
  };
}

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** Asked at a time, a server says null where it takes the request, otherwise how long until it would. */
export type Limit = (now: number) => number | null;

export function bucketLimit(perSecond: number, capacity: number): Limit {
  let tokens = capacity;
  let filledAt = 0;
  return (now) => {
    tokens = Math.min(capacity, tokens + ((now - filledAt) * perSecond) / 1000);
    filledAt = now;
    if (tokens < 1 - 1e-9) return ((1 - tokens) * 1000) / perSecond;
    tokens -= 1;
    return null;
  };
}

export function slidingLimit(most: number, window = 1000): Limit {
  let taken: number[] = [];
  return (now) => {
    taken = taken.filter((time) => time > now - window);
    if (taken.length >= most) return (taken[0] ?? 0) + window - now;
    taken.push(now);
    return null;
  };
}

export function fixedLimit(most: number, window = 1000): Limit {
  let current = -1;
  let count = 0;
  return (now) => {
    const index = Math.floor(now / window);
    if (index !== current) [current, count] = [index, 0];
    count += 1;
    return count <= most ? null : (index + 1) * window - now;
  };
}
