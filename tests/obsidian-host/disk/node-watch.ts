/**
 * Tells what other programs change below a folder. Every folder is watched by itself, and what is told is found by looking again at the
 * folders that were touched: the events of the system only say where to look.
 */
import { watch, type FSWatcher } from "node:fs";
import type { DiskChange } from "./disk";
import { joinPath, listFolder, lookUp, type FoundEntry } from "./node-listing";
import { absolutePath, isNowhere } from "./node-paths";

/** Long enough for a program that writes in several steps (milliseconds). */
const STILL_FOR = 40;
/** How often a folder is looked at that the system refuses to watch. */
const LOOK_EVERY = 1000;
const CONFIGURATION = ".obsidian";

export interface FolderWatch {
  /** Takes what is now at a path for known: it was written by ourselves. */
  settle(path: string): void;
  close(): void;
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const isWatched = (path: string): boolean => path === CONFIGURATION || path.startsWith(`${CONFIGURATION}/`) || !path.split("/").some((name) => name.startsWith("."));

interface KnownFolder {
  children: Map<string, FoundEntry>;
  watcher: FSWatcher | null;
}

export function watchFolder(root: string, tell: (changes: DiskChange[]) => void): FolderWatch {
  const folders = new Map<string, KnownFolder>();
  const touched = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  const touch = (folder: string): void => {
    touched.add(folder);
    if (isClosed || timer !== null) return;
    timer = setTimeout(lookAgain, STILL_FOR);
    timer.unref();
  };
  const startWatching = (folder: string): FSWatcher | null => {
    try {
      const watcher = watch(absolutePath(root, folder), { persistent: false }, () => {
        touch(folder);
      });
      watcher.on("error", () => {
        watcher.close();
        touch(parentOf(folder));
      });
      return watcher;
    } catch {
      return null;
    }
  };
  const childrenOf = (folder: string): FoundEntry[] => {
    try {
      return listFolder(root, folder, (name) => isWatched(joinPath(folder, name)));
    } catch (error) {
      if (isNowhere(error)) return [];
      throw error;
    }
  };
  const forgetFolder = (folder: string): DiskChange[] => {
    const known = folders.get(folder);
    if (known === undefined) return [];
    folders.delete(folder);
    known.watcher?.close();
    return [...known.children.values()].flatMap(({ entry: { path } }) => [...forgetFolder(path), { path, entry: null }]);
  };
  /** Compares one entry with what was known of it, all below a folder that is new or gone included. */
  const compare = (path: string, now: FoundEntry | null): DiskChange[] => {
    const siblings = folders.get(parentOf(path))?.children;
    const before = siblings?.get(nameOf(path));
    if (siblings === undefined || before?.signature === now?.signature) return [];
    const changes: DiskChange[] = [];
    if (before?.entry.type === "folder") changes.push(...forgetFolder(path));
    if (before !== undefined && before.entry.type !== now?.entry.type) changes.push({ path, entry: null });
    if (now === null) {
      siblings.delete(nameOf(path));
      return changes;
    }
    siblings.set(nameOf(path), now);
    changes.push({ path, entry: now.entry });
    if (now.entry.type === "folder") changes.push(...enterFolder(path));
    return changes;
  };
  const compareFolder = (folder: string): DiskChange[] => {
    const known = folders.get(folder);
    if (known === undefined) return [];
    const now = new Map(childrenOf(folder).map((found) => [nameOf(found.entry.path), found]));
    const gone = [...known.children.keys()].filter((name) => !now.has(name));
    return [...gone.flatMap((name) => compare(joinPath(folder, name), null)), ...[...now].flatMap(([name, found]) => compare(joinPath(folder, name), found))];
  };
  /** The watch stands before the folder is read, so that nothing falls between the two. */
  const enterFolder = (folder: string): DiskChange[] => {
    folders.set(folder, { children: new Map(), watcher: startWatching(folder) });
    return compareFolder(folder);
  };
  const lookAgain = (): void => {
    timer = null;
    const changes = [...touched].flatMap(compareFolder);
    touched.clear();
    if (changes.length > 0 && !isClosed) tell(changes);
  };

  const looking = setInterval(() => {
    for (const [folder, { watcher }] of folders) if (watcher === null) touch(folder);
  }, LOOK_EVERY);
  looking.unref();
  enterFolder("");
  return {
    settle: (path) => {
      if (isWatched(path)) compare(path, lookUp(root, path));
    },
    close: () => {
      isClosed = true;
      clearInterval(looking);
      if (timer !== null) clearTimeout(timer);
      forgetFolder("");
    },
  };
}
