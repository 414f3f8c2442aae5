/**
 * The one gate through which all requests to an endpoint go: how many at a time, how fast, how often again, and when not at all. It knows no HTTP:
 * a task is a function that fails with a `ModelError`, and what the server said about waiting is in the error or told through `heard`.
 */
import { onAborted } from "../../../cancel";
import type { CancelSignal, Clock } from "../../../ports";
import { createAlarm } from "./alarm";
import { createAllowances } from "./allowances";
import { createCircuit } from "./circuit";
import { isRetryable, ModelError, modelCancelled } from "./failure";
import { LONGEST_WAIT, type HeaderReader } from "./headers";
import type { Ticket } from "./limit";
import { createPace } from "./pace";

export interface SchedulerOptions {
  clock: Pick<Clock, "now" | "wait">;
  /** Most requests under way at a time. */
  concurrency: number;
  /** From 0 to 1, for spreading retries: seeded or injected, so that a run can be repeated. */
  random: () => number;
  /** How often a request that met a broken server or connection is tried again; 4 unless told. */
  retries?: number;
  /** Told once when the endpoint is found to be down, and once when it is back (null). */
  onDown?: (failure: ModelError | null) => void;
}

export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** What the server's head says of its allowances. */
  heard(headers: HeaderReader): void;
}

export interface RunOptions {
  signal?: CancelSignal;
  /** About how many tokens the request takes of the endpoint's allowance. */
  tokens?: number;
}

export interface SchedulerState {
  underWay: number;
  waiting: number;
  concurrency: number;
  /** Requests a second; null while no limit is known. */
  rate: number | null;
  pausedUntil: number;
  sent: number;
  rejected: number;
  isDown: boolean;
}

export interface Scheduler {
  run<Result>(task: (attempt: Attempt) => Promise<Result>, options?: RunOptions): Promise<Result>;
  state(): SchedulerState;
}

/** Refused for their rate requests wait, and are tried again so often. */
const MOST_REJECTIONS = 20;
const FIRST_BACKOFF = 500;
const LONGEST_BACKOFF = 20_000;

interface Waiter {
  tokens: number;
  notBefore: number;
  go: (start: Ticket) => void;
  fail: (error: ModelError) => void;
}

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { clock, random, retries = 4, onDown } = options;
  const pace = createPace();
  const circuit = createCircuit();
  const waiters: Waiter[] = [];
  const allowances = createAllowances();
  let concurrency = options.concurrency;
  let succeededInRow = 0;
  let underWay = 0;
  let sent = 0;
  let rejected = 0;
  const alarm = createAlarm(clock, () => pump());

  /** The first that may go, and otherwise how long until one may. */
  const next = (now: number): { waiter: Waiter; delay: number } | null => {
    let best: { waiter: Waiter; delay: number } | null = null;
    for (const waiter of waiters) {
      const delay = Math.max(0, waiter.notBefore - now);
      if (best === null || delay < best.delay) best = { waiter, delay };
      if (delay === 0) break;
    }
    if (best === null) return null;
    const delay = Math.max(best.delay, pace.delay(now), allowances.delay(best.waiter.tokens, now));
    return { waiter: best.waiter, delay };
  };

  const take = (waiter: Waiter): void => void waiters.splice(waiters.indexOf(waiter), 1);

  const start = (waiter: Waiter, now: number): void => {
    take(waiter);
    underWay += 1;
    sent += 1;
    allowances.sent(waiter.tokens);
    waiter.go(pace.sent(now));
  };

  const failAll = (failure: ModelError): void => {
    for (const waiter of waiters.splice(0)) waiter.fail(failure);
  };

  const pump = (): void => {
    for (;;) {
      if (waiters.length === 0) {
        alarm.stop();
        return;
      }
      if (underWay >= concurrency) return;
      const now = clock.now();
      const found = next(now);
      if (found === null) return;
      if (found.delay > 0) {
        alarm.within(found.delay);
        return;
      }
      const failure = circuit.failure(now);
      if (failure !== null) {
        failAll(echo(failure));
        return;
      }
      start(found.waiter, now);
    }
  };

  const enter = (tokens: number, notBefore: number, isFirst: boolean, signal: CancelSignal): Promise<Ticket> =>
    new Promise((resolve, reject) => {
      let forget = (): void => undefined;
      const waiter: Waiter = {
        tokens,
        notBefore,
        go: (ticket) => {
          forget();
          resolve(ticket);
        },
        fail: (error) => {
          forget();
          reject(error);
        },
      };
      if (isFirst) waiters.push(waiter);
      else waiters.unshift(waiter);
      forget = onAborted(signal, clock, () => {
        if (!waiters.includes(waiter)) return;
        take(waiter);
        reject(modelCancelled());
        pump();
      });
      pump();
    });

  const answered = (): void => {
    const wasDown = circuit.isOpen;
    circuit.succeeded();
    if (wasDown) onDown?.(null);
  };

  const succeeded = (): void => {
    answered();
    succeededInRow += 1;
    if (succeededInRow < concurrency || concurrency >= options.concurrency) return;
    concurrency += 1;
    succeededInRow = 0;
  };

  /** Takes in a failure; returns when the request may be tried again, or null where it may not. */
  const failed = (error: ModelError, ticket: Ticket, count: { rejections: number; failures: number }): number | null => {
    const now = clock.now();
    const asked = error.facts.retryAfter === undefined ? null : Math.min(error.facts.retryAfter, LONGEST_WAIT);
    if (error.code === "rate-limited") {
      rejected += 1;
      answered();
      if (error.facts.isCrowded === true) concurrency = Math.max(1, Math.min(concurrency, underWay));
      pace.rejected(ticket, now, asked);
      count.rejections += 1;
      return count.rejections > MOST_REJECTIONS ? null : now;
    }
    if (circuit.failed(error, now)) {
      onDown?.(error);
      failAll(echo(error));
    }
    if (!isRetryable(error)) return null;
    if (asked !== null) pace.pause(now + asked);
    if (circuit.isShaky) pace.pause(now + FIRST_BACKOFF);
    if (error.code !== "stalled" && count.failures > 0) {
      // The same request twice: the server may be at its end.
      concurrency = Math.max(1, Math.floor(concurrency / 2));
      succeededInRow = 0;
    }
    count.failures += 1;
    if (count.failures > retries) return null;
    const backoff = Math.min(LONGEST_BACKOFF, FIRST_BACKOFF * 2 ** (count.failures - 1));
    return now + Math.max(asked ?? 0, backoff * (0.5 + 0.5 * random()));
  };

  const heard = (headers: HeaderReader): void => allowances.heard(headers, clock.now());

  const run = async <Result>(task: (attempt: Attempt) => Promise<Result>, { signal = { aborted: false, onAbort: () => () => undefined }, tokens = 0 }: RunOptions = {}): Promise<Result> => {
    const count = { rejections: 0, failures: 0 };
    let notBefore = 0;
    for (let number = 1; ; number += 1) {
      if (signal.aborted) throw modelCancelled();
      const ticket = await enter(tokens, notBefore, number === 1, signal);
      try {
        const result = await task({ number, heard });
        underWay -= 1;
        succeeded();
        return result;
      } catch (error) {
        underWay -= 1;
        if (!(error instanceof ModelError)) throw error;
        const again = failed(error, ticket, count);
        if (again === null) throw error;
        if (circuit.isOpen) throw circuit.reason === error ? error : echo(error);
        notBefore = again;
      } finally {
        pump();
      }
    }
  };

  return {
    run,
    state: () => ({
      underWay,
      waiting: waiters.length,
      concurrency,
      rate: pace.learned === null ? null : pace.learned * 1000,
      pausedUntil: pace.pausedUntil,
      sent,
      rejected,
      isDown: circuit.isOpen,
    }),
  };
}

const echo = (failure: ModelError): ModelError => new ModelError(failure.code, failure.message, { ...failure.facts, isEcho: true });
