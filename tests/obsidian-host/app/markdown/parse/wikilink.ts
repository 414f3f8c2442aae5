/** What a wikilink or an embed says. */

export interface WikilinkParts {
  /** Path and subpath, as `openLinkText` takes it. */
  linktext: string;
  /** What is shown; the alias where there is one. */
  display: string;
  hasAlias: boolean;
  isEmbed: boolean;
}

/** Takes a link as written, `[[…]]` or `![[…]]`. In a table the bar is escaped, `\|`. */
export function splitWikilink(written: string): WikilinkParts {
  const isEmbed = written.startsWith("!");
  const inside = written.slice(isEmbed ? 3 : 2, -2).replace(/\\\|/g, "|");
  const bar = inside.indexOf("|");
  const linktext = (bar === -1 ? inside : inside.slice(0, bar)).trim();
  const alias = bar === -1 ? "" : inside.slice(bar + 1).trim();
  return { linktext, display: alias === "" ? displayOf(linktext) : alias, hasAlias: alias !== "", isEmbed };
}

/** `Note#Heading#Deeper` is shown as `Note > Heading > Deeper`, `#Heading` as `Heading`. */
function displayOf(linktext: string): string {
  return linktext
    .split("#")
    .filter((part) => part !== "")
    .join(" > ");
}

/** `300` or `300x200` behind the bar of an image. */
export function readSize(text: string): { width: number; height: number | null } | null {
  const match = /^(\d+)(?:x(\d+))?$/.exec(text.trim());
  if (match === null) return null;
  return { width: Number(match[1]), height: match[2] === undefined ? null : Number(match[2]) };
}
