/** Links in a stretch of prose, of both forms. */

export interface FoundLink {
  start: number;
  end: number;
  target: string;
  displayText: string;
  isEmbed: boolean;
  /** Whether it leads to a file of the vault; others are no links to the app. */
  isLocal: boolean;
}

interface Opening {
  at: number;
  isEmbed: boolean;
}

export interface LinkReader {
  /** The wikilink that begins here. */
  wikilink(at: number, isEmbed: boolean): FoundLink | null;
  /** A bracket that may begin a Markdown link. */
  open(at: number, isEmbed: boolean): void;
  /** The Markdown link whose text ends here. */
  close(at: number): FoundLink | null;
}

const DESTINATION = /\([ \t]*(?:<([^<>\r\n]*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?:[ \t]+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))?[ \t]*\)/suy;
const SCHEME = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;
/** What no wikilink holds. */
const BROKEN = /\[\[|\n/;
/** More open brackets than these are not links. */
const MOST_OPEN = 64;

/** What stands between the double brackets: the link and what it shows. Null where it is empty. */
export function wikilinkParts(inner: string): { link: string; displayText: string } | null {
  const text = inner.trim();
  if (text === "") return null;
  const bar = text.indexOf("|");
  // A bar that nothing precedes belongs to the link.
  if (bar <= 0) return { link: text, displayText: shownPath(text) };
  // In tables the bar is escaped.
  const link = text.slice(0, bar).replace(/\\$/, "").trim();
  return { link, displayText: text.slice(bar + 1).trim() || shownPath(link) };
}

const shownPath = (link: string): string =>
  link
    .split("#")
    .filter((part) => part !== "")
    .join(" > ");

export const isLocalDestination = (destination: string): boolean => destination !== "" && !SCHEME.test(destination);

export function decodeDestination(destination: string): string {
  const plain = destination.replace(/\\([!-/:-@[-`{-~])/g, "$1");
  try {
    return decodeURI(plain);
  } catch {
    return plain;
  }
}

export function createLinkReader(text: string): LinkReader {
  let openings: Opening[] = [];
  /** The `]]` found last; none comes between it and where it was looked for. */
  let closing = -1;
  const closingFrom = (from: number): number => {
    if (closing < from) closing = text.indexOf("]]", from);
    if (closing < 0) closing = Infinity;
    return closing;
  };

  const wikilink = (at: number, isEmbed: boolean): FoundLink | null => {
    const from = at + (isEmbed ? 3 : 2);
    if (!text.startsWith("[[", from - 2)) return null;
    const end = closingFrom(from);
    if (end === Infinity) return null;
    const inner = text.slice(from, end);
    const parts = BROKEN.test(inner) ? null : wikilinkParts(inner);
    return parts === null ? null : { start: at, end: end + 2, target: parts.link, displayText: parts.displayText, isEmbed, isLocal: true };
  };

  const close = (at: number): FoundLink | null => {
    const opening = openings.pop();
    if (opening === undefined || text[at + 1] !== "(") return null;
    DESTINATION.lastIndex = at + 1;
    const found = DESTINATION.exec(text);
    if (found === null) return null;
    // A link holds no other link, but it may hold an image.
    if (!opening.isEmbed) openings = openings.filter(({ isEmbed }) => isEmbed);
    const destination = found[1] ?? found[2] ?? "";
    const start = opening.at;
    const displayText = text.slice(start + (opening.isEmbed ? 2 : 1), at);
    return { start, end: at + 1 + found[0].length, target: decodeDestination(destination), displayText, isEmbed: opening.isEmbed, isLocal: isLocalDestination(destination) };
  };

  return {
    wikilink,
    open: (at, isEmbed) => {
      if (openings.length >= MOST_OPEN) openings.shift();
      openings.push({ at, isEmbed });
    },
    close,
  };
}
