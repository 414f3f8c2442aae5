/** The read pass: a source's text -> its properties and sections. Pure; never throws, whatever the text is; linear in its length. */
import { asText, asTextList, parseProperties, splitFrontmatter } from "./frontmatter";
import type { Part } from "./markdown/passages";
import { readBody } from "./markdown/read-body";
import { toSections } from "./markdown/sections";
import type { SourceDocument, SourceProperties } from "./passage";

/** Reads a source in one go. `path` is relative to the vault and names a note without a title. */
export function readSource(path: string, text: string): SourceDocument {
  const reading = readSteps(path, text);
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value;
  }
}

/** Reads a source like `readSource`, and lets the host breathe between blocks. */
export async function readSourceInSlices(path: string, text: string, breathe: () => Promise<void>): Promise<SourceDocument> {
  const reading = readSteps(path, text);
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value;
    await breathe();
  }
}

function* readSteps(path: string, text: string): Generator<undefined, SourceDocument> {
  const { frontmatter, bodyStart } = splitFrontmatter(text);
  const { values, problem } = parseProperties(frontmatter ?? "");
  const warnings = problem === null ? [] : [problem];
  if (text.includes("\u0000")) warnings.push("The file holds NUL characters: it may not be a text.");
  const body = yield* readBody(text, bodyStart);
  if (body.isTangled) warnings.push("A part of the note has so many markers that it was read as plain text.");
  return { path, properties: toProperties(path, values, body.parts), sections: toSections(body.parts), warnings };
}

function toProperties(path: string, values: Record<string, unknown>, parts: Part[]): SourceProperties {
  return {
    title: asText(values["title"]) || leadingTitle(parts) || baseName(path),
    authors: distinct([...asTextList(values["author"]), ...asTextList(values["authors"])]),
    published: toDate(asText(values["published"]) || asText(values["date"])),
    url: [...asTextList(values["source"]), ...asTextList(values["url"])].find(isWebAddress) ?? "",
    description: asText(values["description"]),
    tags: distinct([...asTextList(values["tags"]), ...asTextList(values["tag"])].flatMap(splitTags)),
    aliases: distinct([...asTextList(values["aliases"]), ...asTextList(values["alias"])]),
  };
}

/** The first heading where nothing stands before it and it is of the first level. */
function leadingTitle(parts: Part[]): string {
  const first = parts[0];
  return first?.kind === "heading" && first.depth === 1 ? first.text : "";
}

function baseName(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}

/** The date of an ISO date and time, as exact as it is (2018, 2018-10, 2018-10-09); any other text as it stands. */
function toDate(text: string): string {
  const match = /^([0-9]{4})(?:[-/]([0-9]{2})(?:[-/]([0-9]{2}))?)?(?![0-9])/.exec(text);
  return match === null ? text : match.slice(1).filter(Boolean).join("-");
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/i.test(text);
}

/** Obsidian reads a string of tags as several, parted by commas and blanks. */
function splitTags(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((tag) => tag.replace(/^#+/, ""))
    .filter((tag) => tag !== "");
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts)];
}
