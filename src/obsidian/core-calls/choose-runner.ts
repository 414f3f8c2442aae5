/** A worker where one can be had, else the page. */
import type { CallArguments, CallName, CallResult } from "./calls";
import { inPlaceRunner } from "./in-place-runner";
import type { CallOptions, CoreRunner } from "./runner";
import { workerRunner, WorkerUnavailable, type WorkerRunnerOptions } from "./worker-runner";

export function chooseRunner(options: WorkerRunnerOptions): CoreRunner {
  const makeInPlace = (): CoreRunner => inPlaceRunner(options.files, options.device);
  let current = typeof window.Worker === "function" ? workerRunner(options) : makeInPlace();
  const call = <Name extends CallName>(name: Name, how: CallOptions, ...given: CallArguments<Name>): Promise<CallResult<Name>> =>
    current.call(name, how, ...given).catch((error: unknown): Promise<CallResult<Name>> => {
      if (!(error instanceof WorkerUnavailable)) throw error;
      current = makeInPlace();
      return current.call(name, how, ...given);
    });
  return { call, close: () => current.close() };
}
