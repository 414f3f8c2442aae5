/** Beginning a batch once and not twice, whatever becomes of the call: where its answer is lost, the provider's list says whether it was heard. */
import type { CancelSignal, Clock } from "../../../ports";
import { ModelError, modelCancelled } from "../client/failure";
import type { BatchCalls } from "./calls";
import type { BatchPatience } from "./limits";
import type { RememberedBatch } from "./remembered";

export interface BeginOptions {
  calls: BatchCalls;
  clock: Pick<Clock, "now" | "wait">;
  patience: Pick<BatchPatience, "listedAfter">;
  signal: CancelSignal;
}

const MOST_TRIES = 3;

/** The id of the batch of a file that was just handed over. Throws `ModelError`, with `replyBegan` where there may be a batch nevertheless. */
export async function beginBatch({ inputFile, since }: RememberedBatch, { calls, clock, patience, signal }: BeginOptions): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await calls.create(inputFile, signal)).id;
    } catch (error) {
      if (!(error instanceof ModelError) || error.facts.replyBegan !== true || error.code === "cancelled" || tries >= MOST_TRIES) throw error;
      await clock.wait(patience.listedAfter, signal);
      if (signal.aborted) throw modelCancelled();
      const found = await calls.find(inputFile, since, signal).catch(() => {
        throw error;
      });
      if (found !== null) return found.id;
    }
  }
}

/** The batch of a file that an earlier run handed over, perhaps a moment ago; null where that run got no further. */
export async function findBegun({ inputFile, since }: RememberedBatch, { calls, clock, patience, signal }: BeginOptions): Promise<string | null> {
  const age = clock.now() - since;
  if (age >= 0 && age < patience.listedAfter) await clock.wait(patience.listedAfter - age, signal);
  if (signal.aborted) throw modelCancelled();
  return (await calls.find(inputFile, since, signal))?.id ?? null;
}
