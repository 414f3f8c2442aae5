import { createCancel } from "../../../../../src/core/cancel";
import { ModelError } from "../../../../../src/core/engines/llm/client/failure";
import { chunk, clientOf, completion, json, KEY, serve, startStream, stream, type Serving } from "./serving";

let server: Serving;
beforeEach(async () => void (server = await serve()));
afterEach(() => server.close());

const DONE = "data: [DONE]\n\n";
const request = { model: "small", messages: [{ role: "user" as const, content: "Say hello." }] };
const whole = { ...request, stream: false };
const schema = { name: "greeting", schema: { type: "object", properties: { text: { type: "string" } }, required: ["text"], additionalProperties: false } };

const failureOf = async (work: Promise<unknown>): Promise<ModelError> => {
  const error = await work.then(
    () => new Error("It did not fail."),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ModelError);
  const failure = error as ModelError;
  expect(JSON.stringify([failure.message, failure.facts, failure.stack])).not.toContain(KEY);
  return failure;
};

describe("a reply", () => {
  it("in one piece has its text, its end, its usage and the model's name", async () => {
    server.answer = (response) => json(response, 200, completion("Hello."));
    expect(await clientOf(server.url).complete(whole)).toEqual({ text: "Hello.", finishReason: "stop", usage: { input: 12, cachedInput: 4, output: 3, reported: true }, model: "small-1" });
    expect(server.asked[0]?.path).toBe("/v1/chat/completions");
  });

  it("in a stream is told as it comes and put together", async () => {
    server.answer = (response) => stream(response, [": keep-alive\n\n", chunk({ role: "assistant", content: "Hel" }), chunk({ content: "lo." }), chunk({}, "stop"), `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 2 } })}\n\n`, DONE]);
    const told: string[] = [];
    const reply = await clientOf(server.url).complete(request, undefined, { onText: (text) => told.push(text) });
    expect(reply).toEqual({ text: "Hello.", finishReason: "stop", usage: { input: 9, cachedInput: 0, output: 2, reported: true }, model: "small-1" });
    expect(told).toEqual(["Hel", "lo."]);
    expect(server.asked[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it("is read where deltas have no role, content comes in parts and thoughts in fields of their own", async () => {
    server.answer = (response) =>
      stream(response, [chunk({ reasoning_content: "Hm." }), chunk({ reasoning: "Well." }), chunk({ content: [{ type: "thinking", thinking: [{ type: "text", text: "no" }] }, { type: "text", text: "Yes" }] }), chunk({ content: "." }), chunk({}, "stop"), DONE]);
    expect((await clientOf(server.url).complete(request)).text).toBe("Yes.");
  });

  it("is freed of what a local model thought aloud before it", async () => {
    server.answer = (response) => json(response, 200, completion("<think>\nWhat to say?\n</think>\n\nHello."));
    expect((await clientOf(server.url).complete(whole)).text).toBe("Hello.");
  });

  it("without usage has an estimate that says so", async () => {
    server.answer = (response) => json(response, 200, completion("Hello there, my friend.", { usage: undefined }));
    expect((await clientOf(server.url).complete(whole)).usage).toEqual({ input: 3, cachedInput: 0, output: 6, reported: false });
  });

  it.each([
    ["0 of all", { prompt_tokens: 0, completion_tokens: 0 }, { input: 3, output: 6 }],
    ["0 of what was read", { prompt_tokens: 0, completion_tokens: 9 }, { input: 3, output: 9 }],
    ["less than nothing", { prompt_tokens: -5, completion_tokens: 9 }, { input: 3, output: 9 }],
    ["more than there can be", { prompt_tokens: 1e308, completion_tokens: 1e15 }, { input: 3, output: 6 }],
    ["words", { prompt_tokens: "12", completion_tokens: "3" }, { input: 3, output: 6 }],
  ])("whose usage tells of %s has an estimate in its place: it would count as free, or as all the money there is", async (_, usage, expected) => {
    server.answer = (response) => json(response, 200, completion("Hello there, my friend.", { usage }));
    expect((await clientOf(server.url).complete(whole)).usage).toEqual({ ...expected, cachedInput: 0, reported: false });
  });

  it("in one piece, where a stream was asked for, is taken all the same", async () => {
    server.answer = (response) => json(response, 200, completion("Hello."));
    expect((await clientOf(server.url).complete(request)).text).toBe("Hello.");
  });

  it("that ended at the limit of tokens says so", async () => {
    server.answer = (response) => json(response, 200, completion("Hel", { choices: [{ index: 0, finish_reason: "length", message: { content: "Hel" } }] }));
    expect(await clientOf(server.url).complete(whole)).toMatchObject({ text: "Hel", finishReason: "length" });
  });

  it("is over at [DONE], also where the server leaves the connection open", async () => {
    server.answer = (response) => void startStream(response).write(chunk({ content: "Hello." }) + DONE);
    expect((await clientOf(server.url).complete(request)).text).toBe("Hello.");
  });

  it("with letters cut apart between two pieces is whole", async () => {
    server.answer = (response) => {
      const bytes = Buffer.from(chunk({ content: "Grüße 你好" }, "stop") + DONE, "utf8");
      startStream(response);
      let at = 0;
      const send = (): void => {
        if (at >= bytes.length) return void response.end();
        response.write(bytes.subarray(at, (at += 7)));
        setImmediate(send);
      };
      send();
    };
    expect((await clientOf(server.url).complete(request)).text).toBe("Grüße 你好");
  });
});

describe("what is sent", () => {
  it("tells nothing of the machine, and the key only where it belongs", async () => {
    process.env.OPENAI_ORG_ID = "org-of-the-environment";
    server.answer = (response) => json(response, 200, completion("Hello."));
    await clientOf(server.url, { headers: { "X-Extra": "1" } }).complete(whole);
    delete process.env.OPENAI_ORG_ID;
    const headers = server.asked[0]?.headers ?? {};
    expect(Object.keys(headers).filter((name) => /stainless|openai|organization/i.test(name))).toEqual([]);
    expect(headers).toMatchObject({ authorization: `Bearer ${KEY}`, "x-extra": "1", "content-type": "application/json" });
    expect(JSON.stringify(server.asked[0]?.body)).not.toContain(KEY);
  });

  it("has no key where there is none", async () => {
    server.answer = (response) => json(response, 200, completion("Hello."));
    await clientOf(server.url, { key: null }).complete(whole);
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
  });

  it("asks for a strict schema, and in words where the server does not know schemas, which is remembered", async () => {
    server.answer = (response, { body }) =>
      body.response_format?.type === "json_schema"
        ? json(response, 400, { error: { message: "This response_format type is unavailable now", type: "invalid_request_error", code: "invalid_request_error" } })
        : json(response, 200, completion('{"text":"Hello."}'));
    const client = clientOf(server.url);
    const asked = { ...whole, messages: [{ role: "system" as const, content: "Be kind." }, ...request.messages], schema };
    expect((await client.complete(asked)).text).toBe('{"text":"Hello."}');
    expect((await client.complete(asked)).text).toBe('{"text":"Hello."}');
    expect(server.asked.map(({ body }) => body.response_format.type)).toEqual(["json_schema", "json_object", "json_object"]);
    expect(server.asked[0]?.body.response_format.json_schema).toEqual({ name: "greeting", strict: true, schema: schema.schema });
    expect(server.asked[1]?.body.messages[0].content).toMatch(/^Be kind\.\n\n[\s\S]*additionalProperties/);
  });

  it("does without JSON mode too, and fails only where nothing is left", async () => {
    server.answer = (response, { body }) => (body.response_format === undefined ? json(response, 200, completion("{}")) : json(response, 422, { error: { message: "Unknown field: response_format" } }));
    expect((await clientOf(server.url).complete({ ...whole, schema })).text).toBe("{}");
    expect(server.asked).toHaveLength(3);
  });

  it("changes the name of the limit and leaves the temperature out, where a model wants that", async () => {
    server.answer = (response, { body }) => {
      if (body.max_tokens !== undefined) json(response, 400, { error: { message: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", code: "unsupported_parameter" } });
      else if (body.temperature !== undefined) json(response, 400, { error: { message: "Unsupported value: 'temperature' does not support 0 with this model." } });
      else json(response, 200, completion("Hello."));
    };
    const client = clientOf(server.url);
    await client.complete({ ...whole, maxTokens: 50, temperature: 0 });
    await client.complete({ ...whole, maxTokens: 50, temperature: 0 });
    expect(server.asked).toHaveLength(4);
    expect(server.asked[3]?.body).toMatchObject({ max_completion_tokens: 50 });
  });
});

describe("a refusal is told in words", () => {
  const cases: [status: number, error: unknown, code: string, words: RegExp][] = [
    [401, { message: `Incorrect API key provided: ${KEY}.`, code: "invalid_api_key" }, "wrong-key", /does not accept the key/],
    [402, { message: "Insufficient Balance" }, "no-credit", /no credit/],
    [429, { message: "You exceeded your current quota.", code: "insufficient_quota" }, "no-credit", /no credit/],
    [403, { message: "Forbidden" }, "wrong-key", /key/],
    [404, { message: 'model "small" not found, try pulling it first' }, "wrong-model", /has no model small/],
    [404, { message: "The model `small` does not exist or you do not have access to it.", code: "model_not_found" }, "wrong-model", /has no model small/],
    [400, { message: "This model's maximum context length is 8192 tokens. However, your messages resulted in 9120 tokens.", code: "context_length_exceeded" }, "context-too-long", /holds 8192 tokens/],
    [400, { message: "request (131168 tokens) exceeds the available context size (131072 tokens), try increasing it" }, "context-too-long", /holds 131072 tokens/],
    [400, { message: "prompt is too long: 205148 tokens > 200000 maximum" }, "context-too-long", /holds 200000 tokens/],
    [413, { message: "Request too large" }, "context-too-long", /too long/],
    [400, { message: "Your request was flagged by our content policy." }, "refused", /rules/],
    [400, { message: "Something odd." }, "bad-request", /did not understand/],
    [500, { message: "Internal error" }, "server-error", /failed \(500\)/],
    [503, { message: "Loading model" }, "server-error", /failed \(503\)/],
  ];
  it.each(cases)("%i %j is %s", async (status, error, code, words) => {
    server.answer = (response) => json(response, status, { error });
    const failure = await failureOf(clientOf(server.url).complete(whole));
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(words);
  });

  it("an address where something else answers", async () => {
    server.answer = (response) => void response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not Found</h1>");
    expect(await failureOf(clientOf(server.url).complete(whole))).toMatchObject({ code: "no-server", message: expect.stringContaining("check the address") });
    server.answer = (response) => void response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome</h1>");
    expect(await failureOf(clientOf(server.url).complete(whole))).toMatchObject({ code: "bad-reply", message: expect.stringContaining("check the address") });
  });

  it("an error inside a reply that says 200, in one piece and in a stream", async () => {
    server.answer = (response) => json(response, 200, { error: { message: "Provider returned error", code: 502 } });
    expect(await failureOf(clientOf(server.url).complete(whole))).toMatchObject({ code: "server-error" });
    server.answer = (response) => stream(response, [chunk({ content: "Hel" }), `data: ${JSON.stringify({ error: { message: "Overloaded" } })}\n\n`]);
    expect(await failureOf(clientOf(server.url).complete(request))).toMatchObject({ code: "server-error", facts: { replyBegan: true } });
  });

  it("a model that refuses, a filter, an empty reply and one without an answer", async () => {
    const code = async (body: unknown) => {
      server.answer = (response) => json(response, 200, body);
      return (await failureOf(clientOf(server.url).complete(whole))).code;
    };
    expect(await code(completion(null, {}, { refusal: "I cannot." }))).toBe("refused");
    expect(await code({ ...completion(""), choices: [{ finish_reason: "content_filter", message: { content: "" } }] })).toBe("refused");
    expect(await code(completion("  "))).toBe("bad-reply");
    expect(await code({ choices: [] })).toBe("cut-off");
    expect(await code([])).toBe("cut-off");
  });

  it("nobody at the address, and a browser that keeps the answer to itself", async () => {
    const { url } = server;
    await server.close();
    expect(await failureOf(clientOf(url).complete(whole))).toMatchObject({ code: "no-server", message: expect.stringContaining("nobody answers there") });
    const cors = clientOf(url, { fetch: () => Promise.reject(Object.assign(new TypeError("Failed to fetch"), { code: "CORS" })) });
    expect(await failureOf(cors.complete(whole))).toMatchObject({ code: "cors" });
    server = await serve();
  });
});

describe("a stream that goes wrong", () => {
  it("and ends without its end is cut off, not complete, and is not asked for again", async () => {
    server.answer = (response) => stream(response, [chunk({ content: "Hel" })]);
    expect(await failureOf(clientOf(server.url, { retries: 3 }).complete(request))).toMatchObject({ code: "cut-off", facts: { replyBegan: true } });
    expect(server.asked).toHaveLength(1);
  });

  it("is asked for again where the caller says so", async () => {
    server.answer = (response, _asked, number) => stream(response, number === 1 ? [chunk({ content: "Hel" })] : [chunk({ content: "Hello." }, "stop"), DONE]);
    expect((await clientOf(server.url, { retries: 3 }).complete(request, undefined, { mayResend: true })).text).toBe("Hello.");
  });

  it("and breaks is cut off", async () => {
    server.answer = (response) => {
      startStream(response).write(chunk({ content: "Hel" }));
      setTimeout(() => response.destroy(), 20);
    };
    expect(await failureOf(clientOf(server.url).complete(request))).toMatchObject({ code: "cut-off" });
  });

  it("and goes silent is noticed within the idle limit", async () => {
    server.answer = (response) => void startStream(response).write(chunk({ content: "Hel" }));
    const started = Date.now();
    expect(await failureOf(clientOf(server.url).complete(request))).toMatchObject({ code: "stalled" });
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it("and holds broken JSON is a bad reply", async () => {
    server.answer = (response) => stream(response, [chunk({ content: "Hel" }), 'data: {"choices": [{"del\n\n']);
    expect(await failureOf(clientOf(server.url).complete(request))).toMatchObject({ code: "bad-reply" });
  });

  it("or never begins is noticed within its limit", async () => {
    server.answer = () => undefined;
    expect(await failureOf(clientOf(server.url, { firstByteLimit: 200 }).complete(request))).toMatchObject({ code: "stalled", facts: { replyBegan: false } });
  });
});

describe("an abort takes effect at once, not at the end of a wait of many seconds", () => {
  const places: [place: string, answer: Serving["answer"]][] = [
    ["before the first byte", () => undefined],
    ["in the middle of a stream", (response) => void startStream(response).write(chunk({ content: "Hel" }))],
    ["while waiting as a Retry-After says", (response) => json(response, 429, { error: { message: "Slow down." } }, { "retry-after": "30" })],
    ["in the pause before another try", (response) => json(response, 500, {})],
  ];
  it.each(places)("%s", async (_place, answer) => {
    server.answer = answer;
    for (const signalOf of [createCancel, () => lookedAt()]) {
      const { signal, abort } = signalOf();
      const work = failureOf(clientOf(server.url, { retries: 5, idleLimit: 5000, firstByteLimit: 5000 }).complete(request, signal));
      await new Promise((resolve) => setTimeout(resolve, 80));
      const started = Date.now();
      abort();
      expect((await work).code).toBe("cancelled");
      expect(Date.now() - started).toBeLessThan(2000);
    }
  });

  it.each([places[0]!, places[1]!])("and closes the connection: %s", async (_place, answer) => {
    const { signal, abort } = createCancel();
    const closed = new Promise<void>((resolve) => {
      server.answer = (response, asked, number) => {
        response.on("close", resolve);
        answer(response, asked, number);
        setTimeout(abort, 30);
      };
    });
    expect((await failureOf(clientOf(server.url, { idleLimit: 5000, firstByteLimit: 5000 }).complete(request, signal))).code).toBe("cancelled");
    await closed;
  });

  it("also where the host's fetch does not listen", async () => {
    const { signal, abort } = createCancel();
    const work = failureOf(clientOf(server.url, { fetch: () => new Promise(() => undefined) }).complete(request, signal));
    abort();
    expect((await work).code).toBe("cancelled");
  });
});

/** A signal without listeners. */
function lookedAt() {
  const signal = { aborted: false };
  return { signal, abort: () => void (signal.aborted = true) };
}

it("a server that takes only so many at a time is asked no more at a time than that", async () => {
  let busy = 0;
  let refused = 0;
  server.answer = (response) => {
    if (busy >= 2) {
      refused += 1;
      json(response, 429, { error: { message: "Too many concurrent requests." } });
      return;
    }
    busy += 1;
    setTimeout(() => {
      busy -= 1;
      json(response, 200, completion("Hello."));
    }, 20);
  };
  const client = clientOf(server.url, { concurrency: 8 });
  const replies = await Promise.all(Array.from({ length: 30 }, () => client.complete(whole)));
  expect(replies.map(({ text }) => text)).toEqual(Array.from({ length: 30 }, () => "Hello."));
  expect(refused).toBeLessThan(20);
});

it("429 and 500 are waited out, and the reply comes", async () => {
  server.answer = (response, _asked, number) => {
    if (number === 1) json(response, 429, { error: { message: "Slow down." } }, { "retry-after-ms": "40" });
    else if (number === 2) json(response, 500, {});
    else json(response, 200, completion("Hello."));
  };
  expect((await clientOf(server.url, { retries: 3 }).complete(whole)).text).toBe("Hello.");
});

it("reads a stream far faster than any model writes", async () => {
  const tokens = 60_000;
  server.answer = (response) => {
    const pieces = Array.from({ length: 100 }, () => chunk({ content: " word" }).repeat(tokens / 100));
    stream(response, [...pieces, chunk({}, "stop"), DONE]);
  };
  const started = performance.now();
  const reply = await clientOf(server.url, { idleLimit: 20_000, firstByteLimit: 20_000 }).complete(request);
  const perSecond = Math.round((tokens / (performance.now() - started)) * 1000);
  process.stderr.write(`streamed ${perSecond} tokens/s\n`);
  expect(reply.text).toHaveLength(tokens * 5);
  // Other tests may have the machine; what it does alone is printed.
  expect(perSecond).toBeGreaterThan(1000);
});
