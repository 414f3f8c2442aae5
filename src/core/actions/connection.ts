/** Actions: the endpoint that the settings name, tried before it is used. Of the vault nothing is sent. */
import { openClient } from "../engines/llm/access";
import { listModels as modelsOf, testConnection as testOf, type ConnectionTest } from "../engines/llm/client/connection";
import { ModelError } from "../engines/llm/client/failure";
import { CompendiumError } from "../failure";
import type { CancelSignal } from "../ports";
import type { Vault } from "./session";

export type { ConnectionTest };

/** Which of the two models a test asks. */
export type ModelRole = "fastModel" | "strongModel";

/** The ids of the endpoint's models, sorted. Throws `engine-unavailable`, with what is wrong, where it gives none. */
export async function listModels({ host, settings }: Vault, signal: CancelSignal): Promise<string[]> {
  const client = await openClient(host, settings);
  try {
    return await modelsOf(client, signal);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new CompendiumError(error.code === "cancelled" ? "cancelled" : "engine-unavailable", error.message);
  }
}

/** Asks for the models and for one small reply; what is wrong is in the result. Settings that are not enough to try are in it too. */
export async function testConnection({ host, settings }: Vault, role: ModelRole, signal: CancelSignal): Promise<ConnectionTest> {
  const { strongModel, fastModel } = settings.model;
  try {
    const client = await openClient(host, settings);
    return await testOf(client, role === "fastModel" && fastModel !== "" ? fastModel : strongModel, () => host.clock.now(), signal);
  } catch (error) {
    if (!(error instanceof CompendiumError)) throw error;
    return { isOk: false, message: error.message, problem: "bad-request", models: null, took: null };
  }
}
