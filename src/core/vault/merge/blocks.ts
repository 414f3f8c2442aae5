/**
 * Tells Markdown lines that are live from those inside code, math and comments, where a `#` is no heading and a `[^a]:` no definition.
 * It knows lines only; one step forward through them.
 */

interface OpenBlock {
  closes: (line: string) => boolean;
}

/** For each line whether it is live Markdown. The lines that open and close a block count as inside it. */
export function findLiveLines(lines: readonly string[]): boolean[] {
  const lastWith = { math: lastLineWith(lines, "$$"), comment: lastLineWith(lines, "%%"), html: lastLineWith(lines, "-->") };
  const live: boolean[] = [];
  let open: OpenBlock | null = null;
  lines.forEach((line, index) => {
    if (open) {
      live.push(false);
      if (open.closes(line)) open = null;
      return;
    }
    open = openBlock(line, index, lastWith);
    live.push(open === null);
  });
  return live;
}

/** Math and comments that nothing closes are text: a stray `$$` must not swallow the rest of the page. */
function openBlock(line: string, index: number, lastWith: { math: number; comment: number; html: number }): OpenBlock | null {
  const text = withoutMarkers(line);
  const fence = fenceOf(text);
  if (fence !== null) return { closes: (later) => closesFence(later, fence) };
  if (text.startsWith("$$") && !text.includes("$$", 2) && lastWith.math > index) return { closes: (later) => later.includes("$$") };
  if (text.startsWith("%%") && !text.includes("%%", 2) && lastWith.comment > index) return { closes: (later) => later.includes("%%") };
  const comment = line.lastIndexOf("<!--");
  if (comment >= 0 && !line.includes("-->", comment) && lastWith.html > index) return { closes: (later) => later.includes("-->") };
  return null;
}

function lastLineWith(lines: readonly string[], mark: string): number {
  for (let index = lines.length - 1; index >= 0; index--) if (lines[index]?.includes(mark)) return index;
  return -1;
}

/** The line behind its indentation, quote marks and at most one list marker: a block may stand inside any of them. */
function withoutMarkers(line: string): string {
  let at = skipSpace(line, 0);
  const marker = /^(?:[-*+]|\d{1,9}[.)])[ \t]/.exec(line.slice(at, at + 12));
  if (marker) at = skipSpace(line, at + marker[0].length);
  return line.slice(at);
}

function skipSpace(line: string, from: number): number {
  let at = from;
  while (line[at] === " " || line[at] === "\t" || line[at] === ">") at++;
  return at;
}

function fenceOf(text: string): string | null {
  const mark = text[0];
  if (mark !== "`" && mark !== "~") return null;
  const length = runLength(text, mark);
  if (length < 3 || (mark === "`" && text.includes("`", length))) return null;
  return text.slice(0, length);
}

function closesFence(line: string, fence: string): boolean {
  const text = line.slice(skipSpace(line, 0));
  if (!text.startsWith(fence)) return false;
  return text.slice(runLength(text, fence.charAt(0))).trim() === "";
}

function runLength(text: string, mark: string): number {
  let length = 0;
  while (text[length] === mark) length++;
  return length;
}
