/** The clock of the page or of the worker, whichever runs the core. */
import { waitWith } from "../core/cancel";
import type { Clock } from "../core/ports";

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** `breathe` gives the thread to whoever waits for it. A message wakes at once, where a timer would wait four milliseconds. */
export function hostClock(): Clock {
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return {
    now: () => Date.now(),
    stamp: () => {
      const now = new Date();
      return `${now.getFullYear()}-${twoDigits(now.getMonth() + 1)}-${twoDigits(now.getDate())} ${twoDigits(now.getHours())}:${twoDigits(now.getMinutes())}`;
    },
    breathe: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        port2.postMessage(null);
      }),
    wait: waitWith((callBack, milliseconds) => {
      // In a worker there is no window.
      const timer = self.setTimeout(callBack, milliseconds);
      return () => self.clearTimeout(timer);
    }),
  };
}
