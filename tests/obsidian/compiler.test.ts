import { CompendiumError } from "../../src/core/failure";
import { DEFAULT_SETTINGS, type Settings } from "../../src/core/settings";
import { createCompiler, type Compiler, type Consent } from "../../src/obsidian/compiler";
import type { CoreRunner } from "../../src/obsidian/core-calls/runner";

interface Call {
  name: string;
  options: { signal?: AbortSignal; emit?: (event: unknown) => void };
  given: unknown[];
  answer(result: unknown): void;
  fail(error: Error): void;
}

const NO_QUESTIONS: Consent = { toCompile: () => Promise.reject(new Error("asked")), toSend: () => Promise.reject(new Error("asked")) };

/** A core that answers when the test says so. */
function standCore(settings: Settings = DEFAULT_SETTINGS, consent: Consent = NO_QUESTIONS): { core: CoreRunner; calls: Call[]; faults: unknown[]; compiler: Compiler } {
  const calls: Call[] = [];
  const faults: unknown[] = [];
  const call = (name: string, options: Call["options"], ...given: unknown[]): Promise<unknown> => new Promise((answer, fail) => calls.push({ name, options, given, answer, fail }));
  const core = { call, close: () => undefined } as unknown as CoreRunner;
  return { core, calls, faults, compiler: createCompiler({ core, settings: () => Promise.resolve(settings), consent, report: (error) => faults.push(error) }) };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};
const overviewOf = (...sources: { path: string; state: string }[]) => ({ sources, pages: [], conflicts: [], unfinished: [], interrupted: false, olderRecipe: 0, undoable: null });
const compiled = { sources: {}, pages: {}, changes: [], run: "r" };

it("Looks asked for during one are one more look after it", async () => {
  const { calls, compiler } = standCore();
  void compiler.refresh();
  void compiler.refresh();
  void compiler.refresh();
  await settled();
  expect(calls).toHaveLength(1);
  calls[0]!.answer(overviewOf());
  await settled();
  expect(calls).toHaveLength(2);
  calls[1]!.answer(overviewOf());
  await settled();
  expect(calls).toHaveLength(2);
});

it("Only one piece of work is done at a time, and looking waits for it", async () => {
  const { calls, compiler } = standCore();
  const first = compiler.compile({ paths: ["raw/a.md"] });
  await settled();
  await compiler.refresh();
  expect(await compiler.undo(null)).toBeNull();
  expect(calls.map(({ name }) => name)).toEqual(["compile"]);
  expect(calls[0]!.given).toEqual([{ paths: ["raw/a.md"], dryRun: false, force: false, redoOlderRecipe: false, acceptRemovals: false }]);
  calls[0]!.answer(compiled);
  expect(await first).toBe(compiled);
  await settled();
  expect(compiler.state()).toMatchObject({ running: null, outcome: { work: "compile" } });
  expect(calls.map(({ name }) => name)).toEqual(["compile", "overview"]);
});

it("Cancelling aborts the call and says so until it is done", async () => {
  const { calls, compiler, faults } = standCore();
  const run = compiler.compile();
  await settled();
  compiler.cancel();
  expect(calls[0]!.options.signal?.aborted).toBe(true);
  expect(compiler.state().running?.isCancelling).toBe(true);
  calls[0]!.fail(new CompendiumError("cancelled", "Cancelled."));
  expect(await run).toBeNull();
  expect(compiler.state().outcome).toMatchObject({ work: "failed", code: "cancelled" });
  expect(faults).toEqual([]);
});

it("A fault of ours is told to the user and to the console", async () => {
  const { calls, compiler, faults } = standCore();
  const run = compiler.compile();
  await settled();
  calls[0]!.fail(new TypeError("x is undefined"));
  await run;
  expect(compiler.state().outcome).toMatchObject({ code: "fault", message: "Something went wrong in Compendium: x is undefined" });
  expect(faults).toHaveLength(1);
});

it("A result is told until there is something new to compile", async () => {
  const { calls, compiler } = standCore();
  const look = async (...sources: { path: string; state: string }[]): Promise<void> => {
    void compiler.refresh();
    await settled();
    calls.at(-1)!.answer(overviewOf(...sources));
    await settled();
  };
  void compiler.compile({ paths: ["a.md"] });
  await settled();
  calls[0]!.answer(compiled);
  await settled();
  calls[1]!.answer(overviewOf({ path: "a.md", state: "compiled" }, { path: "b.md", state: "new" }));
  await settled();
  await look({ path: "a.md", state: "compiled" }, { path: "b.md", state: "new" });
  expect(compiler.state().outcome).not.toBeNull();
  await look({ path: "a.md", state: "changed" }, { path: "b.md", state: "new" });
  expect(compiler.state().outcome).toBeNull();
});

it("A ruling is followed by a compile, and both are taken back in turn", async () => {
  const { calls, compiler } = standCore();
  const ruling = compiler.decide({ kind: "page", terms: ["QEMU"] });
  await settled();
  calls[0]!.answer({ decisions: [], unknown: [], run: "r1" });
  await settled();
  calls[1]!.answer({ ...compiled, run: "r2" });
  expect(await ruling).toMatchObject({ runs: ["r2", "r1"] });
});

describe("With a model", () => {
  const settings: Settings = { ...DEFAULT_SETTINGS, engine: "llm", model: { ...DEFAULT_SETTINGS.model, strongModel: "big", fastModel: "small", budgetPerMonth: 5 } };
  const plan = { model: { calls: 3, costUsd: 0.5, passes: [], arePricesKnown: true } };

  function standing(agrees: boolean) {
    const asked: unknown[] = [];
    const consent: Consent = {
      toCompile: (given, request, manner) => {
        asked.push([given, request, manner]);
        return Promise.resolve(agrees);
      },
      toSend: (path) => {
        asked.push(path);
        return Promise.resolve(agrees);
      },
    };
    return { asked, ...standCore(settings, consent) };
  }

  it("what a compile asks is worked out first, and the user's consent comes before anything is sent", async () => {
    const { asked, calls, compiler } = standing(true);
    const run = compiler.compile({ paths: ["raw/a.md"] }, { isByItself: true });
    await settled();
    expect(calls.map(({ given }) => (given[0] as { dryRun: boolean }).dryRun)).toEqual([true]);
    expect(compiler.state().running).toMatchObject({ work: "price" });
    calls[0]!.answer(plan);
    await settled();
    expect(asked).toEqual([[plan, { paths: ["raw/a.md"] }, { isByItself: true }]]);
    expect(calls.map(({ given }) => (given[0] as { dryRun: boolean }).dryRun)).toEqual([true, false]);
    expect(compiler.state().running).toMatchObject({ work: "compile", expected: plan.model });
    calls[1]!.answer(compiled);
    expect(await run).toBe(compiled);
    expect(compiler.state().outcome).toMatchObject({ work: "compile", expected: plan.model });
  });

  it("nothing is compiled where the user says no, and nothing is said of it", async () => {
    const { calls, compiler } = standing(false);
    const run = compiler.compile();
    await settled();
    calls[0]!.answer(plan);
    expect(await run).toBeNull();
    expect(calls.filter(({ name }) => name === "compile")).toHaveLength(1);
    expect(compiler.state()).toMatchObject({ running: null, outcome: null });
  });

  it("a ruling is kept where the compile that follows it is not wanted", async () => {
    const { calls, compiler } = standing(false);
    const run = compiler.decide({ kind: "no-page", terms: ["A"] });
    await settled();
    calls[0]!.answer({ decisions: [], unknown: [], run: "ruling" });
    await settled();
    calls[1]!.answer(plan);
    expect(await run).toMatchObject({ run: "ruling", runs: ["ruling"], isFollowed: false });
    expect(calls.map(({ name }) => name).filter((name) => name !== "overview")).toEqual(["decide", "compile"]);
  });

  it("no note is summarised before the user agreed to send it", async () => {
    const { asked, calls, compiler } = standing(false);
    await expect(compiler.ask("summarise", "raw/a.md")).rejects.toMatchObject({ code: "cancelled" });
    expect({ asked, calls }).toEqual({ asked: ["raw/a.md"], calls: [] });
  });

  it("the price of what waits is worked out behind what the user does, and given up when they act", async () => {
    const { calls, compiler } = standing(true);
    void compiler.refresh();
    await settled();
    calls[0]!.answer(overviewOf({ path: "raw/a.md", state: "new" }));
    await settled();
    expect(compiler.state().price).toEqual({ model: null, problem: null, account: null });
    calls[1]!.answer({ month: "2026-11", spent: 1.5 });
    await settled();
    calls[2]!.answer(plan);
    await settled();
    expect(compiler.state().price).toEqual({ model: plan.model, problem: null, account: { models: ["small", "big"], spent: 1.5, limit: 5 } });
    void compiler.refresh();
    await settled();
    calls[3]!.answer(overviewOf({ path: "raw/b.md", state: "new" }));
    await settled();
    calls[4]!.answer({ month: "2026-11", spent: 1.5 });
    await settled();
    void compiler.compile();
    await settled();
    expect(calls[5]!.options.signal?.aborted).toBe(true);
  });

  it("a run is paused and resumed where it runs", async () => {
    const { calls, compiler } = standing(true);
    const steered: boolean[] = [];
    const run = compiler.compile();
    await settled();
    calls[0]!.answer(plan);
    await settled();
    (calls[1]!.options as unknown as { steer: (set: (isPaused: boolean) => void) => void }).steer((isPaused) => steered.push(isPaused));
    compiler.pause();
    compiler.pause();
    expect(compiler.state().running?.isPaused).toBe(true);
    compiler.resume();
    expect(compiler.state().running?.isPaused).toBe(false);
    calls[1]!.answer(compiled);
    await run;
    compiler.pause();
    expect(steered).toEqual([true, false]);
  });

  it("a ruling is kept, and can be taken back, where the compile that follows it fails", async () => {
    const { calls, compiler } = standing(true);
    const run = compiler.decide({ kind: "no-page", terms: ["A"] });
    await settled();
    calls[0]!.answer({ decisions: [], unknown: [], run: "ruling" });
    await settled();
    calls[1]!.fail(new CompendiumError("engine-unavailable", "The endpoint is down."));
    expect(await run).toMatchObject({ runs: ["ruling"], isFollowed: false });
    expect(compiler.state().outcome).toMatchObject({ work: "failed", attempted: "compile", message: "The endpoint is down." });
  });

  it("the question is about the settings the run began with, says that it waits, and is given up when the run is cancelled", async () => {
    const asked: unknown[] = [];
    const consent: Consent = {
      toCompile: (...given) => {
        asked.push(given[3]);
        return new Promise((resolve) => given[4].addEventListener("abort", () => resolve(false)));
      },
      toSend: () => Promise.resolve(false),
    };
    const { calls, compiler } = standCore(settings, consent);
    const run = compiler.compile();
    await settled();
    compiler.pause();
    expect(compiler.state().running).toMatchObject({ work: "price", isPaused: false, isAsking: false });
    calls[0]!.answer(plan);
    await settled();
    expect(asked).toEqual([settings]);
    expect(compiler.state().running).toMatchObject({ isAsking: true });
    compiler.cancel();
    expect(await run).toBeNull();
    expect(calls.filter(({ name }) => name === "compile")).toHaveLength(1);
  });
});
