/** Waiting for a batch to come to its end: hours, perhaps, with the network gone now and then. */
import type { CancelSignal, Clock } from "../../../ports";
import { ModelError, modelCancelled } from "../client/failure";
import type { BatchCalls } from "./calls";
import type { BatchState } from "./forms";
import type { BatchPatience } from "./limits";

export interface WaitOptions {
  calls: BatchCalls;
  clock: Pick<Clock, "wait">;
  patience: BatchPatience;
  signal: CancelSignal;
  onLook: (state: BatchState) => void;
}

/** So many looks in a row may find no provider: a quarter of an hour at the least, for each look is tried several times by itself. */
const MOST_FAILED_LOOKS = 15;
const GROWTH = 1.5;

const isPassing = ({ code, facts }: ModelError): boolean => (code === "no-server" && facts.status === undefined) || code === "server-error" || code === "stalled" || code === "rate-limited" || code === "cut-off";

/** The batch at its end. Throws `ModelError`: "cancelled" at once when the signal aborts, another where the provider cannot be asked any more. */
export async function waitForBatch(batch: string, { calls, clock, patience, signal, onLook }: WaitOptions): Promise<BatchState> {
  let failed = 0;
  for (let pause = patience.firstLook; ; pause = Math.min(patience.longestLook, pause * GROWTH)) {
    try {
      const state = await calls.look(batch, signal);
      failed = 0;
      onLook(state);
      if (state.end !== null) return state;
    } catch (error) {
      failed += 1;
      if (!(error instanceof ModelError) || !isPassing(error) || failed >= MOST_FAILED_LOOKS) throw error;
    }
    await clock.wait(pause, signal);
    if (signal.aborted) throw modelCancelled();
  }
}
