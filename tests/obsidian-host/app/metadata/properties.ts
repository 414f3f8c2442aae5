/** Properties of a note: where they stand, what they say. Contracts: obsidian.d.ts. */
import { parse, stringify } from "yaml";

export interface FrontMatterInfo {
  exists: boolean;
  frontmatter: string;
  from: number;
  to: number;
  contentStart: number;
}

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

function toTexts(value: unknown, separator: RegExp): string[] | null {
  const items: unknown[] = typeof value === "string" ? value.split(separator) : Array.isArray(value) ? value : typeof value === "number" ? [value] : [];
  const texts = items.flatMap((item) => (typeof item === "string" || typeof item === "number" ? [String(item).trim()] : [])).filter((text) => text !== "");
  return texts.length === 0 ? null : texts;
}

export const parseFrontMatterStringArray = (frontmatter: Properties, key: string | RegExp): string[] | null => toTexts(parseFrontMatterEntry(frontmatter, key), /,/);

export const parseFrontMatterAliases = (frontmatter: Properties): string[] | null => toTexts(parseFrontMatterEntry(frontmatter, /^alias(?:es)?$/i), /,/);

export const parseFrontMatterTags = (frontmatter: Properties): string[] | null =>
  toTexts(parseFrontMatterEntry(frontmatter, /^tags?$/i), /[,\s]+/)?.map((tag) => (tag.startsWith("#") ? tag : `#${tag}`)) ?? null;

const LINK = /^(?:\[\[([^\]|]+)(?:\|([^\]]*))?\]\]|\[([^\]]*)\]\(([^)]+)\))$/;

export interface PropertyLink {
  key: string;
  link: string;
  original: string;
  displayText?: string;
}

/** Links among the properties: values that are one link and nothing else. Keys of lists and records are joined by dots. */
export function propertyLinks(value: unknown, key = ""): PropertyLink[] {
  if (typeof value === "string") {
    const [original, path, alias, text, destination] = LINK.exec(value.trim()) ?? [];
    const link = path ?? (destination !== undefined && !/^[a-z][a-z0-9+.-]*:/i.test(destination) ? decodeURI(destination) : undefined);
    if (original === undefined || link === undefined) return [];
    const displayText = alias ?? text ?? link;
    return [{ key, link: link.trim(), original, displayText }];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => propertyLinks(part, key === "" ? name : `${key}.${name}`));
}
