/**
 * How long a full compile takes against parsing the same files once with remark, in the same run, and how time and state grow with the
 * number of sources. `npm run bench -- compile [PACK]`; the pack is taken from ../shared/data/packs.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { remark } from "remark";
import { compile, type CompileResult } from "../src/core/api";
import { DEFAULT_SETTINGS } from "../src/core/settings";
import { diskHost } from "../src/node/host";

const GOAL = 3;
const SIZES = [50, 150, 500];

const sizeOf = (folder: string): number =>
  existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => sum + (entry.isDirectory() ? sizeOf(join(folder, entry.name)) : statSync(join(folder, entry.name)).size), 0) : 0;

const run = (vault: string): Promise<CompileResult> =>
  compile({ host: diskHost(vault), settings: DEFAULT_SETTINGS }, { paths: [], dryRun: false, force: false, redoOlderRecipe: false, acceptRemovals: true, signal: { aborted: false }, emit: () => undefined });

/** `seconds` on the clock, and `processor` seconds over all threads: what other programs take of a shared machine does not count there. */
const timed = async <T>(work: () => Promise<T> | T): Promise<{ seconds: number; processor: number; result: T }> => {
  const [cpu, clock] = [process.cpuUsage(), process.hrtime.bigint()];
  const result = await work();
  const seconds = Number(process.hrtime.bigint() - clock) / 1e9;
  const { user, system } = process.cpuUsage(cpu);
  return { seconds, processor: (user + system) / 1e6, result };
};

const fixed = (value: number, digits = 2): string => value.toFixed(digits);

/** Parses every file once, whole, with plain remark: the baseline. */
function parseAll(folder: string, files: string[]): number {
  const processor = remark();
  return files.reduce((nodes, file) => nodes + processor.parse(readFileSync(join(folder, file), "utf8")).children.length, 0);
}

async function main(): Promise<void> {
  const pack = process.argv[2] ?? "clippings-18f";
  const archive = join(process.cwd(), "..", "shared", "data", "packs", `${pack}.tar.gz`);
  if (!existsSync(archive)) {
    console.log(`${pack} is not in ../shared/data/packs: nothing to measure.`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "compendium-bench-"));
  try {
    execFileSync("tar", ["xzf", archive, "-C", folder]);
    const sources = join(folder, pack, "raw");
    const files = readdirSync(sources).filter((name) => name.endsWith(".md")).sort();
    const vaultOf = (count: number): string => {
      const vault = join(folder, `vault-${count}`);
      mkdirSync(join(vault, "raw"), { recursive: true });
      for (const file of files.slice(0, count)) cpSync(join(sources, file), join(vault, "raw", file));
      return vault;
    };
    parseAll(sources, files.slice(0, 30));
    await run(vaultOf(20));

    console.log(`${files.length} sources, ${fixed(sizeOf(sources) / 1e6)} MB\n`);
    console.log("sources  remark s  compile s  ratio  unchanged s  one edit s  wiki MB  state MB  concept pages");
    let lastRatio = 0;
    let lastProcessorRatio = 0;
    for (const count of [...SIZES.filter((size) => size < files.length), files.length]) {
      const vault = vaultOf(count);
      const parsed = await timed(() => parseAll(sources, files.slice(0, count)));
      const full = await timed(() => run(vault));
      const unchanged = await timed(() => run(vault));
      const edited = join(vault, "raw", files[Math.floor(count / 2)] ?? "");
      writeFileSync(edited, `${readFileSync(edited, "utf8")}\n\nThe Bench Committee met in 2021 to measure one edit.\n`);
      const edit = await timed(() => run(vault));
      lastRatio = full.seconds / parsed.seconds;
      lastProcessorRatio = full.processor / parsed.processor;
      const concepts = readdirSync(join(vault, "wiki", "concepts")).length;
      console.log(
        [
          String(count).padStart(7),
          fixed(parsed.seconds).padStart(9),
          fixed(full.seconds).padStart(10),
          fixed(lastRatio).padStart(6),
          fixed(unchanged.seconds, 3).padStart(12),
          fixed(edit.seconds, 3).padStart(11),
          fixed(sizeOf(join(vault, "wiki")) / 1e6).padStart(8),
          fixed(sizeOf(join(vault, ".compendium")) / 1e6).padStart(9),
          String(concepts).padStart(14),
        ].join(" "),
      );
      if (unchanged.result.sources.opened > 0 || edit.result.sources.opened !== 1) throw new Error("An unchanged source was opened.");
    }
    console.log(`\nFull compile against parsing once with remark: ${fixed(lastRatio)}x on the clock, ${fixed(lastProcessorRatio)}x in processor time (goal: at most ${GOAL}x).`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
