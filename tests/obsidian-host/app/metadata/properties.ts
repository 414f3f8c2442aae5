/** Properties of a note: where they stand, what they say. Contracts: obsidian.d.ts. */
import { parse, stringify } from "yaml";
import type { FrontmatterLinkCache, FrontMatterInfo } from "obsidian";
import { TAG_NAME } from "./inline";
import { decodeDestination, isLocalDestination, wikilinkParts } from "./inline-links";

const OPENING = /^---[ \t]*\r?\n/;
const CLOSING = /(?:^|\n)---[ \t]*(?:\r?\n|$)/;

export function getFrontMatterInfo(content: string): FrontMatterInfo {
  const from = OPENING.exec(content)?.[0].length ?? 0;
  const closing = from === 0 ? null : CLOSING.exec(content.slice(from));
  if (closing === null) return { exists: false, frontmatter: "", from: 0, to: 0, contentStart: 0 };
  const isEmpty = !closing[0].startsWith("\n");
  const to = from + closing.index + (isEmpty ? 0 : 1);
  return { exists: true, frontmatter: content.slice(from, to), from, to, contentStart: from + closing.index + closing[0].length };
}

export const parseYaml = (yaml: string): unknown => parse(yaml) as unknown;

export const stringifyYaml = (object: unknown): string => stringify(object, { lineWidth: 0, nullStr: "" });

/** Properties as a record; null where they are none, or cannot be read. */
export function readProperties(yaml: string): Record<string, unknown> | null {
  try {
    const value: unknown = parse(yaml);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

type Properties = Record<string, unknown> | null | undefined;

export function parseFrontMatterEntry(frontmatter: Properties, key: string | RegExp): unknown {
  if (!frontmatter) return null;
  const found = Object.keys(frontmatter).find((name) => (typeof key === "string" ? name.toLowerCase() === key.toLowerCase() : key.test(name)));
  return found === undefined ? null : (frontmatter[found] ?? null);
}

/** A text is a list of one: since 1.9 the app no longer cuts it at commas. */
export function parseFrontMatterStringArray(frontmatter: Properties, key: string | RegExp): string[] | null {
  const value = parseFrontMatterEntry(frontmatter, key);
  if (value === null) return null;
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.flatMap((item) => (typeof item === "string" || typeof item === "number" ? [String(item).trim()] : [])).filter((text) => text !== "");
}

export const parseFrontMatterAliases = (frontmatter: Properties): string[] | null => parseFrontMatterStringArray(frontmatter, "aliases");

/** With their sign. What could not be a tag in the text is none here either. */
export function parseFrontMatterTags(frontmatter: Properties): string[] | null {
  const names = parseFrontMatterStringArray(frontmatter, "tags")?.map((tag) => tag.replace(/^#/, ""));
  return names?.filter((name) => WHOLE_TAG.test(name) && /\D/.test(name)).map((name) => `#${name}`) ?? null;
}

const WHOLE_TAG = new RegExp(`^${TAG_NAME}$`, "u");
const MARKDOWN_LINK = /^\[([^\]]*)\]\(([^)]+)\)$/;

/** Links among the properties: values that are one link and nothing else. Keys of lists and records are joined by dots. */
export function propertyLinks(value: unknown, key = ""): FrontmatterLinkCache[] {
  if (typeof value === "string") return linkIn(value.trim(), key);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => propertyLinks(part, key === "" ? name : `${key}.${name}`));
}

function linkIn(original: string, key: string): FrontmatterLinkCache[] {
  const inner = original.startsWith("[[") && original.indexOf("]]") === original.length - 2 ? original.slice(2, -2) : null;
  const parts = inner === null || inner.includes("[[") ? null : wikilinkParts(inner);
  if (parts !== null) return [{ key, ...parts, original }];
  const [, displayText, destination] = MARKDOWN_LINK.exec(original) ?? [];
  if (displayText === undefined || destination === undefined || !isLocalDestination(destination)) return [];
  return [{ key, link: decodeDestination(destination), displayText, original }];
}
