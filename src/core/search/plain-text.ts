/** A piece of Markdown as one line of plain text, for showing. It drops marks and keeps words; it is no renderer. */
import { findLinks, type FoundLink } from "../vault/links";

/** What a text that Markdown reads as it stands holds none of; white space that is folded is among it. */
const SIGNS = /[[\]\\*~=`_|<>%#]|\s\s|[^\S ]|^[-+:]/;

/** Markdown as words on one line: links as what they show, no heading, list, quote, emphasis or footnote marks, no tags of HTML. */
export function plainText(markdown: string): string {
  const line = markdown.trim();
  if (!SIGNS.test(line)) return line;
  return withoutLinks(markdown)
    .replace(/^[ \t]*(?:>[ \t]?)*(?:#{1,6}[ \t]+|[-*+][ \t]+(?:\[.\][ \t]+)?|\[![a-z]{1,20}\][-+]?)?/gim, "")
    .replace(/^[ \t]*(?:`{3,}|~{3,})[^\n]*$/gm, "")
    .replace(/^[ \t|:-]+$/gm, "")
    .replace(/\[\^[^\]\s]{1,60}\]:?/g, "")
    .replace(/<\/?[a-zA-Z][^<>]{0,300}>|<!--|-->|%%/g, "")
    .replace(/\\([!-/:-@[-`{-~])|\*{1,3}|~~|==|`+|(?<![\p{L}\p{N}])_{1,3}|_{1,3}(?![\p{L}\p{N}])/gu, (_, escaped: string | undefined) => escaped ?? "")
    .replace(/\|/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function withoutLinks(markdown: string): string {
  if (!markdown.includes("[")) return markdown;
  let result = "";
  let position = 0;
  for (const link of findLinks(markdown)) {
    if (link.start < position) continue;
    result += markdown.slice(position, link.start) + shownText(link);
    position = link.end;
  }
  return result + markdown.slice(position);
}

function shownText(link: FoundLink): string {
  if (link.isEmbed) return link.kind === "markdown" ? (link.display ?? "") : "";
  if (link.display !== null) return link.display.replace(/!?\[([^[\]]*)\]\([^()\s]*\)/g, "$1");
  return link.target.slice(link.target.lastIndexOf("/") + 1) || link.subpath;
}
