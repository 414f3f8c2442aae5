/** The contradictions of a reply, as far as code bears them out: what it does not is nobody's word and is left out. */
import type { ArticleClaim, Contradiction, ContradictionRelation } from "../../engine";
import { indexIn, type JsonRecord } from "../parse-reply";
import { differenceOf, type Difference } from "./compare-claims";
import type { ReadClaim } from "./read-claim";
import { passesOn } from "./tables/reporting";

export const RELATIONS: readonly ContradictionRelation[] = ["contested", "superseded", "scope", "reported"];

/** A reply that contests everything is read no further. */
const MOST_READ = 100;

/** Claims are numbered from 1 in the records. Of two relations that differ for one pair neither counts. */
export function readContradictions(records: readonly JsonRecord[], claims: readonly ReadClaim[]): Contradiction[] {
  const found = new Map<string, Contradiction | null>();
  for (const { first, second, relation } of records.slice(0, MOST_READ)) {
    const [one, other] = [claims[indexIn(first, claims.length) ?? -1], claims[indexIn(second, claims.length) ?? -1]];
    const known = RELATIONS.find((each) => each === relation);
    if (one === undefined || other === undefined || known === undefined || one === other) continue;
    const key = [one.claim.id, other.claim.id].sort().join(" ");
    const earlier = found.get(key);
    if (earlier === undefined) found.set(key, checked(one, other, known));
    else if (earlier !== null && earlier.relation !== known) found.set(key, null);
  }
  return [...found.values()].filter((each): each is Contradiction => each !== null);
}

function checked(one: ReadClaim, other: ReadClaim, relation: ContradictionRelation): Contradiction | null {
  const difference = differenceOf(one, other);
  if (difference === null) return null;
  const inOrder = (isTurned: boolean): Contradiction => asContradiction(relation, isTurned ? other : one, isTurned ? one : other, isTurned ? turned(difference) : difference);
  if (relation === "contested") return difference.isPlain ? inOrder(false) : null;
  if (relation === "scope") return inOrder(false);
  if (relation === "reported") {
    const [isFirst, isSecond] = [isReport(one.claim), isReport(other.claim)];
    return isFirst || isSecond ? inOrder(!isFirst) : null;
  }
  const order = compareDates(one.claim.published, other.claim.published);
  return order === 0 ? null : inOrder(order > 0);
}

const turned = ({ differ: [left, right], ...rest }: Difference): Difference => ({ ...rest, differ: [right, left] });

const asContradiction = (relation: ContradictionRelation, { claim }: ReadClaim, { claim: other }: ReadClaim, { differ }: Difference): Contradiction => ({ relation, claims: [claim.id, other.id], differ });

const isReport = ({ text, quote }: ArticleClaim): boolean => passesOn(text) || passesOn(quote);

/** Which of two ISO dates is earlier; 0 where one is missing or no closer than the other's beginning. */
function compareDates(left: string, right: string): number {
  if (left === "" || right === "" || left.startsWith(right) || right.startsWith(left)) return 0;
  return left < right ? -1 : 1;
}
