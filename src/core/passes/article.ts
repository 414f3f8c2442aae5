/** Passes 4 and 5, article and link: the claims about each concept into its page. Only concepts whose claims or links changed are touched. */
import { CATEGORY_OF_KIND, type ConceptRecord } from "../concepts/concept";
import type { Failure, PageState, SourceConcept, SourceState } from "../compile/state";
import { windowFor, workAhead } from "../compile/work-ahead";
import { EngineFailure, type ArticleClaim, type ArticleDraft, type ArticleInput } from "../engines/engine";
import { extractiveEngine } from "../engines/extractive";
import { linkArticle, renderConceptPage, type LinkTarget } from "../pages/concept-page";
import { oneLine } from "../pages/parts";
import { tellContradictions, type Verdict } from "../pages/tell-contradictions";
import { shortHash } from "../text/hash";
import { byCodeUnit, isAcronym } from "../text/key";
import type { Citation } from "../vault/citation";
import type { Proposal } from "./proposal";
import type { Run } from "./run";
import { recordOf } from "./sources";
import { verdictsByPage } from "./verdicts";
import type { WikiIndex, WikiSource } from "./wiki-index";

const MOST_RELATED = 8;

interface Member {
  entry: WikiSource;
  concepts: SourceConcept[];
}

/** A concept beside this one: how many of its claims mention it, and under what names. */
interface Neighbour {
  record: ConceptRecord;
  weight: number;
  names: Set<string>;
}

export interface ConceptPlan {
  record: ConceptRecord;
  members: Member[];
  neighbours: Neighbour[];
  /** What the user ruled on its claims. */
  verdicts: Verdict[];
  inputs: string;
}

export async function proposeConceptPages(run: Run, wiki: WikiIndex): Promise<Proposal[]> {
  const records = wiki.records.filter((record) => !record.isCanonical);
  const proposals: Proposal[] = [];
  const verdicts = await verdictsByPage(run, wiki);
  const ahead = workAhead(records, windowFor(run.engine.atOnce), (record) => proposeConceptPage(run, planConcept(record, wiki, verdicts.get(record.path) ?? [])));
  try {
    for (const index of records.keys()) {
      await run.runner.pace();
      run.emit({ type: "progress", pass: "article", done: index, total: records.length });
      proposals.push(await ahead.next(index));
    }
  } finally {
    await ahead.end();
  }
  run.emit({ type: "progress", pass: "article", done: records.length, total: records.length });
  return proposals;
}

async function proposeConceptPage(run: Run, plan: ConceptPlan): Promise<Proposal> {
  const { record } = plan;
  const known = run.state.pages[record.movedFrom ?? record.path];
  const stored = known === undefined || known.inputs === "" ? null : { content: known.inputs, recipe: known.recipe };
  const isFresh = !isAskedAgain(run, plan, known) && run.runner.check("article", stored, plan.inputs, run.engine.recipe) !== "stale" && record.movedFrom === null;
  const { name, aliases, path, movedFrom, id } = record;
  if (isFresh && known !== undefined) {
    run.runner.countReuse("link");
    return { path, movedFrom, id, kind: "concept", inputs: plan.inputs, recipe: known.recipe, text: null, summary: known.summary, name, aliases, failure: known.failure, isUnread: known.isUnread };
  }
  const written = await writeConcept(run, plan);
  const common = { path, movedFrom, id, kind: "concept" as const, name, aliases };
  const { failure } = written;
  // A page that holds still, and was only to be written anew, stays as it is.
  if (failure !== undefined && known !== undefined && known.published !== "" && movedFrom === null && known.inputs === plan.inputs) return { ...common, inputs: known.inputs, recipe: known.recipe, text: null, summary: known.summary, failure, isUnread: known.isUnread };
  return { ...common, recipe: run.engine.recipe, ...written };
}

/** What the engine failed on is asked for again by itself; a reply that nothing could be made of when the user says so, of one of its sources. */
const isAskedAgain = (run: Run, { members }: ConceptPlan, known: PageState | undefined): boolean =>
  known?.failure !== undefined || (known?.isUnread === true && members.some(({ entry }) => run.asksAgain(entry.path)));

export const categoryPath = (wikiFolder: string, category: string): string => `${wikiFolder}/categories/${category}.md`;

function planConcept(record: ConceptRecord, wiki: WikiIndex, verdicts: Verdict[]): ConceptPlan {
  const bySource = new Map<string, Member>();
  for (const { source, name } of record.members) {
    const entry = wiki.sourceById.get(source);
    const concept = entry?.source.concepts.find((candidate) => candidate.name === name);
    if (entry === undefined || concept === undefined) continue;
    const member = bySource.get(source) ?? { entry, concepts: [] };
    member.concepts.push(concept);
    bySource.set(source, member);
  }
  const members = [...bySource.values()].sort(
    (left, right) =>
      byCodeUnit(left.entry.source.published, right.entry.source.published) || byCodeUnit(left.entry.source.title, right.entry.source.title) || byCodeUnit(left.entry.path, right.entry.path),
  );
  const neighbours = findNeighbours(record, members, wiki);
  const { id, name, aliases, kind, path } = record;
  const inputs = shortHash(
    JSON.stringify([
      [id, name, aliases, kind, path],
      members.map(({ entry, concepts }) => [entry.source.id, entry.path, entry.pagePath, entry.source.title, entry.source.published, concepts.map((concept) => concept.fingerprint)]),
      neighbours.map((neighbour) => [neighbour.record.path, neighbour.record.name, neighbour.weight, [...neighbour.names].sort(byCodeUnit)]),
      ...(verdicts.length > 0 ? [verdicts] : []),
    ]),
    16,
  );
  return { record, members, neighbours, verdicts, inputs };
}

/** Concepts that this one's own claims mention, most often first: links and "Related" depend on nothing else. */
const findNeighbours = (record: ConceptRecord, members: Member[], wiki: WikiIndex): Neighbour[] => {
  const found = new Map<string, Neighbour>();
  for (const { entry, concepts } of members) {
    for (const concept of concepts) {
      for (const [name, weight] of concept.with) {
        const other = wiki.recordOf(entry.source.id, name);
        if (other === null || other.path === record.path) continue;
        const neighbour = found.get(other.path) ?? { record: other, weight: 0, names: new Set<string>() };
        neighbour.weight += weight;
        neighbour.names.add(name);
        for (const alias of entry.source.concepts.find((candidate) => candidate.name === name)?.aliases ?? []) neighbour.names.add(alias);
        found.set(other.path, neighbour);
      }
    }
  }
  return [...found.values()].sort((left, right) => right.weight - left.weight || byCodeUnit(left.record.path, right.record.path));
};

interface WrittenConcept extends Pick<Proposal, "inputs" | "summary" | "failure" | "isUnread"> {
  text: string;
}

/** The inputs of a page that the engine failed on are like no others, also in the page itself: whoever sees it knows that it is to be made again. */
const unfinished = (inputs: string): string => shortHash(`unfinished ${inputs}`, 16);

async function writeConcept(run: Run, plan: ConceptPlan): Promise<WrittenConcept> {
  const { record, members, neighbours } = plan;
  const claims: ArticleClaim[] = [];
  const citations = new Map<string, Citation>();
  for (const { entry, concepts } of members) {
    const wanted = concepts.map(({ name }) => name);
    for (const claim of await claimsOf(run, entry, wanted)) {
      claims.push(claim.article);
      citations.set(claim.article.id, claim.citation);
    }
  }
  const { draft, failure } = await writeOrQuote(run, record.path, { name: record.name, aliases: record.aliases, kind: record.kind, claims });
  const inputs = failure === undefined ? plan.inputs : unfinished(plan.inputs);
  const names = neighbours.flatMap(({ record: other, names: given }) => linkNames(other, given).map((name) => ({ name, path: other.path })));
  const article = linkArticle(tellContradictions(draft, claims, plan.verdicts), names, record.path);
  run.runner.countRun("link");
  const category = CATEGORY_OF_KIND[record.kind];
  const text = renderConceptPage({
    id: record.id,
    fingerprint: inputs,
    path: record.path,
    name: record.name,
    aliases: record.aliases,
    kind: record.kind,
    category: { name: category, path: categoryPath(run.settings.wikiFolder, category) },
    article,
    citations,
    related: neighbours.slice(0, MOST_RELATED).map(({ record: other }): LinkTarget => ({ name: other.name, path: other.path })),
    mentionedIn: members.map(({ entry }) => ({
      source: { name: entry.source.title, path: entry.path },
      page: entry.pagePath === null ? null : { name: entry.source.title, path: entry.pagePath },
    })),
  });
  return { text, inputs, summary: oneLine(draft.summary), failure, isUnread: draft.isUnread };
}

/** Where the engine fails the built-in one makes the article of the same claims, so that nothing is missing until the next run. */
async function writeOrQuote(run: Run, path: string, input: ArticleInput): Promise<{ draft: ArticleDraft; failure?: Failure }> {
  try {
    const draft = await run.engine.writeArticle(input, run.signal);
    run.runner.countRun("article");
    return { draft };
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    run.emit({ type: "page-failed", path, code: "engine", message: error.message });
    return { draft: await extractiveEngine.writeArticle(input, run.signal), failure: { code: "engine", message: error.message } };
  }
}

/** A person's first name alone is linked nowhere but in its own source's words: too many share it. */
const linkNames = (record: ConceptRecord, names: Set<string>): string[] =>
  [...new Set([record.name, ...names])].filter((name) => record.kind !== "person" || name === record.name || /\s/.test(name) || isAcronym(name)).sort(byCodeUnit);

interface SourceClaim {
  article: ArticleClaim;
  citation: Citation;
}

/** The claims a source makes about the concepts it gives these names, in the order of the source. */
async function claimsOf(run: Run, { path, source }: { path: string; source: SourceState }, names: string[]): Promise<SourceClaim[]> {
  const record = await recordOf(run, path, source);
  if (record === null) return [];
  const digest = record.digest.output;
  const wanted = new Set(digest.concepts.filter(({ name }) => names.includes(name)).flatMap(({ claims }) => claims));
  return digest.sections
    .flatMap((section) => section.claims.map((claim) => ({ claim, headingPath: section.headingPath })))
    .map(({ claim, headingPath }, order): SourceClaim => ({
      article: { id: claim.id, text: claim.text, quote: claim.quote, headingPath, source: source.title, sourceId: source.id, published: source.published, order },
      citation: { label: claim.id, sourcePath: path, headingPath, title: source.title, quote: claim.quote },
    }))
    .filter(({ article }) => wanted.has(article.id));
}
