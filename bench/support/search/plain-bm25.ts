/**
 * BM25 as Lucene computes it, in the plainest form: the measure for what ranking by passages, names and languages adds. One English analysis for every set, and
 * pairs of characters where a script has no spaces.
 */
import type { Contestant } from "./contestant";
import { loadPeer } from "./peers";

const SATURATION = 0.9;
const LENGTH_SHARE = 0.4;

/** The words that Lucene leaves out of English. */
const LEFT_OUT = new Set("a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split(" "));

const RUN = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]+|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}])[\p{L}\p{N}\p{M}_])+(?:['’](?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}])[\p{L}\p{N}\p{M}_])+)*/gu;
const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

const pairsOf = (run: string): string[] => {
  const characters = [...run];
  return characters.length === 1 ? characters : characters.slice(1).map((character, index) => `${characters[index]}${character}`);
};

const createAnalysis = (): ((text: string) => string[]) => {
  const { stemmer } = loadPeer<{ stemmer: (word: string) => string }>("porter-stemmer");
  const stems = new Map<string, string>();
  const stemOf = (word: string): string => {
    const known = stems.get(word);
    if (known !== undefined) return known;
    const stem = /^[a-z]+$/.test(word) ? stemmer(word) : word;
    stems.set(word, stem);
    return stem;
  };
  return (text) =>
    (text.match(RUN) ?? []).flatMap((run) => {
      if (UNSPACED.test(run)) return pairsOf(run);
      const word = run.toLowerCase().replace(/['’]s$/u, "");
      return LEFT_OUT.has(word) ? [] : [stemOf(word)];
    });
};

export const plainBm25: Contestant = {
  name: "BM25, plain",
  index: (documents) => {
    const analyse = createAnalysis();
    const postings = new Map<string, Map<number, number>>();
    const lengths = documents.map(({ title, text }, document) => {
      const terms = analyse(`${title}\n${text}`);
      for (const term of terms) {
        const list = postings.get(term) ?? new Map<number, number>();
        postings.set(term, list.set(document, (list.get(document) ?? 0) + 1));
      }
      return terms.length;
    });
    const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    return (query) => {
      const scores = new Map<number, number>();
      for (const term of analyse(query)) {
        const list = postings.get(term);
        if (list === undefined) continue;
        const rarity = Math.log(1 + (documents.length - list.size + 0.5) / (list.size + 0.5));
        for (const [document, count] of list) {
          const norm = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * (lengths[document] ?? 0)) / average);
          scores.set(document, (scores.get(document) ?? 0) + (rarity * count) / (count + norm));
        }
      }
      return [...scores]
        .sort(([a, first], [b, second]) => second - first || a - b)
        .slice(0, 10)
        .map(([document]) => documents[document]?.id ?? "");
    };
  },
};
