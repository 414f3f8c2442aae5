/**
 * What must be exact, carried by code: put back into what a model wrote, and told of where no evidence has it. A form is put back only where one of the
 * evidence's is plainly meant; digits are never changed into others.
 */
import { type Artefact, type ArtefactKind, artefactsOf } from "./exact-forms";

export { type Artefact, type ArtefactKind, artefactsOf } from "./exact-forms";

/** `restored`: what the model wrote and what stands there now. `unknown`: artefacts of the sentence that no evidence has. */
export interface RestoredSentence {
  text: string;
  restored: { from: string; to: string }[];
  unknown: Artefact[];
}

/** A sentence with the evidence's exact forms in the place of forms that were retyped almost right. */
export function restoreArtefacts(sentence: string, artefacts: readonly Artefact[]): RestoredSentence {
  const known = new Set(artefacts.map(({ text }) => text));
  const result: RestoredSentence = { text: "", restored: [], unknown: [] };
  let last = 0;
  for (const artefact of artefactsOf(sentence).slice(0, MOST_ARTEFACTS)) {
    if (artefact.kind === "quote" || known.has(artefact.text) || isPartOfKnown(artefact, artefacts)) continue;
    const meant = nearest(artefact, artefacts);
    if (meant === null) {
      if (artefact.kind !== "quantity") result.unknown.push(artefact);
      continue;
    }
    result.text += sentence.slice(last, artefact.start) + meant.text;
    last = artefact.end;
    result.restored.push({ from: artefact.text, to: meant.text });
  }
  result.text += sentence.slice(last);
  return result;
}

const MOST_ARTEFACTS = 100;

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
