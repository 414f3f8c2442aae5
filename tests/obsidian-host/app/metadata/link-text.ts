/** Links as texts: their parts, and headings as links name them. Contracts: obsidian.d.ts. */

export function parseLinktext(linktext: string): { path: string; subpath: string } {
  const text = linktext.replaceAll("\u00a0", " ").normalize("NFC");
  const hash = text.indexOf("#");
  return hash < 0 ? { path: text, subpath: "" } : { path: text.slice(0, hash), subpath: text.slice(hash) };
}

export const getLinkpath = (linktext: string): string => parseLinktext(linktext).path;

/** What two headings are compared by: letters, digits and single spaces. */
export const stripHeading = (heading: string): string =>
  heading
    .replace(/[!"#$%&()*+,.:;<=>?@^`{|}~/[\]\\\r\n]/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** A heading without what would end a link or begin a subpath. */
export const stripHeadingForLink = (heading: string): string =>
  heading
    .replace(/[:#|^\\\r\n]|%%|\[\[|\]\]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
