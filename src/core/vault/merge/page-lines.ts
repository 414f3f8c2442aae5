/** A page as lines: what a merge and the settling of a conflict work on. */
import { splitFrontmatter } from "../frontmatter";

/** A page in parts, its line breaks all LF. `properties` and `lines` hold lines without line breaks; `endsWithBreak` is about the last of them. */
export interface Page {
  mark: string;
  properties: string[] | null;
  lines: string[];
  endsWithBreak: boolean;
}

export function readPage(text: string): Page {
  const { mark, frontmatter, body } = splitFrontmatter(text.replaceAll("\r\n", "\n"));
  const endsWithBreak = body === "" ? text.endsWith("\n") : body.endsWith("\n");
  const lines = body === "" ? [] : (endsWithBreak ? body.slice(0, -1) : body).split("\n");
  return { mark, properties: frontmatter === null ? null : splitLines(frontmatter), lines, endsWithBreak };
}

function splitLines(frontmatter: string): string[] {
  if (frontmatter === "") return [];
  return (frontmatter.endsWith("\n") ? frontmatter.slice(0, -1) : frontmatter).split("\n");
}

export function writePage(page: Page, withCarriageReturns: boolean): string {
  const lines = page.properties === null ? page.lines : ["---", ...page.properties, "---", ...page.lines];
  const text = `${page.mark}${lines.join("\n")}${page.endsWithBreak && lines.length > 0 ? "\n" : ""}`;
  return withCarriageReturns ? text.replaceAll("\n", "\r\n") : text;
}

/** Whether the text's line breaks are CRLF, for the most part where they are mixed. */
export function usesCarriageReturns(text: string): boolean {
  return text.split("\r\n").length - 1 > (text.split("\n").length - 1) / 2;
}
