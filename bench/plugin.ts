/**
 * What the plugin costs the app: load, long tasks of the page, memory, and the time of a compile against the command line's, over many notes in the test host.
 * `npm run bench -- plugin [PACK] [--notes N] [--only load,phases,clock,memory,search] [--searched N] [--tasks]`; the pack is taken from ../shared/data/packs, `--tasks` tells of every long task what it was made of.
 */
import { execFileSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { closeBrowser, openHost, type Host } from "../tests/obsidian-host/browser";
import { buildCommandLine, runCompile } from "../tests/support/command-line";
import { heapOfPage, heapOfWorker } from "./support/heap";
import { measureSearching } from "./support/search-in-app";
import { describePhase, isLong, observePhase, PHASE_HEAD, type PhaseReport } from "./support/observe";

const ROUNDS = 10;
/** The plugin looks at its sources a while after the layout stands (milliseconds). */
const AFTER_LAYOUT = 4000;
const PATIENCE = 300_000;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { notes: { type: "string", default: "0" }, tasks: { type: "boolean", default: false }, only: { type: "string", default: "" }, searched: { type: "string", default: "6000" } } });
const pack = positionals[0] ?? "clippings-18f";
const isWanted = (part: string): boolean => values.only === "" || values.only.split(",").includes(part);

const folder = mkdtempSync(join(tmpdir(), "compendium-bench-"));
let copies = 0;
const copyOf = (vault: string): string => {
  copies += 1;
  const copy = join(folder, `copy-${copies}`);
  cpSync(vault, copy, { recursive: true, preserveTimestamps: true });
  return copy;
};

function filesBelow(start: string): string[] {
  const walk = (current: string): string[] => readdirSync(current).flatMap((name) => (statSync(join(current, name)).isDirectory() ? walk(join(current, name)) : [join(current, name)]));
  return existsSync(start) ? walk(start) : [];
}

const sizeOf = (start: string): number => filesBelow(start).reduce((sum, file) => sum + statSync(file).size, 0);
const median = (numbers: readonly number[]): number => [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;
const list = (numbers: readonly number[], digits = 1): string => numbers.map((number) => number.toFixed(digits)).join(", ");

/** No question stands between a command and what it does, and no welcome comes. */
function prepare(vault: string): void {
  const settings = join(vault, ".obsidian", "plugins", "compendium");
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, "data.json"), JSON.stringify({ hasSeenWelcome: true, askFromSources: 0, askBeforeUndo: false }));
}

function makeVault(): string {
  execFileSync("tar", ["xzf", join(process.cwd(), "..", "shared", "data", "packs", `${pack}.tar.gz`), "-C", folder]);
  const sources = join(folder, pack, "raw");
  const names = readdirSync(sources).filter((name) => name.endsWith(".md")).sort();
  const vault = join(folder, "vault");
  mkdirSync(join(vault, "raw"), { recursive: true });
  for (const name of names.slice(0, Number(values.notes) || names.length)) cpSync(join(sources, name), join(vault, "raw", name));
  prepare(vault);
  return vault;
}

/** Another program adds a sentence to a source. */
function edit(vault: string, round: number): void {
  const names = readdirSync(join(vault, "raw")).sort();
  const name = names[(round * 37 + 11) % names.length] ?? "";
  appendFileSync(join(vault, "raw", name), `\n\nThe Bench Committee met in ${2000 + round} to measure edit number ${round}.\n`);
}

/** Adds the sentence in odd rounds and takes it out again in even ones, so that the vault itself does not grow. */
function editThereAndBack(vault: string, round: number): void {
  const name = readdirSync(join(vault, "raw")).sort()[11] ?? "";
  const file = join(vault, "raw", name);
  const added = "\n\nThe Bench Committee met in 2001 to measure the same edit again.\n";
  const text = readFileSync(file, "utf8").replace(added, "");
  writeFileSync(file, round % 2 === 1 ? text + added : text);
}

/** Runs a command and waits until the work it began is told as done in the status bar or the pane. */
async function finished(host: Host, command: string): Promise<void> {
  await host.command(command);
  await host.page.waitForFunction(() => document.querySelector(".cpd-lead progress, .cpd-lead .cpd-spin") !== null, undefined, { timeout: 20_000, polling: 5 }).catch(() => undefined);
  await host.page.waitForFunction(() => document.querySelector(".cpd-lead") !== null && document.querySelector(".cpd-lead .cpd-spin") === null, undefined, { timeout: PATIENCE, polling: 50 });
}

async function load(vault: string): Promise<void> {
  const [evaluate, onload]: number[][] = [[], []];
  let readsAtOnload = 0;
  let callsAfterLayout: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    const host = await openHost({ folder: vault });
    const times = await host.loadTimes();
    evaluate?.push(times.evaluate);
    onload?.push(times.onload);
    const onloadEnd = await host.page.evaluate(() => {
      const entry = performance.getEntriesByName("plugin-onload").at(-1);
      return (entry?.startTime ?? 0) + (entry?.duration ?? 0);
    });
    await host.page.waitForTimeout(AFTER_LAYOUT);
    const calls = (await host.pluginCalls()).filter(({ plugin }) => plugin === "compendium");
    readsAtOnload = Math.max(readsAtOnload, calls.filter(({ time }) => time <= onloadEnd).length);
    callsAfterLayout = calls.map(({ call, path }) => `${call} ${path}`);
    if (host.errors.length > 0) console.log(host.errors.join("\n"));
    await host.close();
  }
  console.log(`Load, five times: evaluating main.js ${list(evaluate ?? [])} ms, onload ${list(onload ?? [])} ms; together ${(median(evaluate ?? []) + median(onload ?? [])).toFixed(1)} ms at the median (goal: under 50).`);
  console.log(`What the plugin asked of the vault's files in onload: ${readsAtOnload} calls (goal: 0). In the first ${AFTER_LAYOUT / 1000} s after the layout: ${callsAfterLayout.length === 0 ? "nothing" : callsAfterLayout.join(", ")}.`);
}

function tell(name: string, report: PhaseReport): void {
  console.log(describePhase(name, report));
  if (!values.tasks) return;
  for (const { start, duration, processor, plugin, host, browser, top } of report.tasks.filter(({ processor: ran, plugin: ours }) => ran > 40 || ours > 25)) {
    console.log(`    at ${start.toFixed(0)}: ${processor.toFixed(0)} of ${duration.toFixed(0)} ms = plugin ${plugin.toFixed(0)}, host ${host.toFixed(0)}, browser ${browser.toFixed(0)}  (${top.join("; ")})`);
  }
}

/** Opens the vault and runs what a user would do, phase by phase. */
async function phases(start: string, isPaneOpen: boolean): Promise<void> {
  const vault = copyOf(start);
  const label = isPaneOpen ? "pane open" : "pane closed";
  const host = await openHost({ folder: vault });
  const session = await host.context.newCDPSession(host.page);
  tell(`load, ${label}`, await observePhase(session, async () => {
    await host.page.reload();
    await host.page.evaluate(() => window.testHost.ready);
    await host.page.waitForTimeout(AFTER_LAYOUT);
  }));
  const run = async (name: string, command: string): Promise<void> => {
    if (isPaneOpen) await host.command("compendium:open-pane");
    const report = await observePhase(session, async () => {
      if (isPaneOpen) await finished(host, command);
      else await finishedOutOfSight(host, command);
    });
    const rest = await observePhase(session, () => host.waitForIdle());
    tell(`${name}, ${label}`, report);
    if (rest.tasks.some(isLong)) tell(`  until rest after ${name}`, rest);
  };
  await run("first compile", "compendium:compile");
  edit(vault, 1);
  await host.page.waitForTimeout(AFTER_LAYOUT);
  await run("compile after one edit", "compendium:compile");
  await run("compile with nothing changed", "compendium:compile");
  await run("undo", "compendium:undo");
  if (host.errors.length > 0) console.log(host.errors.join("\n"));
  await host.close();
}

/** The same work, with the pane closed as soon as it has begun. */
async function finishedOutOfSight(host: Host, command: string): Promise<void> {
  await host.command(command);
  await host.page.waitForFunction(() => document.querySelector(".cpd-lead .cpd-spin, .cpd-status .cpd-spin") !== null, undefined, { timeout: 20_000, polling: 5 }).catch(() => undefined);
  await host.page.evaluate(() => window.app.workspace.detachLeavesOfType("compendium-compile"));
  await host.page.waitForFunction(() => document.querySelector(".status-bar .cpd-spin") === null, undefined, { timeout: PATIENCE, polling: 50 });
}

/** Seconds of a first compile with nobody looking: the profiler and the record of tasks slow the page down. */
async function unobserved(start: string, isPaneOpen: boolean): Promise<number> {
  const host = await openHost({ folder: copyOf(start) });
  await host.waitForIdle();
  if (isPaneOpen) await host.command("compendium:open-pane");
  const started = performance.now();
  await (isPaneOpen ? finished : finishedOutOfSight)(host, "compendium:compile");
  const seconds = (performance.now() - started) / 1000;
  if (host.errors.length > 0) console.log(host.errors.join("\n"));
  await host.close();
  return seconds;
}

/** The host alone: the plugin disabled, and a script that writes the same files through the vault. */
async function baseline(start: string, compiled: string): Promise<void> {
  const vault = copyOf(start);
  const files = filesBelow(compiled)
    .map((file) => ({ path: relative(compiled, file).split(sep).join("/"), text: readFileSync(file, "utf8") }))
    .filter(({ path }) => path.startsWith("wiki/") || path.startsWith(".compendium/"));
  const host = await openHost({ folder: vault, enabled: false });
  const session = await host.context.newCDPSession(host.page);
  tell("load, plugin disabled", await observePhase(session, async () => {
    await host.page.reload();
    await host.page.evaluate(() => window.testHost.ready);
    await host.page.waitForTimeout(AFTER_LAYOUT);
  }));
  await host.page.evaluate((given) => void Object.assign(window, { benchFiles: given }), files);
  await host.waitForIdle();
  const write = await observePhase(session, () =>
    host.page.evaluate(async () => {
      const { vault } = window.app;
      const given = (window as unknown as { benchFiles: { path: string; text: string }[] }).benchFiles;
      const one = async ({ path, text }: { path: string; text: string }): Promise<void> => {
        if (path.startsWith(".")) await vault.adapter.write(path, text);
        else await vault.create(path, text);
      };
      for (const parent of new Set(given.map(({ path }) => path.slice(0, path.lastIndexOf("/"))))) await vault.adapter.mkdir(parent);
      for (let from = 0; from < given.length; from += 16) await Promise.all(given.slice(from, from + 16).map(one));
    }),
  );
  const rest = await observePhase(session, () => host.waitForIdle());
  tell(`a script writes the same ${files.length} files`, write);
  if (rest.tasks.some(isLong)) tell("  until rest after it", rest);
  await host.close();
}

async function memory(start: string): Promise<void> {
  const vault = copyOf(start);
  const host = await openHost({ folder: vault });
  await host.command("compendium:open-pane");
  const page: number[] = [];
  const worker: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    editThereAndBack(vault, round);
    await host.page.waitForTimeout(AFTER_LAYOUT);
    await finished(host, "compendium:compile");
    await host.waitForIdle();
    // The test host notes down every call; that is its memory and not the plugin's.
    await host.page.evaluate(() => void (window.app.pluginCalls as unknown[]).splice(0));
    page.push((await heapOfPage(host)) / 1e6);
    worker.push((await heapOfWorker(host)) / 1e6);
  }
  console.log(`\nMemory after each of ${ROUNDS} compiles, collected before: page ${list(page)} MB; worker ${list(worker)} MB.`);
  console.log(`From the second to the last the page grew by ${((page.at(-1) ?? 0) - (page[1] ?? 0)).toFixed(2)} MB, the worker by ${((worker.at(-1) ?? 0) - (worker[1] ?? 0)).toFixed(2)} MB (goal: flat).`);
  if (host.errors.length > 0) console.log(host.errors.join("\n"));
  await host.close();
}

async function main(): Promise<void> {
  if (!existsSync(join(process.cwd(), "..", "shared", "data", "packs", `${pack}.tar.gz`))) {
    console.log(`${pack} is not in ../shared/data/packs: nothing to measure.`);
    return;
  }
  try {
    const vault = makeVault();
    const sources = filesBelow(join(vault, "raw"));
    if (isWanted("search")) {
      const searched = join(folder, "searched");
      prepare(searched);
      await measureSearching(searched, sources.filter((file) => file.endsWith(".md")).map((file) => readFileSync(file, "utf8")), Number(values.searched));
    }
    if (values.only === "search") return;
    console.log(`${sources.length} sources, ${(sizeOf(join(vault, "raw")) / 1e6).toFixed(1)} MB\n`);
    const cli = await buildCommandLine(folder);
    const onLine = copyOf(vault);
    const started = performance.now();
    runCompile(cli, onLine);
    const cliSeconds = (performance.now() - started) / 1000;
    console.log(`Command line: ${cliSeconds.toFixed(2)} s for ${filesBelow(join(onLine, "wiki")).length} files in wiki/, ${filesBelow(join(onLine, ".compendium")).length} in .compendium/ (${(sizeOf(join(onLine, ".compendium")) / 1e6).toFixed(1)} MB).`);
    if (isWanted("load")) await load(copyOf(onLine));
    if (isWanted("phases")) {
      console.log(`\nLong: tasks over 50 ms on the clock; really: over 50 ms of processor time, the longest of which follows. Ours: the plugin's own script, in one task at most and in all; then the host's.\n${PHASE_HEAD}`);
      await baseline(vault, onLine);
      await phases(vault, true);
      await phases(vault, false);
    }
    if (isWanted("clock")) {
      const open = await unobserved(vault, true);
      const closed = await unobserved(vault, false);
      console.log(`\nFirst compile in the host: ${open.toFixed(2)} s with the pane open, ${closed.toFixed(2)} s with it closed; the command line ${cliSeconds.toFixed(2)} s: ${(open / cliSeconds).toFixed(2)}x and ${(closed / cliSeconds).toFixed(2)}x (goal: about 2x).`);
    }
    if (isWanted("memory")) await memory(onLine);
  } finally {
    await closeBrowser();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
