import * as fc from "fast-check";
import { ModelError, type FailureFacts, type ModelFailureCode } from "../../../../src/core/engines/llm/client/failure";
import { rawInput } from "../../../../src/core/engines/llm/estimate";
import { TooLong, withinLimits } from "../../../../src/core/engines/llm/model-limits";
import { replyLimitIn } from "../../../../src/core/engines/llm/reply-limit";
import { EngineFailure } from "../../../../src/core/engines/engine";
import type { AskModel, ModelReply, ModelRequest } from "../../../../src/core/ports";

const signal = { aborted: false };
/** A request of about so many tokens. */
const request = (tokens: number, maxTokens = 100, model = "m"): ModelRequest => ({ task: "digest", model, messages: [{ role: "user", content: "abcd".repeat(tokens) }], schema: { name: "digest", schema: {} }, maxTokens });
const whole = (sent: ModelRequest): ModelReply => ({ text: "{}", finishReason: "stop", usage: { input: rawInput(sent), cachedInput: 0, output: 1 } });
const refusal = (code: ModelFailureCode, facts: FailureFacts = {}) => new EngineFailure("No.", { cause: new ModelError(code, "No.", facts) });

function modelOf(answer: (sent: ModelRequest) => ModelReply | Error) {
  const sent: ModelRequest[] = [];
  const ask: AskModel = (given) => {
    sent.push(given);
    const reply = answer(given);
    return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
  };
  return { sent, ask: withinLimits(ask) };
}

describe("What a model holds", () => {
  it("is learned from the figure in a refusal, and what is known not to fit is not sent", async () => {
    const { sent, ask } = modelOf((given) => (rawInput(given) > 4096 ? refusal("context-too-long", { contextLimit: 4096 }) : whole(given)));
    await expect(ask(request(9000), signal)).rejects.toThrow(TooLong);
    await expect(ask(request(5000), signal)).rejects.toThrow(TooLong);
    expect(sent).toHaveLength(1);
    await expect(ask(request(3000), signal)).resolves.toMatchObject({ text: "{}" });
    // The reply is given the room that is left beside the prompt.
    await ask(request(3500, 1000), signal);
    expect(sent.at(-1)!.maxTokens).toBeLessThanOrEqual(4096 - rawInput(request(3500)));
    await ask(request(9000, 100, "another"), signal).catch(() => undefined);
    expect(sent).toHaveLength(4);
  });

  it("is less than what was refused where the server gives no figure, or one without sense", async () => {
    for (const contextLimit of [undefined, 12, 1_000_000]) {
      const { sent, ask } = modelOf((given) => (rawInput(given) > 3000 ? refusal("context-too-long", contextLimit === undefined ? {} : { contextLimit }) : whole(given)));
      for (const tokens of [8000, 9000, 8000]) await expect(ask(request(tokens), signal)).rejects.toThrow(TooLong);
      expect(sent).toHaveLength(1);
      await expect(ask(request(4000), signal)).rejects.toThrow(TooLong);
      await ask(request(2000), signal);
      expect(sent).toHaveLength(3);
    }
  });

  it("shows where a server cut the prompt in silence, and that reply is none", async () => {
    const { sent, ask } = modelOf((given) => ({ ...whole(given), usage: { input: Math.min(2048, rawInput(given)), cachedInput: 0, output: 5 } }));
    await expect(ask(request(6000), signal)).rejects.toThrow(TooLong);
    await expect(ask(request(2600), signal)).rejects.toThrow(TooLong);
    expect(sent).toHaveLength(1);
    await expect(ask(request(1500), signal)).resolves.toMatchObject({ finishReason: "stop" });
  });

  it("is not misread from servers that report no usage, or only what their cache did not hold", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20_000 }), fc.constantFrom(0, 1, 10), fc.double({ min: 0.75, max: 2, noNaN: true }), async (tokens, tiny, factor) => {
        for (const input of [tiny, Math.ceil(rawInput(request(tokens)) * factor)]) await modelOf((given) => ({ ...whole(given), usage: { input, cachedInput: 0, output: 1 } })).ask(request(tokens), signal);
      }),
    );
  });

  it("is not misread for long from a server that reports only what its cache did not hold", async () => {
    const { sent, ask } = modelOf((given) => ({ ...whole(given), usage: { input: rawInput(given) - 950, cachedInput: 0, output: 1 } }));
    await expect(ask(request(3000), signal)).rejects.toThrow(TooLong);
    for (const tokens of [2000, 3000, 9000]) await ask(request(tokens), signal);
    expect(sent).toHaveLength(4);
  });

  it.each([
    "max_tokens is too large: 15400. This model supports at most 4096 completion tokens, whereas you provided 15400.",
    "max_tokens: 15400 > 4096, which is the maximum allowed number of output tokens for claude-3-haiku-20240307",
    "Invalid max_tokens value, the valid range of max_tokens is [1, 4096]",
    "`max_tokens` must be less than or equal to `4096`, the maximum value for `max_tokens` is less than the `context_window` for this model",
    "Unable to submit request because it has a maxOutputTokens value of 15400 but the supported range is from 1 (inclusive) to 4097 (exclusive). Update the value and try again.",
  ])("has a limit for replies of its own: %s", async (detail) => {
    expect(replyLimitIn(detail)).toBe(4096);
    for (const code of ["bad-request", "context-too-long"] as const) {
      const { sent, ask } = modelOf((given) => (given.maxTokens > 4096 ? refusal(code, { detail }) : whole(given)));
      await ask(request(2000, 6000), signal);
      expect(sent.map(({ maxTokens }) => maxTokens)).toEqual([6000, 4096]);
      // Of a reply that long only the beginning would come.
      await expect(ask(request(6000, 15_400), signal)).rejects.toThrow(TooLong);
      expect(sent).toHaveLength(2);
    }
  });

  it("has nothing to do with other failures", async () => {
    for (const error of [refusal("bad-request", { detail: "temperature must be 1" }), refusal("refused"), new EngineFailure("No."), new Error("bug")]) {
      const { sent, ask } = modelOf(() => error);
      await expect(ask(request(10), signal)).rejects.toBe(error);
      await expect(ask(request(20), signal)).rejects.toBe(error);
      expect(sent).toHaveLength(2);
    }
  });
});
