/** Lists and their items, with the places that the app gives them. */
import { endsParagraph, markerOf, type Marker } from "./block-starts";
import { createLaziness, lineAt, type Block, type ListItem, type ReadBlocks, type Take } from "./block";
import { endOf, indentOf, isBlank, without, withoutIndent, type Line } from "./lines";

const TASK = /^\[(.)\][ \t]/su;

export const listTake =
  (readBlocks: ReadBlocks): Take =>
  (lines, at, depth) => {
  const first = markerOf(lineAt(lines, at).text);
  if (first === null) return null;
  const items: ListItem[] = [];
  let [next, last] = [at, at];
  for (let marker: Marker | null = first; marker !== null && marker.kind === first.kind; marker = siblingAt(lines, next)) {
    const to = lastLineOf(lines, next, marker);
    const following = skipBlank(lines, to + 1);
    const isApart = following > to + 1 && siblingAt(lines, following)?.kind === first.kind;
    items.push(readItem(lines, { from: next, to, marker, isApart }, (inner) => readBlocks(inner, depth + 1)));
    last = to;
    next = following;
  }
  const { number, from } = lineAt(lines, at);
  return { block: { type: "list", line: number, start: from, end: endOf(lineAt(lines, last)), items, last: lineAt(lines, last).text }, next: last + 1 };
};

function siblingAt(lines: readonly Line[], at: number): Marker | null {
  const { text } = lineAt(lines, at);
  // `* * *` is a break, though it looks like an item in an item.
  return at >= lines.length || (endsParagraph(text) && /^[ \t]*(?:([-*])[ \t]*)(?:\1[ \t]*){2,}$/.test(text)) ? null : markerOf(text);
}

function skipBlank(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at += 1;
  return at;
}

/** The last line of an item that begins at `from`: what is indented under it, and what its paragraph lazily goes on with. */
function lastLineOf(lines: readonly Line[], from: number, marker: Marker): number {
  const laziness = createLaziness();
  laziness.hear(without(lineAt(lines, from), marker.characters).text);
  let to = from;
  for (let at = from + 1; at < lines.length; at += 1) {
    const { text } = lineAt(lines, at);
    if (isBlank(lines[at])) {
      // An item that begins with a blank line holds nothing behind a second one.
      if (marker.isEmpty && to === from) return to;
      laziness.hear("");
      continue;
    }
    const isInside = indentOf(text) >= marker.columns;
    if (!isInside && (markerOf(text) !== null || !laziness.allows(text))) return to;
    laziness.hear(isInside ? withoutIndent(lineAt(lines, at), marker.columns).text : text);
    to = at;
  }
  return to;
}

interface FoundItem {
  from: number;
  to: number;
  marker: Marker;
  /** Blank lines stand between it and the next item. */
  isApart: boolean;
}

function readItem(lines: readonly Line[], { from, to, marker, isApart }: FoundItem, readInner: (lines: readonly Line[]) => Block[]): ListItem {
  const first = lineAt(lines, from);
  const content = without(first, marker.characters);
  const task = TASK.exec(content.text)?.[1] ?? null;
  const text = task === null ? content : without(content, task.length + 3);
  const rest = lines.slice(from + 1, to + 1).map((line) => withoutIndent(line, takenColumns(marker)));
  const blocks = readInner([text, ...rest]);
  return { line: first.number, start: first.from, end: endOfItem(lines, from, to, blocks, isApart), task, blocks };
}

/** The app takes one column more off under `1.` to `9.`, where the mark and its blank are an odd number of characters; it shows in the places of the items below. */
const takenColumns = ({ columns, number, kind }: Marker): number => (kind === "." && number !== null && Number(number) < 10 && columns % 2 === 1 ? columns + 1 : columns);

/** An item ends before the list inside it. With blank lines up to the next item, its line break belongs to it. */
function endOfItem(lines: readonly Line[], from: number, to: number, blocks: readonly Block[], isApart: boolean): number {
  const nested = blocks.findIndex(({ type }) => type === "list");
  const inner = blocks[nested];
  if (inner !== undefined && inner.start > endOf(lineAt(lines, from))) return blocks[nested - 1]?.end ?? endOf(lineAt(lines, from));
  return isApart && inner === undefined ? lineAt(lines, to + 1).start : endOf(lineAt(lines, to));
}
