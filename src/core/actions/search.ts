/** Action: ranked passages of the wiki and the sources. */
import { listSourceFiles } from "../compile/changes";
import { createSearchIndex, searchNotes, type SearchIndex, type Searcher } from "../search";
import { FileError } from "../ports";
import type { Vault } from "./session";

export async function openSearch({ host, settings }: Vault): Promise<Searcher> {
  let index = createSearchIndex();
  const refresh: Searcher["refresh"] = async () => {
    index = createSearchIndex();
    const sources = await listSourceFiles(host, settings);
    const pages = (await host.files.list(settings.wikiFolder)).filter(({ path }) => path.endsWith(".md"));
    await addAll({ host, settings }, index, sources.map(({ path }) => path), false);
    await addAll({ host, settings }, index, pages.map(({ path }) => path).sort(), true);
    return { notes: index.size, of: index.size, leftOut: [] };
  };
  await refresh();
  const timed = <T extends object>(work: () => T): T & { ms: number } => {
    const started = host.clock.now();
    const result = work();
    return { ...result, ms: Math.round((host.clock.now() - started) * 100) / 100 };
  };
  return {
    refresh,
    search: (query, options) =>
      Promise.resolve(
        timed(() => {
          const { hits, total } = index.search(query, options);
          return {
            query,
            hits: hits.map((hit) => ({ ...hit, marks: [], isWiki: hit.path.startsWith(`${settings.wikiFolder}/`), also: [] })),
            total,
            notes: new Set(hits.map(({ path }) => path)).size,
            suggestion: null,
            elsewhere: 0,
          };
        }),
      ),
    searchNotes: (query, options) => Promise.resolve(timed(() => ({ hits: searchNotes(index, query, options).hits.map(({ path, score }) => ({ path, score })) }))),
    save: () => Promise.resolve(),
  };
}

async function addAll({ host }: Vault, index: SearchIndex, paths: string[], isWiki: boolean): Promise<void> {
  for (const path of paths) {
    const text = await host.files.read(path).catch((error: unknown) => {
      if (error instanceof FileError) return null;
      throw error;
    });
    if (text !== null) index.add({ path, text: isWiki ? withoutDefinitions(text) : text, isWiki });
  }
}

/** A page's footnotes repeat what its sources say: they are found there. They stand at the end, so that no offset changes. */
const withoutDefinitions = (text: string): string => {
  const first = text.search(/^\[\^[a-z0-9]+\]: /m);
  return first < 0 ? text : text.slice(0, first);
};
