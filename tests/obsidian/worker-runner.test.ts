import { DEFAULT_SETTINGS } from "../../src/core/settings";
import { workerRunner, type WorkerRunnerOptions } from "../../src/obsidian/core-calls/worker-runner";
import type { ToPage, ToWorker } from "../../src/obsidian/core-calls/protocol";
import type { VaultFiles } from "../../src/obsidian/files";

class StandWorker {
  readonly sent: ToWorker[] = [];
  isEnded = false;
  onmessage: ((event: { data: ToPage }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  postMessage(message: ToWorker): void {
    this.sent.push(message);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(data: ToPage): void {
    this.onmessage?.({ data });
  }
}

const device = { id: "device", owner: "device-1" };
const options = { settings: DEFAULT_SETTINGS };
const noNetwork = { fetch: () => Promise.reject(new Error("No network here.")), secret: () => null };

function runner(files: Partial<VaultFiles> = {}, network: Partial<Pick<WorkerRunnerOptions, "fetch" | "secret">> = {}) {
  const workers: StandWorker[] = [];
  const core = workerRunner({
    ...noNetwork,
    ...network,
    files: files as VaultFiles,
    device,
    start: () => {
      workers.push(new StandWorker());
      return workers.at(-1) as unknown as Worker;
    },
  });
  return { core, workers };
}

beforeEach(() => {
  jest.useFakeTimers();
  Object.assign(globalThis, { window: globalThis });
});
afterEach(() => {
  jest.useRealTimers();
});

it("A worker is started at the first call and ended when it has had nothing to do for a while", async () => {
  const { core, workers } = runner();
  expect(workers).toHaveLength(0);
  const asked = core.call("listDecisions", options);
  workers[0]!.say({ type: "result", call: 1, result: "ruling" });
  expect(await asked).toBe("ruling");
  jest.advanceTimersByTime(19_000);
  expect(workers[0]!.isEnded).toBe(false);
  jest.advanceTimersByTime(2000);
  expect(workers[0]!.isEnded).toBe(true);
  void core.call("listDecisions", options);
  expect(workers).toHaveLength(2);
});

it("It is not ended while a call runs, however long", () => {
  const { core, workers } = runner();
  void core.call("listDecisions", options);
  jest.advanceTimersByTime(10 * 60_000);
  expect(workers[0]!.isEnded).toBe(false);
});

it("Closing ends what runs, and nothing starts again", async () => {
  const { core, workers } = runner();
  const asked = core.call("listDecisions", options);
  core.close();
  await expect(asked).rejects.toMatchObject({ code: "cancelled" });
  await expect(core.call("listDecisions", options)).rejects.toMatchObject({ code: "cancelled" });
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([true]);
});

it("The worker's files are served, and a failure travels as one", async () => {
  const { core, workers } = runner({ stat: (path) => (path === "a.md" ? Promise.resolve({ path, size: 1, modified: 2 }) : Promise.reject(new Error("no"))) });
  void core.call("listDecisions", options);
  workers[0]!.say({ type: "file-calls", calls: [{ request: 1, name: "stat", given: ["a.md"] }] });
  workers[0]!.say({ type: "file-calls", calls: [{ request: 2, name: "stat", given: ["b.md"] }] });
  await jest.advanceTimersByTimeAsync(1);
  expect(workers[0]!.sent.slice(1)).toMatchObject([
    { type: "file-result", request: 1, result: { size: 1 } },
    { type: "file-failure", request: 2, failure: { kind: "fault" } },
  ]);
});

it("A worker that breaks fails its calls, and the next call has a new one", async () => {
  const { core, workers } = runner();
  const asked = core.call("listDecisions", options);
  workers[0]!.onerror?.({ message: "out of memory" });
  await expect(asked).rejects.toThrow("out of memory");
  void core.call("listDecisions", options);
  expect(workers).toHaveLength(2);
});

it("Where none can be had, that is said", async () => {
  const core = workerRunner({
    ...noNetwork,
    files: {} as VaultFiles,
    device,
    start: () => {
      throw new Error("blocked");
    },
  });
  await expect(core.call("listDecisions", options)).rejects.toMatchObject({ code: "engine-unavailable" });
});

it("Aborting tells the worker, which answers when it can", async () => {
  const { core, workers } = runner();
  const controller = new AbortController();
  const asked = core.call("listDecisions", { ...options, signal: controller.signal });
  controller.abort();
  expect(workers[0]!.sent.at(-1)).toEqual({ type: "abort", call: 1 });
  workers[0]!.say({ type: "failure", call: 1, failure: { kind: "compendium", code: "cancelled", message: "Cancelled.", path: null } });
  await expect(asked).rejects.toMatchObject({ code: "cancelled" });
});

const KEY = "sk-Qz7wPx4Lm9Tn2Rv8";
const named = (secret: string) => ({ settings: { ...DEFAULT_SETTINGS, model: { ...DEFAULT_SETTINGS.model, secret } } });

it("The key is read at the moment it is asked for, by the name in the settings of the call, and travels in no other message", () => {
  let stored: string | null = null;
  const asked: string[] = [];
  const { core, workers } = runner({}, { secret: (name) => (asked.push(name), stored) });
  void core.call("listDecisions", named("model-key"));
  stored = KEY;
  workers[0]!.say({ type: "key", request: 7, call: 1 });
  expect(asked).toEqual(["model-key"]);
  expect(workers[0]!.sent.at(-1)).toEqual({ type: "key", request: 7, key: KEY });
  expect(JSON.stringify(workers[0]!.sent.slice(0, -1))).not.toContain(KEY);
});

it.each([
  ["no secret is named", named(""), 1],
  ["there is none of that name", named("other"), 1],
  ["no secret can have that name", named("Not A Name"), 1],
  ["the call is over or never was", named("model-key"), 2],
])("There is no key where %s", (_, asking, call) => {
  const secret = (name: string): string | null => {
    if (name.includes(" ")) throw new Error("no such name");
    return name === "model-key" ? KEY : null;
  };
  const { core, workers } = runner({}, { secret });
  void core.call("listDecisions", asking);
  workers[0]!.say({ type: "key", request: 7, call });
  expect(workers[0]!.sent.at(-1)).toEqual({ type: "key", request: 7, key: null });
});

it.each([
  ["its call ends", (worker: StandWorker) => worker.say({ type: "result", call: 1, result: null })],
  ["its call fails", (worker: StandWorker) => worker.say({ type: "failure", call: 1, failure: { kind: "compendium", code: "cancelled", message: "Cancelled.", path: null } })],
  ["the worker dies", (worker: StandWorker) => worker.onerror?.({ message: "out of memory" })],
  ["the plugin is unloaded", (_: StandWorker, core: { close(): void }) => core.close()],
])("A request under way is aborted when %s", (_, end) => {
  const signals: unknown[] = [];
  const { core, workers } = runner({}, { fetch: (__, { signal }) => (signals.push(signal), new Promise<never>(() => undefined)) });
  core.call("listDecisions", options).catch(() => undefined);
  workers[0]!.say({ type: "fetch", exchange: 1, call: 1, url: "https://models.example", options: { method: "POST", headers: {} } });
  expect(signals).toEqual([expect.objectContaining({ aborted: false })]);
  end(workers[0]!, core);
  expect(signals).toEqual([expect.objectContaining({ aborted: true })]);
});
