/** The user's verdicts on contradictions, by the page they bear on. A verdict of which a claim is gone is on no page, and stands in decisions.md until the claim is back. */
import { claimId } from "../claims/identity";
import { isVerdict, parseClaimTerm, type Decision } from "../pages/decisions-page";
import type { Verdict } from "../pages/tell-contradictions";
import type { Run } from "./run";
import { recordOf } from "./sources";
import type { WikiIndex } from "./wiki-index";

/** By the path of the concept's page. Of each source that a verdict is about the record is looked at, of the others none. */
export async function verdictsByPage(run: Run, wiki: WikiIndex): Promise<Map<string, Verdict[]>> {
  const found = new Map<string, Verdict[]>();
  for (const decision of run.decisions.filter(isVerdict)) {
    const [first, second] = decision.terms.flatMap((term) => parseClaimTerm(term) ?? []);
    if (first === undefined || second === undefined) continue;
    const pages = await pagesAbout(run, wiki, first);
    const others = pages.size === 0 ? pages : await pagesAbout(run, wiki, second);
    for (const path of pages) if (others.has(path)) found.set(path, [...(found.get(path) ?? []), asVerdict(decision, first.id, second.id)]);
  }
  return found;
}

const asVerdict = ({ kind }: Decision, first: string, second: string): Verdict => ({ holds: kind === "both-hold" ? "both" : "first", claims: [first, second] });

/** A claim's id is made of its source and its quote: that tells the source without looking into any. */
async function pagesAbout(run: Run, wiki: WikiIndex, { id, quote }: { id: string; quote: string }): Promise<Set<string>> {
  const entry = wiki.sources.find(({ source }) => claimId(source.id, quote) === id);
  const record = entry === undefined ? null : await recordOf(run, entry.path, entry.source);
  if (entry === undefined || record === null) return new Set();
  const names = record.digest.output.concepts.filter(({ claims }) => claims.includes(id)).map(({ name }) => name);
  return new Set(names.flatMap((name) => wiki.recordOf(entry.source.id, name)?.path ?? []));
}
