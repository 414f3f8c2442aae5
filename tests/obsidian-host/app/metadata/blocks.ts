/** A note's lines -> its blocks, by CommonMark with the app's own: callouts, `%%` comments, `$$` math, footnotes. Linear in the text. */
import { CALLOUT, DEFINITION, endsBeforeBlank, endsParagraph, FENCE, FOOTNOTE, HEADING, htmlEnd, isSurelyParagraph, QUOTE, TABLE_RULE, THEMATIC_BREAK, UNDERLINE } from "./block-starts";
import { closesFence, createLaziness, lineAt, type Block, type Leaf, type LeafType, type Placed, type Take, type Taken } from "./block";
import { endOf, indentOf, isBlank, without, withoutIndent, type Line } from "./lines";
import { listTake } from "./lists";

/** Blocks in blocks deeper than this are read as plain text. */
const DEEPEST = 24;

export function readBlocks(lines: readonly Line[], depth = 0): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    if (isBlank(lines[at])) {
      at += 1;
      continue;
    }
    const { block, next } = takeBlock(lines, at, depth);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

function takeBlock(lines: readonly Line[], at: number, depth: number): Taken {
  if (depth <= DEEPEST && !isSurelyParagraph(lineAt(lines, at).text)) {
    for (const take of TAKES) {
      const taken = take(lines, at, depth);
      if (taken !== null) return taken;
    }
  }
  return takeParagraph(lines, at, depth);
}

/** A leaf from one line to another, both of them in it. */
function leaf(type: LeafType, lines: readonly Line[], from: number, to: number, prose: Placed[] = []): { block: Leaf; next: number } {
  const last = lineAt(lines, to);
  return { block: { type, start: lineAt(lines, from).from, end: endOf(last), prose, last: last.text }, next: to + 1 };
}

const stretch = (first: Line, last: Line): Placed => ({ start: first.from, end: endOf(last) });

const takeHeading: Take = (lines, at) => {
  const line = lineAt(lines, at);
  const [opening, marks] = HEADING.exec(line.text) ?? [];
  if (opening === undefined || marks === undefined) return null;
  const text = line.text.slice(opening.length).replace(/(?:^|[ \t]+)#+[ \t]*$/, "").trim();
  const { block, next } = leaf("heading", lines, at, at, [stretch(without(line, opening.length), line)]);
  return { block: { ...block, heading: { level: marks.length, text } }, next };
};

const takeBreak: Take = (lines, at) => (THEMATIC_BREAK.test(lineAt(lines, at).text) ? leaf("thematicBreak", lines, at, at) : null);

const takeFence: Take = (lines, at) => {
  const mark = FENCE.exec(lineAt(lines, at).text)?.[1];
  if (mark === undefined) return null;
  let to = at + 1;
  while (to < lines.length && !closesFence(mark, lineAt(lines, to).text)) to += 1;
  return leaf("code", lines, at, Math.min(to, lines.length - 1));
};

const takeIndentedCode: Take = (lines, at) => {
  if (indentOf(lineAt(lines, at).text) < 4) return null;
  let to = at;
  for (let next = at + 1; next < lines.length && (isBlank(lines[next]) || indentOf(lineAt(lines, next).text) >= 4); next += 1) if (!isBlank(lines[next])) to = next;
  return leaf("code", lines, at, to);
};

/** Where a block between two equal marks ends; null where it begins none. A mark that closes on its first line with text behind it is inline. */
function markedEnd(mark: string, lines: readonly Line[], at: number): number | null {
  const first = lineAt(lines, at).text.trim();
  if (!first.startsWith(mark) || indentOf(lineAt(lines, at).text) > 3) return null;
  const closing = first.indexOf(mark, mark.length);
  if (closing >= 0) return closing + mark.length === first.length ? at : null;
  for (let to = at + 1; to < lines.length; to += 1) if (lineAt(lines, to).text.includes(mark)) return to;
  return null;
}

/** The app reads links and tags in comments like any others, but neither lists nor headings. */
const takeComment: Take = (lines, at) => {
  const to = markedEnd("%%", lines, at);
  return to === null ? null : leaf("comment", lines, at, to, [stretch(lineAt(lines, at), lineAt(lines, to))]);
};

const takeMath: Take = (lines, at) => {
  const to = markedEnd("$$", lines, at);
  return to === null ? null : leaf("math", lines, at, to);
};

const takeHtml: Take = (lines, at) => {
  const end = htmlEnd(lineAt(lines, at).text, false);
  if (end === null) return null;
  let to = at;
  while (to < lines.length && !end.test(lineAt(lines, to).text)) to += 1;
  return leaf("html", lines, at, Math.min(endsBeforeBlank(end) ? to - 1 : to, lines.length - 1));
};

const takeQuote: Take = (lines, at, depth) => {
  if (!QUOTE.test(lineAt(lines, at).text)) return null;
  const inner: Line[] = [];
  const laziness = createLaziness();
  let next = at;
  for (; next < lines.length && !isBlank(lines[next]); next += 1) {
    const line = lineAt(lines, next);
    const mark = QUOTE.exec(line.text)?.[0];
    if (mark === undefined && !laziness.allows(line.text)) break;
    const content = without(line, mark?.length ?? 0);
    laziness.hear(content.text.replace(/^(?:[ \t]*>)+[ \t]?/, ""));
    inner.push(content);
  }
  const last = lineAt(lines, next - 1);
  const type = CALLOUT.test(lineAt(inner, 0).text) ? "callout" : "blockquote";
  return { block: { type, start: lineAt(lines, at).from, end: endOf(last), blocks: readBlocks(inner, depth + 1), last: last.text }, next };
};

const takeFootnote: Take = (lines, at, depth) => {
  const [opening, footnote] = FOOTNOTE.exec(lineAt(lines, at).text) ?? [];
  if (opening === undefined || footnote === undefined) return null;
  const inner = [without(lineAt(lines, at), opening.length)];
  let next = at + 1;
  for (let to = next; to < lines.length; to += 1) {
    const line = lineAt(lines, to);
    if (isBlank(line)) continue;
    const isIndented = indentOf(line.text) >= 2;
    if (!isIndented && (to > next || isBlank(lines[to - 1]) || endsParagraph(line.text))) break;
    for (; next <= to; next += 1) inner.push(withoutIndent(lineAt(lines, next), 4));
  }
  const last = lineAt(lines, next - 1);
  return { block: { type: "footnoteDefinition", start: lineAt(lines, at).from, end: endOf(last), blocks: readBlocks(inner, depth + 1), last: last.text, footnote }, next };
};

const takeDefinition: Take = (lines, at) => {
  const [, id, bracketed, bare] = DEFINITION.exec(lineAt(lines, at).text) ?? [];
  if (id === undefined) return null;
  const { block, next } = leaf("definition", lines, at, at);
  return { block: { ...block, definition: { id, link: bracketed ?? bare ?? "" } }, next };
};

const beginsTable = (lines: readonly Line[], at: number): boolean => lineAt(lines, at).text.includes("|") && at + 1 < lines.length && TABLE_RULE.test(lineAt(lines, at + 1).text);

const takeTable: Take = (lines, at) => {
  if (!beginsTable(lines, at)) return null;
  let to = at + 1;
  while (to + 1 < lines.length && !isBlank(lines[to + 1]) && !endsParagraph(lineAt(lines, to + 1).text)) to += 1;
  return leaf("table", lines, at, to, lines.slice(at, to + 1).map((line) => stretch(line, line)));
};

function takeParagraph(lines: readonly Line[], at: number, depth: number): Taken {
  let to = at;
  for (; to + 1 < lines.length && !isBlank(lines[to + 1]); to += 1) {
    const { text } = lineAt(lines, to + 1);
    const underline = UNDERLINE.exec(text)?.[1];
    if (underline !== undefined) return underlined(lines, at, to, underline.startsWith("=") ? 1 : 2);
    if (endsParagraph(text) || markedEnd("%%", lines, to + 1) !== null || markedEnd("$$", lines, to + 1) !== null || beginsTable(lines, to + 1)) break;
  }
  const first = depth > DEEPEST ? lineAt(lines, at) : withoutIndent(lineAt(lines, at), Infinity);
  const { block, next } = leaf("paragraph", lines, at, to, [stretch(first, lineAt(lines, to))]);
  return { block: { ...block, start: first.from }, next };
}

function underlined(lines: readonly Line[], at: number, to: number, level: number): Taken {
  const { block, next } = leaf("heading", lines, at, to + 1, [stretch(lineAt(lines, at), lineAt(lines, to))]);
  const text = lines.slice(at, to + 1).map((line) => line.text.trim()).join(" ");
  return { block: { ...block, last: lineAt(lines, to).text, heading: { level, text } }, next };
}

const TAKES: readonly Take[] = [takeIndentedCode, takeFence, takeComment, takeMath, takeHeading, takeBreak, takeQuote, takeHtml, takeFootnote, takeDefinition, listTake(readBlocks), takeTable];
