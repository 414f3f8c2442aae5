import * as fc from "fast-check";
import { estimateRequest, learn, type Experiences } from "../../../../src/core/engines/llm/estimate";
import { createMeter, type Budget, type MeterOptions } from "../../../../src/core/engines/llm/meter";
import type { AskModel, ModelRequest } from "../../../../src/core/ports";
import { estimateTokens } from "../../../../src/core/engines/llm/tokens";
import type { RunEvent } from "../../../../src/core/events";
import { createPause } from "../../../../src/core/pause";
import { memoryHost } from "../../../support/memory-host";

const signal = { aborted: false };
const PRICE = { input: 1, cachedInput: 0.1, output: 10 };
const request = (content: string, maxTokens = 5000): ModelRequest => ({ task: "digest", model: "m", messages: [{ role: "system", content: "rules ".repeat(100) }, { role: "user", content }], schema: { name: "digest", schema: {} }, maxTokens });
const reply = (input: number, output: number, cachedInput = 0) => ({ text: "{}", finishReason: "stop", usage: { input, cachedInput, output } });
const NO_LIMIT: Budget = { run: null, month: null };

const meterOver = (ask: AskModel, budget: Budget = NO_LIMIT, host = memoryHost(), more: Partial<MeterOptions> = {}) =>
  createMeter({ host, ask, priceOf: (model) => (model === "m" ? PRICE : null), budget, repairModel: "m", emit: () => undefined, address: null, ...more });

describe("The meter", () => {
  it("counts calls, tokens and dollars as reported, the cached part of the input at its own price", async () => {
    const meter = await meterOver(() => Promise.resolve(reply(1_000_000, 100_000, 500_000)));
    await meter.ask(request("a"), signal);
    meter.onStored(request("b"));
    expect(meter.totals()).toMatchObject({ calls: 1, cached: 1, inputTokens: 1_000_000, outputTokens: 100_000 });
    expect(meter.totals().costUsd).toBeCloseTo(0.5 + 0.05 + 1);
    expect(meter.totals().byTask).toEqual({ digest: { calls: 1, inputTokens: 1_000_000, outputTokens: 100_000, costUsd: meter.totals().costUsd } });
  });

  it("never goes over the run's budget, whatever is asked at once and however long the replies turn out to be", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }), async (output, amount, hundredths) => {
        const limit = hundredths / 20;
        let sent = 0;
        const meter = await meterOver(async () => {
          sent += 1;
          for (let step = 0; step < sent % 4; step += 1) await Promise.resolve();
          return reply(1100, output);
        }, { run: limit, month: null });
        const outcomes = await Promise.allSettled(Array.from({ length: amount }, (_, index) => meter.ask(request("x".repeat(3999) + String(index)), signal)));
        const one = (1100 * PRICE.input + output * PRICE.output) / 1e6;
        const most = (1800 * PRICE.input + 5000 * PRICE.output) / 1e6;
        expect(meter.totals().costUsd).toBeLessThanOrEqual(limit + 1e-9);
        expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(sent);
        // What fits is sent: it stops only where one more could be too much.
        if (sent < amount) expect(sent * one + most).toBeGreaterThan(limit);
      }),
      { numRuns: 100 },
    );
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

  it("counts what is spent after midnight of a month's last day for the next one, and forgets nothing when the clock is set back", async () => {
    const host = memoryHost();
    const meter = await meterOver(() => Promise.resolve(reply(0, 100_000)), { run: null, month: 1.5 }, host);
    host.clock.stamp = () => "2026-11-30 23:59";
    await meter.ask(request("a"), signal);
    host.clock.stamp = () => "2026-12-01 00:01";
    await meter.ask(request("b"), signal);
    await meter.settle();
    host.clock.stamp = () => "2026-11-30 12:00";
    const back = await meterOver(() => Promise.resolve(reply(0, 50_000)), { run: null, month: 1.5 }, host);
    await back.ask(request("c"), signal);
    await expect(back.ask(request("d"), signal)).rejects.toMatchObject({ code: "budget" });
  });

  it.each([
    ["no experiences", { experiences: null }],
    ["words for amounts", { experiences: { digest: { calls: 1, estimatedInput: "x", reportedInput: "y", material: "z", reportedOutput: "q" } } }],
    ["an amount that is missing", { experiences: { digest: { estimatedInput: 1, reportedInput: null, material: 1, reportedOutput: 1 }, article: null } }],
    ["negative amounts", { experiences: { digest: { estimatedInput: 1e9, reportedInput: -1e9, material: 1, reportedOutput: 1 } }, articles: { foreseen: -10, asked: "x" }, told: "x" }],
  ])("keeps the budget with a file of spending that holds %s, and with what it says was spent", async (_, broken) => {
    const host = memoryHost();
    const before = await meterOver(() => Promise.resolve(reply(10, 10)), NO_LIMIT, host);
    await before.ask(request("a"), signal);
    await before.settle();
    const path = `.compendium/devices/${host.device.id}/spending.json`;
    await host.files.write(path, JSON.stringify({ ...(JSON.parse(host.text(path)) as object), spent: 2, ...broken }));
    let sent = 0;
    const over = (budget: Budget) => meterOver(() => Promise.resolve(reply((sent += 1), 1)), budget, host, { address: "https://one.example" });
    await expect((await over({ run: 0.000001, month: null })).ask(request("a"), signal)).rejects.toMatchObject({ code: "budget" });
    await expect((await over({ run: null, month: 2 })).ask(request("a"), signal)).rejects.toMatchObject({ code: "budget" });
    expect(sent).toBe(0);
    const free = await over(NO_LIMIT);
    await free.ask(request("a"), signal);
    await free.estimate(request("b"), signal);
    expect(free.totals().inputTokens).toBeGreaterThan(0);
    expect(Object.values(free.estimated()).filter((value) => typeof value === "number" && !Number.isFinite(value))).toEqual([]);
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

describe("Who listens to the meter", () => {
  it("hears where text goes before the first request of all goes there, and never again on this device", async () => {
    const host = memoryHost();
    const heard: string[] = [];
    const emit = (event: RunEvent): void => void heard.push(event.type === "text-leaves" ? `leaves for ${event.address}` : event.type);
    const ask: AskModel = () => {
      heard.push("sent");
      return Promise.resolve(reply(10, 10));
    };
    for (const address of ["https://one.example", "https://one.example", "https://two.example", null]) {
      const meter = await meterOver(ask, NO_LIMIT, host, { address, emit });
      await Promise.all([meter.ask(request("a"), signal), meter.ask(request("b"), signal)]);
    }
    expect(heard.filter((each) => each.startsWith("leaves"))).toEqual(["leaves for https://one.example", "leaves for https://two.example"]);
    expect(heard[0]).toBe("leaves for https://one.example");
  });

  it("hears after each reply what all of them have cost so far", async () => {
    const spent: [number, number][] = [];
    const meter = await meterOver(() => Promise.resolve(reply(1_000_000, 0)), NO_LIMIT, memoryHost(), { emit: (event) => event.type === "spent" && spent.push([event.calls, event.costUsd]) });
    await meter.ask(request("a"), signal);
    await meter.ask(request("b"), signal);
    expect(spent).toEqual([[1, 1], [2, 2]]);
  });
});

describe("A meter that is paused", () => {
  it("sends nothing new until it is resumed, and takes in what was under way", async () => {
    const { signal: paused, pause, resume } = createPause();
    const host = memoryHost();
    host.clock.wait = (_milliseconds, stop) => new Promise((resolve) => stop?.onAbort?.(resolve));
    let sent = 0;
    const meter = await meterOver(() => Promise.resolve(reply((sent += 1), 1)), NO_LIMIT, host, { pause: paused });
    await meter.ask(request("a"), signal);
    pause();
    const held = meter.ask(request("b"), signal);
    for (let step = 0; step < 20; step += 1) await Promise.resolve();
    expect(sent).toBe(1);
    resume();
    await held;
    expect(sent).toBe(2);
  });
});

describe("An estimate", () => {
  it("counts on repairs, and on as many articles as earlier runs asked for against what was foreseen", async () => {
    const host = memoryHost();
    const article = (content: string): ModelRequest => ({ ...request(content), task: "article" });
    const foresee = async () => {
      const meter = await meterOver(() => Promise.reject(new Error("sent")), NO_LIMIT, host);
      for (let index = 0; index < 40; index += 1) await meter.estimate(article(`a${index}`), signal);
      return meter.estimated().byTask;
    };
    const before = await foresee();
    expect(before.article?.calls).toBe(40);
    expect(before.repair?.calls).toBeGreaterThan(0);
    const run = await meterOver(() => Promise.resolve(reply(100, 100)), NO_LIMIT, host);
    for (let index = 0; index < 10; index += 1) await run.ask(article(`b${index}`), signal);
    run.learnArticles(40);
    await run.settle();
    const after = await foresee();
    expect(after.article?.calls).toBe(16);
    expect(after.repair?.calls ?? 0).toBeLessThan(before.repair!.calls);
    for (let index = 0; index < 90; index += 1) await run.ask(article(`c${index}`), signal);
    run.learnArticles(100);
    await run.settle();
    expect((await foresee()).article?.calls).toBeGreaterThan(28);
  });

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
