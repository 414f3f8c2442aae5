/** Finding in short texts what was typed. Contracts: obsidian.d.ts, `prepareFuzzySearch`, `prepareSimpleSearch`, `sortSearchResults`. */
import type { SearchMatchPart, SearchResult, SearchResultContainer } from "obsidian";

type Search = (text: string) => SearchResult | null;

const isWordCharacter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Lower case without changing lengths: offsets into the result are offsets into the text. */
const fold = (text: string): string => [...text].map((character) => (character.toLowerCase().length === character.length ? character.toLowerCase() : character)).join("");

const startsWord = (text: string, index: number): boolean => index === 0 || !isWordCharacter(text[index - 1]);

/** Scores are at most 0; the nearer to it, the better. */
export function prepareFuzzySearch(query: string): Search {
  const wanted = fold(query.trim());
  if (wanted === "") return () => ({ score: 0, matches: [] });
  const letters = [...wanted].filter((character) => character.trim() !== "").join("");
  return (text) => {
    const folded = fold(text);
    return findWhole(folded, wanted) ?? findScattered(folded, letters);
  };
}

/** The query as it stands, at the start of a word where there is one. */
function findWhole(text: string, wanted: string): SearchResult | null {
  let best = text.indexOf(wanted);
  if (best < 0) return null;
  for (let index = best; index >= 0; index = text.indexOf(wanted, index + 1)) {
    if (!startsWord(text, index)) continue;
    best = index;
    break;
  }
  const penalty = (startsWord(text, best) ? 0 : 0.5) + Math.min(best, 100) / 1000 + Math.min(text.length - wanted.length, 1000) / 10_000;
  return { score: -penalty, matches: [[best, best + wanted.length]] };
}

/** The letters of the query in their order: each at the next start of a word if all the rest still follows there, else where it comes next. */
function findScattered(text: string, letters: string): SearchResult | null {
  const matches: SearchMatchPart[] = [];
  let from = 0;
  let starts = 0;
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? "";
    const next = text.indexOf(letter, from);
    if (next < 0) return null;
    const index = next === from && matches.length > 0 ? next : chooseStart(text, letters, at, next);
    if (startsWord(text, index)) starts++;
    const last = matches[matches.length - 1];
    if (last?.[1] === index) last[1] = index + 1;
    else matches.push([index, index + 1]);
    from = index + 1;
  }
  return { score: -1 - matches.length + starts / (letters.length + 1) - Math.min(text.length, 1000) / 10_000, matches };
}

function chooseStart(text: string, letters: string, at: number, next: number): number {
  const letter = letters[at] ?? "";
  for (let index = next; index >= 0; index = text.indexOf(letter, index + 1)) {
    if (startsWord(text, index) && follows(text, letters, at + 1, index + 1)) return index;
  }
  return next;
}

function follows(text: string, letters: string, at: number, from: number): boolean {
  let index = from;
  for (let letter = at; letter < letters.length; letter++) {
    index = text.indexOf(letters[letter] ?? "", index) + 1;
    if (index === 0) return false;
  }
  return true;
}

/** Every word of the query somewhere in the text. */
export function prepareSimpleSearch(query: string): Search {
  const words = fold(query).split(/\s+/).filter((word) => word !== "");
  return (text) => {
    const folded = fold(text);
    const matches: SearchMatchPart[] = [];
    for (const word of words) {
      let index = folded.indexOf(word);
      if (index < 0) return null;
      for (; index >= 0; index = folded.indexOf(word, index + word.length)) matches.push([index, index + word.length]);
    }
    const joined = joinMatches(matches);
    return { score: joined.length === 0 ? 0 : -(joined[0]?.[0] ?? 0) / 100, matches: joined };
  };
}

function joinMatches(matches: SearchMatchPart[]): SearchMatchPart[] {
  const joined: SearchMatchPart[] = [];
  for (const [start, end] of matches.sort((left, right) => left[0] - right[0])) {
    const last = joined[joined.length - 1];
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** Best first; equals keep their order. */
export function sortSearchResults(results: SearchResultContainer[]): void {
  results.sort((left, right) => right.match.score - left.match.score);
}

/** The pieces of `text`, and which of them were found. `offset` is added to the matches, where `text` is cut out of a longer one. */
export function splitMatches(text: string, matches: readonly SearchMatchPart[] | null, offset = 0): { text: string; found: boolean }[] {
  const pieces: { text: string; found: boolean }[] = [];
  let at = 0;
  for (const [from, to] of matches ?? []) {
    const start = Math.max(from + offset, at);
    const end = Math.min(to + offset, text.length);
    if (end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), found: false });
    pieces.push({ text: text.slice(start, end), found: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), found: false });
  return pieces;
}

export function renderMatches(el: HTMLElement | DocumentFragment, text: string, matches: SearchMatchPart[] | null, offset?: number): void {
  for (const piece of splitMatches(text, matches, offset)) {
    if (piece.found) el.createSpan({ cls: "suggestion-highlight", text: piece.text });
    else el.appendText(piece.text);
  }
}

export function renderResults(el: HTMLElement, text: string, result: SearchResult, offset?: number): void {
  renderMatches(el, text, result.matches, offset);
}
