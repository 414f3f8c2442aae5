/** A model that is a function: it sees the material of a request as data and answers as the test says. */
import type { AskModel, ModelRequest } from "../../../../src/core/ports";
import { materialOf } from "../../../support/good-model";
import { llmEngine, type LlmEngine } from "../../../../src/core/engines/llm";

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
