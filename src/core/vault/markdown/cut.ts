/**
 * Cuts a unit that is too big for the parser, at the best places there are: table rows, list items, lines, sentences, words. A piece that loses
 * its context that way gets it back as a prefix, which stands in no file: the table's head, the quote's marker.
 */
import { closesFence, contentStart, fenceAt, isItemAt, nextLine } from "./lines";
import { NOTHING } from "./stand-ins";

/** A part of a unit. `start` and `end` are positions in the unit's text. */
export interface Piece {
  kind: "markdown" | "code" | "html";
  prefix: string;
  start: number;
  end: number;
}

/** A line costs the parser this many characters more: lists of many short items are slow. */
export const LINE_WEIGHT = 24;
const MOST_COLUMNS = 200;
const CALLOUT = /^> ?\[![^\]\n]{1,40}\]/;
const DELIMITER_ROW = /^ {0,3}[|:-][|:\- \t]*-[|:\- \t]*$/;

/** The pieces of a unit, each of at most `limit` characters but for code and HTML, which are not parsed. */
export function* cutUnit(text: string, limit: number): Generator<Piece> {
  if (isHtml(text)) {
    yield { kind: "html", prefix: "", start: 0, end: text.length };
    return;
  }
  const head = tableHead(text);
  if (head !== null) yield* cutLines(text, limit, () => head);
  else {
    const isCallout = CALLOUT.test(text);
    yield* cutLines(text, limit, (line) => (isCallout && text.charAt(line) === ">" ? "> [!note]\n" : ""));
  }
}

function isHtml(text: string): boolean {
  return /^ {0,3}<[A-Za-z/!?]/.test(text) && /^ {0,3}<(?:[A-Za-z][^\n]*>|\/|!|\?)/.test(text.slice(0, 5000));
}

/** An empty head row and the delimiter row for a table's later pieces; null where the unit is no table. */
function tableHead(text: string): string | null {
  const second = nextLine(text, 0);
  const row = text.slice(second, Math.min(nextLine(text, second), second + 2000)).trimEnd();
  if (!text.slice(0, second).includes("|") || !row.includes("-") || !DELIMITER_ROW.test(row)) return null;
  const columns = row.split("|").filter((cell) => cell.trim() !== "").length;
  if (columns === 0 || columns > MOST_COLUMNS) return null;
  return `|${" |".repeat(columns)}\n|${"-|".repeat(columns)}\n`;
}

/** Cuts between lines, at the start of an item where there is one in the second half; lines that are too long by themselves within. */
function* cutLines(text: string, limit: number, prefixAt: (line: number) => string): Generator<Piece> {
  let start = 0;
  let line = 0;
  let lines = 0;
  const piece = (end: number): Piece => {
    const made: Piece = { kind: "markdown", prefix: start === 0 ? "" : prefixAt(start), start, end };
    start = end;
    lines = 0;
    return made;
  };
  while (line < text.length) {
    const next = nextLine(text, line);
    const content = contentStart(text, line, next);
    const code = content > line ? codeEnd(text, content, next) : -1;
    const isItem = content === line && isItemAt(text, line);
    if (line > start && (next - start + lines * LINE_WEIGHT > limit || code - start > limit || (isItem && line - start > limit / 2))) {
      yield piece(line);
      // The indentation of a line that lost its list would make code of it.
      if (prefixAt(line) === "") start = content;
    }
    if (next - line > limit) {
      yield* cutLongLine(text, start, next, limit);
      start = next;
      line = next;
    } else if (code - line > limit) {
      yield { kind: "code", prefix: "", start: line, end: code };
      start = code;
      line = code;
    } else {
      // The fence that closes code would otherwise be taken for one that opens it.
      line = Math.max(next, code);
      lines++;
    }
  }
  if (start < text.length) yield piece(text.length);
}

/** Where the indented fenced code ends that opens at `content`; -1 where none opens or it is not closed. */
function codeEnd(text: string, content: number, next: number): number {
  const fence = fenceAt(text, content, next);
  if (fence === null) return -1;
  for (let at = next; at < text.length; ) {
    const end = nextLine(text, at);
    const inner = contentStart(text, at, end);
    if (inner === at && inner < end) return at;
    if (closesFence(text, inner, end, fence)) return end;
    at = end;
  }
  return text.length;
}

/** Cuts one line after sentences, else words, else anywhere but within a surrogate pair. */
function* cutLongLine(text: string, from: number, to: number, limit: number): Generator<Piece> {
  const marker = lineMarker(text, from, to);
  let start = from;
  while (to - start > limit) {
    const end = cutPlace(text, start + (limit >> 1), start + limit);
    yield { kind: "markdown", prefix: start === from ? "" : marker, start, end };
    start = end;
  }
  yield { kind: "markdown", prefix: start === from ? "" : marker, start, end: to };
}

function cutPlace(text: string, from: number, to: number): number {
  const part = text.slice(from, to);
  const sentence = Math.max(part.lastIndexOf(". "), part.lastIndexOf("! "), part.lastIndexOf("? "));
  if (sentence !== -1) return from + sentence + 2;
  const fullStop = part.lastIndexOf("。");
  if (fullStop !== -1) return from + fullStop + 1;
  const space = part.lastIndexOf(" ");
  if (space !== -1) return from + space + 1;
  const last = text.charCodeAt(to - 1);
  return last >= 0xd800 && last <= 0xdbff ? to - 1 : to;
}

/** What makes a later piece of a line a quote or a list item again, and never a block of another kind. */
function lineMarker(text: string, from: number, to: number): string {
  const content = contentStart(text, from, to);
  if (text.charAt(content) === ">") return `> ${NOTHING}`;
  return text.charAt(content) !== "[" && isItemAt(text, content) ? `- ${NOTHING}` : NOTHING;
}
