/** Cuts a note into the pieces that are searched: heading sections, found by a scan over the lines. It knows no index. */
import { scanBlocks, type Block } from "../linking/scan-blocks";
import { asText, asTextList, parseProperties, splitFrontmatter } from "../vault/frontmatter";
import { baseName } from "../vault/path";
import { inlineTags } from "./inline-tags";
import { plainText } from "./plain-text";

/**
 * A searched piece: `heading` is plain text ("" before the first), `headingStart` where its line begins (-1 before the first), `start` and `end` UTF-16 offsets
 * into the file's text, the heading's line included.
 */
export interface SearchPassage {
  heading: string;
  headingStart: number;
  start: number;
  end: number;
}

/** What a note says about itself. `type` is "" where it does not say; tags are without `#`, in lower case. */
export interface NoteProperties {
  title: string;
  aliases: string[];
  tags: string[];
  type: string;
  summary: string;
  /** All of them as text, names in lower case; long values cut. */
  properties: Record<string, string>;
}

export interface CutNote {
  path: string;
  properties: NoteProperties;
  passages: SearchPassage[];
}

/** What is searched of a note. A page's footnotes repeat what its sources say: they are found there. They stand at the end, so that no offset changes. */
export function searchedText(text: string, isWiki: boolean): string {
  const first = isWiki ? text.search(/^\[\^[a-z0-9]+\]: /m) : -1;
  return first < 0 ? text : text.slice(0, first);
}

const LONGEST_PASSAGE = 4000;
/** Headings beyond so many passages begin none: no note has them, and a segment numbers no more than three times as many. */
const MOST_SECTIONS = 20_000;
const LONGEST_VALUE = 200;
/** Names and headings are marked in every passage they stand above: one without end would be the whole note, over and over. */
const LONGEST_HEADING = 1000;
const LONGEST_NAME = 300;
const MOST_ALIASES = 50;
const MOST_PROPERTIES = 40;

/** A note's properties and passages. Properties are no passage; a note without text has one empty passage, so that its name can be found. */
export function cutPassages(path: string, text: string): CutNote {
  const bodyStart = splitFrontmatter(text).bodyStart;
  const passages: SearchPassage[] = [];
  let heading = "";
  let headingStart = -1;
  let start = bodyStart;
  const blocks = scanBlocks(text);
  for (const block of blocks) {
    if (block.kind !== "heading" || block.nested || block.quoted || passages.length >= MOST_SECTIONS) continue;
    const lineStart = Math.max(bodyStart, text.lastIndexOf("\n", block.start - 1) + 1);
    addPieces(text, { heading, headingStart, start, end: lineStart }, passages);
    heading = headingText(text, block);
    start = headingStart = lineStart;
  }
  addPieces(text, { heading, headingStart, start, end: text.length }, passages);
  if (passages.length === 0) passages.push({ heading: "", headingStart: -1, start: bodyStart, end: bodyStart });
  return { path, properties: readProperties(path, text, inlineTags(text, blocks)), passages };
}

/** The heading, as plain text, whose line begins at `start`. */
export function headingAt(text: string, start: number): string {
  const blank = /\n[ \t\r]*\n/g;
  blank.lastIndex = start;
  const lines = text.slice(start, blank.exec(text)?.index);
  const block = scanBlocks(lines).find(({ kind }) => kind === "heading");
  return block === undefined ? "" : headingText(lines, block);
}

function headingText(text: string, block: Block): string {
  const isWhole = block.end - block.start <= LONGEST_HEADING;
  const written = text.slice(block.start, isWhole ? block.end : block.start + LONGEST_HEADING);
  if (!written.startsWith("#")) return plainText(isWhole ? written.slice(0, Math.max(0, written.lastIndexOf("\n"))) : written);
  let end = written.length;
  while (end > 0 && " \t".includes(written.charAt(end - 1))) end--;
  const closingEnd = end;
  while (end > 0 && written[end - 1] === "#") end--;
  const hasClosing = end < closingEnd && " \t".includes(written.charAt(end - 1));
  return plainText(written.slice(block.level, hasClosing ? end : written.length));
}

function readProperties(path: string, text: string, tagsInText: readonly string[]): NoteProperties {
  const { frontmatter } = splitFrontmatter(text);
  const values = frontmatter === null ? {} : parseProperties(frontmatter).values;
  const properties: [name: string, value: string][] = [];
  for (const name in values) if (properties.length < MOST_PROPERTIES) properties.push([name.toLowerCase(), shownValue(values[name])]);
  return {
    title: asText(values["title"]).slice(0, LONGEST_NAME) || baseName(path),
    aliases: asTextList(values["aliases"] ?? values["alias"]).slice(0, MOST_ALIASES).map((alias) => alias.slice(0, LONGEST_NAME)),
    tags: tagsOf(values["tags"] ?? values["tag"], tagsInText),
    type: asText(values["type"]),
    summary: asText(values["summary"] ?? values["description"]).slice(0, LONGEST_VALUE),
    properties: Object.fromEntries(properties),
  };
}

function tagsOf(property: unknown, tagsInText: readonly string[]): string[] {
  const tags = [...asTextList(property).flatMap((tag) => tag.split(/[\s,]+/)), ...tagsInText].map(tagKey).filter((tag) => tag !== "");
  return tags.length < 2 ? tags : [...new Set(tags)];
}

const shownValue = (value: unknown): string => (Array.isArray(value) ? asTextList(value).join(", ") : asText(value)).slice(0, LONGEST_VALUE);

/** A tag as it is compared. */
export function tagKey(tag: string): string {
  return tag.replace(/^#/, "").toLowerCase();
}

/** Adds a section, cut at blank lines where it is too long (at lines, blanks or anywhere, where there is no blank line). White space alone is no passage. */
function addPieces(text: string, section: SearchPassage, into: SearchPassage[]): void {
  let start = section.start;
  while (section.end - start > LONGEST_PASSAGE) {
    const end = cutBefore(text, start, start + LONGEST_PASSAGE);
    addPiece(text, { ...section, start, end }, into);
    start = end;
  }
  addPiece(text, { ...section, start }, into);
}

function addPiece(text: string, piece: SearchPassage, into: SearchPassage[]): void {
  if (/\S/.test(text.slice(piece.start, piece.end))) into.push(piece);
}

function cutBefore(text: string, start: number, limit: number): number {
  const window = text.slice(start, limit);
  const least = Math.floor(window.length / 4);
  const blankLine = Math.max(window.lastIndexOf("\n\n"), window.lastIndexOf("\n\r\n"));
  for (const at of [blankLine, window.lastIndexOf("\n"), window.lastIndexOf(" ")]) if (at >= least) return start + at + 1;
  const before = text.charCodeAt(limit - 1);
  return before >= 0xd800 && before <= 0xdbff ? limit - 1 : limit;
}
