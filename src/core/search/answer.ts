/** What a search is asked and what it answers, as data: the same for the pane, the modal, the command line and the agent. */

/** `limit` is 10 where it is left out. `tag` also finds its nested tags; `type` is a page's type, or "source" for a source. */
export interface SearchOptions {
  limit?: number;
  in?: "wiki" | "sources" | "all";
  tag?: string;
  type?: string;
  /** The query is still being typed: its last word also finds words that begin with it. */
  isTyping?: boolean;
  /** Long questions are searched a second time with the telling words of the best passages. */
  expands?: boolean;
}

/** A range of a snippet, in UTF-16 units. */
export interface SnippetMark {
  start: number;
  end: number;
}

/** A passage that was found: `start` and `end` are UTF-16 offsets into the file's text, `snippet` is plain text, `marks` are the words in it that were looked for, in order. */
export interface SearchHit {
  path: string;
  heading: string;
  start: number;
  end: number;
  score: number;
  title: string;
  type: string;
  snippet: string;
  marks: SnippetMark[];
  isWiki: boolean;
  /** Other notes that say the same sentence, folded into this hit, best first. */
  also: { path: string; title: string }[];
}

/**
 * The best hits, best first; `total` passages in `notes` notes were found in all. `suggestion` is the query as it was perhaps meant, where words of it are found
 * nowhere; `elsewhere` is how many passages there would be without the filters and the scope, where these leave none.
 */
export interface SearchAnswer {
  query: string;
  hits: SearchHit[];
  total: number;
  notes: number;
  suggestion: string | null;
  elsewhere: number;
  /** Milliseconds. */
  ms: number;
}

/** One hit a note. */
export interface NoteAnswer {
  hits: { path: string; score: number }[];
  ms: number;
}

/** How far the index is: notes in it, of how many that are known of, and what was left out since it is too large or cannot be read. */
export interface IndexProgress {
  notes: number;
  of: number;
  leftOut: { path: string; reason: "too-large" | "unreadable" }[];
}

export interface Searcher {
  /** Looks at every file that differs in size or time from what is indexed (or only at those named). Calls `onProgress` now and then. */
  refresh(paths?: readonly string[], onProgress?: (progress: IndexProgress) => void): Promise<IndexProgress>;
  /** Never throws for a query: one without words, or with words found nowhere, has no hits. */
  search(query: string, options?: SearchOptions): Promise<SearchAnswer>;
  searchNotes(query: string, options?: SearchOptions): Promise<NoteAnswer>;
  /** Keeps the index for the next start; what is already kept is not written again. */
  save(): Promise<void>;
}
