/** A footnote's definition as the citation it is. Loaded when the first citation is drawn: the core's reading of links comes with it. */
import { parseCitation } from "../../core/vault/citation";
import { parseLink, type PageCitation } from "./page-link";

/** Null for a line that is no citation. One a human spread over several lines is a note of theirs and no citation. */
export function citationOf(line: string): PageCitation | null {
  const found = parseCitation(line.trim());
  const link = found === null ? null : parseLink(found.link);
  return found === null || link === null ? null : { label: found.label, ...link, quote: found.quote };
}
