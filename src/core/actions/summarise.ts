/** Action: the digest of one note, without writing. */
import { createRunner } from "../compile/incremental";
import type { ConceptKind } from "../claims/digest";
import { sourceId } from "../claims/identity";
import { openEngine } from "../engines/open-engine";
import { PASS_NAMES } from "../events";
import { digestDocument } from "../passes/digest";
import { readPass } from "../passes/read";
import type { CancelSignal } from "../ports";
import { isExcluded } from "../settings";
import { toFileRange } from "../vault/markdown/offsets";
import type { SourceDocument } from "../vault/passage";
import { readSourceFile, type Vault } from "./session";

export interface SummariseResult {
  path: string;
  title: string;
  summary: string;
  /** `start` and `end` are UTF-16 offsets of the quote in the file's text. */
  claims: { text: string; quote: string; heading: string; start: number; end: number }[];
  concepts: { name: string; aliases: string[]; kind: ConceptKind }[];
  questions: string[];
}

/** A note in an excluded folder is summarised by the built-in engine: its text is sent nowhere. */
export async function summarise(vault: Vault, path: string, signal: CancelSignal): Promise<SummariseResult> {
  const { host, settings } = vault;
  const text = await readSourceFile(vault, path);
  const runner = createRunner({ clock: host.clock, signal, redoOlderRecipe: false, passes: PASS_NAMES });
  const document = await readPass.run({ path, text, breathe: () => runner.pace() });
  const isKept = isExcluded(path, settings);
  const { engine, settle } = await openEngine(isKept ? { host, settings: { ...settings, engine: "extractive" } } : vault, "work");
  const { digest } = await digestDocument(sourceId(path, () => false), document, {}, { engine, runner, signal }).finally(settle);
  return {
    path,
    title: document.properties.title,
    summary: digest.summary.text,
    claims: digest.sections.flatMap((section, index) =>
      section.claims.map((claim) => ({ text: claim.text, quote: claim.quote, heading: section.headingPath.at(-1) ?? "", ...rangeOf(document, index, claim.passage, claim.quote) })),
    ),
    concepts: digest.concepts.map(({ name, aliases, kind }) => ({ name, aliases, kind })),
    questions: digest.sections.flatMap((section) => section.questions.map((question) => question.text)),
  };
}

const rangeOf = (document: SourceDocument, section: number, passage: number, quote: string): { start: number; end: number } => {
  const found = document.sections[section]?.passages[passage];
  if (found === undefined) return { start: 0, end: 0 };
  const at = found.text.indexOf(quote);
  return at < 0 ? { start: found.start, end: found.end } : toFileRange(found, at, at + quote.length);
};
