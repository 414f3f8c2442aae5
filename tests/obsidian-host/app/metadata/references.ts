/** What is asked of a note's metadata: subpaths, tags, references. Contracts: obsidian.d.ts. */
import type { BlockSubpathResult, CachedMetadata, FootnoteSubpathResult, HeadingCache, HeadingSubpathResult, Reference, ReferenceCache } from "obsidian";
import { stripHeading } from "./link-text";
import { parseFrontMatterTags } from "./properties";

/** Those of the properties first. As in the app a tag that stands twice is told twice. */
export function getAllTags(cache: CachedMetadata): string[] | null {
  return [...(parseFrontMatterTags(cache.frontmatter) ?? []), ...(cache.tags ?? []).map(({ tag }) => tag)];
}

export const iterateRefs = (refs: Reference[], callback: (reference: Reference) => unknown): boolean => refs.some((reference) => callback(reference) === true);

export const iterateCacheRefs = (cache: CachedMetadata, callback: (reference: ReferenceCache) => unknown): boolean =>
  [...(cache.links ?? []), ...(cache.embeds ?? [])].some((reference) => callback(reference) === true);

/** `#heading`, `#outer#inner`, `#^block` or `#[^footnote]`. */
export function resolveSubpath(cache: CachedMetadata, subpath: string): HeadingSubpathResult | BlockSubpathResult | FootnoteSubpathResult | null {
  if (subpath.startsWith("#^")) {
    const block = cache.blocks?.[subpath.slice(2).toLowerCase()];
    if (block === undefined) return null;
    const list = cache.listItems?.find(({ id }) => id === block.id);
    return { type: "block", block, start: block.position.start, end: block.position.end, ...(list === undefined ? {} : { list }) };
  }
  const footnoteId = /^#\[\^(.+)\]$/.exec(subpath)?.[1];
  if (footnoteId !== undefined) {
    const footnote = cache.footnotes?.find(({ id }) => id === footnoteId);
    return footnote === undefined ? null : { type: "footnote", footnote, start: footnote.position.start, end: footnote.position.end };
  }
  return resolveHeading(cache.headings ?? [], subpath.split("#").map(stripHeading).filter((part) => part !== ""));
}

/** The last part's heading, below headings of the parts before it. */
function resolveHeading(headings: readonly HeadingCache[], wanted: readonly string[]): HeadingSubpathResult | null {
  let [part, level] = [0, 0];
  for (const [index, current] of headings.entries()) {
    const isOutside = part > 0 && current.level <= level;
    if (isOutside) [part, level] = [0, 0];
    if (stripHeading(current.heading).toLowerCase() !== wanted[part]?.toLowerCase()) continue;
    [part, level] = [part + 1, current.level];
    if (part < wanted.length) continue;
    const next = headings.slice(index + 1).find((heading) => heading.level <= current.level);
    // The contract's type says that there is always a next heading; behind the last there is none.
    return { type: "heading", current, next: next as HeadingCache, start: current.position.start, end: next?.position.start ?? null };
  }
  return null;
}
