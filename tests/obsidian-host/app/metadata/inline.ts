/** What stands in a stretch of prose: links, embeds, tags, references to footnotes. Code, math and HTML are passed over; linear in the text. */
import { createLinkReader, type FoundLink } from "./inline-links";

export interface InlinePart {
  kind: "link" | "embed" | "tag" | "footnoteRef";
  start: number;
  end: number;
  /** The link's destination, the tag with its sign, or the footnote's id. */
  target: string;
  displayText?: string;
}

/** The app's tags: no punctuation but `_`, `-` and `/`. */
export const TAG_NAME = "[^\\u2000-\\u206f\\u2e00-\\u2e7f'!\"#$%&()*+,.:;<=>?@^`{|}~\\[\\]\\\\\\s]+";
const TAG = new RegExp(`#${TAG_NAME}`, "uy");
const TICKS = /`+/y;
const HTML = /<(?:\/?[a-z][^<>]*|[a-z][a-z0-9+.-]*:[^\s<>]*)>/iy;
const FOOTNOTE = /\[\^([^\]\s]+)\]/y;
const SIGNIFICANT = /[\\`$<![\]#*~=]/g;

interface Scan {
  text: string;
  parts: InlinePart[];
  links: ReturnType<typeof createLinkReader>;
  /** A tag may follow blanks, or anything else inline that ends right before it. */
  mayTag: number;
  /** Marks that do not come again: looked for once. */
  missing: Set<string>;
}

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** The parts in the order of their beginnings. Offsets are into `text`. */
export function readInline(text: string): InlinePart[] {
  const scan: Scan = { text, parts: [], links: createLinkReader(text), mayTag: 0, missing: new Set() };
  for (let found = matchAt(SIGNIFICANT, text, 0); found !== null; ) {
    const end = readAt(scan, found.index, found[0]);
    if (end !== null) scan.mayTag = end;
    found = matchAt(SIGNIFICANT, text, end ?? found.index + 1);
  }
  return scan.parts.sort((one, other) => one.start - other.start);
}

/** Reads what begins at a mark; where it ends, or null where the mark is only a character. */
function readAt(scan: Scan, at: number, mark: string): number | null {
  switch (mark) {
    case "\\":
      return at + 2;
    case "`":
      return codeEnd(scan, at);
    case "$":
      return mathEnd(scan, at);
    case "<":
      return htmlEnd(scan, at);
    case "#":
      return readTag(scan, at);
    case "[":
    case "!":
    case "]":
      return readBracket(scan, at, mark);
    default:
      return at + 1;
  }
}

/** Where `mark` comes next from `from` on; -1 where it does not. */
function seek({ text, missing }: Scan, mark: string, from: number): number {
  if (missing.has(mark)) return -1;
  const found = text.indexOf(mark, from);
  if (found < 0) missing.add(mark);
  return found;
}

function codeEnd(scan: Scan, at: number): number | null {
  const { text, missing } = scan;
  const ticks = matchAt(TICKS, text, at)?.[0] ?? "`";
  const from = at + ticks.length;
  if (missing.has(ticks)) return from;
  for (let next = text.indexOf("`", from); next >= 0; next = text.indexOf("`", next)) {
    const { length } = matchAt(TICKS, text, next)?.[0] ?? "`";
    next += length;
    if (length === ticks.length) return next;
  }
  missing.add(ticks);
  return from;
}

function mathEnd(scan: Scan, at: number): number | null {
  const { text, missing } = scan;
  if (text.startsWith("$$", at)) {
    const closing = seek(scan, "$$", at + 2);
    return closing < 0 ? at + 2 : closing + 2;
  }
  if (missing.has("$") || /\s|^$/.test(text.charAt(at + 1))) return null;
  for (let closing = text.indexOf("$", at + 1); closing >= 0; closing = text.indexOf("$", closing + 1)) {
    if (!/[\s\\]/.test(text.charAt(closing - 1)) && !/\d/.test(text.charAt(closing + 1))) return closing + 1;
  }
  missing.add("$");
  return null;
}

function htmlEnd(scan: Scan, at: number): number | null {
  if (scan.text.startsWith("<!--", at)) {
    const closing = seek(scan, "-->", at + 4);
    return closing < 0 ? null : closing + 3;
  }
  const tag = matchAt(HTML, scan.text, at)?.[0];
  return tag === undefined ? null : at + tag.length;
}

function readTag({ text, parts, mayTag }: Scan, at: number): number | null {
  if (at !== mayTag && !/\s/.test(text.charAt(at - 1))) return null;
  const tag = matchAt(TAG, text, at)?.[0];
  if (tag === undefined || !/[^#\d]/.test(tag)) return null;
  parts.push({ kind: "tag", start: at, end: at + tag.length, target: tag });
  return at + tag.length;
}

function readBracket({ text, parts, links }: Scan, at: number, mark: string): number | null {
  const add = (found: FoundLink): number => {
    const { isEmbed, isLocal, ...part } = found;
    if (isLocal) parts.push({ kind: isEmbed ? "embed" : "link", ...part });
    return found.end;
  };
  if (mark === "]") {
    const link = links.close(at);
    return link === null ? null : add(link);
  }
  const isEmbed = mark === "!";
  if (isEmbed && !text.startsWith("[", at + 1)) return null;
  const wikilink = links.wikilink(at, isEmbed);
  if (wikilink !== null) return add(wikilink);
  const footnote = isEmbed ? null : matchAt(FOOTNOTE, text, at);
  if (footnote !== null) {
    const end = at + footnote[0].length;
    parts.push({ kind: "footnoteRef", start: at, end, target: footnote[1] ?? "" });
    return end;
  }
  links.open(at, isEmbed);
  return at + (isEmbed ? 2 : 1);
}
