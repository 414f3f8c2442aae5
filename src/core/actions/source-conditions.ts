/** How each source stands against the wiki, from sizes, times and memory alone. */
import type { SourceListing } from "../compile/changes";
import type { SourceState, State } from "../compile/state";
import { isOlderRecipe, type Engine } from "../engines/engine";
import type { FileStat } from "../ports";
import { byCodeUnit } from "../text/key";

/** `unchecked`: it has a page, and this device has not read it yet, so that nobody can say whether it changed. */
export type SourceCondition = "new" | "unchecked" | "changed" | "compiled" | "failed" | "conflict" | "older-recipe" | "removed";

export interface SourceStanding {
  path: string;
  state: SourceCondition;
  /** What is remembered of it; undefined where it was never read. */
  source: SourceState | undefined;
  /** Its page, where it has one. */
  page: string | undefined;
}

export interface StandingInput {
  state: State;
  listing: SourceListing;
  engine: Pick<Engine, "recipe">;
  /** Pages with open conflicts. */
  inConflict: ReadonlySet<string>;
  /** Pages that are remembered and not there any more. */
  missing: ReadonlySet<string>;
}

/** Sorted by path. */
export function standingOfSources({ state, listing, engine, inConflict, missing }: StandingInput): SourceStanding[] {
  const pages = new Map(Object.entries(state.pages).flatMap(([path, page]) => (page.kind === "source" && !missing.has(path) ? [[page.id, path] as const] : [])));
  const standing = (path: string, tell: (source: SourceState, page: string | undefined) => SourceCondition): SourceStanding => {
    const source = state.sources[path];
    const page = source === undefined ? undefined : pages.get(source.id);
    return { path, source, page, state: source === undefined ? "new" : tell(source, page) };
  };
  /** Of a source whose file is as it was. */
  const conditionOf = (source: SourceState, page: string | undefined): SourceCondition => {
    if (source.failure !== null) return "failed";
    if (source.isPending === true) return page === undefined ? "new" : "changed";
    if (page !== undefined && inConflict.has(page)) return "conflict";
    return isOlderRecipe(source.recipe, engine) ? "older-recipe" : "compiled";
  };
  return [
    ...listing.toOpen.map((file) => standing(file.path, (source, page) => conditionOfOpened(source, file, page))),
    ...listing.unchanged.map((path) => standing(path, conditionOf)),
    ...listing.gone.map((path) => standing(path, () => "removed")),
  ].sort((left, right) => byCodeUnit(left.path, right.path));
}

/** Of a source that a compile would open. */
const conditionOfOpened = (source: SourceState, file: FileStat, page: string | undefined): SourceCondition => {
  if (isTriedAgain(source, file)) return "failed";
  if (page === undefined) return isUnread(source) ? "new" : "changed";
  return source.text === "" && source.failure === null ? "unchecked" : "changed";
};

/** Failures that are nobody's fault but the moment's: each compile tries anew. */
const TRIED_AGAIN = ["unreadable", "engine"];

/** It could not be opened or digested, and nothing about its file says that it can be now. */
const isTriedAgain = ({ failure, size, modified }: SourceState, file: FileStat): boolean => TRIED_AGAIN.includes(failure?.code ?? "") && size === file.size && modified === file.modified;

/** Known by name only, or digested in a run that did not come to write. */
const isUnread = (source: SourceState): boolean => source.text === "" || source.isPending === true;
