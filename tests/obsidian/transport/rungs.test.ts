/** What each way to the network must do, shown on each against a server of Node's. */
import { createHash } from "node:crypto";
import { bufferedRung } from "../../../src/obsidian/transport/buffered-rung";
import { nodeRung } from "../../../src/obsidian/transport/node-rung";
import { checkRequest } from "../../../src/obsidian/transport/request";
import type { TransportResponse } from "../../../src/obsidian/transport/response";
import { webRung } from "../../../src/obsidian/transport/web-rung";
import { allowing, appRequest, browserFetch, deafAddress, nodeModules, post, servers } from "./serving";

const WAYS = { node: () => nodeRung(nodeModules), web: () => webRung(browserFetch), app: () => bufferedRung(appRequest) };
type Way = keyof typeof WAYS;
const ALL: Way[] = ["node", "web", "app"];
const STREAMING: Way[] = ["node", "web"];
/** Long enough for a busy machine, short against what is waited for otherwise. */
const AT_ONCE = 1500;

const start = servers();
beforeAll(() => {
  Object.assign(globalThis, { window: globalThis });
});
const open: { close(): void }[] = [];
afterEach(() => {
  for (const rung of open.splice(0)) rung.close();
});

const sendOver = (way: Way, url: string, options: Parameters<typeof checkRequest>[1] = post()): Promise<TransportResponse> => {
  const rung = WAYS[way]();
  open.push(rung);
  return rung.send(checkRequest(url, options));
};
const bytesOf = async (response: TransportResponse): Promise<Buffer> => {
  const reader = response.body.getReader();
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces);
    if (value !== undefined) pieces.push(value);
  }
};
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
const took = async (promise: Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await promise.catch(() => undefined);
  return performance.now() - started;
};

it.each(STREAMING)("%s: a piece arrives before the next is sent", async (way) => {
  let goOn = (): void => undefined;
  const served = await start(
    allowing((_, response) => {
      response.write("first ");
      goOn = () => response.end("second");
    }),
  );
  const response = await sendOver(way, served.url);
  const reader = response.body.getReader();
  expect(textOf((await reader.read()).value)).toBe("first ");
  goOn();
  expect(textOf((await reader.read()).value)).toBe("second");
  expect((await reader.read()).done).toBe(true);
  expect((await reader.read()).done).toBe(true);
});

it.each(ALL)("%s: sends method, headers and body as given, and gives status, headers and body", async (way) => {
  const served = await start(allowing((_, response, body) => response.writeHead(201, { "x-request-id": "r1", "content-type": "text/plain" }).end(`got ${body}`)));
  const response = await sendOver(way, `${served.url}/v1/chat?x=1`, post('{"words":"Malmö 🏗"}'));
  expect(response.status).toBe(201);
  expect(response.headers.get("X-Request-Id")).toBe("r1");
  expect(response.headers.list()).toContainEqual(["content-type", "text/plain"]);
  expect(await response.text()).toBe('got {"words":"Malmö 🏗"}');
  expect(served.requests.at(-1)).toBe("POST /v1/chat?x=1");
  expect(served.headers.at(-1)).toMatchObject({ authorization: "Bearer sk-secret-words", "content-type": "application/json" });
});

it("node: sends no header that was not given, but what HTTP needs", async () => {
  const served = await start((_, response) => response.end());
  await bytesOf(await sendOver("node", served.url));
  expect(Object.keys(served.headers[0] ?? {}).sort()).toEqual(["accept-encoding", "authorization", "connection", "content-length", "content-type", "host"]);
  expect(served.headers[0]?.["accept-encoding"]).toBe("identity");
});

it.each(ALL)("%s: a refusal has its status and its body", async (way) => {
  const served = await start(allowing((request, response) => (request.method === "GET" ? response.writeHead(405).end() : response.writeHead(429, { "retry-after": "7" }).end('{"error":"slow down"}'))));
  const response = await sendOver(way, served.url);
  expect([response.status, response.headers.get("retry-after"), await response.text()]).toEqual([429, "7", '{"error":"slow down"}']);
});

it.each(ALL)("%s: characters that are parted between two pieces are whole in the text", async (way) => {
  const bytes = Buffer.from("Malmö 🏗 港");
  const served = await start(
    allowing((_, response) => {
      let at = 0;
      const next = (): void => {
        if (at === bytes.length) response.end();
        else response.write(bytes.subarray(at, (at += 1)), () => setImmediate(next));
      };
      next();
    }),
  );
  expect(await (await sendOver(way, served.url)).text()).toBe("Malmö 🏗 港");
});

it.each(ALL)("%s: a big body is whole", async (way) => {
  const body = Buffer.alloc(8 * 1024 * 1024, "Malmö and its cranes. ");
  const served = await start(allowing((_, response) => response.end(body)));
  const got = await bytesOf(await sendOver(way, served.url));
  expect(createHash("sha1").update(got).digest("hex")).toBe(createHash("sha1").update(body).digest("hex"));
});

it.each(ALL)("%s: an empty body ends at once", async (way) => {
  const served = await start(allowing((_, response) => response.writeHead(204).end()));
  const response = await sendOver(way, served.url);
  expect(await bytesOf(response)).toHaveLength(0);
});

it.each(STREAMING)("%s: a server is read no faster than its answer", async (way) => {
  const PIECE = Buffer.alloc(256 * 1024);
  const ALL_BYTES = 96 * 1024 * 1024;
  let written = 0;
  const served = await start(
    allowing((request, response) => {
      if (request.method === "GET") {
        response.end();
        return;
      }
      const more = (): void => {
        while (written < ALL_BYTES) {
          written += PIECE.length;
          if (!response.write(PIECE)) return;
        }
        response.end();
      };
      response.on("drain", more);
      more();
    }),
  );
  const response = await sendOver(way, served.url);
  const reader = response.body.getReader();
  await reader.read();
  // The systems between hold some megabytes by themselves.
  let before = -1;
  while (before !== written) {
    before = written;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  expect(written).toBeLessThan(ALL_BYTES / 2);
  let total = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) total += read.value?.byteLength ?? 0;
  expect(total).toBeGreaterThan(ALL_BYTES - 1024 * 1024);
});

it.each(ALL)("%s: an abort before the answer rejects at once", async (way) => {
  const served = await start(allowing((request, response) => request.method === "GET" && response.end()));
  const controller = new AbortController();
  const sent = sendOver(way, served.url, post("{}", { signal: controller.signal }));
  while (!served.requests.some((line) => line.startsWith("POST"))) await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort();
  expect(await took(sent)).toBeLessThan(AT_ONCE);
  await expect(sent).rejects.toMatchObject({ name: "AbortError" });
});

it.each(STREAMING)("%s: an abort in the middle rejects the read at once, and the server sees the client go", async (way) => {
  let answer: { destroyed: boolean } | null = null;
  const served = await start(
    allowing((request, response) => {
      if (request.method === "GET") {
        response.end();
        return;
      }
      response.write("first");
      answer = response;
    }),
  );
  const controller = new AbortController();
  const reader = (await sendOver(way, served.url, post("{}", { signal: controller.signal }))).body.getReader();
  await reader.read();
  const next = reader.read();
  controller.abort();
  expect(await took(next)).toBeLessThan(AT_ONCE);
  await expect(next).rejects.toMatchObject({ name: "AbortError" });
  await expect(reader.read()).rejects.toMatchObject({ name: "AbortError" });
  while ((answer as { destroyed: boolean } | null)?.destroyed === false) await new Promise((resolve) => setTimeout(resolve, 5));
});

it.each(STREAMING)("%s: a reader that wants no more ends the request", async (way) => {
  let hasGone = false;
  const served = await start(
    allowing((request, response) => {
      if (request.method === "GET") {
        response.end();
        return;
      }
      response.write("first");
      response.on("close", () => (hasGone = true));
    }),
  );
  const reader = (await sendOver(way, served.url)).body.getReader();
  await reader.read();
  await reader.cancel();
  while (!hasGone) await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await reader.read()).done).toBe(true);
});

it.each(ALL)("%s: what was aborted before it began is not sent", async (way) => {
  const served = await start(allowing((_, response) => response.end()));
  const controller = new AbortController();
  controller.abort();
  await expect(sendOver(way, served.url, post("{}", { signal: controller.signal }))).rejects.toMatchObject({ name: "AbortError" });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(served.requests.filter((line) => line.startsWith("POST"))).toEqual([]);
});

it.each([
  ["a reset", { "content-type": "text/event-stream" }, "reset"],
  ["a connection that closes before the length that was told", { "content-length": "100" }, "close"],
  ["a connection that closes without the last chunk", {}, "close"],
] as const)("%s in the middle is an error, not an end, on every way", async (_, headers, how) => {
  const served = await start(
    allowing((request, response) => {
      if (request.method === "GET") {
        response.end();
        return;
      }
      response.writeHead(200, headers);
      response.write("data: first\n\n", () => setTimeout(() => (how === "reset" ? request.socket.resetAndDestroy() : request.socket.destroy()), 30));
    }),
  );
  for (const way of STREAMING) {
    const reader = (await sendOver(way, served.url)).body.getReader();
    expect(textOf((await reader.read()).value)).toBe("data: first\n\n");
    await expect(reader.read()).rejects.toMatchObject({ code: "ECONNRESET" });
    await expect(reader.read()).rejects.toThrow();
  }
  await expect(sendOver("app", served.url)).rejects.toMatchObject({ code: "ECONNRESET" });
});

it.each(["node", "app"] as Way[])("%s: where nobody listens, that is told", async (way) => {
  await expect(sendOver(way, await deafAddress())).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

it("node: a name that does not exist is told", async () => {
  await expect(sendOver("node", "http://no-such-host.invalid/")).rejects.toMatchObject({ code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) as string });
});

it.each(ALL)("%s: a connection that is closed before the answer is an error", async (way) => {
  const served = await start(allowing((request, response) => (request.method === "GET" ? response.end() : request.socket.resetAndDestroy())));
  const failure: unknown = await sendOver(way, served.url).catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: "TransportError", mayRepeat: false, code: way === "web" ? "" : "ECONNRESET" });
});

it.each(STREAMING)("%s: no request follows to another address, and no key", async (way) => {
  const other = await start(allowing((_, response) => response.end("caught")));
  for (const status of [301, 302, 303, 307, 308]) {
    const served = await start(allowing((_, response) => response.writeHead(status, { location: `${other.url}/steal` }).end()));
    await expect(sendOver(way, served.url)).rejects.toMatchObject({ code: "ERR_REDIRECT", mayRepeat: false });
  }
  expect(other.requests).toEqual([]);
});

it("node: connections are used again, and closed with the way", async () => {
  const served = await start((_, response) => response.end("fine"));
  const rung = nodeRung(nodeModules);
  for (let count = 0; count < 5; count += 1) await bytesOf(await rung.send(checkRequest(served.url, post())));
  expect(served.sockets.size).toBe(1);
  rung.close();
  while (served.sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});

it("web: a hundred requests at once ask only once beforehand", async () => {
  const served = await start(allowing((_, response) => response.end("fine")));
  const rung = webRung(browserFetch);
  await Promise.all(Array.from({ length: 100 }, async () => bytesOf(await rung.send(checkRequest(served.url, post())))));
  expect(served.requests.filter((line) => line.startsWith("GET"))).toHaveLength(1);
  expect(served.requests.filter((line) => line.startsWith("POST"))).toHaveLength(100);
});

it("web: one of two that is aborted while it is asked beforehand leaves the other its answer", async () => {
  let allow = (): void => undefined;
  const asked = new Promise<void>((resolve) => (allow = resolve));
  const served = await start(allowing((request, response) => (request.method === "GET" ? asked.then(() => response.end()) : response.end("fine"))));
  const rung = webRung(browserFetch);
  const controller = new AbortController();
  const first = rung.send(checkRequest(served.url, post("{}", { signal: controller.signal })));
  const second = rung.send(checkRequest(served.url, post()));
  controller.abort();
  await expect(first).rejects.toMatchObject({ name: "AbortError" });
  allow();
  expect(await (await second).text()).toBe("fine");
});

it("web: the question beforehand ends with the last who waits for it", async () => {
  let hasGone = false;
  const served = await start(allowing((_, response) => response.on("close", () => (hasGone = true))));
  const controller = new AbortController();
  const sent = sendOver("web", served.url, post("{}", { signal: controller.signal }));
  while (!served.requests.includes("GET /")) await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort();
  await expect(sent).rejects.toMatchObject({ name: "AbortError" });
  while (!hasGone) await new Promise((resolve) => setTimeout(resolve, 5));
});

it("web: a server that leaves the question beforehand open is one that allows nothing", async () => {
  const served = await start(allowing((request, response) => request.method === "POST" && response.end("fine")));
  await expect(webRung(browserFetch, 200).send(checkRequest(served.url, post()))).rejects.toMatchObject({ name: "TransportError", mayRepeat: true });
  expect(served.requests.filter((line) => line.startsWith("POST"))).toEqual([]);
});
