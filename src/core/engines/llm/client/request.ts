/** A request in OpenAI's format, as far as the endpoint understands it; and what was learnt of that from its refusals. */
import type { ModelError } from "./failure";
import type { Supports } from "./presets";

export interface Message {
  role: "system" | "user" | "assistant";
  content: string;
}

export interface ReplySchema {
  /** Letters, digits, `_` and `-`. */
  name: string;
  /** JSON Schema, in the strict subset: all properties required, `additionalProperties: false`. */
  schema: Record<string, unknown>;
}

export interface CompletionRequest {
  model: string;
  messages: readonly Message[];
  schema?: ReplySchema;
  /** Most tokens of the reply. */
  maxTokens?: number;
  temperature?: number;
  /** Streams by itself where the endpoint can, unless told. */
  stream?: boolean;
}

type SchemaForm = "json_schema" | "json_object" | "words";

/** What an endpoint was found not to understand, by model: kept as long as the client. */
export interface Learned {
  schemaForm: Map<string, SchemaForm>;
  withoutTemperature: Set<string>;
  tokenLimit: "max_tokens" | "max_completion_tokens";
  takesStreamOptions: boolean;
}

export const nothingLearned = (tokenLimit: Learned["tokenLimit"]): Learned => ({ schemaForm: new Map(), withoutTemperature: new Set(), tokenLimit, takesStreamOptions: true });

const formFor = (model: string, supports: Pick<Supports, "jsonSchema">, learned: Learned): SchemaForm => learned.schemaForm.get(model) ?? (supports.jsonSchema ? "json_schema" : "json_object");

const schemaInWords = ({ schema }: ReplySchema): string => `Answer with one JSON object and nothing else: no Markdown, no words before or after it. It must follow this JSON Schema:\n${JSON.stringify(schema)}`;

/** The schema's words stand at the end of the instructions, so that what goes before a prompt's data stays the same from request to request. */
function withWords(messages: readonly Message[], schema: ReplySchema): Message[] {
  const words = schemaInWords(schema);
  const [first, ...others] = messages;
  if (first?.role === "system") return [{ ...first, content: `${first.content}\n\n${words}` }, ...others];
  return [{ role: "system", content: words }, ...messages];
}

/** The body of the request, without `stream`. */
export function bodyOf(request: CompletionRequest, supports: Pick<Supports, "jsonSchema">, learned: Learned): Record<string, unknown> {
  const { model, schema, maxTokens, temperature } = request;
  const form = schema === undefined ? null : formFor(model, supports, learned);
  const body: Record<string, unknown> = { model, messages: schema === undefined || form === "json_schema" ? request.messages : withWords(request.messages, schema) };
  if (schema !== undefined && form === "json_schema") body.response_format = { type: "json_schema", json_schema: { name: schema.name, strict: true, schema: schema.schema } };
  if (form === "json_object") body.response_format = { type: "json_object" };
  if (maxTokens !== undefined) body[learned.tokenLimit] = maxTokens;
  if (temperature !== undefined && !learned.withoutTemperature.has(model)) body.temperature = temperature;
  return body;
}

/** Learns from a refusal what to leave out; false where there is nothing to learn, and the refusal stands. */
export function learnFrom(error: ModelError, request: CompletionRequest, supports: Pick<Supports, "jsonSchema">, learned: Learned): boolean {
  const detail = error.facts.detail ?? "";
  if (error.code !== "bad-request" && error.code !== "no-schema" && error.code !== "server-error") return false;
  if (error.code === "no-schema" && request.schema !== undefined) {
    const form = formFor(request.model, supports, learned);
    if (form === "words") return false;
    learned.schemaForm.set(request.model, form === "json_schema" ? "json_object" : "words");
    return true;
  }
  if (error.code !== "bad-request") return false;
  if (/max_completion_tokens/.test(detail) && /max_tokens/.test(detail) && request.maxTokens !== undefined) {
    const other = /(?:unsupported|unknown|unrecogni[sz]ed|not permitted|extra)[^.]*max_completion_tokens/i.test(detail) && learned.tokenLimit === "max_completion_tokens" ? "max_tokens" : "max_completion_tokens";
    if (other === learned.tokenLimit) return false;
    learned.tokenLimit = other;
    return true;
  }
  if (/max_completion_tokens/.test(detail) && learned.tokenLimit === "max_completion_tokens" && request.maxTokens !== undefined) {
    learned.tokenLimit = "max_tokens";
    return true;
  }
  if (/temperature/i.test(detail) && request.temperature !== undefined && !learned.withoutTemperature.has(request.model)) {
    learned.withoutTemperature.add(request.model);
    return true;
  }
  if (/stream_options|include_usage/i.test(detail) && learned.takesStreamOptions) {
    learned.takesStreamOptions = false;
    return true;
  }
  return false;
}
