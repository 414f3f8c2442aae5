/**
 * One compile, from start to end. The barrier between the work on each source and the work on the whole wiki is the blank line in
 * `bringUpToDate`: above it nothing sees a second source, below it nothing sees a source's text.
 */
import { findChanges, isAlarming, type SourceListing } from "../compile/changes";
import { closeJournal, commit } from "../compile/commit";
import type { PassCount } from "../compile/incremental";
import { isUnfinished, type State } from "../compile/state";
import { saveState } from "../compile/state-store";
import { surveyPages, type Survey } from "../compile/survey";
import { createTextStore } from "../compile/text-store";
import type { ConceptRecord } from "../concepts/concept";
import { isOlderRecipe } from "../engines/engine";
import { CompendiumError, type FailureCode } from "../failure";
import type { Decision } from "../pages/decisions-page";
import { hashText } from "../text/hash";
import { byCodeUnit } from "../text/key";
import { proposeConceptPages } from "./article";
import { settleConcepts } from "./concepts";
import { proposeIndexPages } from "./index-pages";
import { planNoteLinks } from "./note-links";
import type { Proposal } from "./proposal";
import type { Run } from "./run";
import { proposeSourcePages } from "./source-pages";
import { bringSources, completeCoverage, type SourceChanges } from "./sources";
import { indexWiki, sourcePageTerm } from "./wiki-index";
import { planWrites, type WritePlan } from "./write";

export interface CompileRequest {
  paths: string[];
  force: boolean;
  acceptRemovals: boolean;
  canonicalNotes: string[];
}

export interface CompileOutcome {
  listing: SourceListing;
  changes: SourceChanges;
  removed: string[];
  plan: WritePlan | null;
  passes: PassCount[];
  olderRecipe: number;
  run: string | null;
}

export async function compileRun(run: Run, request: CompileRequest): Promise<CompileOutcome> {
  const survey = await surveyPages(run.host, run.state, run.settings.wikiFolder);
  const listing = await findChanges(run.host, run.state, run.settings, { ...request, mustOpen: (source) => run.redoOlderRecipe && source.recipe !== run.engine.recipe });
  // What takes time of reading happens with the digests, a source at a time; this is the look at what there is.
  run.emit({ type: "progress", pass: "read", done: listing.total, total: listing.total });
  const surroundings = (): string => hashText(JSON.stringify([{ ...run.settings, model: undefined }, run.decisions, request.canonicalNotes]));
  if (listing.toOpen.length === 0 && listing.gone.length === 0 && survey.isUnchanged && isSettled(run.state) && run.state.surroundings === surroundings()) {
    return { listing, changes: noChanges(), removed: [], plan: null, passes: run.runner.counts(), olderRecipe: countOlderRecipe(run), run: null };
  }
  const pages = { ...run.state.pages };
  const gone = listing.gone.flatMap((path) => (run.state.sources[path] === undefined ? [] : [[path, run.state.sources[path]] as const]));
  run.state.isSettled = false;
  try {
    return await bringUpToDate(run, request, survey, listing, surroundings);
  } catch (error) {
    // What was digested before is remembered, so that the next run goes on from there; of the pages none was touched.
    if (error instanceof CompendiumError && ENDED_BEFORE_WRITING.includes(error.code) && !run.isDryRun) {
      const ids = new Set(Object.values(run.state.sources).map(({ id }) => id));
      // Sources that are gone are known still, so that the next run takes them out of the wiki; those that were found elsewhere are not gone.
      const sources = { ...run.state.sources, ...Object.fromEntries(gone.filter(([, { id }]) => !ids.has(id))) };
      await saveState(run.host.files, run.host.device.id, { ...run.state, sources, pages });
    }
    throw error;
  }
}

/** A cancel, and what a model's endpoint ends a run with: all before the first page is written. */
const ENDED_BEFORE_WRITING: readonly FailureCode[] = ["cancelled", "budget", "engine-unavailable"];

/** Nothing is left to do of earlier runs, nor to be counted that an older version did not count. */
const isSettled = (state: State): boolean => state.isSettled && Object.values(state.sources).every(({ covered }) => covered !== undefined);

async function bringUpToDate(run: Run, request: CompileRequest, survey: Survey, found: SourceListing, surroundings: () => string): Promise<CompileOutcome> {
  const before = Object.keys(run.state.sources).length;
  const gone = new Set(found.gone);
  const brought = await bringSources(run, found.toOpen, gone).finally(() => run.cache.settle());
  const { listing, changes } = withWaiting(run, found, brought);
  await completeCoverage(run);
  const removed = removeSources(run, gone, before, request.acceptRemovals);
  announce(run, listing, changes, removed);

  const { proposals, newDecisions, records } = await proposePages(run, request, survey);
  const plan = await planWrites(run, proposals, newDecisions);
  await planNoteLinks(run, plan, records);
  run.state.surroundings = surroundings();
  const id = run.isDryRun ? null : await publish(run, plan, survey, changes, removed, request);
  return { listing, changes, removed, plan, passes: run.runner.counts(), olderRecipe: countOlderRecipe(run), run: id };
}

/** Sources that need no look but are not in the wiki yet, since the run that digested them was cancelled or taken back: to whoever asks, this run compiled them. */
function withWaiting({ state }: Run, listing: SourceListing, changes: SourceChanges): { listing: SourceListing; changes: SourceChanges } {
  const isWaiting = (path: string): boolean => state.sources[path]?.isPending === true;
  const waiting = [...listing.unchanged, ...changes.same].filter(isWaiting);
  const inWiki = new Set(Object.values(state.pages).flatMap(({ kind, id }) => (kind === "source" ? [id] : [])));
  const hasPage = (path: string): boolean => inWiki.has(state.sources[path]?.id ?? "");
  return {
    listing: { ...listing, unchanged: listing.unchanged.filter((path) => !isWaiting(path)) },
    changes: {
      ...changes,
      added: [...changes.added, ...waiting.filter((path) => !hasPage(path))].sort(byCodeUnit),
      changed: [...changes.changed, ...waiting.filter(hasPage)].sort(byCodeUnit),
      same: changes.same.filter((path) => !isWaiting(path)),
    },
  };
}

const noChanges = (): SourceChanges => ({ added: [], changed: [], renamed: new Map(), same: [] });

function removeSources(run: Run, gone: Set<string>, before: number, isAccepted: boolean): string[] {
  if (isAlarming(gone.size, before) && !isAccepted) {
    throw new CompendiumError(
      "removals",
      `${gone.size} of ${before} sources are gone since the last compile. If they are meant to be gone, compile with --accept-removals; if not, bring the folder back first. Nothing was changed.`,
    );
  }
  for (const path of gone) Reflect.deleteProperty(run.state.sources, path);
  return [...gone];
}

const announce = (run: Run, listing: SourceListing, changes: SourceChanges, removed: string[]): void =>
  run.emit({
    type: "planned",
    new: changes.added.length,
    changed: changes.changed.length,
    removed: removed.length,
    renamed: changes.renamed.size,
    unchanged: listing.unchanged.length + changes.same.length,
  });

async function proposePages(run: Run, request: CompileRequest, survey: Survey): Promise<{ proposals: Proposal[]; newDecisions: Decision[]; records: ConceptRecord[] }> {
  const { missing } = survey;
  // So many pages gone at once is no ruling but an accident or a fresh start: they are made again.
  const isAccident = isAlarming(missing.length, Object.keys(run.state.pages).length);
  const deleted = new Set(isAccident ? [] : missing);
  if (isAccident) for (const path of missing) forgetText(run, path);
  const sourceCount = Object.keys(run.state.sources).length;
  run.emit({ type: "progress", pass: "concepts", done: 0, total: sourceCount });
  const concepts = await settleConcepts(run, { decisions: run.decisions, canonicalNotes: request.canonicalNotes, foreign: survey.foreign, missing: deleted });
  const sourceRulings = [...deleted].filter((path) => run.state.pages[path]?.kind === "source" && isSourceKnown(run, path)).map((path): Decision => ({ kind: "no-page", terms: [sourcePageTerm(path)] }));
  const newDecisions = [...concepts.newDecisions, ...sourceRulings];
  for (const { terms } of newDecisions) run.emit({ type: "page-deleted-by-user", path: terms[0] ?? "" });
  run.decisions = [...run.decisions, ...newDecisions];
  const wiki = indexWiki(run, concepts.records, survey.foreign);
  run.emit({ type: "progress", pass: "concepts", done: sourceCount, total: sourceCount });
  for (const path of deleted) if (run.state.pages[path] !== undefined) forgetText(run, path);
  const conceptPages = await proposeConceptPages(run, wiki);
  const indexPages = proposeIndexPages(run, wiki, conceptPages);
  const sourcePages = await proposeSourcePages(run, wiki, conceptPages.length + indexPages.length);
  return { proposals: [...sourcePages, ...conceptPages, ...indexPages], newDecisions, records: concepts.records };
}

const isSourceKnown = (run: Run, pagePath: string): boolean => Object.values(run.state.sources).some(({ id }) => id === run.state.pages[pagePath]?.id);

/** The page is to be made again, whatever it was made from. */
const forgetText = (run: Run, path: string): void => {
  const page = run.state.pages[path];
  if (page !== undefined) run.state.pages[path] = { ...page, inputs: "", published: "", disk: "" };
};

const countOlderRecipe = ({ state, engine }: Run): number => Object.values(state.pages).filter(({ recipe }) => isOlderRecipe(recipe, engine)).length;

/** Writes the plan as one transaction, then remembers it. Returns the run's id, null where there was nothing to write. */
async function publish(run: Run, plan: WritePlan, survey: Survey, changes: SourceChanges, removed: string[], request: CompileRequest): Promise<string | null> {
  const { host, state } = run;
  const texts = createTextStore(host.files);
  for (const text of survey.bases) texts.keep(text);
  await texts.flush();
  await run.cache.settle();
  for (const [path, page] of plan.remembered) state.pages[path] = page;
  for (const source of Object.values(state.sources)) source.isPending = undefined;
  const isWhole = request.paths.length === 0;
  if (plan.changes.length === 0) {
    run.emit({ type: "progress", pass: "write", done: 0, total: 0 });
    state.isSettled = isWhole && !isUnfinished(state);
    await saveState(host.files, host.device.id, state);
    return null;
  }
  const touched = changes.added.length + changes.changed.length + removed.length;
  const pages = plan.created.length + plan.updated.length + plan.retired.length;
  const details = [`${touched} ${touched === 1 ? "source" : "sources"}`, `${pages} ${pages === 1 ? "page" : "pages"}`, `$${run.spent().toFixed(2)}`];
  const { journal, applied } = await commit(host, state, plan.changes, {
    kind: "compile",
    details,
    logPath: `${run.settings.wikiFolder}/log.md`,
    // From here on a cancel waits: the transaction is short, and half a wiki helps nobody.
    onEntry: async (done, total) => {
      run.emit({ type: "progress", pass: "write", done, total });
      await run.host.clock.breathe();
    },
  });
  for (const { entry, conflicts } of applied) for (const { where } of conflicts) run.emit({ type: "conflict", path: entry.path, where });
  state.isSettled = isWhole && !isUnfinished(state);
  await saveState(host.files, host.device.id, state);
  await closeJournal(host, journal);
  return journal.id;
}
