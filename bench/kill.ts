/**
 * Kills a first and a second compile of a pack with SIGKILL at random moments and checks what is left. `npm run bench -- kill [MOMENTS] [PACK] [NOTES]`
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killRepeatedly } from "../tests/support/killing";

const [moments = "25", pack = "clippings-18f", notes = "100000"] = process.argv.slice(2);

const changeSources = (vault: string): void => {
  const names = readdirSync(join(vault, "raw")).sort();
  for (const name of names.filter((_, index) => index % 7 === 3)) {
    const path = join(vault, "raw", name);
    writeFileSync(path, `${readFileSync(path, "utf8").replace(/\d{4}/g, (year) => String(Number(year) + 1))}\n\nThe Moment Committee met in 2021 to be interrupted.\n`);
  }
  for (const name of names.slice(0, 4)) rmSync(join(vault, "raw", name));
};

async function main(): Promise<void> {
  const archive = join(process.cwd(), "..", "shared", "data", "packs", `${pack}.tar.gz`);
  if (!existsSync(archive)) {
    console.log(`${pack} is not in ../shared/data/packs: nothing to measure.`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "compendium-kill-"));
  try {
    const cli = join(folder, "cli.js");
    execFileSync("node", ["esbuild.config.mjs"]);
    cpSync(join(process.cwd(), "dist", "cli.js"), cli);
    execFileSync("tar", ["xzf", archive, "-C", folder]);
    const first = join(folder, "first");
    mkdirSync(join(first, "raw"), { recursive: true });
    for (const name of readdirSync(join(folder, pack, "raw")).filter((file) => file.endsWith(".md")).sort().slice(0, Number(notes))) {
      cpSync(join(folder, pack, "raw", name), join(first, "raw", name));
    }
    const common = { cli, scratch: folder, moments: Number(moments), random: Math.random };
    const tell = (what: string, report: object): void => console.log(`${what}: ${JSON.stringify(report)}; every page old or new, the next compile ends in the same bytes`);
    tell("First compile", await killRepeatedly({ ...common, start: first, undo: false }));
    const second = join(folder, "undisturbed");
    const start = join(folder, "second");
    cpSync(second, start, { recursive: true, preserveTimestamps: true });
    rmSync(second, { recursive: true });
    changeSources(start);
    tell("Second compile", await killRepeatedly({ ...common, start, undo: true }));
    console.log("Undo of the second run brought back the tree before it, an edit made since kept.");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
