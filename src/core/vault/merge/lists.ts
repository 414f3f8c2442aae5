/**
 * List-valued properties: `key: [a, b]` and `- a` lines, read and written as raw text so that the human's style and quotes stay. It knows lists of scalars only.
 */
import { mergeOrder } from "./order";

/** `id` is the item's value, with a number where it stands again; `raw` is how it is written. */
interface Item {
  id: string;
  raw: string;
}

/** `head` is what stands before the items: comments and the key's line (up to the colon for flow). An empty list has no style of its own. */
export interface PropertyList {
  style: "block" | "flow" | "empty";
  head: string[];
  indent: string;
  items: Item[];
}

/** Reads a property's raw lines as a list of scalars; null for anything else, which is then not merged by item. */
export function readList(lines: readonly string[], valueStart: (line: string) => number): PropertyList | null {
  const keyAt = lines.findIndex((line) => line.trim() !== "" && !line.startsWith("#"));
  const keyLine = lines[keyAt];
  if (keyLine === undefined) return null;
  const start = valueStart(keyLine);
  const value = keyLine.slice(start).trim();
  const rest = lines.slice(keyAt + 1);
  const comments = lines.slice(0, keyAt);
  if (value.startsWith("[")) return readFlow([value, ...rest].join(" ").trim(), [...comments, keyLine.slice(0, start)]);
  return value === "" ? readBlock(rest, [...comments, keyLine]) : null;
}

function readBlock(lines: readonly string[], head: string[]): PropertyList | null {
  const raws: string[] = [];
  let indent: string | null = null;
  for (const line of lines) {
    const match = /^([ \t]*)-[ \t]+(\S.*)$/.exec(line);
    if (!match || (indent !== null && match[1] !== indent)) return null;
    indent = match[1] ?? "";
    raws.push((match[2] ?? "").trimEnd());
  }
  const items = toItems(raws);
  return items && { style: items.length === 0 ? "empty" : "block", head, indent: indent ?? "  ", items };
}

function readFlow(text: string, head: string[]): PropertyList | null {
  if (!text.endsWith("]")) return null;
  const raws: string[] = [];
  let [at, itemStart, quote] = [1, 1, ""];
  const end = text.length - 1;
  for (; at < end; at++) {
    const character = text.charAt(at);
    if (quote !== "") {
      if (quote === '"' && character === "\\") at++;
      else if (character === quote) quote = "";
    } else if ((character === '"' || character === "'") && text.slice(itemStart, at).trim() === "") quote = character;
    else if ("[]{}".includes(character)) return null;
    else if (character === ",") {
      raws.push(text.slice(itemStart, at).trim());
      itemStart = at + 1;
    }
  }
  const last = text.slice(itemStart, end).trim();
  if (quote !== "") return null;
  if (last !== "") raws.push(last);
  const items = toItems(raws);
  return items && { style: items.length === 0 ? "empty" : "flow", head, indent: "  ", items };
}

function toItems(raws: readonly string[]): Item[] | null {
  const seen = new Map<string, number>();
  const items: Item[] = [];
  for (const raw of raws) {
    const value = scalarOf(raw);
    if (value === null) return null;
    const count = seen.get(value) ?? 0;
    seen.set(value, count + 1);
    items.push({ id: count === 0 ? value : `${value}\n${count + 1}`, raw });
  }
  return items;
}

/** The text a scalar stands for; null for what is no scalar of one line. */
function scalarOf(raw: string): string | null {
  if (raw.startsWith('"')) {
    try {
      const value: unknown = JSON.parse(raw);
      return typeof value === "string" ? value : null;
    } catch {
      return null;
    }
  }
  if (raw.startsWith("'")) return raw.length > 1 && raw.endsWith("'") && !raw.slice(1, -1).replaceAll("''", "").includes("'") ? raw.slice(1, -1).replaceAll("''", "'") : null;
  if (raw === "" || /^(?:[&*!|>%@`[{]|[-?:](?:[ \t]|$))/.test(raw) || /:(?:[ \t]|$)|[ \t]#/.test(raw)) return null;
  return raw;
}

/** Applies both sides' additions and removals, in the style of `mine`; a side without the property has an empty list. */
export function mergeLists(base: PropertyList | null, mine: PropertyList, theirs: PropertyList | null): PropertyList {
  const ids = (list: PropertyList | null): string[] => list?.items.map(({ id }) => id) ?? [];
  const [inBase, inMine, inTheirs] = [new Set(ids(base)), new Set(ids(mine)), new Set(ids(theirs))];
  const raws = new Map([...(theirs?.items ?? []), ...mine.items].map(({ id, raw }) => [id, raw]));
  const items = mergeOrder(ids(base), ids(mine), ids(theirs))
    .filter((id) => (inMine.has(id) && inTheirs.has(id)) || !inBase.has(id))
    .map((id) => ({ id, raw: raws.get(id) ?? id }));
  const model = mine.style === "empty" && theirs ? theirs : mine;
  return { ...model, items };
}

export function writeList(list: PropertyList): string[] {
  const keyLine = list.head.at(-1) ?? "";
  const comments = list.head.slice(0, -1);
  if (list.items.length === 0 || list.style !== "block") return [...comments, `${keyLine.trimEnd()} [${list.items.map(({ raw }) => safeInFlow(raw)).join(", ")}]`];
  return [...comments, keyLine, ...list.items.map(({ raw }) => `${list.indent}- ${raw}`)];
}

/** A plain scalar that is fine on its own line may end a flow list early. */
function safeInFlow(raw: string): string {
  return /^["']/.test(raw) || !/[,[\]{}]/.test(raw) ? raw : JSON.stringify(raw);
}
