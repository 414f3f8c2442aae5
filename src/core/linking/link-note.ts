/**
 * Links the mentions in a user's own note. What is no prose (code, mathematics, headings, links, quotes, properties, comments, HTML, tags) is masked, and the
 * result is read again before it is handed over: a link that did not become one, or that changed another, is taken back. It must not know the vault:
 * names come from the dictionary, the form of a link from the caller.
 */
import { displayText } from "../vault/link-text";
import { findLinks, isAmbiguous, resolveLink, scanBlockInline, wikilink, type FoundLink, type PathIndex } from "../vault/links";
import { baseName, pathKey, withoutMarkdownExtension } from "../vault/path";
import { startsUnspaced, type Dictionary } from "./dictionary";
import { findMentions, type Mention } from "./mentions";
import { scanBlocks, type Block } from "./scan-blocks";
import type { InlineScan, MaskedRange } from "./scan-inline";

/** A link that was placed: the words it stands on (UTF-16 offsets into the note as it was) and the page they link to. */
export interface PlacedLink {
  text: string;
  target: string;
  start: number;
  end: number;
}

export interface LinkedNote {
  links: PlacedLink[];
  /** The note with the links written. */
  text: string;
}

export interface LinkNoteOptions {
  /** Writes the link to `path` that shows `text` exactly. Left out: `[[Name]]` where `paths` says that this means the page, else `[[path|text]]`. */
  formatLink?: (path: string, text: string) => string;
  /** Whether a link that could be placed is wanted; all are where it is left out. */
  isWanted?: (link: PlacedLink) => boolean;
  /** The vault's files: with them, links that are there already are understood exactly, and links to plain names can be short. */
  paths?: PathIndex;
}

/**
 * Links the first mention of each page in each section of a note. A page that the section links already, and the note itself (`selfPath`), are left alone.
 * Linking the result again adds nothing.
 */
export function linkNote(markdown: string, dictionary: Dictionary, selfPath: string, options: LinkNoteOptions = {}): LinkedNote {
  const formatLink = options.formatLink ?? ((path: string, text: string) => defaultLink(path, text, selfPath, options.paths));
  const blocks = scanBlocks(markdown);
  const scan: InlineScan = { links: [], masked: [] };
  for (const block of blocks) scanBlockInline(markdown, block, scan);
  const linkEnds = new Set(scan.links.map((link) => link.end));
  const masked = maskedRanges(markdown, blocks, scan.masked);
  const mentions = findMentions(markdown, dictionary, { masked }).filter((mention) => isLinkable(markdown, mention, linkEnds));
  const headings = blocks.filter((block) => block.kind === "heading").map((block) => block.start);
  const chosen = firstInSection(mentions, linkedPages(scan.links, dictionary, selfPath, options.paths), headings, selfPath);
  const tables = blocks.filter((block) => block.kind === "table");
  const rows = { starts: tables.map((row) => row.start), ends: tables.map((row) => row.end) };
  const isWanted = options.isWanted ?? (() => true);
  const planned = chosen.filter((mention) => isWanted(placed(mention))).map((mention) => ({ mention, written: inTable(formatLink(mention.path, mention.text), mention, rows) }));
  const kept = withoutBroken(markdown, scan.links, planned);
  return { links: kept.map(({ mention }) => placed(mention)), text: written(markdown, kept).text };
}

const placed = ({ text, path, start, end }: Mention): PlacedLink => ({ text, target: path, start, end });

interface PlannedLink {
  mention: Mention;
  written: string;
}

function defaultLink(path: string, text: string, selfPath: string, paths: PathIndex | undefined): string {
  const isPlain = paths !== undefined && baseName(path) === text && resolveLink(text, selfPath, paths) === path && !isAmbiguous(text, paths);
  return isPlain ? wikilink(text) : wikilink(path, text);
}

/** All that is not prose outside quotes, ascending and merged. */
function maskedRanges(text: string, blocks: readonly Block[], inline: readonly MaskedRange[]): MaskedRange[] {
  const ranges: MaskedRange[] = [...inline];
  let position = 0;
  for (const block of blocks) {
    const isProse = (block.kind === "text" || block.kind === "table") && !block.quoted;
    if (block.start > position) ranges.push({ start: position, end: block.start });
    if (!isProse) ranges.push({ start: block.start, end: block.end });
    position = block.end;
  }
  if (position < text.length) ranges.push({ start: position, end: text.length });
  ranges.sort((left, right) => left.start - right.start || left.end - right.end);
  const merged: MaskedRange[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ ...range });
  }
  return merged;
}

/** Whether the mention's words can be shown by a link, and nothing next to it would join with the link's brackets. */
function isLinkable(text: string, mention: Mention, linkEnds: ReadonlySet<number>): boolean {
  // Right after a link its last word cannot be seen, so nobody can say whether this is a word of its own.
  if (linkEnds.has(mention.start) && !startsUnspaced(mention.text)) return false;
  if (displayText(mention.text) !== mention.text.replace(/[\p{Z}\p{Cc}]+/gu, " ") || /[\n\r\t]/.test(mention.text)) return false;
  const before = text[mention.start - 1] ?? "";
  const after = text[mention.end] ?? "";
  if ("[!\\".includes(before) && before !== "") return false;
  return after === "" || !("](".includes(after) || (after === "[" && text[mention.end + 1] !== "^"));
}

/** For each existing link the pages it may lead to, with its place. */
function linkedPages(links: readonly FoundLink[], dictionary: Dictionary, selfPath: string, paths: PathIndex | undefined): { start: number; pages: string[] }[] {
  const byKey = new Map<string, string[]>();
  const add = (key: string, path: string): void => void byKey.set(key, [...(byKey.get(key) ?? []), path]);
  for (const path of dictionary.paths) {
    add(pathKey(withoutMarkdownExtension(path)), path);
    if (path.includes("/")) add(pathKey(baseName(path)), path);
  }
  return links.map((link) => {
    const resolved = paths === undefined ? null : resolveLink(link.target, selfPath, paths);
    if (resolved !== null) return { start: link.start, pages: [resolved] };
    const target = withoutMarkdownExtension(link.target);
    const exact = byKey.get(pathKey(target.replace(/^(\.{0,2}\/)+/, "")));
    return { start: link.start, pages: exact ?? byKey.get(pathKey(baseName(target))) ?? [] };
  });
}

function firstInSection(mentions: readonly Mention[], linked: readonly { start: number; pages: string[] }[], headings: readonly number[], selfPath: string): Mention[] {
  const usedBySection = new Map<number, Set<string>>();
  const usedAt = (section: number): Set<string> => {
    const used = usedBySection.get(section) ?? new Set([selfPath]);
    usedBySection.set(section, used);
    return used;
  };
  for (const { start, pages } of linked) for (const page of pages) usedAt(sectionAt(headings, start)).add(page);
  return mentions.filter((mention) => {
    const used = usedAt(sectionAt(headings, mention.start));
    if (used.has(mention.path)) return false;
    used.add(mention.path);
    return true;
  });
}

/** How many of these ascending offsets (of headings, of rows) are at or before `position`. */
function sectionAt(headings: readonly number[], position: number): number {
  let low = 0;
  let high = headings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((headings[middle] ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** In a table a pipe in a link would end the cell. */
function inTable(link: string, mention: Mention, rows: { starts: number[]; ends: number[] }): string {
  const rowEnd = rows.ends[sectionAt(rows.starts, mention.start) - 1];
  return rowEnd !== undefined && mention.end <= rowEnd ? link.replace(/(?<!\\)\|/g, "\\|") : link;
}

function written(text: string, planned: readonly PlannedLink[]): { text: string; places: MaskedRange[] } {
  let result = "";
  let position = 0;
  const places: MaskedRange[] = [];
  for (const { mention, written: link } of planned) {
    result += text.slice(position, mention.start);
    places.push({ start: result.length, end: result.length + link.length });
    result += link;
    position = mention.end;
  }
  return { text: result + text.slice(position), places };
}

/** Reads the result and takes back what went wrong: first the links that are none, then, where another link was lost, all of them. */
function withoutBroken(text: string, before: readonly FoundLink[], planned: readonly PlannedLink[]): PlannedLink[] {
  let kept = [...planned];
  for (let round = 0; round < 3 && kept.length > 0; round++) {
    const result = written(text, kept);
    const found = findLinks(result.text);
    const places = new Set(found.map((link) => `${link.start}-${link.end}`));
    const isWhole = result.places.map((place) => places.has(`${place.start}-${place.end}`));
    if (isWhole.every(Boolean)) return found.length === before.length + kept.length ? kept : [];
    kept = kept.filter((_, index) => isWhole[index]);
  }
  return [];
}
