/** Links of wiki pages, taken apart. Text in, data out. */
import { unescapeMarkdown } from "../../core/vault/escape";

/** `path` as a link may call a note; `heading` is "" for the whole note. */
export interface PageLink {
  path: string;
  heading: string;
  title: string;
}

/** A citation as the page gives it. */
export interface PageCitation extends PageLink {
  label: string;
  quote: string;
}

/** The parts of a link in Markdown; null for what is none. */
export function parseLink(link: string): PageLink | null {
  const wikilink = /^\[\[([^\]|]*)(?:\|(.*))?\]\]$/.exec(link);
  if (wikilink !== null) {
    const [, target = "", display] = wikilink;
    return { ...splitTarget(target), title: unescapeMarkdown(display ?? target) };
  }
  const [, title, destination] = /^\[(.*)\]\(<?([^)>]*)>?\)$/.exec(link) ?? [];
  if (title === undefined || destination === undefined) return null;
  return { ...splitTarget(decoded(destination)), title: unescapeMarkdown(title) };
}

export function splitTarget(target: string): { path: string; heading: string } {
  const hash = target.indexOf("#");
  return hash < 0 ? { path: target.trim(), heading: "" } : { path: target.slice(0, hash).trim(), heading: target.slice(hash + 1).trim() };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
