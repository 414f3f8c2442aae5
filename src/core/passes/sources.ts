/** The work on each source by itself, passes 1 and 2: nothing here sees a second source. */
import { sourceId } from "../claims/identity";
import { countCovered, type Digest } from "../claims/digest";
import { placeClaims } from "../claims/places";
import { trustedTime } from "../compile/changes";
import type { SourceRecord } from "../compile/source-cache";
import { unknownSource } from "../compile/survey";
import type { SourceState } from "../compile/state";
import { windowFor, workAhead } from "../compile/work-ahead";
import { EngineFailure } from "../engines/engine";
import { CompendiumError } from "../failure";
import { parseSourcePage } from "../pages/read-source-page";
import { FileError, type FileStat } from "../ports";
import { hashText } from "../text/hash";
import { baseName } from "../vault/path";
import type { SourceDocument } from "../vault/passage";
import { digestDocument } from "./digest";
import { contentFingerprint, readPass } from "./read";
import type { Run } from "./run";
import { summariseConcepts } from "./source-summary";

export interface SourceChanges {
  added: string[];
  changed: string[];
  /** New path by old path. */
  renamed: Map<string, string>;
  /** Opened, and the same as before. */
  same: string[];
}

/**
 * Reads and digests the files, in order; `gone` are sources one of them may be the new place of. Renamed sources leave `gone`. A file that goes away or
 * changes while this runs is left to the next run: what is known of the one stays as it was, of the other what was read counts.
 */
export async function bringSources(run: Run, files: FileStat[], gone: Set<string>): Promise<SourceChanges> {
  const changes: SourceChanges = { added: [], changed: [], renamed: new Map(), same: [] };
  const texts = new Map([...gone].map((path) => [run.state.sources[path]?.text ?? "", path]));
  const makings = new Set<Promise<unknown>>();
  const ahead = workAhead(files, Math.max(FILES_AHEAD, windowFor(run.engine.atOnce)), async (file) => {
    const opened = await openSource(run, file, gone);
    if (opened.making !== null) {
      const making: Promise<unknown> = opened.making.catch(() => undefined).finally(() => makings.delete(making));
      makings.add(making);
    }
    return opened;
  });
  try {
    for (const [index, file] of files.entries()) {
      await run.runner.pace();
      run.emit({ type: "progress", pass: "digest", done: index, total: files.length });
      const outcome = await bringSource(run, file, await ahead.next(index), gone, texts);
      if (outcome.renamedFrom !== null) {
        changes.renamed.set(outcome.renamedFrom, file.path);
        gone.delete(outcome.renamedFrom);
      }
      if (outcome.change !== "vanished") changes[outcome.change].push(file.path);
    }
  } finally {
    await ahead.end();
    // A run that ends here must leave nothing behind that goes on asking, or writing, without its lock.
    await Promise.all(makings);
  }
  run.emit({ type: "progress", pass: "digest", done: files.length, total: files.length });
  return changes;
}

/** Enough that the engine without a model never waits for a file; their texts are held at once. */
const FILES_AHEAD = 6;

/** A file opened, with what the cache holds under the id it most likely has. */
interface OpenedSource {
  readAt: number;
  text: string | null;
  /** Why there is no text. */
  error: unknown;
  id: string;
  record: SourceRecord | null;
  /** Its record in the making, where the engine works on several sources at once; it holds if the id still is the source's when its turn comes. */
  making: Promise<MadeRecord> | null;
}

async function openSource(run: Run, { path }: FileStat, gone: ReadonlySet<string>): Promise<OpenedSource> {
  const readAt = run.host.clock.now();
  const previous = run.state.sources[path];
  const id = previous?.id ?? freeId(run, path);
  try {
    const [text, record] = await Promise.all([run.host.files.read(path), run.cache.find(id)]);
    const hash = hashText(text);
    // Where sources are gone this may be the new place of one of them, which its turn decides.
    const mayBegin = run.engine.atOnce > 1 && gone.size === 0 && !isAsBefore(run, path, previous, hash);
    const making = mayBegin ? makeRecord(run, { path, text, hash, previous, opened: { id, record } }, new Set()) : null;
    making?.catch(() => undefined);
    return { readAt, text, error: null, id, record, making };
  } catch (error) {
    return { readAt, text: null, error, id, record: null, making: null };
  }
}

const isAsBefore = (run: Run, path: string, previous: SourceState | undefined, hash: string): boolean =>
  previous?.text === hash && previous.failure === null && !needsRedoing(run, path, previous);

interface Outcome {
  change: "added" | "changed" | "same" | "vanished";
  renamedFrom: string | null;
}

async function bringSource(run: Run, file: FileStat, opened: OpenedSource, gone: Set<string>, texts: Map<string, string>): Promise<Outcome> {
  const { state } = run;
  const { readAt, text } = opened;
  const known = state.sources[file.path];
  const change = known === undefined || (known.text === "" && known.failure === null && known.content === "") ? "added" : "changed";
  try {
    if (text === null) throw opened.error;
    run.opened += 1;
    const hash = hashText(text);
    const movedFrom = known === undefined ? (texts.get(hash) ?? null) : null;
    const renamedFrom = movedFrom !== null && gone.has(movedFrom) ? movedFrom : null;
    const previous = known ?? (renamedFrom === null ? undefined : state.sources[renamedFrom]);
    const place = { size: file.size, modified: trustedTime(file, readAt) };
    if (previous !== undefined && isAsBefore(run, file.path, previous, hash)) {
      if (renamedFrom !== null) Reflect.deleteProperty(state.sources, renamedFrom);
      state.sources[file.path] = { ...previous, ...place };
      run.runner.countReuse("digest", previous.sections.length);
      return { change: renamedFrom === null ? "same" : "changed", renamedFrom };
    }
    const isStillItsId = opened.id === (previous?.id ?? freeId(run, file.path));
    const made = await (isStillItsId && opened.making !== null ? opened.making : makeRecord(run, { path: file.path, text, hash, previous, opened }, gone));
    if (made.movedFrom !== null) Reflect.deleteProperty(state.sources, made.movedFrom);
    else if (renamedFrom !== null) Reflect.deleteProperty(state.sources, renamedFrom);
    state.sources[file.path] = { ...sourceStateOf(made.id, made.record), ...place, isPending: true };
    for (const message of made.record.warnings) run.emit({ type: "warning", path: file.path, message });
    return { change, renamedFrom: made.movedFrom ?? renamedFrom };
  } catch (error) {
    if (error instanceof CompendiumError) throw error;
    if (await isGone(run, file.path, error)) return { change: "vanished", renamedFrom: null };
    const failure = { code: failureCode(error), message: error instanceof Error ? error.message : String(error) };
    run.emit({ type: "source-failed", path: file.path, ...failure });
    // A source that cannot be opened just now keeps what was made of it; one whose words are gone does not.
    const kept = known !== undefined && (failure.code === "unreadable" || failure.code === "engine") ? known : unknownSource(known?.id ?? freeId(run, file.path));
    state.sources[file.path] = { ...kept, title: kept.title || baseName(file.path), size: file.size, modified: trustedTime(file, readAt), failure };
    return { change, renamedFrom: null };
  }
}

/** An engine that could not do it now is asked again at the next run. */
const failureCode = (error: unknown): string => (error instanceof FileError ? error.code : error instanceof EngineFailure ? "engine" : "failed");

/** A file that was listed and is not there any more. */
const isGone = async (run: Run, path: string, error: unknown): Promise<boolean> =>
  error instanceof FileError && error.code === "not-found" && (await run.host.files.stat(path)) === null;

const needsRedoing = (run: Run, path: string, source: SourceState): boolean =>
  (run.redoOlderRecipe && source.recipe !== run.engine.recipe) || ((source.unread ?? 0) > 0 && run.asksAgain(path));

const freeId = (run: Run, path: string): string => sourceId(path, (id) => Object.values(run.state.sources).some((source) => source.id === id));

interface MadeRecord {
  id: string;
  record: Omit<SourceRecord, "version">;
  /** The source that this one is, by its sections: moved and edited at once. */
  movedFrom: string | null;
}

interface SourceToMake {
  path: string;
  text: string;
  hash: string;
  previous: SourceState | undefined;
  opened: { id: string; record: SourceRecord | null };
}

async function makeRecord(run: Run, { path, text, hash, previous, opened }: SourceToMake, gone: Set<string>): Promise<MadeRecord> {
  const idIfKnown = previous?.id ?? freeId(run, path);
  const cached = opened.id === idIfKnown ? opened.record : await run.cache.find(idIfKnown);
  const isRetried = cached !== null && countUnread(cached) > 0 && run.asksAgain(path);
  if (cached?.text === hash && !isRetried && !(run.redoOlderRecipe && cached.digest.recipe !== run.engine.recipe)) {
    run.runner.countReuse("read");
    run.runner.countReuse("digest", cached.sections.length);
    return { id: idIfKnown, record: cached, movedFrom: null };
  }
  const { output: document } = await run.runner.bring(readPass, { path, text, breathe: () => run.runner.pace() }, null);
  const movedFrom = previous === undefined ? findMovedSource(run, document, gone) : null;
  const id = movedFrom === null ? idIfKnown : (run.state.sources[movedFrom]?.id ?? idIfKnown);
  const record = movedFrom === null ? cached : await run.cache.find(id);
  const content = contentFingerprint(document);
  const recovered = record === null ? await recoverDigest(run, id, previous, content, document) : null;
  if (recovered !== null) run.runner.countReuse("digest", document.sections.length);
  const { digest, drafts, liveDrafts } =
    recovered === null ? await digestDocument(id, document, draftsToKeep(run, path, record), run) : { digest: recovered, drafts: {}, liveDrafts: [] };
  const sections = document.sections.map(({ fingerprint }) => fingerprint);
  const isCurrent = liveDrafts.every((key) => drafts[key]?.recipe === run.engine.recipe);
  const recipe = isCurrent ? run.engine.recipe : (record?.digest.recipe ?? run.engine.recipe);
  const made = { text: hash, content, properties: document.properties, warnings: document.warnings, sections, drafts, liveDrafts, digest: { content, recipe, output: digest }, places: placeClaims(document, digest) };
  await run.cache.keep(id, made);
  return { id, record: made, movedFrom };
}

const countUnread = ({ drafts, liveDrafts }: Pick<SourceRecord, "drafts" | "liveDrafts">): number => liveDrafts.filter((key) => drafts[key]?.output.isUnread === true).length;

/** Without those a model could not be read for, where the user says to ask again. */
function draftsToKeep(run: Run, path: string, record: Pick<SourceRecord, "drafts"> | null): SourceRecord["drafts"] {
  const drafts = record?.drafts ?? {};
  return run.asksAgain(path) ? Object.fromEntries(Object.entries(drafts).filter(([, { output }]) => output.isUnread !== true)) : drafts;
}

/** At least this share of sections in common makes a new file the new place of a source that is gone. */
const MOVED_SHARE = 0.5;

const findMovedSource = (run: Run, document: SourceDocument, gone: Set<string>): string | null => {
  const sections = new Set(document.sections.map(({ fingerprint }) => fingerprint));
  const shareOf = (path: string): number => {
    const old = run.state.sources[path]?.sections ?? [];
    return old.filter((fingerprint) => sections.has(fingerprint)).length / Math.max(old.length, sections.size, 1);
  };
  const best = [...gone].map((path) => ({ path, share: shareOf(path) })).sort((left, right) => right.share - left.share || (left.path < right.path ? -1 : 1))[0];
  return best !== undefined && best.share >= MOVED_SHARE ? best.path : null;
};

/** The digest as its source page holds it, where that was made from the same content. */
async function recoverDigest(run: Run, id: string, previous: SourceState | undefined, content: string, document: SourceDocument): Promise<Digest | null> {
  if (previous?.content !== content || run.redoOlderRecipe) return null;
  const page = Object.entries(run.state.pages).find(([, known]) => known.id === id && known.kind === "source");
  if (page === undefined) return null;
  const text = await run.host.files.read(page[0]).catch(() => null);
  return text === null ? null : parseSourcePage(text, document);
}

const sourceStateOf = (id: string, record: Omit<SourceRecord, "version">): SourceState => {
  const { output: digest, recipe } = record.digest;
  return {
    ...unknownSource(id),
    text: record.text,
    content: record.content,
    recipe,
    digest: hashText(JSON.stringify(digest)),
    sections: record.sections,
    title: record.properties.title,
    published: record.properties.published,
    summary: digest.summary.text,
    claims: digest.sections.reduce((sum, section) => sum + section.claims.length, 0),
    covered: countCovered(digest.sections),
    ...(countUnread(record) > 0 ? { unread: countUnread(record) } : {}),
    concepts: summariseConcepts(digest, record.properties.title),
    warnings: record.warnings,
  };
};

/** Counts the covered sections of sources that an older version remembered without them. */
export async function completeCoverage(run: Run): Promise<void> {
  for (const source of Object.values(run.state.sources)) {
    if (source.covered !== undefined) continue;
    await run.runner.pace();
    const record = await run.cache.find(source.id);
    source.covered = record === null ? Math.min(source.sections.length, source.claims) : countCovered(record.digest.output.sections);
  }
}

/** The record of a source that counts as unchanged; made again from the file where the cache lost it, null where that cannot be read. */
export async function recordOf(run: Run, path: string, source: SourceState): Promise<Omit<SourceRecord, "version"> | null> {
  const cached = await run.cache.find(source.id);
  if (cached !== null) return cached;
  const text = await run.host.files.read(path).catch(() => null);
  if (text === null) return null;
  run.opened += 1;
  return (await makeRecord(run, { path, text, hash: hashText(text), previous: source, opened: { id: source.id, record: null } }, new Set())).record;
}
