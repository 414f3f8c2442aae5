/** How the lines look that begin a block. */
import { indentOf } from "./lines";

export const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+|$)/;
export const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
export const THEMATIC_BREAK = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
export const QUOTE = /^ {0,3}>[ \t]?/;
export const CALLOUT = /^[ \t]*\[![^\]]+\][+-]?/;
export const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
export const FOOTNOTE = /^ {0,3}\[\^([^\]\s]+)\]:[ \t]*/;
export const DEFINITION = /^ {0,3}\[(?!\^)((?:\\.|[^\]\\])+)\]:[ \t]*(?:<([^>]*)>|(\S+))(?:[ \t]+(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/;
export const TABLE_RULE = /^ {0,3}(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
export const BLOCK_ID = /(?:^|[ \t])\^([A-Za-z0-9-]+)[ \t]*$/;
const MARKER = /^([ \t]*)([-*+]|(\d{1,9})[.)])(?=[ \t]|$)/;

/** Tags that begin a block of HTML, which ends at a blank line. */
const HTML_TAGS =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul";
const HTML_BLOCK = new RegExp(`^ {0,3}</?(?:${HTML_TAGS})(?:[\\s/>]|$)`, "i");
/** Any other tag that stands alone on its line. It cannot end a paragraph. */
const HTML_LINE = /^ {0,3}(?:<[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>|<\/[a-z][a-z0-9-]*\s*>)[ \t]*$/i;
const HTML_SPANS: readonly (readonly [RegExp, RegExp])[] = [
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![A-Z]/i, />/],
];
const BLANK = /^\s*$/;

/** What the last line of an HTML block looks like; null where the line begins none. A blank line is not itself part of the block. */
export function htmlEnd(text: string, isInParagraph: boolean): RegExp | null {
  const span = HTML_SPANS.find(([opening]) => opening.test(text));
  if (span !== undefined) return span[1];
  return HTML_BLOCK.test(text) || (!isInParagraph && HTML_LINE.test(text)) ? BLANK : null;
}

export const endsBeforeBlank = (end: RegExp): boolean => end === BLANK;

export interface Marker {
  indent: number;
  /** Items of one list have the same: the bullet, or the sign behind the number. */
  kind: string;
  /** Null for a bullet. */
  number: string | null;
  /** Characters up to the item's content. */
  characters: number;
  /** Columns up to the item's content. */
  columns: number;
  isEmpty: boolean;
}

export function markerOf(text: string): Marker | null {
  const [found, blanks, mark, number] = MARKER.exec(text) ?? [];
  if (found === undefined || blanks === undefined || mark === undefined) return null;
  const rest = text.slice(found.length);
  const isEmpty = rest.trim() === "";
  const gap = /^[ \t]*/.exec(rest)?.[0] ?? "";
  const width = indentOf(gap);
  // More blanks than these are code inside the item.
  const isWide = isEmpty || width > 4;
  const indent = indentOf(blanks);
  return { indent, kind: mark.slice(-1), number: number ?? null, characters: found.length + (isWide ? Math.min(1, gap.length) : gap.length), columns: indent + mark.length + (isWide ? 1 : width), isEmpty };
}

const MAY_BEGIN = /^[ \t]*[#>\-*+\d`~<%$_[]/;
const MAY_BE_NO_PARAGRAPH = /^(?: {4}|[ \t]*[\t#>\-*+\d`~<%$_[])|\|/;

/** Most lines of a note are words: this spares them the looks at every kind of block. */
export const isSurelyParagraph = (text: string): boolean => !MAY_BE_NO_PARAGRAPH.test(text);

/** Whether the line begins a block and so ends the paragraph before it. */
export function endsParagraph(text: string): boolean {
  if (!MAY_BEGIN.test(text) || indentOf(text) > 3) return false;
  if (HEADING.test(text) || THEMATIC_BREAK.test(text) || QUOTE.test(text) || FENCE.test(text) || FOOTNOTE.test(text) || htmlEnd(text, true) !== null) return true;
  const marker = markerOf(text);
  if (marker !== null) return !marker.isEmpty && (marker.number === null || marker.number === "1");
  return false;
}
