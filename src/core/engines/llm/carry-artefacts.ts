/**
 * The ledger of what must be exact: commands, addresses, code, versions, figures with units. A model that paraphrases leaves many of them out; each
 * that no statement quotes gets one of its own, by code, in the source's words.
 */
import type { Passage } from "../../vault/passage";
import type { StatementDraft } from "../engine";
import { cutLong, splitSentences, type Span } from "../extractive/sentences";
import { artefactsOf, type Artefact } from "./grounding/artefacts";

/** Quoted words are carried by the statement that quotes them, or are nobody's loss. */
const isExact = ({ kind }: Artefact): boolean => kind !== "quote";

/** A longer piece of code is a listing: of it only the lines with addresses and commands are carried; the rest is one click away in the source. */
const LONGEST_CODE = 400;
const CARRIED_FROM_LISTINGS = ["url", "email", "command"];

/** Statements for the artefacts of the passages that none of the given ones quotes, in order. */
export function carryArtefacts(passages: readonly Passage[], statements: readonly StatementDraft[]): StatementDraft[] {
  return passages.flatMap((passage, index) => {
    const quoted = statements.filter((statement) => statement.passage === index);
    const missing = artefactsOf(passage.text, passage.kind).filter((artefact) => isExact(artefact) && !quoted.some(({ start, end }) => passage.text.slice(start, end).includes(artefact.text)));
    return spansWith(passage, missing).map(({ start, end }): StatementDraft => ({ text: passage.text.slice(start, end).replace(/\s+/gu, " ").trim(), passage: index, start, end }));
  });
}

/** The sentences the artefacts stand in; of code, the whole piece where it is short, else the lines. */
function spansWith({ kind, text }: Passage, artefacts: readonly Artefact[]): Span[] {
  if (artefacts.length === 0) return [];
  if (kind === "code") return text.length <= LONGEST_CODE ? [{ start: 0, end: text.length }] : artefacts.filter((line) => artefactsOf(line.text).some((found) => CARRIED_FROM_LISTINGS.includes(found.kind)));
  const sentences = splitSentences(text).flatMap((span) => cutLong(text, span));
  return sentences.filter(({ start, end }) => artefacts.some((artefact) => artefact.start >= start && artefact.end <= end));
}
