/** What the search says, and how its results are laid out, as pure functions. */
import type { SearchHit, SnippetMark } from "../../core/api";
import type { SearchReply } from "./searching";

/** `in` is where it looks; everything else stands in the query. */
export type SearchScope = "all" | "wiki" | "sources";

/** The hits of one note, in the order of their rank. */
export interface NoteHits {
  path: string;
  title: string;
  isWiki: boolean;
  hits: SearchHit[];
}

/** By note, the note of the best hit first. */
export function byNote(hits: readonly SearchHit[]): NoteHits[] {
  const notes = new Map<string, NoteHits>();
  for (const hit of hits) {
    const known = notes.get(hit.path);
    if (known === undefined) notes.set(hit.path, { path: hit.path, title: hit.title, isWiki: hit.isWiki, hits: [hit] });
    else known.hits.push(hit);
  }
  return [...notes.values()];
}

const counted = (amount: number, one: string, many: string): string => `${amount.toLocaleString("en")} ${amount === 1 ? one : many}`;

export const countWords = (total: number, notes: number): string => `${counted(total, "passage", "passages")} in ${counted(notes, "note", "notes")}`;

export const readingWords = ({ notes, of }: { notes: number; of: number }): string => (of === 0 ? "Looking for notes" : `Reading notes, ${notes.toLocaleString("en")} of ${of.toLocaleString("en")}`);

const SCOPES: Record<SearchScope, string> = { all: "the wiki and the sources", wiki: "the wiki", sources: "the sources" };

export const nothingWords = (query: string, scope: SearchScope): string => `Nothing in ${SCOPES[scope]} for “${query.trim()}”`;

/** One line on how a search stands. */
export function statusWords({ answer, reading }: SearchReply): string {
  const found = answer.total === 0 && reading !== null ? "Nothing" : countWords(answer.total, answer.notes);
  return reading === null ? found : `${found} so far. ${readingWords(reading)}`;
}

export const SYNTAX = "“exact words”, -without, tag:maths, path:raw, type:concept, [author:Berg]";

const FILTER = /(?<!\S)-?(?:\[[^\][]*\]|(?:tag|path|type):\s?(?:"[^"]*"|[^\s"]\S*))(?!\S)/giu;

/** The filters that are written in a query, as they are written. */
export const filtersIn = (query: string): string[] => [...new Set(query.match(FILTER) ?? [])];

export const withoutFilter = (query: string, filter: string): string =>
  query
    .replace(FILTER, (written) => (written === filter ? "" : written))
    .replace(/\s+/g, " ")
    .trim();

/** The query asking for this type and no other. */
export const withType = (query: string, type: string): string => [query.replace(/(?<!\S)type:\s?(?:"[^"]*"|\S+)(?!\S)/giu, " ").replace(/\s+/g, " ").trim(), `type:${/\s/.test(type) ? `"${type}"` : type}`].filter((part) => part !== "").join(" ");

/** The query asking for this tag too. */
export const withTag = (query: string, tag: string): string => (filtersIn(query).some((filter) => filter.toLowerCase() === `tag:${tag.toLowerCase()}`) ? query : `${query.trim()} tag:${tag}`.trim());

/** The tags of some notes, each once as it is first written and after the tag it is nested in; those of the most notes first. */
export function tagsByUse(notes: readonly (readonly string[])[]): string[] {
  const uses = new Map<string, { tag: string; notes: number }>();
  for (const tags of notes) {
    const ofNote = new Map(tags.flatMap(withOuterTags).reverse().map((tag) => [tag.toLowerCase(), tag] as const));
    for (const [key, tag] of ofNote) uses.set(key, { tag: uses.get(key)?.tag ?? tag, notes: (uses.get(key)?.notes ?? 0) + 1 });
  }
  return [...uses].sort(([a, one], [b, other]) => other.notes - one.notes || (a < b ? -1 : 1)).map(([, { tag }]) => tag);
}

const withOuterTags = (tag: string): string[] => {
  const parts = tag.replace(/^#/, "").split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
};

export const withoutFilters = (query: string): string => filtersIn(query).reduce(withoutFilter, query);

/** A text in pieces, those that were looked for marked. Marks that overlap or reach past the text are cut. */
export function piecesOf(text: string, marks: readonly SnippetMark[]): { text: string; isMarked: boolean }[] {
  const pieces: { text: string; isMarked: boolean }[] = [];
  let from = 0;
  const add = (to: number, isMarked: boolean): void => {
    if (to > from) pieces.push({ text: text.slice(from, to), isMarked });
    from = Math.max(from, to);
  };
  for (const { start, end } of marks) {
    add(Math.min(start, text.length), false);
    add(Math.min(end, text.length), true);
  }
  add(text.length, false);
  return pieces;
}

const MOST_RECENT = 8;

/** Recent searches with this one first. One that was only on the way to it gives way. */
export function withRecent(recent: readonly string[], query: string): string[] {
  const asked = query.trim().replace(/\s+/g, " ");
  if (asked.length < 2) return [...recent];
  const others = recent.filter((other) => other.toLowerCase() !== asked.toLowerCase() && !asked.toLowerCase().startsWith(other.toLowerCase()));
  return [asked, ...others].slice(0, MOST_RECENT);
}

export const readRecent = (data: unknown): string[] => (Array.isArray(data) ? data.filter((query): query is string => typeof query === "string" && query.length <= 500).slice(0, MOST_RECENT) : []);

/** How much of what stands before and behind the words must stand there in the Markdown too. So much on both sides tells them in the whole note, which may have changed. */
const WIDE_CONTEXTS = [[24, 24], [12, 12]] as const;
/** Marks may lie in between on either side. */
const CONTEXTS = [[0, 24], [24, 0], [0, 12], [12, 0], [6, 6], [0, 6], [6, 0], [0, 0]] as const;

/** Where in a note's text the words of a hit stand: the first stretch of its passage, or of a note that changed, that reads like what is marked, or the passage's beginning. */
export function placeOf(text: string, { start, end, snippet, marks }: SearchHit): { start: number; end: number } {
  const beginning = Math.min(start, text.length);
  const [first] = marks;
  if (first === undefined) return { start: beginning, end: beginning };
  // With what stands before and behind it, as far as Markdown left it as it is: the word by itself may stand earlier in the passage.
  const find = (from: number, to: number, contexts: readonly (readonly [before: number, behind: number])[]): number | null => {
    const within = text.slice(from, to).toLowerCase();
    // Lower case may be longer than what it is made of: then no offset is to be trusted.
    if (within.length !== Math.min(to, text.length) - from) return null;
    for (const [before, behind] of contexts) {
      const lead = snippet.slice(Math.max(0, first.start - before), first.start).replace(/^.*…/u, "");
      const sought = `${lead}${snippet.slice(first.start, first.end + behind)}`.replace(/…$/u, "").toLowerCase();
      const at = within.indexOf(sought);
      if (at >= 0) return from + at + lead.length;
    }
    return null;
  };
  const at = find(beginning, end, WIDE_CONTEXTS) ?? find(0, text.length, WIDE_CONTEXTS) ?? find(beginning, end, CONTEXTS);
  return at === null ? { start: beginning, end: beginning } : { start: at, end: at + (first.end - first.start) };
}
