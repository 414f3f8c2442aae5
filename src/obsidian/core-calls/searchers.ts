/** The searchers of the worker: one for a vault and its folders, alive as long as the worker is. A search does not wait for the notes to be read; it says how far that is. */
import { createSearcher, type IndexProgress, type SearchAnswer, type Searcher, type SearchOptions, type Vault } from "../../core/api";
import type { Files } from "../../core/ports";

export interface SearchReply {
  answer: SearchAnswer;
  /** How far the first look at the notes is; null where it is over. */
  reading: Pick<IndexProgress, "notes" | "of"> | null;
  /** Notes that are not searched, with why. */
  leftOut: IndexProgress["leftOut"];
}

interface Kept {
  folders: string;
  searcher: Searcher;
  progress: IndexProgress;
  isReading: boolean;
  failure: Error | null;
  /** Ends with the first look at the notes, however it went. */
  whenRead: Promise<void>;
}

const kept = new WeakMap<Files, Kept>();

/** A search waits so long for the notes to be read, in milliseconds: most vaults are by then. */
const PATIENCE = 150;

const foldersOf = ({ settings }: Vault): string => JSON.stringify([settings.sourceFolders, settings.excludedFolders, settings.wikiFolder]);

export async function search(vault: Vault, query: string, options: SearchOptions): Promise<SearchReply> {
  const known = searcherOf(vault);
  if (known.isReading) await Promise.race([known.whenRead, vault.host.clock.wait(PATIENCE)]);
  if (known.failure !== null) throw known.failure;
  const answer = await known.searcher.search(query, options);
  const { notes, of, leftOut } = known.progress;
  return { answer, reading: known.isReading ? { notes, of } : null, leftOut };
}

/** Looks at notes that changed. Before the first search there is nothing to be kept up to date. */
export async function searchChanged(vault: Vault, paths: readonly string[]): Promise<void> {
  const known = kept.get(vault.host.files);
  if (known?.folders !== foldersOf(vault)) return;
  known.progress = await known.searcher.refresh(paths);
}

export async function searchSave(vault: Vault): Promise<void> {
  const known = kept.get(vault.host.files);
  if (known?.folders === foldersOf(vault) && !known.isReading) await known.searcher.save();
}

function searcherOf(vault: Vault): Kept {
  const { files } = vault.host;
  const before = kept.get(files);
  if (before?.folders === foldersOf(vault) && before.failure === null) return before;
  const searcher = createSearcher(vault.host, vault.settings);
  const begun: Kept = { folders: foldersOf(vault), searcher, progress: { notes: 0, of: 0, leftOut: [] }, isReading: true, failure: null, whenRead: Promise.resolve() };
  kept.set(files, begun);
  begun.whenRead = readAll(begun);
  return begun;
}

async function readAll(begun: Kept): Promise<void> {
  try {
    begun.progress = await begun.searcher.refresh(undefined, (progress) => (begun.progress = progress));
    // An index that cannot be kept is made again at the next start: nothing is lost but time.
    void begun.searcher.save().catch(() => undefined);
  } catch (error) {
    begun.failure = error instanceof Error ? error : new Error(String(error));
  } finally {
    begun.isReading = false;
  }
}
