/**
 * Whether two claims speak of one thing and say different things of it, as far as code can tell: an amount of the same measure, a date, a name in the same
 * place, or a denial. The same amount in another unit, a closer date, or a date of something else is no difference. What passes is not proven to contradict:
 * that a model has to say.
 */
import { disagreementsOf } from "../grounding/agrees";
import { isWithinSpan, mayBeSameTime, type Moment } from "./moments";
import { isSameMeasure, mayBeEqual } from "./quantities";
import type { NamedPart, ReadClaim } from "./read-claim";

export type DifferenceKind = "number" | "date" | "name" | "negation";

/** `differ` are the words of each, "" for a denial. `likeness` is the share of what they are about that both have. */
export interface Difference {
  kinds: DifferenceKind[];
  differ: [string, string];
  likeness: number;
  /** Nothing else shows that they may be about different parts, times or places. */
  isPlain: boolean;
}

/** So much of what the shorter of two says something about must be what the other does. */
export const LEAST_LIKE = 0.5;
/** A denial says less about what it is of than a figure does. */
const LEAST_LIKE_DENIED = 0.6;

/** Null where they do not differ, or are not about the same. */
export function differenceOf(left: ReadClaim, right: ReadClaim): Difference | null {
  const { quote } = left.claim;
  if (left.claim.id === right.claim.id || quote.includes(right.claim.quote) || right.claim.quote.includes(quote)) return null;
  const number = conflictOf(left.quantities, right.quantities, isSameMeasure, mayBeEqual);
  const date = dateConflictOf(left.moments, right.moments);
  const name = conflictOf(left.names, right.names, isSameSlot, isSameName);
  const found = [
    ...(number === null ? [] : [{ kind: "number" as const, pair: number }]),
    ...(date === null ? [] : [{ kind: "date" as const, pair: date }]),
    ...(name === null ? [] : [{ kind: "name" as const, pair: name }]),
  ];
  const [first] = found;
  if (first === undefined) return denialOf(left, right);
  const [one, other] = first.pair;
  const likeness = likenessOf(topicsAt(left, one.start), topicsAt(right, other.start), first.kind === "number");
  if (likeness < LEAST_LIKE) return null;
  return { kinds: found.map(({ kind }) => kind), differ: [one.text, other.text], likeness, isPlain: found.length === 1 && isSamePart(left, right) };
}

/** A value of each that the other has no match for, of one measure. */
function conflictOf<Value>(left: readonly Value[], right: readonly Value[], isAlike: (one: Value, other: Value) => boolean, agree: (one: Value, other: Value) => boolean): [Value, Value] | null {
  const open = left.filter((one) => !right.some((other) => isAlike(one, other) && agree(one, other)));
  const openRight = right.filter((other) => !left.some((one) => isAlike(one, other) && agree(one, other)));
  for (const one of open) {
    const other = openRight.find((candidate) => isAlike(one, candidate));
    if (other !== undefined) return [one, other];
  }
  return null;
}

const dateConflictOf = (left: readonly Moment[], right: readonly Moment[]): [Moment, Moment] | null =>
  isWithinSpan(left, right) || isWithinSpan(right, left) ? null : conflictOf<Moment>(left, right, () => true, mayBeSameTime);

const isSameSlot = (left: NamedPart, right: NamedPart): boolean => left.slot === right.slot;
const isSameName = (left: NamedPart, right: NamedPart): boolean => left.words.some((word) => right.words.includes(word));

function denialOf(left: ReadClaim, right: ReadClaim): Difference | null {
  // Figures of only one of them say that it speaks of more than the other, or of another case.
  const likeness = likenessOf(wordsOf(left), wordsOf(right), false);
  if (likeness < LEAST_LIKE_DENIED) return null;
  const isDenied = (one: ReadClaim, other: ReadClaim): boolean => disagreementsOf(one.claim.text, [other.claim.text]).some(({ kind }) => kind === "negation");
  if (!isDenied(left, right) || !isDenied(right, left)) return null;
  return { kinds: ["negation"], differ: ["", ""], likeness, isPlain: isSamePart(left, right) };
}

const wordsOf = ({ topics }: ReadClaim): Set<string> => new Set(topics.map(({ word }) => word));

/** What the clause around a place is about; where it has no words of its own, the sentence. */
function topicsAt({ reading, topics }: ReadClaim, start: number): Set<string> {
  const token = reading.tokens.find(({ end }) => end > start);
  const inClause = topics.filter(({ clause }) => clause === token?.clause);
  return new Set((inClause.length > 0 ? inClause : topics.filter(({ sentence }) => sentence === token?.sentence)).map(({ word }) => word));
}

/** Two that name nothing but an amount of one measure are about that. */
function likenessOf(left: ReadonlySet<string>, right: ReadonlySet<string>, isMeasured: boolean): number {
  if (left.size === 0 && right.size === 0) return isMeasured ? 1 : 0;
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / Math.max(1, Math.min(left.size, right.size));
}

/** Neither speaks of a part, or of a second or third one, that the other does not mention. */
const isSamePart = (left: ReadClaim, right: ReadClaim): boolean =>
  left.parts.every((part) => right.hasWords(part)) && right.parts.every((part) => left.hasWords(part)) && left.ordinals.every((ordinal) => right.ordinals.includes(ordinal)) && right.ordinals.every((ordinal) => left.ordinals.includes(ordinal));
