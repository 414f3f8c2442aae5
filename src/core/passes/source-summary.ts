/** A digest in short: what the whole-wiki passes need of every source at once. */
import type { Claim, Digest } from "../claims/digest";
import type { SourceConcept } from "../compile/state";
import { shortHash } from "../text/hash";
import { conceptKey } from "../text/key";

/** Central to a source: named in its title, or what this share of its claims is about, and at least so many. */
const CENTRAL_SHARE = 0.06;
const CENTRAL_CLAIMS = 2;
/** How many of the concepts mentioned beside one are remembered. */
const MOST_NEIGHBOURS = 40;

export function summariseConcepts(digest: Digest, title: string): SourceConcept[] {
  const places = new Map<string, { claim: Claim; headingPath: string[] }>();
  for (const section of digest.sections) for (const claim of section.claims) places.set(claim.id, { claim, headingPath: section.headingPath });
  const byClaim = new Map<string, string[]>();
  for (const { name, claims } of digest.concepts) for (const claim of claims) byClaim.set(claim, [...(byClaim.get(claim) ?? []), name]);
  const titleKey = ` ${conceptKey(title)} `;
  return digest.concepts.map((concept) => {
    const neighbours = new Map<string, number>();
    for (const claim of concept.claims) for (const name of byClaim.get(claim) ?? []) if (name !== concept.name) neighbours.set(name, (neighbours.get(name) ?? 0) + 1);
    const isInTitle = [concept.name, ...concept.aliases].some((name) => titleKey.includes(` ${conceptKey(name)} `));
    return {
      name: concept.name,
      aliases: concept.aliases,
      kind: concept.kind,
      claims: concept.claims.length,
      fingerprint: shortHash(JSON.stringify(concept.claims.map((id) => [id, places.get(id)?.claim.text, places.get(id)?.headingPath])), 16),
      isCentral: isInTitle || concept.claims.length >= Math.max(CENTRAL_CLAIMS, Math.ceil(places.size * CENTRAL_SHARE)),
      with: [...neighbours].sort(([leftName, left], [rightName, right]) => right - left || (leftName < rightName ? -1 : 1)).slice(0, MOST_NEIGHBOURS),
    };
  });
}
