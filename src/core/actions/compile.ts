/** Action: brings the wiki up to date. */
import { createRunner } from "../compile/incremental";
import { createSourceCache } from "../compile/source-cache";
import type { Memory } from "../compile/recover";
import { arePricesKnown } from "../engines/llm/endpoint";
import type { TaskTotals, Totals } from "../engines/llm/meter";
import { openEngine, type OpenedEngine } from "../engines/open-engine";
import { PASS_NAMES, type Emit } from "../events";
import { CompendiumError } from "../failure";
import { compileRun, type CompileOutcome } from "../passes/pipeline";
import type { Run } from "../passes/run";
import type { CancelSignal, PauseSignal } from "../ports";
import { isExcluded, isInFolder, isSourcePath } from "../settings";
import { byCodeUnit } from "../text/key";
import { describeChanges, type PageChange } from "./page-changes";
import { glance, readDecisions, withMemory, type Vault } from "./session";

export interface CompileOptions {
  /** Only these files and folders; the whole vault where empty. */
  paths: string[];
  dryRun: boolean;
  force: boolean;
  redoOlderRecipe: boolean;
  acceptRemovals: boolean;
  /** Dollars this run may cost; else the setting's budget holds. */
  maxCost?: number | undefined;
  signal: CancelSignal;
  /** The model's work goes to the provider in batches, for less money and hours later. */
  batch?: boolean;
  /** What was estimated for this very run, so that the next estimate is the better for it. */
  expected?: ModelUse | null;
  /** Nothing new is begun while it is paused. */
  pause?: PauseSignal;
  emit: Emit;
}

/** What a model was asked, or would be: nothing of it with the built-in engine. */
export interface ModelUse extends TaskTotals {
  /** Requests that a stored reply answered. */
  cached: number;
  /** Nothing was sent: the figures are what a run is expected to take. */
  estimated: boolean;
  /** Each pass that asks, and repairs, in the order of the passes. */
  passes: ({ name: "digest" | "concepts" | "article" | "repair" } & TaskTotals)[];
  /** False where `costUsd` lacks the price of a model. */
  arePricesKnown: boolean;
}

export interface CompileResult {
  sources: { total: number; new: number; changed: number; removed: number; unchanged: number; failed: number; opened: number };
  passes: { name: string; ran: number; reused: number }[];
  pages: { created: number; updated: number; unchanged: number; retired: number; conflicts: number; olderRecipe: number };
  written: string[];
  /** What was written page by page, or would be in a dry run; the log apart. */
  changes: PageChange[];
  failures: { path: string; code: string; message: string }[];
  model: ModelUse;
  ms: number;
  run: string | null;
}

export async function compile(vault: Vault, options: CompileOptions): Promise<CompileResult> {
  const started = vault.host.clock.now();
  const result = options.dryRun ? await compileWith(vault, options, await glance(vault)) : await withMemory(vault, options.emit, (memory, locked) => compileWith(locked, options, memory));
  return { ...result, ms: Math.round(vault.host.clock.now() - started) };
}

async function compileWith(vault: Vault, options: CompileOptions, memory: Memory): Promise<CompileResult> {
  const { host, settings } = vault;
  const opened = await openEngine(vault, options.dryRun ? "estimate" : "work", { budgetPerRun: options.maxCost, emit: options.emit, pause: options.pause, asksAgain: options.force, batch: options.batch, signal: options.signal });
  const run: Run = {
    host,
    settings,
    engine: opened.engine,
    runner: createRunner({ clock: host.clock, signal: options.signal, pause: options.pause, redoOlderRecipe: options.redoOlderRecipe, passes: PASS_NAMES }),
    signal: options.signal,
    emit: options.emit,
    state: memory.state,
    cache: createSourceCache(host.files, options.dryRun),
    decisions: await readDecisions(vault),
    isDryRun: options.dryRun,
    isRebuilt: memory.isRebuilt,
    redoOlderRecipe: options.redoOlderRecipe,
    asksAgain: (path) => options.force && (options.paths.length === 0 || options.paths.some((named) => isInFolder(path, named))),
    spent: () => opened.totals().costUsd,
    opened: 0,
  };
  await checkPaths(vault, run, options.paths);
  const { paths, force, acceptRemovals } = options;
  try {
    const outcome = await compileRun(run, { paths, force, acceptRemovals, canonicalNotes: await listCanonicalNotes(vault) });
    const foreseen = options.expected?.passes.find(({ name }) => name === "article")?.calls;
    if (foreseen !== undefined && !options.dryRun) opened.learnArticles(foreseen);
    return resultOf(run, outcome, opened);
  } finally {
    await opened.settle();
  }
}

async function checkPaths({ host, settings }: Vault, run: Run, paths: string[]): Promise<void> {
  for (const path of paths) {
    const isFile = (await host.files.stat(path)) !== null;
    const isThere = isFile || (await host.files.list(path)).length > 0;
    const isKept = isExcluded(path, settings);
    if (isThere && isKept && run.state.sources[path] === undefined) throw new CompendiumError("no-such-source", `${path} lies in an excluded folder, which is never read and never sent; take the folder off the list in the settings to compile it.`, path);
    const isFolderOfSources = !isFile && settings.sourceFolders.some((folder) => isInFolder(path, folder) || isInFolder(folder, path));
    const isKnown = run.state.sources[path] !== undefined || isSourcePath(path, settings) || isFolderOfSources;
    if (isKnown && (isThere || run.state.sources[path] !== undefined)) continue;
    const folders = settings.sourceFolders.map((folder) => `${folder}/`).join(", ");
    throw new CompendiumError("no-such-source", isThere ? `${path} is not a source; sources are the notes in ${folders}.` : `There is no file or folder ${path} in the vault.`, path);
  }
}

const listCanonicalNotes = async ({ host, settings }: Vault): Promise<string[]> => {
  const notes: string[] = [];
  for (const folder of settings.canonicalFolders) notes.push(...(await host.files.list(folder)).map(({ path }) => path).filter((path) => path.endsWith(".md")));
  return notes.sort(byCodeUnit);
};

function resultOf(run: Run, { listing, changes, removed, plan, passes, olderRecipe, run: id }: CompileOutcome, { totals }: OpenedEngine): CompileResult {
  const pages = Object.values(run.state.pages);
  const failures = failuresOf(run);
  return {
    sources: {
      total: listing.total,
      new: changes.added.length,
      changed: changes.changed.length,
      removed: removed.length,
      unchanged: listing.unchanged.length + changes.same.length,
      failed: failures.filter(({ path }) => run.state.sources[path] !== undefined).length,
      opened: run.opened,
    },
    passes,
    pages: {
      created: plan?.created.length ?? 0,
      updated: plan?.updated.length ?? 0,
      unchanged: plan?.unchanged.length ?? pages.length,
      retired: plan?.retired.length ?? 0,
      conflicts: pages.filter(({ conflicts }) => conflicts.length > 0).length,
      olderRecipe,
    },
    changes: describeChanges(plan?.changes ?? []),
    written: id === null ? [] : [...(plan?.changes ?? []).map(({ path }) => path), `${run.settings.wikiFolder}/log.md`].sort(byCodeUnit),
    failures,
    model: modelUse(run, totals()),
    ms: 0,
    run: id,
  };
}

/** What did not succeed and is tried again by itself: sources, pages, and verdicts on pairs of concepts, which stand for the folder of their pages. */
function failuresOf({ state, settings }: Run): CompileResult["failures"] {
  const failed = [...Object.entries(state.sources), ...Object.entries(state.pages), [`${settings.wikiFolder}/concepts`, { failure: state.conceptsFailure }] as const];
  return failed.flatMap(([path, { failure }]) => (failure === undefined || failure === null ? [] : [{ path, ...failure }])).sort((left, right) => byCodeUnit(left.path, right.path));
}

const PASS_OF_TASK = { digest: "digest", pairs: "concepts", article: "article", repair: "repair" } as const;
const TASKS = ["digest", "pairs", "article", "repair"] as const;

function modelUse({ settings, engine, isDryRun }: Run, { byTask, ...totals }: Totals): ModelUse {
  const passes = TASKS.flatMap((task) => {
    const of = byTask[task];
    return of === undefined ? [] : [{ name: PASS_OF_TASK[task], ...of }];
  });
  return { ...totals, estimated: isDryRun && engine.name === "llm", passes, arePricesKnown: engine.name !== "llm" || arePricesKnown(settings) };
}
