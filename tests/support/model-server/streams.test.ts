import { chunksOf, contentOf, eventsOf, finishOf, listenTo, question } from "./calls";
import { deltasOf } from "./completion";
import { type Answer, answer, type Delivery, type Json } from "./reply";
import { modelServers } from "./serving";

const start = modelServers();

const TEXT = "A text of some length, so that there are several deltas to send.";

const stream = async (delivery: Delivery, more: Partial<Answer> = {}, content: Json = TEXT) => {
  // Long enough for a busy machine, and short where silence is to be met.
  const idle = delivery.ending?.how === "stalled" && delivery.ending.milliseconds === undefined ? 300 : 5000;
  const server = await start({ reply: answer(content, { ...more, delivery }) });
  const heard = await listenTo(server.url, question("Go", { stream: true }), idle);
  await server.settled();
  const record = server.requests[0]!;
  return { ...heard, record, lasted: record.ended! - record.time, isComplete: heard.text.includes("[DONE]") };
};

describe("a stream ends", () => {
  it("without [DONE], cleanly, in the middle: nothing but the missing reason tells", async () => {
    const { text, broke, isComplete, record } = await stream({ ending: { how: "no-done", at: 0.5 } });
    expect(broke).toBeNull();
    expect(isComplete).toBe(false);
    expect(finishOf(eventsOf(text))).toBeNull();
    expect(TEXT.startsWith(contentOf(eventsOf(text)))).toBe(true);
    expect(record.outcome).toBe("cut");
  });

  it("without [DONE] after everything was said", async () => {
    const { text, isComplete } = await stream({ ending: { how: "no-done" } });
    expect(isComplete).toBe(false);
    expect([contentOf(eventsOf(text)), finishOf(eventsOf(text))]).toEqual([TEXT, "stop"]);
  });

  it("with the connection closed in the middle, after what was sent arrived", async () => {
    const { text, broke, record } = await stream({ ending: { how: "destroyed", at: 0.5 } });
    expect(broke).not.toBeNull();
    expect(contentOf(eventsOf(text)).length).toBeGreaterThan(20);
    expect(record.outcome).toBe("cut");
  });

  it("with the connection reset", async () => {
    expect((await stream({ ending: { how: "reset" } })).broke).toBe("ECONNRESET");
  });

  it("in silence, which lasts until the client goes", async () => {
    const { text, broke, record } = await stream({ ending: { how: "stalled", at: 0.5 } });
    expect(broke).toBe("idle");
    expect(contentOf(eventsOf(text)).length).toBeGreaterThan(20);
    expect(record.outcome).toBe("abandoned");
  });

  it("in silence from the headers on", async () => {
    expect(await stream({ ending: { how: "stalled", at: 0 } })).toMatchObject({ status: 200, text: "", broke: "idle" });
  });

  it("after a silence, with all the rest", async () => {
    const { text, lasted, isComplete } = await stream({ ending: { how: "stalled", milliseconds: 120 } });
    expect(isComplete).toBe(true);
    expect(contentOf(eventsOf(text))).toBe(TEXT);
    expect(lasted).toBeGreaterThan(110);
  });

  it("with an error in an event", async () => {
    const { text, isComplete, broke } = await stream({ ending: { how: "error", at: 0.3 } });
    expect([isComplete, broke]).toEqual([false, null]);
    expect(eventsOf(text).at(-1)).toMatchObject({ error: { type: "server_error" } });
  });

  it.each(["length", "content_filter"] as const)("for the reason %s", async (finish) => {
    expect(finishOf(eventsOf((await stream({}, { finish })).text))).toBe(finish);
  });

  it("for no reason", async () => {
    expect(finishOf(eventsOf((await stream({}, { finish: null })).text))).toBeNull();
  });
});

describe("a stream's events", () => {
  it("are of the size that was asked for", async () => {
    const sizes = chunksOf(eventsOf((await stream({ deltaCharacters: 10 })).text)).map(({ choices }) => choices[0]?.delta.content?.length ?? 0);
    expect(sizes).toEqual([0, 10, 10, 10, 10, 10, 10, 4, 0]);
  });

  it("have comments between them", async () => {
    const { text } = await stream({ comments: { everyEvents: 2, text: "OPENROUTER PROCESSING" } });
    expect(text.split(": OPENROUTER PROCESSING\n\n").length).toBeGreaterThan(5);
    expect(contentOf(eventsOf(text))).toBe(TEXT);
  });

  it("are preceded by comments while the first one is late", async () => {
    const { text, lasted } = await stream({ firstEventAfter: 150, comments: { everyMilliseconds: 30 } });
    expect(text).toMatch(/^(: PROCESSING\n\n){2,}data/);
    expect(lasted).toBeGreaterThan(140);
  });

  it("keep a pace", async () => {
    const { lasted } = await stream({ betweenEvents: 20, deltaCharacters: 16 });
    expect(lasted).toBeGreaterThan(95);
  });

  it.each(["\r\n", "\r"] as const)("are parted by %j", async (newline) => {
    const { text } = await stream({ newline });
    expect(text).toContain(`data: [DONE]${newline}${newline}`);
    expect(contentOf(eventsOf(text.replaceAll(newline, "\n")))).toBe(TEXT);
  });

  it("have no space after the colon", async () => {
    const { text } = await stream({ noSpace: true });
    expect(text).toMatch(/^data:\{/);
    expect(contentOf(eventsOf(text))).toBe(TEXT);
  });

  it("name no role", async () => {
    const { text } = await stream({ noRole: true });
    expect(text).not.toContain('"role"');
    expect(contentOf(eventsOf(text))).toBe(TEXT);
  });

  it("come a few bytes at a time, characters of several bytes parted", async () => {
    const content = "Ærø ligger 🏝️ i 日本海";
    const { text, pieces } = await stream({ wireBytes: 1 }, {}, content);
    expect(contentOf(eventsOf(text))).toBe(content);
    expect(pieces.some(({ bytes }) => bytes.toString("utf8").includes("\uFFFD"))).toBe(true);
    expect(Math.max(...pieces.map(({ bytes }) => bytes.length))).toBe(1);
  });

  it("bring reasoning first", async () => {
    const deltas = chunksOf(eventsOf((await stream({}, { reasoning: { field: "reasoning_content", text: "Let me see." } })).text)).map(({ choices }) => Object.keys(choices[0]?.delta ?? {}));
    const flat = deltas.flat();
    expect(flat.lastIndexOf("reasoning_content")).toBeLessThan(flat.lastIndexOf("content"));
    expect(flat.filter((key) => key === "reasoning_content")).toHaveLength(3);
  });

  it("bring a refusal in a field of its own", async () => {
    const chunks = chunksOf(eventsOf((await stream({}, { refusal: "I cannot help." })).text));
    expect(chunks.map(({ choices }) => choices[0]?.delta.refusal ?? "").join("")).toBe("I cannot help.");
  });

  it("bring parts in place of a string", async () => {
    expect(chunksOf(eventsOf((await stream({}, { parts: true }, "Yes.")).text))[1]).toMatchObject({ choices: [{ delta: { content: [{ type: "text", text: "Yes." }] } }] });
  });

  it("bring usage unasked", async () => {
    expect(chunksOf(eventsOf((await stream({}, { usage: "unasked" })).text)).at(-1)?.usage).toMatchObject({ completion_tokens: 16 });
  });
});

it("deltas part no pair of surrogates and lose nothing", () => {
  const text = "a🏝️b🏝️🏝️c";
  for (const characters of [1, 2, 3, 5]) {
    expect(deltasOf(text, characters).join("")).toBe(text);
    expect(deltasOf(text, characters).every((delta) => Buffer.from(delta).toString("utf8") === delta)).toBe(true);
  }
});

it("a slow reader is waited for, and gets a long stream whole", async () => {
  const content = "0123456789".repeat(20_000);
  const { text, isComplete } = await stream({ deltaCharacters: 100 }, {}, content);
  expect(isComplete).toBe(true);
  expect(contentOf(eventsOf(text))).toBe(content);
});
