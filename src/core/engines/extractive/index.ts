/**
 * The built-in engine: it works at once, without a model, a key or a network. Everything it says is chosen from the sources' own words.
 * Deterministic: the same input gives the same output on every machine; it keeps nothing between calls.
 */
import type { Engine } from "../engine";
import { writeArticle } from "./article";
import { digestSection } from "./digest-section";
import { digestSource } from "./digest-source";
import { isSameConcept } from "./pairs";

/** Raise when any output of this folder changes for some input: sentences, names, lists of words, scores, articles. Results made with an older recipe stay valid. */
export const EXTRACTIVE_RECIPE = "extractive-1";

export const extractiveEngine: Engine = {
  name: "extractive",
  recipe: EXTRACTIVE_RECIPE,
  atOnce: 1,
  digestSection: async (input) => digestSection(input),
  digestSource: async (source, sections) => digestSource(source, sections),
  decidePairs: async (pairs) => pairs.map(isSameConcept),
  writeArticle: async (input) => writeArticle(input),
};
