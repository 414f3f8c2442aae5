/**
 * The engine that asks a model. The model proposes statements, verdicts and prose; identity, evidence, links and everything exact stay with code.
 * What the model leaves out without a reason, or writes so that nobody can read it, the built-in engine says in the source's own words.
 */
import { shortHash } from "../../text/hash";
import type { Engine } from "../engine";
import { extractiveEngine, EXTRACTIVE_RECIPE } from "../extractive";
import type { ModelContext, Outcome } from "./context";
import { decidePairs } from "./decide-pairs";
import { digestSection } from "./digest-section";
import type { AskModel } from "../../ports";
import { ARTICLE_VERSION } from "./prompts/article";
import { DIGEST_VERSION } from "./prompts/digest";
import { PAIRS_VERSION } from "./prompts/pairs";
import { REPAIR_VERSION } from "./prompts/repair";
import type { PromptSettings } from "./prompts/shared";
import { writeArticle } from "./write-article";

const ENGINE_VERSION = "llm-1";

export interface LlmEngineOptions {
  ask: AskModel;
  /** The models' ids at the endpoint: for digests and verdicts, and for articles. */
  fastModel: string;
  strongModel: string;
  prompts: PromptSettings;
  /** Requests under way at once, at most. */
  atOnce: number;
  /** Told of each request whose reply nothing could be made of. */
  markUnusable?: ModelContext["markUnusable"];
}

export interface LlmEngine extends Engine {
  /** What code did with what the model wrote, so far. */
  outcomes: () => Record<Outcome, number>;
}

const noOutcomes = (): Record<Outcome, number> => ({ kept: 0, repaired: 0, quoted: 0, dropped: 0, undecided: 0, unreadable: 0 });

/** Everything but the input that can change a result. */
const recipeOf = ({ fastModel, strongModel, prompts }: LlmEngineOptions): string =>
  [ENGINE_VERSION, fastModel, strongModel, DIGEST_VERSION, PAIRS_VERSION, ARTICLE_VERSION, REPAIR_VERSION, EXTRACTIVE_RECIPE, shortHash(JSON.stringify([prompts.language, prompts.conventions]), 8)].join(" ");

export function llmEngine(options: LlmEngineOptions): LlmEngine {
  const { ask, fastModel, strongModel, prompts, atOnce, markUnusable = () => Promise.resolve() } = options;
  const outcomes = noOutcomes();
  const context: ModelContext = { ask, fastModel, strongModel, prompts, count: (outcome, times = 1) => void (outcomes[outcome] += times), markUnusable, room: new Map() };
  return {
    name: "llm",
    recipe: recipeOf(options),
    atOnce,
    digestSection: (input, signal) => digestSection(context, input, signal),
    // One request a changed section, and none for the source as a whole: code arranges what the sections gave.
    digestSource: (source, sections, signal) => extractiveEngine.digestSource(source, sections, signal),
    decidePairs: (pairs, signal) => decidePairs(context, pairs, signal),
    writeArticle: (input, signal) => writeArticle(context, input, signal),
    outcomes: () => ({ ...outcomes }),
  };
}
