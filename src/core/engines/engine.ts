/**
 * What an engine does: the language work, and nothing else. Both engines (built-in and model) implement this; identity, grounding,
 * links, properties and rendering are code's. An engine sees no vault, no network and no clock it was not handed.
 */
import type { CancelSignal } from "../ports";
import type { SourceProperties, Passage } from "../vault/passage";
import type { ConceptKind, NothingReason } from "../claims/digest";

/** What stays the same for all sections of one source: small, and part of every section's fingerprint. */
export interface SourceContext {
  properties: SourceProperties;
}

export interface SectionInput {
  source: SourceContext;
  headingPath: string[];
  passages: Passage[];
}

/** A statement and its evidence: characters `start` to `end` of the plain text of passage number `passage`. */
export interface StatementDraft {
  text: string;
  passage: number;
  start: number;
  end: number;
}

/** Something a section names. `statements` are indices into the section's statements that mention it; `score` weighs it within the section. */
export interface NameDraft {
  name: string;
  aliases: string[];
  kind: ConceptKind;
  /** How sure the kind is, 0 to 1. */
  kindScore: number;
  score: number;
  statements: number[];
}

/** The engine's answer for one section; kept as it is, so it must be plain JSON data. */
export interface SectionDraft {
  statements: StatementDraft[];
  questions: StatementDraft[];
  nothing: { passage: number; reason: NothingReason }[];
  names: NameDraft[];
  /** A model was asked and nothing could be made of its reply, or of a part of it: the built-in engine spoke in its place, until the user says to ask again. */
  isUnread?: boolean;
}

/** A section's draft with the ids code gave its statements, for the step that looks at the source as a whole. */
export interface SectionResult {
  headingPath: string[];
  draft: SectionDraft;
  /** Claim ids by statement index; null where code dropped the statement (a repetition, a quote that is not there). */
  claimIds: (string | null)[];
}

/** The whole source, from its sections' results. `summary.claim` and `keyPoints` are claim ids; concepts name the claims about them. */
export interface SourceDraft {
  summary: { text: string; claim: string | null };
  keyPoints: string[];
  concepts: { name: string; aliases: string[]; kind: ConceptKind; claims: string[] }[];
}

/** One side of an unclear pair. `context` are the names of concepts that its sources also treat. */
export interface PairSide {
  name: string;
  aliases: string[];
  kind: ConceptKind;
  summary: string;
  sources: number;
  context: string[];
}

export interface ConceptPair {
  left: PairSide;
  right: PairSide;
}

/** A claim as the article pass gets it. `quote` is its evidence, verbatim; `source` the source's title; `published` an ISO date or "". */
export interface ArticleClaim {
  id: string;
  text: string;
  quote: string;
  headingPath: string[];
  source: string;
  sourceId: string;
  published: string;
  /** Position within its source: claims of one source are told in this order. */
  order: number;
}

export interface ArticleInput {
  name: string;
  aliases: string[];
  kind: ConceptKind;
  claims: ArticleClaim[];
}

/** A sentence of an article and the claims that support it (at least one). Plain text; code escapes, links and cites. */
export interface ArticleSentence {
  text: string;
  claims: string[];
}

/**
 * How two claims stand to each other that cannot both be told as they are. *contested*: they disagree; *superseded*: the second is the later one and
 * replaces the first; *scope*: both are true, of different things, times or places; *reported*: the first only says what somebody says.
 */
export type ContradictionRelation = "contested" | "superseded" | "scope" | "reported";

/** Two claims by their ids; `differ` are the words of each in which they differ, "" where one denies what the other says. */
export interface Contradiction {
  relation: ContradictionRelation;
  claims: [string, string];
  differ: [string, string];
}

/** `isProse`: the sentences follow each other as a text does; else each stands by itself. */
export interface ArticleSection {
  heading: string;
  sentences: ArticleSentence[];
  isProse?: boolean;
}

/**
 * `summary` is one line for properties and listings. `lead` comes before the first heading. No sentence rests on both claims of a contradiction;
 * `contradictions` is missing where the engine looks for none. What the user ruled on them is not the engine's business.
 */
export interface ArticleDraft {
  summary: string;
  lead: ArticleSentence[];
  sections: ArticleSection[];
  contradictions?: Contradiction[];
  /** As of a section's draft. */
  isUnread?: boolean;
}

/** Whether an older version of the engine, or another one, made what carries this recipe. "" is of no engine. */
export const isOlderRecipe = (recipe: string, { recipe: current }: Pick<Engine, "recipe">): boolean => recipe !== "" && recipe !== current;

/** One piece of work that an engine could not do; another may well succeed, and so may this one later. `message` is one sentence for people. */
export class EngineFailure extends Error {
  override readonly name = "EngineFailure";
}

export interface Engine {
  name: "extractive" | "llm";
  /** Everything but the input that can change a result: version, model, parameters, prompts. */
  recipe: string;
  /** How many pieces of its work may be under way at once: 1 where it is this machine that works, more where it waits for others. */
  atOnce: number;
  digestSection(input: SectionInput, signal: CancelSignal): Promise<SectionDraft>;
  digestSource(source: SourceContext, sections: SectionResult[], signal: CancelSignal): Promise<SourceDraft>;
  /** For each pair: true for the same concept, false for two. */
  decidePairs(pairs: ConceptPair[], signal: CancelSignal): Promise<boolean[]>;
  writeArticle(input: ArticleInput, signal: CancelSignal): Promise<ArticleDraft>;
}
