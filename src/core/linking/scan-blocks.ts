/**
 * The lines of a Markdown note as blocks: where prose is, and where code, mathematics, comments, HTML, headings and tables are.
 * A scanner, not a parser: one pass over the lines, linear on any input. It must not know what is done with a block; what stands within a
 * line is `scan-inline.ts`'s. Lists and quotes are followed only as far as needed to tell indented code and the end of a fence.
 */
import { splitFrontmatter } from "../vault/frontmatter";

export type BlockKind = "frontmatter" | "code" | "math" | "comment" | "html" | "heading" | "table" | "definition" | "text";

/**
 * `start` and `end` are UTF-16 offsets, without the last line break. A `table` block is one row, a `text` block a paragraph (of a list item, quote or
 * footnote too). `quoted` is true inside block quotes and callouts. `level` is 1 to 6 for headings, else 0. `nested` headings stand in a list item or quote.
 */
export interface Block {
  kind: BlockKind;
  start: number;
  end: number;
  quoted: boolean;
  level: number;
  nested: boolean;
}

/** A block whose end is not reached yet. `ends` says how: a fence, a marker somewhere in a line, or (`blank`) an empty line. */
interface OpenBlock {
  kind: BlockKind;
  start: number;
  depth: number;
  /** Columns of the list item it stands in. */
  indent: number;
  ends: { fence: string } | { marker: string; keepsRest: boolean } | "blank";
}

interface Paragraph {
  start: number;
  end: number;
  depth: number;
  indent: number;
  lines: { start: number; end: number }[];
}

/** The line at hand; `cursor` moves past quote and list markers, `column` counts from the last quote marker. */
interface Line {
  start: number;
  end: number;
  cursor: number;
  column: number;
  depth: number;
}

const HTML_WITH_END: readonly string[] = ["script", "pre", "style", "textarea"];
const HTML_BLOCK_NAMES = new Set(
  ("address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure " +
    "footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param " +
    "search section summary table tbody td tfoot th thead title tr track ul").split(" "),
);

/** The blocks of a note in text order; they never overlap. Blank lines, rules and the markers of lists and quotes belong to none. */
export function scanBlocks(text: string): Block[] {
  const scanner = createScanner(text);
  const bodyStart = splitFrontmatter(text).bodyStart;
  if (bodyStart > 1) scanner.emit("frontmatter", 0, bodyStart, 0);
  let position = bodyStart;
  while (position < text.length) {
    const newline = text.indexOf("\n", position);
    const lineEnd = newline < 0 ? text.length : newline;
    scanner.readLine(position, lineEnd > position && text[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd);
    position = newline < 0 ? text.length : newline + 1;
  }
  return scanner.finish();
}

// One scanner is one closure over its state: the steps below read and change the same five variables line by line.
function createScanner(text: string) {
  const blocks: Block[] = [];
  /** For each quote depth the content columns of the open list items, outermost first. */
  let lists: number[][] = [[]];
  let open: OpenBlock | null = null;
  let paragraph: Paragraph | null = null;
  let inTable = false;
  let previousEnd = 0;

  function emit(kind: BlockKind, start: number, end: number, depth: number, level = 0, nested = depth > 0): void {
    if (end > start) blocks.push({ kind, start, end, quoted: depth > 0, level, nested });
  }

  function endParagraph(): void {
    if (paragraph !== null) emit("text", paragraph.start, paragraph.end, paragraph.depth);
    paragraph = null;
    inTable = false;
  }

  function listsAt(depth: number): number[] {
    return (lists[depth] ??= []);
  }

  function listIndent(depth: number): number {
    return listsAt(depth).at(-1) ?? 0;
  }

  function readLine(start: number, end: number): void {
    const line: Line = { start, end, cursor: start, column: 0, depth: 0 };
    readQuoteMarkers(line);
    const isBlank = line.cursor >= end;
    if (open !== null && continuesOpen(open, line, isBlank)) {
      previousEnd = end;
      return;
    }
    if (isBlank) endParagraph();
    else readContent(line);
    previousEnd = end;
  }

  /** Moves past `>` markers and the white space around them. Quotes that ended take their lists with them. */
  function readQuoteMarkers(line: Line): void {
    skipBlanks(text, line);
    while (text[line.cursor] === ">" && line.cursor < line.end && line.column - listIndent(line.depth) < 4) {
      line.cursor++;
      line.column = 0;
      line.depth++;
      if (text[line.cursor] === " ") line.cursor++;
      skipBlanks(text, line);
    }
    if (line.cursor < line.end && paragraph === null && lists.length > line.depth + 1) lists = lists.slice(0, line.depth + 1);
  }

  /** Whether the line belongs to the open block; closes the block where it ends, before or with this line. */
  function continuesOpen(block: OpenBlock, line: Line, isBlank: boolean): boolean {
    const leftContainer = line.depth < block.depth || (!isBlank && line.column < block.indent && block.ends !== "blank");
    const isMarkdownOnly = block.kind === "code" || block.kind === "math";
    if ((leftContainer && (isMarkdownOnly || line.depth < block.depth)) || (block.ends === "blank" && isBlank)) {
      closeOpen(block, previousEnd);
      return block.ends === "blank" && isBlank;
    }
    if (block.ends === "blank") return true;
    if ("fence" in block.ends) {
      if (isClosingFence(text, line, block.ends.fence, block.indent)) closeOpen(block, line.end);
      return true;
    }
    const marker = indexWithin(text, block.ends.marker, line.start, line.end);
    if (marker < 0) return true;
    const markerEnd = marker + block.ends.marker.length;
    closeOpen(block, block.ends.keepsRest ? markerEnd : line.end);
    if (block.ends.keepsRest && hasInk(text, markerEnd, line.end)) startParagraph(markerEnd, line);
    return true;
  }

  function closeOpen(block: OpenBlock, end: number): void {
    emit(block.kind, block.start, end, block.depth);
    open = null;
  }

  function startParagraph(start: number, line: Line): void {
    paragraph = { start, end: line.end, depth: line.depth, indent: listIndent(line.depth), lines: [{ start, end: line.end }] };
  }

  function readContent(line: Line): void {
    if (isLazy(line)) return extendParagraph(line);
    // List items nest on one line ("- - # Heading"), so each marker starts the line's content anew.
    for (;;) {
      closeLists(line);
      if (readLeaf(line)) return;
      if (!readListMarker(line)) break;
      if (line.cursor >= line.end) return;
      readQuoteMarkers(line);
      if (line.cursor >= line.end) return;
    }
    extendParagraph(line);
  }

  /** A paragraph runs on over lines without its markers or indentation, as long as nothing else starts there. */
  function isLazy(line: Line): boolean {
    if (paragraph === null || inTable || line.depth > paragraph.depth) return false;
    if (line.depth === paragraph.depth && line.column >= paragraph.indent) return line.column - paragraph.indent >= 4;
    return !startsBlock(line);
  }

  function startsBlock(line: Line): boolean {
    const rest = text.slice(line.cursor, Math.min(line.end, line.cursor + 12));
    return /^(#{1,6}(\s|$)|```|~~~|\$\$|%%|<|>|[-*+](\s|$)|\d{1,9}[.)](\s|$)|\[\^)/.test(rest) || isRule(text, line.cursor, line.end);
  }

  function closeLists(line: Line): void {
    const items = listsAt(line.depth);
    while (items.length > 0 && line.column < (items.at(-1) ?? 0)) items.pop();
  }

  /** Reads the line as a block of its own (all but lists and paragraphs). */
  function readLeaf(line: Line): boolean {
    const indent = line.column - listIndent(line.depth);
    if (indent >= 4) {
      if (paragraph !== null) return false;
      emit("code", line.cursor, line.end, line.depth);
      return true;
    }
    return readHeading(line) || readRule(line) || readFence(line) || readMarked(line) || readHtml(line) || readDefinition(line) || readTable(line);
  }

  function readHeading(line: Line): boolean {
    const isNested = line.depth > 0 || listIndent(line.depth) > 0;
    const character = text[line.cursor];
    if (character === "#") {
      let level = 0;
      while (text[line.cursor + level] === "#" && level < 7) level++;
      const after = line.cursor + level;
      if (level > 6 || (after < line.end && text[after] !== " " && text[after] !== "\t")) return false;
      endParagraph();
      emit("heading", line.cursor, line.end, line.depth, level, isNested);
      return true;
    }
    if ((character !== "=" && character !== "-") || paragraph === null || inTable) return false;
    const sameContainer = paragraph.depth === line.depth && line.column >= paragraph.indent;
    if (!sameContainer || !isRunOf(text, character, line.cursor, line.end)) return false;
    const { start, depth } = paragraph;
    paragraph = null;
    emit("heading", start, line.end, depth, character === "=" ? 1 : 2, isNested);
    return true;
  }

  function readRule(line: Line): boolean {
    if (!isRule(text, line.cursor, line.end)) return false;
    endParagraph();
    return true;
  }

  function readFence(line: Line): boolean {
    const character = text[line.cursor];
    if (character !== "`" && character !== "~") return false;
    let length = 0;
    while (line.cursor + length < line.end && text[line.cursor + length] === character) length++;
    if (length < 3) return false;
    if (character === "`" && indexWithin(text, "`", line.cursor + length, line.end) >= 0) return false;
    openBlock("code", line, { fence: character.repeat(length) });
    return true;
  }

  /** Mathematics and comments that open at the start of a line and do not end on it. */
  function readMarked(line: Line): boolean {
    const kinds = [
      { opens: "$$", closes: "$$", kind: "math", keepsRest: false },
      { opens: "%%", closes: "%%", kind: "comment", keepsRest: true },
      { opens: "<!--", closes: "-->", kind: "comment", keepsRest: true },
    ] as const;
    for (const { opens, closes, kind, keepsRest } of kinds) {
      if (!text.startsWith(opens, line.cursor) || line.cursor + opens.length > line.end) continue;
      if (indexWithin(text, closes, line.cursor + opens.length, line.end) >= 0) return false;
      openBlock(kind, line, { marker: closes, keepsRest });
      return true;
    }
    return false;
  }

  function readHtml(line: Line): boolean {
    if (text[line.cursor] !== "<") return false;
    const tag = /^<(\/?)([a-zA-Z][a-zA-Z0-9-]{0,40})(?=[\s/>]|$)/.exec(text.slice(line.cursor, Math.min(line.end, line.cursor + 64)));
    if (tag === null) return false;
    const name = (tag[2] ?? "").toLowerCase();
    if (HTML_WITH_END.includes(name) && tag[1] === "") {
      const marker = `</${name}>`;
      if (indexWithin(text, marker, line.cursor, line.end) >= 0) {
        endParagraph();
        emit("html", line.cursor, line.end, line.depth);
      } else {
        openBlock("html", line, { marker, keepsRest: false });
      }
      return true;
    }
    const isLoneTag = paragraph === null && text.indexOf(">", line.cursor) === line.end - 1;
    if (!HTML_BLOCK_NAMES.has(name) && !isLoneTag) return false;
    openBlock("html", line, "blank");
    return true;
  }

  function openBlock(kind: BlockKind, line: Line, ends: OpenBlock["ends"]): void {
    endParagraph();
    open = { kind, start: line.cursor, depth: line.depth, indent: listIndent(line.depth), ends };
  }

  /** The label of a footnote (its text is prose), or a whole link definition. */
  function readDefinition(line: Line): boolean {
    if (text[line.cursor] !== "[") return false;
    const close = indexWithin(text, "]:", line.cursor, Math.min(line.end, line.cursor + 1000));
    if (close < 0) return false;
    const label = text.slice(line.cursor + 1, close);
    if (label === "" || /[[\]]/.test(label)) return false;
    if (label.startsWith("^")) {
      endParagraph();
      emit("definition", line.cursor, close + 2, line.depth);
      line.cursor = close + 2;
      listsAt(line.depth).push(4);
      skipBlanks(text, line);
      if (line.cursor < line.end) startParagraph(line.cursor, line);
      return true;
    }
    if (paragraph !== null || !isDestinationAndTitle(text.slice(close + 2, Math.min(line.end, close + 4000)))) return false;
    emit("definition", line.cursor, line.end, line.depth);
    return true;
  }

  function readTable(line: Line): boolean {
    if (inTable) {
      emit("table", line.cursor, line.end, line.depth);
      return true;
    }
    const header = paragraph?.lines.at(-1);
    if (paragraph === null || header === undefined || paragraph.depth !== line.depth || line.column < paragraph.indent) return false;
    if (!isDelimiterRow(text, line.cursor, line.end)) return false;
    const hasPipe = indexWithin(text, "|", line.cursor, line.end) >= 0 || indexWithin(text, "|", header.start, header.end) >= 0;
    if (!hasPipe) return false;
    if (paragraph.lines.length > 1) emit("text", paragraph.start, header.start, paragraph.depth);
    emit("table", header.start, header.end, paragraph.depth);
    paragraph = null;
    inTable = true;
    return true;
  }

  /** Moves past one list marker; false where there is none. */
  function readListMarker(line: Line): boolean {
    if (line.column - listIndent(line.depth) >= 4) return false;
    const marker = /^([-*+]|(\d{1,9})[.)])(?=[ \t]|$)/.exec(text.slice(line.cursor, Math.min(line.end, line.cursor + 11)));
    if (marker === null) return false;
    const length = marker[0].length;
    const isEmpty = !hasInk(text, line.cursor + length, line.end);
    const isFirstOfList = listsAt(line.depth).length === 0;
    const interrupts = !isEmpty && (marker[2] === undefined || Number(marker[2]) === 1);
    if (paragraph !== null && isFirstOfList && paragraph.indent === 0 && !interrupts) return false;
    endParagraph();
    line.cursor += length;
    line.column += length;
    const contentColumn = line.column;
    skipBlanks(text, line);
    const blanks = line.column - contentColumn;
    listsAt(line.depth).push(isEmpty || blanks > 4 ? contentColumn + 1 : line.column);
    return true;
  }

  function extendParagraph(line: Line): void {
    if (paragraph === null) return startParagraph(line.cursor, line);
    paragraph.end = line.end;
    paragraph.lines.push({ start: line.cursor, end: line.end });
  }

  function finish(): Block[] {
    if (open !== null) closeOpen(open, text.length);
    endParagraph();
    return blocks;
  }

  return { emit, readLine, finish };
}

function skipBlanks(text: string, line: Line): void {
  for (; line.cursor < line.end; line.cursor++) {
    const character = text[line.cursor];
    if (character === " ") line.column++;
    else if (character === "\t") line.column += 4 - (line.column % 4);
    else return;
  }
}

function hasInk(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (text[index] !== " " && text[index] !== "\t") return true;
  return false;
}

/** `indexOf` that looks no further than `end`. */
function indexWithin(text: string, wanted: string, start: number, end: number): number {
  const found = text.slice(start, end).indexOf(wanted);
  return found < 0 ? -1 : start + found;
}

function isRunOf(text: string, character: string, start: number, end: number): boolean {
  let index = start;
  while (index < end && text[index] === character) index++;
  return index > start && !hasInk(text, index, end);
}

function isRule(text: string, start: number, end: number): boolean {
  const character = text[start];
  if (character !== "-" && character !== "*" && character !== "_") return false;
  let count = 0;
  for (let index = start; index < end; index++) {
    if (text[index] === character) count++;
    else if (text[index] !== " " && text[index] !== "\t") return false;
  }
  return count >= 3;
}

function isClosingFence(text: string, line: Line, fence: string, indent: number): boolean {
  if (line.column - indent >= 4 || !text.startsWith(fence, line.cursor)) return false;
  return isRunOf(text, fence.charAt(0), line.cursor, line.end);
}

function isDelimiterRow(text: string, start: number, end: number): boolean {
  let dashes = 0;
  for (let index = start; index < end; index++) {
    const character = text[index];
    if (character === "-") dashes++;
    else if (character !== "|" && character !== ":" && character !== " " && character !== "\t") return false;
  }
  return dashes > 0;
}

/** Whether this is what follows `[label]:`, not prose that happens to stand there. */
function isDestinationAndTitle(rest: string): boolean {
  const words = rest.trim();
  if (words === "" || words.startsWith("[[")) return false;
  const blank = words.startsWith("<") ? words.indexOf(">") + 1 : words.search(/\s/);
  const title = blank <= 0 ? "" : words.slice(blank).trim();
  return title === "" || /^["'(]/.test(title);
}
