/**
 * A digest back from its source page: the reason why wiki/ alone is enough to go on from.
 * The result is checked by rendering it again; a page that does not come out the same is not trusted and its source is digested anew.
 */
import { CONCEPT_KINDS, type Claim, type Digest, type DigestConcept, type NothingReason, type SectionDigest } from "../claims/digest";
import { parseCitation } from "../vault/citation";
import { unescapeMarkdown } from "../vault/escape";
import { findLinks } from "../vault/links";
import { readPage } from "../vault/page";
import type { Section, SourceDocument } from "../vault/passage";
import { HEADINGS, renderSourcePage, SECTION_SEPARATOR, UNTITLED_SECTION } from "./source-page";

/** The digest a source page holds, for the source as it reads now; null where the page does not hold it whole and unchanged. */
export function parseSourcePage(text: string, document: SourceDocument): Digest | null {
  const page = readPage(text);
  if (page === null || !page.isUntouched) return null;
  const parts = splitParts(page.body);
  const quotes = quotesByLabel(page.body);
  const locate = createLocator(document.sections);
  const sections = document.sections.map(emptySection);
  if (!placeClaims(parts, quotes, locate, sections) || !placeNothing(parts, sections)) return null;
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

type Locator = (quote: string, headings: (path: string[]) => boolean) => { section: number; passage: number } | null;

/** Finds quotes in the order they were taken: each search goes on where the last one ended. */
const createLocator = (sections: Section[]): (() => Locator) => () => {
  let sectionAt = 0;
  let passageAt = 0;
  return (quote, isUnder) => {
    for (let section = sectionAt; section < sections.length; section += 1) {
      const candidate = sections[section];
      if (candidate === undefined || !isUnder(candidate.headingPath)) continue;
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

const placeClaims = (parts: Map<string, string[]>, quotes: Map<string, string>, createLocate: () => Locator, sections: SectionDigest[]): boolean => {
  const place = (line: string, locate: Locator, isUnder: (path: string[]) => boolean, list: "claims" | "questions"): boolean => {
    const cited = parseCitedLine(line);
    const id = cited?.labels[0];
    const quote = id === undefined ? undefined : quotes.get(id);
    if (cited === null || id === undefined || quote === undefined) return false;
    const found = locate(quote, isUnder);
    if (found === null) return false;
    const claim: Claim = { id, text: cited.text, quote, passage: found.passage };
    sections[found.section]?.[list].push(claim);
    return true;
  };
  const locateClaim = createLocate();
  let title = "";
  for (const line of parts.get(HEADINGS.claims) ?? []) {
    if (line.startsWith("### ")) {
      title = unescapeMarkdown(line.slice(4));
      if (title === UNTITLED_SECTION) title = "";
    } else if (!place(line, locateClaim, (path) => path.join(SECTION_SEPARATOR).trim() === title, "claims")) return false;
  }
  const locateQuestion = createLocate();
  return (parts.get(HEADINGS.questions) ?? []).every((line) => place(line, locateQuestion, () => true, "questions"));
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
  const [, content, references] = /^- (.*?)((?:\[\^[a-z0-9]+\])*)$/.exec(line) ?? [];
  if (content === undefined || !content.endsWith(")")) return null;
  const opening = content.lastIndexOf(" (");
  if (opening < 0) return null;
  const link = findLinks(content.slice(0, opening))[0];
  const [kind, ...aliases] = content.slice(opening + 2, -1).split(/(?<!\\); /);
  const conceptKind = CONCEPT_KINDS.find((known) => known === kind);
  if (conceptKind === undefined) return null;
  return {
    target: link === undefined ? null : link.target.endsWith(".md") ? link.target : `${link.target}.md`,
    concept: {
      name: link === undefined ? unescapeMarkdown(content.slice(0, opening)) : (link.display ?? link.target),
      aliases: aliases.map(unescapeMarkdown),
      kind: conceptKind,
      claims: [...(references ?? "").matchAll(/\[\^([a-z0-9]+)\]/g)].map((match) => match[1] ?? ""),
    },
  };
};

const parseSummary = (lead: string[], values: Record<string, unknown>): Digest["summary"] => {
  const cited = lead[0] === undefined ? null : parseCitedLine(lead[0]);
  const property = typeof values["summary"] === "string" ? values["summary"] : "";
  return cited === null ? { text: property, claim: null } : { text: cited.text, claim: cited.labels[0] ?? null };
};

