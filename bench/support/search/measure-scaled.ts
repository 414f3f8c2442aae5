/** One search over a large vault, in a process of its own. */
import { drawQueries, WARMING_QUERIES } from "./drawn-queries";
import { watchPauses } from "./longest-pause";
import { percentile } from "./measures";
import { readNotes } from "./packs";
import { passagesOfNote } from "./passages-of-note";
import { createRandom } from "./random";
import type { Scaled, ScaleMeasured, Spread } from "./scaled";
import { scaledMiniSearch } from "./scaled-mini-search";
import { scaledOurs } from "./scaled-ours";
import { scaledSqlite } from "./scaled-sqlite";
import { varyNotes } from "./vary-notes";

export const SCALED: Record<string, (notes: Map<string, string>, folder: string) => Scaled> = { ours: scaledOurs, MiniSearch: scaledMiniSearch, "SQLite FTS5": scaledSqlite };

const SEED = 7;
const CHANGES = 20;
/** After a change the index may still tidy up: the loop is watched a little longer. */
const AFTER_CHANGE = 50;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const held = (): number => {
  for (let round = 0; round < 2; round += 1) globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  // Array buffers are within external.
  return heapUsed + external;
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

async function spreadOf(ask: (query: string) => Promise<unknown>, queries: readonly string[]): Promise<Spread> {
  for (const query of queries.slice(0, WARMING_QUERIES)) await ask(query);
  const times: number[] = [];
  for (const query of queries.slice(WARMING_QUERIES)) times.push(await timed(() => ask(query)));
  return { median: percentile(times, 0.5), high: percentile(times, 0.95) };
}

async function measureChanges(scaled: Scaled, notes: ReadonlyMap<string, string>): Promise<Pick<ScaleMeasured, "change" | "longestPause">> {
  const changes = [...notes].slice(0, CHANGES).map(([path, text], index) => ({ path, text: `${text} walrus${"abcdefghijklmnopqrst"[index]}x`, word: `walrus${"abcdefghijklmnopqrst"[index]}x` }));
  const times: number[] = [];
  let longestPause = 0;
  for (const { path, text, word } of changes) {
    await pause(AFTER_CHANGE);
    const end = watchPauses();
    times.push(
      await timed(async () => {
        await scaled.change(path, text);
        if (!(await scaled.isFound(path, word))) throw new Error(`${path} was changed and is not found.`);
      }),
    );
    await pause(AFTER_CHANGE);
    longestPause = Math.max(longestPause, end());
  }
  return { change: { median: percentile(times, 0.5), most: Math.max(...times) }, longestPause };
}

export async function measureScaled(name: string, count: number, folder: string): Promise<ScaleMeasured> {
  const create = SCALED[name];
  if (create === undefined) throw new Error(`There is no contestant called ${name}.`);
  const notes = varyNotes(readNotes(folder), count, createRandom(SEED));
  const queries = drawQueries(notes, createRandom(SEED + 1));
  const passages = [...notes].slice(0, 1000).reduce((sum, [path, text]) => sum + passagesOfNote(path, text).length, 0) / Math.min(1000, count);
  const before = held();
  const scaled = create(notes, folder);
  const build = await timed(() => scaled.build());
  const memoryBuilt = held() - before + scaled.ownMemory();
  await scaled.settle();
  const memory = held() - before + scaled.ownMemory();
  const ways: ScaleMeasured["ways"] = [];
  for (const { name: way, exact, typed } of scaled.ways) ways.push({ name: way, exact: await spreadOf(exact, queries.exact), typed: typed === null ? null : await spreadOf(typed, queries.typed) });
  const changed = await measureChanges(scaled, notes);
  const kept = await scaled.keep();
  const load = await timed(() => scaled.load());
  scaled.close();
  return { build, memory, memoryBuilt, kept, load, ways, ...changed, passages: Math.round(passages * count) };
}
