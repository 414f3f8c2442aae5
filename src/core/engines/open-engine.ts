/** The engine a vault's settings ask for, ready for one run. */
import type { Emit } from "../events";
import type { AskModel, CancelSignal, Host, PauseSignal } from "../ports";
import type { Settings } from "../settings";
import type { Engine } from "./engine";
import { extractiveEngine } from "./extractive";
import { BATCH_AT_ONCE, LEAST_REQUESTS } from "./llm/batch/limits";
import { batchPriceIn, openAccess, requireBatches } from "./llm/batch/open";
import { requireEndpoint } from "./llm/access";
import { pricesIn, remoteAddressIn } from "./llm/endpoint";
import type { MeterReadings, Totals } from "./llm/meter";
import { openModelEngine } from "./llm/open";

/** `work` may send requests; `estimate` counts what would be sent; `look` only needs to know the engine. */
export type EngineUse = "work" | "estimate" | "look";

export interface EngineOptions {
  /** Dollars for this run, where the caller sets it; else the setting's. */
  budgetPerRun?: number | undefined;
  emit?: Emit;
  pause?: PauseSignal | undefined;
  /** Replies of a model that nothing could be made of are asked for again. */
  asksAgain?: boolean;
  /** Requests go to the provider in batches, at their price. */
  batch?: boolean | undefined;
  /** Ends the waiting for a batch of an earlier run. */
  signal?: CancelSignal;
}

export interface OpenedEngine extends MeterReadings {
  engine: Engine;
}

export const NO_MODEL: Totals = { calls: 0, cached: 0, inputTokens: 0, outputTokens: 0, costUsd: 0, byTask: {} };

/** Throws `engine-unavailable` where the host has no way to a model, `bad-settings` where none is named, or one that takes no batches. */
export async function openEngine({ host, settings }: { host: Host; settings: Settings }, use: EngineUse, { budgetPerRun, emit = () => undefined, pause, asksAgain, batch = false, signal = { aborted: false } }: EngineOptions = {}): Promise<OpenedEngine> {
  if (batch) requireBatches(settings);
  if (settings.engine === "extractive") return { engine: extractiveEngine, totals: () => NO_MODEL, learnArticles: () => undefined, settle: () => Promise.resolve() };
  // An estimate for an endpoint that nobody named would only find out when it is to be kept.
  if (use === "estimate" && host.askModel === undefined) requireEndpoint(settings);
  const ask = host.askModel ?? (use === "work" ? await openAccess(host, settings, { isBatch: batch, signal, emit }) : nobody);
  const used = batch ? { ...settings, model: { ...settings.model, atOnce: BATCH_AT_ONCE } } : settings;
  const opened = await openModelEngine(host, used, { ask, priceOf: pricesIn(settings), isEstimate: use !== "work", budgetPerRun, emit, pause, asksAgain, address: host.askModel === undefined ? remoteAddressIn(settings) : null });
  return use === "work" || !batch ? opened : { ...opened, totals: () => atBatchPrice(opened.totals(), batchPriceIn(settings)) };
}

/** An estimate with what goes in batches at their price; a task of few requests does not. */
function atBatchPrice(totals: Totals, share: number): Totals {
  const byTask = Object.fromEntries(Object.entries(totals.byTask).map(([task, of]) => [task, of.calls < LEAST_REQUESTS ? of : { ...of, costUsd: of.costUsd * share }]));
  return { ...totals, byTask, costUsd: Object.values(byTask).reduce((sum, { costUsd }) => sum + costUsd, 0) };
}

/** Where nothing is sent, nobody is asked. */
const nobody: AskModel = () => Promise.reject(new Error("An estimate sends nothing."));
