/** The line a mention stands in, to show it. */

/** Some characters before and behind a mention tell enough of its line. */
const WINDOW = 160;
const CUT = "…";

export interface MentionLine {
  /** The line's text, cut to a window around the mention where it is long. */
  line: string;
  /** The mention within `line`. */
  lineStart: number;
  lineEnd: number;
}

/** `start` and `end` are UTF-16 offsets into `text`, within one line. */
export function lineOf(text: string, start: number, end: number): MentionLine {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const nextBreak = text.indexOf("\n", end);
  const lineEnd = nextBreak < 0 ? text.length : nextBreak > 0 && text[nextBreak - 1] === "\r" ? nextBreak - 1 : nextBreak;
  const room = Math.max(0, WINDOW - (end - start));
  // What one side does not need, the other has.
  const before = Math.min(start - lineStart, Math.max(room >> 1, room - (lineEnd - end)));
  const behind = Math.min(lineEnd - end, room - before);
  const from = start - before > lineStart ? afterBlank(text, start - before, start) : lineStart;
  const to = end + behind < lineEnd ? beforeBlank(text, end + behind, end) : lineEnd;
  const [head, tail] = [from > lineStart ? CUT : "", to < lineEnd ? CUT : ""];
  return { line: head + text.slice(from, to) + tail, lineStart: head.length + start - from, lineEnd: head.length + end - from };
}

/** So far a cut is moved for a whole word (characters). */
const LONGEST_MOVE = 20;

const afterBlank = (text: string, at: number, most: number): number => {
  const blank = /\s/.exec(text.slice(at, Math.min(most, at + LONGEST_MOVE)));
  return blank === null ? wholeCharacter(text, at) : at + blank.index + 1;
};

const beforeBlank = (text: string, at: number, least: number): number => {
  const blank = /\s(?=\S*$)/.exec(text.slice(Math.max(least, at - LONGEST_MOVE), at));
  return blank === null ? wholeCharacter(text, at) : Math.max(least, at - LONGEST_MOVE) + blank.index;
};

/** An offset that parts no character of two units. */
const wholeCharacter = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text[at] ?? "") && /[\uD800-\uDBFF]/.test(text[at - 1] ?? "") ? at + 1 : at);
