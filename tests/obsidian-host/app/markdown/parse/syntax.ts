/** The Markdown of notes as a tree: CommonMark, GFM's tables, strikethrough, tasks and footnotes, math, wikilinks, comments. */
import type { Literal, Root } from "mdast";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { mathFromMarkdown } from "mdast-util-math";
import type { InlineMath, Math } from "mdast-util-math";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { math } from "micromark-extension-math";
import { remark } from "remark";
import { delimited } from "./delimited";

/** `[[…]]` or `![[…]]`, as written. */
export interface Wikilink extends Literal {
  type: "wikilink";
}
/** `%%…%%`: never shown. */
export interface NoteComment extends Literal {
  type: "noteComment";
}
/** `^[…]`: a footnote where it is referred to, as written. */
export interface InlineFootnote extends Literal {
  type: "inlineFootnote";
}
/** `$…$`, as written. */
export interface DollarMath extends Literal {
  type: "dollarMath";
}

declare module "mdast" {
  interface PhrasingContentMap {
    wikilink: Wikilink;
    noteComment: NoteComment;
    inlineFootnote: InlineFootnote;
    dollarMath: DollarMath;
    inlineMath: InlineMath;
  }
  interface RootContentMap {
    wikilink: Wikilink;
    noteComment: NoteComment;
    inlineFootnote: InlineFootnote;
    dollarMath: DollarMath;
    inlineMath: InlineMath;
    math: Math;
  }
}
declare module "micromark-util-types" {
  interface TokenTypeMap {
    wikilink: "wikilink";
    noteComment: "noteComment";
    inlineFootnote: "inlineFootnote";
    dollarMath: "dollarMath";
  }
}

type FromMarkdown = ReturnType<typeof gfmTableFromMarkdown>;
type Handles = NonNullable<FromMarkdown["enter"]>;

const wikilink = delimited({ type: "wikilink", open: "[[", close: "]]", accepts: (inside) => inside.trim() !== "" && !inside.includes("[[") });
const embed = delimited({ type: "wikilink", open: "![[", close: "]]", accepts: (inside) => inside.trim() !== "" && !inside.includes("[[") });
const comment = delimited({ type: "noteComment", open: "%%", close: "%%", accepts: () => true, canSpanLines: true });
const hasPairs = (text: string): boolean => text.split("[").length === text.split("]").length;
const inlineFootnote = delimited({ type: "inlineFootnote", open: "^[", close: "]", accepts: (inside) => inside !== "" && hasPairs(inside) });
const isDigit = (code: number | null): boolean => code !== null && code >= 48 && code <= 57;
const dollarMath = delimited({
  type: "dollarMath",
  open: "$",
  close: "$",
  accepts: (inside) => inside !== "" && !/^[\s$]|[\s\\$]$/.test(inside),
  mayPrecede: (code) => !isDigit(code),
});

const literalTypes = ["wikilink", "noteComment", "inlineFootnote", "dollarMath"] as const;

/** Each of our own constructs becomes a node that holds its text as written. */
function literalsFromMarkdown(): FromMarkdown {
  const enter: Handles = {};
  const exit: Handles = {};
  for (const type of literalTypes) {
    enter[type] = function (token) {
      this.enter({ type, value: "" }, token);
    };
    exit[type] = function (token) {
      const node = this.stack[this.stack.length - 1];
      if (node !== undefined && "value" in node) node.value = this.sliceSerialize(token);
      this.exit(token);
    };
  }
  return { enter, exit };
}

// Made once: building a processor costs as much as parsing a page.
const processor = remark()
  .data("micromarkExtensions", [
    gfmTable(),
    gfmStrikethrough({ singleTilde: false }),
    gfmTaskListItem(),
    gfmFootnote(),
    math({ singleDollarTextMath: false }),
    { text: { 33: embed, 36: dollarMath, 37: comment, 91: wikilink, 94: inlineFootnote } },
  ])
  .data("fromMarkdownExtensions", [
    gfmTableFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
    gfmFootnoteFromMarkdown(),
    mathFromMarkdown(),
    literalsFromMarkdown(),
  ])
  .freeze();

/** Parses one piece of a note. Cut long text first (`cutNote`): the time grows faster than the text. */
export function parseBlocks(text: string): Root {
  return processor.parse(text);
}
