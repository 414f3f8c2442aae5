/** What other folders use of the search. */
export type { Searcher } from "./answer";
export { createSearcher } from "./searcher";
