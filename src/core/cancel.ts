/** Cancelling: a signal to hand on, hearing of one that may have no listeners, and waits that end with it. */
import type { CancelSignal, Clock } from "./ports";

/** So often a signal without listeners is looked at, in milliseconds. */
const LOOK_EVERY = 50;

/** A signal and the function that aborts it. Listeners are called in the order they came, each once. */
export function createCancel(): { signal: Required<CancelSignal>; abort: () => void } {
  let aborted = false;
  const listeners = new Set<() => void>();
  return {
    signal: {
      get aborted() {
        return aborted;
      },
      onAbort: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    abort: () => {
      if (aborted) return;
      aborted = true;
      const told = [...listeners];
      listeners.clear();
      for (const listener of told) listener();
    },
  };
}

/** Calls the listener once the signal aborts, at once where it has already; returns what takes it away. */
export function onAborted(signal: CancelSignal, clock: Pick<Clock, "wait">, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  if (signal.onAbort !== undefined) return signal.onAbort(listener);
  const watch = createCancel();
  const look = async (): Promise<void> => {
    while (!watch.signal.aborted && !signal.aborted) await clock.wait(LOOK_EVERY, watch.signal);
    if (!watch.signal.aborted) listener();
  };
  void look();
  return watch.abort;
}

/** `Clock.wait` over a host's timers. `start` calls back after so many milliseconds and returns what stops it. */
export function waitWith(start: (callBack: () => void, milliseconds: number) => () => void): Clock["wait"] {
  const wait: Clock["wait"] = (milliseconds, signal) =>
    new Promise((resolve) => {
      let forget = (): void => undefined;
      const finish = (): void => {
        stop();
        forget();
        resolve();
      };
      const stop = start(finish, Math.max(0, milliseconds));
      if (signal !== undefined) forget = onAborted(signal, { wait }, finish);
    });
  return wait;
}
