/** Search with one hit for each note: for lists of notes, and for programs that ask many questions at once. */
import type { SearchIndex, SearchOptions, SearchResult } from "./search-index";

/** The best passage of each note, best first. `total` and `limit` count notes. */
export function searchNotes(index: SearchIndex, query: string, options: SearchOptions = {}): SearchResult {
  return index.search(query, { ...options, onePerNote: true });
}
