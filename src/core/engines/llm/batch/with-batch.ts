/**
 * Requests that are under way at the same time go to the provider together, as one batch at a lower price. What a batch was sent for is remembered
 * before it is begun, and its replies lie in the log before anybody sees them: whenever this ends, nothing is asked for twice.
 */
import { createCancel, onAborted } from "../../../cancel";
import type { Emit } from "../../../events";
import { CompendiumError } from "../../../failure";
import type { AskModel, CancelSignal, Host, ModelReply, ModelRequest } from "../../../ports";
import { EngineFailure } from "../../engine";
import { completionOf, failureOf, replyOf } from "../access";
import type { ModelClient } from "../client/client";
import { isRetryable, ModelError } from "../client/failure";
import { keepReply, requestHash } from "../reply-log";
import { beginBatch } from "./begin-batch";
import type { BatchCalls } from "./calls";
import { bytesOf, cutBySize, lineOf, type BatchState, type LineResult } from "./forms";
import { createGathering } from "./gathering";
import { LIMITS, type BatchLimits, type BatchPatience } from "./limits";
import { forgetBatch, rememberBatch, type RememberedBatch } from "./remembered";
import { waitForBatch } from "./wait-for-batch";
import { batchCancelled, endedEarly, noBatches } from "./words";

export interface BatchOptions {
  host: Pick<Host, "files" | "clock">;
  client: ModelClient;
  calls: BatchCalls;
  /** For rounds that are too small for a batch. */
  direct: AskModel;
  /** The endpoint's base URL. */
  address: string;
  /** What part of the list price a batch costs. */
  priceShare: number;
  patience: BatchPatience;
  limits?: BatchLimits | undefined;
  emit: Emit;
}

/** A request that waits for its round, or for the answer. */
interface Asker {
  request: ModelRequest;
  hash: string;
  /** Rounds it was part of. */
  rounds: number;
  signal: CancelSignal;
  answer: (reply: ModelReply) => void;
  fail: (error: unknown) => void;
}

/** A request that failed for a passing reason is asked once more, one in a form that is not understood until there is no other; in so many rounds at most. */
const MOST_ROUNDS = 4;

/** For one run, inside the reply log. Fails with what `askOver` fails with. */
export function withBatch({ host, client, calls, direct, address, priceShare, patience, limits = LIMITS, emit }: BatchOptions): AskModel {
  const { files, clock } = host;
  const stop = createCancel();
  const waiting = new Set<Asker>();
  const progress = new Map<string, { answered: number; total: number }>();
  let ending: unknown = null;

  /** What ended one ends all: others would wait for hours and fare no better. */
  const endAll = (error: unknown): void => {
    ending ??= error;
    stop.abort();
    for (const asker of [...waiting]) asker.fail(ending);
  };

  const gathering = createGathering<Asker>({ clock, patience, signal: stop.signal, onRound: (round) => void sendRound(round).catch(endAll) });

  const sendRound = async (round: Asker[]): Promise<void> => {
    const open: Asker[] = [];
    const hashes = new Set<string>();
    for (const asker of round.filter((one) => waiting.has(one))) {
      // Asked with another greatest length it is the same line, which a file holds once.
      if (hashes.has(asker.hash)) gathering.add(asker);
      else open.push(asker);
      hashes.add(asker.hash);
    }
    if (open.length < limits.least) {
      for (const { request, signal, answer, fail } of open) direct(request, signal).then(answer, (error: unknown) => (error instanceof CompendiumError ? endAll(error) : fail(error)));
      return;
    }
    const lines = open.map((asker) => ({ asker, line: lineOf(asker.hash, client.bodyOf(completionOf(asker.request))) }));
    const parts = cutBySize(lines, ({ line }) => bytesOf(line) + 1, limits);
    await Promise.all(parts.map((part) => sendBatch(part)));
  };

  const sendBatch = async (part: { asker: Asker; line: string }[]): Promise<void> => {
    const requests = Object.fromEntries(part.map(({ asker }) => [asker.hash, { model: asker.request.model, maxTokens: asker.request.maxTokens }]));
    const { remembered, batch } = await begin(part.map(({ line }) => `${line}\n`).join(""), requests);
    emit({ type: "batch-sent", requests: part.length });
    const tell = (answered: number): void => {
      progress.set(batch, { answered: Math.min(answered, part.length), total: part.length });
      const all = [...progress.values()];
      emit({ type: "batch-progress", answered: all.reduce((sum, one) => sum + one.answered, 0), total: all.reduce((sum, one) => sum + one.total, 0) });
    };
    tell(0);
    const state = await waitForBatch(batch, { calls, clock, patience, signal: stop.signal, onLook: ({ answered }) => tell(answered) });
    const results = await calls.results(state, new Set(Object.keys(requests)), stop.signal);
    progress.delete(batch);
    const settled = part.map(({ asker, line }) => ({ asker, line, outcome: outcomeOf(client, asker.request, results.get(asker.hash)) }));
    for (const { asker, outcome } of settled) if (outcome !== null && "reply" in outcome) await keepReply(files, asker.hash, asker.request.maxTokens, outcome.reply);
    await forgetBatch(files, remembered);
    settle(settled, state, results.size);
  };

  const begin = async (lines: string, requests: RememberedBatch["requests"]): Promise<{ remembered: RememberedBatch; batch: string }> => {
    const inputFile = await calls.upload(lines, stop.signal).catch((error: unknown) => {
      throw noBatches(error, address);
    });
    const intent: RememberedBatch = { address, inputFile, batch: null, since: clock.now(), requests };
    await rememberBatch(files, intent);
    const batch = await beginBatch(intent, { calls, clock, patience, signal: stop.signal }).catch(async (error: unknown) => {
      // Refused, it is not there; else it may be, and the next run looks for it.
      if (error instanceof ModelError && error.code !== "cancelled" && error.facts.replyBegan !== true) await forgetBatch(files, intent);
      throw noBatches(error, address);
    });
    const remembered = { ...intent, batch };
    await rememberBatch(files, remembered);
    return { remembered, batch };
  };

  const settle = (settled: { asker: Asker; line: string; outcome: Outcome | null }[], state: BatchState, answered: number): void => {
    let isOpen = false;
    for (const { asker, line, outcome } of settled) {
      if (outcome === null && state.end !== "completed") isOpen = true;
      else if (outcome === null) asker.fail(new EngineFailure("The batch came back without an answer to this request."));
      else if ("reply" in outcome) asker.answer({ ...outcome.reply, priceShare });
      else if (mayAskAgain(asker, line, outcome.error)) gathering.add(asker);
      else failOne(asker, outcome.error);
    }
    if (isOpen) endAll(endedEarly(state, address, answered, settled.length));
  };

  const failOne = (asker: Asker, error: ModelError): void => {
    const failure = failureOf(error);
    if (failure instanceof CompendiumError) endAll(failure);
    else asker.fail(failure);
  };

  const mayAskAgain = (asker: Asker, line: string, error: ModelError): boolean => {
    asker.rounds += 1;
    if (asker.rounds >= MOST_ROUNDS) return false;
    const request = completionOf(asker.request);
    // The first of a batch teaches for all that were sent in the same form.
    const isOtherForm = (): boolean => lineOf(asker.hash, client.bodyOf(request)) !== line;
    return (isRetryable(error) && asker.rounds === 1) || isOtherForm() || (client.learnFrom(error, request) && isOtherForm());
  };

  return (request, signal) =>
    new Promise((resolve, reject) => {
      if (ending !== null) {
        reject(asError(ending));
        return;
      }
      const over = (): void => {
        waiting.delete(asker);
        forget();
      };
      const asker: Asker = {
        request,
        hash: requestHash(request),
        rounds: 0,
        signal,
        answer: (reply) => {
          over();
          resolve(reply);
        },
        fail: (error) => {
          over();
          reject(asError(error));
        },
      };
      let forget = (): void => undefined;
      waiting.add(asker);
      gathering.add(asker);
      forget = onAborted(signal, clock, () => endAll(batchCancelled()));
    });
}

const asError = (error: unknown): Error => {
  const failure = failureOf(error);
  return failure instanceof Error ? failure : new Error(String(failure));
};

type Outcome = { reply: ModelReply } | { error: ModelError };

/** Null where the batch holds nothing of the request. */
export function outcomeOf(client: ModelClient, request: ModelRequest, result: LineResult | undefined): Outcome | null {
  if (result === undefined) return null;
  try {
    return { reply: replyOf(client.readReply(completionOf(request), result.status, result.body)) };
  } catch (error) {
    if (error instanceof ModelError) return { error };
    throw error;
  }
}
