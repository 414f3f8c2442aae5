/** Takes a run back: every file as it was before, human edits made since kept. An undo is a run of its own and can be undone itself. */
import { CompendiumError } from "../failure";
import { FileError, type Host } from "../ports";
import { mergePages, type MergeConflict } from "../vault/merge";
import { withoutStamp } from "../vault/page";
import { closeJournal, commit, type FileChange } from "./commit";
import { listRuns, loadJournal, outlineOf, saveJournal, type Journal, type JournalEntry, type RunOutline } from "./journal";
import type { State } from "./state";
import { saveState } from "./state-store";
import { createTextStore, type TextStore } from "./text-store";

export interface UndoResult {
  run: string;
  restored: string[];
  removed: string[];
  conflicts: string[];
}

/** The run to take back: the one named, or the last that was neither undone nor an undo. */
export async function findRunToUndo(host: Host, run: string | null): Promise<Journal> {
  if (run !== null) {
    const journal = await loadJournal(host, run);
    if (journal === null) throw new CompendiumError("no-such-run", `There is no run ${run} on this device; wiki/log.md lists the runs.`);
    if (journal.phase === "undone") throw new CompendiumError("nothing-to-undo", `The run ${run} was undone already.`);
    return journal;
  }
  const last = await findLastRun(host);
  if (last === null) throw new CompendiumError("nothing-to-undo", "There is no run to undo on this device.");
  const journal = await loadJournal(host, last.id);
  if (journal !== null) return journal;
  throw new CompendiumError("no-such-run", `What the run ${last.id} wrote is no longer kept, so it cannot be undone. Name an earlier run to undo that one.`);
}

/** The last run of this device that was neither undone nor an undo. */
export async function findLastRun(host: Host): Promise<RunOutline | null> {
  for (const id of (await listRuns(host)).reverse()) {
    const outline = await outlineOf(host, id);
    if (outline !== null && outline.phase !== "undone" && outline.kind !== "undo") return outline;
  }
  return null;
}

interface PlannedUndo {
  change: FileChange;
  conflicts: MergeConflict[];
}

export async function undoRun(host: Host, state: State, journal: Journal, logPath: string): Promise<UndoResult> {
  const texts = createTextStore(host.files);
  const planned: PlannedUndo[] = [];
  for (const entry of [...journal.entries].reverse()) {
    const step = await planUndo(host, texts, state, entry);
    if (step !== null) planned.push(step);
  }
  const changes = planned.map(({ change }) => change);
  state.isSettled = false;
  markPending(state, changes, journal.undoes === null);
  const { journal: undo } = await commit(host, state, changes, {
    kind: "undo",
    details: [`run ${journal.id}`, `${changes.length} ${changes.length === 1 ? "file" : "files"}`],
    undoes: journal.id,
    logPath,
    onEntry: () => Promise.resolve(),
  });
  await saveJournal(host, { ...journal, phase: "undone" });
  await reopenUndone(host, journal);
  await saveState(host.files, host.device.id, state);
  await closeJournal(host, undo);
  return {
    run: journal.id,
    restored: changes.filter((change) => change.after !== null).map((change) => change.path).sort(),
    removed: changes.filter((change) => change.after === null).map((change) => change.path).sort(),
    conflicts: planned.filter((step) => step.conflicts.length > 0).map(({ change }) => change.path).sort(),
  };
}

/** What the sources of these pages say is no longer, or not all, in the wiki; or is again, where an undo is taken back. */
const markPending = (state: State, changes: FileChange[], isPending: boolean): void => {
  const made = changes.filter(({ page, previous }) => page?.inputs !== previous?.inputs).flatMap(({ page, previous }) => [page, previous]);
  const sources = new Set(made.flatMap((page) => (page?.kind === "source" ? [page.id] : [])));
  for (const source of Object.values(state.sources)) if (sources.has(source.id)) source.isPending = isPending ? true : undefined;
};

/** Taking back an undo makes the run it took back stand again, so that it can be undone once more. */
const reopenUndone = async (host: Host, journal: Journal): Promise<void> => {
  if (journal.undoes === null) return;
  const original = await loadJournal(host, journal.undoes);
  if (original !== null) await saveJournal(host, { ...original, phase: "done" });
};

const readOrNull = (host: Host, path: string): Promise<string | null> =>
  host.files.read(path).catch((error: unknown) => {
    if (error instanceof FileError && error.code === "not-found") return null;
    throw error;
  });

async function planUndo(host: Host, texts: TextStore, state: State, entry: JournalEntry): Promise<PlannedUndo | null> {
  const current = await readOrNull(host, entry.path);
  const before = entry.before === null ? null : await texts.find(entry.before);
  const after = entry.after === null ? null : await texts.find(entry.after);
  if ((entry.before !== null && before === null) || (entry.after !== null && after === null)) {
    throw new CompendiumError("no-such-run", `What ${entry.path} was before that run is no longer kept, so the run cannot be undone.`, entry.path);
  }
  const base: Omit<FileChange, "after"> = {
    path: entry.movedFrom ?? entry.path,
    movedFrom: entry.movedFrom === null ? null : entry.path,
    before: current,
    page: entry.previous === null ? null : { ...entry.previous },
    previous: state.pages[entry.path] ?? null,
  };
  // A run that changed no text but what is remembered of the page, as a ruling on a conflict does, is taken back all the same.
  const isRuling = entry.before !== null && entry.before === entry.after;
  if (current === before && entry.movedFrom === null && !isRuling) return null;
  if (current === after) return { change: { ...base, after: before }, conflicts: [] };
  // The user took the page away since: it stays away.
  if (current === null) return null;
  const merged = mergePages(after, current, before ?? "");
  if (before !== null) return { change: { ...base, after: merged.text }, conflicts: merged.conflicts };
  const rest = withoutStamp(merged.text);
  return hasWords(rest) ? { change: { ...base, after: rest, page: null }, conflicts: merged.conflicts } : { change: { ...base, after: null }, conflicts: [] };
}

/** Whether a note holds anything but empty properties. */
export const hasWords = (text: string): boolean => text.replace(/^---\r?\n---\r?\n?/, "").trim() !== "";
