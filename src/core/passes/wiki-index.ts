/** Who is where in the wiki of this run: which page stands for a source and for a concept as a source names it. */
import type { ConceptRecord } from "../concepts/concept";
import type { SourceState } from "../compile/state";
import { byCodeUnit } from "../text/key";
import { numberedPath, pathKey, safeFileName } from "../vault/path";
import type { Run } from "./run";

export interface WikiSource {
  path: string;
  source: SourceState;
  /** Null where the user wants no page for it, or it failed before it was ever compiled. */
  pagePath: string | null;
}

export interface WikiIndex {
  /** Sorted by path. */
  sources: WikiSource[];
  sourceById: Map<string, WikiSource>;
  records: ConceptRecord[];
  /** The concept a source means by a name, if it has a page or note. */
  recordOf(sourceId: string, name: string): ConceptRecord | null;
}

/** A title as a file name leaves room for the suffix and a number. */
const TITLE_BYTES = 160;
const SOURCE_SUFFIX = " (source)";

export function indexWiki(run: Run, records: ConceptRecord[], foreign: Set<string>): WikiIndex {
  const named = new Map<string, Map<string, ConceptRecord>>();
  for (const record of records) {
    for (const { source, name } of record.members) {
      const names = named.get(source) ?? new Map<string, ConceptRecord>();
      names.set(name, record);
      named.set(source, names);
    }
  }
  const pages = new Map(Object.entries(run.state.pages).map(([path, page]) => [page.id, path]));
  const unwanted = new Set(run.decisions.filter(({ kind }) => kind === "no-page").map(({ terms }) => terms[0]));
  const taken = new Set([...foreign, ...Object.keys(run.state.pages).map(pathKey)]);
  const sources = Object.entries(run.state.sources)
    .sort(([left], [right]) => byCodeUnit(left, right))
    .map(([path, source]): WikiSource => {
      if (source.failure !== null && source.content === "") return { path, source, pagePath: null };
      const wanted = `${run.settings.wikiFolder}/sources/${safeFileName(source.title, TITLE_BYTES)}${SOURCE_SUFFIX}`;
      const pagePath = pages.get(source.id) ?? numberedPath(wanted, "md", (key) => taken.has(key));
      taken.add(pathKey(pagePath));
      return { path, source, pagePath: unwanted.has(sourcePageTerm(pagePath)) ? null : pagePath };
    });
  return {
    sources,
    sourceById: new Map(sources.map((entry) => [entry.source.id, entry])),
    records,
    recordOf: (sourceId, name) => named.get(sourceId)?.get(name) ?? null,
  };
}

/** What a ruling calls a source's page: its file name. */
export const sourcePageTerm = (pagePath: string): string => pagePath.slice(pagePath.lastIndexOf("/") + 1, -".md".length);
