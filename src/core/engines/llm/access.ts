/** The way to the endpoint that the settings name, as the engine's one question: its failures become those a run knows. */
import { CompendiumError, type FailureCode } from "../../failure";
import type { AskModel, Host, ModelReply, ModelRequest } from "../../ports";
import type { Settings } from "../../settings";
import { EngineFailure } from "../engine";
import { createModelClient, type ModelClient } from "./client/client";
import { ModelError, type ModelFailureCode } from "./client/failure";
import type { Reply } from "./client/reply";
import type { CompletionRequest } from "./client/request";
import { addressIn, presetIn } from "./endpoint";

/** What no other source would fare better with: the run ends, and says so once. All else is one source's failure. */
const ENDS_THE_RUN: Partial<Record<ModelFailureCode, FailureCode>> = {
  "no-server": "engine-unavailable",
  "wrong-key": "engine-unavailable",
  "no-credit": "engine-unavailable",
  "wrong-model": "engine-unavailable",
  cors: "engine-unavailable",
  cancelled: "cancelled",
};

/** Throws `bad-settings` where the settings name no endpoint. */
export function requireEndpoint(settings: Settings): string {
  const baseUrl = addressIn(settings);
  if (baseUrl === "") throw new CompendiumError("bad-settings", "No endpoint is named; choose a provider or name an address in the settings (model.baseUrl) or with --base-url.");
  return baseUrl;
}

/** Throws `bad-settings` where the settings name no endpoint, or one that needs a key where there is none. */
export async function openClient(host: Host, settings: Settings): Promise<ModelClient> {
  const preset = presetIn(settings);
  if (preset === null || host.fetch === undefined) throw new CompendiumError("engine-unavailable", "This app has no way to a model; compile with the built-in engine or with the command line.");
  const baseUrl = requireEndpoint(settings);
  const key = (await host.modelKey?.()) ?? null;
  if (key === null && preset.needsKey) throw new CompendiumError("bad-settings", `${preset.name} needs a key; set it in the settings, or as COMPENDIUM_API_KEY for the command line.`);
  if (key !== null && !SENDABLE.test(key.trim())) throw new CompendiumError("bad-settings", "The key holds characters that cannot be sent, a line break perhaps; set it again in the settings, or as COMPENDIUM_API_KEY for the command line.");
  return createModelClient({
    baseUrl,
    key,
    fetch: host.fetch,
    clock: host.clock,
    supports: preset.supports,
    tokenLimit: preset.tokenLimit,
    ...(preset.headers === undefined ? {} : { headers: preset.headers }),
    concurrency: settings.model.atOnce,
    random: spread(host.clock.now()),
  });
}

/** What a header can hold. */
const SENDABLE = /^[\x20-\x7e]*$/u;

/** Numbers from 0 to 1 that spread retries; nothing that is kept depends on them. */
function spread(seed: number): () => number {
  let state = Math.floor(seed) % 2_147_483_647 || 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** What ended a run ends all that is asked after it, unsent: others may be under way, and none would fare better. */
export function askOver(client: ModelClient): AskModel {
  let ending: CompendiumError | null = null;
  return async (request, signal) => {
    if (ending !== null) throw ending;
    try {
      return replyOf(await client.complete(completionOf(request), signal));
    } catch (error) {
      const failure = failureOf(error);
      if (failure instanceof CompendiumError && failure.code !== "cancelled") ending ??= failure;
      throw failure;
    }
  };
}

/** The request in the client's terms. */
export const completionOf = ({ model, messages, schema, maxTokens }: ModelRequest): CompletionRequest => ({ model, messages, schema: { name: schema.name, schema: { ...schema.schema } }, maxTokens, temperature: 0 });

/** The client's reply in the engine's terms. */
export const replyOf = ({ text, finishReason, usage }: Reply): ModelReply => ({ text, finishReason, usage: { input: usage.input, cachedInput: usage.cachedInput, output: usage.output } });

/** The client's failure as what ends the run, or as one piece of work that failed; anything else as it is. */
export function failureOf(error: unknown): unknown {
  if (!(error instanceof ModelError)) return error;
  // An echo says that the endpoint is down for all: told once, and not once a source.
  const code = error.facts.isEcho === true ? "engine-unavailable" : ENDS_THE_RUN[error.code];
  return code === undefined ? new EngineFailure(error.message, { cause: error }) : new CompendiumError(code, error.message);
}
