/**
 * What earlier runs left at the provider: batches that have come to their end are brought home, all their replies into the log, whether this run
 * asks for them or not, and their price into what the month has spent.
 */
import type { Emit } from "../../../events";
import type { CancelSignal, Host } from "../../../ports";
import { completionOf, replyOf } from "../access";
import type { ModelClient } from "../client/client";
import { ModelError } from "../client/failure";
import { costOf, type Price } from "../estimate";
import { keepReply } from "../reply-log";
import { loadSpending, saveSpending } from "../spending";
import { findBegun } from "./begin-batch";
import type { BatchCalls } from "./calls";
import type { BatchState } from "./forms";
import { KEPT_FOR, type BatchPatience } from "./limits";
import { forgetBatch, rememberBatch, rememberedBatches, type RememberedBatch } from "./remembered";
import { waitForBatch } from "./wait-for-batch";

export interface CollectOptions {
  host: Host;
  client: ModelClient;
  calls: BatchCalls;
  address: string;
  priceOf: (model: string) => Price | null;
  priceShare: number;
  patience: BatchPatience;
  signal: CancelSignal;
  emit: Emit;
  /** Waits for those that are under way. */
  waits: boolean;
}

/** A batch that goes on, as this run found it. */
export interface BatchUnderWay {
  id: string;
  answered: number;
  total: number;
}

/** The batches still under way by the hash of each of their requests; none where it `waits`. Throws `ModelError`. */
export async function collectBatches(options: CollectOptions): Promise<Map<string, BatchUnderWay>> {
  const { host, address } = options;
  const underWay = new Map<string, BatchUnderWay>();
  for (const remembered of await rememberedBatches(host.files)) {
    if (host.clock.now() - remembered.since > KEPT_FOR) await forgetBatch(host.files, remembered);
    else if (remembered.address === address) await collectOne(remembered, options, underWay);
  }
  return underWay;
}

async function collectOne(remembered: RememberedBatch, options: CollectOptions, underWay: Map<string, BatchUnderWay>): Promise<void> {
  const { host, calls, patience, signal, emit, waits } = options;
  const total = Object.keys(remembered.requests).length;
  const id = remembered.batch ?? (await findBegun(remembered, { calls, clock: host.clock, patience, signal }));
  // Handed over and never begun: nothing of it was paid.
  if (id === null) return forgetBatch(host.files, remembered);
  if (remembered.batch === null) await rememberBatch(host.files, { ...remembered, batch: id });
  const state = await lookAt(id, options);
  if (state === null) {
    emit({ type: "batch-ended", how: "unknown", answered: 0, total });
    return;
  }
  if (state.end === null && !waits) {
    for (const hash of Object.keys(remembered.requests)) underWay.set(hash, { id, answered: state.answered, total });
    return;
  }
  const end = state.end === null ? await waitFor(id, total, options) : state;
  const answered = await bringHome(remembered, end, options);
  await forgetBatch(host.files, remembered);
  emit({ type: "batch-ended", how: end.end ?? "completed", answered, total });
}

/** Null where the provider knows nothing of it: another account's key, or cleared away. */
async function lookAt(id: string, { calls, signal }: CollectOptions): Promise<BatchState | null> {
  try {
    return await calls.look(id, signal);
  } catch (error) {
    if (error instanceof ModelError && error.facts.status === 404) return null;
    throw error;
  }
}

function waitFor(id: string, total: number, { host, calls, patience, signal, emit }: CollectOptions): Promise<BatchState> {
  return waitForBatch(id, { calls, clock: host.clock, patience, signal, onLook: ({ answered }) => emit({ type: "batch-progress", answered: Math.min(answered, total), total }) });
}

/** Returns how many replies there were. A batch that is still remembered was counted nowhere, also where its run had begun to put its replies into the log. */
async function bringHome({ requests }: RememberedBatch, batch: BatchState, { host, client, calls, priceOf, priceShare, signal }: CollectOptions): Promise<number> {
  const results = await calls.results(batch, new Set(Object.keys(requests)), signal);
  let answered = 0;
  let cost = 0;
  for (const [hash, { status, body }] of results) {
    const { model, maxTokens } = requests[hash] ?? { model: "", maxTokens: 0 };
    try {
      const reply = replyOf(client.readReply(completionOf({ task: "digest", model, messages: [], schema: { name: "", schema: {} }, maxTokens }), status, body));
      answered += 1;
      await keepReply(host.files, hash, maxTokens, reply);
      cost += costOf(reply.usage, priceOf(model)) * priceShare;
    } catch (error) {
      // A request that came to nothing is asked again by whoever needs it.
      if (!(error instanceof ModelError)) throw error;
    }
  }
  if (cost > 0) {
    const spending = await loadSpending(host);
    await saveSpending(host, { ...spending, spent: spending.spent + cost });
  }
  return answered;
}
