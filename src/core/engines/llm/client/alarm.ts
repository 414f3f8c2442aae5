/** One alarm, which can be set to an earlier time, never to a later one. */
import { createCancel } from "../../../cancel";
import type { Clock } from "../../../ports";

export interface Alarm {
  /** Rings in so many milliseconds, unless it rings before. */
  within(milliseconds: number): void;
  stop(): void;
}

export function createAlarm(clock: Pick<Clock, "now" | "wait">, ring: () => void): Alarm {
  let set: { at: number; cancel: () => void } | null = null;
  const stop = (): void => {
    set?.cancel();
    set = null;
  };
  return {
    stop,
    within: (milliseconds) => {
      const at = clock.now() + milliseconds;
      if (set !== null && set.at <= at) return;
      stop();
      const { signal, abort } = createCancel();
      const own = { at, cancel: abort };
      set = own;
      void clock.wait(Math.ceil(milliseconds), signal).then(() => {
        if (signal.aborted) return;
        if (set === own) set = null;
        ring();
      });
    },
  };
}
