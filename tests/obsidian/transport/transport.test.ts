/** Which way is taken, and when another is: nothing that may cost money is sent twice, and the page of a desktop never asks its own machine. */
import type { NodeModules } from "../../../src/obsidian/transport/node-modules";
import { createTransport, type Transport, type TransportOptions } from "../../../src/obsidian/transport/transport";
import { explainConnection } from "../../../src/core/engines/llm/client/explain";
import { allowing, appRequest, browserFetch, CORS, deafAddress, nodeModules, post, servers } from "./serving";

const start = servers();
beforeAll(() => {
  Object.assign(globalThis, { window: globalThis });
});
const open: Transport[] = [];
afterEach(() => {
  for (const transport of open.splice(0)) transport.close();
});

interface Used {
  transport: Transport;
  /** Addresses that were asked for over `fetch` and over `requestUrl`, with their method. */
  web: string[];
  app: string[];
  told: number;
}

/** The transport of a device; `changes` put in what the device lacks or does otherwise. */
function device(kind: "desktop" | "phone", changes: Partial<TransportOptions> = {}): Used {
  const used: Used = { transport: null as unknown as Transport, web: [], app: [], told: 0 };
  const { fetch = browserFetch, requestUrl = appRequest, ...others } = changes;
  used.transport = createTransport({
    loadNode: kind === "desktop" ? nodeModules : null,
    fetch: ((address: string, options: RequestInit) => {
      used.web.push(`${options.method ?? "GET"} ${address}`);
      return fetch(address, options);
    }) as typeof window.fetch,
    requestUrl: (request) => {
      used.app.push(`${request.method ?? "GET"} ${request.url}`);
      return requestUrl(request);
    },
    onBuffered: () => (used.told += 1),
    ...others,
  });
  open.push(used.transport);
  return used;
}

/** Node's modules whose every request fails so. */
const failingNode = (code: string): NodeModules => {
  const request = () => {
    const listeners = new Map<string, (error: Error) => void>();
    return {
      on: (event: string, listener: (error: Error) => void) => listeners.set(event, listener),
      end: () => queueMicrotask(() => listeners.get("error")?.(Object.assign(new Error("failed"), { code }))),
      destroy: () => undefined,
    };
  };
  class Agent {
    destroy(): void {}
  }
  const module = { request, Agent };
  return { http: module, https: module } as unknown as NodeModules;
};
const ask = (address: string): Promise<never> => Promise.reject(new TypeError(`Failed to fetch ${address}`));
const texts = (used: Used, url: string, count: number): Promise<string[]> => Promise.all(Array.from({ length: count }, async () => (await used.transport.fetch(`${url}/chat`, post())).text()));
const posts = (lines: readonly string[]): number => lines.filter((line) => line.startsWith("POST")).length;

describe("On the desktop", () => {
  it("goes over Node's requests alone, to any address", async () => {
    const served = await start((_, response) => response.end("fine"));
    const used = device("desktop");
    expect(await texts(used, served.url, 3)).toEqual(["fine", "fine", "fine"]);
    expect([used.web, used.app, used.told]).toEqual([[], [], 0]);
  });

  it("takes nothing of Node before the first request", async () => {
    const load = jest.fn(nodeModules);
    const served = await start((_, response) => response.end("fine"));
    const used = device("desktop", { loadNode: load });
    expect(load).not.toHaveBeenCalled();
    await texts(used, served.url, 2);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it("never asks its own machine over the page, not even where Node's requests fail or are missing", async () => {
    const deaf = await deafAddress();
    const used = device("desktop");
    await expect(used.transport.fetch(deaf, post())).rejects.toMatchObject({ code: "ECONNREFUSED" });
    expect(used.app).toEqual([]);
    const without = device("desktop", {
      loadNode: () => {
        throw new Error("no such module");
      },
    });
    for (const name of [deaf, "http://localhost:9/v1", "http://[::1]:9/v1", "http://127.1.2.3:9/v1", "http://models.localhost:9/v1"]) await expect(without.transport.fetch(name, post())).rejects.toThrow();
    expect([used.web, without.web]).toEqual([[], []]);
    expect(posts(without.app)).toBe(5);
  });

  it("where a certificate is one Node does not know, goes on to the browser, which asks the system; and tells Node's reason where that fails too", async () => {
    const served = await start(allowing((_, response) => response.end("fine")));
    const toServer: typeof window.fetch = (_, options) => browserFetch(served.url, options);
    const used = device("desktop", { loadNode: () => failingNode("SELF_SIGNED_CERT_IN_CHAIN"), fetch: toServer });
    expect(await texts(used, "https://models.example", 2)).toEqual(["fine", "fine"]);
    expect(posts(served.requests)).toBe(2);
    const failing = device("desktop", { loadNode: () => failingNode("DEPTH_ZERO_SELF_SIGNED_CERT"), fetch: ask as typeof window.fetch, requestUrl: () => Promise.reject(new Error("net::ERR_CERT_AUTHORITY_INVALID")) });
    await expect(failing.transport.fetch("https://models.example/v1", post())).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  });

  it.each(["ECONNRESET", "ETIMEDOUT", "ENOTFOUND"])("does not send again what failed with %s", async (code) => {
    const used = device("desktop", { loadNode: () => failingNode(code) });
    await expect(used.transport.fetch("https://models.example/v1", post())).rejects.toMatchObject({ code });
    expect([used.web, used.app]).toEqual([[], []]);
  });
});

describe("On a phone", () => {
  it("goes over the browser where the server allows it", async () => {
    const served = await start(allowing((_, response) => response.end("fine")));
    const used = device("phone");
    expect(await texts(used, served.url, 5)).toEqual(Array(5).fill("fine"));
    expect([posts(served.requests), used.app, used.told]).toEqual([5, [], 0]);
  });

  it("goes over the app's request where the server allows nothing, sends nothing twice, and tells once", async () => {
    const served = await start((request, response) => (request.method === "OPTIONS" ? response.writeHead(405).end() : response.end("fine")));
    const used = device("phone");
    expect(await texts(used, served.url, 5)).toEqual(Array(5).fill("fine"));
    expect(await texts(used, served.url, 5)).toEqual(Array(5).fill("fine"));
    expect([posts(served.requests), posts(used.app), used.told]).toEqual([10, 10, 1]);
    // One question, and none after it was answered.
    expect(used.web).toEqual([`GET ${served.url}/chat`]);
  });

  it("sends nothing twice to a server that allows the question beforehand and keeps every answer", async () => {
    const served = await start((request, response) => {
      if (request.method === "OPTIONS") response.writeHead(204, CORS).end();
      else response.end("fine");
    });
    const used = device("phone");
    expect(await texts(used, served.url, 3)).toEqual(Array(3).fill("fine"));
    expect(posts(served.requests)).toBe(3);
    expect(posts(used.web)).toBe(0);
  });

  it("sends nothing twice where the answer is kept only from what was written, or the connection breaks", async () => {
    for (const how of ["kept", "broken"]) {
      const served = await start((request, response) => {
        if (request.method !== "POST") response.writeHead(200, CORS).end();
        else if (how === "broken") request.socket.destroy();
        else response.end("kept");
      });
      const used = device("phone");
      await expect(used.transport.fetch(`${served.url}/chat`, post())).rejects.toMatchObject({ name: "TransportError", code: "" });
      expect([posts(served.requests), used.app]).toEqual([1, []]);
    }
  });

  it("asks again over the app what is only read", async () => {
    const served = await start((_, response) => response.end("models"));
    const used = device("phone");
    const response = await used.transport.fetch(`${served.url}/models`, { method: "GET", headers: {} });
    expect(await response.text()).toBe("models");
    expect(used.app).toEqual([`GET ${served.url}/models`]);
  });

  it("keeps what it learnt to the server it learnt it from", async () => {
    const closed = await start((request, response) => (request.method === "OPTIONS" ? response.writeHead(405).end() : response.end("closed")));
    const free = await start(allowing((_, response) => response.end("free")));
    const used = device("phone");
    expect(await texts(used, closed.url, 1)).toEqual(["closed"]);
    expect(await texts(used, free.url, 2)).toEqual(["free", "free"]);
    expect(used.app).toHaveLength(1);
  });

  it("asks the browser again once a server that was down is back", async () => {
    let isDown = true;
    const served = await start(allowing((request, response) => (isDown ? request.socket.destroy() : response.end("back"))));
    const used = device("phone", { requestUrl: () => Promise.reject(new Error("net::ERR_CONNECTION_REFUSED")) });
    await expect(used.transport.fetch(served.url, post())).rejects.toMatchObject({ code: "ECONNREFUSED" });
    isDown = false;
    expect(await texts(used, served.url, 1)).toEqual(["back"]);
    expect(used.told).toBe(0);
  });

  it.each([
    ["net::ERR_CONNECTION_REFUSED", "ECONNREFUSED"],
    ["net::ERR_NAME_NOT_RESOLVED", "ENOTFOUND"],
    ["net::ERR_INTERNET_DISCONNECTED", "ENETUNREACH"],
    ["Failed to connect to /192.168.1.5:11434", "ECONNREFUSED"],
    ['Unable to resolve host "models.example": No address associated with hostname', "ENOTFOUND"],
    ["Could not connect to the server.", "ECONNREFUSED"],
    ["A server with the specified hostname could not be found.", "ENOTFOUND"],
    ["The Internet connection appears to be offline.", "ENETUNREACH"],
    ["The request timed out.", "ETIMEDOUT"],
    ["net::ERR_CERT_AUTHORITY_INVALID", "CERT"],
  ])("where all ways fail, says why in Node's words: %s", async (words, code) => {
    const used = device("phone", { fetch: ask as typeof window.fetch, requestUrl: () => Promise.reject(new Error(words)) });
    await expect(used.transport.fetch("https://models.example/v1", post())).rejects.toMatchObject({ code });
  });

  it("where nothing but the browser's rule stands in the way, says CORS", async () => {
    const served = await start((request, response) => (request.method === "OPTIONS" ? response.writeHead(405).end() : response.end("fine")));
    const used = device("phone", { requestUrl: () => Promise.reject(new Error("not allowed on this device")) });
    const failure: unknown = await used.transport.fetch(served.url, post()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "CORS" });
    expect(explainConnection(failure, { baseUrl: served.url, model: "m", key: null }, false)).toMatchObject({ code: "cors" });
    expect(posts(served.requests)).toBe(0);
  });
});

describe("On every device", () => {
  it.each(["file:///etc/passwd", "ftp://models.example/", "data:text/plain,hello", "//models.example/v1", "models.example/v1", "", "http://name:word@models.example/v1", "app://obsidian.md/", "javascript:alert(1)"])("asks for nothing at %j", async (address) => {
    for (const kind of ["desktop", "phone"] as const) {
      const used = device(kind, { loadNode: () => failingNode("EUSED") });
      await expect(used.transport.fetch(address, post())).rejects.toMatchObject({ code: "ERR_INVALID_URL" });
      expect([used.web, used.app]).toEqual([[], []]);
    }
  });

  it.each(["sk-one\nsk-two", "sk-one\r\nx-other: 1", "sk-\u0000", "sk-„quoted“", "sk-🔑"])("sends no key that is none, %j, and tells so without it", async (key) => {
    const served = await start((_, response) => response.end());
    for (const kind of ["desktop", "phone"] as const) {
      const used = device(kind);
      const failure = await used.transport.fetch(served.url, { ...post(), headers: { authorization: `Bearer ${key}` } }).catch((error: unknown) => error as Error);
      expect(failure).toMatchObject({ code: "ERR_INVALID_CHAR" });
      const told = explainConnection(failure, { baseUrl: served.url, model: "m", key }, false);
      expect(told).toMatchObject({ code: "wrong-key" });
      for (const words of [JSON.stringify(failure), (failure as Error).message, (failure as Error).stack ?? "", told.message, JSON.stringify(told.facts)]) expect(words).not.toContain("sk-");
    }
    expect(served.requests).toEqual([]);
  });

  it("no failure shows the key or the body", async () => {
    const used = device("phone", { fetch: ask as typeof window.fetch, requestUrl: (request) => Promise.reject(new Error(JSON.stringify(request))) });
    const failure = (await used.transport.fetch("https://models.example/v1", post("my text")).catch((error: unknown) => error)) as Error;
    expect(`${failure.message} ${failure.stack ?? ""} ${JSON.stringify(failure)} ${String(failure.cause)}`).not.toMatch(/sk-secret|my text/);
  });
});
