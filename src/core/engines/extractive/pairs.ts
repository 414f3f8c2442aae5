/** Whether two names of different sources mean one concept. Only on evidence beyond a shared acronym; in doubt they stay two. */
import type { ConceptPair, PairSide } from "../engine";
import { acronymMatches, isAcronym } from "./aliases";
import { lowerPlain } from "./letters";
import { foldName } from "./name-register";
import { isStopWord } from "../../text/stop-words";
import { wordsOf } from "./words";

const SHARED_CONTEXT = 2;
const CONTEXT_SHARE = 0.3;

export function isSameConcept({ left, right }: ConceptPair): boolean {
  const lefts = [left.name, ...left.aliases];
  const rights = [right.name, ...right.aliases];
  return lefts.some((one) => rights.some((other) => isSameName(one, left, other, right)));
}

function isSameName(one: string, left: PairSide, other: string, right: PairSide): boolean {
  const oneIsAcronym = isAcronym(one);
  const otherIsAcronym = isAcronym(other);
  if (oneIsAcronym && otherIsAcronym && foldName(one) === foldName(other)) return false;
  if (foldWords(one) === foldWords(other) && foldWords(one) !== "") return isSameFamily(left, right);
  if (oneIsAcronym !== otherIsAcronym) {
    const matches = oneIsAcronym ? acronymMatches(one, other) : acronymMatches(other, one);
    if (matches) return sharesContext(left, right, true);
  }
  if (isSurnameOf(one, other) || isSurnameOf(other, one)) return (left.kind === "person" || right.kind === "person") && sharesContext(left, right, false);
  return false;
}

/** The words that make a name, without version, plural, case and small words: "Lean 4" and "lean" are one. */
function foldWords(name: string): string {
  const words = wordsOf(lowerPlain(name))
    .flatMap((word) => word.text.split(/[-_]/u))
    .filter((word) => word !== "" && !isStopWord(word));
  while (words.length > 1 && /^v?\p{N}+(?:\.\p{N}+)*$/u.test(words.at(-1) ?? "")) words.pop();
  return words.map((word) => (word.length > 3 ? word.replace(/(?<=[^s])s$/u, "") : word)).join(" ");
}

/** A person or a place is never a thing; the other kinds are told apart too loosely to keep two apart. */
function isSameFamily(left: PairSide, right: PairSide): boolean {
  const family = (kind: PairSide["kind"]): string => (kind === "person" || kind === "place" || kind === "event" ? kind : "thing");
  return family(left.kind) === family(right.kind);
}

function sharesContext(left: PairSide, right: PairSide, bySharing: boolean): boolean {
  const own = new Set([left.name, right.name, ...left.aliases, ...right.aliases].map(foldName));
  const lefts = new Set(left.context.map(foldName).filter((name) => !own.has(name)));
  const rights = new Set(right.context.map(foldName).filter((name) => !own.has(name)));
  let shared = 0;
  for (const name of lefts) if (rights.has(name)) shared += 1;
  if (shared >= SHARED_CONTEXT) return true;
  const smaller = Math.min(lefts.size, rights.size);
  return bySharing && shared > 0 && smaller > 0 && shared / smaller >= CONTEXT_SHARE;
}

function isSurnameOf(short: string, full: string): boolean {
  const words = wordsOf(full);
  return words.length >= 2 && words.length <= 4 && wordsOf(short).length === 1 && foldName(words.at(-1)?.text ?? "") === foldName(short);
}
