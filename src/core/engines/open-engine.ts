/** The engine a vault's settings ask for, ready for one run. */
import type { AskModel, Host } from "../ports";
import type { Settings } from "../settings";
import type { Engine } from "./engine";
import { extractiveEngine } from "./extractive";
import { openAccess, pricesIn } from "./llm/access";
import { openModelEngine } from "./llm/open";

/** `work` may send requests; `estimate` counts what would be sent; `look` only needs to know the engine. */
export type EngineUse = "work" | "estimate" | "look";

export interface ModelTotals {
  calls: number;
  /** Requests that a stored reply answered. */
  cached: number;
  inputTokens: number;
  outputTokens: number;
  costUsd: number;
}

export interface OpenedEngine {
  engine: Engine;
  totals: () => ModelTotals;
}

export const NO_MODEL: ModelTotals = { calls: 0, cached: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };

/** Throws `engine-unavailable` where the host has no way to a model, `bad-settings` where none is named. */
export async function openEngine({ host, settings }: { host: Host; settings: Settings }, use: EngineUse, budgetPerRun?: number): Promise<OpenedEngine> {
  if (settings.engine === "extractive") return { engine: extractiveEngine, totals: () => NO_MODEL };
  const ask = host.askModel ?? (use === "work" ? await openAccess(host, settings) : nobody);
  return openModelEngine(host, settings, { ask, priceOf: pricesIn(settings), isEstimate: use !== "work", budgetPerRun });
}

/** Where nothing is sent, nobody is asked. */
const nobody: AskModel = () => Promise.reject(new Error("An estimate sends nothing."));
