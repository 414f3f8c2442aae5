/** Whether what must be exact in a sentence (quoted words, addresses, code) stands in its evidence so. */
import { isUnspacedText } from "../../extractive/scripts";
import type { Disagreement } from "./disagreement";
import { artefactsOf, type Artefact } from "./exact-forms";
import { foldedText } from "./fold";
import { placesOf } from "./runs";

const KINDS = { url: "url", email: "url", command: "code", code: "code", path: "code", identifier: "code", quote: "quote" } as const;

/** `sentence` and `evidence` as they are written. */
export function compareExact(sentence: string, evidence: readonly string[]): Disagreement[] {
  const artefacts = artefactsOf(sentence);
  if (artefacts.length === 0) return [];
  const written = evidence.join("\n");
  let folded: string | null = null;
  return artefacts.flatMap((artefact): Disagreement[] => {
    const kind = Object.hasOwn(KINDS, artefact.kind) ? KINDS[artefact.kind as keyof typeof KINDS] : undefined;
    if (kind === undefined || isWritten(artefact, written)) return [];
    folded ??= wordsAlone(written);
    if (artefact.kind === "quote" && isFolded(artefact.text, folded)) return [];
    return [{ kind, text: artefact.text, message: `The evidence does not have "${artefact.text}" so.` }];
  });
}

function isWritten({ kind, text }: Artefact, written: string): boolean {
  if (placesOf(written, text, 1).length > 0) return true;
  if (kind === "url") return [text.replace(/\/$/u, ""), text.replace(/^[a-z]+:\/\/(?:www\.)?/iu, "").replace(/\/$/u, "")].some((form) => form.includes(".") && form !== text && placesOf(written, form, 1).length > 0);
  // A word that is also a name (DevOps, Node.js) may begin a sentence.
  const isCaseFree = kind === "email" || (kind === "identifier" && !text.includes("_")) || (kind === "path" && !/[/\\]/.test(text));
  return isCaseFree && placesOf(written.toLowerCase(), text.toLowerCase(), 1).length > 0;
}

/** The quoted words in their order, whatever the marks between them; what the quoter left out says so. */
const isFolded = (text: string, folded: string): boolean => text.split(/\[?(?:\.{3}|…)\]?/u).every((part) => wordsAlone(part).trim() === "" || placesOf(folded, isUnspacedText(part) ? wordsAlone(part).trim() : wordsAlone(part), 1).length > 0);

const wordsAlone = (text: string): string => ` ${foldedText(text).replace(/[^\p{L}\p{N}\p{M}]+/gu, " ").trim()} `;
