/** An auditor of what Markdown and the app act on: a page of ours is text, headings, lists, links and footnotes, and nothing else. */
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
import { withMoney } from "../../src/core/vault/markdown/stand-ins";

const processor = remark()
  .data("micromarkExtensions", [gfmTable(), gfmStrikethrough(), gfmTaskListItem(), gfmFootnote(), math()])
  .data("fromMarkdownExtensions", [gfmTableFromMarkdown(), gfmStrikethroughFromMarkdown(), gfmTaskListItemFromMarkdown(), gfmFootnoteFromMarkdown(), mathFromMarkdown()])
  .freeze();

/** What our own pages are made of. */
const OWN_NODES = new Set(["root", "heading", "paragraph", "list", "listItem", "text", "footnoteReference", "footnoteDefinition", "table", "tableRow", "tableCell", "link"]);
/** What the app and its plugins act on, which Markdown parsers do not know; asked of the body without escapes, our links and our footnotes. */
const APP_MARKS = [/<%/, /%%/, /\$\$/, /==[^=\s]/, /!\[/, /[a-z]:\/\//i, /(^|\s)#[\p{L}\p{N}_/-]/mu, /(^|\s)\^[A-Za-z0-9-]+$/m, /~~/];
const WIKILINK = /\[\[[^\]\n]*\]\]/g;
/** Parsing takes its time: of a page as long as a book the first part has to do. */
const LONGEST_CHECKED = 150_000;

interface PageNode {
  type: string;
  value?: string;
  url?: string;
  depth?: number;
  checked?: boolean | null;
  children?: PageNode[];
  position?: { start: { offset?: number }; end: { offset?: number } };
}

/** What of a page is live, or shown otherwise, though only text was meant. */
export function liveParts(page: string): string[] {
  const whole = page.replace(/^---\n[\s\S]*?\n---\n/, "").slice(0, LONGEST_CHECKED);
  const body = whole.length < LONGEST_CHECKED ? whole : whole.slice(0, whole.lastIndexOf("\n"));
  const live: string[] = [];
  // To the app a wikilink is one thing, whatever stands in it.
  const markdown = withMoney(body.replace(WIKILINK, "Link"));
  const textAt = ({ position }: PageNode): string => markdown.slice(position?.start.offset, position?.end.offset);
  const check = (node: PageNode, parent: PageNode | null): void => {
    if (!OWN_NODES.has(node.type) || typeof node.checked === "boolean") live.push(`${node.type}: ${textAt(node)}`);
    if (node.type === "link" && (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(decodeURIComponent(node.url ?? "")) || node.children?.some(({ type }) => type !== "text"))) live.push(`link: ${textAt(node)}`);
    if ((node.type === "list" || node.type === "heading") && parent?.type !== "root") live.push(`${node.type} in ${parent?.type ?? "nothing"}: ${textAt(node)}`);
    if (node.type === "heading" && (node.depth === 1 || unescaped(textAt(node).replace(/^#+ /, "")) !== (node.children ?? []).map(({ value }) => value ?? "").join(""))) live.push(`heading: ${textAt(node)}`);
    for (const child of node.children ?? []) check(child, node);
  };
  check(processor.parse(markdown) as PageNode, null);
  const bare = body.replace(/\\[!-/:-@[-`{-~]/g, "·").replace(/\[\^\w+\]/g, "");
  const embed = /!\[\[/.exec(bare);
  const prose = bare.replace(WIKILINK, "Link").replace(/\[([^\]\n]*)\]\(<[^>\n]*>\)/g, "Link").replace(/^#{2,3} /gm, "");
  for (const found of [embed, ...APP_MARKS.map((mark) => mark.exec(prose))]) if (found !== null) live.push(`${found[0]} in ${found.input.slice(Math.max(0, found.index - 30), found.index + 30)}`);
  return live;
}

const unescaped = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
