/** What the steps of the model engine share. */
import type { AskModel } from "../../ports";
import { EngineFailure } from "../engine";
import type { PromptSettings } from "./prompts/shared";

/** What code did with what the model wrote, counted for the run's result. */
export type Outcome = "kept" | "repaired" | "quoted" | "dropped" | "undecided" | "unreadable";

/** The reply's text; "" where the model could not give one and the work goes on without. */
export async function askOrNone({ ask, count }: ModelContext, ...given: Parameters<AskModel>): Promise<string> {
  try {
    return (await ask(...given)).text;
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    count("unreadable");
    return "";
  }
}

export interface ModelContext {
  ask: AskModel;
  /** For digests and verdicts. */
  fastModel: string;
  /** For articles. */
  strongModel: string;
  prompts: PromptSettings;
  count: (outcome: Outcome, times?: number) => void;
}
