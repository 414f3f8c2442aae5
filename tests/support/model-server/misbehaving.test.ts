import { ask, KEY, listenTo, question } from "./calls";
import { everyWording } from "./context-limit";
import { answer, type Delivery, type ErrorReply, failure, type Reply, tooMany } from "./reply";
import { modelServers } from "./serving";

const start = modelServers();

const got = async (reply: Reply, body = question(), idle = 5000) => listenTo((await start({ reply })).url, body, idle);

/** Long enough to be sure that nothing comes. */
const IDLE = 300;

const messageOf = async (reply: Reply) => (await (await ask((await start({ reply })).url)).json()).choices[0].message;

describe("errors", () => {
  it.each([
    [400, null],
    [401, "invalid_api_key"],
    [403, "forbidden"],
    [404, "model_not_found"],
    [413, null],
    [429, "rate_limit_exceeded"],
    [500, null],
    [503, null],
  ])("%i comes with the code %s", async (status, code) => {
    const { status: found, text } = await got(failure(status));
    expect(found).toBe(status);
    expect(JSON.parse(text).error).toMatchObject({ code, message: expect.stringMatching(/./) });
  });

  it("say what a test wants them to", async () => {
    const { text } = await got(failure(429, { code: "insufficient_quota", type: "insufficient_quota", message: "You exceeded your current quota." }));
    expect(JSON.parse(text).error).toEqual({ message: "You exceeded your current quota.", type: "insufficient_quota", param: null, code: "insufficient_quota" });
  });

  it.each<[NonNullable<ErrorReply["form"]>, string]>([
    ["string", '{"error":"Down."}'],
    ["detail", '{"detail":"Down."}'],
    ["array", '[{"error":{"code":500,"message":"Down.","status":"server_error"}}]'],
    ["text", "Down."],
    ["empty", ""],
  ])("in the form %s", async (form, expected) => {
    expect((await got(failure(500, { form, message: "Down." }))).text).toBe(expected);
  });

  it("as a page of HTML, from whatever stands before the server", async () => {
    const { headers, text } = await got(failure(502, { form: "html" }));
    expect(headers["content-type"]).toContain("text/html");
    expect(text).toMatch(/^<!DOCTYPE html>/);
  });

  it("repeat the key where told to", async () => {
    expect((await got(failure(401, { echoKey: true }))).text).toContain(KEY);
    expect((await got(failure(401))).text).not.toContain(KEY);
  });
});

describe("429 says when to come again", () => {
  it.each([
    ["not at all", tooMany(), undefined],
    ["in seconds", tooMany({ seconds: 7 }), "7"],
    ["in words that make no sense", tooMany({ raw: "soon" }), "soon"],
  ])("%s", async (_, reply, expected) => {
    expect((await got(reply)).headers["retry-after"]).toBe(expected);
  });

  it("as a date", async () => {
    const header = String((await got(tooMany({ date: 60 }))).headers["retry-after"]);
    expect(header).toMatch(/ GMT$/);
    expect(Math.abs(Date.parse(header) - Date.now() - 60_000)).toBeLessThan(3000);
  });

  it("in milliseconds, in a header of its own", async () => {
    expect((await got(tooMany({ milliseconds: 250 }))).headers["retry-after-ms"]).toBe("250");
  });

  it("with whatever other headers", async () => {
    expect((await got(tooMany(undefined, { headers: { "x-ratelimit-reset-requests": "1s" } }))).headers["x-ratelimit-reset-requests"]).toBe("1s");
  });
});

describe("a prompt that is too long", () => {
  it.each(everyWording.filter((wording) => wording !== "ollama"))("is refused with the window and the size, in the words of %s", async (wording) => {
    const { status, text } = await got({ kind: "context-limit", wording, limit: 8192, asked: 9001 });
    expect(status).toBe(400);
    expect(text).toContain("8192");
    expect(text).toContain("9001");
  });

  it("is refused without them in the words of ollama", async () => {
    expect((await got({ kind: "context-limit", wording: "ollama", limit: 8192 })).text).not.toMatch(/\d{4}/);
  });

  it("is counted by the server where the test does not say", async () => {
    expect((await got({ kind: "context-limit", wording: "anthropic", limit: 5 })).text).toContain("prompt is too long: 7 tokens > 5 maximum");
  });
});

describe("connections", () => {
  it("are reset before any byte", async () => {
    expect(await got({ kind: "reset" })).toMatchObject({ status: 0, broke: "ECONNRESET", text: "" });
  });

  it("stay silent", async () => {
    expect(await got({ kind: "silence" }, question(), IDLE)).toMatchObject({ status: 0, broke: "idle" });
  });

  it("lead elsewhere, where the key may not follow", async () => {
    const other = await start({ reply: answer("Elsewhere."), key: KEY });
    const first = await start({ reply: { kind: "redirect", to: `${other.url}/chat/completions` } });
    const response = await ask(first.url);
    expect([response.status, response.headers.get("location")]).toEqual([307, `${other.url}/chat/completions`]);
    await (await fetch(`${first.url}/chat/completions`, { method: "POST", body: JSON.stringify(question()), headers: { authorization: `Bearer ${KEY}` } })).text();
    expect(other.requests[0]?.key).toBe("none");
  });

  it("take their time before the first byte", async () => {
    const { pieces, status } = await got(answer("Late.", { after: 120 }));
    expect(status).toBe(200);
    expect(pieces[0]!.at).toBeGreaterThanOrEqual(115);
  });
});

describe("a body that is not streamed", () => {
  const whole = async (delivery: Delivery, idle?: number) => got(answer("A content of some length.", { delivery }), question(), idle);

  it("is broken off in the middle", async () => {
    const { text, broke } = await whole({ ending: { how: "destroyed" } });
    expect(text.length).toBeGreaterThan(50);
    expect(broke).not.toBeNull();
    expect(() => JSON.parse(text)).toThrow();
  });

  it("ends early and looks complete", async () => {
    const { text, broke } = await whole({ ending: { how: "no-done", at: 0.7 } });
    expect(broke).toBeNull();
    expect(() => JSON.parse(text)).toThrow();
  });

  it("stalls for ever, or for a while", async () => {
    expect((await whole({ ending: { how: "stalled" } }, IDLE)).broke).toBe("idle");
    const { text, broke, pieces } = await whole({ ending: { how: "stalled", milliseconds: 100 } });
    expect(broke).toBeNull();
    expect(JSON.parse(text).choices).toHaveLength(1);
    expect(pieces.at(-1)!.at).toBeGreaterThan(95);
  });

  it("is preceded by empty lines as signs of life", async () => {
    const { text } = await whole({ firstEventAfter: 600, comments: { everyMilliseconds: 20 } });
    expect(text).toMatch(/^\n{2,}\{/);
    expect(JSON.parse(text).choices).toHaveLength(1);
  });
});

describe("an answer that is none, or is odd", () => {
  it("refuses", async () => {
    expect(await messageOf(answer("", { refusal: "I cannot help with that." }))).toMatchObject({ content: null, refusal: "I cannot help with that." });
  });

  it("ends for another reason", async () => {
    const body = await (await ask((await start({ reply: answer("Half a sen", { finish: "content_filter" }) })).url)).json();
    expect(body.choices[0].finish_reason).toBe("content_filter");
  });

  it("thinks first, in either field", async () => {
    expect(await messageOf(answer("Yes.", { reasoning: { field: "reasoning_content", text: "Let me see." } }))).toMatchObject({ content: "Yes.", reasoning_content: "Let me see." });
    expect(await messageOf(answer("Yes.", { reasoning: { field: "reasoning", text: "Let me see." } }))).toMatchObject({ reasoning: "Let me see." });
  });

  it("comes in parts", async () => {
    expect((await messageOf(answer("Yes.", { parts: true }))).content).toEqual([{ type: "text", text: "Yes." }]);
  });

  it("has no usage", async () => {
    expect(JSON.parse((await got(answer("Yes.", { usage: "none" }))).text)).not.toHaveProperty("usage");
  });

  it("lacks fields of the envelope", async () => {
    const body = JSON.parse((await got(answer("Yes.", { lacking: ["id", "finish_reason"] }))).text);
    expect(body).not.toHaveProperty("id");
    expect(body.choices[0]).not.toHaveProperty("finish_reason");
    expect(JSON.parse((await got(answer("Yes.", { lacking: ["choices"] }))).text)).not.toHaveProperty("choices");
  });

  it("is fenced JSON, or any other damage", async () => {
    expect((await messageOf(answer({ a: 1 }, { damage: "fenced" }))).content).toBe('```json\n{"a":1}\n```');
    expect((await messageOf(answer({ a: 1, b: [{ a: 2, c: 3 }] }, { damage: { missing: ["a"] } }))).content).toBe('{"b":[{"c":3}]}');
  });

  it("is an error under the status 200", async () => {
    const { status, text } = await got({ kind: "raw", status: 200, headers: { "content-type": "application/json" }, body: '{"error":{"message":"Provider returned error","code":502}}' });
    expect(status).toBe(200);
    expect(JSON.parse(text).error.code).toBe(502);
  });
});
