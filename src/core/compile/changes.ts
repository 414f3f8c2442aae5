/** Which sources are new, changed, unchanged or gone, from their sizes and times alone. */
import { isSourcePath, type Settings } from "../settings";
import { isInFolder } from "../settings";
import type { FileStat, Host } from "../ports";
import { byCodeUnit } from "../text/key";
import { appPath } from "../vault/path";
import type { SourceState, State } from "./state";

export interface SourceListing {
  /** Sources to open: new ones, and those whose size or time differ. Sorted by path. */
  toOpen: FileStat[];
  unchanged: string[];
  /** Sources that were here at the last run and are not now. */
  gone: string[];
  total: number;
}

export interface ListingOptions {
  force: boolean;
  /** Only these files and folders; all where empty. */
  paths: string[];
  /** Also open what this decides on, though it did not change. */
  mustOpen: (source: SourceState) => boolean;
}

export async function listSourceFiles(host: Host, settings: Settings): Promise<FileStat[]> {
  const folders = settings.sourceFolders.filter((folder) => !settings.sourceFolders.some((other) => other !== folder && isInFolder(folder, other)));
  const files: FileStat[] = [];
  for (const folder of folders) files.push(...(await host.files.list(folder)));
  return files.filter(({ path }) => isSourcePath(path, settings)).sort((left, right) => byCodeUnit(left.path, right.path));
}

/** Failures that may be over though the file is the same. */
export const PASSING_FAILURES: readonly string[] = ["unreadable", "engine"];

export async function findChanges(host: Host, state: State, settings: Settings, options: ListingOptions): Promise<SourceListing> {
  const files = await listSourceFiles(host, settings);
  const isNamed = (path: string): boolean => options.paths.length === 0 || options.paths.some((named) => isInFolder(path, named));
  const isUnchanged = (file: FileStat): boolean => {
    const known = state.sources[file.path];
    // What kept a file from being read, permissions say, leaves no trace in its size and time.
    return known !== undefined && known.size === file.size && known.modified === file.modified && !PASSING_FAILURES.includes(known.failure?.code ?? "") && !options.mustOpen(known);
  };
  const present = new Set(files.map(({ path }) => path));
  callAsTheApp(state, present);
  const toOpen = files.filter((file) => isNamed(file.path) && (options.force || !isUnchanged(file)));
  const opening = new Set(toOpen.map(({ path }) => path));
  return {
    toOpen,
    unchanged: files.map(({ path }) => path).filter((path) => !opening.has(path) && state.sources[path] !== undefined),
    gone: Object.keys(state.sources).filter((path) => !present.has(path) && isNamed(path)).sort(byCodeUnit),
    total: files.length,
  };
}

/** A memory or a page may hold a source by the name the disk has for it, which is not what the app calls it: it is the same source. */
function callAsTheApp({ sources }: State, present: ReadonlySet<string>): void {
  for (const [path, source] of Object.entries(sources)) {
    const called = appPath(path);
    if (called === path || present.has(path) || !present.has(called) || sources[called] !== undefined) continue;
    sources[called] = source;
    Reflect.deleteProperty(sources, path);
  }
}

/** Files changed within this time of being read may change again without a new time (milliseconds): they are not trusted next time. */
const TIME_RESOLUTION = 20;
/** The same where the file system seems to tell full seconds only (FAT tells every second one). */
const COARSE_TIME_RESOLUTION = 2000;

/** The time to remember for a file that was read at `readAt`; -1 makes the next run look again. */
export const trustedTime = ({ modified }: FileStat, readAt: number): number => {
  const resolution = modified % 1000 === 0 ? COARSE_TIME_RESOLUTION : TIME_RESOLUTION;
  return readAt - modified < resolution && readAt >= modified ? -1 : modified;
};

/** So many gone at once is no tidying up but an unmounted drive or a half-synced phone. */
export const isAlarming = (gone: number, total: number): boolean => gone > 5 && gone > total / 10;
