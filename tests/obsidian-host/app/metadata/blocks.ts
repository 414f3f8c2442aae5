/** A note's lines as blocks: the sections of its metadata. */
import type { Line } from "./places";

export type BlockType = "yaml" | "heading" | "paragraph" | "list" | "code" | "table" | "blockquote" | "callout" | "html" | "math" | "comment" | "footnoteDefinition" | "thematicBreak";

/** Lines `from` to `to`, both of them in it. */
export interface Block {
  type: BlockType;
  from: number;
  to: number;
}

const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const THEMATIC_BREAK = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const QUOTE = /^ {0,3}>/;
const CALLOUT = /^ {0,3}>[ \t]*\[![^\]]+\]/;
const FOOTNOTE = /^\[\^[^\]\s]+\]:/;
export const LIST_ITEM = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(?:\[(.)\](?=[ \t]))?|$)/;
const HTML = /^ {0,3}<(?:!--|[a-z/][a-z0-9-]*(?:[\s/>]|$))/i;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

const isBlank = (line: Line | undefined): boolean => line === undefined || line.text.trim() === "";

type Take = (lines: readonly Line[], from: number) => Block | null;

const untilBlank = (lines: readonly Line[], from: number): number => {
  let to = from;
  while (to + 1 < lines.length && !isBlank(lines[to + 1])) to += 1;
  return to;
};

const takeFence: Take = (lines, from) => {
  const mark = FENCE.exec(lines[from]?.text ?? "")?.[1];
  if (mark === undefined) return null;
  const closing = new RegExp(`^ {0,3}${mark[0] === "`" ? "`" : "~"}{${mark.length},}[ \\t]*$`);
  let to = from + 1;
  while (to < lines.length && !closing.test(lines[to]?.text ?? "")) to += 1;
  return { type: "code", from, to: Math.min(to, lines.length - 1) };
};

/** Math and comments may span blank lines, until their mark comes again. */
const takeMarked =
  (mark: string, type: BlockType): Take =>
  (lines, from) => {
    const first = lines[from]?.text.trimStart() ?? "";
    if (!first.startsWith(mark)) return null;
    if (first.indexOf(mark, mark.length) >= 0) return first.trimEnd().endsWith(mark) ? { type, from, to: from } : null;
    let to = from + 1;
    while (to < lines.length && !(lines[to]?.text.includes(mark) ?? false)) to += 1;
    return to < lines.length ? { type, from, to } : null;
  };

const takeLine =
  (pattern: RegExp, type: BlockType): Take =>
  (lines, from) =>
    pattern.test(lines[from]?.text ?? "") ? { type, from, to: from } : null;

const takeQuote: Take = (lines, from) => {
  const first = lines[from]?.text ?? "";
  return QUOTE.test(first) ? { type: CALLOUT.test(first) ? "callout" : "blockquote", from, to: untilBlank(lines, from) } : null;
};

const takeTable: Take = (lines, from) =>
  (lines[from]?.text.includes("|") ?? false) && TABLE_RULE.test(lines[from + 1]?.text ?? "") ? { type: "table", from, to: untilBlank(lines, from) } : null;

const takeHtml: Take = (lines, from) => (HTML.test(lines[from]?.text ?? "") ? { type: "html", from, to: untilBlank(lines, from) } : null);

/** One definition a block: the next one begins the next, without a blank line between. */
const takeFootnote: Take = (lines, from) => {
  if (!FOOTNOTE.test(lines[from]?.text ?? "")) return null;
  let to = from;
  while (to + 1 < lines.length && !isBlank(lines[to + 1]) && !FOOTNOTE.test(lines[to + 1]?.text ?? "")) to += 1;
  return { type: "footnoteDefinition", from, to };
};

/** Items, what is indented under them, and blank lines between them. */
const takeList: Take = (lines, from) => {
  if (!LIST_ITEM.test(lines[from]?.text ?? "")) return null;
  let to = from;
  for (let at = from + 1; at < lines.length; at += 1) {
    const text = lines[at]?.text ?? "";
    const isNext = LIST_ITEM.test(text) || /^(?: {2,}|\t)\S/.test(text);
    if (isBlank(lines[at])) continue;
    if (!isNext && (isBlank(lines[at - 1]) || startsOther(lines, at))) break;
    to = at;
  }
  return { type: "list", from, to };
};

const OTHERS: readonly Take[] = [takeFence, takeMarked("$$", "math"), takeMarked("%%", "comment"), takeLine(HEADING, "heading"), takeLine(THEMATIC_BREAK, "thematicBreak"), takeQuote, takeFootnote];

const startsOther = (lines: readonly Line[], at: number): boolean => OTHERS.some((take) => take(lines, at) !== null);

const takeParagraph: Take = (lines, from) => {
  let to = from;
  while (to + 1 < lines.length && !isBlank(lines[to + 1])) {
    if (/^ {0,3}(?:=+|-+)[ \t]*$/.test(lines[to + 1]?.text ?? "")) return { type: "heading", from, to: to + 1 };
    if (startsOther(lines, to + 1) || LIST_ITEM.test(lines[to + 1]?.text ?? "")) break;
    to += 1;
  }
  return { type: "paragraph", from, to };
};

const TAKES: readonly Take[] = [...OTHERS, takeList, takeTable, takeHtml, takeParagraph];

/** Blocks from line `from` on. */
export function cutBlocks(lines: readonly Line[], from: number): Block[] {
  const blocks: Block[] = [];
  for (let at = from; at < lines.length; ) {
    if (isBlank(lines[at])) {
      at += 1;
      continue;
    }
    const start = at;
    const block = TAKES.reduce<Block | null>((found, take) => found ?? take(lines, start), null);
    if (block === null) break;
    blocks.push(block);
    at = block.to + 1;
  }
  return blocks;
}
