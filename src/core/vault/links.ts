/**
 * Links between notes: found in a text, resolved as Obsidian resolves them, written so that they cannot break, and rewritten after a move.
 * Pure text and path work: it must not know whether a file exists other than from the `PathIndex` it is handed.
 */
import { byCodeUnit } from "../text/key";
import { scanBlocks, type Block } from "../linking/scan-blocks";
import { scanInline, type FoundLink, type InlineScan } from "../linking/scan-inline";
import { displayText, linkDisplay, LONGEST_PART, markdownLinkText } from "./link-text";
import { baseName, folderOf, normalisePath, pathKey, withoutMarkdownExtension } from "./path";

export type { FoundLink, LinkKind } from "../linking/scan-inline";

/** The vault's files by what a link may call them. Made once, asked often. */
export interface PathIndex {
  /** All paths, sorted by code unit. */
  paths: readonly string[];
  /** Paths by `pathKey`: several where the file system tells case apart. */
  byPath: ReadonlyMap<string, readonly string[]>;
  /** Paths by the key of their last part, with its extension. */
  byName: ReadonlyMap<string, readonly string[]>;
}

/**
 * What a heading link cannot hold. Obsidian writes a blank for `# ^ | : \ %% [[ ]]`; it compares headings without any punctuation, so that the others, which could
 * open something else in the line, may be blanks too.
 */
const HEADING_SPECIAL = /[#^|:\\[\]`<>$\r\n\t]|%%/g;
/** What a path inside `[[ ]]` cannot hold. `<` and backticks would open something else first in other Markdown viewers. */
const UNFIT_FOR_WIKILINK = /[#^|[\]\\`<>\p{Cc}]|%%|^\s|\s$|\s\s/u;
const UNFIT_FOR_DESTINATION = /[%#^|[\]\\<>`$(){}"'\s\p{Cc}]/gu;
/** A note "photo.png.md" must keep its `.md` in a link, or the link means the picture. */
const ATTACHMENT_NAME = /\.(md|canvas|base|png|jpe?g|gif|bmp|svg|webp|avif|mp3|wav|m4a|ogg|3gp|flac|webm|pdf|mp4|mkv|mov|ogv)$/i;

/** Every link of a note's body in text order, outside code, mathematics, comments and HTML. Links inside a link's text come after it. */
export function findLinks(text: string): FoundLink[] {
  return linksOf(text, scanBlocks(text));
}

function linksOf(text: string, blocks: readonly Block[]): FoundLink[] {
  const scan: InlineScan = { links: [], masked: [] };
  for (const block of blocks) scanBlockInline(text, block, scan);
  return scan.links.sort((left, right) => left.start - right.start || right.end - left.end);
}

/** Scans a block's prose; a table row cell by cell, since nothing inline crosses a cell's border. Other blocks have no prose. */
export function scanBlockInline(text: string, block: Block, into: InlineScan): void {
  if (block.kind === "text" || block.kind === "heading") scanInline(text, block.start, block.end, into);
  if (block.kind !== "table") return;
  let cellStart = block.start;
  for (let index = block.start; index < block.end; index++) {
    if (text[index] === "\\") index++;
    else if (text[index] === "|") {
      scanInline(text, cellStart, index, into);
      cellStart = index + 1;
    }
  }
  scanInline(text, cellStart, block.end, into);
}

/** Indexes the vault's paths. The order they come in does not matter. */
export function createPathIndex(paths: Iterable<string>): PathIndex {
  const sorted = [...new Set(paths)].sort(byCodeUnit);
  const byPath = new Map<string, string[]>();
  const byName = new Map<string, string[]>();
  for (const path of sorted) {
    addTo(byPath, pathKey(path), path);
    addTo(byName, pathKey(lastPart(path)), path);
  }
  return { paths: sorted, byPath, byName };
}

function addTo(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/**
 * The file a link's target means in the note at `fromPath`, or null. By Obsidian's rules, case-insensitive: "" is the note itself; `./` and `../` are
 * relative, a leading `/` is the vault; then the exact path from the vault, with or without `.md`; then the files whose path ends with the target:
 * one in the same folder first, else the shortest path (ties by code unit). `target` is without its subpath.
 */
export function resolveLink(target: string, fromPath: string, paths: PathIndex): string | null {
  if (target === "") return paths.byPath.get(pathKey(fromPath))?.includes(fromPath) === true ? fromPath : null;
  if (isRelative(target)) {
    const joined = normalisePath(`${folderOf(fromPath)}/${target}`.replace(/^\//, ""));
    return joined === null ? null : exactPath(joined, paths);
  }
  const path = normalisePath(target.replace(/^\/+/, ""));
  if (path === null || path === "") return null;
  const exact = exactPath(path, paths);
  if (exact !== null || target.startsWith("/")) return exact;
  return closest(candidates(path, paths), folderOf(fromPath));
}

/** Whether a target names several files, so that which one it means depends on where it stands. An exact or relative path never does. */
export function isAmbiguous(target: string, paths: PathIndex): boolean {
  if (target === "" || target.startsWith("/") || isRelative(target)) return false;
  const path = normalisePath(target);
  if (path === null || path === "") return false;
  const named = candidates(path, paths);
  // An exact path wins everywhere, but a bare name at the top of the vault reads like any other name.
  return named.length > 1 && (exactPath(path, paths) === null || !path.includes("/"));
}

function isRelative(target: string): boolean {
  return /^\.\.?(\/|$)/.test(target);
}

function exactPath(path: string, paths: PathIndex): string | null {
  for (const candidate of [path, `${path}.md`]) {
    const found = paths.byPath.get(pathKey(candidate));
    if (found !== undefined) return found.find((one) => one === candidate) ?? found[0] ?? null;
  }
  return null;
}

function candidates(path: string, paths: PathIndex): readonly string[] {
  const asWritten = paths.byName.get(pathKey(lastPart(path)));
  const named = asWritten ?? paths.byName.get(pathKey(`${lastPart(path)}.md`)) ?? [];
  if (!path.includes("/")) return named;
  const ending = `/${pathKey(asWritten === undefined ? `${path}.md` : path)}`;
  return named.filter((candidate) => `/${pathKey(candidate)}`.endsWith(ending));
}

function closest(named: readonly string[], folder: string): string | null {
  let best: string | null = null;
  for (const path of named) {
    if (pathKey(folderOf(path)) === pathKey(folder)) return path;
    if (best === null || path.length < best.length) best = path;
  }
  return best;
}

/**
 * A link to a note or file that no other file can catch: `[[path without .md|display]]`. A path that cannot stand in a wikilink gets a Markdown
 * link with the path percent-encoded. The display is made fit for it (`linkDisplay`); without one the path is shown.
 */
export function wikilink(path: string, display?: string): string {
  return link(path, "", display);
}

/** A link to a heading: `headings` is the way to it, outermost first (empty and overlong ones are left out; none at all links the note). */
export function headingLink(path: string, headings: readonly string[], display?: string): string {
  const parts = headings.map(headingSubpath).filter((part) => part !== "" && part.length <= LONGEST_PART);
  return link(path, parts.join("#"), display);
}

/** The note that a target as `wikilink` writes it means. */
export function notePathOf(target: string): string {
  return /\.md$/i.test(target) ? target : `${target}.md`;
}

/** A heading's text as Obsidian writes it in a link. */
export function headingSubpath(heading: string): string {
  return heading.replace(HEADING_SPECIAL, " ").replace(/\s+/g, " ").trim();
}

function link(path: string, subpath: string, display: string | undefined): string {
  const shown = display === undefined ? "" : linkDisplay(display);
  const target = linkPath(path);
  const ending = subpath === "" ? "" : `#${subpath}`;
  if (!UNFIT_FOR_WIKILINK.test(target)) return shown === "" ? `[[${target}${ending}]]` : `[[${target}${ending}|${shown}]]`;
  const fragment = subpath === "" ? "" : `#${subpath.split("#").map(percentEncoded).join("#")}`;
  const text = markdownLinkText(shown === "" ? linkDisplay(baseName(path)) : shown);
  return `[${text}](<${percentEncoded(path)}${fragment}>)`;
}

/** Whether a path can stand in a wikilink. */
export function isFitForWikilink(path: string): boolean {
  return !UNFIT_FOR_WIKILINK.test(path);
}

/** How a path stands in a wikilink: without `.md`, unless it then reads as another kind of file. `.MD` stays: what a link leaves out is `.md`. */
export function linkPath(path: string): string {
  const bare = path.endsWith(".md") ? withoutMarkdownExtension(path) : path;
  return bare.endsWith("/") || ATTACHMENT_NAME.test(bare) ? path : bare;
}

/** A path as a Markdown link's destination holds it. */
export function percentEncoded(path: string): string {
  return path.replace(UNFIT_FOR_DESTINATION, (character) => {
    let encoded = "";
    const point = character.codePointAt(0) ?? 0;
    // Beyond ASCII only blanks and C1 controls get here: two or three bytes of UTF-8.
    const bytes = point < 0x80 ? [point] : point < 0x800 ? [0xc0 | (point >> 6), 0x80 | (point & 63)] : [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
    for (const byte of bytes) encoded += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    return encoded;
  });
}

/**
 * Rewrites the links to files that moved, and relative links where the note itself moved; nothing else changes. `move` tells a file's new path, or null;
 * `fromPath` and `paths` are as before the move. Display texts and subpaths stay. A bare name stays bare where it still means the file, else the
 * full path is written. Wikilinks in the properties are rewritten too.
 */
export function rewriteLinks(text: string, move: (path: string) => string | null, fromPath: string, paths: PathIndex): string {
  const blocks = scanBlocks(text);
  const properties = blocks.find((block) => block.kind === "frontmatter");
  const links = linksOf(text, properties === undefined ? blocks : [{ ...properties, kind: "text" }, ...blocks]);
  const newFrom = move(fromPath) ?? fromPath;
  let after: PathIndex | null = null;
  const edits: Edit[] = [];
  for (const found of links) {
    const resolved = found.target === "" ? null : resolveLink(found.target, fromPath, paths);
    if (resolved === null) continue;
    const moved = move(resolved);
    if (moved === null && !(isRelative(found.target) && newFrom !== fromPath)) continue;
    after ??= createPathIndex(paths.paths.map((path) => move(path) ?? path));
    const isProperty = properties !== undefined && found.start < properties.end;
    const edit = editFor(text, found, moved ?? resolved, newFrom, after, isProperty);
    if (edit !== null) edits.push(edit);
  }
  return applyEdits(text, edits);
}

interface Edit {
  start: number;
  end: number;
  text: string;
}

function editFor(text: string, found: FoundLink, newPath: string, newFrom: string, after: PathIndex, isProperty: boolean): Edit | null {
  const written = text.slice(found.destination.start, found.destination.end);
  const hash = written.indexOf("#");
  const subpath = hash < 0 ? "" : written.slice(hash);
  const target = newTarget(found, newPath, newFrom, after);
  if (found.kind === "markdown") {
    const encoded = percentEncoded(target);
    return { ...found.destination, text: encoded + subpath };
  }
  // A property holds no Markdown link, and a quote would end its YAML string.
  if (isProperty && (UNFIT_FOR_WIKILINK.test(target) || /["']/.test(target))) return null;
  if (!UNFIT_FOR_WIKILINK.test(target)) return { ...found.destination, text: target + subpath };
  const fragment = subpath === "" ? "" : `#${percentEncoded(found.subpath)}`;
  const shown = displayText(found.display ?? baseName(newPath));
  return { start: found.start, end: found.end, text: `${found.isEmbed ? "!" : ""}[${markdownLinkText(shown)}](<${percentEncoded(newPath)}${fragment}>)` };
}

/** The new path in the manner of the old target: relative, bare or full, with its extension or without. */
function newTarget(found: FoundLink, newPath: string, newFrom: string, after: PathIndex): string {
  const keepsExtension = withoutMarkdownExtension(found.target) !== found.target;
  const shape = (path: string): string => (keepsExtension ? path : linkPath(path));
  if (isRelative(found.target)) return relativePath(newFrom, shape(newPath));
  const bare = shape(lastPart(newPath));
  const isEnough = !found.target.includes("/") && !isAmbiguous(bare, after) && resolveLink(bare, newFrom, after) === newPath;
  if (isEnough) return bare;
  return shape(newPath);
}

/** The way from a note to a file: always with "./" or "../" before it. */
export function relativePath(fromPath: string, path: string): string {
  const from = folderOf(fromPath).split("/").filter((part) => part !== "");
  const to = path.split("/");
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  const up = from.length - shared;
  return (up === 0 ? "./" : "../".repeat(up)) + to.slice(shared).join("/");
}

function applyEdits(text: string, edits: Edit[]): string {
  let result = "";
  let position = 0;
  for (const edit of [...edits].sort((left, right) => left.start - right.start)) {
    // A link inside the text of a link that was replaced as a whole goes with it.
    if (edit.start < position) continue;
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}
