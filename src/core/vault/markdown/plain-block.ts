/**
 * A shortcut past the parser for what is most of a clipped article: paragraphs, headings and simple lists without any inline markup. It answers only
 * where the parser would say the same; anything doubtful is left to it.
 */
import { contentStart, nextLine } from "./lines";

/** What a unit without markup is made of: ranges in the unit's text. */
export interface PlainPart {
  kind: "paragraph" | "list-item" | "footnote" | "heading";
  /** A heading's level; 0 otherwise. */
  depth: number;
  start: number;
  end: number;
}

const NO_MARKUP = "[^*_\\[<&`$\\\\~\\n]*";
const LETTER_FIRST = "[A-Za-z\"'(\\u00C0-\\u1FFF\\u2018-\\u201D\\u3041-\\uD7FF]";
const TEXT_LINE = new RegExp(`${LETTER_FIRST}${NO_MARKUP}`, "y");
const ITEM_LINE = new RegExp(`(?:[-*+]|[0-9]{1,9}[.)]) {1,3}${LETTER_FIRST}${NO_MARKUP}`, "y");
const FOOTNOTE_LINE = new RegExp(`\\[\\^[A-Za-z0-9_-]{1,40}\\]: {1,3}${LETTER_FIRST}${NO_MARKUP}`, "y");
const HEADING_LINE = new RegExp(`#{1,6} +${LETTER_FIRST}[^*_\\[<&\`$\\\\~\\n#]*`, "y");

/** The parts of a unit that needs no parser, or null where it does. */
export function readPlainUnit(unit: string): PlainPart[] | null {
  const parts: PlainPart[] = [];
  let line = contentStart(unit, 0, unit.length);
  if (line > 0 && unit.charCodeAt(line - 1) !== 0x0a) return null;
  while (line < unit.length) {
    const next = nextLine(unit, line);
    const end = trimmedEnd(unit, line, next);
    if (end === line) {
      if (contentStart(unit, line, unit.length) < unit.length) return null;
      break;
    }
    const part = readLine(unit, line, end);
    const previous = parts[parts.length - 1];
    // A unit of several lines is one paragraph, or items one under the other; any mixture is the parser's.
    if (part === null || (previous !== undefined && (previous.kind !== part.kind || part.kind === "heading"))) return null;
    if (previous !== undefined && part.kind === "paragraph") previous.end = part.end;
    else parts.push(part);
    line = next;
  }
  return parts;
}

function readLine(unit: string, line: number, end: number): PlainPart | null {
  if (matches(TEXT_LINE, unit, line, end)) return { kind: "paragraph", depth: 0, start: line, end };
  if (matches(ITEM_LINE, unit, line, end)) return { kind: "list-item", depth: 0, start: contentStart(unit, unit.indexOf(" ", line), end), end };
  if (matches(FOOTNOTE_LINE, unit, line, end)) return { kind: "footnote", depth: 0, start: contentStart(unit, unit.indexOf(" ", line), end), end };
  if (!matches(HEADING_LINE, unit, line, end)) return null;
  const space = unit.indexOf(" ", line);
  return { kind: "heading", depth: space - line, start: contentStart(unit, space, end), end };
}

function matches(pattern: RegExp, text: string, from: number, to: number): boolean {
  pattern.lastIndex = from;
  return pattern.test(text) && pattern.lastIndex >= to;
}

/** The end of a line without its blanks and line break. */
function trimmedEnd(text: string, line: number, next: number): number {
  let end = next;
  while (end > line && (text.charCodeAt(end - 1) <= 0x20)) end--;
  return end;
}
