/** What is said of batches where a run ends because of one. */
import { CompendiumError } from "../../../failure";
import { failureOf } from "../access";
import { ModelError } from "../client/failure";
import type { BatchState } from "./forms";

const plainWords = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 200).replace(/[.\s]+$/, "");

export const batchCancelled = (): CompendiumError =>
  new CompendiumError("cancelled", "Cancelled; what is done so far is kept. A batch that was sent goes on at the provider: compile with --batch again to go on waiting for it, nothing is sent twice.");

/** A batch that ended with requests open, in words for the run it ends. */
export function endedEarly({ id, end, problem }: BatchState, address: string, answered: number, total: number): CompendiumError {
  const kept = `${answered} of ${total} requests were answered, which is kept. Compile again to ask for the rest.`;
  if (end === "expired") return new CompendiumError("engine-unavailable", `The batch ${id} at ${address} expired before it was done: ${kept}`);
  if (end === "cancelled") return new CompendiumError("engine-unavailable", `The batch ${id} was cancelled at ${address}: ${kept}`);
  const reason = plainWords(problem);
  return new CompendiumError("engine-unavailable", `${address} did not take the batch ${id}${reason === "" ? "" : ` ("${reason}")`}; ${answered === 0 ? "nothing was answered, and nothing is lost. Compile without --batch, or mend what it says." : kept}`);
}

/** A failure of the first calls: an endpoint without batches answers as if it were no model's server at all. */
export function noBatches(error: unknown, address: string): unknown {
  if (!(error instanceof ModelError)) return error;
  const { status } = error.facts;
  const isMissing = (error.code === "no-server" && status !== undefined) || error.code === "bad-reply" || status === 501;
  if (isMissing) return new CompendiumError("bad-settings", `${address} takes no batches${status === undefined ? "" : ` (${status})`}; nothing was lost. Compile without --batch.`);
  const failure = failureOf(error);
  if (failure instanceof CompendiumError) return failure;
  return new CompendiumError("engine-unavailable", `The batch could not be begun: ${error.message} What is done so far is kept; compile again to go on.`);
}

export const batchUnderWay = (id: string, address: string, answered: number, total: number): CompendiumError =>
  new CompendiumError(
    "batch-under-way",
    `${address} is still working on a batch of ${total} requests (${id}, ${answered} answered), and this compile needs their answers; asked here they would be paid twice. To wait for it, run: compendium compile --batch. To do without it, cancel it at the provider: what it has answered is kept.`,
  );
