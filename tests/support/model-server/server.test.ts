import { ask, contentOf, eventsOf, finishOf, KEY, listenTo, question } from "./calls";
import { answer, failure } from "./reply";
import { modelServers } from "./serving";

const start = modelServers();

describe("a question is answered", () => {
  it("in one body, with usage computed from sizes", async () => {
    const { url } = await start({ reply: answer("Four.") });
    const body = await (await ask(url)).json();
    expect(body).toMatchObject({
      object: "chat.completion",
      model: "test-fast",
      choices: [{ index: 0, message: { role: "assistant", content: "Four.", refusal: null }, finish_reason: "stop" }],
      usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 },
    });
  });

  it("as a stream that ends with [DONE], without usage where nobody asked for it", async () => {
    const { url } = await start({ reply: answer("A longer answer, in several deltas.") });
    const { headers, text, broke } = await listenTo(url, question("Hello", { stream: true }));
    const events = eventsOf(text);
    expect(headers["content-type"]).toContain("text/event-stream");
    expect(events.at(-1)).toBe("[DONE]");
    expect(events[0]).toMatchObject({ object: "chat.completion.chunk", choices: [{ delta: { role: "assistant", content: "" }, finish_reason: null }] });
    expect(contentOf(events)).toBe("A longer answer, in several deltas.");
    expect(finishOf(events)).toBe("stop");
    expect(text).not.toContain("usage");
    expect(broke).toBeNull();
  });

  it("as a stream whose last event before [DONE] has the usage that was asked for, and no choice", async () => {
    const { url } = await start({ reply: answer("Four.") });
    const events = eventsOf((await listenTo(url, question("Hello", { stream: true, stream_options: { include_usage: true } }))).text);
    expect(events.at(-2)).toMatchObject({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 2 } });
    expect(events[1]).toMatchObject({ usage: null });
  });

  it("with a value as JSON", async () => {
    const { url } = await start({ reply: answer({ statements: [{ text: "Yes.", passages: [1] }] }) });
    const body = await (await ask(url)).json();
    expect(body.choices[0].message.content).toBe('{"statements":[{"text":"Yes.","passages":[1]}]}');
  });

  it("up to the maximum of tokens that was asked for, and the end says so", async () => {
    const { url } = await start({ reply: answer("0123456789".repeat(10)) });
    const body = await (await ask(url, question("Count", { max_completion_tokens: 5 }))).json();
    expect(body.choices[0]).toMatchObject({ message: { content: "0123456789".repeat(2) }, finish_reason: "length" });
  });

  it("with the tokens of an earlier prompt reported as cached, where the server caches", async () => {
    const { url } = await start({ reply: answer("Yes."), caches: true });
    const long = "All of this is the same each time. ".repeat(200);
    const cachedFor = async (text: string): Promise<unknown> => (await (await ask(url, question(text))).json()).usage.prompt_tokens_details.cached_tokens;
    expect(await cachedFor(`${long}One?`)).toBe(0);
    expect(await cachedFor(`${long}Two?`)).toBe(1664);
    expect(await cachedFor("Something short?")).toBe(0);
  });
});

describe("the models are listed", () => {
  it("those there are", async () => {
    const { url } = await start({ reply: answer("Yes."), models: ["small", "large"] });
    const body = await (await fetch(`${url}/models`)).json();
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual(["small", "large"]);
  });

  it("and any other is not found", async () => {
    const { url } = await start({ reply: answer("Yes."), models: ["small"] });
    const response = await ask(url);
    expect(response.status).toBe(404);
    expect((await response.json()).error.code).toBe("model_not_found");
  });
});

describe("the key", () => {
  it("is checked for everything there is", async () => {
    const { url, requests } = await start({ reply: answer("Yes."), key: KEY });
    expect((await ask(url)).status).toBe(200);
    expect((await ask(url, question(), { key: "sk-other" })).status).toBe(401);
    expect((await fetch(`${url}/models`)).status).toBe(401);
    expect(requests.map(({ key, got }) => [key, got])).toEqual([
      ["right", "answer"],
      ["wrong", "unauthorised"],
      ["none", "unauthorised"],
    ]);
  });

  it("is in nothing that the server keeps, wherever it was sent", async () => {
    const server = await start({ reply: answer("Yes."), key: KEY });
    await ask(server.url, question(`My key is ${KEY}.`), { headers: { "x-api-key": KEY, "x-note": `key ${KEY}` } });
    await ask(server.url, question(), { key: "sk-another-one" });
    const kept = JSON.stringify([server.requests, server.violations]);
    expect(kept).not.toContain(KEY);
    expect(kept).not.toContain("sk-another-one");
    expect(server.violations).toContain("request 1: the key is in the body");
  });

  it("is repeated in an error only where the server is told to", async () => {
    const quiet = await start({ reply: answer("Yes."), key: KEY });
    const loud = await start({ reply: answer("Yes."), key: KEY, echoesKey: true });
    expect(await (await ask(quiet.url, question(), { key: "sk-typo" })).text()).not.toContain("sk-typo");
    expect(await (await ask(loud.url, question(), { key: "sk-typo" })).text()).toContain("sk-typo");
  });
});

describe("what comes is kept", () => {
  it("with its path, headers, body, reply and times", async () => {
    const { url, requests, settled } = await start({ reply: (_, n) => (n === 1 ? failure(500) : answer("Yes.")) });
    await (await ask(url)).text();
    await (await ask(url)).text();
    await settled();
    expect(requests).toHaveLength(2);
    expect(requests[0]).toMatchObject({ number: 1, path: "/v1/chat/completions", body: question(), attempt: 1, got: "error 500", status: 500, outcome: "sent", wasted: false });
    expect(requests[1]).toMatchObject({ number: 2, attempt: 2, got: "answer", status: 200 });
    expect(requests[0]?.headers["content-type"]).toBe("application/json");
    expect(requests[1]!.ended!).toBeGreaterThanOrEqual(requests[1]!.time);
  });

  it("and counted: by reply, what was paid, what was paid twice, the most at once", async () => {
    const server = await start({ reply: (request) => (request.text.includes("bad") ? failure(500) : answer("Yes.", { after: 200 })) });
    await Promise.all(["a", "b", "a", "bad"].map(async (text) => (await ask(server.url, question(text))).text()));
    await server.settled();
    expect(server.counts()).toEqual({ answer: 3, "error 500": 1 });
    expect(server.paid()).toHaveLength(3);
    expect(server.paidTwice().map(({ body }) => body.messages[1]?.content)).toEqual(["a"]);
    expect(server.mostAtOnce()).toBeGreaterThanOrEqual(2);
    expect(server.completions(({ text }) => text.includes("bad"))).toHaveLength(1);
  });

  it("a client that goes away is noticed", async () => {
    const { url, requests, arrived, settled } = await start({ reply: { kind: "silence" } });
    const controller = new AbortController();
    const asked = ask(url, question(), { signal: controller.signal });
    void arrived(1).then(() => controller.abort());
    await expect(asked).rejects.toThrow("abort");
    await settled();
    expect(requests[0]).toMatchObject({ outcome: "abandoned", status: null });
    expect(requests[0]!.ended! - requests[0]!.time).toBeLessThan(15_000);
  });
});

describe("what the server refuses by itself", () => {
  it.each([
    ["a path it does not know", {}, "/completion", question(), 404, "no-such-path"],
    ["a body without messages", {}, "/chat/completions", { model: "test-fast" }, 400, "bad-request"],
    ["a body without a model", {}, "/chat/completions", { messages: question().messages }, 400, "bad-request"],
    ["a body that is too large", { largestBody: 50 }, "/chat/completions", question(), 413, "too-large"],
    ["a schema, where it lacks them", { lacks: ["json_schema" as const] }, "/chat/completions", question("Hi", { response_format: { type: "json_schema", json_schema: { name: "a" } } }), 400, "schema-refused"],
    ["a JSON object, where it lacks them", { lacks: ["json_object" as const] }, "/chat/completions", question("Hi", { response_format: { type: "json_object" } }), 400, "bad-request"],
    ["options of a stream, where it lacks them", { lacks: ["stream_options" as const] }, "/chat/completions", question("Hi", { stream_options: { include_usage: true } }), 400, "bad-request"],
    ["a prompt beyond its window", { context: { tokens: 5, wording: "openai" as const } }, "/chat/completions", question(), 400, "context-limit"],
  ])("%s", async (_, options, path, body, status, got) => {
    const { url, requests } = await start({ reply: answer("Yes."), ...options });
    const response = await fetch(`${url}${path}`, { method: "POST", body: JSON.stringify(body) });
    expect(response.status).toBe(status);
    expect(requests[0]?.got).toBe(got);
  });

  it("a browser's question about other origins, unless it is told to answer", async () => {
    const strict = await start({ reply: answer("Yes.") });
    const open = await start({ reply: answer("Yes."), cors: true, key: KEY });
    expect((await fetch(`${strict.url}/chat/completions`, { method: "OPTIONS" })).headers.get("access-control-allow-origin")).toBeNull();
    const preflight = await fetch(`${open.url}/chat/completions`, { method: "OPTIONS" });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
    expect((await ask(open.url)).headers.get("access-control-allow-origin")).toBe("*");
  });
});

it("the script can be exchanged, and what came forgotten", async () => {
  const server = await start({ reply: failure(503) });
  expect((await ask(server.url)).status).toBe(503);
  server.script(answer("Yes."));
  server.forget();
  expect((await ask(server.url)).status).toBe(200);
  expect(server.requests.map(({ number, attempt }) => [number, attempt])).toEqual([[2, 2]]);
});

it("a server that was down comes back where it was", async () => {
  const first = await start({ reply: answer("Yes.") });
  await ask(first.url);
  await first.close();
  await expect(ask(first.url)).rejects.toThrow();
  const second = await start({ reply: answer("Again."), port: Number(new URL(first.url).port) });
  expect((await ask(first.url)).status).toBe(200);
  expect(second.requests).toHaveLength(1);
});

it("a closed server leaves no connection and no port, even with requests under way", async () => {
  const server = await start({ reply: { kind: "silence" } });
  const asked = ask(server.url).then(
    () => "answered",
    () => "broken",
  );
  await server.arrived(1);
  await server.close();
  expect(await asked).toBe("broken");
  await expect(ask(server.url)).rejects.toThrow();
});
