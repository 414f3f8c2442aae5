/** Action: the conflicts of a page that are open, each with what a human needs to decide it. Nothing is written. */
import { readIfThere } from "../compile/read-json";
import type { PageState, State } from "../compile/state";
import { createTextStore } from "../compile/text-store";
import { stillOpen } from "../passes/conflicts";
import { shortHash } from "../text/hash";
import { parseCitation } from "../vault/citation";
import { findLinks } from "../vault/links";
import type { MergeConflict } from "../vault/merge";
import { labelsIn } from "../vault/merge/footnotes";
import { joinSides } from "../vault/merge/join";
import { withoutDefinitions } from "../vault/merge/settle";
import { baseName } from "../vault/path";
import { glance, pageOf, type Vault } from "./session";

/** A citation in a proposal. */
export interface CitedClaim {
  label: string;
  sourcePath: string;
  title: string;
  quote: string;
}

/** One place where a human's words stand against a proposal. `where` is for people: "section Early work", "property summary". */
export interface ReviewHunk {
  /** The same as long as the conflict is. */
  id: string;
  where: string;
  /** What both sides set out from; "" where that is not known. */
  base: string;
  mine: string;
  theirs: string;
  /** Both sides together, to start editing from. */
  joined: string;
  claims: CitedClaim[];
}

export interface PageReview {
  path: string;
  name: string;
  /** How many changes the last merge put in without conflict; null where nobody counted. */
  merged: number | null;
  hunks: ReviewHunk[];
}

/** A page without open conflicts has no hunks. Throws `no-such-page`. */
export async function review(vault: Vault, path: string): Promise<PageReview> {
  const { state } = await glance(vault);
  const page = pageOf(state, path);
  const text = (await readIfThere(vault.host.files, path)) ?? "";
  const conflicts = stillOpen(page.conflicts, text);
  const proposal = conflicts.length === 0 ? "" : ((await createTextStore(vault.host.files).find(page.published)) ?? "");
  return { path, name: page.name === "" ? baseName(path) : page.name, merged: page.merged ?? null, hunks: conflicts.map((conflict) => describe(conflict, [text, proposal], state)) };
}

/** A conflict's id. */
export const hunkId = ({ where, base, mine, theirs }: MergeConflict): string => shortHash(JSON.stringify([where, base, mine, theirs]), 12);

/** The conflicts open on the page by their ids. */
export const openHunks = (page: PageState, text: string): Map<string, MergeConflict> => new Map(stillOpen(page.conflicts, text).map((conflict) => [hunkId(conflict), conflict]));

function describe(conflict: MergeConflict, texts: readonly string[], state: State): ReviewHunk {
  const { where, base, mine } = conflict;
  const theirs = withoutDefinitions(conflict);
  return { id: hunkId(conflict), where, base, mine, theirs, joined: joinSides({ where, base, mine, theirs }), claims: claimsIn(conflict, texts, state) };
}

function claimsIn({ theirs }: MergeConflict, texts: readonly string[], state: State): CitedClaim[] {
  const lines = [theirs, ...texts].flatMap((text) => text.split(/\r?\n/).filter((line) => line.startsWith("[^")));
  const definitions = new Map<string, CitedClaim>();
  for (const line of lines) {
    const claim = readClaim(line, state);
    if (claim !== null && !definitions.has(claim.label.toLowerCase())) definitions.set(claim.label.toLowerCase(), claim);
  }
  return [...new Set(labelsIn(theirs))].flatMap((label) => definitions.get(label) ?? []);
}

function readClaim(line: string, { sources }: State): CitedClaim | null {
  const citation = parseCitation(line);
  const link = citation === null ? undefined : findLinks(citation.link)[0];
  if (citation === null || link === undefined) return null;
  const sourcePath = sources[link.target] === undefined && !link.target.toLowerCase().endsWith(".md") ? `${link.target}.md` : link.target;
  return { label: citation.label, sourcePath, title: sources[sourcePath]?.title ?? link.display ?? link.target, quote: citation.quote };
}
