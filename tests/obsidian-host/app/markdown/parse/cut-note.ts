/** Cuts a note into pieces that can be parsed one by one, line by line and without a parser: the renderer reads only as much as is shown. */

export type PieceKind = "markdown" | "frontmatter" | "comment" | "footnotes";

export interface Piece {
  kind: PieceKind;
  text: string;
  /** First and last line in the note, counted from 0. */
  lineStart: number;
  lineEnd: number;
}

const headingLine = /^#{1,6}(?:\s|$)/;
const footnoteLine = /^ {0,3}\[\^[^\]\s]+\]:/;
const listLine = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
const fenceLine = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const rawLine = /^ {0,3}<(script|pre|style|textarea)(?:[\s>]|$)/i;

/** What ends a stretch in which blank lines and Markdown mean nothing; null: the line opens none. */
function closerOf(line: string): ((line: string) => boolean) | null {
  const fence = fenceLine.exec(line)?.[1];
  if (fence !== undefined) return (next) => next.trim().length >= fence.length && next.trim() === (fence[0] ?? "`").repeat(next.trim().length);
  if (line.startsWith("$$")) return line.indexOf("$$", 2) === -1 ? (next) => next.includes("$$") : null;
  if (/^ {0,3}<!--/.test(line)) return line.includes("-->") ? null : (next) => next.includes("-->");
  const raw = rawLine.exec(line)?.[1]?.toLowerCase();
  if (raw === undefined || line.toLowerCase().includes(`</${raw}>`)) return null;
  return (next) => next.toLowerCase().includes(`</${raw}>`);
}

const opensComment = (line: string): boolean => line.startsWith("%%") && !line.includes("%%", 2);

class Cutter {
  readonly pieces: Piece[] = [];
  private first = -1;
  private last = -1;
  private kind: PieceKind = "markdown";

  constructor(private readonly lines: string[]) {}

  get isOpen(): boolean {
    return this.first !== -1;
  }

  get isFootnotes(): boolean {
    return this.isOpen && this.kind === "footnotes";
  }

  /** Adds the line to the piece under way, or begins one with it. */
  take(index: number, kind: PieceKind = "markdown"): void {
    if (!this.isOpen) {
      this.first = index;
      this.kind = kind;
    }
    this.last = index;
  }

  cut(): void {
    if (!this.isOpen) return;
    this.pieces.push({ kind: this.kind, text: this.lines.slice(this.first, this.last + 1).join("\n"), lineStart: this.first, lineEnd: this.last });
    this.first = -1;
  }
}

/** The line after the closing `---` of the frontmatter; 0 where there is none. */
function endOfFrontmatter(lines: string[]): number {
  if (!/^---\s*$/.test(lines[0] ?? "")) return 0;
  for (let index = 1; index < lines.length; index++) if (/^---\s*$/.test(lines[index] ?? "")) return index + 1;
  return 0;
}

export function cutNote(text: string): Piece[] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const cutter = new Cutter(lines);
  const start = endOfFrontmatter(lines);
  for (let index = 0; index < start; index++) cutter.take(index, "frontmatter");
  cutter.cut();
  let isClosed: ((line: string) => boolean) | null = null;
  let isComment = false;
  let isList = false;
  let wasBlank = true;
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (isClosed !== null) {
      cutter.take(index);
      if (!isClosed(line)) continue;
      isClosed = null;
      if (isComment) cutter.cut();
      isComment = false;
      continue;
    }
    if (line.trim() === "") {
      wasBlank = true;
      continue;
    }
    if (startsPiece(line, wasBlank, isList, cutter.isFootnotes)) cutter.cut();
    if (!cutter.isOpen) isList = false;
    if (opensComment(line)) {
      isComment = true;
      isClosed = (next) => next.includes("%%");
      cutter.take(index, "comment");
      continue;
    }
    cutter.take(index, footnoteLine.test(line) ? "footnotes" : "markdown");
    isList ||= listLine.test(line);
    isClosed = closerOf(line);
    wasBlank = false;
    if (headingLine.test(line)) cutter.cut();
  }
  cutter.cut();
  return cutter.pieces;
}

function startsPiece(line: string, wasBlank: boolean, isList: boolean, isFootnotes: boolean): boolean {
  if (headingLine.test(line) || opensComment(line)) return true;
  if (footnoteLine.test(line)) return true;
  if (!wasBlank || /^\s/.test(line)) return false;
  return isFootnotes || !(isList && listLine.test(line));
}

const longPiece = 4000;

/** A long list or table in parts of some 4 KB, each of which parses to the same kind of block. Others stay whole. */
export function splitLongPiece(text: string): string[] {
  if (text.length <= longPiece) return [text];
  const lines = text.split("\n");
  if (listLine.test(lines[0] ?? "") && !/^ /.test(lines[0] ?? "")) return groupLines(lines, (line) => listLine.test(line) && !line.startsWith(" "));
  const isTable = (lines[0] ?? "").includes("|") && /^[\s|:-]*-[\s|:-]*$/.test(lines[1] ?? "") && lines.every((line) => line.includes("|"));
  if (!isTable) return [text];
  const head = lines.slice(0, 2).join("\n");
  return groupLines(lines.slice(2), () => true).map((rows) => `${head}\n${rows}`);
}

function groupLines(lines: string[], mayBegin: (line: string) => boolean): string[] {
  const groups: string[] = [];
  let group: string[] = [];
  let length = 0;
  let isFenced = false;
  for (const line of lines) {
    if (/^\s*(?:```|~~~)/.test(line)) isFenced = !isFenced;
    else if (length > longPiece && !isFenced && mayBegin(line)) {
      groups.push(group.join("\n"));
      group = [];
      length = 0;
    }
    group.push(line);
    length += line.length + 1;
  }
  return [...groups, group.join("\n")];
}
