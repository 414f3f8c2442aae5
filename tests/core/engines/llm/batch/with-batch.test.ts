/** Batches over HTTP: what is sent, what is believed of the answers, and what is said where there are none. */
import { createCancel } from "../../../../../src/core/cancel";
import { answer, failure, modelServers, textOf, type ModelRequest as Served } from "../../../../support/model-server";
import { batchFiles, KEY, onlineHost, openRun, requestOf, requestsOf, storedReplies, textsOf } from "./batching";

const numberIn = (request: Served): number => Number(/Question (\d+)/.exec(textOf(request, "user"))?.[1]);
const good = (request: Served) => answer({ n: numberIn(request) });
const right = (count: number): string[] => Array.from({ length: count }, (_, n) => JSON.stringify({ n }));

describe("Requests under way at once", () => {
  const start = modelServers();
  const serve = () => start({ key: KEY, batches: true, reply: good });

  it("go as one batch, each gets its own answer, and nothing is left behind", async () => {
    const server = await serve();
    server.batchWays({ looks: 3, output: (lines) => [...lines].reverse() });
    const host = onlineHost();
    const { askAll, events } = await openRun(host, server.url);
    const results = await askAll(requestsOf(40));
    expect(textsOf(results)).toEqual(right(40));
    expect(results[0]).toMatchObject({ value: { priceShare: 0.5, usage: { input: expect.any(Number) as number } } });
    expect(server.batches.map(({ lines }) => lines.length)).toEqual([40]);
    expect(server.counts()).toMatchObject({ upload: 1, create: 1, look: 4, content: 1 });
    expect(server.violations).toEqual([]);
    expect(batchFiles(host)).toEqual([]);
    expect(storedReplies(host)).toBe(40);
    expect(events).toContainEqual({ type: "batch-sent", requests: 40 });
    expect(events.at(-1)).toEqual({ type: "batch-progress", answered: 40, total: 40 });
  });

  it("that are asked for a little later are part of the same batch, as long as something comes", async () => {
    const server = await serve();
    const { ask, signal } = await openRun(onlineHost(), server.url);
    const asked = [];
    for (const request of requestsOf(30)) {
      asked.push(ask(request, signal));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await Promise.all(asked);
    expect(server.batches.map(({ lines }) => lines.length)).toEqual([30]);
  });

  it("and too few go one by one, at the full price", async () => {
    const server = await serve();
    const { askAll } = await openRun(onlineHost(), server.url);
    const results = await askAll(requestsOf(9));
    expect(textsOf(results)).toEqual(right(9));
    expect(server.batches).toEqual([]);
    expect(results[0]).not.toMatchObject({ value: { priceShare: 0.5 } });
  });
});

describe("The answers of a batch", () => {
  const start = modelServers();
  const serve = (reply: (request: Served) => ReturnType<typeof good> | ReturnType<typeof failure> = good) => start({ key: KEY, batches: true, reply });

  it("may be broken, doubled, of nobody or missing: what can be read counts once, the rest fails for itself", async () => {
    const server = await serve();
    const foreign = '{"custom_id":"../../wiki/index","response":{"status_code":200,"body":{"choices":[]}},"error":null}';
    server.batchWays({ output: ([first = "", second = "", third = "", ...rest]) => [first.slice(0, 30), foreign, "null", "[]", second, second, '{"custom_id":7}', "", ...rest, third.replace("custom_id", "id")] });
    const host = onlineHost();
    const { askAll } = await openRun(host, server.url);
    const texts = textsOf(await askAll(requestsOf(20)));
    expect(texts.slice(3)).toEqual(right(20).slice(3));
    expect(texts[1]).toBe('{"n":1}');
    expect([texts[0], texts[2]]).toEqual(Array(2).fill("! The batch came back without an answer to this request."));
    expect(storedReplies(host)).toBe(18);
    expect([...host.contents.keys()].every((path) => path.startsWith(".compendium/replies/"))).toBe(true);
  });

  it("that are errors fail their request only, and name what is wrong", async () => {
    const server = await serve((request) => (numberIn(request) === 4 ? failure(400, { message: "This request was flagged by our content policy.", code: "content_policy" }) : good(request)));
    const { askAll } = await openRun(onlineHost(), server.url);
    const texts = textsOf(await askAll(requestsOf(12)));
    expect(texts.filter((text) => !text.startsWith("!")).length).toBe(11);
    expect(texts[4]).toMatch(/rules kept gpt-4.1-mini from answering/);
  });

  it("that failed for a passing reason are asked for once more", async () => {
    const server = await serve((request) => (request.attempt === 1 && numberIn(request) < 15 ? failure(500) : good(request)));
    const { askAll } = await openRun(onlineHost(), server.url);
    expect(textsOf(await askAll(requestsOf(20)))).toEqual(right(20));
    expect(server.batches.map(({ lines }) => lines.length)).toEqual([20, 15]);
  });

  it("of an endpoint that knows no schemas teach the form that all are asked in next, in a batch again", async () => {
    const server = await start({ key: KEY, batches: true, reply: good, lacks: ["json_schema"], kindOf: false });
    const { askAll } = await openRun(onlineHost(), server.url);
    expect(textsOf(await askAll(requestsOf(12)))).toEqual(right(12));
    expect(server.batches.length).toBe(2);
    expect(server.paid().length).toBe(12);
  });

  it("without credit end the run for all", async () => {
    const server = await serve(() => failure(429, { message: "You exceeded your current quota", code: "insufficient_quota" }));
    const { askAll, ask, signal } = await openRun(onlineHost(), server.url);
    const results = await askAll(requestsOf(12));
    for (const result of results) expect(result).toMatchObject({ reason: { code: "engine-unavailable", message: expect.stringMatching(/no credit/) as string } });
    await expect(ask(requestOf(99), signal)).rejects.toMatchObject({ code: "engine-unavailable" });
  });
});

describe("A batch that comes to no good end", () => {
  const start = modelServers();
  const serve = () => start({ key: KEY, batches: true, reply: good });

  it.each([["expired", /expired before it was done: 12 of 20 requests were answered, which is kept/], ["cancelled", /was cancelled .*: 12 of 20/]] as const)("%s: what was answered is kept, and only the rest is asked for again", async (ends, says) => {
    const server = await serve();
    server.batchWays({ ends, answered: 0.6 });
    const host = onlineHost();
    const texts = textsOf(await (await openRun(host, server.url)).askAll(requestsOf(20)));
    expect(texts.slice(0, 12)).toEqual(right(12));
    for (const text of texts.slice(12)) expect(text).toMatch(says);
    expect(batchFiles(host)).toEqual([]);
    server.batchWays({});
    expect(textsOf(await (await openRun(host, server.url)).askAll(requestsOf(20)))).toEqual(right(20));
    expect(server.paid().length).toBe(20);
    expect(server.paidTwice()).toEqual([]);
  });

  it("refused by the provider says why, in one sentence and without the key", async () => {
    const server = await serve();
    server.batchWays({ ends: "failed", problem: `Enqueued token limit reached for\n${KEY}.` });
    const host = onlineHost();
    const texts = textsOf(await (await openRun(host, server.url)).askAll(requestsOf(12)));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toMatch(/did not take the batch batch_1 \("Enqueued token limit reached for/);
    expect(texts[0]).not.toContain(KEY);
    expect(texts[0]).not.toContain("\n");
    expect(batchFiles(host)).toEqual([]);
  });

  it("at an endpoint without batches is told in words, and nothing is sent in another way", async () => {
    const server = await start({ key: KEY, reply: good });
    const host = onlineHost();
    const { askAll } = await openRun(host, server.url, { model: { preset: "custom" } });
    for (const result of await askAll(requestsOf(12))) expect(result).toMatchObject({ reason: { code: "bad-settings", message: expect.stringMatching(/takes no batches \(404\).*without --batch/) as string } });
    expect(server.completions()).toEqual([]);
  });

  it("cancelled by the user ends at once, says that it goes on, and leaves it remembered", async () => {
    const server = await serve();
    server.batchWays({ looks: Infinity });
    const host = onlineHost();
    const run = await openRun(host, server.url);
    const asked = run.askAll(requestsOf(12));
    await server.arrived(3);
    const before = Date.now();
    run.cancel();
    for (const result of await asked) expect(result).toMatchObject({ reason: { code: "cancelled", message: expect.stringMatching(/goes on at the provider: compile with --batch again/) as string } });
    expect(Date.now() - before).toBeLessThan(1000);
    expect(batchFiles(host).length).toBe(1);
  });
});

describe("Before anything is sent", () => {
  const start = modelServers();

  it("a signal that is aborted already sends nothing", async () => {
    const server = await start({ key: KEY, batches: true, reply: good });
    const cancel = createCancel();
    const { askAll } = await openRun(onlineHost(), server.url, { signal: cancel });
    cancel.abort();
    for (const result of await askAll(requestsOf(12))) expect(result).toMatchObject({ reason: { code: "cancelled" } });
    expect(server.requests).toEqual([]);
  });
});
