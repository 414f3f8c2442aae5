/**
 * Properties read line by line: `key: value`, `key:` with `- item` lines under it, and nothing else. For properties that are too long or too full of
 * brackets to be given to the YAML parser in one piece, as those of a page about a thousand sources are. What it reads, it reads as YAML does.
 */

/** More lines than any page or note has; each takes its time. */
const MOST_LINES = 20_000;
const PLAIN_KEY = /^[\p{L}_][\p{L}\p{N}_ -]*$/u;
const BEGINS_WITH_WORD = /^[A-Za-z]/;
const NO_ITEM: readonly (string | undefined)[] = [];
/** Names that YAML takes for something else, also as a key. */
const NO_NAMES = new Set(["null", "true", "false"]);

/** Reads one value that stands on one line; undefined where it is none. */
export type ReadScalar = (written: string) => unknown;

/** The values by key, as pairs in their order; null where a line has another form. */
export function readPropertyLines(frontmatter: string, readScalar: ReadScalar): [key: string, value: unknown][] | null {
  const lines = frontmatter.split(/\r?\n/);
  if (lines.length > MOST_LINES) return null;
  const entries: [key: string, value: unknown][] = [];
  // What the lines that follow may add items to.
  let items: { entry: [string, unknown]; indent: string | null; list: unknown[] } | null = null;
  for (const line of lines) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const [, indent, item] = BEGINS_WITH_WORD.test(line) ? NO_ITEM : (/^( *)-(?: +(.*))?$/.exec(line) ?? NO_ITEM);
    if (indent !== undefined) {
      if (items === null || (items.indent !== null && items.indent !== indent)) return null;
      const value = readItem(item ?? "", readScalar);
      if (value === undefined) return null;
      items.indent = indent;
      items.list.push(value);
      items.entry[1] = items.list;
      continue;
    }
    const colon = line.indexOf(":");
    const key = line.slice(0, Math.max(0, colon));
    const after = line.slice(colon + 1);
    if (after !== "" && !after.startsWith(" ")) return null;
    const written = after.replace(/^ +/, "");
    const value = readItem(written, readScalar);
    if (!PLAIN_KEY.test(key) || NO_NAMES.has(key.trim().toLowerCase()) || value === undefined) return null;
    const entry: [string, unknown] = [key.trim(), value];
    entries.push(entry);
    items = isNothing(written) ? { entry, indent: null, list: [] } : null;
  }
  return entries;
}

const isNothing = (written: string): boolean => written.trim() === "";

const readItem = (written: string, readScalar: ReadScalar): unknown => (isNothing(written) ? null : readText(written, readScalar));

/** A text in double quotes is mostly JSON too, which is read a hundred times faster. */
const readText = (written: string, readScalar: ReadScalar): unknown => {
  // Texts over several lines, and names for what stands elsewhere.
  if (/^[|>&*]/.test(written)) return undefined;
  if (written.startsWith('"')) {
    try {
      const value: unknown = JSON.parse(written);
      if (typeof value === "string") return value;
    } catch {
      // YAML knows more escapes.
    }
  }
  const value = readScalar(written);
  return isOnOneLine(value, written) ? value : undefined;
};

/** A key or an item that begins after a key, as in `a: b: c` and `a: - b`, is no value there, though it is one by itself. */
const isOnOneLine = (value: unknown, written: string): boolean => typeof value !== "object" || value === null || (Array.isArray(value) && written.trimStart().startsWith("["));
