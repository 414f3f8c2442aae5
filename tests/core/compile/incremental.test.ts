import { createRunner, type Pass, type Runner, type Stored } from "../../../src/core/compile/incremental";
import { memoryHost } from "../../support/memory-host";

/** A pass that counts its runs: it turns a text into its length. */
const countingPass = (recipe = "one"): Pass<string, number> & { runs: number } => {
  const pass = {
    name: "digest" as const,
    recipe,
    runs: 0,
    fingerprint: (input: string) => `text ${input}`,
    run: (input: string) => {
      pass.runs += 1;
      return input.length;
    },
  };
  return pass;
};

const runner = (options: { redoOlderRecipe?: boolean; aborted?: boolean } = {}): Runner =>
  createRunner({ clock: memoryHost().clock, signal: { aborted: options.aborted ?? false }, redoOlderRecipe: options.redoOlderRecipe ?? false, passes: ["read", "digest"] });

const run = async (pass: Pass<string, number>, input: string, stored: Stored<number> | null, options = {}) => {
  const used = runner(options);
  const result = await used.bring(pass, input, stored);
  return { result, counts: used.counts().find(({ name }) => name === "digest"), older: used.olderRecipes() };
};

describe("The incremental engine", () => {
  it("runs a pass that never ran", async () => {
    const pass = countingPass();
    const { result, counts } = await run(pass, "abc", null);
    expect(result).toEqual({ content: "text abc", recipe: "one", output: 3 });
    expect(counts).toEqual({ name: "digest", ran: 1, reused: 0 });
  });

  it("runs nothing when content and recipe are the same, and gives back the very result", async () => {
    const pass = countingPass();
    const first = await run(pass, "abc", null);
    const second = await run(pass, "abc", first.result);
    expect(pass.runs).toBe(1);
    expect(second.result).toBe(first.result);
    expect(second.counts).toEqual({ name: "digest", ran: 0, reused: 1 });
  });

  it("runs again when the content changed, and once more when it changed back", async () => {
    const pass = countingPass();
    const first = await run(pass, "abc", null);
    const second = await run(pass, "abcd", first.result);
    const third = await run(pass, "abc", second.result);
    expect(pass.runs).toBe(3);
    expect(third.result).toEqual(first.result);
  });

  it("keeps a result of an older recipe and says so", async () => {
    const old = await run(countingPass("one"), "abc", null);
    const pass = countingPass("two");
    const { result, older } = await run(pass, "abc", old.result);
    expect(pass.runs).toBe(0);
    expect(result.recipe).toBe("one");
    expect(older).toBe(1);
  });

  it("redoes a result of an older recipe when asked", async () => {
    const old = await run(countingPass("one"), "abc", null);
    const pass = countingPass("two");
    const { result, older } = await run(pass, "abc", old.result, { redoOlderRecipe: true });
    expect(pass.runs).toBe(1);
    expect(result.recipe).toBe("two");
    expect(older).toBe(0);
  });

  it("stops between pieces of work when it was cancelled", async () => {
    await expect(runner({ aborted: true }).pace()).rejects.toMatchObject({ code: "cancelled" });
  });

  it("lists every pass, also those with nothing to do, in order", () => {
    expect(runner().counts()).toEqual([
      { name: "read", ran: 0, reused: 0 },
      { name: "digest", ran: 0, reused: 0 },
    ]);
  });

  it("lets the host breathe when it has worked for long", async () => {
    let breaths = 0;
    let time = 0;
    const used = createRunner({ clock: { now: () => time, stamp: () => "", breathe: () => Promise.resolve(void (breaths += 1)), wait: () => Promise.resolve() }, signal: { aborted: false }, redoOlderRecipe: false, passes: [] });
    await used.pace();
    expect(breaths).toBe(0);
    time = 50;
    await used.pace();
    expect(breaths).toBe(1);
  });
});
