/** The data packs beside the project, unpacked into a temporary folder. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the pack's files are; null, and a line saying so, where the pack is not there. */
export function unpack(pack: string, folder: string): string | null {
  const archive = join(process.cwd(), "..", "shared", "data", "packs", `${pack}.tar.gz`);
  if (!existsSync(archive)) {
    console.log(`${pack} is not in ../shared/data/packs: left out.`);
    return null;
  }
  const target = join(folder, pack);
  mkdirSync(target, { recursive: true });
  execFileSync("tar", ["xzf", archive, "-C", target]);
  return target;
}

/** Every Markdown file's text, in order of paths. */
export function readNotes(folder: string): string[] {
  const walk = (current: string): string[] =>
    readdirSync(current, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => (entry.isDirectory() ? walk(join(current, entry.name)) : entry.name.endsWith(".md") ? [readFileSync(join(current, entry.name), "utf8")] : []));
  return walk(folder);
}
