/** Which claims a person means: by the label of a footnote, by the quoted words, or by both as decisions.md has them. */
import { readIfThere } from "../compile/read-json";
import type { State } from "../compile/state";
import { CompendiumError } from "../failure";
import { parseClaimTerm } from "../pages/decisions-page";
import type { Files } from "../ports";
import { parseCitation } from "../vault/citation";

export interface NamedClaim {
  id: string;
  quote: string;
  /** Some source page has it. */
  isKnown: boolean;
}

const folded = (text: string): string => text.replace(/\s+/gu, " ").trim();
const labelIn = (name: string): string | null => /^(?:\[\^)?(c[a-z0-9]{6,})\]?$/u.exec(name)?.[1] ?? null;

/** In the order of the names; every claim stands on its source's page. Throws `bad-decision` for a name that no claim or several go by. */
export async function findClaims(files: Files, state: State, names: readonly string[]): Promise<NamedClaim[]> {
  const known = await claimsOnPages(files, state);
  return names.map((name) => {
    const both = parseClaimTerm(name);
    if (both !== null && (known.has(both.id) || labelIn(both.id) !== null)) return { id: both.id, quote: known.get(both.id) ?? both.quote, isKnown: known.has(both.id) };
    const label = labelIn(name.trim());
    const quoted = folded(name.replace(/^["“](.*)["”]$/su, "$1"));
    const found = [...known].filter(([id, quote]) => id === label || folded(quote) === quoted);
    const [only] = found;
    if (only !== undefined && found.length === 1) return { id: only[0], quote: only[1], isKnown: true };
    const problem = only === undefined ? `No claim in the wiki has the words or the label ${JSON.stringify(name)}.` : `${found.length} claims have the words ${JSON.stringify(name)}: ${found.map(([id]) => id).join(", ")}.`;
    throw new CompendiumError("bad-decision", `${problem} Nothing was ruled; give the label of its footnote on the page, such as c7f3a9b2c1.`);
  });
}

async function claimsOnPages(files: Files, state: State): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  for (const [path, { kind }] of Object.entries(state.pages)) {
    if (kind !== "source") continue;
    for (const line of ((await readIfThere(files, path)) ?? "").split(/\r?\n/)) {
      const citation = line.startsWith("[^c") ? parseCitation(line) : null;
      if (citation !== null) known.set(citation.label, citation.quote);
    }
  }
  return known;
}
