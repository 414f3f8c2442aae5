/** Vaults for tests: on disk in a temporary folder, or in memory, from shared data where that is present. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import { compile, type CompileOptions, type CompileResult } from "../../src/core/api";
import type { Host } from "../../src/core/ports";
import { DEFAULT_SETTINGS, type Settings } from "../../src/core/settings";

export const root = resolve(__dirname, "..", "..");
const dataFolder = join(root, "..", "shared", "data");

export const clipsFolder = join(dataFolder, "clips");
export const hasClips = existsSync(clipsFolder);
export const hasPack = (name: string): boolean => existsSync(join(dataFolder, "packs", `${name}.tar.gz`));

/** `describe` where the data is there; where not, a skipped block whose name says so. */
export const describeWithData = (isThere: boolean, what: string) => (name: string, body: () => void): void => {
  if (isThere) return describe(name, body);
  console.warn(`${what} is not in ../shared/data: these tests are skipped.`);
  describe.skip(`${name} (skipped: no ${what})`, body);
};

const temporaryFolders: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "compendium-"));
  temporaryFolders.push(folder);
  return folder;
}

export function removeTemporaryFolders(): void {
  for (const folder of temporaryFolders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Unpacks a pack into a temporary folder and returns it. */
export function unpack(name: string): string {
  const folder = temporaryFolder();
  execFileSync("tar", ["xzf", join(dataFolder, "packs", `${name}.tar.gz`), "-C", folder]);
  return folder;
}

/** Every visible file below a folder, by its path with `/`. */
export function readTree(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  const walk = (current: string): void => {
    for (const name of readdirSync(current).sort()) {
      if (name.startsWith(".")) continue;
      const path = join(current, name);
      if (statSync(path).isDirectory()) walk(path);
      else files[relative(folder, path).split(sep).join("/")] = readFileSync(path, "utf8");
    }
  };
  if (existsSync(folder)) walk(folder);
  return files;
}

/** The 15 clips as `raw/…` files. */
export const readClips = (): Record<string, string> => Object.fromEntries(Object.entries(readTree(clipsFolder)).map(([path, text]) => [`raw/${path}`, text]));

export function copyClips(): string {
  const vault = temporaryFolder();
  mkdirSync(join(vault, "raw"));
  for (const name of readdirSync(clipsFolder)) cpSync(join(clipsFolder, name), join(vault, "raw", name), { mode: 0 });
  return vault;
}

export const compileOptions = (options: Partial<CompileOptions> = {}): CompileOptions => ({
  paths: [],
  dryRun: false,
  force: false,
  redoOlderRecipe: false,
  acceptRemovals: false,
  signal: { aborted: false },
  emit: () => undefined,
  ...options,
});

export const compileAll = (host: Host, options: Partial<CompileOptions> = {}, settings: Partial<Settings> = {}): Promise<CompileResult> =>
  compile({ host, settings: { ...DEFAULT_SETTINGS, ...settings } }, compileOptions(options));

/** How often each pass ran. */
export const ranOf = (result: CompileResult): Record<string, number> => Object.fromEntries(result.passes.map(({ name, ran }) => [name, ran]));

/** A tree without the log, which alone depends on the clock. */
export const withoutLog = (tree: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(tree).filter(([path]) => !/(^|\/)log\.md$/.test(path)));
