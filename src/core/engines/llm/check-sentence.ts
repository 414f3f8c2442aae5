/** A sentence of the model's against the words it rests on: whatever disagrees is named. */

export interface Sentence {
  text: string;
  evidence: string[];
}

export interface CheckedSentence extends Sentence {
  /** Sentences that say what disagrees; none where it is true to its evidence. */
  problems: string[];
}

/** Links, images, footnotes, HTML, bold: a sentence is plain text, and code sets the links. */
const MARKUP = /\[\[|\]\(|!\[|\[\^|<\/?[a-z][^>]*>|\*\*|__|^\s*(?:#{1,6}|[-*+>]|\d+\.)\s/iu;

const ADDRESS = /\b(?:https?|ftp|file|data|javascript|obsidian):\S*/giu;

export function checkSentence({ text, evidence }: Sentence): CheckedSentence {
  const has = (words: string): boolean => evidence.some((given) => given.includes(words));
  const markup = MARKUP.exec(text)?.[0];
  const problems = [
    ...(markup !== undefined && !has(markup) ? [`It holds markup (${markup.trim()}); write plain text.`] : []),
    ...(text.match(ADDRESS) ?? []).filter((address) => !has(address.replace(/[.,;:!?)\]]+$/u, ""))).map((address) => `The address ${address} is not in the words.`),
  ];
  return { text, evidence, problems };
}
