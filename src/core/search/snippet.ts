/** The part of a passage that shows best why it was found. */
import { plainText } from "./plain-text";
import { termsOf } from "./tokenise";

const LONGEST_SNIPPET = 240;

/**
 * Up to about 240 characters of the passage as plain text, around the stretch that holds the most different words of `terms`; its beginning where it holds none.
 * "…" stands where text was left out.
 */
export function snippetOf(markdown: string, terms: ReadonlySet<string>): string {
  const text = plainText(markdown);
  if (text.length <= LONGEST_SNIPPET) return text;
  const places = termsOf(text).filter(({ term }) => terms.has(term));
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
  return windowAround(text, best.start, best.end);
}

function windowAround(text: string, from: number, to: number): string {
  const spare = Math.max(0, LONGEST_SNIPPET - (to - from));
  let start = Math.max(0, Math.min(from - Math.floor(spare / 3), text.length - LONGEST_SNIPPET));
  let end = Math.min(text.length, start + LONGEST_SNIPPET);
  if (start > 0) start = wordStart(text, start, from);
  if (end < text.length) end = wordEnd(text, end, to);
  return `${start > 0 ? "…" : ""}${text.slice(start, end).trim()}${end < text.length ? "…" : ""}`;
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
