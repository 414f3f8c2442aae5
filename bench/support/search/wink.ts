/** wink's BM25 with the steps its documentation shows: lower case, words, stop words, stems, negations. */
import type { Contestant } from "./contestant";
import { loadPeer } from "./peers";

type Step = (value: unknown) => unknown;

interface Wink {
  defineConfig(config: { fldWeights: Record<string, number> }): void;
  definePrepTasks(steps: readonly Step[]): void;
  addDoc(document: object, id: string): void;
  consolidate(): void;
  search(query: string, most: number): [string | number, number][];
}

interface Language {
  string: Record<"lowerCase" | "tokenize0", Step>;
  tokens: Record<"removeWords" | "stem" | "propagateNegations", Step>;
}

export const wink: Contestant = {
  name: "wink BM25",
  index: (documents) => {
    const engine = loadPeer<() => Wink>("wink-bm25-text-search")();
    const { string, tokens } = loadPeer<Language>("wink-nlp-utils");
    engine.defineConfig({ fldWeights: { title: 1, text: 1 } });
    engine.definePrepTasks([string.lowerCase, string.tokenize0, tokens.removeWords, tokens.stem, tokens.propagateNegations]);
    for (const { id, title, text } of documents) engine.addDoc({ title, text }, id);
    engine.consolidate();
    return (query) => engine.search(query, 10).map(([id]) => String(id));
  },
};
