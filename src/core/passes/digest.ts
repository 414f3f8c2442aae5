/**
 * Pass 2, digest: one source into one digest, a section at a time, each section kept by itself. The engine says what the passages hold;
 * code takes the quotes, gives the ids and sees to it that every passage ends in a claim or a recorded "nothing here".
 */
import type { Claim, Digest, NothingReason, SectionDigest } from "../claims/digest";
import { claimId, questionId } from "../claims/identity";
import { inBatches } from "../compile/in-batches";
import type { Pass, Runner, Stored } from "../compile/incremental";
import type { Engine, SectionDraft, SectionResult, SourceContext, StatementDraft } from "../engines/engine";
import type { CancelSignal } from "../ports";
import { shortHash } from "../text/hash";
import type { Section, SourceDocument } from "../vault/passage";

export interface DigestSources {
  engine: Engine;
  runner: Runner;
  signal: CancelSignal;
}

interface SectionPassInput {
  source: SourceContext;
  section: Section;
}

const sectionPass = (engine: Engine, signal: CancelSignal): Pass<SectionPassInput, SectionDraft> => ({
  name: "digest",
  recipe: engine.recipe,
  fingerprint: ({ source, section }) => sectionKey(source, section),
  run: ({ source, section }) => engine.digestSection({ source, headingPath: section.headingPath, passages: section.passages }, signal),
});

/** A section's draft depends on the section and on what the source says of itself, and on nothing else. */
const sectionKey = (source: SourceContext, section: Section): string => shortHash(`${JSON.stringify(source.properties)}\n${section.fingerprint}`, 16);

export interface DigestResult {
  digest: Digest;
  drafts: Record<string, Stored<SectionDraft>>;
  /** The keys of the drafts that were used. */
  liveDrafts: string[];
}

/** `drafts` are the answers kept from earlier runs, by section. */
export async function digestDocument(id: string, document: SourceDocument, drafts: Record<string, Stored<SectionDraft>>, use: DigestSources): Promise<DigestResult> {
  const source: SourceContext = { properties: document.properties };
  const pass = sectionPass(use.engine, use.signal);
  const kept: Record<string, Stored<SectionDraft>> = { ...drafts };
  const live = new Set<string>();
  const seen = new Set<string>();
  const sections: SectionDigest[] = [];
  const results: SectionResult[] = [];
  await inBatches(document.sections, use.engine.atOnce, async (section) => {
    const key = sectionKey(source, section);
    kept[key] = await use.runner.bring(pass, { source, section }, Object.hasOwn(kept, key) ? (kept[key] ?? null) : null);
    live.add(key);
    await use.runner.pace();
  });
  for (const section of document.sections) {
    const output = kept[sectionKey(source, section)]?.output;
    if (output === undefined) continue;
    const { digest, claimIds } = groundSection(id, section, output, seen);
    sections.push(digest);
    results.push({ headingPath: section.headingPath, draft: output, claimIds });
  }
  const draft = await use.engine.digestSource(source, results, use.signal);
  const known = new Set(sections.flatMap((section) => section.claims.map((claim) => claim.id)));
  const digest: Digest = {
    sections,
    summary: { text: draft.summary.text, claim: draft.summary.claim !== null && known.has(draft.summary.claim) ? draft.summary.claim : null },
    keyPoints: draft.keyPoints.filter((claim) => known.has(claim)),
    concepts: distinctConcepts(draft.concepts.map((concept) => ({ ...concept, claims: concept.claims.filter((claim) => known.has(claim)) }))),
  };
  return { digest, drafts: kept, liveDrafts: [...live] };
}

/** Two concepts of one source under one name would be one line on its page. */
const distinctConcepts = (concepts: Digest["concepts"]): Digest["concepts"] => {
  const names = new Set<string>();
  return concepts.filter(({ name, claims }) => name.trim() !== "" && claims.length > 0 && !names.has(name) && names.add(name));
};

/** A quote is at least this long, or the whole passage (in scripts without blanks, the second figure). */
const SHORTEST_QUOTE = 20;
const SHORTEST_QUOTE_UNSPACED = 8;

/** The quote of a statement where its span is a fit one, else null. */
function quoteOf(section: Section, statement: StatementDraft): string | null {
  const text = section.passages[statement.passage]?.text;
  if (text === undefined || statement.start < 0 || statement.end > text.length || statement.start >= statement.end) return null;
  const quote = text.slice(statement.start, statement.end).replace(/\s+/gu, " ").trim();
  const isLong = quote.length >= SHORTEST_QUOTE || (quote.length >= SHORTEST_QUOTE_UNSPACED && /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(quote));
  return quote !== "" && (isLong || quote === text.replace(/\s+/gu, " ").trim()) ? quote : null;
}

/** Gives a section's statements ids and quotes, drops what the source said before (`seen`), and accounts for every passage. */
function groundSection(id: string, section: Section, draft: SectionDraft, seen: Set<string>): { digest: SectionDigest; claimIds: (string | null)[] } {
  const repeated = new Set<number>();
  const ground = (statement: StatementDraft, makeId: (source: string, quote: string) => string): Claim | null => {
    const quote = quoteOf(section, statement);
    const text = statement.text.replace(/\s+/gu, " ").trim();
    if (quote === null || text === "") return null;
    const key = quote.toLowerCase();
    if (seen.has(key)) {
      repeated.add(statement.passage);
      return null;
    }
    seen.add(key);
    return { id: makeId(id, quote), text, quote, passage: statement.passage };
  };
  const claims = draft.statements.map((statement) => ground(statement, claimId));
  const questions = draft.questions.flatMap((question) => ground(question, questionId) ?? []);
  const found = claims.filter((claim): claim is Claim => claim !== null);
  const covered = new Set([...found, ...questions].map((claim) => claim.passage));
  const reasons = new Map<number, NothingReason>(draft.nothing.map(({ passage, reason }) => [passage, reason]));
  const nothing = section.passages.flatMap((_, passage) =>
    covered.has(passage) ? [] : [{ passage, reason: repeated.has(passage) ? ("repeated" as const) : (reasons.get(passage) ?? ("minor" as const)) }],
  );
  return {
    digest: { fingerprint: section.fingerprint, headingPath: section.headingPath, passages: section.passages.length, claims: inOrder(found), questions: inOrder(questions), nothing },
    claimIds: claims.map((claim) => claim?.id ?? null),
  };
}

const inOrder = (claims: Claim[]): Claim[] => [...claims].sort((left, right) => left.passage - right.passage);
