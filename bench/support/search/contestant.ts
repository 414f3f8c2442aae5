/** What the quality part asks of each search. */
import type { SearchDocument } from "./search-set";

/** Returns the ids of the ten best documents, best first. */
export type AskTen = (query: string) => string[] | Promise<string[]>;

export interface Contestant {
  name: string;
  index(documents: readonly SearchDocument[]): AskTen | Promise<AskTen>;
}
