/** How fast and how large each search is over a large vault. Each is measured in a process of its own, one after the other. */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SCALED } from "./measure-scaled";
import { unpack } from "./packs";
import { printGoal, printTable, short } from "./report";
import type { ScaleMeasured, WayMeasured } from "./scaled";

const PACKS = ["til-jbranchaud", "clippings-18f"];
const MEGABYTE = 1_000_000;

/** Null where the process ended without an answer. */
const measureApart = (name: string, notes: number, folder: string): Promise<ScaleMeasured | null> =>
  new Promise((resolve) => {
    let measured: ScaleMeasured | null = null;
    const child = fork(process.argv[1] ?? "", ["--contestant", name, "--notes", String(notes), "--folder", folder], { execArgv: ["--enable-source-maps", "--expose-gc", "--max-old-space-size=8000"] });
    child.on("message", (message) => (measured = message as ScaleMeasured));
    child.on("exit", () => resolve(measured));
  });

const times = (ratio: number): string => `${short(ratio)}x`;

function printTables(results: ReadonlyMap<string, ScaleMeasured>): void {
  printTable([
    ["", "build ms", "memory MB", "before use MB", "stored MB", "load ms", "change ms", "most ms", "pause ms"],
    ...[...results].map(([name, found]) => [name, found.build.toFixed(0), short(found.memory / MEGABYTE), short(found.memoryBuilt / MEGABYTE), short(found.kept / MEGABYTE), short(found.load), short(found.change.median), short(found.change.most), short(found.longestPause)]),
  ]);
  console.log("");
  printTable([
    ["", "exact p50 ms", "p95 ms", "typed p50 ms", "p95 ms"],
    ...[...results.values()].flatMap(({ ways }) => ways).map(({ name, exact, typed }) => [name, short(exact.median), short(exact.high), typed === null ? "-" : short(typed.median), typed === null ? "-" : short(typed.high)]),
  ]);
  console.log("");
}

function printGoals(results: ReadonlyMap<string, ScaleMeasured>): void {
  const [ours, mini, sqlite] = [results.get("ours"), results.get("MiniSearch"), results.get("SQLite FTS5")];
  const [own, shown] = ours?.ways ?? [];
  const [plain, loose] = mini?.ways ?? [];
  const other = sqlite?.ways[0];
  if (ours === undefined || !own?.typed) return;
  const typed = own.typed;
  printGoal("exact p95 under 5 ms", `${short(own.exact.high)} ms`, own.exact.high < 5);
  if (shown?.typed) console.log(`with names, folding and snippets: exact p95 ${short(shown.exact.high)} ms, prefix and slip p95 ${short(shown.typed.high)} ms`);
  if (plain !== undefined && loose?.typed) {
    const over = (way: WayMeasured): number => way.exact.high / own.exact.high;
    printGoal("exact p95 at least 20x faster than MiniSearch", `${times(over(plain))} (Omnisearch's way ${times(over(loose))})`, over(plain) >= 20);
    console.log(`prefix and slip p95 against Omnisearch's way: ${times(loose.typed.high / typed.high)}`);
  }
  printGoal("prefix and slip p95 under 40 ms", `${short(typed.high)} ms`, typed.high < 40);
  if (other?.typed) {
    printGoal("exact p95 under SQLite FTS5's", `${short(own.exact.high)} to ${short(other.exact.high)} ms`, own.exact.high < other.exact.high);
    printGoal("prefix and slip p95 under SQLite FTS5's", `${short(typed.high)} to ${short(other.typed.high)} ms`, typed.high < other.typed.high);
  }
  printGoal("a changed note found within 5 ms (median)", `${short(ours.change.median)} ms, at most ${short(ours.change.most)}`, ours.change.median < 5);
  printGoal("no pause over 8 ms meanwhile", `${short(ours.longestPause)} ms`, ours.longestPause <= 8);
  printGoal("loaded at least 20x faster than built", times(ours.build / ours.load), ours.build / ours.load >= 20);
  if (mini === undefined) return;
  printGoal("memory at most 20 % of MiniSearch's", `${((100 * ours.memory) / mini.memory).toFixed(1)} %`, ours.memory <= 0.2 * mini.memory);
  printGoal("built at least 3x faster than MiniSearch", times(mini.build / ours.build), mini.build / ours.build >= 3);
}

export async function measureScale(notes: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "compendium-bench-"));
  try {
    const unpacked = PACKS.filter((pack) => unpack(pack, folder) !== null);
    if (unpacked.length === 0) return;
    const results = new Map<string, ScaleMeasured>();
    for (const name of Object.keys(SCALED)) {
      const measured = await measureApart(name, notes, folder);
      if (measured === null) console.log(`${name}: ended without an answer.`);
      else results.set(name, measured);
    }
    const passages = [...results.values()][0]?.passages ?? 0;
    console.log(`\nScale: ${notes} notes varied from ${unpacked.join(" and ")}, about ${passages} passages. SQLite knows no slips of the finger: it is asked for beginnings only, and keeps the text too, in a file.`);
    printTables(results);
    printGoals(results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
