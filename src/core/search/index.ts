/** What other folders use of the search. */
export { cutPassages, type CutNote, type NoteProperties, type SearchPassage } from "./passages";
export { createSearchIndex, type IndexedNote, type SearchHit, type SearchIndex, type SearchOptions, type SearchResult } from "./search-index";
export { searchNotes } from "./search-notes";
export type { Searcher } from "./answer";
