/**
 * A failure of a whole command that the user can do something about: thrown by core's functions, told by the hosts.
 * Failures of single sources are data in the result instead.
 */

export type FailureCode =
  | "cancelled"
  | "locked"
  | "removals"
  | "budget"
  | "batch-under-way"
  | "engine-unavailable"
  | "no-such-run"
  | "nothing-to-undo"
  | "no-such-source"
  | "not-compiled"
  | "source-changed"
  | "no-such-page"
  | "no-such-conflict"
  | "bad-decision"
  | "bad-settings"
  | "unreadable";

export class CompendiumError extends Error {
  override readonly name = "CompendiumError";
  constructor(
    readonly code: FailureCode,
    message: string,
    readonly path?: string,
  ) {
    super(message);
  }
}

export const cancelled = (): CompendiumError =>
  new CompendiumError("cancelled", "Cancelled; what is done so far is kept. Run the same command again to go on.");
