/** What all passes of one run share. */
import type { Runner } from "../compile/incremental";
import type { SourceCache } from "../compile/source-cache";
import type { State } from "../compile/state";
import type { Engine } from "../engines/engine";
import type { Emit } from "../events";
import type { Decision } from "../pages/decisions-page";
import type { CancelSignal, Host } from "../ports";
import type { Settings } from "../settings";

export interface Run {
  host: Host;
  settings: Settings;
  engine: Engine;
  runner: Runner;
  signal: CancelSignal;
  emit: Emit;
  state: State;
  cache: SourceCache;
  decisions: Decision[];
  /** Nothing is written, the cache included. */
  isDryRun: boolean;
  /** This device has no memory of the vault: digests may be taken from source pages. */
  isRebuilt: boolean;
  /** Redo what an older recipe made. */
  redoOlderRecipe: boolean;
  /** The user asks again for what a model's reply could not be used for, where it is about this source. */
  asksAgain: (sourcePath: string) => boolean;
  /** Dollars this run has cost so far. */
  spent: () => number;
  /** How many sources were opened. */
  opened: number;
}
