/** Pausing a run: nothing new is begun until it is resumed; what is under way comes to its end. */
import { createCancel, onAborted } from "./cancel";
import type { CancelSignal, Clock, PauseSignal } from "./ports";

/** A signal and the functions that pause and resume what listens to it. */
export function createPause(): { signal: PauseSignal; pause: () => void; resume: () => void } {
  let isPaused = false;
  const listeners = new Set<() => void>();
  return {
    signal: {
      get isPaused() {
        return isPaused;
      },
      onResume: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    pause: () => {
      isPaused = true;
    },
    resume: () => {
      isPaused = false;
      const told = [...listeners];
      listeners.clear();
      for (const listener of told) listener();
    },
  };
}

/** Long enough to cost nothing, short enough that the run's lock stays fresh while it is paused (milliseconds). */
const TURN = 60_000;

/** Resolves once the run is not paused, at once where it is not, or when the signal aborts. */
export async function whilePaused(pause: PauseSignal | undefined, clock: Pick<Clock, "wait">, signal: CancelSignal): Promise<void> {
  while (pause?.isPaused === true && !signal.aborted) {
    const turn = createCancel();
    const forgetResume = pause.onResume(turn.abort);
    const forgetAbort = onAborted(signal, clock, turn.abort);
    await clock.wait(TURN, turn.signal);
    forgetResume();
    forgetAbort();
  }
}
