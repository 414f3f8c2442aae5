/** The way to the endpoint that the settings name, as the engine's one question: its failures become those a run knows. */
import { CompendiumError, type FailureCode } from "../../failure";
import type { AskModel, Host } from "../../ports";
import type { Settings } from "../../settings";
import { EngineFailure } from "../engine";
import { createModelClient, type ModelClient } from "./client/client";
import { ModelError, type ModelFailureCode } from "./client/failure";
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

export const openAccess = async (host: Host, settings: Settings): Promise<AskModel> => askOver(await openClient(host, settings));

/** Throws `bad-settings` where the settings name no endpoint, or one that needs a key where there is none. */
export async function openClient(host: Host, settings: Settings): Promise<ModelClient> {
  const preset = presetIn(settings);
  if (preset === null || host.fetch === undefined) throw new CompendiumError("engine-unavailable", "This app has no way to a model; compile with the built-in engine or with the command line.");
  const baseUrl = addressIn(settings);
  if (baseUrl === "") throw new CompendiumError("bad-settings", "No endpoint is named; choose a provider or name an address in the settings (model.baseUrl) or with --base-url.");
  const key = (await host.modelKey?.()) ?? null;
  if (key === null && preset.needsKey) throw new CompendiumError("bad-settings", `${preset.name} needs a key; set it in the settings, or as COMPENDIUM_API_KEY for the command line.`);
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

/** Numbers from 0 to 1 that spread retries; nothing that is kept depends on them. */
function spread(seed: number): () => number {
  let state = Math.floor(seed) % 2_147_483_647 || 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const askOver =
  (client: ModelClient): AskModel =>
  async (request, signal) => {
    const { model, messages, schema, maxTokens } = request;
    try {
      const { text, finishReason, usage } = await client.complete({ model, messages, schema: { name: schema.name, schema: { ...schema.schema } }, maxTokens, temperature: 0 }, signal);
      return { text, finishReason, usage: { input: usage.input, cachedInput: usage.cachedInput, output: usage.output } };
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      // Known to be down, whatever it was: it is told once, not once a source.
      const ending = error.facts.isEcho === true ? "engine-unavailable" : ENDS_THE_RUN[error.code];
      throw ending === undefined ? new EngineFailure(error.message, { cause: error }) : new CompendiumError(ending, error.message);
    }
  };
