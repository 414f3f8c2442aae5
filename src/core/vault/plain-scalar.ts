/**
 * Values that need no YAML parser: plain words, dates, whole numbers and lists of plain words, as nearly all properties are. A vault's notes are read by the
 * ten thousand, and the parser takes longer for a note's properties than the index for its text.
 */

/** Not what a list, a quote, a number or another sign of YAML begins with. What begins with a digit and goes on behind a blank, or with a letter that no number has, is no number. */
const TEXT = /^(?:[\p{L}_]|\d[\p{L}\p{N}.,-]* [\p{L}\p{N}]|\d+[A-DF-NP-WYZa-df-np-wyz])[^\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]*$/u;
const IN_QUOTES = /^'((?:[^'\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]|'')*)'$/u;
const NO_TEXT = /:(?:\s|$)|\s#|^(?:null|true|false)$/i;
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;
const WHOLE_NUMBER = /^(?:0|[1-9]\d{0,14})$/;
const LIST = /^\[([^[\]{}"'#:&*!|>%@`?-]*(?:[\p{L}\p{N}]-[\p{L}\p{N}][^[\]{}"'#:&*!|>%@`?-]*)*)\]$/u;

/** The value of what is written on one line, as YAML 1.2 has it; undefined where only a parser can tell. */
export function readPlainScalar(written: string): unknown {
  const text = written.trim();
  const list = LIST.exec(text)?.[1];
  if (list === undefined) return readOne(text);
  const items = list.split(",").map((item) => readOne(item.trim()));
  return items.includes(undefined) ? undefined : items;
}

function readOne(text: string): unknown {
  if (WHOLE_NUMBER.test(text)) return Number(text);
  const quoted = IN_QUOTES.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  return DATE.test(text) || (TEXT.test(text) && !NO_TEXT.test(text)) ? text : undefined;
}
