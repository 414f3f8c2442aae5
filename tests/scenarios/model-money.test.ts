/** Money and consent over whole vaults: what is told before, what stops a run, and whose text is never sent. */
import { compile, status, summarise } from "../../src/core/api";
import type { RunEvent } from "../../src/core/events";
import { DEFAULT_SETTINGS, type Settings } from "../../src/core/settings";
import { countedModel, type CountedModel } from "../support/good-model";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { sampleSources } from "../support/sample-sources";
import { compileAll, compileOptions, withoutLog } from "../support/vaults";

/** A model of known price: in dollars, with hardly any for its size. */
const MODEL: Settings["model"] = { ...DEFAULT_SETTINGS.model, preset: "openai", strongModel: "gpt-4.1-mini" };
const SETTINGS: Partial<Settings> = { engine: "llm", model: MODEL };
const vaultOf = (host: MemoryHost, more: Partial<Settings> = {}) => ({ host, settings: { ...DEFAULT_SETTINGS, ...SETTINGS, ...more } });

function hostWith(sources: Record<string, string>, model: CountedModel = countedModel()): { host: MemoryHost; model: CountedModel } {
  const host = memoryHost(sources);
  host.askModel = model.askModel;
  return { host, model };
}

describe("Before a run", () => {
  it("the plan tells calls, tokens and cost pass by pass, and its parts make the whole", async () => {
    const { host, model } = hostWith(sampleSources());
    const { model: plan } = await compileAll(host, { dryRun: true }, SETTINGS);
    expect(model.requests).toEqual([]);
    expect(plan.passes.map(({ name }) => name)).toEqual(expect.arrayContaining(["digest", "article"]));
    for (const key of ["calls", "inputTokens", "outputTokens", "costUsd"] as const) expect(plan.passes.reduce((sum, pass) => sum + pass[key], 0)).toBeCloseTo(plan[key], 6);
    expect(plan).toMatchObject({ estimated: true, arePricesKnown: true });
    expect(plan.costUsd).toBeGreaterThan(0);
  });

  it("status tells what is pending, and nothing once it is done", async () => {
    const { host, model } = hostWith(sampleSources());
    const { pending } = await status(vaultOf(host));
    expect(pending.calls).toBeGreaterThan(3);
    expect(pending.costUsd).toBeGreaterThan(0);
    expect(model.requests).toEqual([]);
    await compileAll(host, {}, SETTINGS);
    expect((await status(vaultOf(host))).pending).toEqual({ sources: 0, calls: 0, inputTokens: 0, costUsd: 0 });
  });

  it("status says how the sources stand also where no endpoint is named yet", async () => {
    const { sources, pending } = await status(vaultOf(memoryHost(sampleSources()), { model: { ...MODEL, preset: "custom" } }));
    expect({ all: sources.length > 3, calls: pending.calls }).toEqual({ all: true, calls: 0 });
  });

  it("pages of an older recipe have a price before they are made anew", async () => {
    const { host, model } = hostWith(sampleSources());
    await compileAll(host, {}, SETTINGS);
    host.put("wiki/AGENTS.md", `${host.text("wiki/AGENTS.md")}\n- Write plainly.\n`);
    model.forget();
    const nothing = await compileAll(host, { dryRun: true }, SETTINGS);
    const anew = await compileAll(host, { dryRun: true, redoOlderRecipe: true }, SETTINGS);
    expect({ calls: nothing.model.calls, asked: model.requests }).toEqual({ calls: 0, asked: [] });
    expect(anew.model.calls).toBeGreaterThan(3);
  });
});

describe("A budget", () => {
  it("stops a run with what it has, and the next one goes on from there without paying again", async () => {
    const undisturbed = hostWith(sampleSources());
    await compileAll(undisturbed.host, {}, SETTINGS);
    const { host, model } = hostWith(sampleSources());
    const { costUsd } = (await compileAll(host, { dryRun: true }, SETTINGS)).model;
    const events: RunEvent[] = [];
    await expect(compileAll(host, { maxCost: costUsd * 0.4, emit: (event) => events.push(event) }, SETTINGS)).rejects.toMatchObject({ code: "budget" });
    const first = model.requests.length;
    expect(first).toBeGreaterThan(0);
    const spent = events.flatMap((event) => (event.type === "spent" ? [event.costUsd] : []));
    expect(spent.at(-1)).toBeLessThanOrEqual(costUsd * 0.4);
    expect(Object.keys(host.tree("wiki"))).toEqual([]);
    await compileAll(host, {}, SETTINGS);
    expect(model.requests.length).toBe(undisturbed.model.requests.length);
    expect(withoutLog(host.tree())).toEqual(withoutLog(undisturbed.host.tree()));
  });

  it("of nothing sends nothing", async () => {
    const { host, model } = hostWith(sampleSources());
    await expect(compileAll(host, {}, { ...SETTINGS, model: { ...MODEL, budgetPerMonth: 0 } })).rejects.toMatchObject({ code: "budget" });
    expect(model.requests).toEqual([]);
  });
});

describe("Text that is never sent", () => {
  const SECRET = "The Heron Vault holds 4711 crowns of Astrid Palm.";
  const sources = { ...sampleSources(), "raw/private/Diary.md": `# Diary\n\n${SECRET}\n\n${SECRET.replace("4711", "4712")}\n` };
  const settings = { ...SETTINGS, excludedFolders: ["raw/private"] };
  const sent = (model: CountedModel): string => JSON.stringify(model.requests);

  it("is that of excluded folders: not in a compile, not by name, not in a summary", async () => {
    const { host, model } = hostWith(sources);
    await compileAll(host, {}, settings);
    await compileAll(host, { force: true, redoOlderRecipe: true }, settings);
    await expect(compile(vaultOf(host, settings), compileOptions({ paths: ["raw/private/Diary.md"] }))).rejects.toMatchObject({ code: "no-such-source" });
    const summary = await summarise(vaultOf(host, settings), "raw/private/Diary.md", { aborted: false });
    expect(summary.claims.map(({ quote }) => quote).join(" ")).toContain("Astrid Palm");
    expect(model.requests.length).toBeGreaterThan(3);
    expect(sent(model)).not.toContain("Heron Vault");
    expect(sent(model)).not.toContain("Diary");
  });

  it("is that of a folder whose name was written with other capitals", async () => {
    const { host, model } = hostWith(sources);
    await compileAll(host, {}, { ...settings, excludedFolders: ["Raw/Private"] });
    expect(model.requests.length).toBeGreaterThan(0);
    expect(sent(model)).not.toMatch(/Heron Vault|Diary/);
  });

  it("is gone from what is sent, and from the wiki, once its folder is excluded", async () => {
    const { host, model } = hostWith(sources);
    await compileAll(host, {}, SETTINGS);
    expect(sent(model)).toContain("Heron Vault");
    model.forget();
    await compileAll(host, { acceptRemovals: true }, settings);
    await compileAll(host, { force: true, redoOlderRecipe: true }, settings);
    expect(sent(model)).not.toContain("Heron Vault");
    expect(JSON.stringify(withoutLog(host.tree("wiki")))).not.toContain("Heron Vault");
  });
});
