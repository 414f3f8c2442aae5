/** Citations: a footnote whose definition links the source and quotes the words. */
import { escapeMarkdown, unescapeMarkdown } from "./escape";
import { headingLink } from "./links";

/** What a footnote definition says. `heading` is the path of headings the passage stands under; only its innermost part goes into the link. */
export interface Citation {
  label: string;
  sourcePath: string;
  headingPath: string[];
  title: string;
  quote: string;
}

export const citationReference = (label: string): string => `[^${label}]`;

/** One line: `[^label]: [[source#heading|title]]: "quote"`; nothing stands after the quote. */
export function renderCitation(citation: Citation): string {
  const link = headingLink(citation.sourcePath, citation.headingPath.slice(-1), citation.title);
  return `[^${citation.label}]: ${link}: "${escapeMarkdown(citation.quote)}"`;
}

/** The separators of lines that Unicode knows beside the line break may stand in a path. */
const DEFINITION = /^\[\^([A-Za-z0-9-]+)\]: ([^\r\n]*)$/;

/** A definition line as data; null for any other line. `link` is the link's Markdown. */
export function parseCitation(line: string): { label: string; link: string; quote: string } | null {
  const [, label, rest] = DEFINITION.exec(line) ?? [];
  if (label === undefined || rest === undefined || !rest.endsWith('"')) return null;
  const linkEnd = rest.startsWith("[[") ? rest.indexOf("]]") + 2 : endOfMarkdownLink(rest);
  const opening = ': "';
  if (linkEnd < 2 || !rest.startsWith(opening, linkEnd)) return null;
  return { label, link: rest.slice(0, linkEnd), quote: unescapeMarkdown(rest.slice(linkEnd + opening.length, -1)) };
}

const endOfMarkdownLink = (text: string): number => {
  const middle = text.indexOf("](");
  return middle < 0 ? -1 : text.indexOf(")", middle) + 1;
};
