/** Tokens from sizes: four characters to one, which is near enough for text in English and the same for everybody. */
import { promptOf, schemaOf } from "./prompt";
import type { Answer, Usage } from "./reply";
import type { ModelRequest } from "./request";

export type CountTokens = (text: string) => number;

export const tokensBySize: CountTokens = (text) => Math.ceil(text.length / 4);

/** What the model has to read, the schema included. */
export function promptTokens(request: ModelRequest, count: CountTokens): number {
  const schema = schemaOf(request);
  return count(promptOf(request)) + (schema === null ? 0 : count(JSON.stringify(schema)));
}

export function usageOf(request: ModelRequest, content: string, { reasoning }: Answer, count: CountTokens, cached: number): Usage {
  const prompt = promptTokens(request, count);
  const thought = reasoning === undefined ? 0 : count(reasoning.text);
  const completion = count(content) + thought;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: Math.min(cached, prompt) },
    completion_tokens_details: { reasoning_tokens: thought },
  };
}
