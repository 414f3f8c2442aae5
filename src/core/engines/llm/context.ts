/** What the steps of the model engine share. */
import type { AskModel } from "../../ports";
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
}
