/**
 * The journal: each run that writes is one transaction. It is written before the first page is touched, so that after a crash at any
 * point every page is its old or its new text, the next start finishes what was begun, and a run can be taken back as a whole.
 */
import { FileError, type Files, type Host } from "../ports";
import { mergePages, type MergeConflict } from "../vault/merge";
import { readPage } from "../vault/page";
import { FILES_AT_ONCE, inBatches } from "./in-batches";
import { readJson } from "./read-json";
import { readPieces, writePieces } from "./pieces";
import { deviceFolder, type PageState } from "./state";
import type { TextStore } from "./text-store";

export type RunKind = "compile" | "decide" | "link" | "resolve" | "undo";

/** One file of a run. Texts are named by hash; null means that there is no file. */
export interface JournalEntry {
  path: string;
  /** The file is moved from here before it is written. */
  movedFrom: string | null;
  before: string | null;
  after: string | null;
  /** What we remember of the page after and before the run. */
  page: PageState | null;
  previous: PageState | null;
}

export interface Journal {
  id: string;
  kind: RunKind;
  stamp: string;
  phase: "writing" | "done" | "undone";
  /** What the log says of it. */
  details: string[];
  /** For an undo: the run it took back. */
  undoes: string | null;
  entries: JournalEntry[];
  /** Names of the pieces on disk that hold the entries; none before the journal was saved. */
  pieces?: readonly string[];
}

/** What the journal's file holds: the entries in pieces of their own, so that the end of a run writes a few words only. Older journals hold them themselves. */
type JournalFile = Omit<Journal, "entries"> & { entries?: JournalEntry[] };

const isJournalFile = (data: unknown): data is JournalFile => {
  const journal = data as Partial<JournalFile> | null;
  return typeof journal === "object" && typeof journal?.id === "string" && (Array.isArray(journal.entries) || Array.isArray(journal.pieces));
};

export const journalFolder = (device: string): string => `${deviceFolder(device)}/journal`;
const entriesFolder = (device: string): string => `${deviceFolder(device)}/entries`;
const journalPath = (device: string, run: string): string => `${journalFolder(device)}/${run}.json`;

/** The entries are written once, at the first save, which notes their pieces in `journal`. */
export async function saveJournal({ files, device }: Host, journal: Journal): Promise<void> {
  const { entries, ...rest } = journal;
  journal.pieces ??= await writePieces(files, entriesFolder(device.id), entries.map((entry) => [entry.path, entry] as const));
  await files.write(journalPath(device.id, journal.id), JSON.stringify({ ...rest, pieces: journal.pieces } satisfies JournalFile));
}

/** A journal without its entries. */
export type RunOutline = Omit<JournalFile, "entries" | "pieces">;

const readJournalFile = ({ files, device }: Host, run: string): Promise<JournalFile | null> =>
  /^[a-z0-9-]+$/i.test(run) ? readJson(files, journalPath(device.id, run), isJournalFile) : Promise.resolve(null);

/** What is known of a run short of its entries, which may be thousands. */
export const outlineOf = (host: Host, run: string): Promise<RunOutline | null> => readJournalFile(host, run);

/** Null where there is no such run, or its journal is torn. */
export async function loadJournal(host: Host, run: string): Promise<Journal | null> {
  const stored = await readJournalFile(host, run);
  if (stored === null) return null;
  if (stored.entries !== undefined) return { ...stored, entries: stored.entries };
  const entries = await readPieces<JournalEntry>(host.files, entriesFolder(host.device.id), stored.pieces ?? []);
  return entries === null ? null : { ...stored, entries: entries.map(([, entry]) => entry) };
}

/** The ids of this device's runs, oldest first. */
export async function listRuns(host: Host): Promise<string[]> {
  const files = await host.files.list(journalFolder(host.device.id));
  return files.map(({ path }) => path.slice(path.lastIndexOf("/") + 1, -".json".length)).sort();
}

/**
 * The ids of runs that may not have come to their end, oldest first: ids ascend and the memory is saved before a run is closed, so that nothing before
 * the last run remembered can be open. `lastRun` is that run's id, null where nothing is remembered.
 */
export const listRecentRuns = async (host: Host, lastRun: string | null): Promise<string[]> => (await listRuns(host)).filter((id) => lastRun === null || id >= lastRun);

/** A run's id: its time, so that ids sort. Where the clock went back, or two runs share a moment, the last id with a number behind it. */
export async function newRunId(host: Host): Promise<string> {
  const last = (await listRuns(host)).at(-1) ?? "";
  const time = new Date(host.clock.now()).toISOString().replace(/[-:.Z]/g, "").replace("T", "-");
  if (time > last) return time;
  const [date = "", moment = "", number = "0"] = last.split("-");
  return `${date}-${moment}-${String(Number(number) + 1).padStart(4, "0")}`;
}

/** What became of one entry: the page as remembered, and conflicts where the file was no longer what the plan had read. */
export interface Applied {
  entry: JournalEntry;
  page: PageState | null;
  conflicts: MergeConflict[];
  /** The text on disk was, or became, something else than planned. */
  wasMerged: boolean;
}

/** Writes what the journal says. Safe to repeat: entries that are done are left alone. */
export async function applyJournal(host: Host, journal: Journal, texts: TextStore, onEntry: (done: number) => Promise<void>): Promise<Applied[]> {
  let done = 0;
  const applied = await inBatches(journal.entries, FILES_AT_ONCE, async (entry) => {
    const result = await applyEntry(host.files, texts, entry);
    done += 1;
    await onEntry(done);
    return result;
  });
  await texts.flush();
  return applied;
}

const exists = async (files: Files, path: string): Promise<boolean> => (await files.stat(path)) !== null;

/** Thrown out of the write that finds nothing to write to: looking beforehand would leave a moment in between. */
class TakenAway extends Error {}

async function applyEntry(files: Files, texts: TextStore, entry: JournalEntry): Promise<Applied> {
  if (entry.movedFrom !== null && (await exists(files, entry.movedFrom)) && !(await exists(files, entry.path))) {
    await files.rename(entry.movedFrom, entry.path);
  }
  const before = entry.before === null ? null : await texts.find(entry.before);
  if (entry.after === null) return removeFile(files, entry, before);
  const after = await texts.find(entry.after);
  // The cache lost the text: the file stays as it is, and the next compile renders it anew.
  if (after === null) return { entry, page: entry.previous === null ? null : { ...entry.previous, inputs: "" }, conflicts: [], wasMerged: false };
  let met: Met = asPlanned(after);
  const mustBeThere = isPageOfOurs(entry) && entry.before !== null;
  const written = await files
    .process(entry.path, (current) => {
      if (current === null && mustBeThere) throw new TakenAway();
      met = current === null || current === before || current === after ? asPlanned(after) : meet(entry, before, current, after);
      return met.text;
    })
    .catch((error: unknown) => {
      if (error instanceof TakenAway) return null;
      throw error;
    });
  // The user took the page away since the plan was made: it stays away, and the next run takes that for a ruling.
  if (written === null) return { entry, page: entry.previous, conflicts: [], wasMerged: true };
  const { text, stat } = written;
  const { conflicts, wasMerged, isForeign } = met;
  if (isForeign || entry.page === null) return { entry, page: null, conflicts, wasMerged };
  const disk = wasMerged ? texts.keep(text) : entry.after;
  return { entry, page: { ...entry.page, disk, size: stat.size, modified: stat.modified, conflicts: [...entry.page.conflicts, ...conflicts] }, conflicts, wasMerged };
}

/** What is written where the file is met as planned, or as somebody left it since. */
interface Met {
  text: string;
  conflicts: MergeConflict[];
  wasMerged: boolean;
  /** The file is the user's own and stays as it is. */
  isForeign: boolean;
}

const asPlanned = (text: string): Met => ({ text, conflicts: [], wasMerged: false, isForeign: false });

function meet(entry: JournalEntry, before: string | null, current: string, after: string): Met {
  // A note of the user's own came where a new page was to go: the next run gives the page another name.
  if (isPageOfOurs(entry) && entry.before === null && readPage(current) === null) return { text: current, conflicts: [], wasMerged: true, isForeign: true };
  return { ...mergePages(before, current, after), wasMerged: true, isForeign: false };
}

/** Generated pages, as against the files that are the user's from the start and notes whose links follow. */
const isPageOfOurs = ({ page }: JournalEntry): boolean => page !== null && page.kind !== "file";

/** A file that is no longer what the plan read was changed by somebody since: then it stays. */
async function removeFile(files: Files, entry: JournalEntry, before: string | null): Promise<Applied> {
  const current = await files.read(entry.path).catch((error: unknown) => {
    if (error instanceof FileError && error.code === "not-found") return null;
    throw error;
  });
  const isOurs = current !== null && current === before;
  if (isOurs) await files.trash(entry.path);
  return { entry, page: null, conflicts: [], wasMerged: current !== null && !isOurs };
}
