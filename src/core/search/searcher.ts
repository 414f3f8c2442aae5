/** Search over a vault, as a whole: the index of passages and that of names, loaded, kept up to date, asked and saved, one piece of work at a time. */
import { FileError, type Host } from "../ports";
import type { Settings } from "../settings";
import type { NoteAnswer, SearchAnswer, Searcher, SearchOptions } from "./answer";
import { expansionOf } from "./expand";
import { createFollower } from "./follow-notes";
import { asksForNames, fuseNames, notesNamed } from "./fuse-names";
import { createNames, type Names } from "./names-of-notes";
import { createOtherNames } from "./other-names";
import { parseQuery } from "./query";
import { createRanker, type AlsoSought, type Ranking } from "./rank/rank-passages";
import { showHits } from "./show-hits";
import { createIndexKeeper } from "./store/keep-index";
import { createPassageIndex } from "./store/passage-index";
import { suggestionFor } from "./suggestion";
import { createTextCache } from "./text-cache";

const DEFAULT_LIMIT = 10;
/** Of so many more passages than asked for some are folded into others. */
const SPARE = 3;

// One closure over the indexes: what it offers is a few lines each.
export function createSearcher(host: Host, settings: Settings): Searcher {
  const { files, clock } = host;
  const index = createPassageIndex();
  const ranker = createRanker(index);
  const keeper = createIndexKeeper(host);
  const names: Names = createNames(index, clock);
  const otherNames = createOtherNames();
  const texts = createTextCache((path) =>
    files.read(path).catch((error: unknown) => {
      if (error instanceof FileError) return null;
      throw error;
    }),
  );
  let isLoaded = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One piece of work on the index at a time. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const { update, tidy, learnNames } = createFollower(host, settings, { index, names, otherNames, texts });
  const refresh: Searcher["refresh"] = (paths, onProgress = () => undefined) =>
    inTurn(async () => {
      if (!isLoaded) {
        isLoaded = true;
        await keeper.load(index);
        await learnNames([...index.paths()]);
        // What is in the list only is told by a full look.
        if (paths !== undefined) await update(undefined, onProgress);
      }
      const progress = await update(paths, onProgress);
      if (paths === undefined) await tidy();
      else void inTurn(tidy);
      return progress;
    });
  const timed = async <Result extends object>(work: () => Promise<Result>): Promise<Result & { ms: number }> => {
    const started = clock.now();
    const result = await work();
    return { ...result, ms: Math.round((clock.now() - started) * 100) / 100 };
  };
  const rank = async (query: string, options: SearchOptions, most: number, onePerNote: boolean, named?: AlsoSought["named"]): Promise<Ranking> => {
    const also: AlsoSought = { names: otherNames.of(parseQuery(query).nameWords), ...(named === undefined ? {} : { named }) };
    const first = ranker.rank(query, options, most, onePerNote, also);
    if (options.expands !== true) return first;
    const more = await expansionOf(index, first, texts.read);
    return more.length === 0 ? first : ranker.rank(query, options, most, onePerNote, { ...also, words: more });
  };
  const rankWithNames = async (text: string, options: SearchOptions, most: number): Promise<Ranking> => {
    const query = parseQuery(text);
    if (!asksForNames(query)) return rank(text, options, most, false);
    const ranking = await rank(text, options, most, false, (words, segments) => notesNamed(words, segments, { query, options, index, names, otherNames }));
    return fuseNames(ranking, query, options);
  };
  const limitOf = ({ limit = DEFAULT_LIMIT }: SearchOptions): number => Math.max(0, Math.floor(limit));
  return {
    refresh,
    search: (query, options = {}) =>
      timed(async (): Promise<Omit<SearchAnswer, "ms">> => {
        const limit = limitOf(options);
        await names.ready();
        const ranking = await rankWithNames(query, options, limit * SPARE + 20);
        const hits = await showHits(ranking, limit, texts.read);
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
