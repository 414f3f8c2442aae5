/** Action: how the sources and pages stand, for a view that is always open. Nothing is written, and of the wiki only pages in conflict are opened. */
import { findChanges } from "../compile/changes";
import { findLastRun } from "../compile/undo";
import { readIfThere } from "../compile/read-json";
import type { PageKind, State } from "../compile/state";
import { openEngine } from "../engines/open-engine";
import { isOlderRecipe } from "../engines/engine";
import { stillOpen } from "../passes/conflicts";
import { byCodeUnit } from "../text/key";
import { baseName } from "../vault/path";
import { glance, type Glance, type Vault } from "./session";
import { standingOfSources, type SourceCondition, type SourceStanding } from "./source-conditions";

export interface OverviewSource {
  path: string;
  title: string;
  state: SourceCondition;
  /** Its page in the wiki. */
  page: string | null;
  /** Why it failed. */
  message?: string;
  sections: number;
  /** Sections with at least one claim. */
  covered: number;
  /** How many pages hang on it: its own, and those of the concepts it makes claims about. */
  pages: number;
}

export interface Overview {
  sources: OverviewSource[];
  pages: { path: string; name: string; aliases: string[]; kind: PageKind }[];
  /** Pages where a human's words stand against a proposal, with how often. */
  conflicts: { path: string; name: string; count: number }[];
  /** Pages, or the folder of the concepts', for which a model was asked in vain: complete but for that, and asked about again by the next compile. */
  unfinished: { path: string; name: string; message: string }[];
  /** A run began to write and did not come to its end: the next one finishes it. */
  interrupted: boolean;
  /** How many pages an older recipe made. */
  olderRecipe: number;
  /** The run that undo takes back where none is named. */
  undoable: { run: string; stamp: string; kind: string } | null;
}

export async function overview(vault: Vault): Promise<Overview> {
  const { host, settings } = vault;
  const memory = await glance(vault);
  const { state, isInterrupted, missing } = memory;
  const { engine } = await openEngine(vault, "look");
  const listing = await findChanges(host, state, settings, { force: false, paths: [], mustOpen: () => false });
  const pages = Object.entries(state.pages)
    .filter(([path, { kind }]) => kind !== "file" && !missing.has(path))
    .map(([path, { name, aliases, kind }]) => ({ path, name, aliases, kind }))
    .sort((left, right) => byCodeUnit(left.path, right.path));
  const conflicts = await countConflicts(vault, memory);
  const standing = standingOfSources({ state, listing, engine, missing, inConflict: new Set(conflicts.map(({ path }) => path)) });
  const dependents = countDependents(memory);
  const last = await findLastRun(host);
  return {
    sources: standing.map((source) => describe(source, dependents)),
    pages,
    conflicts,
    unfinished: unfinishedIn(memory, vault.settings.wikiFolder),
    interrupted: isInterrupted,
    olderRecipe: Object.entries(state.pages).filter(([path, { recipe }]) => !missing.has(path) && isOlderRecipe(recipe, engine)).length,
    undoable: last === null ? null : { run: last.id, stamp: last.stamp, kind: last.kind },
  };
}

async function countConflicts({ host }: Vault, { state, missing }: Glance): Promise<Overview["conflicts"]> {
  const counted: Overview["conflicts"] = [];
  for (const [path, { name, conflicts }] of Object.entries(state.pages)) {
    if (conflicts.length === 0 || missing.has(path)) continue;
    const count = stillOpen(conflicts, (await readIfThere(host.files, path)) ?? "").length;
    if (count > 0) counted.push({ path, name, count });
  }
  return counted.sort((left, right) => byCodeUnit(left.path, right.path));
}

function unfinishedIn({ state, missing }: Glance, wikiFolder: string): Overview["unfinished"] {
  const pages = Object.entries(state.pages).flatMap(([path, { name, failure }]) => (failure && !missing.has(path) ? [{ path, name, message: failure.message }] : []));
  const concepts = state.conceptsFailure ? [{ path: `${wikiFolder}/concepts`, name: "Telling concepts apart", message: state.conceptsFailure.message }] : [];
  return [...concepts, ...pages].sort((left, right) => byCodeUnit(left.path, right.path));
}

/** How many concept pages each source is treated on, by the source's id. */
function countDependents({ state, missing }: Glance): Map<string, number> {
  const pages = new Map<string, Set<string>>();
  for (const { path, sources } of conceptPages(state)) {
    if (missing.has(path)) continue;
    for (const source of sources) pages.set(source, (pages.get(source) ?? new Set()).add(path));
  }
  return new Map([...pages].map(([source, paths]) => [source, paths.size]));
}

/** The concept pages of the last compile that are remembered still, with the ids of the sources each is made from. */
export const conceptPages = ({ pages, concepts }: State): { path: string; name: string; sources: string[] }[] =>
  (concepts?.output ?? [])
    .filter(({ path, isCanonical }) => !isCanonical && pages[path] !== undefined)
    .map(({ path, name, members }) => ({ path, name, sources: members.map(({ source }) => source) }));

function describe({ path, state, source, page }: SourceStanding, dependents: ReadonlyMap<string, number>): OverviewSource {
  const sections = source?.sections.length ?? 0;
  return {
    path,
    title: source === undefined || source.title === "" ? baseName(path) : source.title,
    state,
    page: page ?? null,
    ...(state === "failed" && source?.failure ? { message: source.failure.message } : {}),
    sections,
    // An older version did not count; so many claims cover so many sections at most.
    covered: source?.covered ?? Math.min(sections, source?.claims ?? 0),
    pages: source === undefined ? 0 : (page === undefined ? 0 : 1) + (dependents.get(source.id) ?? 0),
  };
}
