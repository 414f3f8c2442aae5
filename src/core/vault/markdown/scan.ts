/**
 * Cuts a note's body at places where Markdown starts afresh, by looking at the start of each line: before headings, and after a blank line where the
 * next line is not indented. Fenced code, display math and raw HTML, which may hold blank lines, become units of their own and need no parser;
 * comments vanish. It knows no inline markup but `%%`.
 */
import { closesFence, contentStart, fenceAt, isHeadingAt, isItemAt, nextLine, type Fence } from "./lines";
import { blankOut, DOLLAR, LESS_THAN } from "./stand-ins";

/** Characters of a unit that are replaced, one for one, before it is parsed. */
export interface Replacement {
  start: number;
  text: string;
}

/** A stretch of the note that can be read by itself. `content` is what stands between the fences of code and math; elsewhere the whole. */
export interface Unit {
  kind: "markdown" | "code" | "math" | "html" | "comment";
  start: number;
  end: number;
  contentStart: number;
  contentEnd: number;
  /** How far the opening fence is indented, in characters. */
  indent: number;
  replacements: Replacement[];
}

const LONGEST_MATH = 16 * 1024;
const RAW_ELEMENT = /<(?:script|style|pre|textarea)(?=[\s>])/iy;
const RAW_ELEMENT_END = /<\/(?:script|style|pre|textarea)>/gi;
const PARAGRAPH_END = /\n[ \t\r]*\n/;

interface Scanner {
  text: string;
  /** What is known not to occur any more: looked for once only, so that unclosed markup costs no second pass. */
  missing: Set<string>;
  replacements: Replacement[];
}

/** Yields the units of `text` from `from` on, in order and without gaps. */
export function* scanUnits(text: string, from: number): Generator<Unit> {
  const scanner: Scanner = { text, missing: new Set(), replacements: [] };
  let start = from;
  let line = from;
  let isFresh = true;
  let isInItem = false;
  let nested: Fence | null = null;
  const finish = (end: number): Unit => {
    const unit: Unit = { kind: "markdown", start, end, contentStart: start, contentEnd: end, indent: 0, replacements: [] };
    // The line that ends this unit may have been looked at already: its replacements are the next unit's.
    unit.replacements = scanner.replacements.filter((replacement) => replacement.start < end);
    scanner.replacements = scanner.replacements.filter((replacement) => replacement.start >= end);
    start = end;
    return unit;
  };
  while (line < text.length) {
    const next = nextLine(text, line);
    const content = contentStart(text, line, next);
    if (content >= next) {
      isFresh = true;
      line = next;
      continue;
    }
    const isAtMargin = content === line;
    if (isAtMargin) nested = null;
    // Inside a list item, indented fences belong to the item and are the parser's.
    const special = nested === null && (isAtMargin || (!isInItem && isSlightIndent(text, line, content))) ? specialUnit(scanner, line, content, next) : null;
    if (special !== null) {
      if (line > start) yield finish(line);
      yield special;
      start = line = special.end;
      isFresh = true;
      isInItem = false;
      continue;
    }
    const isHeading = isAtMargin && isHeadingAt(text, line);
    if (isAtMargin && (isFresh || isHeading) && line > start) yield finish(line);
    if (line === start || isAtMargin) isInItem = isItemAt(text, content) || (isInItem && line !== start);
    isFresh = isHeading;
    if (!isAtMargin) nested = toggled(nested, text, content, next);
    line = nested === null ? replaceComments(scanner, line, content, next) : next;
  }
  if (start < text.length) yield finish(text.length);
}

/** A unit's text, ready to be parsed, of the same length as in the file. */
export function unitText(text: string, unit: Unit): string {
  let result = "";
  let from = unit.start;
  for (const { start, text: replacement } of unit.replacements) {
    if (start < from) continue;
    result += text.slice(from, start) + replacement;
    from = start + replacement.length;
  }
  return result + text.slice(from, unit.end);
}

function isSlightIndent(text: string, line: number, content: number): boolean {
  return content - line <= 3 && !text.slice(line, content).includes("\t");
}

function toggled(fence: Fence | null, text: string, content: number, next: number): Fence | null {
  if (fence === null) return fenceAt(text, content, next);
  return closesFence(text, content, next, fence) ? null : fence;
}

/** The code, math, HTML or comment that begins on this line, or null. */
function specialUnit(scanner: Scanner, line: number, content: number, next: number): Unit | null {
  const { text } = scanner;
  switch (text.charAt(content)) {
    case "`":
    case "~":
      return codeUnit(text, line, content, next);
    case "$":
      return mathUnit(scanner, line, content, next);
    case "<":
      return htmlUnit(scanner, line, content);
    case "%":
      return commentUnit(scanner, line, content);
    default:
      return null;
  }
}

function codeUnit(text: string, line: number, content: number, next: number): Unit | null {
  const fence = fenceAt(text, content, next);
  if (fence === null) return null;
  const indent = content - line;
  for (let at = next; at < text.length; ) {
    const end = nextLine(text, at);
    const inner = contentStart(text, at, end);
    if (inner - at <= 3 && text.charCodeAt(inner) === fence.unit && closesFence(text, inner, end, fence)) {
      return { kind: "code", start: line, end, contentStart: next, contentEnd: at, indent, replacements: [] };
    }
    at = end;
  }
  return { kind: "code", start: line, end: text.length, contentStart: next, contentEnd: text.length, indent, replacements: [] };
}

/** `$$` at the start of a line up to `$$` at the end of this or a later one. One that nobody closes is money. */
function mathUnit(scanner: Scanner, line: number, content: number, next: number): Unit | null {
  const { text } = scanner;
  if (!text.startsWith("$$", content)) return null;
  const close = seek(scanner, "$$", content + 2);
  if (close !== -1 && close - content <= LONGEST_MATH) {
    const end = nextLine(text, close);
    if (contentStart(text, close + 2, end) >= end) {
      return { kind: "math", start: line, end, contentStart: content + 2, contentEnd: close, indent: 0, replacements: [] };
    }
  }
  if (close === -1 || close >= next) scanner.replacements.push({ start: content, text: DOLLAR + DOLLAR });
  return null;
}

/** HTML that may hold blank lines: comments, declarations, scripts. What nobody closes is text: it would swallow the rest of the note. */
function htmlUnit(scanner: Scanner, line: number, content: number): Unit | null {
  const { text } = scanner;
  RAW_ELEMENT.lastIndex = content;
  const isRaw = RAW_ELEMENT.test(text);
  const closing = isRaw ? "" : closingOf(text, content);
  if (closing === null) return null;
  const close = isRaw ? seekRawEnd(scanner, content) : seek(scanner, closing, content + 2);
  if (close === -1) {
    scanner.replacements.push({ start: content, text: LESS_THAN });
    return null;
  }
  const end = nextLine(text, close);
  return { kind: "html", start: line, end, contentStart: line, contentEnd: end, indent: 0, replacements: [] };
}

/** What closes the comment, instruction or declaration at `at`; null where there is none. */
function closingOf(text: string, at: number): string | null {
  if (text.startsWith("<!--", at)) return "-->";
  if (text.startsWith("<?", at)) return "?>";
  if (text.startsWith("<![CDATA[", at)) return "]]>";
  return /^<![A-Za-z]/.test(text.slice(at, at + 3)) ? ">" : null;
}

function seekRawEnd(scanner: Scanner, from: number): number {
  if (scanner.missing.has("raw")) return -1;
  RAW_ELEMENT_END.lastIndex = from;
  const at = RAW_ELEMENT_END.exec(scanner.text)?.index ?? -1;
  if (at === -1) scanner.missing.add("raw");
  return at;
}

/** `%%` at the start of a line up to `%%` at the end of this or a later one. */
function commentUnit(scanner: Scanner, line: number, content: number): Unit | null {
  const { text } = scanner;
  if (!text.startsWith("%%", content)) return null;
  const close = seek(scanner, "%%", content + 2);
  if (close === -1) return null;
  const end = nextLine(text, close);
  if (contentStart(text, close + 2, end) < end) return null;
  return { kind: "comment", start: line, end, contentStart: line, contentEnd: line, indent: 0, replacements: [] };
}

/** Notes the comments that begin on this line for replacement; returns the line to go on with. */
function replaceComments(scanner: Scanner, line: number, content: number, next: number): number {
  const { text } = scanner;
  let end = next;
  // Always within a slice: looking on in the text would read the rest of the note once a line.
  let at = indexWithin(text, "%%", content, end);
  while (at !== -1) {
    const close = isInCode(text, line, at) ? -1 : seek(scanner, "%%", at + 2);
    const isComment = close !== -1 && (close < end || at === content || !PARAGRAPH_END.test(text.slice(at, close)));
    if (isComment) {
      scanner.replacements.push({ start: at, text: blankOut(text.slice(at, close + 2)) });
      if (close >= end) end = nextLine(text, close);
      at = close;
    }
    at = indexWithin(text, "%%", at + 2, end);
  }
  return end;
}

/** Whether an odd number of backticks stands before it on its line (looked at over a short stretch). */
function isInCode(text: string, line: number, at: number): boolean {
  let ticks = 0;
  for (let index = Math.max(line, at - 500); index < at; index++) if (text.charCodeAt(index) === 0x60) ticks++;
  return ticks % 2 === 1;
}

function indexWithin(text: string, needle: string, from: number, to: number): number {
  const at = text.slice(from, to).indexOf(needle);
  return at === -1 ? -1 : from + at;
}

function seek(scanner: Scanner, needle: string, from: number): number {
  if (scanner.missing.has(needle)) return -1;
  const at = scanner.text.indexOf(needle, from);
  if (at === -1) scanner.missing.add(needle);
  return at;
}
