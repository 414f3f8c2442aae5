/** The worker's requests through the page: both sides joined by messages that are cloned as between threads, over the real transport to a server. */
import { createPageNetwork } from "../../src/obsidian/core-calls/page-network";
import { FETCH_WINDOW, type FetchNews, type ToPage } from "../../src/obsidian/core-calls/protocol";
import { createWorkerNetwork } from "../../src/obsidian/core-calls/worker-network";
import { createByteQueue, type ByteQueue } from "../../src/obsidian/transport/byte-queue";
import { toResponse, type TransportFetch } from "../../src/obsidian/transport/response";
import { createTransport } from "../../src/obsidian/transport/transport";
import { appRequest, browserFetch, deafAddress, nodeModules, post, servers } from "./transport/serving";

const start = servers();
const transports: { close(): void }[] = [];
beforeAll(() => {
  Object.assign(globalThis, { window: globalThis });
});
afterEach(() => {
  for (const transport of transports.splice(0)) transport.close();
});

const overNode = (): TransportFetch => {
  const transport = createTransport({ loadNode: nodeModules, fetch: browserFetch, requestUrl: appRequest, onBuffered: () => undefined });
  transports.push(transport);
  return transport.fetch;
};

/** Both sides; what goes from one to the other is kept. */
function joined(fetch: TransportFetch) {
  const toWorker: FetchNews[][] = [];
  const toPage: ToPage[] = [];
  const page = createPageNetwork(fetch, (news, transfer) => {
    const cloned = structuredClone(news, { transfer }) as FetchNews[];
    toWorker.push(cloned);
    setImmediate(() => cloned.forEach(worker.hear));
  });
  const worker = createWorkerNetwork((message) => {
    const cloned = structuredClone(message);
    toPage.push(cloned);
    setImmediate(() => {
      if (cloned.type === "fetch" || cloned.type === "fetch-abort" || cloned.type === "fetch-taken") page.hear(cloned);
    });
  });
  return { page, worker, toWorker, toPage, fetch: worker.fetchFor(1) };
}

/** A transport whose answers the test gives itself. */
function scripted() {
  const queues: ByteQueue[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  const fetch: TransportFetch = (_, { signal }) => {
    const queue = createByteQueue();
    queues.push(queue);
    signals.push(signal as AbortSignal | undefined);
    return Promise.resolve(toResponse(200, [], queue.body));
  };
  return { fetch, queues, signals };
}

const settled = (milliseconds = 60): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

it("hands on head, pieces and end as they come", async () => {
  let goOn = (): void => undefined;
  const served = await start((_, response, body) => {
    response.writeHead(207, { "x-request-id": "r1" });
    response.write(`first ${body} `);
    goOn = () => response.end("second");
  });
  const { fetch } = joined(overNode());
  const response = await fetch(`${served.url}/v1`, post("Malmö"));
  expect([response.status, response.headers.get("X-Request-ID")]).toEqual([207, "r1"]);
  const reader = response.body!.getReader();
  expect(textOf((await reader.read()).value)).toBe("first Malmö ");
  goOn();
  expect(textOf((await reader.read()).value)).toBe("second");
  expect((await reader.read()).done).toBe(true);
});

it("gives a whole body as text", async () => {
  const served = await start((_, response) => response.writeHead(429).end("slow down, Malmö"));
  const response = await joined(overNode()).fetch(served.url, post());
  expect([response.status, await response.text()]).toEqual([429, "slow down, Malmö"]);
});

it("a failure keeps its code, before the answer and in its middle", async () => {
  const { fetch } = joined(overNode());
  await expect(fetch(await deafAddress(), post())).rejects.toMatchObject({ code: "ECONNREFUSED" });
  const served = await start((request, response) => response.write("half", () => setTimeout(() => request.socket.resetAndDestroy(), 30)));
  const reader = (await fetch(served.url, post())).body!.getReader();
  expect(textOf((await reader.read()).value)).toBe("half");
  await expect(reader.read()).rejects.toMatchObject({ code: "ECONNRESET" });
});

it("a fault of ours that carries what was sent is told without its words", async () => {
  const { fetch, toWorker } = joined(() => Promise.reject(new Error("Bearer sk-secret-words")));
  await expect(fetch("https://models.example", post())).rejects.toThrow("The request failed.");
  expect(JSON.stringify(toWorker)).not.toContain("sk-secret");
});

it("pieces that come close together travel in few messages, those of all requests together, and none is lost", async () => {
  const { fetch: source, queues } = scripted();
  const { fetch, toWorker } = joined(source);
  const responses = await Promise.all(Array.from({ length: 8 }, () => fetch("https://models.example", post())));
  const texts = Promise.all(responses.map((response) => response.text()));
  const before = toWorker.length;
  const PIECES = 200;
  const words = (request: number, piece: number): string => `${request}.${piece} `;
  for (let piece = 0; piece < PIECES; piece += 1) {
    for (const [request, queue] of queues.entries()) queue.push(Buffer.from(words(request, piece)));
    if (piece % 10 === 9) await new Promise((resolve) => setImmediate(resolve));
  }
  for (const queue of queues) queue.end();
  expect(await texts).toEqual(queues.map((_, request) => Array.from({ length: PIECES }, (__, piece) => words(request, piece)).join("")));
  // One for each piece would be 1600; the eight ends cost one each.
  expect(toWorker.length - before).toBeLessThan(100);
});

it("the first piece after a pause waits for nothing", async () => {
  const { fetch: source, queues } = scripted();
  const { fetch, toWorker } = joined(source);
  await fetch("https://models.example", post());
  await settled();
  const before = toWorker.length;
  queues[0]!.push(Buffer.from("now"));
  await new Promise((resolve) => setImmediate(resolve));
  expect(toWorker.length).toBe(before + 1);
});

it("a server that is faster than the reader fills no memory, and goes on when it is read", async () => {
  const { fetch: source, queues } = scripted();
  const { fetch, toWorker } = joined(source);
  const PIECE = 64 * 1024;
  const PIECES = 64;
  const response = await fetch("https://models.example", post());
  for (let piece = 0; piece < PIECES; piece += 1) queues[0]!.push(new Uint8Array(PIECE).fill(piece));
  queues[0]!.end();
  await settled();
  const sent = (): number => toWorker.flat().reduce((sum, news) => sum + (news.what === "bytes" ? news.bytes.byteLength : 0), 0);
  expect(sent()).toBe(FETCH_WINDOW);
  const reader = response.body!.getReader();
  const seen: number[] = [];
  let total = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    total += read.value?.byteLength ?? 0;
    if (read.value !== undefined && seen.at(-1) !== read.value[0]) seen.push(read.value[0] ?? -1);
  }
  expect(total).toBe(PIECE * PIECES);
  expect(seen).toEqual([...seen].sort((left, right) => left - right));
});

it("a piece larger than what may wait is not stuck", async () => {
  const { fetch: source, queues } = scripted();
  const { fetch } = joined(source);
  const response = await fetch("https://models.example", post());
  for (let piece = 0; piece < 3; piece += 1) queues[0]!.push(new Uint8Array(3 * FETCH_WINDOW));
  queues[0]!.end();
  expect((await response.text()).length).toBe(9 * FETCH_WINDOW);
});

it.each(["before the answer", "in the middle"])("an abort %s rejects at once, and ends the request at the server", async (when) => {
  let hasGone = false;
  const served = await start((_, response) => {
    response.on("close", () => (hasGone = true));
    if (when === "in the middle") response.write("first");
  });
  const { fetch } = joined(overNode());
  const controller = new AbortController();
  const asked = fetch(served.url, post("{}", { signal: controller.signal }));
  if (when === "before the answer") while (served.requests.length === 0) await settled(5);
  const reading = when === "before the answer" ? asked : asked.then(async (response) => {
    const reader = response.body!.getReader();
    await reader.read();
    const next = reader.read();
    controller.abort();
    return next;
  });
  if (when === "before the answer") controller.abort();
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  while (!hasGone) await settled(5);
});

it("what was aborted before it began is not even told to the page", async () => {
  const { fetch, toPage } = joined(scripted().fetch);
  const controller = new AbortController();
  controller.abort();
  await expect(fetch("https://models.example", post("{}", { signal: controller.signal }))).rejects.toMatchObject({ name: "AbortError" });
  expect(toPage.filter(({ type }) => type === "fetch")).toEqual([]);
});

it("a reader that wants no more ends the request; after the end nothing is left to end", async () => {
  const { fetch: source, queues, signals } = scripted();
  const { fetch, toPage } = joined(source);
  const [first, second] = await Promise.all([fetch("https://models.example", post()), fetch("https://models.example", post())]);
  await first.body!.getReader().cancel();
  queues[1]!.end();
  await second.text();
  await second.body!.getReader().cancel();
  await settled();
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
  expect(toPage.filter(({ type }) => type === "fetch-abort")).toHaveLength(1);
});

it("when a call ends, what it left under way is aborted, and nothing else", async () => {
  const { fetch: source, queues, signals } = scripted();
  const { worker, page, toWorker } = joined(source);
  await Promise.all([worker.fetchFor(1)("https://models.example", post()), worker.fetchFor(2)("https://models.example", post())]);
  queues[0]!.push(Buffer.from("waits"));
  page.endCall(1);
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
  const before = toWorker.length;
  queues[0]!.push(Buffer.from("late"));
  queues[0]!.end();
  await settled();
  expect(toWorker.slice(before)).toEqual([]);
  page.endAll();
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
});

it("a request that waits for its reader is ended with its call", async () => {
  const { fetch: source, queues, signals } = scripted();
  const { page, fetch } = joined(source);
  await fetch("https://models.example", post());
  queues[0]!.push(new Uint8Array(FETCH_WINDOW));
  queues[0]!.push(new Uint8Array(10));
  await settled();
  page.endCall(1);
  expect(signals[0]?.aborted).toBe(true);
});
