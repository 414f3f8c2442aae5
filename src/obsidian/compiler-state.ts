/** What views are told of compiling. Plain data. */
import type { CompileResult, ModelUse, Overview, UndoResult } from "../core/api";
import type { CompileRequest } from "./core-calls/calls";
import type { Progress } from "./progress";

export type Work = "price" | "compile" | "undo" | "decide" | "resolve" | "link";

/** What is going on now. */
export interface Running {
  work: Work;
  progress: Progress;
  startedAt: number;
  isCancelling: boolean;
  /** Nothing new is begun until it is resumed. */
  isPaused: boolean;
  /** Waits for the user's answer to a question; nothing is sent meanwhile. */
  isAsking: boolean;
  /** What the model is expected to be asked; null with the built-in engine. */
  expected: ModelUse | null;
}

/** How the last piece of work ended. `code` is that of a `CompendiumError`, or "fault". */
export type Outcome =
  | { work: "compile"; result: CompileResult; seconds: number; expected: ModelUse | null }
  | { work: "undo"; result: UndoResult }
  | { work: "failed"; attempted: Work; code: string; message: string; request: Partial<CompileRequest> | null };

export interface CompilerState {
  /** Null until it was looked at for the first time. */
  overview: Overview | null;
  /** Why the overview could not be made. */
  problem: string | null;
  running: Running | null;
  outcome: Outcome | null;
  /** What compiling all that waits would ask of a model; null where none would be asked, or nobody looked yet. */
  price: Price | null;
}

/** `model` is null while it is worked out, and where it cannot be: then `problem` says why. */
export interface Price {
  model: ModelUse | null;
  problem: string | null;
  /** The models that are asked, and the dollars of this month: spent, and at most; null until known. */
  account: { models: string[]; spent: number; limit: number | null } | null;
}
