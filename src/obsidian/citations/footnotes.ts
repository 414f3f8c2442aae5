/** The footnotes of a wiki page's text: which are citations, in which order a reading view numbers them, and what stands at a place. Text in, data out. */
import { parseCitation } from "../../core/vault/citation";
import { unescapeMarkdown } from "../../core/vault/escape";

/** A citation as the page gives it. `path` and `heading` are parts of the link, `path` as a link may call a note; `heading` is "" for the whole note. */
export interface PageCitation {
  label: string;
  path: string;
  heading: string;
  title: string;
  quote: string;
}

export interface PageFootnotes {
  /** Labels in the order of their first references, so that the footnote numbered n is at n - 1; null for a footnote written in the line itself. */
  numbered: readonly (string | null)[];
  /** By label in lower case; footnotes that are no citations are left out. */
  citations: ReadonlyMap<string, PageCitation>;
}

const DEFINITION = /^ {0,3}\[\^([^\]\s]+)\]:/;
/** References, and footnotes written in the line. A backslash before takes the meaning away; the colon after a definition's label is told by the line. */
const REFERENCE = /\\.|\[\^([^\]\s]+)\]|\^\[/g;
const PROPERTIES = /^\uFEFF?---\r?\n[\s\S]*?\n---[ \t]*(?:\r?\n|$)/;
/** What else holds no footnotes: code blocks, comments, mathematics, code in the line. */
const WITHOUT_FOOTNOTES = /^[ \t>]*(`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?\n)?[ \t>]*\1[^\n]*|%%[\s\S]*?%%|\$\$[\s\S]*?\$\$|(`+)(?!`)[^\n]*?[^`\n]\2(?!`)/gm;

const blank = (text: string): string => text.replace(/[^\n]/g, " ");
const blanked = (text: string): string => text.replace(PROPERTIES, blank).replace(WITHOUT_FOOTNOTES, blank);

/** The parts of a link in Markdown; null for what is none. */
export function parseLink(link: string): { path: string; heading: string; title: string } | null {
  const wikilink = /^\[\[([^\]|]*)(?:\|(.*))?\]\]$/.exec(link);
  if (wikilink !== null) {
    const [, target = "", display] = wikilink;
    return { ...splitTarget(target), title: unescapeMarkdown(display ?? target) };
  }
  const [, title, destination] = /^\[(.*)\]\(<?([^)>]*)>?\)$/.exec(link) ?? [];
  if (title === undefined || destination === undefined) return null;
  return { ...splitTarget(decoded(destination)), title: unescapeMarkdown(title) };
}

/** Every footnote definition is one line in our pages; one a human spread over several is a note of theirs and no citation. */
export function citationOf(line: string): PageCitation | null {
  const found = parseCitation(line.trim());
  const link = found === null ? null : parseLink(found.link);
  return found === null || link === null ? null : { label: found.label, ...link, quote: found.quote };
}

/** Labels referred to in `text`, in order, in lower case; those of definitions are left out. */
export function referencesIn(text: string): (string | null)[] {
  const labels: (string | null)[] = [];
  for (const line of blanked(text).split("\n")) {
    const [head = ""] = DEFINITION.exec(line) ?? [];
    for (const [whole, label] of line.slice(head.length).matchAll(REFERENCE)) {
      if (label !== undefined) labels.push(label.toLowerCase());
      else if (whole === "^[") labels.push(null);
    }
  }
  return labels;
}

export function readFootnotes(text: string): PageFootnotes {
  const defined = new Set<string>();
  const citations = new Map<string, PageCitation>();
  for (const line of blanked(text).split("\n")) {
    const label = DEFINITION.exec(line)?.[1]?.toLowerCase();
    if (label === undefined || defined.has(label)) continue;
    defined.add(label);
  }
  for (const line of text.split("\n")) {
    const citation = citationOf(line);
    if (citation !== null && defined.has(citation.label.toLowerCase()) && !citations.has(citation.label.toLowerCase())) citations.set(citation.label.toLowerCase(), citation);
  }
  const numbered: (string | null)[] = [];
  for (const label of referencesIn(text)) if (label === null || (defined.has(label) && !numbered.includes(label))) numbered.push(label);
  return { numbered, citations };
}

/**
 * The citations of a rendered section's references, in order. `shown` are the numbers the view gave them (null where none can be read), `section` the section's
 * own text where it is known: then the references are taken in its order, which holds however the view counts; else by number.
 */
export function citationsOfReferences(footnotes: PageFootnotes, shown: readonly (number | null)[], section: string | null): (PageCitation | null)[] {
  const inSection = section === null ? [] : referencesIn(section).filter((label) => label === null || footnotes.numbered.includes(label));
  const labels = inSection.length === shown.length ? inSection : shown.map((number) => (number === null ? null : (footnotes.numbered[number - 1] ?? null)));
  return labels.map((label) => (label === null ? null : (footnotes.citations.get(label) ?? null)));
}

/** The label of the reference that `column` of `line` lies in or touches, or of the definition the line is; null for neither. */
export function labelAt(line: string, column: number): string | null {
  for (const found of line.matchAll(REFERENCE)) {
    const [whole, label] = found;
    if (label !== undefined && found.index <= column && column <= found.index + whole.length) return label.toLowerCase();
  }
  return DEFINITION.exec(line)?.[1]?.toLowerCase() ?? null;
}

function splitTarget(target: string): { path: string; heading: string } {
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
