/** Batches across the end of a process, whenever it comes: no request is handed over twice, and what was answered is never lost. */
import type { RunEvent } from "../../../../../src/core/events";
import { loadSpending } from "../../../../../src/core/engines/llm/spending";
import type { ModelReply } from "../../../../../src/core/ports";
import type { MemoryHost } from "../../../../support/memory-host";
import { answer, failure, modelServers, textOf, type BatchWays, type ModelRequest as Served, type ModelServer, type Reply } from "../../../../support/model-server";
import { batchFiles, copyOf, KEY, onlineHost, openRun, requestOf, requestsOf, storedReplies, textsOf } from "./batching";

const good = (request: Served) => answer({ n: Number(/Question (\d+)/.exec(textOf(request, "user"))?.[1]) });
const right = (count: number): string[] => Array.from({ length: count }, (_, n) => JSON.stringify({ n }));
const SILENCE: Reply = { kind: "silence" };
const COUNT = 20;

const start = modelServers();
const serve = (): Promise<ModelServer> => start({ key: KEY, batches: true, reply: good });

/** A run in a process that ends at a moment; returns the disk as it is then. */
async function killed(server: ModelServer, ways: BatchWays, moment: () => Promise<void>, prepare: (host: MemoryHost) => void = () => undefined): Promise<MemoryHost> {
  const host = onlineHost();
  prepare(host);
  server.batchWays(ways);
  const run = await openRun(host, server.url);
  const asked = run.askAll(requestsOf(COUNT));
  await moment();
  const left = copyOf(host);
  run.cancel();
  await asked;
  server.batchWays({});
  return left;
}

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
};
const got = (server: ModelServer, path: RegExp) => (): Promise<void> => until(() => server.requests.some((request) => path.test(`${request.method} ${request.path}`)));

/** Of all replies in the log, by hand: 0.40, 0.10 and 1.60 dollars for a million tokens in, in from the cache and out. */
function halfOfListPrice(host: MemoryHost): number {
  const stored = [...host.contents].filter(([path]) => path.startsWith(".compendium/replies/")).map(([, { text }]) => (JSON.parse(text) as { reply: ModelReply }).reply.usage);
  expect(stored.length).toBe(COUNT);
  return stored.reduce((sum, { input, cachedInput, output }) => sum + ((input - cachedInput) * 0.4 + cachedInput * 0.1 + output * 1.6) / 1e6, 0) / 2;
}

describe("A process that ends", () => {
  it.each<[string, BatchWays, RegExp, number]>([
    ["while the file is handed over", { refuses: { what: "upload", reply: SILENCE } }, /POST \/v1\/files/, 1],
    ["between the file and the batch", { refuses: { what: "create", reply: SILENCE } }, /POST \/v1\/batches/, 2],
    ["before it knows of the batch that was begun", { losesAnswer: { to: "create", reply: SILENCE, times: 1 } }, /POST \/v1\/batches/, 1],
    ["while the batch is under way", { looks: Infinity }, /GET \/v1\/batches\/batch_1/, 1],
    ["while the answers are on their way", { refuses: { what: "content", reply: SILENCE } }, /GET \/v1\/files/, 1],
  ])("%s is followed by one that pays for nothing twice", async (_, ways, moment, uploads) => {
    const server = await serve();
    const host = await killed(server, ways, got(server, moment));
    const { askAll } = await openRun(host, server.url);
    expect(textsOf(await askAll(requestsOf(COUNT)))).toEqual(right(COUNT));
    expect(server.batches.length).toBe(1);
    expect(server.paid().length).toBe(COUNT);
    expect(server.paidTwice()).toEqual([]);
    expect(server.requests.filter(({ method, path }) => method === "POST" && path === "/v1/files" ).length).toBeLessThanOrEqual(uploads + 1);
    expect(batchFiles(host)).toEqual([]);
    expect(server.violations).toEqual([]);
  });

  it("while the answers are put into the log is followed by one that pays for nothing twice, and counts the price once", async () => {
    const server = await serve();
    let left: MemoryHost | null = null;
    let replies = 0;
    const snapshot = (host: MemoryHost): void => {
      host.beforeWrite = (path) => {
        if (path.startsWith(".compendium/replies/") && (replies += 1) === 8) left = copyOf(host);
      };
    };
    await killed(server, {}, () => until(() => left !== null), snapshot);
    const host = left as unknown as MemoryHost;
    expect(storedReplies(host)).toBe(7);
    const { askAll } = await openRun(host, server.url);
    expect(textsOf(await askAll(requestsOf(COUNT)))).toEqual(right(COUNT));
    expect(server.batches.length).toBe(1);
    const { spent } = await loadSpending(host);
    expect(spent).toBeCloseTo(halfOfListPrice(host), 9);
  });

  it.each([1, 2, 3, 6])("and whose batch is one of many is found on whatever page of the provider's list (%s others since)", async (others) => {
    const server = await serve();
    const host = await killed(server, { losesAnswer: { to: "create", reply: SILENCE, times: 1 } }, got(server, /POST \/v1\/batches/));
    for (let other = 1; other <= others; other += 1) await (await openRun(onlineHost(), server.url)).askAll(Array.from({ length: 10 }, (_, n) => requestOf(1000 * other + n)));
    const before = server.batches.length;
    expect(textsOf(await (await openRun(host, server.url)).askAll(requestsOf(COUNT)))).toEqual(right(COUNT));
    expect(server.batches.length).toBe(before);
  });
});

describe("A batch whose beginning got no answer", () => {
  it.each<[string, Reply]>([["a failure", failure(503)], ["a connection that breaks", { kind: "reset" }]])("but %s is looked for, and not begun again", async (_, reply) => {
    const server = await serve();
    server.batchWays({ losesAnswer: { to: "create", reply, times: 1 } });
    const { askAll } = await openRun(onlineHost(), server.url);
    expect(textsOf(await askAll(requestsOf(COUNT)))).toEqual(right(COUNT));
    expect(server.batches.length).toBe(1);
    expect(server.counts()).toMatchObject({ "create unheard": 1, list: 1 });
  });

  it("and was not begun is begun then", async () => {
    const server = await serve();
    server.batchWays({ refuses: { what: "create", reply: failure(503), times: 2 } });
    const { askAll } = await openRun(onlineHost(), server.url);
    expect(textsOf(await askAll(requestsOf(COUNT)))).toEqual(right(COUNT));
    expect(server.batches.length).toBe(1);
  });
});

describe("The run after", () => {
  const left = async (server: ModelServer): Promise<MemoryHost> => killed(server, { looks: Infinity }, got(server, /GET \/v1\/batches\/batch_1/));

  it("takes home what is done though it asks for none of it, and counts its price in the month at half", async () => {
    const server = await serve();
    const host = await left(server);
    const { events } = await openRun(host, server.url);
    expect(events.filter(({ type }) => type === "batch-ended")).toEqual([{ type: "batch-ended", how: "completed", answered: COUNT, total: COUNT }]);
    expect(storedReplies(host)).toBe(COUNT);
    expect((await loadSpending(host)).spent).toBeCloseTo(halfOfListPrice(host), 9);
  });

  it("without batches uses what is done", async () => {
    const server = await serve();
    const host = await left(server);
    // The first look of this run finds it done.
    server.batchWays({ looks: 0 });
    const { askAll } = await openRun(host, server.url, { isBatch: false });
    expect(textsOf(await askAll(requestsOf(COUNT)))).toEqual(right(COUNT));
    expect(server.paid().length).toBe(COUNT);
  });

  it("without batches does not ask what a batch under way will answer, and says how to go on; all else it asks", async () => {
    const server = await serve();
    const host = await left(server);
    server.batchWays({ looks: Infinity });
    const { ask, signal } = await openRun(host, server.url, { isBatch: false });
    await expect(ask(requestOf(77), signal)).resolves.toMatchObject({ text: '{"n":77}' });
    await expect(ask(requestOf(3), signal)).rejects.toMatchObject({ code: "batch-under-way", message: expect.stringMatching(/still working on a batch of 20 requests \(batch_1, 0 answered\).*compile --batch.*cancel it at the provider/) as string });
    expect(server.paid().length).toBe(1);
    expect(batchFiles(host).length).toBe(1);
  });

  it("asks no other provider for it, and finds it when it is back at the first", async () => {
    const server = await serve();
    const other = await serve();
    const host = await left(server);
    await openRun(host, other.url);
    expect(other.requests).toEqual([]);
    await openRun(host, server.url);
    expect(storedReplies(host)).toBe(COUNT);
  });

  it("says so where the provider knows nothing of it, and keeps its note, for the key may be another account's", async () => {
    const server = await serve();
    const host = await left(server);
    server.batchWays({ refuses: { what: "look", reply: failure(404, { message: "No batch found with that id.", code: null }) } });
    const { events } = await openRun(host, server.url);
    expect(events).toEqual<RunEvent[]>([{ type: "batch-ended", how: "unknown", answered: 0, total: COUNT }]);
    expect(batchFiles(host).length).toBe(1);
  });

  it("goes on where the network is gone for a while, and stops waiting at once when it is cancelled", async () => {
    const server = await serve();
    const host = await left(server);
    server.batchWays({ looks: Infinity, refuses: { what: "look", reply: { kind: "reset" }, times: 3 } });
    const looks = server.batches[0]?.looks ?? 0;
    const cancel = (await import("../../../../../src/core/cancel")).createCancel();
    const opening = openRun(host, server.url, { signal: cancel });
    opening.catch(() => undefined);
    await until(() => (server.batches[0]?.looks ?? 0) > looks + 2);
    cancel.abort();
    await expect(opening).rejects.toMatchObject({ code: "cancelled", message: expect.stringMatching(/goes on at the provider/) as string });
    expect(batchFiles(host).length).toBe(1);
  }, 30_000);

  it.each(["", "{", "null", '{"version":1}', '{"version":1,"address":"x","inputFile":"../../x","batch":null,"since":1,"requests":{}}', '{"version":1,"address":"x","inputFile":"f","batch":"a/../b","since":1,"requests":{}}', '{"version":1,"address":"x","inputFile":"f","batch":null,"since":1,"requests":{"../x":{"model":"m","maxTokens":1}}}'])("takes a note that is none for none: %j", async (text) => {
    const server = await serve();
    const host = onlineHost({ ".compendium/batches/file-1.json": text });
    const { askAll } = await openRun(host, server.url);
    expect(textsOf(await askAll(requestsOf(10)))).toEqual(right(10));
    expect(server.counts()["list"]).toBeUndefined();
  });
});
