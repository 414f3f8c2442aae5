/** The part of a passage that shows best why it was found. */
import type { SnippetMark } from "./answer";
import { scanWords } from "./analysis/scan-words";
import { plainText } from "./plain-text";

const LONGEST_SNIPPET = 240;
/** Of a longer passage only the beginning is made plain for the snippet. */
const LONGEST_READ = 8000;
/** About so many characters around the best stretch of a long passage are made plain. */
const MADE_PLAIN = 600;

/** `marks` are the words that were looked for; `sentence` is the text between full stops around the best of them, in letters and digits only, to tell the same sentence elsewhere. */
export interface Snippet {
  snippet: string;
  marks: SnippetMark[];
  sentence: string;
}

interface Place {
  term: string;
  start: number;
  end: number;
}

/**
 * Up to about 240 characters of the passage as plain text, around the stretch that holds the most different words that `matches` knows; its beginning where it
 * holds none. "…" stands where text was left out.
 */
export function snippetOf(markdown: string, matches: (written: string) => string | null): Snippet {
  const read = markdown.slice(0, LONGEST_READ);
  if (read.length > MADE_PLAIN * 2) {
    const { start, end } = linesAround(read, densest(placesIn(read, matches)));
    const snippet = snippetIn(plainText(read.slice(start, end)), matches, start > 0, end < read.length);
    // A word that only an address holds is not seen in plain text.
    if (snippet.marks.length > 0) return snippet;
  }
  return snippetIn(plainText(read), matches, false, false);
}

function snippetIn(text: string, matches: (written: string) => string | null, hasBefore: boolean, hasAfter: boolean): Snippet {
  const places = placesIn(text, matches);
  const best = densest(places);
  const sentence = sentenceAround(text, best.start, best.end);
  const { start, end } = text.length <= LONGEST_SNIPPET ? { start: 0, end: text.length } : windowAround(text, best.start, best.end);
  const lead = start > 0 || hasBefore ? "…" : "";
  const shown = text.slice(start, end).trimEnd();
  return { snippet: `${lead}${shown}${end < text.length || hasAfter ? "…" : ""}`, marks: marksIn(places, start, start + shown.length, lead.length), sentence };
}

function placesIn(text: string, matches: (written: string) => string | null): Place[] {
  const places: Place[] = [];
  scanWords(text, 0, text.length, (written, start, end) => {
    const term = matches(written);
    if (term !== null) places.push({ term, start, end });
  });
  return places;
}

/** Whole lines around a stretch: what a line begins or holds is made plain as a whole. */
function linesAround(text: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  const before = text.lastIndexOf("\n", Math.max(0, start - MADE_PLAIN / 2));
  const after = text.indexOf("\n", Math.min(text.length, end + MADE_PLAIN / 2));
  return { start: start < MADE_PLAIN / 2 ? 0 : before + 1, end: after < 0 ? text.length : after };
}

/** The stretch, no longer than a snippet, with the most different words. */
function densest(places: readonly Place[]): { start: number; end: number } {
  let best = { start: 0, end: 0, distinct: 0 };
  const counts = new Map<string, number>();
  let first = 0;
  for (const place of places) {
    counts.set(place.term, (counts.get(place.term) ?? 0) + 1);
    for (let oldest = places[first]; oldest !== undefined && place.end - oldest.start > LONGEST_SNIPPET - 40; oldest = places[++first]) {
      const left = (counts.get(oldest.term) ?? 1) - 1;
      if (left === 0) counts.delete(oldest.term);
      else counts.set(oldest.term, left);
    }
    if (counts.size > best.distinct) best = { start: places[first]?.start ?? place.start, end: place.end, distinct: counts.size };
  }
  return best;
}

/** Marks of pairs of an unspaced script touch or overlap: they are joined. */
function marksIn(places: readonly Place[], from: number, to: number, shift: number): SnippetMark[] {
  const marks: SnippetMark[] = [];
  for (const place of places) {
    if (place.start < from || place.end > to) continue;
    const [start, end] = [place.start - from + shift, place.end - from + shift];
    const last = marks.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else marks.push({ start, end });
  }
  return marks;
}

function sentenceAround(text: string, from: number, to: number): string {
  const before = Math.max(...[". ", "? ", "! ", "。", "？", "！"].map((stop) => text.lastIndexOf(stop, Math.max(0, from - 1))));
  const ends = [". ", "? ", "! ", "。", "？", "！"].map((stop) => text.indexOf(stop, to)).filter((at) => at >= 0);
  return text
    .slice(before < 0 || from === 0 ? 0 : before + 1, ends.length === 0 ? text.length : Math.min(...ends))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

function windowAround(text: string, from: number, to: number): { start: number; end: number } {
  const spare = Math.max(0, LONGEST_SNIPPET - (to - from));
  let start = Math.max(0, Math.min(from - Math.floor(spare / 3), text.length - LONGEST_SNIPPET));
  let end = Math.min(text.length, start + LONGEST_SNIPPET);
  if (start > 0) start = wordStart(text, start, from);
  if (end < text.length) end = wordEnd(text, end, to);
  return { start, end };
}

function wordStart(text: string, start: number, limit: number): number {
  const blank = text.indexOf(" ", start - 1);
  return blank >= 0 && blank < limit ? blank + 1 : atCharacter(text, start);
}

function wordEnd(text: string, end: number, limit: number): number {
  const blank = text.lastIndexOf(" ", end);
  return blank >= limit && blank > end - 40 ? blank : atCharacter(text, end);
}

/** Never between the halves of a surrogate pair. */
function atCharacter(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff ? index - 1 : index;
}
