import * as fc from "fast-check";
import { estimateRequest, learn, type Experiences } from "../../../../src/core/engines/llm/estimate";
import { createMeter, type Budget } from "../../../../src/core/engines/llm/meter";
import type { AskModel, ModelRequest } from "../../../../src/core/ports";
import { estimateTokens } from "../../../../src/core/engines/llm/tokens";
import { memoryHost } from "../../../support/memory-host";

const signal = { aborted: false };
const PRICE = { input: 1, cachedInput: 0.1, output: 10 };
const request = (content: string, maxTokens = 5000): ModelRequest => ({ task: "digest", model: "m", messages: [{ role: "system", content: "rules ".repeat(100) }, { role: "user", content }], schema: { name: "digest", schema: {} }, maxTokens });
const reply = (input: number, output: number, cachedInput = 0) => ({ text: "{}", finishReason: "stop", usage: { input, cachedInput, output } });
const NO_LIMIT: Budget = { run: null, month: null };

const meterOver = (ask: AskModel, budget: Budget = NO_LIMIT, host = memoryHost()) => createMeter({ host, ask, priceOf: (model) => (model === "m" ? PRICE : null), budget, repairModel: "m", emit: () => undefined, address: null });

describe("The meter", () => {
  it("counts calls, tokens and dollars as reported, the cached part of the input at its own price", async () => {
    const meter = await meterOver(() => Promise.resolve(reply(1_000_000, 100_000, 500_000)));
    await meter.ask(request("a"), signal);
    meter.onStored(request("b"));
    expect(meter.totals()).toMatchObject({ calls: 1, cached: 1, inputTokens: 1_000_000, outputTokens: 100_000 });
    expect(meter.totals().costUsd).toBeCloseTo(0.5 + 0.05 + 1);
    expect(meter.totals().byTask).toEqual({ digest: { calls: 1, inputTokens: 1_000_000, outputTokens: 100_000, costUsd: meter.totals().costUsd } });
  });

  it("sends nothing over the run's budget, also where many ask at once", async () => {
    let sent = 0;
    const expected = estimateRequest(request("x".repeat(4000)), {});
    const one = (expected.input * PRICE.input + expected.output * PRICE.output) / 1e6;
    const meter = await meterOver(async () => {
      sent += 1;
      await Promise.resolve();
      return reply(expected.input, expected.output);
    }, { run: one * 3.5, month: null });
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => meter.ask(request("x".repeat(3999) + String(index)), signal)));
    expect(sent).toBe(3);
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(7);
    await expect(meter.ask(request("x".repeat(4000)), signal)).rejects.toMatchObject({ code: "budget" });
  });

  it("remembers the month's spending from run to run, and forgets it in the next month", async () => {
    const host = memoryHost();
    const spend = async () => {
      const meter = await meterOver(() => Promise.resolve(reply(0, 100_000)), { run: null, month: 1.5 }, host);
      return meter.ask(request("a"), signal);
    };
    await spend();
    await spend();
    await expect(spend()).rejects.toMatchObject({ code: "budget", message: expect.stringContaining("this month") as string });
    host.clock.stamp = () => "2026-12-01 08:00";
    await expect(spend()).resolves.toMatchObject({ text: "{}" });
  });

  it("frees what a failed request had reserved, and charges nothing for it", async () => {
    let fails = true;
    const meter = await meterOver(() => (fails ? Promise.reject(new Error("no server")) : Promise.resolve(reply(100, 100))), { run: 0.06, month: null });
    for (let attempt = 0; attempt < 20; attempt += 1) await expect(meter.ask(request("a"), signal)).rejects.toThrow("no server");
    fails = false;
    await meter.ask(request("a"), signal);
    expect(meter.totals().calls).toBe(1);
  });

  it("estimates without sending, a model without a price at nothing", async () => {
    const meter = await meterOver(() => Promise.reject(new Error("sent")));
    const { text } = await meter.estimate({ ...request("a".repeat(4000)), model: "unknown" }, signal);
    expect(JSON.parse(text)).toEqual({ statements: [], questions: [], nothing: [], names: [] });
    expect(meter.totals()).toMatchObject({ calls: 1, costUsd: 0 });
    expect(meter.totals().inputTokens).toBeGreaterThan(1000);
  });
});

describe("An estimate", () => {
  it("comes within a tenth of what an endpoint reports, once it has reported a few dozen requests of ordinary size", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.double({ min: 0.1, max: 2, noNaN: true }), (inputFactor, outputShare) => {
        let experiences: Experiences = {};
        const sized = (index: number) => request("words and more ".repeat(100 + index * 7), 100_000);
        const actual = (given: ModelRequest) => {
          const all = given.messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
          return { input: Math.round(all * inputFactor), cachedInput: 0, output: Math.round(estimateTokens(given.messages.at(-1)!.content) * outputShare) };
        };
        for (let index = 0; index < 40; index += 1) experiences = learn(experiences, sized(index), actual(sized(index)));
        const next = sized(30);
        const { input, output } = estimateRequest(next, experiences);
        expect(Math.abs(input / actual(next).input - 1)).toBeLessThan(0.1);
        expect(Math.abs(output / actual(next).output - 1)).toBeLessThan(0.25);
      }),
    );
  });

  it("of tokens grows with the text and knows scripts that need more of them", () => {
    expect(estimateTokens("")).toBe(0);
    expect(estimateTokens("The crane lifts forty tonnes.")).toBeGreaterThanOrEqual(6);
    expect(estimateTokens("起重机可以吊起四十吨。")).toBeGreaterThanOrEqual(9);
    expect(estimateTokens("Кран поднимает сорок тонн.")).toBeGreaterThan(estimateTokens("Kran podnimaet sorok tonn."));
  });
});
