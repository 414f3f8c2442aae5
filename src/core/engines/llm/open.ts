/** The model engine over a vault: the log before the models' limits before the meter before the endpoint, so that a reply is paid for once and never over the budget. */
import { readIfThere } from "../../compile/read-json";
import type { Emit } from "../../events";
import { CompendiumError } from "../../failure";
import { initialConventions } from "../../pages/fixed-pages";
import type { AskModel, Host, PauseSignal } from "../../ports";
import type { Settings } from "../../settings";
import type { Price } from "./estimate";
import { llmEngine, type LlmEngine } from "./index";
import { createMeter, type MeterReadings } from "./meter";
import { withinLimits } from "./model-limits";
import { createReplyLog } from "./reply-log";

export interface OpenOptions {
  ask: AskModel;
  priceOf: (model: string) => Price | null;
  /** Nothing is sent: what would be is counted, and stored replies are used. */
  isEstimate: boolean;
  /** Dollars for this run, where the caller sets it; else the setting's. */
  budgetPerRun?: number | undefined;
  /** Replies that nothing could be made of are asked for again. */
  asksAgain?: boolean | undefined;
  /** Where text of sources goes; null where it stays on this machine. */
  address: string | null;
  emit: Emit;
  pause?: PauseSignal | undefined;
}

export interface OpenedModelEngine extends MeterReadings {
  engine: LlmEngine;
}

/** The conventions are the wiki's AGENTS.md, or what will stand there after the first compile. Throws `bad-settings` where no model is named. */
export async function openModelEngine(host: Host, settings: Settings, options: OpenOptions): Promise<OpenedModelEngine> {
  const { strongModel, fastModel, language, atOnce, budgetPerRun, budgetPerMonth } = settings.model;
  if (strongModel === "") throw new CompendiumError("bad-settings", "No model is chosen; name one in the settings (model.strongModel) or with --model.");
  const conventions = (await readIfThere(host.files, `${settings.wikiFolder}/AGENTS.md`)) ?? initialConventions(settings.wikiFolder);
  const { ask: endpoint, priceOf, address, emit, pause } = options;
  const meter = await createMeter({ host, ask: endpoint, priceOf, budget: { run: options.budgetPerRun ?? budgetPerRun, month: budgetPerMonth }, repairModel: strongModel, address, emit, pause });
  const send = options.isEstimate ? meter.estimate : meter.ask;
  const { ask, markUnusable } = createReplyLog({ files: options.isEstimate ? withoutWriting(host.files) : host.files, ask: withinLimits(send), onStored: meter.onStored, asksAgain: options.asksAgain });
  const engine = llmEngine({ ask, markUnusable, fastModel: fastModel === "" ? strongModel : fastModel, strongModel, prompts: { language, conventions }, atOnce });
  return { engine, totals: options.isEstimate ? meter.estimated : meter.totals, learnArticles: meter.learnArticles, settle: meter.settle };
}

/** An estimate is no reply. */
const withoutWriting = (files: Host["files"]): Host["files"] => ({ ...files, write: (path) => Promise.resolve({ path, size: 0, modified: 0 }) });
