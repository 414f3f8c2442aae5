/**
 * Search over a vault: the index of passages and that of names, kept up to date with the files. It knows files by the host's port only, and lets others through
 * while it works.
 */
import { FileError, type FileStat, type Host } from "../ports";
import { isInFolder, isSourcePath, type Settings } from "../settings";
import type { IndexProgress, NoteAnswer, SearchAnswer, Searcher, SearchOptions } from "./answer";
import { expansionOf } from "./expand";
import { fuseNames } from "./fuse-names";
import { createNames, type Names } from "./names-of-notes";
import { parseQuery } from "./query";
import { createRanker, type Ranking } from "./rank/rank-passages";
import { showHits } from "./show-hits";
import { createIndexKeeper } from "./store/keep-index";
import { createPassageIndex } from "./store/passage-index";
import { suggestionFor } from "./suggestion";

const DEFAULT_LIMIT = 10;
/** A larger note is no note: it is left out, and told. In bytes. */
const LARGEST_NOTE = 5_000_000;
/** After so many characters others are let through: a few milliseconds' work. */
const CHARACTERS_A_STEP = 40_000;
/** Of so many more passages than asked for some are folded into others. */
const SPARE = 3;

export function createSearcher(host: Host, settings: Settings): Searcher {
  const { files, clock } = host;
  const index = createPassageIndex();
  const ranker = createRanker(index);
  const keeper = createIndexKeeper(host);
  const names: Names = createNames(index, clock);
  const leftOut = new Map<string, IndexProgress["leftOut"][number]["reason"]>();
  let isLoaded = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One piece of work on the index at a time. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const isWikiPath = (path: string): boolean => isInFolder(path, settings.wikiFolder) && path.toLowerCase().endsWith(".md");
  const isSearched = (path: string): boolean => isSourcePath(path, settings) || isWikiPath(path);
  const listAll = async (): Promise<FileStat[]> => {
    const found = new Map<string, FileStat>();
    for (const folder of [...settings.sourceFolders, settings.wikiFolder]) for (const file of await files.list(folder)) if (isSearched(file.path)) found.set(file.path, file);
    return [...found.values()];
  };
  const statAll = async (paths: readonly string[]): Promise<FileStat[]> => {
    const found: FileStat[] = [];
    for (const path of paths) {
      const stat = isSearched(path) ? await files.stat(path).catch(() => null) : null;
      if (stat !== null) found.push(stat);
    }
    return found;
  };
  const forget = (path: string): void => {
    index.remove(path);
    names.remove(path);
  };
  const isSame = ({ path, size, modified }: FileStat): boolean => {
    const place = index.find(path);
    const note = place?.live.segment.notes[place.note];
    return note !== undefined && note.size === size && note.modified === modified;
  };
  /** Returns how many characters it took. */
  const readIn = async (file: FileStat): Promise<number> => {
    leftOut.delete(file.path);
    if (file.size > LARGEST_NOTE) {
      leftOut.set(file.path, "too-large");
      forget(file.path);
      return 0;
    }
    try {
      const text = await files.read(file.path);
      index.put({ size: file.size, modified: file.modified, isWiki: isWikiPath(file.path) }, file.path, text);
      names.changed(file.path);
      return text.length;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      forget(file.path);
      if (error.code !== "not-found") leftOut.set(file.path, "unreadable");
      return 0;
    }
  };
  const tidy = async (): Promise<void> => {
    for (const _ of index.tidy()) await clock.breathe();
  };
  const update = async (paths: readonly string[] | undefined, onProgress: (progress: IndexProgress) => void): Promise<IndexProgress> => {
    const present = paths === undefined ? await listAll() : await statAll(paths);
    const stays = new Set(present.map(({ path }) => path));
    for (const path of paths ?? [...index.paths(), ...leftOut.keys()]) {
      if (stays.has(path)) continue;
      forget(path);
      leftOut.delete(path);
    }
    const changed = present.filter((file) => !isSame(file));
    const progress = (): IndexProgress => ({ notes: index.notes, of: index.notes + changed.length - done, leftOut: [...leftOut].map(([path, reason]) => ({ path, reason })) });
    let [done, since] = [0, 0];
    for (const file of changed) {
      since += await readIn(file);
      done += 1;
      if (since < CHARACTERS_A_STEP) continue;
      since = 0;
      onProgress(progress());
      await clock.breathe();
    }
    index.flush();
    return progress();
  };
  const refresh: Searcher["refresh"] = (paths, onProgress = () => undefined) =>
    inTurn(async () => {
      if (!isLoaded) {
        isLoaded = true;
        await keeper.load(index);
        // What is in the list only is told by a full look.
        if (paths !== undefined) await update(undefined, onProgress);
      }
      const progress = await update(paths, onProgress);
      if (paths === undefined) await tidy();
      else void inTurn(tidy);
      return progress;
    });
  const read = async (path: string): Promise<string | null> =>
    files.read(path).catch((error: unknown) => {
      if (error instanceof FileError) return null;
      throw error;
    });
  const timed = async <Result extends object>(work: () => Promise<Result>): Promise<Result & { ms: number }> => {
    const started = clock.now();
    const result = await work();
    return { ...result, ms: Math.round((clock.now() - started) * 100) / 100 };
  };
  const rank = async (query: string, options: SearchOptions, most: number, onePerNote: boolean): Promise<Ranking> => {
    const first = ranker.rank(query, options, most, onePerNote);
    if (options.expands !== true) return first;
    const more = await expansionOf(index, first, read);
    return more.length === 0 ? first : ranker.rank(query, options, most, onePerNote, more);
  };
  const limitOf = ({ limit = DEFAULT_LIMIT }: SearchOptions): number => Math.max(0, Math.floor(limit));
  return {
    refresh,
    search: (query, options = {}) =>
      timed(async (): Promise<Omit<SearchAnswer, "ms">> => {
        const limit = limitOf(options);
        await names.ready();
        const ranking = fuseNames(await rank(query, options, limit * SPARE + 20, false), { query: parseQuery(query), options, index, names });
        const hits = await showHits(ranking, limit, read);
        const isNarrow = options.in !== undefined || options.tag !== undefined || options.type !== undefined || parseQuery(query).filters.length > 0;
        const elsewhere = ranking.total === 0 && isNarrow ? ranker.rank(withoutFilters(query), { isTyping: options.isTyping === true }, 1, false).total : 0;
        return { query, hits, total: ranking.total, notes: ranking.notes, suggestion: suggestionFor(query, ranking, hits, ranker.languages()), elsewhere };
      }),
    searchNotes: (query, options = {}) =>
      timed(async (): Promise<Omit<NoteAnswer, "ms">> => {
        const { passages } = await rank(query, options, limitOf(options), true);
        return { hits: passages.map(({ note, score }) => ({ path: note.path, score: Math.round(score * 10_000) / 10_000 })) };
      }),
    save: () =>
      inTurn(async () => {
        await tidy();
        await keeper.save(index);
      }),
  };
}

const withoutFilters = (query: string): string => query.replace(/-?(?:\[[^\]]*\]|(?:tag|path|type):\s?(?:"[^"]*"?|\S+))/giu, " ");
