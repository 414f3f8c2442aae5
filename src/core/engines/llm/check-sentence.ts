/** A sentence of the model's against the words it rests on: cleaned, its exact forms put right, and whatever disagrees named. */
import { disagreementsOf } from "./grounding/agrees";
import { artefactsOf, restoreArtefacts } from "./grounding/artefacts";
import { cleanSentence } from "./grounding/clean";

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

/** Linear in the lengths of sentence, evidence and context. */
export function checkSentence({ text: written, evidence, context }: Sentence): CheckedSentence {
  const artefacts = evidence.flatMap((words) => artefactsOf(words));
  const addresses = new Set(artefacts.filter(({ kind }) => ADDRESS_KINDS.includes(kind)).map(({ text }) => text));
  const { text, unknown } = restoreArtefacts(cleanSentence(written, { addresses }).text, artefacts);
  const problems = [
    ...disagreementsOf(text, evidence).filter(({ kind }) => kind !== "name"),
    ...disagreementsOf(text, [...evidence, ...context]).filter(({ kind }) => kind === "name"),
  ].map(({ message }) => message);
  return { text, evidence, context, problems: [...problems, ...unknown.map(({ text: form }) => `"${form}" does not stand in the words.`)] };
}
