/** Action: ranked passages of the wiki and the sources. A first version: the index is built for each call. */
import { listSourceFiles } from "../compile/changes";
import { createSearchIndex, searchNotes, type SearchHit, type SearchIndex, type SearchOptions } from "../search";
import { FileError } from "../ports";
import type { Vault } from "./session";

export interface SearchAnswer {
  query: string;
  hits: SearchHit[];
  total: number;
  ms: number;
}

export interface Searcher {
  search(query: string, options: SearchOptions): SearchAnswer;
  /** One hit a note. */
  searchNotes(query: string, options: SearchOptions): { hits: { path: string; score: number }[]; ms: number };
}

export async function openSearch({ host, settings }: Vault): Promise<Searcher> {
  const index = createSearchIndex();
  const sources = await listSourceFiles(host, settings);
  const pages = (await host.files.list(settings.wikiFolder)).filter(({ path }) => path.endsWith(".md"));
  await addAll({ host, settings }, index, sources.map(({ path }) => path), false);
  await addAll({ host, settings }, index, pages.map(({ path }) => path).sort(), true);
  const timed = <T extends object>(work: () => T): T & { ms: number } => {
    const started = host.clock.now();
    const result = work();
    return { ...result, ms: Math.round((host.clock.now() - started) * 100) / 100 };
  };
  return {
    search: (query, options) => timed(() => ({ query, ...index.search(query, options) })),
    searchNotes: (query, options) => timed(() => ({ hits: searchNotes(index, query, options).hits.map(({ path, score }) => ({ path, score })) })),
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
