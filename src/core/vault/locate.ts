/**
 * Finds quoted words in the plain text of passages: exactly, and else with white space, quotation marks, dashes and composed letters taken
 * for their plain forms. It knows plain text; where it stands in the file is told by a passage's `offsets`.
 */
import { unescapeMarkdown } from "./escape";
import { toFileRange } from "./markdown/offsets";
import type { Passage, SourceDocument } from "./passage";

/** A span of a passage's plain text. */
export interface PlainSpan {
  start: number;
  end: number;
}

/** UTF-16 offsets into the file: of the words, and of the passage they stand in. */
export interface LocatedQuote {
  start: number;
  end: number;
  passageStart: number;
  passageEnd: number;
}

/** The first place of the quote in the passage; null where it does not stand there. */
export function locateInPassage(passage: Passage, quote: string): PlainSpan | null {
  if (quote === "") return null;
  const at = passage.text.indexOf(quote);
  if (at >= 0) return { start: at, end: at + quote.length };
  const wanted = fold(quote.trim()).text;
  return wanted === "" ? null : locateFolded(passage, wanted);
}

/**
 * The first place of the quote in a source. An exact one anywhere comes before one that is only alike, and both before one of the words with Markdown's
 * backslashes taken off.
 */
export function locateInDocument(document: SourceDocument, quote: string): LocatedQuote | null {
  const passages = document.sections.flatMap((section) => section.passages);
  for (const words of new Set([quote.trim(), unescapeMarkdown(quote.trim())])) {
    if (words === "") continue;
    const found = locateExactly(passages, words) ?? locateAlike(passages, words);
    if (found !== null) return found;
  }
  return null;
}

function locateExactly(passages: readonly Passage[], quote: string): LocatedQuote | null {
  for (const passage of passages) {
    const at = passage.text.indexOf(quote);
    if (at >= 0) return inFile(passage, { start: at, end: at + quote.length });
  }
  return null;
}

function locateAlike(passages: readonly Passage[], quote: string): LocatedQuote | null {
  const wanted = fold(quote).text;
  if (wanted === "") return null;
  for (const passage of passages) {
    const found = locateFolded(passage, wanted);
    if (found !== null) return inFile(passage, found);
  }
  return null;
}

const inFile = (passage: Passage, { start, end }: PlainSpan): LocatedQuote => ({ ...toFileRange(passage, start, end), passageStart: passage.start, passageEnd: passage.end });

function locateFolded(passage: Passage, wanted: string): PlainSpan | null {
  const folded = fold(passage.text);
  const at = folded.text.indexOf(wanted);
  if (at < 0) return null;
  return { start: folded.starts[at] ?? 0, end: folded.ends[at + wanted.length - 1] ?? passage.text.length };
}

/** A text in its plain form; for each of its UTF-16 units, where the characters it came from begin and end. */
interface Folded {
  text: string;
  starts: number[];
  ends: number[];
}

const PLAIN: Record<string, string> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201a": "'",
  "\u201b": "'",
  "\u02bc": "'",
  "\u2032": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u201f": '"',
  "\u2033": '"',
  "\u00ab": '"',
  "\u00bb": '"',
  "\u2212": "-",
  "\u2026": "...",
};
/** Soft hyphens and zero-width characters: seen by nobody, and lost on the way through many editors. */
const UNSEEN = /[\u00ad\u200b\u2060\ufeff]/;

function fold(text: string): Folded {
  const folded: Folded = { text: "", starts: [], ends: [] };
  const parts: string[] = [];
  let isAfterSpace = false;
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    const plain = plainForm(character);
    const isSpace = plain === " ";
    if (isSpace && isAfterSpace) folded.ends[folded.ends.length - 1] = end;
    else {
      parts.push(plain);
      for (let unit = 0; unit < plain.length; unit++) {
        folded.starts.push(at);
        folded.ends.push(end);
      }
    }
    if (plain !== "") isAfterSpace = isSpace;
    at = end;
  }
  folded.text = parts.join("");
  return folded;
}

/** Composed letters are taken apart one by one, so that each part still knows its place. */
function plainForm(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x80) return code <= 0x20 ? " " : character;
  if (/^\s$/u.test(character)) return " ";
  if (code >= 0x2010 && code <= 0x2015) return "-";
  if (UNSEEN.test(character)) return "";
  return PLAIN[character] ?? character.normalize("NFD");
}
