/** How a link in the user's own note is written: as the app's settings say. Pure text and path work. */
import { displayText, markdownLinkText } from "../vault/link-text";
import { isAmbiguous, isFitForWikilink, linkPath, percentEncoded, relativePath, resolveLink, type PathIndex } from "../vault/links";

export interface LinkFormat {
  /** The file's name where that is enough, else its path; its path from the note; its path from the vault. */
  format: "shortest" | "relative" | "absolute";
  /** `[text](path.md)` in place of `[[path|text]]`. */
  markdown: boolean;
}

export const DEFAULT_LINK_FORMAT: LinkFormat = { format: "shortest", markdown: false };

/** The link to the note `path`, in the note `from`, that shows `text` exactly. */
export function formatLink(path: string, text: string, from: string, paths: PathIndex, { format, markdown }: LinkFormat): string {
  const target = targetOf(path, from, paths, format);
  const bare = linkPath(target);
  if (!markdown && isFitForWikilink(bare)) return bare === displayText(text) ? `[[${bare}]]` : `[[${bare}|${displayText(text)}]]`;
  return `[${markdownLinkText(displayText(text))}](${percentEncoded(target)})`;
}

function targetOf(path: string, from: string, paths: PathIndex, format: LinkFormat["format"]): string {
  const means = (target: string): boolean => resolveLink(target, from, paths) === path && !isAmbiguous(linkPath(target), paths);
  if (format === "absolute") return means(path) ? path : `/${path}`;
  if (format === "shortest") {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return means(linkPath(name)) ? name : path;
  }
  const relative = relativePath(from, path);
  const plain = relative.replace(/^\.\//, "");
  return means(linkPath(plain)) ? plain : relative;
}
