/** The Markdown parser as we use it: CommonMark with GFM's tables, strikethrough, tasks and footnotes, and math. No autolink literals: they are quadratic. */
import { remark } from "remark";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { mathFromMarkdown } from "mdast-util-math";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { math } from "micromark-extension-math";

type Processor = ReturnType<typeof remark>;
export type Root = ReturnType<Processor["parse"]>;

// Made once: building a processor costs as much as parsing a page.
const processor = remark()
  .data("micromarkExtensions", [gfmTable(), gfmStrikethrough(), gfmTaskListItem(), gfmFootnote(), math()])
  .data("fromMarkdownExtensions", [
    gfmTableFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
    gfmFootnoteFromMarkdown(),
    mathFromMarkdown(),
  ])
  .freeze();

/** Parses one block of Markdown. Time grows with the square of its length on bad input, so blocks are cut first. */
export function parseMarkdown(block: string): Root {
  return processor.parse(block);
}
