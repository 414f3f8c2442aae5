/** What can be told of one line without parsing it. Positions are UTF-16 offsets; a line's end includes its line break. */

/** The start of the next line, or the text's end. */
export function nextLine(text: string, line: number): number {
  const end = text.indexOf("\n", line);
  return end === -1 ? text.length : end + 1;
}

/** Where the line's first character stands that is no blank; at the line's end for a blank line. */
export function contentStart(text: string, line: number, next: number): number {
  let at = line;
  while (at < next && isLineBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Whether a line is an ATX heading that begins at `at`. */
export function isHeadingAt(text: string, at: number): boolean {
  let end = at;
  while (text.charCodeAt(end) === 0x23) end++;
  if (end === at || end - at > 6) return false;
  return end >= text.length || isLineBlank(text.charCodeAt(end));
}

/** Whether a list item (or a footnote definition, which is indented like one) begins at `at`. */
export function isItemAt(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first === 0x5b) return text.charCodeAt(at + 1) === 0x5e;
  if (first === 0x2d || first === 0x2a || first === 0x2b) return isLineBlank(text.charCodeAt(at + 1));
  let end = at;
  while (end < at + 9 && isDigit(text.charCodeAt(end))) end++;
  if (end === at) return false;
  const after = text.charCodeAt(end);
  return (after === 0x2e || after === 0x29) && isLineBlank(text.charCodeAt(end + 1));
}

/** A code fence: the character it is made of and how many of them. */
export interface Fence {
  unit: number;
  length: number;
}

/** The fence that opens at `at` on a line that ends at `next`, or null. */
export function fenceAt(text: string, at: number, next: number): Fence | null {
  const unit = text.charCodeAt(at);
  if (unit !== 0x60 && unit !== 0x7e) return null;
  let end = at;
  while (text.charCodeAt(end) === unit) end++;
  if (end - at < 3) return null;
  if (unit === 0x60) {
    const tick = text.indexOf("`", end);
    if (tick !== -1 && tick < next) return null;
  }
  return { unit, length: end - at };
}

/** Whether the line's content, at `at`, closes a fence. */
export function closesFence(text: string, at: number, next: number, fence: Fence): boolean {
  let end = at;
  while (text.charCodeAt(end) === fence.unit) end++;
  return end - at >= fence.length && contentStart(text, end, next) >= next;
}

function isLineBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
