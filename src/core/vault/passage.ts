/**
 * A source as data: sections of addressable passages. What the read pass makes and every later pass works on.
 */

export type PassageKind = "paragraph" | "list-item" | "table" | "code" | "math" | "quote" | "callout" | "caption" | "html";

/**
 * One addressable piece of a source.
 * `text` is plain: no Markdown, entities and escapes resolved, white space folded to single spaces (code and table rows keep line breaks).
 * `start` and `end` are UTF-16 offsets into the file's text.
 * `offsets` maps plain to file positions as a flat list of pairs, ascending: [plain, file, plain, file, …]; between two pairs both run in step.
 */
export interface Passage {
  kind: PassageKind;
  text: string;
  start: number;
  end: number;
  offsets: number[];
}

/**
 * What stands between two headings (or a part of it, where that is long).
 * `headingPath` is the plain text of the headings above it, outermost first; empty before the first heading.
 * `fingerprint` covers the heading path and the passages' kinds and texts: an edit elsewhere in the file does not change it.
 */
export interface Section {
  headingPath: string[];
  passages: Passage[];
  fingerprint: string;
}

/** Properties of a source that say what it is. Empty strings and lists where it does not say. */
export interface SourceProperties {
  title: string;
  authors: string[];
  published: string;
  url: string;
  description: string;
  tags: string[];
  aliases: string[];
}

/** A source that was read. `warnings` are sentences about what was odd in it (broken properties, …). */
export interface SourceDocument {
  path: string;
  properties: SourceProperties;
  sections: Section[];
  warnings: string[];
}
