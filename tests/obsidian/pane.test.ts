import type { CompileResult, Overview } from "../../src/core/api";
import type { CompilerState } from "../../src/obsidian/compiler-state";
import { coverageText, groupsOf } from "../../src/obsidian/compile-pane/groups";
import { leadOf } from "../../src/obsidian/compile-pane/lead";
import { initialProgress, runningPass, shareDone, withEvent } from "../../src/obsidian/progress";
import { statusWords } from "../../src/obsidian/status-words";
import { engineNeeds, folderRows, madeText, missingFolders, modelText, planText, standing, waitingText } from "../../src/obsidian/welcome/plan";
import { DEFAULT_SETTINGS, type Settings } from "../../src/core/settings";

type Source = Overview["sources"][number];
const source = (path: string, changes: Partial<Source> = {}): Source => ({ path, title: path.replace(/.*\/|\.md$/g, ""), state: "compiled", page: `wiki/sources/${path}`, sections: 3, covered: 3, pages: 2, ...changes });
const overview = (changes: Partial<Overview> = {}): Overview => ({ sources: [], pages: [], conflicts: [], unfinished: [], interrupted: false, olderRecipe: 0, undoable: null, ...changes });
const state = (changes: Partial<CompilerState> = {}): CompilerState => ({ overview: null, problem: null, running: null, outcome: null, price: null, ...changes });
const result = (changes: Partial<CompileResult> = {}): CompileResult => ({
  sources: { total: 2, new: 2, changed: 0, removed: 0, unchanged: 0, failed: 0, opened: 2 },
  passes: [],
  pages: { created: 3, updated: 1, unchanged: 0, retired: 0, conflicts: 0, olderRecipe: 0 },
  written: [],
  failures: [],
  model: { calls: 0, cached: 0, inputTokens: 0, outputTokens: 0, costUsd: 0, estimated: false, passes: [], arePricesKnown: true },
  ms: 10,
  run: "run",
  ...changes,
} as CompileResult);

describe("groups of the pane", () => {
  it("put what needs the user first, then what waits, then what is done", () => {
    const sources = [source("raw/a.md"), source("raw/b.md", { state: "new", page: null }), source("raw/c.md", { state: "failed", message: "It is no text." }), source("raw/d.md", { state: "removed" })];
    const groups = groupsOf(state({ overview: overview({ sources, conflicts: [{ path: "wiki/concepts/Q.md", name: "Q", count: 2 }] }) }), null);
    expect(groups.map(({ id, rows }) => [id, rows.map(({ title }) => title)])).toEqual([
      ["needs-you", ["Q", "c"]],
      ["to-compile", ["b", "d"]],
      ["compiled", ["a"]],
    ]);
    expect(groups[0]!.rows[1]!.detail).toBe("Failed: It is no text.");
  });

  it("are none before the sources were looked at", () => {
    expect(groupsOf(state(), null)).toEqual([]);
  });

  it("tell of concepts first, then of source pages, then of lists and files, each in the wiki's order", () => {
    const change = (kind: string, path: string): CompileResult["changes"][number] => ({ path: `wiki/${path}.md`, name: path, kind, change: "created", detail: { claims: 0, sources: 0, claimsAdded: 0, claimsRemoved: 0 } }) as CompileResult["changes"][number];
    const changes = [change("file", "AGENTS"), change("listing", "categories/People"), change("concept", "concepts/B"), change("concept", "concepts/C"), change("listing", "index"), change("source", "sources/A (source)")];
    const compiled = { work: "compile" as const, result: result({ changes }), seconds: 1, expected: null };
    const [created] = groupsOf(state({ overview: overview(), outcome: compiled }), null);
    expect(created!.rows.map(({ title }) => title)).toEqual(["concepts/B", "concepts/C", "sources/A (source)", "categories/People", "index", "AGENTS"]);
  });

  it("offer what did not make it only where something did not", () => {
    const [group] = groupsOf(state({ overview: overview({ sources: [source("a.md"), source("b.md", { covered: 2 })] }) }), null);
    expect(group!.rows.map(({ offers }) => offers.length)).toEqual([0, 1]);
    expect([coverageText({ sections: 0, covered: 0 }), coverageText({ sections: 1, covered: 1 }), coverageText({ sections: 5, covered: 4 })]).toEqual(["No text", "Its one section covered", "4 of 5 sections covered"]);
  });
});

describe("the lead", () => {
  it("says what waits", () => {
    const lead = leadOf(state({ overview: overview({ sources: [source("a.md", { state: "new" }), source("b.md", { state: "changed" }), source("c.md", { state: "removed" })] }) }), false);
    expect(lead).toMatchObject({ heading: "Ready to compile", lines: ["3 sources: 1 new, 1 changed and 1 removed. No calls, no cost."] });
    expect(lead.actions[0]).toEqual({ action: "compile", text: "Compile" });
  });

  it("says that there is nothing to do", () => {
    expect(leadOf(state({ overview: overview({ sources: [source("a.md")], olderRecipe: 2 }) }), false)).toMatchObject({ icon: "ok", heading: "The wiki is up to date", note: expect.stringContaining("2 pages from an older recipe") });
  });

  it("leads to the welcome where there are no sources", () => {
    expect(leadOf(state({ overview: overview() }), false).actions).toEqual([{ action: "open-welcome", text: "Open welcome" }]);
  });

  it("tells the result, and what was wrong in it", () => {
    const compiled = result({ sources: { total: 3, new: 2, changed: 0, removed: 0, unchanged: 0, failed: 1, opened: 3 } });
    expect(leadOf(state({ outcome: { work: "compile", result: compiled, seconds: 2.4, expected: null } }), false)).toMatchObject({ heading: "Compiled 2 sources in 2 s", lines: ["3 pages created, 1 updated.", "1 source could not be compiled; see below."] });
  });

  it("asks about removals and offers both ways", () => {
    const lead = leadOf(state({ outcome: { work: "failed", attempted: "compile", code: "removals", message: "7 of 9 sources are gone. If they are meant to be gone, say so.", request: {} } }), false);
    expect(lead.actions.map(({ action }) => action)).toEqual(["retry", "accept-removals"]);
    expect(lead.lines[0]).toBe("7 of 9 sources are gone.");
  });

  it("shows a run before all else, and its cancelling", () => {
    const running = { work: "compile" as const, progress: initialProgress(), startedAt: 0, isCancelling: false, isPaused: false, isAsking: false, expected: null };
    expect(leadOf(state({ running, problem: "x" }), false)).toMatchObject({ heading: "Compiling", actions: [{ action: "cancel", text: "Cancel" }, { action: "pause", text: "Pause" }] });
    expect(leadOf(state({ running: { ...running, isPaused: true } }), false)).toMatchObject({ icon: "paused", heading: "Paused", actions: [{ action: "cancel" }, { action: "resume", text: "Resume" }] });
    expect(leadOf(state({ running: { ...running, isCancelling: true } }), false)).toMatchObject({ heading: "Cancelling", actions: [] });
    expect(leadOf(state({ running: { ...running, work: "price", isAsking: true } }), false)).toMatchObject({ icon: "paused", heading: "Waiting for your answer", actions: [{ action: "cancel" }] });
  });
});

describe("the lead of a compile with a model", () => {
  const use = { calls: 14, cached: 0, inputTokens: 1, outputTokens: 1, costUsd: 0.04, estimated: true, passes: [], arePricesKnown: true };
  const waiting = overview({ sources: [source("a.md", { state: "new" })] });

  it("says what it will take, as far as that is known", () => {
    const line = (price: CompilerState["price"]): string | undefined => leadOf(state({ overview: waiting, price }), false).lines[0];
    expect(line(null)).toContain("No calls, no cost.");
    expect(line({ model: null, problem: null, account: null })).toContain("The price is being worked out.");
    expect(line({ model: null, problem: "No model is chosen.", account: null })).toContain("No model is chosen.");
    expect(line({ model: use, problem: null, account: null })).toContain("About 14 calls, $0.04.");
    expect(leadOf(state({ overview: waiting, price: { model: use, problem: null, account: { models: ["mini"], spent: 1, limit: 5 } } }), false).note).toBe("mini. $1.00 of $5.00 used this month.");
  });

  it("shows what is spent while it runs and what was spent after", () => {
    const progress = withEvent(initialProgress(), { type: "spent", calls: 7, inputTokens: 1, outputTokens: 1, costUsd: 0.02 });
    const running = { work: "compile" as const, progress, startedAt: 0, isCancelling: false, isPaused: false, isAsking: false, expected: use };
    expect(leadOf(state({ running }), false).progress?.spending).toBe("7 of about 14 calls, $0.02 of about $0.04");
    expect(leadOf(state({ running: { ...running, work: "price", expected: null } }), false)).toMatchObject({ heading: "Working out the price", actions: [{ action: "cancel" }] });
    const compiled = result({ model: { ...use, calls: 13, costUsd: 0.038, estimated: false } });
    expect(leadOf(state({ outcome: { work: "compile", result: compiled, seconds: 1, expected: use } }), false).lines[1]).toBe("13 calls, $0.038, where about 14 calls, $0.04 were expected.");
  });

  it("does not call a wiki up to date for which a model was asked in vain, and names the pages with the reason and a way on", () => {
    const unfinished = overview({ sources: [source("a.md", { state: "compiled" })], unfinished: [{ path: "wiki/concepts/Crane.md", name: "Crane", message: "The model declined to answer." }] });
    expect(leadOf(state({ overview: unfinished }), false)).toMatchObject({ heading: "Not finished", actions: [{ action: "compile", text: "Go on" }, { action: "open-index" }] });
    const row = groupsOf(state({ overview: unfinished }), null)[0]?.rows[0];
    expect(row).toMatchObject({ title: "Crane", open: { kind: "open", path: "wiki/concepts/Crane.md" } });
    expect(row?.detail).toContain("The model declined to answer.");
    expect(row?.offers.map(({ text }) => text)).toEqual(["Open", "Retry"]);
  });

  it("says what is safe and what to do where the budget or the endpoint ended it", () => {
    const failed = (code: string) => leadOf(state({ outcome: { work: "failed", attempted: "compile", code, message: "It ended.", request: {} } }), false);
    expect(failed("budget")).toMatchObject({ heading: "The budget is used up", actions: [{ action: "open-settings" }, { action: "retry", text: "Go on" }] });
    expect(failed("budget").lines[1]).toContain("What was paid for is kept");
    expect(failed("engine-unavailable").lines[1]).toBe("No page was touched. What was done so far is kept.");
    expect(failed("engine-unavailable").actions.map(({ action }) => action)).toEqual(["retry", "open-settings"]);
  });
});

describe("progress", () => {
  const events = [
    { type: "progress", pass: "read", done: 1, total: 2 },
    { type: "progress", pass: "read", done: 2, total: 2 },
    { type: "progress", pass: "digest", done: 1, total: 4 },
  ] as const;

  it("goes up from nothing to all", () => {
    let progress = initialProgress();
    const shares = [shareDone(progress)];
    for (const event of events) shares.push(shareDone((progress = withEvent(progress, event))));
    expect(shares).toEqual([...shares].sort((left, right) => left - right));
    expect(runningPass(progress)).toMatchObject({ pass: "digest", done: 1, total: 4 });
    expect(shareDone(withEvent(progress, { type: "progress", pass: "write", done: 9, total: 9 }))).toBe(1);
  });

  it("keeps what people should hear of", () => {
    const progress = withEvent(initialProgress(), { type: "source-failed", path: "a.md", code: "not-text", message: "No text." });
    expect(progress.notes).toHaveLength(1);
  });
});

describe("the status bar", () => {
  const words = (changes: Partial<Overview>): string | undefined => statusWords(state({ overview: overview(changes) }))?.text;

  it("counts what asks for something", () => {
    expect(words({ sources: [source("a.md", { state: "failed" }), source("b.md", { state: "new" })], conflicts: [{ path: "p", name: "P", count: 3 }] })).toBe("1 conflict, 1 failed, 1 to compile");
    expect(words({ sources: [source("a.md")] })).toBe("Wiki up to date");
    expect(words({})).toBe("No sources");
    expect(statusWords(state())).toBeNull();
  });
});

describe("the welcome", () => {
  const listing = { notes: ["Clippings/a.md", "Clippings/deep/b.md", "Other/c.md", "wiki/index.md"], hasFolder: (path: string) => path !== "raw" };

  it("says how each folder stands", () => {
    expect(folderRows(DEFAULT_SETTINGS, listing).map(({ path, state: standing }) => [path, standing])).toEqual([
      ["Clippings", "2 notes found"],
      ["raw", "will be made"],
      ["wiki", "1 page found"],
    ]);
    expect(missingFolders(DEFAULT_SETTINGS, listing.hasFolder)).toEqual(["raw"]);
  });

  it("counts what waits: by the overview where there is one, by paths and plan before", () => {
    const planned = result();
    const nothing = result({ sources: { ...planned.sources, new: 0 }, pages: { ...planned.pages, created: 0, updated: 0 } });
    expect(standing(DEFAULT_SETTINGS, listing, null, null)).toEqual({ waiting: 2, isDone: false, hasWiki: true });
    expect(standing(DEFAULT_SETTINGS, listing, null, nothing)).toEqual({ waiting: 0, isDone: true, hasWiki: true });
    const sources = [source("Clippings/a.md"), source("Clippings/deep/b.md", { state: "changed" })];
    expect(standing(DEFAULT_SETTINGS, listing, overview({ sources }), nothing)).toEqual({ waiting: 1, isDone: false, hasWiki: false });
    const pages = [{ path: "wiki/concepts/A.md", name: "A", aliases: [], kind: "concept" }] as unknown as Overview["pages"];
    expect(standing(DEFAULT_SETTINGS, listing, overview({ sources: sources.slice(0, 1), pages }), null)).toEqual({ waiting: 0, isDone: true, hasWiki: true });
    expect(waitingText(overview({ sources }))).toBe("changed Clippings/deep/b.md");
  });

  it("tells what the first compile would ask of a model, and what it took", () => {
    const use = { ...result().model, calls: 1234, inputTokens: 120_000, outputTokens: 1976, costUsd: 0.42, arePricesKnown: true };
    expect(planText(15, null, true)).toBe("15 sources, the cost is being worked out. You can undo it in one step.");
    expect(planText(15, result({ model: use }), true)).toBe("15 sources, about 4 pages, about 1,234 calls, 122,000 tokens, $0.42. You can undo it in one step.");
    expect(planText(15, result({ model: { ...use, costUsd: 0, arePricesKnown: false } }), true)).toContain("122,000 tokens, price not known.");
    expect(planText(15, result({ model: { ...use, calls: 0 } }), true)).toContain(", no calls, no cost.");
    expect(planText(0, null, true)).toBe("No notes to compile yet.");
    expect(madeText(result({ model: { ...use, calls: 7 } }), 3)).toMatch(/in 3 s, with 7 calls, \$0\.42\. /);
  });

  it("says which model is asked, or what is yet to be chosen", () => {
    const settings = (model: Partial<Settings["model"]>, engine: Settings["engine"] = "llm"): Settings => ({ ...DEFAULT_SETTINGS, engine, model: { ...DEFAULT_SETTINGS.model, ...model } });
    expect(engineNeeds(settings({}, "extractive"), false)).toEqual([]);
    expect(engineNeeds(settings({ preset: "openai" }), false)).toEqual(["a key", "a model"]);
    expect(modelText(settings({ preset: "openai" }), ["a key", "a model"])).toBe("It still needs a key and a model.");
    expect(modelText(settings({ preset: "openai", strongModel: "big" }), [])).toBe("OpenAI is asked, with big.");
    expect(modelText(settings({ preset: "groq", strongModel: "big", fastModel: "small" }), [])).toBe("Groq is asked, with small for reading and big for writing.");
  });

  it("tells the plan as soon as there is one", () => {
    expect(planText(0, null)).toBe("No notes to compile yet.");
    expect(planText(15, null)).toBe("15 sources, no calls, no cost. You can undo it in one step.");
    expect(planText(1, result())).toBe("1 source, about 4 pages, no calls, no cost. You can undo it in one step.");
  });
});
