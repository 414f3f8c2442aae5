/** How well each search ranks, on sets of judged queries. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contestant } from "./contestant";
import { fullTextSqlite } from "./full-text-sqlite";
import { lunr } from "./lunr";
import { gainAtTen, mean, percentile, recallAtTen } from "./measures";
import { omnisearchWay, plainMiniSearch } from "./mini-search";
import { ours } from "./ours";
import { unpack } from "./packs";
import { plainBm25 } from "./plain-bm25";
import { printGoal, printTable, share, short } from "./report";
import { readSearchSet, type SearchSet } from "./search-set";
import { wink } from "./wink";

export const SEARCH_SETS = ["cranfield", "cacm", "squad2-half", "xquad-en", "xquad-de", "xquad-zh", "xquad-ar", "xquad-th", "drcd-zh-hant"];

const ENGLISH = ["cranfield", "cacm", "squad2-half", "xquad-en"];
/** BM25's figures in the data's own README: ours must measure as others do. */
const REFERENCE: Record<string, number> = { cranfield: 0.343, cacm: 0.477, "xquad-en": 0.968, "drcd-zh-hant": 0.97 };
/** Above this a set is nearly solved, and a thousandth is chance. */
const NEARLY_SOLVED = 0.95;
const CONTESTANTS: readonly Contestant[] = [ours, plainBm25, plainMiniSearch, omnisearchWay, fullTextSqlite, lunr, wink];

interface Result {
  gain: number;
  recall: number;
  times: number[];
  indexing: number;
}

async function measure(contestant: Contestant, set: SearchSet): Promise<Result> {
  const started = performance.now();
  const ask = await contestant.index(set.documents);
  const indexing = performance.now() - started;
  const [gains, recalls, times]: [number[], number[], number[]] = [[], [], []];
  for (const { text, relevant } of set.queries) {
    const asked = performance.now();
    const found = await ask(text);
    times.push(performance.now() - asked);
    gains.push(gainAtTen(found, relevant));
    recalls.push(recallAtTen(found, relevant));
  }
  return { gain: mean(gains), recall: mean(recalls), times, indexing };
}

async function measureSet(set: SearchSet): Promise<Map<string, number>> {
  console.log(`\n${set.name}: ${set.documents.length} documents, ${set.queries.length} queries`);
  const rows = [["", "nDCG@10", "R@10", "p50 ms", "p95 ms", "index ms"]];
  const gains = new Map<string, number>();
  for (const contestant of CONTESTANTS) {
    const { gain, recall, times, indexing } = await measure(contestant, set);
    gains.set(contestant.name, gain);
    rows.push([contestant.name, share(gain), share(recall), short(percentile(times, 0.5)), short(percentile(times, 0.95)), indexing.toFixed(0)]);
  }
  printTable(rows);
  const reference = REFERENCE[set.name];
  const plain = gains.get(plainBm25.name) ?? 0;
  if (reference !== undefined) console.log(`BM25 here against the reference ${share(reference)}: ${plain < reference ? "" : "+"}${(plain - reference).toFixed(3)}`);
  return gains;
}

function printGoals(results: ReadonlyMap<string, ReadonlyMap<string, number>>): void {
  const gainOf = (set: string, name: string): number => results.get(set)?.get(name) ?? Number.NaN;
  console.log("");
  for (const set of results.keys()) {
    const [own, plain] = [gainOf(set, ours.name), gainOf(set, plainBm25.name)];
    const leeway = plain > NEARLY_SOLVED ? 0.003 : 0;
    printGoal(`${set}: at least BM25's ${share(plain)}${leeway > 0 ? " (less .003)" : ""}`, share(own), own >= plain - leeway);
  }
  if (results.has("cranfield") && results.has("cacm")) {
    const over = ["cranfield", "cacm"].map((set) => gainOf(set, ours.name)).reduce((sum, gain) => sum + gain) / ["cranfield", "cacm"].map((set) => gainOf(set, plainBm25.name)).reduce((sum, gain) => sum + gain) - 1;
    printGoal("mean of cranfield and cacm at least 8 % over BM25", `${(100 * over).toFixed(1)} %`, over >= 0.08);
  }
  for (const set of ENGLISH.filter((name) => results.has(name))) {
    const own = gainOf(set, ours.name);
    const others = [lunr, wink, fullTextSqlite].map(({ name }) => ({ name, gain: gainOf(set, name) }));
    printGoal(`${set}: at least ${others.map(({ name, gain }) => `${name}'s ${share(gain)}`).join(", ")}`, share(own), others.every(({ gain }) => own >= gain));
  }
}

export async function measureQuality(sets: readonly string[]): Promise<void> {
  console.log("Quality: nDCG with linear gain (a grade counts as it is), over the first 10 notes.");
  const folder = mkdtempSync(join(tmpdir(), "compendium-bench-"));
  try {
    const results = new Map<string, Map<string, number>>();
    for (const name of sets) {
      const unpacked = unpack(name, folder);
      if (unpacked !== null) results.set(name, await measureSet(readSearchSet(name, unpacked)));
    }
    printGoals(results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
