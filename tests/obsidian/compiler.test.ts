import { CompendiumError } from "../../src/core/failure";
import { DEFAULT_SETTINGS } from "../../src/core/settings";
import { createCompiler, type Compiler } from "../../src/obsidian/compiler";
import type { CoreRunner } from "../../src/obsidian/core-calls/runner";

interface Call {
  name: string;
  options: { signal?: AbortSignal; emit?: (event: unknown) => void };
  given: unknown[];
  answer(result: unknown): void;
  fail(error: Error): void;
}

/** A core that answers when the test says so. */
function standCore(): { core: CoreRunner; calls: Call[]; faults: unknown[]; compiler: Compiler } {
  const calls: Call[] = [];
  const faults: unknown[] = [];
  const call = (name: string, options: Call["options"], ...given: unknown[]): Promise<unknown> => new Promise((answer, fail) => calls.push({ name, options, given, answer, fail }));
  const core = { call, close: () => undefined } as unknown as CoreRunner;
  return { core, calls, faults, compiler: createCompiler({ core, settings: () => Promise.resolve(DEFAULT_SETTINGS), report: (error) => faults.push(error) }) };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};
const overviewOf = (...sources: { path: string; state: string }[]) => ({ sources, pages: [], conflicts: [], interrupted: false, olderRecipe: 0, undoable: null });
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
