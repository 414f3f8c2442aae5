/**
 * Whether who did it and whom it was done to are as in the evidence: a sentence whose parts only changed places, two names that stand on the other sides of
 * the same verb, and two figures that two names exchanged.
 */
import type { Language } from "../../../text/stop-words";
import { isUnspacedUnit } from "../../extractive/scripts";
import type { Disagreement } from "./disagreement";
import { isContent, type Reading, type Token } from "./reading";
import { namesOf } from "./read-names";

/** A pair of names and what stands between them. */
interface Pair {
  left: string;
  right: string;
  between: Set<string>;
  isPassive: boolean;
}

export interface RoleIndex {
  /** Sentences by their units in order of code. */
  byUnits: Map<string, string[][]>;
  pairs: Map<string, Pair[]>;
}

const PASSIVE = new Set("by von vom durch par por da dal dalla dallo dai door av przez от από من".split(" "));
const MUTUAL = new Set("with and or met meet meets married marries marry merged merge equals equal resembles mit und et avec con y e och met vs versus between together colla partn coope simil".split(" "));
const LONGEST_SENTENCE = 80;
const MOST_IN_A_PLACE = 50;

export function indexRoles(readings: readonly Reading[], language: Language): RoleIndex {
  const index: RoleIndex = { byUnits: new Map(), pairs: new Map() };
  for (const reading of readings) {
    for (const units of sentencesOf(reading)) push(index.byUnits, [...units].sort().join(" "), units);
    for (const pair of pairsOf(reading, language)) push(index.pairs, `${pair.left} ${pair.right}`, pair);
  }
  return index;
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (list.length < MOST_IN_A_PLACE) list.push(value);
}

/** The sentences as units: words, and single characters of scripts without spaces. Long ones are left out. */
function sentencesOf({ tokens }: Reading): string[][] {
  const sentences: string[][] = [];
  let units: string[] = [];
  let sentence = -1;
  let last: Token | undefined;
  for (const token of tokens) {
    if (token.sentence !== sentence) {
      sentences.push(units);
      units = [];
      sentence = token.sentence;
    }
    const isOverlap = token.isWide && last?.isWide === true && last.start === token.start - 1;
    if (units.length <= LONGEST_SENTENCE) units.push(...(token.isWide ? [...token.text.slice(isOverlap ? 1 : 0)] : [token.lower]));
    last = token;
  }
  sentences.push(units);
  return sentences.filter((each) => each.length >= 3 && each.length <= LONGEST_SENTENCE);
}

export function compareRoles(sentence: Reading, evidence: RoleIndex, language: Language): Disagreement[] {
  const found: Disagreement[] = [];
  for (const units of sentencesOf(sentence)) {
    const others = evidence.byUnits.get([...units].sort().join(" ")) ?? [];
    if (others.some((other) => other.join(" ") === units.join(" "))) continue;
    for (const other of others) {
      const parts = exchangedParts(units, other);
      if (parts === null) continue;
      found.push({ kind: "name", text: parts.left, message: `The evidence has "${parts.right}" where the sentence has "${parts.left}".` });
      break;
    }
  }
  if (found.length > 0) return found;
  for (const pair of pairsOf(sentence, language)) {
    if (isReversed(pair, evidence)) found.push({ kind: "name", text: pair.left, message: `The evidence says it of "${pair.right}" and "${pair.left}" the other way round.` });
  }
  return found;
}

/** Where one sentence is X V Y and the other Y V X, with something said between: X and Y. */
function exchangedParts(units: readonly string[], other: readonly string[]): { left: string; right: string } | null {
  if (units.length !== other.length) return null;
  let from = 0;
  let to = units.length;
  while (from < to && units[from] === other[from]) from += 1;
  while (to > from && units[to - 1] === other[to - 1]) to -= 1;
  const [said, there] = [units.slice(from, to), other.slice(from, to)];
  for (let left = 1; left < said.length; left += 1) {
    if (!isSame(said.slice(0, left), there.slice(there.length - left))) continue;
    for (let right = 1; left + right <= said.length; right += 1) {
      if (!isSame(said.slice(said.length - right), there.slice(0, right))) continue;
      const middle = said.slice(left, said.length - right);
      if (!isSame(middle, there.slice(right, there.length - left)) || !(saysSomething(middle) || isVerbFirst(said, middle))) continue;
      const glue = isUnspacedUnit(said[0]?.charCodeAt(0) ?? 0) ? "" : " ";
      return { left: said.slice(0, left).join(glue), right: said.slice(said.length - right).join(glue) };
    }
  }
  return null;
}

/** In Arabic the verb stands before both: who did it and whom it was done to are neighbours. */
const isVerbFirst = (said: readonly string[], middle: readonly string[]): boolean => middle.length === 0 && /^[\u0600-\u06ff]/u.test(said[0] ?? "");

const isSame = (left: readonly string[], right: readonly string[]): boolean => left.length === right.length && left.every((unit, index) => unit === right[index]);
const WIDE_LINKS = new Set("和 与 與 及 或 跟 同 と や แ ล ะ".split(" "));

function saysSomething(middle: readonly string[]): boolean {
  if (middle.some((word) => MUTUAL.has(word) || MUTUAL.has(word.slice(0, 5)))) return false;
  return middle.some((unit) => unit.length > 1 || isUnspacedUnit(unit.charCodeAt(0))) && !middle.every((unit) => WIDE_LINKS.has(unit));
}

/** Names of a sentence that follow each other, with the verb's words between them. */
function pairsOf(reading: Reading, language: Language): Pair[] {
  const pairs: Pair[] = [];
  const { tokens } = reading;
  const names = namesOf(reading, language);
  for (let at = 0; at + 1 < names.length; at += 1) {
    const [left, right] = [names[at], names[at + 1]];
    if (left === undefined || right === undefined || tokens[left.last]?.sentence !== tokens[right.first]?.sentence || right.first - left.last > 8) continue;
    const between = tokens.slice(left.last + 1, right.first);
    if (between.some(({ lower, stem }) => MUTUAL.has(lower) || MUTUAL.has(stem))) continue;
    pairs.push({ left: tokens[left.last]?.lower ?? "", right: tokens[right.last]?.lower ?? "", between: new Set(between.filter(isContent).map(({ stem }) => stem)), isPassive: between.some(({ lower }) => PASSIVE.has(lower)) });
  }
  return pairs;
}

/** The same verb stands between the names in the other order, and never in this one; a passive turns them round. */
function isReversed(pair: Pair, { pairs }: RoleIndex): boolean {
  if (pair.between.size === 0 || pair.left === pair.right) return false;
  const isLike = (other: Pair): boolean => [...pair.between].some((stem) => other.between.has(stem));
  const same = (pairs.get(`${pair.left} ${pair.right}`) ?? []).filter(isLike);
  const reversed = (pairs.get(`${pair.right} ${pair.left}`) ?? []).filter(isLike);
  const isThere = same.some((other) => other.isPassive === pair.isPassive) || reversed.some((other) => other.isPassive !== pair.isPassive);
  return !isThere && (reversed.length > 0 || same.length > 0);
}
