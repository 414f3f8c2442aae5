/** What the steps of the model engine share. */
import type { AskModel, ModelRequest } from "../../ports";
import type { PromptSettings } from "./prompts/shared";

/** What code did with what the model wrote, counted for the run's result. */
export type Outcome = "kept" | "repaired" | "quoted" | "dropped" | "undecided" | "unreadable";

export interface ModelContext {
  ask: AskModel;
  /** For digests and verdicts. */
  fastModel: string;
  /** For articles. */
  strongModel: string;
  prompts: PromptSettings;
  count: (outcome: Outcome, times?: number) => void;
  /** Nothing could be made of the reply: it is asked for again when the user says so. */
  markUnusable: (request: ModelRequest) => Promise<void>;
  /** How much more than a reply takes a model is allowed, since it thinks first: by model, as far as this run found out. */
  room: Map<string, number>;
}
