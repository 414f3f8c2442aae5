/** A model that is a function: it sees the material of a request as data and answers as the test says. */
import type { AskModel, ModelRequest } from "../../../../src/core/ports";
import { DATA_END, DATA_START } from "../../../../src/core/engines/llm/prompts/data";
import { llmEngine, type LlmEngine } from "../../../../src/core/engines/llm";

/** The material of the last message, line by line. */
export function materialOf({ messages }: ModelRequest): Record<string, unknown>[] {
  const content = messages.at(-1)?.content ?? "";
  const lines = content.slice(content.indexOf(DATA_START) + DATA_START.length, content.lastIndexOf(DATA_END)).trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

export interface ScriptedModel {
  ask: AskModel;
  requests: ModelRequest[];
}

/** `answer` gives the reply as text, or as data that is sent as JSON. */
export function scriptedModel(answer: (request: ModelRequest, material: Record<string, unknown>[]) => unknown): ScriptedModel {
  const requests: ModelRequest[] = [];
  return {
    requests,
    ask: (request) => {
      requests.push(request);
      const reply = answer(request, materialOf(request));
      return Promise.resolve({ text: typeof reply === "string" ? reply : JSON.stringify(reply), finishReason: "stop", usage: { input: 10, cachedInput: 0, output: 10 } });
    },
  };
}

export const engineOver = ({ ask }: ScriptedModel, conventions = ""): LlmEngine =>
  llmEngine({ ask, fastModel: "fast", strongModel: "strong", prompts: { language: "", conventions }, atOnce: 4 });
