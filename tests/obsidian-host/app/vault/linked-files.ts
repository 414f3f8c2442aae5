/** Which links lead to files that are about to move, and what they must say afterwards. */
import type { TFile } from "./files";
import { linkPath, writeLink } from "./link-text";
import type { Vault } from "./vault";

export interface Reference {
  link: string;
  original: string;
  displayText?: string;
  position?: { start: { offset: number }; end: { offset: number } };
}

const MARKDOWN_ENDING = /\.md$/i;

/** What is asked of the metadata cache. */
export interface LinkCache {
  getFileCache(file: TFile): { links?: Reference[]; embeds?: Reference[]; frontmatterLinks?: Reference[] } | null;
  getFirstLinkpathDest(linkpath: string, sourcePath: string): TFile | null;
}

/** A link to `target`, found before the move. */
export interface FoundLink {
  source: TFile;
  target: TFile;
  reference: Reference;
}

export const cutLink = (link: string): { path: string; subpath: string } => {
  const hash = link.indexOf("#");
  return hash < 0 ? { path: link, subpath: "" } : { path: link.slice(0, hash), subpath: link.slice(hash) };
};

/** Every link that leads to one of the files or stands in one of them. */
export function findLinks(vault: Vault, cache: LinkCache, moving: ReadonlySet<TFile>): FoundLink[] {
  return vault.getFiles().flatMap((source) => {
    const found = cache.getFileCache(source);
    const references = [...(found?.links ?? []), ...(found?.embeds ?? []), ...(found?.frontmatterLinks ?? [])];
    return references.flatMap((reference): FoundLink[] => {
      const { path } = cutLink(reference.link);
      const target = path === "" ? null : cache.getFirstLinkpathDest(path, source.path);
      return target !== null && (moving.has(target) || moving.has(source)) ? [{ source, target, reference }] : [];
    });
  });
}

/** What the link says now that the files moved; null where it still leads to its file. */
export function linkAfterMove(vault: Vault, cache: LinkCache, { source, target, reference }: FoundLink): string | null {
  const { path, subpath } = cutLink(reference.link);
  const isMarkdown = !/^!?\[\[/.test(reference.original);
  const isRelative = vault.getConfig("newLinkFormat") === "relative";
  const stillLeads = cache.getFirstLinkpathDest(path, source.path) === target;
  if (stillLeads && (!isRelative || path === linkPath(vault, target, source.path, MARKDOWN_ENDING.test(path)))) return null;
  const alias = isMarkdown ? (/^!?\[([^\]]*)\]/.exec(reference.original)?.[1] ?? "") : (/\|(.*)\]\]$/s.exec(reference.original)?.[1] ?? "");
  return writeLink(vault, { isMarkdown, isEmbed: reference.original.startsWith("!") }, { file: target, sourcePath: source.path, subpath, alias });
}

/** The text with each link replaced where it stands; a link that is no longer there is left out. */
export function replaceLinks(text: string, replacements: readonly { reference: Reference; next: string }[]): string {
  let changed = text;
  const lastFirst = [...replacements].sort((one, other) => (other.reference.position?.start.offset ?? -1) - (one.reference.position?.start.offset ?? -1));
  for (const { reference, next } of lastFirst) {
    const { original, position } = reference;
    // Links among the properties have no place of their own: they stand before everything else.
    const start = position === undefined ? changed.indexOf(original) : position.start.offset;
    if (start >= 0 && changed.startsWith(original, start)) changed = changed.slice(0, start) + next + changed.slice(start + original.length);
  }
  return changed;
}
