import { listModels, testConnection } from "../../../../../src/core/engines/llm/client/connection";
import { clientOf, completion, json, serve, type Serving } from "./serving";

let server: Serving;
beforeEach(async () => void (server = await serve()));
afterEach(() => server.close());

const models = { object: "list", data: [{ id: "small" }, { id: "large" }, { id: "models/gemini-x" }] };
const answering = (reply: string, list: unknown = models): Serving["answer"] => (response, { path }) => (path.endsWith("/models") ? json(response, 200, list) : json(response, 200, completion(reply)));
const test = (model = "small") => testConnection(clientOf(server.url), model, () => Date.now());

it("models are listed in order, without the prefix some providers have", async () => {
  server.answer = answering("", models);
  expect(await listModels(clientOf(server.url))).toEqual(["gemini-x", "large", "small"]);
});

it("a connection that works says so, with the models", async () => {
  server.answer = answering('{"ok": true}');
  expect(await test()).toMatchObject({ isOk: true, problem: null, message: "small answers.", models: ["gemini-x", "large", "small"] });
});

it("works also where the server lists no models", async () => {
  server.answer = (response, { path }) => (path.endsWith("/models") ? json(response, 404, {}) : json(response, 200, completion('```json\n{"ok": true}\n```')));
  expect(await test()).toMatchObject({ isOk: true, problem: null, models: null });
});

it("a model that follows no form is told apart from one that does not answer", async () => {
  server.answer = answering("Sure, all is well.");
  expect(await test()).toMatchObject({ isOk: true, problem: "no-schema" });
});

it("a key that is refused, a model that is not there and none chosen are told in words", async () => {
  server.answer = (response) => json(response, 401, { error: { message: "Unauthorized" } });
  expect(await test()).toMatchObject({ isOk: false, problem: "wrong-key", message: expect.stringContaining("does not accept the key") });
  server.answer = (response, { path }) => (path.endsWith("/models") ? json(response, 200, models) : json(response, 404, { error: { message: "model 'tiny' not found" } }));
  expect(await test("tiny")).toMatchObject({ isOk: false, problem: "wrong-model", models: ["gemini-x", "large", "small"] });
  expect(await test("")).toMatchObject({ isOk: false, problem: "wrong-model", message: "The connection works; now choose a model." });
});

it("a server that is not there is told in words", async () => {
  const { url } = server;
  await server.close();
  expect(await testConnection(clientOf(url), "small", () => Date.now())).toMatchObject({ isOk: false, problem: "no-server", message: expect.stringContaining("nobody answers there") });
  server = await serve();
});
