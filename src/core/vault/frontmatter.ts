/**
 * A note's properties: where they stand in the text, and what they say. It knows YAML and nothing of what a property means.
 * Sources are untrusted: broken YAML, alias bombs and deep nesting end in a `problem`, never in a throw or a hang.
 */
import { parseDocument } from "yaml";
import { readPlainScalar } from "./plain-scalar";
import { readPropertyLines, type ReadScalar } from "./property-lines";

/** A note in two. `frontmatter` is null where there is none. */
export interface SplitNote {
  /** The byte order mark, or "". */
  mark: string;
  /** The raw text between the two `---` lines, its last line break included ("" for an empty block); null without a block. */
  frontmatter: string | null;
  /** All that follows the closing line's line break. */
  body: string;
  /** Where the body begins: a UTF-16 offset into the note's text. */
  bodyStart: number;
}

/** Properties as plain data, in an object without a prototype: no key, whatever its name, finds anything inherited. */
export interface ParsedProperties {
  values: Record<string, unknown>;
  /** One sentence about what is wrong with them, or null. */
  problem: string | null;
}

const BYTE_ORDER_MARK = "\uFEFF";
/** White space that is none to YAML: a value to it, nothing to who trims. */
const UNUSUAL_SPACE = /[^\S \t\r\n]|\r(?!\n)/u;
/** Longer properties are not given to the YAML parser: no note needs them, and its time and depth are not ours to bound. */
const LONGEST_YAML = 64 * 1024;
/** How many values aliases may unfold to. */
const MOST_ALIASES = 50;
/** Bounds of nesting: what passes them is not data of a note. */
const MOST_OPEN_BRACKETS = 300;
const DEEPEST_INDENT = 200;
const MOST_INDICATORS = 100;
const DEEPEST_LIST = 100;

/**
 * Splits a note at its frontmatter: a first line `---` (blanks may follow it) up to the next such line, with LF or CRLF.
 * A block that is never closed is no frontmatter.
 */
export function splitFrontmatter(text: string): SplitNote {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  const none: SplitNote = { mark, frontmatter: null, body: text.slice(mark.length), bodyStart: mark.length };
  if (!isFence(text, mark.length)) return none;
  const start = nextLine(text, mark.length);
  let line = start;
  while (line < text.length) {
    const next = nextLine(text, line);
    if (isFence(text, line)) return { mark, frontmatter: text.slice(start, line), body: text.slice(next), bodyStart: next };
    line = next;
  }
  return none;
}

/**
 * Reads properties as YAML 1.2 (core schema: dates stay strings). Broken YAML gives a problem, and what a tolerant scan over its lines can save.
 * Of a key that stands twice the last one counts. Never throws.
 */
export function parseProperties(frontmatter: string): ParsedProperties {
  const plain = UNUSUAL_SPACE.test(frontmatter) ? null : readByLine(frontmatter, readPlainScalar);
  if (plain !== null) return plain;
  if (frontmatter.length > LONGEST_YAML) return readByLine(frontmatter) ?? saved(frontmatter, `The properties are longer than ${LONGEST_YAML / 1024} KB.`);
  if (isTooDeep(frontmatter)) return readByLine(frontmatter) ?? saved(frontmatter, "The properties are nested too deeply.");
  try {
    return parseYaml(frontmatter);
  } catch (error) {
    return saved(frontmatter, `The properties cannot be read: ${error instanceof Error ? sentence(error.message) : "unknown error."}`);
  }
}

/**
 * A property's value as one line of text: numbers and booleans as they are written, links unwrapped (`[[A|B]]` is "B"), lists joined with commas,
 * "" for nothing and for nested objects.
 */
export function asText(value: unknown): string {
  if (Array.isArray(value)) return asTextList(value).join(", ");
  return scalarText(value);
}

/** A property's value as a list of texts, empty ones left out. A single value is a list of one: a comma may belong to a name. */
export function asTextList(value: unknown): string[] {
  const texts: string[] = [];
  // An unquoted [[Link]] is, to YAML, a list in a list, so lists are flattened.
  const collect = (item: unknown, depth: number): void => {
    if (Array.isArray(item)) {
      if (depth < DEEPEST_LIST) for (const inner of item) collect(inner, depth + 1);
      return;
    }
    const text = scalarText(item);
    if (text !== "") texts.push(text);
  };
  collect(value, 0);
  return texts;
}

const YAML_OPTIONS = { version: "1.2", schema: "core", merge: false, uniqueKeys: false, prettyErrors: false, strict: false, logLevel: "silent" } as const;

/** Properties of plain texts and lists, as long as they may be; null for any others. */
function readByLine(frontmatter: string, readOne: ReadScalar = readScalar): ParsedProperties | null {
  const entries = readPropertyLines(frontmatter, readOne);
  if (entries === null) return null;
  const values = emptyValues();
  for (const [key, value] of entries) values[key] = value;
  return { values, problem: null };
}

const readScalar = (written: string): unknown => {
  if (written.length > LONGEST_YAML || isTooDeep(written)) return undefined;
  try {
    const document = parseDocument(written, YAML_OPTIONS);
    return document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown);
  } catch {
    return undefined;
  }
};

function parseYaml(frontmatter: string): ParsedProperties {
  const document = parseDocument(frontmatter, YAML_OPTIONS);
  const error = document.errors[0];
  if (error !== undefined) {
    const line = frontmatter.slice(0, error.pos[0]).split("\n").length;
    return saved(frontmatter, `The properties are not valid YAML (line ${line}): ${sentence(error.message)}`);
  }
  const parsed: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
  if (parsed === null || parsed === undefined) return { values: emptyValues(), problem: null };
  if (typeof parsed !== "object" || Array.isArray(parsed)) return saved(frontmatter, "The properties are not a list of names and values.");
  const values = emptyValues();
  for (const [key, value] of Object.entries(parsed)) values[key] = value;
  return { values, problem: null };
}

function emptyValues(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

function saved(frontmatter: string, problem: string): ParsedProperties {
  return { values: scanLines(frontmatter), problem };
}

/** Saves from broken YAML what stands in lines of the form `key: value` and `- item`. All values are strings or lists of strings. */
function scanLines(frontmatter: string): Record<string, unknown> {
  const values = emptyValues();
  let key: string | null = null;
  for (const line of frontmatter.split("\n")) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    if (trimmed === "-" || trimmed.startsWith("- ")) {
      const item = unquote(trimmed.slice(1).trim());
      if (key === null || item === "") continue;
      const held = values[key];
      if (Array.isArray(held)) held.push(item);
      else if (held === "") values[key] = [item];
      continue;
    }
    const colon = line.startsWith(" ") || line.startsWith("\t") ? -1 : keyEnd(line);
    if (colon === -1) continue;
    key = unquote(line.slice(0, colon).trim());
    const value = line.slice(colon + 1).trim();
    values[key] = isInlineList(value) ? inlineItems(value) : unquote(value);
  }
  return values;
}

/** The position of the first colon that ends a key (a blank or the line's end follows), or -1. */
function keyEnd(line: string): number {
  for (let at = line.indexOf(":"); at > 0; at = line.indexOf(":", at + 1)) {
    const after = line.charAt(at + 1);
    if (after === "" || after === " " || after === "\t" || after === "\r") return at;
  }
  return -1;
}

function isInlineList(value: string): boolean {
  return value.startsWith("[") && value.endsWith("]") && !value.startsWith("[[");
}

function inlineItems(value: string): string[] {
  return value
    .slice(1, -1)
    .split(",")
    .map((item) => unquote(item.trim()))
    .filter((item) => item !== "");
}

function unquote(value: string): string {
  const quote = value.charAt(0);
  if (value.length >= 2 && (quote === '"' || quote === "'") && value.endsWith(quote)) return value.slice(1, -1).trim();
  return value;
}

/**
 * Whether the YAML parser would recurse deeper than data of a note ever nests: by brackets, by indentation, by indicators in a row. Near the end of
 * the stack not even an exception is safe (compiling a regular expression there ends the process), so this is asked before.
 */
function isTooDeep(frontmatter: string): boolean {
  let open = 0;
  // Brackets that surely close: no quote, comment or line break may have hidden one of the two.
  let closable = 0;
  let indent = 0;
  let indicators = 0;
  let isIndent = true;
  let previous = "\n";
  for (let index = 0; index < frontmatter.length; index++) {
    const character = frontmatter.charAt(index);
    const isAfterBlank = previous === " " || previous === "\t" || previous === "\n";
    if (character === "\n") {
      indent = 0;
      indicators = 0;
      isIndent = true;
      closable = 0;
    } else if (isIndent && (character === " " || character === "\t")) indent++;
    else {
      isIndent = false;
      if ((isAfterBlank && "-?&!*".includes(character)) || (character === ":" && isBlankAt(frontmatter, index + 1))) indicators++;
      else if (character === "[" || character === "{") {
        open++;
        closable++;
      } else if ((character === "]" || character === "}") && closable > 0) {
        open--;
        closable--;
      } else if (character === '"' || character === "'" || (character === "#" && isAfterBlank)) closable = 0;
    }
    if (open > MOST_OPEN_BRACKETS || indent > DEEPEST_INDENT || indicators > MOST_INDICATORS) return true;
    previous = character;
  }
  return false;
}

function isBlankAt(text: string, at: number): boolean {
  const character = text.charAt(at);
  return character === "" || character === " " || character === "\t" || character === "\r" || character === "\n";
}

function scalarText(value: unknown): string {
  if (typeof value === "string") return unwrapLinks(foldSpace(value));
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") return String(value);
  return "";
}

/** What is folded already, as nearly all values are. */
const FOLDED = /^[!-~]+(?: [!-~]+)*$/;

/** Controls (line breaks too) and runs of blanks become single spaces. Half a character, which no file can hold, becomes the sign for one that is lost. */
function foldSpace(text: string): string {
  if (FOLDED.test(text)) return text;
  return text
    .replace(/[\s\u0000-\u001f\u007f]+/gu, " ")
    .replace(/\p{Cs}/gu, "\ufffd")
    .trim();
}

/** Every `[[Folder/Note#Heading|Shown]]` in a text gives way to the words a reader sees. */
function unwrapLinks(text: string): string {
  let result = "";
  let from = 0;
  for (;;) {
    const open = text.indexOf("[[", from);
    const close = open === -1 ? -1 : text.indexOf("]]", open + 2);
    if (close === -1) return result + text.slice(from);
    result += text.slice(from, open) + linkWords(text.slice(open + 2, close));
    from = close + 2;
  }
}

function linkWords(inner: string): string {
  const bar = inner.indexOf("|");
  const shown = bar === -1 ? "" : inner.slice(bar + 1).trim();
  if (shown !== "") return shown;
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const hash = target.indexOf("#");
  const path = (hash === -1 ? target : target.slice(0, hash)).trim();
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name === "") return hash === -1 ? "" : target.slice(hash + 1).trim();
  return name.endsWith(".md") ? name.slice(0, -3) : name;
}

function isFence(text: string, line: number): boolean {
  if (!text.startsWith("---", line)) return false;
  for (let at = line + 3; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === 0x0a) return true;
    if (character !== 0x20 && character !== 0x09 && character !== 0x0d) return false;
  }
  return true;
}

/** The start of the line after the one at `line`, or the text's end. */
function nextLine(text: string, line: number): number {
  const end = text.indexOf("\n", line);
  return end === -1 ? text.length : end + 1;
}

/** A library's message as one sentence on one line. */
function sentence(message: string): string {
  const line = foldSpace(message.split("\n", 1)[0] ?? "");
  return line.endsWith(".") ? line : `${line}.`;
}
