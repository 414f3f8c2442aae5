/** One transaction over the vault: from proposed files to a journal, to pages on disk, to what we remember of them. */
import type { Host } from "../ports";
import { appendToLog } from "../pages/fixed-pages";
import { applyJournal, newRunId, saveJournal, type Applied, type Journal, type JournalEntry, type RunKind } from "./journal";
import { createTextStore, type TextStore } from "./text-store";
import type { PageState, State } from "./state";

/** A file to write (`after` a text) or to take away (`after` null). `before` is the text the proposal was made from, null where there is no file. */
export interface FileChange {
  path: string;
  movedFrom: string | null;
  before: string | null;
  after: string | null;
  page: PageState | null;
  previous: PageState | null;
}

export interface CommitOptions {
  kind: RunKind;
  details: string[];
  undoes?: string;
  logPath: string;
  onEntry: (done: number, total: number) => Promise<void>;
}

/** Applies the changes as one run and remembers the pages in `state`; the state itself is saved by the caller, before `finish`. */
export async function commit(host: Host, state: State, changes: FileChange[], options: CommitOptions): Promise<{ journal: Journal; applied: Applied[] }> {
  const texts = createTextStore(host.files);
  const entries = changes.map(
    (change): JournalEntry => ({
      path: change.path,
      movedFrom: change.movedFrom,
      before: change.before === null ? null : texts.keep(change.before),
      after: change.after === null ? null : texts.keep(change.after),
      page: change.page,
      previous: change.previous,
    }),
  );
  await texts.flush();
  const journal: Journal = {
    id: await newRunId(host),
    kind: options.kind,
    stamp: host.clock.stamp(),
    phase: "writing",
    details: options.details,
    undoes: options.undoes ?? null,
    entries,
  };
  await saveJournal(host, journal);
  const applied = await finishWriting(host, state, { journal, texts, logPath: options.logPath, onEntry: (done) => options.onEntry(done, entries.length) });
  return { journal, applied };
}

export interface BegunRun {
  journal: Journal;
  /** Where the texts are found that the journal names. */
  texts: TextStore;
  logPath: string;
  onEntry: (done: number) => Promise<void>;
}

/** Brings a begun run to its end: pages, memory, log. Used for a new run and after a crash alike. */
export async function finishWriting(host: Host, state: State, { journal, texts, logPath, onEntry }: BegunRun): Promise<Applied[]> {
  const applied = await applyJournal(host, journal, texts, onEntry);
  for (const { entry, page } of applied) {
    if (entry.movedFrom !== null) Reflect.deleteProperty(state.pages, entry.movedFrom);
    if (page === null) Reflect.deleteProperty(state.pages, entry.path);
    else state.pages[entry.path] = page;
  }
  state.lastRun = { id: journal.id, stamp: journal.stamp, kind: journal.kind };
  await host.files.process(logPath, (current) => appendToLog(current, { stamp: journal.stamp, command: journal.kind, details: journal.details, run: journal.id }));
  return applied;
}

/** The run is over: nothing of it is left to finish. */
export const closeJournal = async (host: Host, journal: Journal): Promise<void> => {
  await saveJournal(host, { ...journal, phase: "done" });
};
