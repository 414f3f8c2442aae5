/** What a link shows: a name made fit to stand in it. */
import { shorten } from "../text/shorten";

/** A title or heading as long as a paragraph would stand on its pages once for every claim: the one is cut, the other, half of which leads nowhere, left out. */
export const LONGEST_PART = 240;

/** What a link of ours shows for a name: the name itself where that is fit to be shown. */
export function linkDisplay(name: string): string {
  return shorten(displayText(name), LONGEST_PART);
}

/** A display as the text of a Markdown link: nothing in it is live, and a caret at its beginning makes no footnote of the link. */
export function markdownLinkText(display: string): string {
  return display.replace(/[*_~=]|^\^/g, "\\$&");
}

/** A text that can be shown by a link in prose, lists and tables: one line, with stand-ins for what would end the link or open something else. */
export function displayText(text: string): string {
  return text
    .replace(/[\p{Z}\p{Cc}]+/gu, " ")
    .replaceAll("[", "(")
    .replaceAll("]", ")")
    .replaceAll("|", "-")
    .replaceAll("\\", "/")
    .replaceAll("`", "'")
    .replaceAll("<", "\u2039")
    .replaceAll(">", "\u203a")
    .replaceAll("$", "\uff04")
    .replace(/%{2,}/g, "%")
    .replace(/\{{2,}/g, "{")
    .trim();
}
