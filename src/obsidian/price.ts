/** What compiling all that waits would ask of a model. Nothing is sent. */
import type { Settings } from "../core/settings";
import type { Price } from "./compiler-state";
import type { CoreRunner } from "./core-calls/runner";
import { WHOLE_VAULT } from "./core-calls/whole-vault";
import { isForPeople, messageOf } from "./told-errors";

/** While it is worked out. */
export const PRICE_TO_COME: Price = { model: null, problem: null, account: null };

/** Why it cannot be worked out is in it; faults of ours go to `report` too. */
export async function workOutPrice(core: CoreRunner, settings: Settings, signal: AbortSignal, report: (error: unknown) => void): Promise<Price> {
  const { strongModel, fastModel, budgetPerMonth } = settings.model;
  try {
    const { spent } = await core.call("spending", { settings });
    const { model } = await core.call("compile", { settings, signal }, { ...WHOLE_VAULT, acceptRemovals: true, dryRun: true });
    const models = [...new Set([fastModel, strongModel].filter((name) => name !== ""))];
    return { model, problem: null, account: { models, spent, limit: budgetPerMonth } };
  } catch (error) {
    if (!isForPeople(error)) report(error);
    return { ...PRICE_TO_COME, problem: messageOf(error) };
  }
}
