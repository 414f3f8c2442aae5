/** Action: what is new, changed, failed, in conflict or interrupted. Nothing is written. */
import { findChanges } from "../compile/changes";
import { readIfThere, type SourceState } from "../compile/state";
import { chooseEngine } from "../engines";
import { stillOpen } from "../passes/write";
import { byCodeUnit } from "../text/key";
import { splitFrontmatter } from "../vault/frontmatter";
import type { MergeConflict } from "../vault/merge";
import { glance, type Vault } from "./session";

export type SourceCondition = "new" | "changed" | "compiled" | "failed" | "conflict" | "older-recipe" | "removed";

export interface StatusResult {
  sources: { path: string; state: SourceCondition; page?: string; message?: string }[];
  wiki: { pages: number; concepts: number; words: number };
  pending: { sources: number; calls: number; inputTokens: number; costUsd: number };
  conflicts: ({ path: string } & MergeConflict)[];
  interrupted: boolean;
  lastRun: { id: string; stamp: string; kind: string } | null;
}

export async function status(vault: Vault): Promise<StatusResult> {
  const { host, settings } = vault;
  const { state, isInterrupted } = await glance(vault);
  const engine = chooseEngine(settings);
  const listing = await findChanges(host, state, settings, { force: false, paths: [], mustOpen: () => false });
  const pageOf = new Map(Object.entries(state.pages).filter(([, page]) => page.kind === "source").map(([path, page]) => [page.id, path]));
  const conflicts: StatusResult["conflicts"] = [];
  let words = 0;
  let pages = 0;
  for (const [path, page] of Object.entries(state.pages).sort(([left], [right]) => byCodeUnit(left, right))) {
    const text = await readIfThere(host.files, path);
    if (text === null) continue;
    pages += 1;
    words += splitFrontmatter(text).body.match(/\S+/g)?.length ?? 0;
    conflicts.push(...stillOpen(page.conflicts, text).map((conflict) => ({ path, ...conflict })));
  }
  const inConflict = new Set(conflicts.map(({ path }) => path));
  const conditionOf = (source: SourceState): SourceCondition => {
    if (source.failure !== null) return "failed";
    if (inConflict.has(pageOf.get(source.id) ?? "")) return "conflict";
    return source.recipe !== "" && source.recipe !== engine.recipe ? "older-recipe" : "compiled";
  };
  const describe = (path: string, condition: SourceCondition): StatusResult["sources"][number] => {
    const source = state.sources[path];
    const page = source === undefined ? undefined : pageOf.get(source.id);
    return { path, state: condition, ...(page === undefined ? {} : { page }), ...(condition === "failed" && source?.failure ? { message: source.failure.message } : {}) };
  };
  const sources = [
    ...listing.toOpen.map(({ path }) => describe(path, state.sources[path] === undefined ? "new" : "changed")),
    ...listing.unchanged.map((path) => describe(path, state.sources[path] === undefined ? "new" : conditionOf(state.sources[path]))),
    ...listing.gone.map((path) => describe(path, "removed")),
  ].sort((left, right) => byCodeUnit(left.path, right.path));
  return {
    sources,
    wiki: { pages, concepts: Object.values(state.pages).filter(({ kind }) => kind === "concept").length, words },
    pending: { sources: listing.toOpen.length + listing.gone.length, calls: 0, inputTokens: 0, costUsd: 0 },
    conflicts,
    interrupted: isInterrupted || (!state.isSettled && state.lastRun !== null),
    lastRun: state.lastRun,
  };
}
