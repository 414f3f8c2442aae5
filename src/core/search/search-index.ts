/**
 * Search over the vault's notes: passages ranked by BM25 (MiniSearch), titles before headings before text. A first version behind a small interface:
 * nothing outside this file knows MiniSearch. It must not know files or hosts: notes are handed in as text.
 */
import MiniSearch, { type Query } from "minisearch";
import { byCodeUnit } from "../text/key";
import { cutPassages, tagKey, type NoteProperties, type SearchPassage } from "./passages";
import { containsPhrase, parseQuery, type SearchQuery } from "./query";
import { snippetOf } from "./snippet";
import { termsOf } from "./tokenise";

/** A note as it is indexed. `isWiki` tells pages of the wiki from sources. */
export interface IndexedNote {
  path: string;
  text: string;
  isWiki: boolean;
}

/** `limit` is 10 where it is left out. `tag` also finds its nested tags; `type` is a page's type, or "source" for a source. */
export interface SearchOptions {
  limit?: number;
  in?: "wiki" | "sources" | "all";
  tag?: string;
  type?: string;
  /** Only the best passage of each note; `limit` and `total` then count notes. */
  onePerNote?: boolean;
}

/** A passage that was found: `start` and `end` are UTF-16 offsets into the note's text, `snippet` is plain text. */
export interface SearchHit {
  path: string;
  heading: string;
  start: number;
  end: number;
  score: number;
  title: string;
  type: string;
  snippet: string;
}

/** The best hits, best first, and how many there are in all. */
export interface SearchResult {
  hits: SearchHit[];
  total: number;
}

export interface SearchIndex {
  /** Adds a note, in place of what was indexed for its path. */
  add(note: IndexedNote): void;
  /** Forgets a note; nothing happens where it is not known. */
  remove(path: string): void;
  /** Never throws: a query without words, or with words found nowhere, has no hits. */
  search(query: string, options?: SearchOptions): SearchResult;
  /** How many notes are indexed. */
  readonly size: number;
}

/** What the index keeps of a passage. MiniSearch reads the string fields. */
interface PassageRecord {
  id: number;
  path: string;
  passage: SearchPassage;
  properties: NoteProperties;
  type: string;
  isWiki: boolean;
  title: string;
  names: string;
  heading: string;
  text: string;
  written: string;
}

const FIELDS = ["title", "names", "heading", "text"] as const;
const BOOST = { title: 2.5, names: 2, heading: 1.5, text: 1 };
const DEFAULT_LIMIT = 10;
const LEAST_PREFIX = 2;
const LEAST_FUZZY = 4;
/** Thai, and all that comes after it: terms of one or two characters. */
const FIRST_ENCODED = 0x0e00;

/** An empty index. */
export function createSearchIndex(): SearchIndex {
  const engine = new MiniSearch<PassageRecord>({
    fields: [...FIELDS],
    tokenize: (text) => termsOf(text).map(({ term }) => engineTerm(term)),
    processTerm: (term) => term,
    autoVacuum: false,
  });
  const records = new Map<number, PassageRecord>();
  const idsByPath = new Map<string, number[]>();
  let nextId = 0;

  function remove(path: string): void {
    for (const id of idsByPath.get(path) ?? []) {
      const record = records.get(id);
      // `remove` rather than `discard`: discarded terms would stay until a vacuum, which runs on a timer.
      if (record !== undefined) engine.remove(record);
      records.delete(id);
    }
    idsByPath.delete(path);
  }

  function add(note: IndexedNote): void {
    remove(note.path);
    const added = recordsOf(note, nextId);
    nextId += added.length;
    for (const record of added) records.set(record.id, record);
    idsByPath.set(note.path, added.map(({ id }) => id));
    engine.addAll(added);
  }

  function search(query: string, options: SearchOptions = {}): SearchResult {
    const parsed = parseQuery(query);
    if (parsed.terms.length === 0) return { hits: [], total: 0 };
    const { matches, shown } = ranked(parsed);
    const allowed = matches
      .map(({ id, score }) => ({ record: records.get(id), score }))
      .filter((match): match is { record: PassageRecord; score: number } => match.record !== undefined && isWanted(match.record, options) && fits(match.record, parsed));
    allowed.sort((left, right) => right.score - left.score || byCodeUnit(left.record.path, right.record.path) || left.record.passage.start - right.record.passage.start);
    const wanted = options.onePerNote === true ? firstOfEachNote(allowed) : allowed;
    const limit = Math.max(0, Math.floor(options.limit ?? DEFAULT_LIMIT) || 0);
    return { hits: wanted.slice(0, limit).map(({ record, score }) => hitOf(record, score, shown)), total: wanted.length };
  }

  /** All passages with any of the words, and the terms as they stand in them (prefixes and misspellings resolved). */
  function ranked(parsed: SearchQuery): { matches: { id: number; score: number }[]; shown: Set<string> } {
    let results = engine.search(queryFor(parsed, new Set()), { boost: BOOST });
    const found = readableTerms(results.map((result) => result.queryTerms));
    const missing = new Set(parsed.terms.filter((term) => !found.has(term)));
    if (missing.size > 0) results = engine.search(queryFor(parsed, missing), { boost: BOOST });
    const shown = readableTerms([...results.map((result) => result.terms), parsed.terms]);
    return { matches: results.map((result) => ({ id: Number(result.id), score: Math.round(result.score * 1e6) / 1e6 })), shown };
  }

  return {
    add,
    remove,
    search,
    get size() {
      return idsByPath.size;
    },
  };
}

const EXACT = { tokenize: (term: string) => [term], processTerm: (term: string) => term };

/**
 * MiniSearch looks through all first characters of its terms one by one, and Chinese has thousands: such terms are kept as hexadecimal digits.
 */
function engineTerm(term: string): string {
  if (term.charCodeAt(0) < FIRST_ENCODED) return term;
  let encoded = "~";
  for (let index = 0; index < term.length; index++) encoded += term.charCodeAt(index).toString(16).padStart(4, "0");
  return encoded;
}

/** The term behind `engineTerm`. */
function readableTerm(term: string): string {
  return term.startsWith("~") ? term.slice(1).replace(/.{4}/g, (digits) => String.fromCharCode(parseInt(digits, 16))) : term;
}

function readableTerms(lists: readonly string[][]): Set<string> {
  const distinct = new Set<string>();
  for (const terms of lists) for (const term of terms) distinct.add(term);
  return new Set([...distinct].map(readableTerm));
}

function queryFor(parsed: SearchQuery, missing: ReadonlySet<string>): Query {
  const inPhrases = new Set(parsed.phrases.flat());
  return {
    combineWith: "OR",
    queries: parsed.terms.map((term) => ({
      ...EXACT,
      queries: [engineTerm(term)],
      prefix: term === parsed.lastTerm && term.length >= LEAST_PREFIX && !inPhrases.has(term),
      fuzzy: missing.has(term) && term.length >= LEAST_FUZZY && engineTerm(term) === term && !inPhrases.has(term) ? 0.2 : false,
    })),
  };
}

function firstOfEachNote<Match extends { record: PassageRecord }>(matches: readonly Match[]): Match[] {
  const seen = new Set<string>();
  return matches.filter(({ record }) => !seen.has(record.path) && seen.add(record.path));
}

function recordsOf(note: IndexedNote, firstId: number): PassageRecord[] {
  const { passages, properties } = cutPassages(note.path, note.text);
  return passages.map((passage, index) => {
    const written = note.text.slice(passage.start, passage.end);
    return {
      id: firstId + index,
      path: note.path,
      passage,
      properties,
      type: note.isWiki ? properties.type : "source",
      isWiki: note.isWiki,
      title: properties.title,
      names: [...properties.aliases, ...properties.tags].join("\n"),
      heading: passage.heading,
      text: index === 0 ? `${properties.summary}\n\n${written}` : written,
      written,
    };
  });
}

function isWanted(record: PassageRecord, options: SearchOptions): boolean {
  if (options.in === "wiki" && !record.isWiki) return false;
  if (options.in === "sources" && record.isWiki) return false;
  if (options.type !== undefined && record.type !== options.type) return false;
  if (options.tag === undefined) return true;
  const wanted = tagKey(options.tag);
  return record.properties.tags.some((tag) => tag === wanted || tag.startsWith(`${wanted}/`));
}

/** Whether the phrases are there, and what was excluded is not. */
function fits(record: PassageRecord, parsed: SearchQuery): boolean {
  if (parsed.phrases.length === 0 && parsed.excluded.length === 0) return true;
  const fields = FIELDS.map((field) => termsOf(record[field]).map(({ term }) => term));
  const holds = (phrase: string[]): boolean => fields.some((terms) => containsPhrase(terms, phrase));
  return parsed.phrases.every(holds) && !parsed.excluded.some(holds);
}

function hitOf(record: PassageRecord, score: number, terms: ReadonlySet<string>): SearchHit {
  const { heading, start, end } = record.passage;
  const snippet = snippetOf(record.written, terms);
  return { path: record.path, heading, start, end, score, title: record.title, type: record.type, snippet };
}
