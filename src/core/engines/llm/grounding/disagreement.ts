/** What a sentence says that its evidence does not. `text` is the sentence's own words (as compared: plain characters), `message` a sentence for people. */
export interface Disagreement {
  kind: "number" | "date" | "unit" | "name" | "negation" | "quote" | "url" | "code";
  text: string;
  message: string;
}
