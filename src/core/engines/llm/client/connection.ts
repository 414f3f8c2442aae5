/** Trying a connection before it is used, in words for the settings page. */
import type { CancelSignal } from "../../../ports";
import type { ModelClient } from "./client";
import { ModelError, type ModelFailureCode } from "./failure";

export interface ConnectionTest {
  isOk: boolean;
  /** One sentence for people. */
  message: string;
  /** What is wrong; null where nothing is. "no-schema" goes with `isOk`: it works, only less surely. */
  problem: ModelFailureCode | null;
  /** The models the endpoint lists; null where it lists none. */
  models: string[] | null;
  /** How long the reply took, in milliseconds; null where there was none. */
  took: number | null;
}

/** A schema so small that whoever follows schemas follows it. */
const PROBE = {
  name: "connection_test",
  schema: { type: "object", properties: { ok: { type: "boolean" } }, required: ["ok"], additionalProperties: false },
};
const PROBE_TOKENS = 2000;

/** The first JSON object in a text, fenced in Markdown or not; null where there is none. */
function objectIn(text: string): unknown {
  const found = /\{[\s\S]*\}/.exec(text)?.[0];
  if (found === undefined) return null;
  try {
    return JSON.parse(found) as unknown;
  } catch {
    return null;
  }
}

const asError = (error: unknown): ModelError => {
  if (error instanceof ModelError) return error;
  throw error;
};

/** The models the endpoint lists, sorted; fails with a `ModelError` that says what is wrong. */
export async function listModels(client: ModelClient, signal?: CancelSignal): Promise<string[]> {
  return [...new Set(await client.listModels(signal))].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
}

/**
 * Asks the endpoint for its models and the model for a small reply in a given form. Never throws but for a bug: what is wrong is in the result.
 * `now` measures the reply.
 */
export async function testConnection(client: ModelClient, model: string, now: () => number, signal?: CancelSignal): Promise<ConnectionTest> {
  let models: string[] | null = null;
  const failed = ({ code, message }: ModelError): ConnectionTest => ({ isOk: false, message, problem: code, models, took: null });
  try {
    models = await listModels(client, signal);
  } catch (thrown) {
    const error = asError(thrown);
    // Not every server lists its models: what it cannot say we ask the model itself.
    if (!["no-server", "bad-reply", "bad-request", "wrong-model"].includes(error.code) || (error.code === "no-server" && error.facts.status === undefined)) return failed(error);
  }
  if (model === "") return { isOk: false, message: "The connection works; now choose a model.", problem: "wrong-model", models, took: null };
  const started = now();
  try {
    const reply = await client.complete({ model, messages: [{ role: "user", content: 'Answer with {"ok": true}.' }], schema: PROBE, maxTokens: PROBE_TOKENS }, signal);
    const took = now() - started;
    const answer = objectIn(reply.text) as { ok?: unknown } | null;
    if (typeof answer?.ok !== "boolean") return { isOk: true, message: `${model} answers, but not in the form that was asked for; some replies may be of no use.`, problem: "no-schema", models, took };
    return { isOk: true, message: `${model} answers.`, problem: null, models, took };
  } catch (thrown) {
    return failed(asError(thrown));
  }
}
