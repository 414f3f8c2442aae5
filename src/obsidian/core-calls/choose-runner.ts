/** A worker where one can be had, else the page. */
import { inPlaceRunner } from "./in-place-runner";
import type { CoreRunner } from "./runner";
import { workerRunner, type WorkerRunnerOptions } from "./worker-runner";

export const chooseRunner = (options: WorkerRunnerOptions): CoreRunner =>
  typeof window.Worker === "function" ? workerRunner(options) : inPlaceRunner(options.files, options.device);
