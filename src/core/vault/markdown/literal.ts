/**
 * Reads Markdown without a parser, for text the parser would choke on: lines that open an item or a quote part it, as do blank lines; their markers
 * go, and Obsidian's links are resolved; everything else stays as it is written. Linear on any input.
 */
import type { PassageKind } from "../passage";
import { addSlice, noLetters, toPassage } from "./letters";
import { contentStart, isItemAt, nextLine } from "./lines";
import { removeObsidianMarkup } from "./obsidian";
import type { Part } from "./passages";

/** Passages longer than this are parted between lines. */
const LONGEST_PASSAGE = 8000;

/** The passages of a text that begins at `fileStart` in the file. */
export function readLiteral(text: string, fileStart: number): Part[] {
  const parts: Part[] = [];
  let kind: PassageKind = "paragraph";
  let start = 0;
  const finish = (end: number): void => {
    const letters = noLetters();
    addSlice(letters, text, start, end, true);
    removeObsidianMarkup(letters);
    const passage = toPassage(kind, letters, "all", (at) => fileStart + at);
    if (passage !== null) parts.push({ kind: "passage", passage, start: passage.start });
  };
  for (let line = 0; line < text.length; ) {
    const next = nextLine(text, line);
    const content = contentStart(text, line, next);
    const isItem = isItemAt(text, content) && text.charAt(content) !== "[";
    const isQuote = text.charAt(content) === ">";
    if (content >= next || isItem || isQuote || next - start > LONGEST_PASSAGE) {
      finish(line);
      start = isItem ? contentStart(text, content + itemMarkerLength(text, content), next) : isQuote ? afterQuoteMarkers(text, content, next) : line;
      kind = isItem ? "list-item" : isQuote ? "quote" : content >= next ? "paragraph" : kind;
    }
    line = next;
  }
  finish(text.length);
  return parts;
}

function itemMarkerLength(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) >= 0x30 && text.charCodeAt(end) <= 0x39) end++;
  return end + 1 - at;
}

function afterQuoteMarkers(text: string, from: number, next: number): number {
  let at = from;
  while (at < next && (text.charAt(at) === ">" || text.charAt(at) === " ")) at++;
  return at;
}
