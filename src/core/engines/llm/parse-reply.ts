/**
 * A model's reply as data. Strict schemas are kept by some servers only: the JSON may be fenced, have prose around it, end early, lack fields
 * or hold others. What can be read is read item by item; an item that is not what it should be is left out, never guessed.
 */

export type JsonRecord = Record<string, unknown>;

export const isRecord = (data: unknown): data is JsonRecord => typeof data === "object" && data !== null && !Array.isArray(data);

const tryParse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** The first JSON object of the reply that is one as a whole; null where there is none. `keys`: of objects among other words, one that has none of them is another. */
export function parseObject(reply: string, keys: readonly string[]): JsonRecord | null {
  const whole = tryParse(reply.trim());
  if (isRecord(whole)) return whole;
  for (let from = reply.indexOf("{"), attempts = 0; from >= 0 && attempts < MOST_ATTEMPTS; from = reply.indexOf("{", from + 1), attempts += 1) {
    const end = endOfObject(reply, from);
    const found = end === null ? undefined : tryParse(reply.slice(from, end));
    if (isRecord(found) && keys.some((key) => Object.hasOwn(found, key))) return found;
  }
  return null;
}

/** The same of a reply that ends early, as far as the items of its lists are whole. */
export function parseBeginning(reply: string, keys: readonly string[]): JsonRecord | null {
  const whole = parseObject(reply, keys);
  if (whole !== null) return whole;
  const from = reply.indexOf("{");
  const found = from < 0 ? undefined : tryParse(closedAfterItem(reply.slice(from)));
  return isRecord(found) && keys.some((key) => Object.hasOwn(found, key)) ? found : null;
}

/** The text up to its last whole item of a list, and what closes all that is open there; "" where no item is whole. */
function closedAfterItem(text: string): string {
  const open: string[] = [];
  let closed = "";
  let isInString = false;
  for (let index = 0; index < text.length && open.length <= DEEPEST; index += 1) {
    const character = text[index];
    if (isInString) {
      if (character === "\\") index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "{" || character === "[") open.push(character);
    else if (character === "}" || character === "]") {
      open.pop();
      if (open.at(-1) === "[") closed = `${index + 1} ${open.map((bracket) => (bracket === "{" ? "}" : "]")).reverse().join("")}`;
    }
  }
  const [end = "", brackets = ""] = closed.split(" ");
  return end === "" ? "" : text.slice(0, Number(end)) + brackets;
}

/** Deeper than any reply that is asked for. */
const DEEPEST = 20;

/** A reply of nothing but opening braces must not cost the square of its length. */
const MOST_ATTEMPTS = 20;

/** Where the object that opens at `from` closes; null where it does not. */
function endOfObject(text: string, from: number): number | null {
  let depth = 0;
  let isInString = false;
  for (let index = from; index < text.length; index += 1) {
    const character = text[index];
    if (isInString) {
      if (character === "\\") index += 1;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return null;
}

/** The objects of a list; what is none is left out. */
export const recordsIn = (data: unknown): JsonRecord[] => (Array.isArray(data) ? data.filter(isRecord) : []);

export const textsIn = (data: unknown): string[] => (Array.isArray(data) ? data.filter((item): item is string => typeof item === "string" && item.trim() !== "") : []);

export const textIn = (data: unknown): string => (typeof data === "string" ? data.replace(/\s+/gu, " ").trim() : "");

/** A number from 1 to `most`, as an index from 0; models that ignore the schema write it as a string. Null for all else. */
export function indexIn(data: unknown, most: number): number | null {
  const number = typeof data === "string" && /^\s*\d+\s*$/.test(data) ? Number(data) : data;
  return typeof number === "number" && Number.isInteger(number) && number >= 1 && number <= most ? number - 1 : null;
}

export const indicesIn = (data: unknown, most: number): number[] => [...new Set((Array.isArray(data) ? data : []).flatMap((item: unknown) => indexIn(item, most) ?? []))];
