/** How the plugin runs the core. */
import type { Emit } from "../../core/events";
import type { Settings } from "../../core/settings";
import type { CallArguments, CallName, CallResult } from "./calls";

export interface CallOptions {
  settings: Settings;
  emit?: Emit;
  /** Aborting ends the call with a `cancelled` error, once the core comes to a point where it can stop. */
  signal?: AbortSignal;
  /** Handed, as the call begins, what pauses and resumes it. */
  steer?: (setPaused: (isPaused: boolean) => void) => void;
}

export interface CoreRunner {
  call<Name extends CallName>(name: Name, options: CallOptions, ...given: CallArguments<Name>): Promise<CallResult<Name>>;
  /** Ends what runs, at once. Nothing is written any more; what was begun is finished by the next run. */
  close(): void;
}
