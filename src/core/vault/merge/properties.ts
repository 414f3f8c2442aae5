/**
 * Three-way merge of a page's properties: by key, on raw text, so that the human's order, quotes and comments stay.
 * It knows one name of ours, `compendium`, which is never the human's to decide; what a value means it does not know.
 */
import { parseProperties } from "../frontmatter";
import { pickChanged, type MergeConflict } from "./conflict";
import { mergeLines } from "./lines";
import { mergeLists, readList, writeList } from "./lists";
import { placeMissing } from "./order";

/** The property that holds page id, fingerprint and hash. */
const OWN_PROPERTY = "compendium";

/** Raw lines by key, in their order; comments and empty lines stand with the key they precede. */
type Properties = Map<string, string[]>;

export interface PropertiesMerge {
  /** Null for no frontmatter at all. */
  lines: string[] | null;
  conflicts: MergeConflict[];
}

/** Merges the lines between the two `---`; null stands for a page without frontmatter. Properties that cannot be split by key are merged by line. */
export function mergeProperties(base: readonly string[] | null, mine: readonly string[] | null, theirs: readonly string[] | null): PropertiesMerge {
  const [baseKeys, mineKeys, theirsKeys] = [splitProperties(base ?? []), splitProperties(mine ?? []), splitProperties(theirs ?? [])];
  if (!baseKeys || !mineKeys || !theirsKeys) return mergeMalformed(base ?? [], mine ?? [], theirs ?? []);
  const conflicts: MergeConflict[] = [];
  const lines: string[] = [];
  for (const key of placeMissing([...mineKeys.keys()], [...theirsKeys.keys()], (standing) => !baseKeys.has(standing))) {
    const merged = mergeProperty(key, { base: baseKeys.get(key) ?? null, mine: mineKeys.get(key) ?? null, theirs: theirsKeys.get(key) ?? null }, conflicts);
    for (const line of merged ?? []) lines.push(line);
  }
  return { lines: lines.length > 0 || mine !== null ? lines : null, conflicts };
}

/** Without a base: the human's properties with our own one, and a conflict for each of ours that is not there like that. */
export function proposeProperties(mine: readonly string[] | null, theirs: readonly string[] | null): PropertiesMerge {
  const [mineKeys, theirsKeys] = [splitProperties(mine ?? []), splitProperties(theirs ?? [])];
  if (!mineKeys || !theirsKeys) {
    const lines = withOwnLine([...(mine ?? [])], theirs ?? []);
    const isEqual = withoutOwnLine(lines).join("\n") === withoutOwnLine(theirs ?? []).join("\n");
    return { lines, conflicts: isEqual ? [] : [{ where: "properties", base: "", mine: (mine ?? []).join("\n"), theirs: (theirs ?? []).join("\n") }] };
  }
  const conflicts: MergeConflict[] = [];
  const lines: string[] = [];
  for (const key of placeMissing([...mineKeys.keys()], [...theirsKeys.keys()], () => true)) {
    const [mineLines, theirsLines] = [mineKeys.get(key) ?? null, theirsKeys.get(key) ?? null];
    const isOwn = key === OWN_PROPERTY;
    for (const line of (isOwn ? theirsLines : null) ?? mineLines ?? []) lines.push(line);
    if (!isOwn && theirsLines && !isEqualProperty(mineLines, theirsLines)) conflicts.push(conflictOf(key, { base: null, mine: mineLines, theirs: theirsLines }));
  }
  return { lines: lines.length > 0 || mine !== null ? lines : null, conflicts };
}

/** The lines between the two `---` with those of `key` replaced; a new property goes before our own one, null takes it out. Null where they cannot be split by key. */
export function replaceProperty(lines: readonly string[], key: string, replacement: readonly string[] | null): string[] | null {
  const keys = splitProperties(lines);
  if (keys === null) return null;
  if (replacement === null) keys.delete(key);
  else if (keys.has(key)) keys.set(key, [...replacement]);
  else {
    const own = keys.get(OWN_PROPERTY);
    keys.delete(OWN_PROPERTY);
    keys.set(key, [...replacement]);
    if (own !== undefined) keys.set(OWN_PROPERTY, own);
  }
  return [...keys.values()].flat();
}

interface Versions {
  base: string[] | null;
  mine: string[] | null;
  theirs: string[] | null;
}

function mergeProperty(key: string, versions: Versions, conflicts: MergeConflict[]): string[] | null {
  const { base, mine, theirs } = versions;
  if (key === OWN_PROPERTY && theirs) return theirs;
  if (isEqualProperty(base, theirs) || isEqualProperty(mine, theirs)) return mine;
  if (isEqualProperty(base, mine)) return theirs;
  const [baseList, mineList, theirsList] = [base, mine, theirs].map((lines) => lines && readList(lines, endOfKey));
  if (mineList && (baseList ?? base === null) && (theirsList ?? theirs === null)) {
    const merged = mergeLists(baseList ?? null, mineList, theirsList ?? null);
    return theirs === null && merged.items.length === 0 ? null : isSameItems(merged, mineList) ? mine : writeList(merged);
  }
  conflicts.push(conflictOf(key, versions));
  return mine;
}

function isSameItems(left: { items: { id: string }[] }, right: { items: { id: string }[] }): boolean {
  return left.items.length === right.items.length && left.items.every(({ id }, index) => id === right.items[index]?.id);
}

function conflictOf(key: string, { base, mine, theirs }: Versions): MergeConflict {
  return { where: `property ${key}`, base: base?.join("\n") ?? "", mine: mine?.join("\n") ?? "", theirs: theirs?.join("\n") ?? "" };
}

/** Equal in text or in value: Obsidian writes all properties anew, with its own quotes and lists, when the user changes one. */
function isEqualProperty(left: string[] | null, right: string[] | null): boolean {
  if (left === null || right === null) return left === right;
  const [leftText, rightText] = [left.join("\n"), right.join("\n")];
  if (leftText === rightText) return true;
  const [leftValue, rightValue] = [parseProperties(`${leftText}\n`), parseProperties(`${rightText}\n`)];
  return leftValue.problem === null && rightValue.problem === null && JSON.stringify(leftValue.values) === JSON.stringify(rightValue.values);
}

/** The lines by top-level key, or null where a line belongs to no key or a key stands twice. */
function splitProperties(lines: readonly string[]): Properties | null {
  const properties: Properties = new Map();
  let current: string[] | null = null;
  let pending: string[] = [];
  for (const line of lines) {
    if (line.trim() === "" || line.startsWith("#")) pending.push(line);
    else if (/^(?:[ \t]|-(?:[ \t]|$))/.test(line)) {
      if (!current) return null;
      current.push(...pending, line);
      pending = [];
    } else {
      const key = keyOf(line);
      if (key === null || properties.has(key)) return null;
      current = [...pending, line];
      pending = [];
      properties.set(key, current);
    }
  }
  if (pending.length > 0 && !current) return pending.every((line) => line.trim() === "") ? properties : null;
  for (const line of pending) current?.push(line);
  return properties;
}

function keyOf(line: string): string | null {
  const end = endOfKey(line);
  if (end < 0) return null;
  const raw = line.slice(0, end - 1).trim();
  return /^(["']).*\1$/.test(raw) ? raw.slice(1, -1) : raw;
}

/** Where a key's line goes on behind its colon, or -1 where it has none. */
function endOfKey(line: string): number {
  const quote = line[0];
  let from = 0;
  if (quote === '"' || quote === "'") from = line.indexOf(quote, 1) + 1;
  for (let colon = line.indexOf(":", from); colon > 0; colon = line.indexOf(":", colon + 1)) {
    const next = line[colon + 1];
    if (next === undefined || next === " " || next === "\t") return colon + 1;
  }
  return -1;
}

function mergeMalformed(base: readonly string[], mine: readonly string[], theirs: readonly string[]): PropertiesMerge {
  const [baseLines, mineLines, theirsLines] = [base, mine, theirs].map(withoutOwnLine) as [string[], string[], string[]];
  const merge = mergeLines(baseLines, mineLines, theirsLines, "merge") ?? { lines: mineLines, conflicts: [{ base: baseLines, mine: mineLines, theirs: theirsLines }] };
  const own = [base, mine, theirs].map((lines) => lines.find(isOwnLine) ?? null) as [string | null, string | null, string | null];
  const conflicts = merge.conflicts.map((conflict) => ({
    where: "properties",
    base: conflict.base.join("\n"),
    mine: conflict.mine.join("\n"),
    theirs: conflict.theirs.join("\n"),
  }));
  const line = own[2] ?? pickChanged(...own);
  return { lines: line === null ? merge.lines : [...merge.lines, line], conflicts };
}

function withOwnLine(mine: string[], theirs: readonly string[]): string[] {
  const line = theirs.find(isOwnLine);
  if (line === undefined) return mine;
  const at = mine.findIndex(isOwnLine);
  if (at < 0) return [...mine, line];
  return [...mine.slice(0, at), line, ...mine.slice(at + 1)];
}

function withoutOwnLine(lines: readonly string[]): string[] {
  return lines.filter((line) => !isOwnLine(line));
}

function isOwnLine(line: string): boolean {
  return line.startsWith(`${OWN_PROPERTY}:`);
}
