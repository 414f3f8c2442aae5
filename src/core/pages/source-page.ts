/**
 * A source's page: its digest in full, as a note people can read and from which the digest can be read back without loss.
 * `parseSourcePage(renderSourcePage(…))` is the digest again; the claim store rests on that.
 */
import type { Claim, Digest, DigestConcept, NothingReason, SectionDigest } from "../claims/digest";
import { citationReference, renderCitation } from "../vault/citation";
import { escapeMarkdown } from "../vault/escape";
import { linkDisplay } from "../vault/link-text";
import { wikilink } from "../vault/links";
import { renderPage, type GeneratedPage } from "../vault/page";
import type { SourceProperties } from "../vault/passage";
import { blocks, citedText, heading, listItem, oneLine, section } from "./parts";

export interface SourcePageInput {
  id: string;
  /** Fingerprint of the source's content: with it, a page alone tells whether its digest still holds. */
  content: string;
  sourcePath: string;
  properties: SourceProperties;
  digest: Digest;
  /** The page or note that stands for a concept of the digest, by the name the digest gives it; null where it has none. */
  targetOf(name: string): string | null;
}

export const HEADINGS = {
  keyPoints: "Key points",
  claims: "Claims",
  concepts: "Concepts",
  questions: "Open questions",
  coverage: "Coverage",
} as const;

export const ALIAS_SEPARATOR = "; ";
/** Stands between a concept's name and its link, where a link cannot show the name as it is. */
export const NAME_SEPARATOR = ": ";

/** A section's heading, as all of its path; "" before the first heading. */
export const sectionTitle = (headingPath: readonly string[]): string => headingPath.join(" › ");

const UNTITLED_SECTION = "Beginning";
const LONGEST_TITLE = 240;

/** How a page shows a section's title. Two titles may be shown alike. */
export const shownTitle = (title: string): string => oneLine(title === "" ? UNTITLED_SECTION : title, LONGEST_TITLE);

export function renderSourcePage(input: SourcePageInput): string {
  const { digest, properties, sourcePath } = input;
  const claims = new Map(digest.sections.flatMap((part) => part.claims).map((claim) => [claim.id, claim]));
  const page: GeneratedPage = {
    id: input.id,
    fingerprint: input.content,
    properties: [
      ["type", "source"],
      ["summary", oneLine(digest.summary.text)],
      ["source", wikilink(sourcePath, properties.title)],
      ["author", properties.authors],
      ["published", properties.published],
      ["url", properties.url],
    ],
    body: blocks(
      digest.summary.claim === null ? null : citedText(digest.summary.text, [digest.summary.claim]),
      section(HEADINGS.keyPoints, claimList(digest.keyPoints.flatMap((id) => claims.get(id) ?? []))),
      section(HEADINGS.claims, claimsByHeading(digest.sections)),
      section(HEADINGS.concepts, digest.concepts.map((concept) => listItem(conceptLine(concept, input))).join("\n")),
      section(HEADINGS.questions, claimList(digest.sections.flatMap((part) => part.questions))),
      section(HEADINGS.coverage, coverageTable(digest.sections)),
      digest.sections.flatMap((part) => [...part.claims, ...part.questions].map((claim) => citation(claim, part, input))).join("\n"),
    ),
  };
  return renderPage(page);
}

const citation = (claim: Claim, part: SectionDigest, { sourcePath, properties }: SourcePageInput): string =>
  renderCitation({ label: claim.id, sourcePath, headingPath: part.headingPath, title: properties.title, quote: claim.quote });

const claimList = (claims: Claim[]): string => claims.map((claim) => listItem(citedText(claim.text, [claim.id]))).join("\n");

/** Sections that follow each other under one heading (a long one is cut in several) share it. */
const claimsByHeading = (sections: SectionDigest[]): string => {
  const lines: string[] = [];
  let current = "";
  for (const part of sections) {
    if (part.claims.length === 0) continue;
    const title = sectionTitle(part.headingPath);
    if (title !== current) lines.push(heading(3, shownTitle(title)));
    current = title;
    lines.push(claimList(part.claims));
  }
  return joinLists(lines);
};

/** Lists under one heading follow each other without a blank line, so that they read as one. */
const joinLists = (lines: string[]): string =>
  lines.reduce((text, line, index) => {
    const isNewHeading = line.startsWith("#") || lines[index - 1]?.startsWith("#") === true;
    return text === "" ? line : `${text}${isNewHeading ? "\n\n" : "\n"}${line}`;
  }, "");

const conceptLine = (concept: DigestConcept, input: SourcePageInput): string => {
  const target = input.targetOf(concept.name);
  const link = target === null ? null : wikilink(target, concept.name);
  const name = link !== null && linkDisplay(concept.name) === concept.name ? link : [escapeMarkdown(concept.name), ...(link === null ? [] : [link])].join(NAME_SEPARATOR);
  const details = [concept.kind, ...concept.aliases.map((alias) => escapeMarkdown(alias).replace(/[;()]/g, "\\$&"))].join(ALIAS_SEPARATOR);
  return `${name} (${details})${concept.claims.map(citationReference).join("")}`;
};

const coverageTable = (sections: SectionDigest[]): string => {
  if (sections.length === 0) return "";
  const rows = sections.map((part) => {
    const cited = new Set([...part.claims, ...part.questions].map((claim) => claim.passage)).size;
    return `| ${escapeMarkdown(shownTitle(sectionTitle(part.headingPath)))} | ${part.passages} | ${cited} | ${leftOut(part)} |`;
  });
  return ["| Section | Passages | Cited | Left out |", "| --- | --- | --- | --- |", ...rows].join("\n");
};

const leftOut = (part: SectionDigest): string => {
  const counts = new Map<NothingReason, number>();
  for (const { reason } of part.nothing) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).join(", ");
};
