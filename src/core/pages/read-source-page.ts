/**
 * A digest back from its source page: the reason why wiki/ alone is enough to go on from.
 * The result is checked by rendering it again; a page that does not come out the same is not trusted and its source is digested anew.
 */
import { CONCEPT_KINDS, type Claim, type Digest, type DigestConcept, type NothingReason, type SectionDigest } from "../claims/digest";
import { parseCitation } from "../vault/citation";
import { unescapeMarkdown } from "../vault/escape";
import { findLinks, notePathOf, type FoundLink } from "../vault/links";
import { readPage } from "../vault/page";
import type { Section, SourceDocument } from "../vault/passage";
import { HEADINGS, NAME_SEPARATOR, renderSourcePage, sectionTitle, shownTitle } from "./source-page";

/** The digest a source page holds, for the source as it reads now; null where the page does not hold it whole and unchanged. */
export function parseSourcePage(text: string, document: SourceDocument): Digest | null {
  const page = readPage(text);
  if (page === null || !page.isUntouched) return null;
  const parts = splitParts(page.body);
  const quotes = quotesByLabel(page.body);
  const sections = document.sections.map(emptySection);
  if (!placeClaims(parts, quotes, document.sections, sections) || !placeNothing(parts, sections)) return null;
  const concepts = (parts.get(HEADINGS.concepts) ?? []).map(parseConcept);
  if (concepts.includes(null)) return null;
  const known = concepts.filter((concept): concept is ParsedConcept => concept !== null);
  const digest: Digest = {
    sections,
    summary: parseSummary(parts.get("") ?? [], page.values),
    keyPoints: (parts.get(HEADINGS.keyPoints) ?? []).flatMap((line) => parseCitedLine(line)?.labels ?? []),
    concepts: known.map(({ concept }) => concept),
  };
  const targets = new Map(known.map(({ concept, target }) => [concept.name, target]));
  const again = renderSourcePage({
    id: page.stamp.id,
    content: page.stamp.fingerprint,
    sourcePath: document.path,
    properties: document.properties,
    digest,
    targetOf: (name) => targets.get(name) ?? null,
  });
  return readPage(again)?.stamp.hash === page.stamp.hash ? digest : null;
}

const emptySection = (section: Section): SectionDigest => ({
  fingerprint: section.fingerprint,
  headingPath: section.headingPath,
  passages: section.passages.length,
  claims: [],
  questions: [],
  nothing: [],
});

/** The lines with content under each second-level heading; the lead is under "". Third-level headings stay among the lines. */
const splitParts = (body: string): Map<string, string[]> => {
  const parts = new Map<string, string[]>([["", []]]);
  let current = "";
  for (const line of body.replace(/\r\n/g, "\n").split("\n")) {
    if (line.startsWith("## ")) {
      current = line.slice(3);
      parts.set(current, []);
    } else if (line !== "" && !line.startsWith("[^")) parts.get(current)?.push(line);
  }
  return parts;
};

const quotesByLabel = (body: string): Map<string, string> => {
  const quotes = new Map<string, string>();
  for (const line of body.replace(/\r\n/g, "\n").split("\n")) {
    const citation = parseCitation(line);
    if (citation !== null) quotes.set(citation.label, citation.quote);
  }
  return quotes;
};

const parseCitedLine = (line: string): { text: string; labels: string[] } | null => {
  const [, text, references] = /^(?:- )?(.*?)((?:\[\^[a-z0-9]+\])+)$/.exec(line) ?? [];
  if (text === undefined || references === undefined) return null;
  return { text: unescapeMarkdown(text), labels: [...references.matchAll(/\[\^([a-z0-9]+)\]/g)].map((match) => match[1] ?? "") };
};

type Locator = (quote: string, isUnder: (title: string) => boolean) => { section: number; passage: number } | null;

/** Finds quotes in the order they were taken: each search goes on where the last one ended. */
const createLocator = (sections: Section[]): Locator => {
  let sectionAt = 0;
  let passageAt = 0;
  return (quote, isUnder) => {
    for (let section = sectionAt; section < sections.length; section += 1) {
      const candidate = sections[section];
      if (candidate === undefined || !isUnder(sectionTitle(candidate.headingPath))) continue;
      const from = section === sectionAt ? passageAt : 0;
      const passage = candidate.passages.findIndex((item, index) => index >= from && item.text.includes(quote));
      if (passage < 0) continue;
      sectionAt = section;
      passageAt = passage;
      return { section, passage };
    }
    return null;
  };
};

/** Puts the page's claims and questions into `digests`, one for each section of the source; false where one is not found in the source. */
const placeClaims = (parts: Map<string, string[]>, quotes: Map<string, string>, sections: Section[], digests: SectionDigest[]): boolean => {
  const place = (line: string, locate: Locator, isUnder: (title: string) => boolean, list: "claims" | "questions"): number | null => {
    const cited = parseCitedLine(line);
    const id = cited?.labels[0];
    const quote = id === undefined ? undefined : quotes.get(id);
    if (cited === null || id === undefined || quote === undefined) return null;
    const found = locate(quote, isUnder);
    if (found === null) return null;
    const claim: Claim = { id, text: cited.text, quote, passage: found.passage };
    digests[found.section]?.[list].push(claim);
    return found.section;
  };
  const locateClaim = createLocator(sections);
  // Every heading line says that the title changed: to one that is shown like this.
  let title: string | null = "";
  let shown = "";
  let left = "";
  for (const line of parts.get(HEADINGS.claims) ?? []) {
    if (line.startsWith("### ")) {
      left = title ?? left;
      title = null;
      shown = unescapeMarkdown(line.slice(4));
      continue;
    }
    const known = title;
    const isUnder = (other: string): boolean => (known === null ? other !== left && shownTitle(other) === shown : other === known);
    const section = place(line, locateClaim, isUnder, "claims");
    if (section === null) return false;
    title = sectionTitle(sections[section]?.headingPath ?? []);
  }
  const locateQuestion = createLocator(sections);
  return (parts.get(HEADINGS.questions) ?? []).every((line) => place(line, locateQuestion, () => true, "questions") !== null);
};

/** Reasons are given to the passages that yielded nothing in order: the page counts them a section, and that is all that is shown of them. */
const placeNothing = (parts: Map<string, string[]>, sections: SectionDigest[]): boolean => {
  const rows = (parts.get(HEADINGS.coverage) ?? []).slice(2);
  if (rows.length !== sections.length) return false;
  return sections.every((part, index) => {
    const cells = (rows[index] ?? "").split(/(?<!\\)\|/);
    const reasons = (cells[4] ?? "").trim().split(", ").filter((entry) => entry !== "").flatMap((entry) => {
      const [count, reason] = entry.split(" ");
      return Array.from({ length: Math.min(Number(count), part.passages) }, () => reason as NothingReason);
    });
    const covered = new Set([...part.claims, ...part.questions].map((claim) => claim.passage));
    const free = Array.from({ length: part.passages }, (_, passage) => passage).filter((passage) => !covered.has(passage));
    if (free.length !== reasons.length) return false;
    part.nothing = free.map((passage, at) => ({ passage, reason: reasons[at] ?? "minor" }));
    return true;
  });
};

interface ParsedConcept {
  concept: DigestConcept;
  target: string | null;
}

const parseConcept = (line: string): ParsedConcept | null => {
  const [, content, references] = /^- (.*?)((?:\[\^[a-z0-9]+\])*)$/s.exec(line) ?? [];
  if (content === undefined || !content.endsWith(")")) return null;
  const opening = content.lastIndexOf(" (");
  if (opening < 0) return null;
  const named = parseName(content.slice(0, opening));
  const [kind, ...aliases] = splitDetails(content.slice(opening + 2, -1));
  const conceptKind = CONCEPT_KINDS.find((known) => known === kind);
  if (named === null || conceptKind === undefined) return null;
  return {
    target: named.link === null ? null : notePathOf(named.link.target),
    concept: {
      name: named.name,
      aliases: aliases.map(unescapeMarkdown),
      kind: conceptKind,
      claims: [...(references ?? "").matchAll(/\[\^([a-z0-9]+)\]/g)].map((match) => match[1] ?? ""),
    },
  };
};

/** A concept's name and its link: the name alone, the link that shows it, or both where no link can show it. */
const parseName = (written: string): { name: string; link: FoundLink | null } | null => {
  const start = linkStart(written);
  if (start < 0) return { name: unescapeMarkdown(written), link: null };
  const link = findLinks(written.slice(start))[0];
  if (link === undefined) return null;
  const display = link.display ?? link.target;
  if (start === 0) return { name: link.kind === "markdown" ? unescapeMarkdown(display) : display, link };
  const before = written.slice(0, start);
  return before.endsWith(NAME_SEPARATOR) ? { name: unescapeMarkdown(before.slice(0, -NAME_SEPARATOR.length)), link } : null;
};

/** Where the link begins that ends the text, -1 without one. No link of ours holds an opening bracket, and an escaped name ends in no bracket that is live. */
const linkStart = (written: string): number => {
  if (written.endsWith("]]")) return written.lastIndexOf("[[");
  return written.endsWith(">)") ? written.lastIndexOf("[", written.lastIndexOf("](<")) : -1;
};

/** The kind and the aliases between the parentheses: parted where no escape stands before the separator. */
const splitDetails = (written: string): string[] => written.split(/(?<=(?<!\\)(?:\\\\)*); /);

const parseSummary = (lead: string[], values: Record<string, unknown>): Digest["summary"] => {
  const cited = lead[0] === undefined ? null : parseCitedLine(lead[0]);
  const property = typeof values["summary"] === "string" ? values["summary"] : "";
  return cited === null ? { text: property, claim: null } : { text: cited.text, claim: cited.labels[0] ?? null };
};

