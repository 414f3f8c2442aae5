/** Pass 7, write: from proposals to the changes of one transaction. What a human wrote stays; pages nobody supports any more go. */
import type { FileChange } from "../compile/commit";
import type { PageState } from "../compile/state";
import { FILES_AT_ONCE } from "../compile/in-batches";
import { workAhead } from "../compile/work-ahead";
import { createTextStore, type TextStore } from "../compile/text-store";
import { hasWords } from "../compile/undo";
import { addDecisions, initialDecisions, type Decision } from "../pages/decisions-page";
import { initialConventions } from "../pages/fixed-pages";
import { FileError } from "../ports";
import { hashText } from "../text/hash";
import { byCodeUnit } from "../text/key";
import { mergePages } from "../vault/merge";
import { pathKey } from "../vault/path";
import { readPage, stampHash, withoutStamp, type Stamp } from "../vault/page";
import { carryConflicts, countMerged } from "./conflicts";
import type { Proposal } from "./proposal";
import type { Run } from "./run";

export interface WritePlan {
  changes: FileChange[];
  created: string[];
  updated: string[];
  unchanged: string[];
  retired: string[];
  /** Pages that stay as they are on disk, with what is to be remembered of them. */
  remembered: [path: string, page: PageState][];
}

export async function planWrites(run: Run, proposals: Proposal[], newDecisions: Decision[]): Promise<WritePlan> {
  const plan: WritePlan = { changes: [], created: [], updated: [], unchanged: [], retired: [], remembered: [] };
  const texts = createTextStore(run.host.files);
  // The source pages were counted once when they were made.
  const made = proposals.filter(({ kind }) => kind === "source").length;
  const total = made + proposals.length;
  const present = new Set((await run.host.files.list(run.settings.wikiFolder)).map(({ path }) => pathKey(path)));
  const { next } = workAhead(proposals, FILES_AT_ONCE, async (proposal) => {
    const path = proposal.movedFrom ?? proposal.path;
    return staysAsItIs(run, proposal) || !present.has(pathKey(path)) ? null : readOrNull(run, path);
  });
  for (const [index, proposal] of proposals.entries()) {
    await run.runner.pace();
    run.emit({ type: "progress", pass: "index", done: made + index, total });
    await planPage(run, plan, texts, proposal, await next(index));
  }
  const kept = new Set(proposals.flatMap(({ path, movedFrom }) => [path, movedFrom ?? path]));
  for (const [path, page] of Object.entries(run.state.pages).sort(([left], [right]) => byCodeUnit(left, right))) {
    if (!kept.has(path) && page.kind !== "file") await planRetirement(run, plan, texts, path, page);
  }
  await planNamedFiles(run, plan, newDecisions);
  run.emit({ type: "progress", pass: "index", done: total, total });
  if (!run.isDryRun) await texts.flush();
  return plan;
}

const readOrNull = (run: Run, path: string): Promise<string | null> =>
  run.host.files.read(path).catch((error: unknown) => {
    if (error instanceof FileError && error.code === "not-found") return null;
    throw error;
  });

/** What is proposed for the page is what was published last; or nothing is. */
function staysAsItIs({ state }: Run, { path, movedFrom, text }: Proposal): boolean {
  const known = state.pages[movedFrom ?? path];
  return text === null || (known !== undefined && known.published === hashText(text) && movedFrom === null);
}

/** `current` is what stands in the file now: null where there is none, and where nobody needs to know. */
async function planPage(run: Run, plan: WritePlan, texts: TextStore, proposal: Proposal, current: string | null): Promise<void> {
  const { path, movedFrom, text } = proposal;
  const known = run.state.pages[movedFrom ?? path];
  const page = { ...(known ?? emptyPage), ...remembered(proposal) };
  if (known !== undefined && (text === null || known.published === hashText(text)) && movedFrom === null) {
    if (known.inputs !== page.inputs || known.summary !== page.summary || known.recipe !== page.recipe || known.failure?.message !== page.failure?.message || known.isUnread !== page.isUnread) plan.remembered.push([path, page]);
    plan.unchanged.push(path);
    run.runner.countReuse("write");
    return;
  }
  if (text === null) return;
  // Taken away since the wiki was looked at: it stays away, and the next run takes that for a ruling. What was gone by then has no text any more.
  if (current === null && movedFrom === null && known !== undefined && known.published !== "" && known.kind !== "file") {
    plan.unchanged.push(path);
    return;
  }
  // Without our stamp or memory of it, the file is the user's.
  if (known === undefined && current !== null && current !== text && readPage(current) === null) return;
  const base = current === null ? null : await findBase(texts, known, current, text);
  const merged = current === null ? { text, conflicts: [] } : mergePages(base, current, text);
  const conflicts = carryConflicts(page.conflicts, merged.conflicts, text, merged.text);
  for (const { where } of merged.conflicts) run.emit({ type: "conflict", path, where });
  const next: PageState = { ...page, published: hashText(text), disk: hashText(merged.text), conflicts };
  if (conflicts.length > 0 && current !== null) next.merged = countMerged(current, merged.text) ?? undefined;
  if (merged.text !== text) texts.keep(text);
  if (current === merged.text && movedFrom === null) {
    texts.keep(text);
    const stat = await run.host.files.stat(path);
    plan.remembered.push([path, { ...next, size: stat?.size ?? -1, modified: stat?.modified ?? -1 }]);
    plan.unchanged.push(path);
    run.runner.countReuse("write");
    return;
  }
  plan.changes.push({ path, movedFrom, before: current, after: merged.text, page: next, previous: known ?? null });
  plan[current === null ? "created" : "updated"].push(path);
  run.runner.countRun("write");
}

/** What we last published: from the store; or the page itself, where nobody touched it; or what carries the same stamp: what we would publish now, or what another device put into the store. */
const findBase = async (texts: TextStore, known: PageState | undefined, current: string, proposed: string): Promise<string | null> => {
  const stored = known === undefined ? null : await texts.find(known.published);
  if (stored !== null) return stored;
  const page = readPage(current);
  if (page === null) return null;
  if (page.isUntouched) return current;
  const { id, hash } = page.stamp;
  if (hash === stampHash(proposed)) return proposed;
  return texts.findAny((text) => text.includes(id) && text.includes(hash) && isPublishedAs(text, page.stamp));
};

const isPublishedAs = (text: string, { id, hash }: Stamp): boolean => {
  const page = readPage(text);
  return page !== null && page.isUntouched && page.stamp.id === id && page.stamp.hash === hash;
};

const emptyPage: PageState = {
  id: "",
  kind: "file",
  inputs: "",
  recipe: "",
  published: "",
  disk: "",
  size: -1,
  modified: -1,
  summary: "",
  name: "",
  aliases: [],
  conflicts: [],
};

const remembered = ({ id, kind, inputs, recipe, summary, name, aliases, failure, isUnread }: Proposal) => ({ id, kind, inputs, recipe, summary, name, aliases, failure, isUnread }) satisfies Partial<PageState>;

/** A page without support goes to the trash; what a human wrote on it stays, as a note of theirs. */
async function planRetirement(run: Run, plan: WritePlan, texts: TextStore, path: string, page: PageState): Promise<void> {
  const current = await readOrNull(run, path);
  if (current === null) {
    Reflect.deleteProperty(run.state.pages, path);
    return;
  }
  plan.retired.push(path);
  run.runner.countRun("write");
  const change: FileChange = { path, movedFrom: null, before: current, after: null, page: null, previous: page };
  if (hashText(current) !== page.published && readPage(current)?.isUntouched !== true) {
    const base = await findBase(texts, page, current, "");
    const rest = withoutStamp(base === null ? current : mergePages(base, current, "").text);
    if (hasWords(rest)) change.after = rest;
  }
  plan.changes.push(change);
}

/** The files that are the user's from the start are made once, so that every link to them works. */
async function planNamedFiles(run: Run, plan: WritePlan, newDecisions: Decision[]): Promise<void> {
  const { wikiFolder } = run.settings;
  const create = (path: string, text: string): void => {
    plan.changes.push({ path, movedFrom: null, before: null, after: text, page: null, previous: null });
    plan.created.push(path);
  };
  const decisionsPath = `${wikiFolder}/decisions.md`;
  const decisions = await readOrNull(run, decisionsPath);
  if (decisions === null) create(decisionsPath, addDecisions(initialDecisions(), newDecisions));
  else if (newDecisions.length > 0) {
    plan.changes.push({ path: decisionsPath, movedFrom: null, before: decisions, after: addDecisions(decisions, newDecisions), page: null, previous: null });
    plan.updated.push(decisionsPath);
  }
  const conventionsPath = `${wikiFolder}/AGENTS.md`;
  if ((await run.host.files.stat(conventionsPath)) === null) create(conventionsPath, initialConventions(wikiFolder));
}
