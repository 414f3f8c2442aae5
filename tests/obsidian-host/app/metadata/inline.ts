/** What stands inside a block of text: links, embeds, tags, references to footnotes. Code, math and comments are passed over. */

export interface InlinePart {
  kind: "link" | "embed" | "tag" | "footnoteRef";
  start: number;
  end: number;
  /** The link's destination, the tag with its sign, or the footnote's id. */
  target: string;
  displayText?: string;
}

const TAG = /#[\p{L}\p{M}\p{N}\p{Extended_Pictographic}\p{Join_Control}_/-]+/uy;
const WIKILINK = /!?\[\[([^[\]|\r\n]+)(?:\|([^\r\n]*?))?\]\]/y;
const MARKDOWN_LINK = /!?\[((?:\\.|[^\]\\\r\n])*)\]\((?:<([^>\r\n]*)>|([^()\s]*(?:\([^()\s]*\)[^()\s]*)*))(?:\s+"[^"]*")?\)/y;
const FOOTNOTE = /\[\^([^\]\s]+)\](?!:)/y;

const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character);

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

const decode = (destination: string): string => {
  try {
    return decodeURI(destination);
  } catch {
    return destination;
  }
};

const isLocal = (destination: string): boolean => destination !== "" && !/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(destination);

/** Where a span that begins at `at` with `mark` ends, behind its closing mark; -1 where it does not close within the block. */
function spanEnd(text: string, at: number, mark: string): number {
  const closing = text.indexOf(mark, at + mark.length);
  return closing < 0 ? -1 : closing + mark.length;
}

function skipAt(text: string, at: number): number {
  if (text[at] === "`") {
    const ticks = /`+/y;
    const mark = matchAt(ticks, text, at)?.[0] ?? "`";
    const closing = new RegExp(`(?<!\`)${mark}(?!\`)`, "g");
    closing.lastIndex = at + mark.length;
    const found = closing.exec(text);
    return found === null ? at + mark.length : found.index + mark.length;
  }
  if (text.startsWith("%%", at)) return spanEnd(text, at, "%%");
  if (text.startsWith("$$", at)) return spanEnd(text, at, "$$");
  if (text[at] === "$" && !isSpace(text[at + 1])) {
    const end = spanEnd(text, at, "$");
    return end > 0 && !isSpace(text[end - 2]) && !/[0-9]/.test(text[end] ?? "") ? end : -1;
  }
  return -1;
}

function partAt(text: string, at: number): InlinePart | null {
  const character = text[at];
  if (character === "#") {
    const tag = isSpace(text[at - 1]) ? matchAt(TAG, text, at)?.[0] : undefined;
    return tag !== undefined && /[^#0-9]/.test(tag) ? { kind: "tag", start: at, end: at + tag.length, target: tag } : null;
  }
  if (character !== "[" && character !== "!") return null;
  const wiki = matchAt(WIKILINK, text, at);
  if (wiki !== null) {
    const target = (wiki[1] ?? "").trim();
    return { kind: character === "!" ? "embed" : "link", start: at, end: at + wiki[0].length, target, displayText: wiki[2] ?? target };
  }
  const footnote = character === "[" ? matchAt(FOOTNOTE, text, at) : null;
  if (footnote !== null) return { kind: "footnoteRef", start: at, end: at + footnote[0].length, target: footnote[1] ?? "" };
  const markdown = matchAt(MARKDOWN_LINK, text, at);
  const destination = markdown?.[2] ?? markdown?.[3] ?? "";
  if (markdown === null || !isLocal(destination)) return null;
  return { kind: character === "!" ? "embed" : "link", start: at, end: at + markdown[0].length, target: decode(destination), displayText: markdown[1] ?? "" };
}

/** The parts of one block, in order. Offsets are into `text`. */
export function readInline(text: string): InlinePart[] {
  const parts: InlinePart[] = [];
  const marks = /[\\`%$#[!]/g;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    const at = found.index;
    if (text[at] === "\\") {
      marks.lastIndex = at + 2;
      continue;
    }
    const skipped = skipAt(text, at);
    const part = skipped > 0 ? null : partAt(text, at);
    if (part !== null) parts.push(part);
    marks.lastIndex = part?.end ?? (skipped > 0 ? skipped : at + 1);
  }
  return parts;
}
