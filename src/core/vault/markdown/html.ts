/**
 * The text of HTML, for blocks that a clipper or an author left as HTML. Not a parser: tags, comments, scripts and styles go, text stays, the entities
 * that prose uses are resolved. Works on letters and only in one direction, so that it is linear on any input.
 */
import { REMOVED, type Letters } from "./letters";

/** Elements whose content is no text of the note. */
const DROPPED = new Set(["script", "style", "template", "svg"]);
/** Elements within a word or line; all others part what stands around them. */
const INLINE = new Set(
  "a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr".split(" "),
);
const ENTITIES: Record<string, string> = {
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", ensp: " ", emsp: " ", thinsp: " ", shy: "\u00AD",
  ndash: "–", mdash: "—", hellip: "…", lsquo: "‘", rsquo: "’", sbquo: "‚", ldquo: "“", rdquo: "”", bdquo: "„", laquo: "«", raquo: "»",
  copy: "©", reg: "®", trade: "™", middot: "·", bull: "•", times: "×", deg: "°", euro: "€", pound: "£", sect: "§",
}; // prettier-ignore
const LESS = 0x3c;
const BANG = 0x21;
const LEFT = 0x28;
const RIGHT = 0x29;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const SPACE = 0x20;
const AMPERSAND = 0x26;
/** A tag's attributes are read with their quotes up to here; past it the first `>` ends it. */
const LONGEST_TAG = 4096;
const LONGEST_ADDRESS = 2000;

/** Takes the markup out of the letters of an HTML block. */
export function removeHtmlMarkup(letters: Letters): void {
  const text = textOf(letters);
  const seek = cachedSeek(text);
  let at = 0;
  while (at < text.length) {
    const unit = letters.units[at];
    if (unit === LESS) at = removeTag(letters, text, at, seek);
    else if (unit === AMPERSAND) at = resolveEntity(letters, text, at);
    else at++;
  }
  if (!/<pre[\s>]/i.test(text)) removeMarkdownLinks(letters);
}

/** Whether an inline tag separates words: `<br>`, but not `<b>`. */
export function separatesWords(tag: string): boolean {
  const name = tagName(tag, 0);
  return name !== "" && !INLINE.has(name);
}

type Seek = (needle: string, from: number) => number;

/** Finds text ahead; what was once not found is not looked for again, which keeps unclosed markup from costing the square of its length. */
function cachedSeek(text: string): Seek {
  const lower = text.toLowerCase().length === text.length ? text.toLowerCase() : text;
  const missing = new Set<string>();
  return (needle, from) => {
    if (missing.has(needle)) return -1;
    const at = lower.indexOf(needle, from);
    if (at === -1) missing.add(needle);
    return at;
  };
}

/** Removes the tag, comment or dropped element at `at`; returns where to go on. */
function removeTag(letters: Letters, text: string, at: number, seek: Seek): number {
  if (text.startsWith("<!--", at)) {
    const close = seek("-->", at + 4);
    // Of a comment that nobody closed only the marker goes: the rest may be the note.
    return separate(letters, at, close === -1 ? at + 4 : close + 3);
  }
  const name = tagName(text, at);
  const isDeclaration = text.startsWith("<!", at) || text.startsWith("<?", at);
  if (name === "" && !isDeclaration) return at + 1;
  const end = tagEnd(text, at, seek);
  if (end === -1) return at + 1;
  if (DROPPED.has(name) && text.charCodeAt(at + 1) !== 0x2f && text.charCodeAt(end - 2) !== 0x2f) {
    const close = seek(`</${name}`, end);
    const closeEnd = close === -1 ? -1 : seek(">", close);
    return separate(letters, at, closeEnd === -1 ? end : closeEnd + 1);
  }
  if (INLINE.has(name)) {
    removeRange(letters, at, end);
    return end;
  }
  return separate(letters, at, end);
}

/** The end of the tag at `at`: the first `>` outside of quotes, or failing that the first `>`; -1 without one. */
function tagEnd(text: string, at: number, seek: Seek): number {
  const first = seek(">", at + 1);
  if (first === -1) return -1;
  let quote = "";
  const limit = Math.min(text.length, at + LONGEST_TAG);
  for (let index = at + 1; index < limit; index++) {
    const character = text.charAt(index);
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === ">") return index + 1;
    else if ((character === '"' || character === "'") && text.charAt(index - 1) === "=") quote = character;
  }
  return first + 1;
}

/** The lower-case name of the element whose tag opens or closes at `at`, or "". */
function tagName(text: string, at: number): string {
  let from = at + 1;
  if (text.charCodeAt(from) === 0x2f) from++;
  let end = from;
  while (end < text.length && end - from < 32 && /[A-Za-z0-9-]/.test(text.charAt(end))) end++;
  return /[A-Za-z]/.test(text.charAt(from)) ? text.slice(from, end).toLowerCase() : "";
}

/** Clippers leave Markdown inside HTML, which no parser reads there: images go, links keep their text. */
function removeMarkdownLinks(letters: Letters): void {
  const { units } = letters;
  const open: number[] = [];
  for (let at = 0; at < units.length; at++) {
    if (units[at] === OPEN) open.push(at);
    if (units[at] !== CLOSE) continue;
    const start = open.pop();
    const end = units[at + 1] === LEFT ? addressEnd(units, at + 2) : -1;
    if (start === undefined || end === -1) continue;
    if (units[start - 1] === BANG) removeRange(letters, start - 1, end);
    else {
      removeRange(letters, start, start + 1);
      removeRange(letters, at, end);
    }
    at = end - 1;
  }
}

/** Past the bracket that closes a link's address; -1 where none does on this line. */
function addressEnd(units: number[], from: number): number {
  const limit = Math.min(units.length, from + LONGEST_ADDRESS);
  for (let at = from; at < limit && units[at] !== 0x0a; at++) if (units[at] === RIGHT) return at + 1;
  return -1;
}

/** Removes a range but leaves one blank in its place. */
function separate(letters: Letters, from: number, to: number): number {
  removeRange(letters, from + 1, to);
  letters.units[from] = SPACE;
  return to;
}

function removeRange(letters: Letters, from: number, to: number): void {
  for (let index = from; index < to; index++) letters.units[index] = REMOVED;
}

function resolveEntity(letters: Letters, text: string, at: number): number {
  const match = /^&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});/.exec(text.slice(at, at + 12));
  const decoded = match === null ? undefined : decode(match[1] ?? "");
  if (match === null || decoded === undefined) return at + 1;
  const end = at + match[0].length;
  const last = letters.ends[end - 1] ?? 0;
  for (let part = 0; part < decoded.length; part++) {
    letters.units[at + part] = decoded.charCodeAt(part);
    letters.starts[at + part] = letters.starts[at] ?? 0;
    letters.ends[at + part] = last;
  }
  removeRange(letters, at + decoded.length, end);
  return end;
}

function decode(name: string): string | undefined {
  if (!name.startsWith("#")) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
  const isHexadecimal = name.charAt(1).toLowerCase() === "x";
  const code = isHexadecimal ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return String.fromCodePoint(isCharacter ? code : 0xfffd);
}

function textOf(letters: Letters): string {
  let text = "";
  for (let from = 0; from < letters.units.length; from += 8192) text += String.fromCharCode(...letters.units.slice(from, from + 8192));
  return text;
}
