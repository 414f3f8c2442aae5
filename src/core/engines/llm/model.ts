/** What the engine asks of a model, whoever carries it there: plain data, so that a request can be hashed, logged and priced before it is sent. */
import type { CancelSignal } from "../../ports";

export interface ModelMessage {
  role: "system" | "user" | "assistant";
  content: string;
}

/** A JSON schema in the strict form: every object lists all its properties as required and allows no others. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export type ModelTask = "digest" | "pairs" | "article" | "repair";

export interface ModelRequest {
  task: ModelTask;
  model: string;
  /** What never changes comes first, so that a provider's prompt cache holds it. */
  messages: ModelMessage[];
  schema: { name: string; schema: JsonSchema };
  /** The most tokens the reply may have. */
  maxTokens: number;
}

export interface ModelUsage {
  input: number;
  /** Of the input, what the provider had in its cache. */
  cachedInput: number;
  output: number;
}

export interface ModelReply {
  text: string;
  finishReason: string;
  usage: ModelUsage;
}

/** Sends the request and returns the reply, a stored one where there is one. Throws a `CompendiumError` where nothing can be had. */
export type AskModel = (request: ModelRequest, signal: CancelSignal) => Promise<ModelReply>;
