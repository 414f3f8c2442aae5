import { ask, question } from "./calls";
import { between, numbered, promptOf, textOf } from "./prompt";
import { answer, failure, type Reply, tooMany } from "./reply";
import type { ModelRequest } from "./request";
import { atFirst, bySchema, byRules, changing, inTurn, reading, type Script, spoiling, withFaults } from "./script";
import { modelServers } from "./serving";
import { sharedPrefix } from "./shared-prefix";

const start = modelServers();

const asked = (text: string, attempt = 1, schema?: string): ModelRequest => ({
  number: 1,
  method: "POST",
  path: "/v1/chat/completions",
  headers: {},
  key: "right",
  body: question(text, schema === undefined ? {} : { response_format: { type: "json_schema", json_schema: { name: schema } } }),
  text,
  hash: text,
  attempt,
  time: 0,
});

const says = (script: Script, request: ModelRequest, n = 1): unknown => {
  const reply = script(request, n);
  return reply?.kind === "answer" ? reply.content : reply?.kind === "error" ? reply.status : reply;
};

describe("rules", () => {
  it("the first that fits answers, as often as it may", () => {
    const script = byRules([
      { when: ({ text }) => text.includes("cat"), times: 1, reply: failure(500) },
      { when: ({ text }) => text.includes("cat"), reply: answer("Meow.") },
      { reply: answer("What?") },
    ]);
    expect(["a cat", "a dog", "a cat", "a cat"].map((text) => says(script, asked(text)))).toEqual([500, "What?", "Meow.", "Meow."]);
  });

  it("a rule whose script declines is passed over and not used up", () => {
    const script = byRules([{ times: 1, reply: reading((request) => (request.text === "mine" ? "yes" : null), (found) => found) }, { reply: answer("other") }]);
    expect(["no", "mine", "mine"].map((text) => says(script, asked(text)))).toEqual(["other", "yes", "other"]);
  });

  it("a request for which nothing is scripted is an error and told as a violation", async () => {
    const server = await start({ reply: [{ when: () => false, reply: answer("Never.") }] });
    expect((await ask(server.url)).status).toBe(500);
    expect(server.violations).toEqual(["request 1: nothing is scripted for it"]);
  });

  it("so is a script that fails", async () => {
    const server = await start({
      reply: () => {
        throw new Error("no passage 3");
      },
    });
    expect((await ask(server.url)).status).toBe(500);
    expect(server.violations).toEqual(["request 1: the script failed: Error: no passage 3"]);
  });
});

it("replies come in turn, and the last one stays", () => {
  const script = inTurn(failure(500), tooMany({ seconds: 1 }), answer("Yes."));
  expect([1, 2, 3, 4].map((n) => says(script, asked("x"), n))).toEqual([500, 429, "Yes.", "Yes."]);
});

it("each body fails at first and succeeds when it comes again", async () => {
  const server = await start({ reply: atFirst(1, failure(500), answer("Yes.")) });
  const statuses: number[] = [];
  for (const text of ["a", "b", "a", "b", "c"]) statuses.push((await ask(server.url, question(text))).status);
  expect(statuses).toEqual([500, 500, 200, 200, 500]);
});

describe("faults by chance", () => {
  const drawn = (seed: number, count: number): unknown[] => {
    const script = withFaults(answer("Yes."), [{ share: 0.1, reply: tooMany({ seconds: 1 }) }, { share: 0.02, reply: failure(500) }], seed);
    return Array.from({ length: count }, (_, n) => says(script, asked("x"), n + 1));
  };

  it("come about as often as was said", () => {
    const found = drawn(1, 10_000);
    const share = (what: unknown): number => found.filter((one) => one === what).length / found.length;
    expect(share(429)).toBeCloseTo(0.1, 1);
    expect(Math.abs(share(429) - 0.1)).toBeLessThan(0.01);
    expect(Math.abs(share(500) - 0.02)).toBeLessThan(0.005);
  });

  it("are the same for the same seed, and others for another", () => {
    expect(drawn(7, 200)).toEqual(drawn(7, 200));
    expect(drawn(7, 200)).not.toEqual(drawn(8, 200));
  });
});

describe("a model that reads its prompt", () => {
  const prompt = "Read this.\n<source name=\"a\">\n[1] First passage,\nof two lines.\n[2] Second.\n</source>\nAnswer.";

  it("finds blocks between markers, and numbered passages in them", () => {
    const blocks = between(prompt, '<source name="a">', "</source>");
    expect(blocks).toHaveLength(1);
    expect(numbered(blocks[0]!)).toEqual([
      { number: 1, text: "First passage,\nof two lines." },
      { number: 2, text: "Second." },
    ]);
    expect(between("<a>never closed", "<a>", "</a>")).toEqual([]);
    expect(numbered("P1: a\nP2: b", /^P(\d+): /m).map(({ text }) => text)).toEqual(["a", "b"]);
  });

  it("answers with what it made of them", () => {
    const script = reading(
      (request) => numbered(between(textOf(request, "user"), '<source name="a">', "</source>")[0] ?? ""),
      (passages) => ({ statements: passages.map(({ number, text }) => ({ text, passages: [number] })) }),
    );
    expect(says(script, asked(prompt))).toEqual({
      statements: [
        { text: "First passage,\nof two lines.", passages: [1] },
        { text: "Second.", passages: [2] },
      ],
    });
  });

  it("answers each schema in its way, and none that it does not know", () => {
    const script = bySchema({ digest: () => ({ claims: [] }), article: () => failure(500) });
    expect(says(script, asked("x", 1, "digest"))).toEqual({ claims: [] });
    expect(says(script, asked("x", 1, "article"))).toBe(500);
    expect(says(script, asked("x", 1, "other"))).toBeNull();
    expect(says(script, asked("x"))).toBeNull();
  });

  it("is changed to plant what is wrong in what is right", () => {
    const script = changing(answer("It was 64 metres."), (found): Reply => ({ ...found, content: (found.content as string).replace("64", "62") }));
    expect(says(script, asked("x"))).toBe("It was 62 metres.");
    expect(says(changing(failure(500), () => answer("never")), asked("x"))).toBe(500);
  });

  it("is spoiled now and then, and what it says stays what it would have said", () => {
    const good = reading(
      ({ text }) => text,
      (text) => `About ${text}.`,
    );
    const script = withFaults(good, [{ share: 0.5, reply: spoiling(good, { name: "cut", delivery: { ending: { how: "destroyed" } } }) }]);
    const replies = Array.from({ length: 40 }, (_, n) => script(asked("cats"), n + 1));
    expect(new Set(replies.map((reply) => reply?.name))).toEqual(new Set(["cut", undefined]));
    expect(replies.every((reply) => reply?.kind === "answer" && reply.content === "About cats.")).toBe(true);
  });
});

describe("the shared prefix", () => {
  it("is what all prompts begin with, roles included", () => {
    const requests = [asked("Read the first."), asked("Read the second.")];
    expect(promptOf(requests[0]!).slice(0, sharedPrefix(requests))).toBe("system\nBe brief.\nuser\nRead the ");
  });

  it("is the whole of a single prompt, and nothing of none", () => {
    expect(sharedPrefix([asked("Alone")])).toBe(promptOf(asked("Alone")).length);
    expect(sharedPrefix([])).toBe(0);
  });

  it("is asked of the server by kind", async () => {
    const server = await start({ reply: answer("Yes.") });
    for (const text of ["Read the first.", "Read the second.", "Write."]) await ask(server.url, question(text));
    const reads = server.sharedPrefix(({ text }) => text.includes("Read"));
    expect(reads).toBeGreaterThan(server.sharedPrefix());
    expect(server.sharedPrefix()).toBe("system\nBe brief.\nuser\n".length);
  });
});
