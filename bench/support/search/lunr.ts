/** lunr with its defaults: stemmer and stop words for English. */
import type { Contestant } from "./contestant";
import { loadPeer } from "./peers";

interface Builder {
  ref(name: string): void;
  field(name: string): void;
  add(document: object): void;
}

interface LunrIndex {
  query(fill: (query: { term(terms: readonly object[], options: object): void }) => void): { ref: string }[];
}

interface Lunr {
  (fill: (this: Builder) => void): LunrIndex;
  tokenizer(text: string): object[];
}

export const lunr: Contestant = {
  name: "lunr",
  index: (documents) => {
    const build = loadPeer<Lunr>("lunr");
    const index = build(function () {
      this.ref("id");
      this.field("title");
      this.field("text");
      for (const { id, title, text } of documents) this.add({ id, title, text });
    });
    // As tokens, not as a line of lunr's query language: a colon or a plus in a question is none.
    return (query) =>
      index
        .query((asked) => asked.term(build.tokenizer(query), {}))
        .slice(0, 10)
        .map(({ ref }) => ref);
  },
};
