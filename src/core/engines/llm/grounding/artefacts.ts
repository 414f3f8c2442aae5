/**
 * What must be exact, carried by code: marked in what a model reads, put back into what it wrote, and told of where no evidence has it. A form is put back only where
 * one of the evidence's is plainly meant; digits are never changed into others.
 */
import type { Passage } from "../../../vault/passage";
import { type Artefact, type ArtefactKind, artefactsOf } from "./exact-forms";

export { type Artefact, type ArtefactKind, artefactsOf } from "./exact-forms";

/** How a model may point to an artefact instead of writing it: by its number, from 1. */
export const placeholderOf = (index: number): string => `⟦${index + 1}⟧`;

/** `restored`: what the model wrote and what stands there now. `unknown`: artefacts of the sentence that no evidence has. */
export interface RestoredSentence {
  text: string;
  restored: { from: string; to: string }[];
  unknown: Artefact[];
}

/** The artefacts of several passages, each text once, in order. */
export function artefactsOfPassages(passages: readonly Pick<Passage, "text" | "kind">[]): Artefact[] {
  const found = new Map<string, Artefact>();
  for (const { text, kind } of passages) for (const artefact of artefactsOf(text, kind)) if (!found.has(artefact.text)) found.set(artefact.text, artefact);
  return [...found.values()];
}

/** A sentence with the evidence's exact forms in the place of placeholders and of forms that were retyped almost right. */
export function restoreArtefacts(sentence: string, artefacts: readonly Artefact[]): RestoredSentence {
  const filled = fillPlaceholders(sentence, artefacts);
  const known = new Set(artefacts.map(({ text }) => text));
  const result: RestoredSentence = { text: "", restored: filled.restored, unknown: filled.unknown };
  let last = 0;
  for (const artefact of artefactsOf(filled.text).slice(0, MOST_ARTEFACTS)) {
    if (artefact.kind === "quote" || known.has(artefact.text) || isPartOfKnown(artefact, artefacts)) continue;
    const meant = nearest(artefact, artefacts);
    if (meant === null) {
      if (artefact.kind !== "quantity") result.unknown.push(artefact);
      continue;
    }
    result.text += filled.text.slice(last, artefact.start) + meant.text;
    last = artefact.end;
    result.restored.push({ from: artefact.text, to: meant.text });
  }
  result.text += filled.text.slice(last);
  return result;
}

const MOST_ARTEFACTS = 100;
const PLACEHOLDER = /⟦\s*(\d{1,6})\s*⟧/g;

function fillPlaceholders(sentence: string, artefacts: readonly Artefact[]): RestoredSentence {
  const restored: { from: string; to: string }[] = [];
  const unknown: Artefact[] = [];
  const text = sentence.replace(PLACEHOLDER, (mark: string, number: string, at: number) => {
    const artefact = artefacts[Number(number) - 1];
    if (artefact === undefined) {
      unknown.push({ kind: "code", text: mark, start: at, end: at + mark.length });
      return "";
    }
    restored.push({ from: mark, to: artefact.text });
    return artefact.text;
  });
  return { text: restored.length + unknown.length === 0 ? sentence : text, restored, unknown };
}

/** A path in a command line, an option, a quoted part of a line of code. */
const isPartOfKnown = ({ text }: Artefact, artefacts: readonly Artefact[]): boolean => artefacts.some((other) => other.text.length > text.length && other.text.includes(text));

const FAMILIES: Readonly<Record<ArtefactKind, string>> = { url: "address", email: "address", command: "code", code: "code", path: "code", identifier: "code", version: "version", quantity: "quantity", quote: "quote" };
const MOST_CANDIDATES = 3_000;

/** The only artefact of the evidence that is meant; null where none or more than one may be. */
function nearest(artefact: Artefact, artefacts: readonly Artefact[]): Artefact | null {
  const family = FAMILIES[artefact.kind];
  const limit = Math.max(1, Math.floor(artefact.text.length * 0.2));
  const form = comparable(artefact.text);
  let best: Artefact | null = null;
  let distance = limit + 1;
  let isTied = false;
  for (const other of artefacts.slice(0, MOST_CANDIDATES)) {
    if (FAMILIES[other.kind] !== family || Math.abs(other.text.length - artefact.text.length) > limit + 4 || digitsOf(other.text) !== digitsOf(artefact.text)) continue;
    const isFigure = family === "quantity" || family === "version";
    const edits = isFigure ? (comparable(other.text) === form ? 0 : Infinity) : editDistance(form, comparable(other.text), limit);
    if (edits < distance) {
      best = other;
      distance = edits;
      isTied = false;
    } else if (edits === distance && edits <= limit && other.text !== best?.text) isTied = true;
  }
  return distance <= limit && !isTied ? best : null;
}

const digitsOf = (text: string): string => text.replace(/\D+/g, " ").trim();

/** Without what retyping changes first: case, white space, quotation marks, kinds of dashes. */
const comparable = (text: string): string => text.toLowerCase().replace(/[\s`]+/gu, "").replace(/[‘’]/gu, "'").replace(/[“”]/gu, '"').replace(/[‐-―−]/gu, "-");

/** Levenshtein's distance, as far as `limit`; more than that is Infinity. Only a band of the table is filled. */
export function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return Infinity;
  let row = Array.from({ length: right.length + 1 }, (_, index) => (index <= limit ? index : Infinity));
  for (let at = 1; at <= left.length; at += 1) {
    const next = new Array<number>(right.length + 1).fill(Infinity);
    if (at <= limit) next[0] = at;
    let least = next[0] ?? Infinity;
    for (let other = Math.max(1, at - limit); other <= Math.min(right.length, at + limit); other += 1) {
      const change = (row[other - 1] ?? Infinity) + (left.charCodeAt(at - 1) === right.charCodeAt(other - 1) ? 0 : 1);
      const edits = Math.min(change, (row[other] ?? Infinity) + 1, (next[other - 1] ?? Infinity) + 1);
      next[other] = edits;
      least = Math.min(least, edits);
    }
    if (least > limit) return Infinity;
    row = next;
  }
  const distance = row[right.length] ?? Infinity;
  return distance <= limit ? distance : Infinity;
}
