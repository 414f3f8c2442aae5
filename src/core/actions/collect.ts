/** Action: frees what no result needs any more: texts of old runs, answers for sections that are gone, caches of sources that are gone. */
import { listRuns, loadJournal, journalFolder } from "../compile/journal";
import { createSourceCache, recordPath, SOURCE_CACHE_FOLDER } from "../compile/source-cache";
import { readJson } from "../compile/read-json";
import { isTextPack, packPath, TEXTS_FOLDER } from "../compile/text-store";
import type { Emit } from "../events";
import type { Host } from "../ports";
import { CACHE_FOLDER } from "../settings";
import { withMemory, type Vault } from "./session";

/** So many runs can be undone after a clean-up. */
const RUNS_KEPT = 20;

export const collect = (vault: Vault, emit: Emit): Promise<{ freedBytes: number }> =>
  withMemory(vault, emit, async ({ state }) => {
    const { files, device } = vault.host;
    let freedBytes = 0;
    const drop = async (path: string, size: number): Promise<void> => {
      await files.remove(path);
      freedBytes += size;
    };
    const runs = await listRuns(vault.host);
    const keptTexts = new Set(Object.values(state.pages).flatMap(({ published, disk }) => [published, disk]));
    for (const run of runs.slice(-RUNS_KEPT)) {
      for (const { before, after } of (await loadJournal(vault.host, run))?.entries ?? []) for (const hash of [before, after]) if (hash !== null) keptTexts.add(hash);
    }
    const oldRuns = new Set(runs.slice(0, -RUNS_KEPT).map((run) => `${journalFolder(device.id)}/${run}.json`));
    for (const { path, size } of await files.list(journalFolder(device.id))) if (oldRuns.has(path)) await drop(path, size);
    // Other devices' journals may lie beside ours where the folder is synced: then their texts are theirs to free.
    const isAlone = (await files.list(`${CACHE_FOLDER}/devices`)).every(({ path }) => path.startsWith(`${CACHE_FOLDER}/devices/${device.id}/`));
    if (isAlone) for (const { path, size } of await files.list(TEXTS_FOLDER)) freedBytes += await shrinkPack(vault.host, path, size, keptTexts);
    for (const { path, size } of await files.list(`${CACHE_FOLDER}/tmp`)) await drop(path, size);

    const live = new Map(Object.values(state.sources).map((source) => [recordPath(source.id), source]));
    const cache = createSourceCache(files, false);
    for (const { path, size } of await files.list(SOURCE_CACHE_FOLDER)) {
      const source = live.get(path);
      if (source === undefined) await drop(path, size);
      else freedBytes += await dropOldDrafts(cache, source.id, size, async () => (await files.stat(path))?.size ?? 0);
    }
    return { freedBytes };
  });

/** Takes out of a pack the texts nothing names any more. Returns the bytes freed. */
async function shrinkPack({ files }: Host, path: string, size: number, kept: Set<string>): Promise<number> {
  const pack = (await readJson(files, path, isTextPack)) ?? {};
  const rest = Object.fromEntries(Object.entries(pack).filter(([hash]) => kept.has(hash)));
  if (Object.keys(rest).length === Object.keys(pack).length && Object.keys(rest).length > 0) return 0;
  if (Object.keys(rest).length > 0) {
    const written = await files.write(packPath(rest), JSON.stringify(rest));
    await files.remove(path);
    return size - written.size;
  }
  await files.remove(path);
  return size;
}

/** Drafts of sections that the source no longer has. Returns the bytes freed. */
async function dropOldDrafts(cache: ReturnType<typeof createSourceCache>, id: string, sizeBefore: number, sizeNow: () => Promise<number>): Promise<number> {
  const record = await cache.find(id);
  if (record === null) return 0;
  const live = new Set(record.liveDrafts);
  const kept = Object.entries(record.drafts).filter(([key]) => live.has(key));
  if (kept.length === Object.keys(record.drafts).length) return 0;
  await cache.keep(id, { ...record, drafts: Object.fromEntries(kept) });
  await cache.settle();
  return Math.max(0, sizeBefore - (await sizeNow()));
}
