import { ModelError } from "../../../../src/core/engines/llm/client/failure";
import { askModel } from "../../../../src/core/engines/llm/ask-model";
import { TooLong } from "../../../../src/core/engines/llm/model-limits";
import { EngineFailure } from "../../../../src/core/engines/engine";
import type { ModelRequest } from "../../../../src/core/ports";

const signal = { aborted: false };
const request: ModelRequest = { task: "digest", model: "m", messages: [{ role: "user", content: "x" }], schema: { name: "digest", schema: {} }, maxTokens: 100 };

/** A model that thinks for so many tokens before it answers. */
function thinking(tokens: number, aloud = "") {
  const allowed: number[] = [];
  const context = {
    room: new Map<string, number>(),
    ask: ({ maxTokens }: ModelRequest) => {
      allowed.push(maxTokens);
      return Promise.resolve({ text: maxTokens > tokens ? "{}" : aloud, finishReason: maxTokens > tokens ? "stop" : "length", usage: { input: 1, cachedInput: 0, output: maxTokens } });
    },
  };
  return { allowed, context };
}

describe("A model that thinks before it answers", () => {
  it.each([["in silence", ""], ["aloud", "<think>Let me see {\"what\": is"]])("%s gets more room, which it keeps for the rest of the run", async (_, aloud) => {
    const { allowed, context } = thinking(300, aloud);
    expect(await askModel(context, request, signal)).toEqual({ text: "{}", isCut: false });
    await askModel(context, request, signal);
    expect(allowed).toEqual([100, 400, 400]);
  });

  it("and never comes to an answer is given up, as a reply without a word", async () => {
    const { allowed, context } = thinking(1_000_000);
    expect(await askModel(context, request, signal)).toEqual({ text: "", isCut: true });
    expect(allowed).toEqual([100, 400, 1600]);
  });

  it.each([new TooLong("Too long."), new EngineFailure("No.", { cause: new ModelError("bad-request", "No.", { detail: "max_tokens" }) })])("is given up where there is no more room: %s", async (error) => {
    const { context, allowed } = thinking(1000);
    const ask = context.ask;
    context.ask = (given) => (given.maxTokens > 400 ? Promise.reject(error) : ask(given));
    expect(await askModel(context, request, signal)).toEqual({ text: "", isCut: true });
    expect(allowed).toEqual([100, 400]);
  });

  it("fails where the endpoint fails", async () => {
    const { context } = thinking(1000);
    context.ask = (given) => (given.maxTokens > 100 ? Promise.reject(new EngineFailure("No server.")) : Promise.resolve({ text: "", finishReason: "length", usage: { input: 1, cachedInput: 0, output: 1 } }));
    await expect(askModel(context, request, signal)).rejects.toThrow("No server.");
  });

  it("has its answer cut like any other", async () => {
    const ask = () => Promise.resolve({ text: '{"a": [1, 2', finishReason: "length", usage: { input: 1, cachedInput: 0, output: 1 } });
    expect(await askModel({ ask, room: new Map() }, request, signal)).toEqual({ text: '{"a": [1, 2', isCut: true });
  });
});
