/** Built things, kept by the content they were built from: whoever builds the same again finds it done. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";

const DAY = 24 * 60 * 60 * 1000;

const filesIn = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesIn(join(path, name)))
    : [path];

/** One hash over the names and the bytes of files and folders. */
export function hashOf(root: string, paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesIn)) hash.update(`${relative(root, file)}\0`).update(readFileSync(file)).update("\0");
  return hash.digest("hex").slice(0, 24);
}

/** The folder `cache/key`, filled by `build` where it isn't there. Two processes may build at once: the first to finish wins. */
export async function builtOnce(cache: string, key: string, build: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cache, key);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, "making-"));
  await build(making);
  try {
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  removeOld(cache, key);
  return folder;
}

function removeOld(cache: string, key: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (name !== key && Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > DAY) rmSync(path, { recursive: true, force: true });
  }
}
