/** A note's text -> its metadata, in the shapes of obsidian.d.ts. Linear in the text; never throws. */
import type { CachedMetadata, ListItemCache, SectionCache } from "obsidian";
import type { Block, Leaf, List, ListItem, Placed } from "./block";
import { BLOCK_ID } from "./block-starts";
import { readBlocks } from "./blocks";
import { readInline } from "./inline";
import { createPlaces, splitLines, type Places } from "./lines";
import { getFrontMatterInfo, propertyLinks, readProperties } from "./properties";

interface Reading {
  text: string;
  places: Places;
  result: CachedMetadata;
}

type Lists = { [Name in keyof CachedMetadata]-?: NonNullable<CachedMetadata[Name]> extends (infer Entry)[] ? Entry : never };

/** Kinds of which there are none are not there at all, as in the app. */
function add<Name extends keyof Lists>({ result }: Reading, name: Name, entry: Lists[Name]): void {
  const all = result as Record<Name, Lists[Name][] | undefined>;
  (all[name] ??= []).push(entry);
}

export function readMetadata(text: string): CachedMetadata {
  const lines = splitLines(text);
  const reading: Reading = { text, places: createPlaces(lines), result: {} };
  const first = readFrontMatter(reading);
  let before: SectionCache | null = null;
  for (const block of readBlocks(lines.slice(first))) before = readSection(reading, block, before);
  return reading.result;
}

/** The number of the line behind the properties. */
function readFrontMatter(reading: Reading): number {
  const { text, places, result } = reading;
  const info = getFrontMatterInfo(text);
  if (!info.exists) return 0;
  const position = places.between(0, info.to + "---".length);
  add(reading, "sections", { type: "yaml", position });
  const properties = readProperties(info.frontmatter);
  if (properties !== null) {
    Object.assign(result, { frontmatter: properties, frontmatterPosition: position });
    for (const link of propertyLinks(properties)) add(reading, "frontmatterLinks", link);
  }
  return position.end.line + 1;
}

/** A block of the note's own, not one inside another. */
function readSection(reading: Reading, block: Block, before: SectionCache | null): SectionCache {
  const position = reading.places.between(block.start, block.end);
  const section: SectionCache = { type: block.type, position };
  add(reading, "sections", section);
  if ("heading" in block && block.heading !== undefined) add(reading, "headings", { heading: block.heading.text, level: block.heading.level, position });
  // An id on lines of its own is the block's before it.
  const isId = block.type === "paragraph" && /^\^\S+\s*$/.test(reading.text.slice(block.start, block.end));
  if (isId && before !== null && before.id === undefined) nameSection(reading, before, block.last);
  else if (mayEndWithId(block)) nameSection(reading, section, block.last);
  readInside(reading, block, null);
  return section;
}

const mayEndWithId = ({ type }: Block): boolean => type === "paragraph" || type === "heading" || type === "blockquote" || type === "callout";

function nameSection({ result }: Reading, section: SectionCache, line: string): void {
  const id = BLOCK_ID.exec(line)?.[1];
  if (id === undefined) return;
  section.id = id;
  (result.blocks ??= {})[id.toLowerCase()] = { id, position: section.position };
}

/** `parent` is the line of the list item that holds the block. */
function readInside(reading: Reading, block: Block, parent: number | null): void {
  if (block.type === "list") {
    // The app counts a list on the first line as one on the second.
    for (const item of block.items) readItem(reading, item, parent ?? -Math.max(1, block.line));
  } else if ("blocks" in block) {
    if (block.footnote !== undefined) add(reading, "footnotes", { id: block.footnote, position: reading.places.between(block.start, block.end) });
    for (const inner of block.blocks) readInside(reading, inner, null);
  } else readLeaf(reading, block);
}

function readItem(reading: Reading, item: ListItem, parent: number): void {
  const position = reading.places.between(item.start, item.end);
  const own = item.blocks.find((block): block is Exclude<Block, List> => block.type !== "list");
  const id = own?.type === "paragraph" ? BLOCK_ID.exec(own.last)?.[1] : undefined;
  const entry: ListItemCache = { position, parent };
  if (item.task !== null) entry.task = item.task;
  if (id !== undefined) {
    entry.id = id;
    (reading.result.blocks ??= {})[id.toLowerCase()] = { id, position };
  }
  add(reading, "listItems", entry);
  for (const block of item.blocks) readInside(reading, block, item.line);
}

function readLeaf(reading: Reading, leaf: Leaf): void {
  if (leaf.definition !== undefined) add(reading, "referenceLinks", { ...leaf.definition, position: reading.places.between(leaf.start, leaf.end) });
  for (const prose of leaf.prose) readProse(reading, prose);
}

function readProse(reading: Reading, { start, end }: Placed): void {
  for (const part of readInline(reading.text.slice(start, end))) {
    const position = reading.places.between(start + part.start, start + part.end);
    if (part.kind === "tag") add(reading, "tags", { position, tag: part.target });
    else if (part.kind === "footnoteRef") add(reading, "footnoteRefs", { position, id: part.target });
    else {
      const original = reading.text.slice(start + part.start, start + part.end);
      add(reading, part.kind === "embed" ? "embeds" : "links", { position, link: part.target, original, ...(part.displayText === undefined ? {} : { displayText: part.displayText }) });
    }
  }
}
