/** Runs the built command line in small vaults on disk. */
import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sampleSources } from "../support/sample-sources";
import { temporaryFolder } from "../support/vaults";

export interface Answer {
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** The document on standard output, where `--json` was asked for and it is one. */
  json: Record<string, unknown>;
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
}

/** What decides for the command line besides its arguments is as the test says, wherever the test runs. */
const environment = (more: Record<string, string> = {}): NodeJS.ProcessEnv =>
  Object.fromEntries([...Object.entries(process.env).filter(([name]) => !/^(COMPENDIUM_|INIT_CWD|npm_|OPENAI_)/i.test(name)), ...Object.entries(more)]);

export const start = (cli: string, command: string[], options: RunOptions & SpawnOptions = {}): ChildProcess =>
  spawn(process.execPath, [cli, ...command], { stdio: ["ignore", "pipe", "pipe"], ...options, env: environment(options.env) });

/** Waits for the end of a started process. */
export async function answerOf(child: ChildProcess, command: string[] = []): Promise<Answer> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => child.on("close", (...end: [number | null, NodeJS.Signals | null]) => resolve(end)));
  const options = command.slice(0, command.includes("--") ? command.indexOf("--") : command.length);
  const isLineByLine = command.includes("search") && options.includes("--batch") && status !== 2;
  return { status, signal, stdout, stderr, json: options.includes("--json") && !isLineByLine ? onlyDocument(stdout, stderr) : {} };
}

function onlyDocument(stdout: string, stderr: string): Record<string, unknown> {
  if (stdout.indexOf("\n") !== stdout.length - 1) throw new Error(`Not one line on standard output: ${JSON.stringify(stdout)}; on standard error: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Runs a command in a vault and waits for its end. */
export const run = (cli: string, vault: string, command: string[], options: RunOptions = {}): Promise<Answer> =>
  answerOf(start(cli, command, { cwd: vault, ...options }), command);

export function writeFiles(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export function newVault(more: Record<string, string | Uint8Array> = {}, sources: Record<string, string> = sampleSources()): string {
  const vault = temporaryFolder();
  writeFiles(vault, { ...sources, ...more });
  return vault;
}

/** Everything below a folder, hidden files too, with the times of changes: equal means that nothing was touched. */
export function everythingIn(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (relative: string): void => {
    for (const name of readdirSync(join(folder, relative)).sort()) {
      const path = join(relative, name);
      const stats = statSync(join(folder, path));
      if (stats.isDirectory()) walk(path);
      found[path] = stats.isDirectory() ? "folder" : `${stats.mtimeMs} ${readFileSync(join(folder, path), "latin1")}`;
    }
  };
  if (existsSync(folder)) walk("");
  return found;
}

/** The keys and types of a document, nested, so that a shape is one readable value; of a list the first item stands for all. */
export const shape = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shape(value[0])];
  if (value === null) return null;
  if (typeof value !== "object") return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
};
