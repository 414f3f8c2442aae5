/** A sentence of the model's against the words it rests on: cleaned, its exact forms put right, and whatever disagrees named. */
import { disagreementsOf, readWords, strangeNamesOf } from "./grounding/agrees";
import { artefactsOf, restoreArtefacts } from "./grounding/artefacts";
import { cleanSentence } from "./grounding/clean";
import type { Reading } from "./grounding/reading";

export interface Sentence {
  text: string;
  /** What it rests on: its figures, dates, negations and exact forms must stand there. */
  evidence: string[];
  /** Where a name may come from besides, so that "it" can be called by its name: title, headings, the passage around. */
  context: string[];
}

export interface CheckedSentence extends Sentence {
  /** Sentences that say what disagrees; none where it is true to its evidence. */
  problems: string[];
}

const ADDRESS_KINDS = ["url", "email"];

/** Gives the same as `readWords`, each text read once: for all sentences of one step, whose contexts are the same few passages. */
export function readOnce(): (text: string) => Reading {
  const readings = new Map<string, Reading>();
  return (text) => {
    const reading = readings.get(text) ?? readWords(text);
    readings.set(text, reading);
    return reading;
  };
}

/** Linear in the lengths of sentence, evidence and context. */
export function checkSentence({ text: written, evidence, context }: Sentence, read: (text: string) => Reading = readWords): CheckedSentence {
  const artefacts = evidence.flatMap((words) => artefactsOf(words));
  const addresses = new Set(artefacts.filter(({ kind }) => ADDRESS_KINDS.includes(kind)).map(({ text }) => text));
  const { text, unknown } = restoreArtefacts(cleanSentence(written, { addresses }).text, artefacts);
  const problems = [
    ...disagreementsOf(text, evidence).filter(({ kind }) => kind !== "name"),
    ...strangeNamesOf(text, [...evidence, ...context].map(read)),
  ].map(({ message }) => message);
  return { text, evidence, context, problems: [...problems, ...unknown.map(({ text: form }) => `"${form}" does not stand in the words.`)] };
}
