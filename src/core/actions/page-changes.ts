/** What a compile does to each page, or would do: told from the texts before and after. */
import type { FileChange } from "../compile/commit";
import type { PageKind } from "../compile/state";
import { byCodeUnit } from "../text/key";
import { baseName } from "../vault/path";

export interface PageChange {
  path: string;
  name: string;
  kind: PageKind;
  change: "created" | "updated" | "moved" | "retired";
  detail: {
    /** Claims the page cites, and the sources they come from. */
    claims: number;
    sources: number;
    /** Against the page as it was. */
    claimsAdded: number;
    claimsRemoved: number;
  };
}

/** Sorted by path. */
export const describeChanges = (changes: readonly FileChange[]): PageChange[] => changes.map(describe).sort((left, right) => byCodeUnit(left.path, right.path));

function describe({ path, movedFrom, before, after, page, previous }: FileChange): PageChange {
  const [were, are] = [citedClaims(before), citedClaims(after)];
  const known = page ?? previous;
  return {
    path,
    name: known === null || known.name === "" ? baseName(path) : known.name,
    kind: known?.kind ?? "file",
    change: page === null && previous !== null ? "retired" : before === null ? "created" : movedFrom === null ? "updated" : "moved",
    detail: {
      claims: are.size,
      sources: new Set(are.values()).size,
      claimsAdded: [...are.keys()].filter((label) => !were.has(label)).length,
      claimsRemoved: [...were.keys()].filter((label) => !are.has(label)).length,
    },
  };
}

/** The definition of a claim's footnote: its label, and the note it links. Questions are cited likewise and count for nothing. */
const DEFINITION = /^\[\^(c[a-z0-9]+)\]: (?:\[\[([^\]|#]+)|\[[^\n]*?\]\(<([^>#\n]+))/gm;

/** The claims a page cites with their sources, by label. */
const citedClaims = (text: string | null): Map<string, string> => new Map([...(text ?? "").matchAll(DEFINITION)].map(([, label = "", wikilink, markdown]) => [label, wikilink ?? markdown ?? ""]));
