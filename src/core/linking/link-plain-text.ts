/** Links a plain sentence of ours, before it is written as Markdown. */
import type { Dictionary } from "./dictionary";
import { findMentions } from "./mentions";

/** A stretch of the sentence; with `path` it is a mention of that page. */
export interface Segment {
  text: string;
  path?: string;
}

/** A link inside an address would break it, and a word of it is no mention. */
const ADDRESS = /(?:\b[a-z][a-z0-9+.-]{1,20}:\/\/|\bwww\.)\S+|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,100}/giu;

/**
 * The sentence in segments that joined give it back: the first mention of each page that is not in `used` has its path.
 * Adds what it linked to `used`, so that one set may go through all sentences of a section.
 */
export function linkPlainText(text: string, dictionary: Dictionary, used: Set<string>): Segment[] {
  const segments: Segment[] = [];
  let position = 0;
  const masked = [...text.matchAll(ADDRESS)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
  for (const mention of findMentions(text, dictionary, { masked })) {
    if (used.has(mention.path)) continue;
    used.add(mention.path);
    if (mention.start > position) segments.push({ text: text.slice(position, mention.start) });
    segments.push({ text: mention.text, path: mention.path });
    position = mention.end;
  }
  if (position < text.length) segments.push({ text: text.slice(position) });
  return segments;
}
