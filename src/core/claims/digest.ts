/**
 * The digest of one source: what the engine made of it, and the claims that pages are rendered from.
 * A digest is plain data and is kept twice: in the cache, and in full on its source page.
 */

export type ConceptKind = "person" | "project" | "method" | "place" | "event" | "idea";

export const CONCEPT_KINDS: readonly ConceptKind[] = ["person", "project", "method", "place", "event", "idea"];

/** Why a passage yielded no claim. */
export type NothingReason = "boilerplate" | "code" | "math" | "table" | "fragment" | "question" | "repeated" | "minor";

/**
 * One statement with its evidence. `quote` is one contiguous span of the passage's plain text.
 * `passage` is the index within the section.
 */
export interface Claim {
  id: string;
  text: string;
  quote: string;
  passage: number;
}

/** A question the source asks or leaves open, with its words as evidence. */
export type Question = Claim;

/** What the engine made of one section. `nothing` and the claims' and questions' passages together cover every passage. */
export interface SectionDigest {
  fingerprint: string;
  headingPath: string[];
  passages: number;
  claims: Claim[];
  questions: Question[];
  nothing: { passage: number; reason: NothingReason }[];
}

/** A concept as one source names it. `claims` are the ids of the claims that are about it, in source order. */
export interface DigestConcept {
  name: string;
  aliases: string[];
  kind: ConceptKind;
  claims: string[];
}

/** How many sections have at least one claim: what coverage counts. */
export const countCovered = (sections: readonly SectionDigest[]): number => sections.filter(({ claims }) => claims.length > 0).length;

/** `summary` is one line; its claim is the evidence (null where the source says nothing). `keyPoints` are claim ids. */
export interface Digest {
  sections: SectionDigest[];
  summary: { text: string; claim: string | null };
  keyPoints: string[];
  concepts: DigestConcept[];
}
