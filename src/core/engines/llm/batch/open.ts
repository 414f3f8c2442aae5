/** The way to the endpoint with batches in view: those that earlier runs began are looked after whether this one makes new ones or not. */
import type { Emit } from "../../../events";
import { CompendiumError } from "../../../failure";
import type { AskModel, CancelSignal, Host } from "../../../ports";
import type { Settings } from "../../../settings";
import { askOver, failureOf, openClient } from "../access";
import { ModelError } from "../client/failure";
import { addressIn, presetIn, pricesIn } from "../endpoint";
import { requestHash } from "../reply-log";
import { batchCalls } from "./calls";
import { collectBatches, type CollectOptions } from "./collect-batches";
import { BATCH_PRICE, PATIENCE, type BatchLimits, type BatchPatience } from "./limits";
import { rememberedBatches } from "./remembered";
import { withBatch } from "./with-batch";
import { batchCancelled, batchUnderWay } from "./words";

export interface BatchUse {
  /** Requests go to the provider in batches. */
  isBatch: boolean;
  signal: CancelSignal;
  emit: Emit;
  patience?: BatchPatience;
  limits?: BatchLimits;
}

/** What part of the list price a batch costs at the endpoint; where nothing is known of one, all of it. */
export const batchPriceIn = (settings: Settings): number => (presetIn(settings)?.supports.batch === true ? BATCH_PRICE : 1);

/** Throws `bad-settings` where the endpoint is known to take no batches. One that nobody knows is asked. */
export function requireBatches(settings: Settings): void {
  if (settings.engine !== "llm") throw new CompendiumError("bad-settings", "The built-in engine asks nobody, so that there is nothing to hand over in a batch. Leave --batch out, or choose the engine llm.");
  const preset = presetIn(settings);
  if (preset === null || preset.supports.batch || preset.id === "custom") return;
  throw new CompendiumError("bad-settings", `${preset.name} takes no batches in OpenAI's format; nothing was sent. Compile without --batch, or choose OpenAI, Groq or an endpoint of your own.`);
}

/** Throws what opening a client throws; waits for batches under way where `isBatch`. */
export async function openAccess(host: Host, settings: Settings, { isBatch, signal, emit, patience = PATIENCE, limits }: BatchUse): Promise<AskModel> {
  const client = await openClient(host, settings);
  const direct = askOver(client);
  if (!isBatch && (await rememberedBatches(host.files)).length === 0) return direct;
  const address = addressIn(settings);
  const calls = batchCalls(client);
  const priceShare = batchPriceIn(settings);
  const underWay = await collect({ host, client, calls, address, priceOf: pricesIn(settings), priceShare, patience, signal, emit, waits: isBatch });
  if (isBatch) return withBatch({ host, client, calls, direct, address, priceShare, patience, limits, emit });
  return async (request, asked) => {
    const batch = underWay.get(requestHash(request));
    if (batch !== undefined) throw batchUnderWay(batch.id, address, batch.answered, batch.total);
    return direct(request, asked);
  };
}

async function collect(options: CollectOptions): ReturnType<typeof collectBatches> {
  try {
    return await collectBatches(options);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    if (error.code === "cancelled") throw batchCancelled();
    const failure = failureOf(error);
    if (failure instanceof CompendiumError) throw failure;
    throw new CompendiumError("engine-unavailable", `A batch of an earlier run could not be looked at: ${error.message} Nothing was sent; try again later.`);
  }
}
