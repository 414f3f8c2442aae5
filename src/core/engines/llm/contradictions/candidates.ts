/** Pairs of claims that code itself sees differ, for the model to judge: cheap, since only claims that share a telling word are compared at all. */
import type { ReadClaim } from "./read-claim";
import { differenceOf, type Difference } from "./compare-claims";

export interface Candidate {
  /** Indices into the claims, the smaller first. */
  left: number;
  right: number;
  difference: Difference;
}

/** The model decides over a few; more would be told in prose as they are. */
const MOST_CANDIDATES = 12;
/** A word that so many of a concept's claims share says little about any two of them. */
const MOST_OF_A_WORD = 16;

/** Best alike first. */
export function proposeCandidates(claims: readonly ReadClaim[]): Candidate[] {
  const byWord = new Map<string, number[]>();
  claims.forEach(({ topics, quantities }, index) => {
    for (const word of new Set([...topics.map((topic) => topic.word), ...quantities.map(({ what }) => what)])) byWord.set(word, [...(byWord.get(word) ?? []), index]);
  });
  const seen = new Set<string>();
  const found: Candidate[] = [];
  for (const indices of byWord.values()) {
    if (indices.length > MOST_OF_A_WORD) continue;
    for (const [position, left] of indices.entries()) {
      for (const right of indices.slice(position + 1)) {
        const key = `${left} ${right}`;
        const [one, other] = [claims[left], claims[right]];
        if (seen.has(key) || one === undefined || other === undefined) continue;
        seen.add(key);
        const difference = differenceOf(one, other);
        if (difference?.isPlain === true) found.push({ left, right, difference });
      }
    }
  }
  return found.sort((one, other) => other.difference.likeness - one.difference.likeness || one.left - other.left || one.right - other.right).slice(0, MOST_CANDIDATES);
}
