/** Pass 3, concepts: the digests of all sources into the concepts of the wiki, decided over the whole set before any page is written. */
import type { Pass } from "../compile/incremental";
import { clusterConcepts } from "../concepts/cluster";
import type { ConceptRecord, RegisteredPage } from "../concepts/concept";
import { registerConcepts } from "../concepts/register";
import { EngineFailure, type ConceptPair } from "../engines/engine";
import { isVerdict, type Decision } from "../pages/decisions-page";
import { hashText } from "../text/hash";
import { byCodeUnit } from "../text/key";
import type { Run } from "./run";

export interface ConceptsInput {
  decisions: Decision[];
  canonicalNotes: string[];
  foreign: Set<string>;
  /** Concept pages that were here at the last run and are not now: where they would be made again, the user took them away. */
  missing: Set<string>;
}

export interface ConceptsResult {
  records: ConceptRecord[];
  /** Rulings that follow from pages the user deleted. */
  newDecisions: Decision[];
}

export async function settleConcepts(run: Run, input: ConceptsInput): Promise<ConceptsResult> {
  const pass = conceptsPass(run);
  // A verdict is about claims: it must not ask anew which names are one concept.
  const full: FullInput = { ...input, decisions: input.decisions.filter((decision) => !isVerdict(decision)), pages: registeredPages(run) };
  const stored = await run.runner.bring(pass, full, run.state.conceptsFailure === undefined ? run.state.concepts : null);
  const deleted = stored.output.filter((record) => input.missing.has(record.movedFrom ?? record.path));
  if (deleted.length === 0) {
    // The pages made now are registered at the next run, where they are then: with them the result is the same.
    const output = stored.output.map((record) => ({ ...record, movedFrom: null }));
    run.state.concepts = { ...stored, output, content: pass.fingerprint({ ...full, pages: pagesOf(output) }) };
    return { records: stored.output, newDecisions: [] };
  }
  const newDecisions = deleted.map(({ name }): Decision => ({ kind: "no-page", terms: [name] }));
  for (const record of deleted) Reflect.deleteProperty(run.state.pages, record.movedFrom ?? record.path);
  const again = await settleConcepts(run, { ...input, decisions: [...input.decisions, ...newDecisions], missing: new Set() });
  return { records: again.records, newDecisions };
}

interface FullInput extends ConceptsInput {
  pages: RegisteredPage[];
}

const registeredPages = (run: Run): RegisteredPage[] =>
  Object.entries(run.state.pages)
    .filter(([, page]) => page.kind === "concept")
    .map(([path, { id, name, aliases }]) => ({ id, name, aliases, path }))
    .sort((left, right) => byCodeUnit(left.path, right.path));

const pagesOf = (records: ConceptRecord[]): RegisteredPage[] =>
  records
    .filter((record) => !record.isCanonical)
    .map(({ id, name, aliases, path }) => ({ id, name, aliases, path }))
    .sort((left, right) => byCodeUnit(left.path, right.path));

const conceptsPass = (run: Run): Pass<FullInput, ConceptRecord[]> => {
  const sources = Object.values(run.state.sources)
    .filter(({ failure, concepts }) => failure === null || concepts.length > 0)
    .sort((left, right) => byCodeUnit(left.id, right.id));
  const { settings } = run;
  return {
    name: "concepts",
    recipe: `concepts-1 ${run.engine.recipe}`,
    fingerprint: ({ decisions, canonicalNotes, foreign, pages }) =>
      hashText(
        JSON.stringify([
          sources.map(({ id, digest }) => [id, digest]),
          decisions,
          canonicalNotes,
          [...foreign].sort(byCodeUnit),
          pages,
          [settings.pageFromSources, settings.pageFromClaims, settings.wikiFolder],
        ]),
      ),
    run: async ({ decisions, canonicalNotes, foreign, pages }) => {
      run.state.conceptsFailure = undefined;
      const clusters = await clusterConcepts(sources, decisions, (pairs) => decidePairs(run, pairs));
      await run.runner.pace();
      // Half of the way: over a large vault each half takes some tenths of a second.
      const total = Object.keys(run.state.sources).length;
      run.emit({ type: "progress", pass: "concepts", done: Math.floor(total / 2), total });
      return registerConcepts({ clusters, pages, decisions, settings, canonicalNotes, foreignFiles: foreign });
    },
  };
};

/** Pairs the engine failed on stay two concepts for now: that is no verdict, and is not kept as one. */
async function decidePairs(run: Run, pairs: ConceptPair[]): Promise<boolean[]> {
  try {
    return await run.engine.decidePairs(pairs, run.signal);
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    const failure = { code: "engine", message: error.message };
    if (run.state.conceptsFailure === undefined) run.emit({ type: "page-failed", path: `${run.settings.wikiFolder}/concepts`, ...failure });
    run.state.conceptsFailure = failure;
    return pairs.map(() => false);
  }
}
