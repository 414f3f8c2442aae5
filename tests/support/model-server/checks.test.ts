import { ask, KEY, question } from "./calls";
import { between, textOf } from "./prompt";
import { answer, type Json } from "./reply";
import { modelServers } from "./serving";
import { strictSchemaProblems } from "./strict-schema";

const start = modelServers();

const schema = (properties: Record<string, Json>, more: Record<string, Json> = {}): Json => ({ type: "object", properties, required: Object.keys(properties), additionalProperties: false, ...more });

const format = (of: Json, name = "digest", strict = true) => ({ response_format: { type: "json_schema", json_schema: { name, strict, schema: of } } });

const good = format(schema({ a: { type: "string" } }));

const violationsOf = async (...bodies: unknown[]): Promise<string[]> => {
  const server = await start({ reply: answer("{}") });
  for (const body of bodies) await (await ask(server.url, body)).text();
  return server.violations;
};

describe("a strict schema", () => {
  it("has nothing wrong with it, nested, referring and choosing", () => {
    const whole = schema(
      { statements: { type: "array", items: { $ref: "#/$defs/statement" } }, note: { type: ["string", "null"] } },
      { $defs: { statement: schema({ text: { type: "string" }, passages: { type: "array", items: { type: "integer" } }, scope: { anyOf: [{ type: "string" }, { type: "null" }] } }) } },
    );
    expect(strictSchemaProblems(whole)).toEqual([]);
  });

  it.each<[string, Json, string]>([
    ["further properties are open", { type: "object", properties: {}, required: [] }, "$: additionalProperties is not false"],
    ["a property is optional", { type: "object", properties: { a: { type: "string" } }, required: [], additionalProperties: false }, "$: not required: a"],
    ["a required property is not there", schema({}, { required: ["b"] }), "$: required, but no property: b"],
    ["a nested object is open", schema({ a: { type: "array", items: { type: "object", properties: {}, required: [] } } }), "$.a[]: additionalProperties is not false"],
    ["a choice holds an open object", schema({ a: { anyOf: [{ type: "object", properties: {}, required: [] }] } }), "$.a|1: additionalProperties is not false"],
    ["a property has no type", schema({ a: { description: "what" } }), "$.a: has no type"],
    ["an array has no items", schema({ a: { type: "array" } }), "$.a: an array without items"],
    ["a reference leads nowhere", schema({ a: { $ref: "#/$defs/none" } }), "$.a: $ref leads nowhere: #/$defs/none"],
    ["a keyword is not taken", schema({ a: { type: "string", default: "x" } }), "$.a: default is not taken"],
    ["the root is no object", { type: "array", items: { type: "string" } }, "$: the root is no object"],
  ])("is none where %s", (_, found, problem) => {
    expect(strictSchemaProblems(found)).toEqual([problem]);
  });

  it("is none where it is nested too deep", () => {
    let deep: Json = { type: "string" };
    for (let level = 0; level < 12; level += 1) deep = schema({ a: deep });
    expect(strictSchemaProblems(deep).join()).toContain("nested deeper than 10");
  });
});

describe("violations", () => {
  it("there are none in what a well-kept client sends", async () => {
    expect(await violationsOf(question("One", good), question("Two", good), question("Three", { stream: true }))).toEqual([]);
  });

  it("are told with the request's number", async () => {
    expect(await violationsOf(question("One", good), question("Two", format({ type: "object", properties: {}, required: [] }, "other")))).toEqual([
      "request 2: schema other: $: additionalProperties is not false",
    ]);
  });

  it("a schema that is not asked for strictly, or has an odd name", async () => {
    expect(await violationsOf(question("One", format(schema({}), "a digest", false)))).toEqual([
      'request 1: schema a digest: the schema\'s name is not made of letters, digits, _ and -: "a digest"',
      "request 1: schema a digest: the schema is not asked for strictly",
    ]);
  });

  it("a call that begins otherwise than the first of its kind", async () => {
    const changed = { ...question("Two", good), messages: [{ role: "system", content: "Be  brief." }, { role: "user", content: "Two" }] };
    expect(await violationsOf(question("One", good), changed)).toEqual(["request 2: a call of the kind digest does not begin as the first one did"]);
  });

  it("a call that asks for the same in another order of keys", async () => {
    const turned = { response_format: { type: "json_schema", json_schema: { strict: true, name: "digest", schema: schema({ a: { type: "string" } }) } } };
    expect(await violationsOf(question("One", good), question("Two", turned))).toEqual(["request 2: a call of the kind digest asks for another format than the first one did"]);
  });

  it("calls of different kinds may begin differently", async () => {
    const other = { ...question("Two", format(schema({}), "article")), messages: [{ role: "system", content: "Write." }, { role: "user", content: "Two" }] };
    expect(await violationsOf(question("One", good), other)).toEqual([]);
  });

  it("headers of the SDK that tell about the machine", async () => {
    const server = await start({ reply: answer("Yes.") });
    await ask(server.url, question(), { headers: { "X-Stainless-OS": "Linux" } });
    expect(server.violations).toEqual(["request 1: the header x-stainless-os was sent"]);
  });

  it("the key in the body or the address", async () => {
    const server = await start({ reply: answer("Yes."), key: KEY });
    await ask(server.url, question(`Authorization: Bearer ${KEY}`));
    await fetch(`${server.url}/models?key=${KEY}`, { headers: { authorization: `Bearer ${KEY}` } });
    expect(server.violations).toEqual(["request 1: the key is in the body", "request 2: the key is in the address"]);
  });

  it("empty messages, unknown roles, no messages", async () => {
    expect(await violationsOf({ model: "m", messages: [{ role: "narrator", content: "" }] }, { model: "m", messages: [] })).toEqual([
      'request 1: message 1 has the role "narrator"',
      "request 1: message 1 is empty",
      "request 2: there are no messages",
    ]);
  });

  it("a body that is no JSON", async () => {
    const server = await start({ reply: answer("Yes.") });
    expect((await fetch(`${server.url}/chat/completions`, { method: "POST", body: "{model:" })).status).toBe(400);
    expect(server.violations[0]).toBe("request 1: the body is no JSON");
  });

  it("half a character, or a NUL", async () => {
    expect(await violationsOf(question("cut \uD83C"), question("NUL \u0000"), question("whole 🏝️"))).toEqual([
      "request 1: message 2 holds half a character or a NUL",
      "request 2: message 2 holds half a character or a NUL",
    ]);
  });

  it("what the test's own check finds: sources that are not delimited, say", async () => {
    const server = await start({
      reply: answer("Yes."),
      check: (request) => (between(textOf(request, "user"), "<source>", "</source>").length === 1 ? [] : ["its source is not delimited"]),
    });
    await ask(server.url, question("<source>Some text.</source>"));
    await ask(server.url, question("Some text."));
    expect(server.violations).toEqual(["request 2: its source is not delimited"]);
  });
});
