/** Action: what is new, changed, failed, in conflict or interrupted. Nothing is written. */
import { findChanges } from "../compile/changes";
import { isUnfinished } from "../compile/state";
import { readIfThere } from "../compile/read-json";
import { addressIn } from "../engines/llm/endpoint";
import { openEngine } from "../engines/open-engine";
import { stillOpen } from "../passes/conflicts";
import { byCodeUnit } from "../text/key";
import { splitFrontmatter } from "../vault/frontmatter";
import type { MergeConflict } from "../vault/merge";
import { compile } from "./compile";
import { glance, type Vault } from "./session";
import { standingOfSources, type SourceCondition } from "./source-conditions";

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
  const { state, isInterrupted, missing } = await glance(vault);
  const listing = await findChanges(host, state, settings, { force: false, paths: [], mustOpen: () => false });
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
  const { engine } = await openEngine(vault, "look");
  const standing = standingOfSources({ state, listing, engine, missing, inConflict: new Set(conflicts.map(({ path }) => path)) });
  const sources = standing.map(({ path, state: condition, source, page }) => ({
    path,
    state: condition === "unchecked" ? "changed" : condition,
    ...(page === undefined ? {} : { page }),
    ...(condition === "failed" && source?.failure ? { message: source.failure.message } : {}),
  }));
  return {
    sources,
    wiki: { pages, concepts: Object.values(state.pages).filter(({ kind }) => kind === "concept").length, words },
    pending: { sources: listing.toOpen.length + listing.gone.length, ...(await pendingCalls(vault, listing.toOpen.length + listing.gone.length > 0 || isUnfinished(state))) },
    conflicts,
    interrupted: isInterrupted,
    lastRun: state.lastRun,
  };
}

/** What a compile would ask of the model. Settings that are not enough for it are told by a compile; here nothing is asked. */
async function pendingCalls(vault: Vault, isPending: boolean): Promise<{ calls: number; inputTokens: number; costUsd: number }> {
  const none = { calls: 0, inputTokens: 0, costUsd: 0 };
  const { settings } = vault;
  if (settings.engine !== "llm" || settings.model.strongModel === "" || addressIn(settings) === "" || !isPending) return none;
  const options = { paths: [], dryRun: true, force: false, redoOlderRecipe: false, acceptRemovals: true, signal: { aborted: false }, emit: () => undefined };
  const { calls, inputTokens, costUsd } = (await compile(vault, options)).model;
  return { calls, inputTokens, costUsd };
}
