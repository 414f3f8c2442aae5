/** Kills the real command line with SIGKILL at moments spread over a compile, and looks at what is left. */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readTree, withoutLog } from "./vaults";

export interface KillReport {
  moments: number;
  /** How many compiles were still running when they were killed. */
  killed: number;
  /** How many had begun to write pages. */
  whileWriting: number;
}

export interface KillOptions {
  cli: string;
  /** The vault as it is before the compile; it is copied for each moment. */
  start: string;
  /** Where the copies go. */
  scratch: string;
  moments: number;
  random: () => number;
  /** Also takes the compile back at the end and compares with the start, with an edit made in between. */
  undo: boolean;
}

type Tree = Record<string, string>;

const wikiOf = (vault: string): Tree => withoutLog(readTree(join(vault, "wiki")));

const run = (cli: string, vault: string, ...command: string[]): { status: number | null; seconds: number } => {
  const started = Date.now();
  const { status, stderr } = spawnSync(process.execPath, [cli, ...command, "--vault", vault, "--quiet"], { encoding: "utf8" });
  if (status !== 0 && status !== 1) throw new Error(`${command.join(" ")} ended with ${String(status)}: ${stderr}`);
  return { status, seconds: (Date.now() - started) / 1000 };
};

const killAfter = (cli: string, vault: string, milliseconds: number): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, "compile", "--vault", vault, "--quiet"], { stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
    child.on("exit", (_, signal) => {
      clearTimeout(timer);
      resolve(signal === "SIGKILL");
    });
  });

const expectEqual = (what: string, found: Tree, expected: Tree): void => {
  for (const path of new Set([...Object.keys(found), ...Object.keys(expected)])) {
    if (found[path] !== expected[path]) throw new Error(`${what}: ${path} differs (${found[path]?.length ?? "missing"} against ${expected[path]?.length ?? "missing"} characters)`);
  }
};

export async function killRepeatedly(options: KillOptions): Promise<KillReport> {
  const { cli, start, scratch, moments, random } = options;
  const before = wikiOf(start);
  const undisturbed = join(scratch, "undisturbed");
  cpSync(start, undisturbed, { recursive: true, preserveTimestamps: true });
  const { seconds } = run(cli, undisturbed, "compile");
  const after = wikiOf(undisturbed);
  const report: KillReport = { moments, killed: 0, whileWriting: 0 };
  for (let moment = 0; moment < moments; moment += 1) {
    const vault = join(scratch, `moment-${moment}`);
    cpSync(start, vault, { recursive: true, preserveTimestamps: true });
    // Half of the moments fall into the last quarter, where pages are written.
    const share = moment % 2 === 0 ? random() : 0.75 + random() * 0.25;
    if (await killAfter(cli, vault, share * seconds * 1000)) report.killed += 1;
    const left = wikiOf(vault);
    const changed = Object.keys(left).filter((path) => left[path] !== before[path]);
    if (changed.length > 0) report.whileWriting += 1;
    for (const path of new Set([...Object.keys(left), ...Object.keys(before)])) {
      if (left[path] !== before[path] && left[path] !== after[path]) throw new Error(`After a kill ${path} is neither its old nor its new text.`);
    }
    run(cli, vault, "compile");
    expectEqual("The compile after a kill", wikiOf(vault), after);
    if (options.undo) undoWithEdit(cli, vault, before, after);
    rmSync(vault, { recursive: true, force: true });
  }
  return report;
}

/** A human adds a section to a page that the run changed; undo brings back the tree before, and the section stays. */
function undoWithEdit(cli: string, vault: string, before: Tree, after: Tree): void {
  const edited = Object.keys(after).find((path) => path.startsWith("concepts/") && before[path] !== undefined && before[path] !== after[path]);
  const words = "\n## Of my own\n\nA remark that must stay.\n";
  if (edited !== undefined) {
    const file = join(vault, "wiki", edited);
    const text = readFileSync(file, "utf8");
    const definitions = text.search(/^\[\^\w+\]: /m);
    writeFileSync(file, `${text.slice(0, definitions)}${words.trimStart()}\n${text.slice(definitions)}`);
  }
  run(cli, vault, "undo");
  const found = wikiOf(vault);
  if (edited !== undefined) {
    const text = found[edited] ?? "";
    if (!text.includes("A remark that must stay.")) throw new Error(`Undo lost the edit in ${edited}.`);
    found[edited] = text.replace(words.trimStart(), "").replace(/\n{3,}/g, "\n\n");
  }
  expectEqual("Undo", found, before);
}
