/** A note's text -> its metadata, in the shapes of obsidian.d.ts. Linear in the text; never throws. */
import type { CachedMetadata, ListItemCache, Pos } from "obsidian";
import { cutBlocks, LIST_ITEM, type Block } from "./blocks";
import { readInline } from "./inline";
import { createPlaces, splitLines, type Line, type Places } from "./places";
import { getFrontMatterInfo, propertyLinks, readProperties } from "./properties";

/** Texts of such blocks hold no links and no tags. */
const OPAQUE = new Set(["code", "math", "comment", "yaml", "thematicBreak"]);
const BLOCK_ID = /(?:^|\s)\^([A-Za-z0-9-]+)\s*$/;

interface Reading {
  text: string;
  lines: readonly Line[];
  places: Places;
  result: CachedMetadata;
}

export function readMetadata(text: string): CachedMetadata {
  const lines = splitLines(text);
  const reading: Reading = { text, lines, places: createPlaces(lines), result: {} };
  const first = readFrontMatter(reading);
  for (const block of cutBlocks(lines, first)) readBlock(reading, block);
  return reading.result;
}

/** The line behind the properties. */
function readFrontMatter({ text, places, result }: Reading): number {
  const info = getFrontMatterInfo(text);
  if (!info.exists) return 0;
  const closing = /^---[ \t]*/.exec(text.slice(info.to))?.[0].trimEnd().length ?? 3;
  const position = places.pos(0, info.to + closing);
  const properties = readProperties(info.frontmatter);
  (result.sections ??= []).push({ type: "yaml", position });
  if (properties !== null) {
    result.frontmatter = properties;
    result.frontmatterPosition = position;
    const links = propertyLinks(properties);
    if (links.length > 0) result.frontmatterLinks = links;
  }
  return position.end.line + 1;
}

function readBlock(reading: Reading, { type, from, to }: Block): void {
  const { lines, places, result } = reading;
  const [start, end] = [lines[from]?.start ?? 0, lines[to]?.end ?? 0];
  const indent = /^[ \t]*/.exec(lines[from]?.text ?? "")?.[0].length ?? 0;
  const position = places.pos(type === "list" || type === "code" ? start : start + Math.min(indent, 3), end);
  const id = OPAQUE.has(type) ? undefined : BLOCK_ID.exec(lines[to]?.text ?? "")?.[1];
  (result.sections ??= []).push({ type, position, ...(id === undefined ? {} : { id }) });
  if (id !== undefined && type !== "list") (result.blocks ??= {})[id.toLowerCase()] = { id, position };
  if (type === "heading") readHeading(reading, from, to, position);
  if (type === "list") readList(reading, from, to);
  if (type === "footnoteDefinition") readFootnote(reading, from, position);
  if (!OPAQUE.has(type)) readInlineParts(reading, start, end);
}

function readHeading({ lines, result }: Reading, from: number, to: number, position: Pos): void {
  const text = lines.slice(from, Math.max(from + 1, to)).map((line) => line.text.trim()).join(" ");
  const [, marks, heading] = /^(#{1,6})[ \t]*(.*?)(?:[ \t]+#+)?[ \t]*$/.exec(text) ?? [];
  const level = marks?.length ?? (lines[to]?.text.trim().startsWith("=") ? 1 : 2);
  (result.headings ??= []).push({ heading: heading ?? text, level, position });
}

function readFootnote({ lines, result }: Reading, from: number, position: Pos): void {
  const id = /^\[\^([^\]\s]+)\]:/.exec(lines[from]?.text ?? "")?.[1];
  if (id !== undefined) (result.footnotes ??= []).push({ id, position });
}

function readList({ lines, places, result }: Reading, from: number, to: number): void {
  const open: { indent: number; line: number }[] = [];
  const items: ListItemCache[] = [];
  for (let at = from; at <= to; at += 1) {
    const line = lines[at];
    const found = line === undefined ? null : LIST_ITEM.exec(line.text);
    if (line === undefined || found === null) continue;
    const indent = (found[1] ?? "").replaceAll("\t", "    ").length;
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const id = BLOCK_ID.exec(line.text)?.[1];
    const position = places.pos(line.start + (found[1] ?? "").length, line.end);
    items.push({ position, parent: open.at(-1)?.line ?? -from, ...(found[2] === undefined ? {} : { task: found[2] }), ...(id === undefined ? {} : { id }) });
    if (id !== undefined) (result.blocks ??= {})[id.toLowerCase()] = { id, position };
    open.push({ indent, line: at });
  }
  (result.listItems ??= []).push(...items);
}

function readInlineParts({ text, places, result }: Reading, start: number, end: number): void {
  const block = text.slice(start, end);
  for (const part of readInline(block)) {
    const position = places.pos(start + part.start, start + part.end);
    const original = block.slice(part.start, part.end);
    const displayText = part.displayText === undefined ? {} : { displayText: part.displayText };
    if (part.kind === "link") (result.links ??= []).push({ position, link: part.target, original, ...displayText });
    else if (part.kind === "embed") (result.embeds ??= []).push({ position, link: part.target, original, ...displayText });
    else if (part.kind === "tag") (result.tags ??= []).push({ position, tag: part.target });
    else (result.footnoteRefs ??= []).push({ position, id: part.target });
  }
}
