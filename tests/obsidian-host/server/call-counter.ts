/** What the page asked of the disk, in order, so that a test can ask which files were read since. */

export interface CountedCall {
  /** Counts from 1. */
  number: number;
  /** The disk's function: "read", "write" … */
  call: string;
  path: string;
  /** Where `rename` and `copy` go. */
  to?: string;
}

/** `calls` holds those after `since`; `last` is the number to ask from next time. */
export interface CountedCalls {
  last: number;
  byCall: Record<string, number>;
  calls: CountedCall[];
}

/** Older calls are forgotten, but stay counted. */
const MOST_KEPT = 100_000;

export interface CallCounter {
  count(call: string, path: string, to: string | null): void;
  since(number: number): CountedCalls;
}

export function createCallCounter(): CallCounter {
  let last = 0;
  let kept: CountedCall[] = [];
  return {
    count: (call, path, to) => {
      last += 1;
      kept.push({ number: last, call, path, ...(to === null ? {} : { to }) });
      if (kept.length > 2 * MOST_KEPT) kept = kept.slice(-MOST_KEPT);
    },
    since: (number) => {
      const calls = kept.filter((counted) => counted.number > number);
      const byCall: Record<string, number> = {};
      for (const { call } of calls) byCall[call] = (byCall[call] ?? 0) + 1;
      return { last, byCall, calls };
    },
  };
}
