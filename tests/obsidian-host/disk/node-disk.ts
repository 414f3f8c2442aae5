/**
 * The disk over Node's file system. Its calls are synchronous inside: nobody in this process can come between a write and the note that it
 * was ours, so the watch never tells it.
 */
import { randomUUID } from "node:crypto";
import { appendFileSync, cpSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmdirSync, rmSync, statSync, unlinkSync, utimesSync, writeFileSync, type Stats } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Disk, DiskChange, DiskEntry } from "./disk";
import { listFolder, lookUp, walkFolder } from "./node-listing";
import { absolutePath, diskError, isNowhere } from "./node-paths";
import { watchFolder, type FolderWatch } from "./node-watch";

const TRASH = ".trash";
const PERMISSIONS = 0o777;

export type NodeDisk = Disk & { close(): void };

/** `folder` must be there. */
export function nodeDisk(folder: string): NodeDisk {
  const root = realpathSync.native(folder);
  const watches = new Set<FolderWatch>();
  // Replacing a file makes a new one, but the note's own time of creation stays.
  const created = new Map<string, number>();
  const withCreated = (entry: DiskEntry): DiskEntry => ({ ...entry, ctime: created.get(entry.path) ?? entry.ctime });
  const entryAt = (path: string): DiskEntry | null => {
    const found = lookUp(root, path);
    return found === null ? null : withCreated(found.entry);
  };
  const settle = (...paths: string[]): void => {
    for (const path of paths) for (const watch of watches) watch.settle(path);
  };
  const settled = (path: string): DiskEntry => {
    settle(path);
    const entry = entryAt(path);
    if (entry === null) throw diskError("ENOENT", `no such file or directory, stat '${path}'`);
    return entry;
  };
  /** The folder itself is never written, moved or removed. */
  const below = (path: string): string => absolutePath(root, path === "" ? "." : path);

  const move = (from: string, to: string): void => {
    const [source, target] = [below(from), below(to)];
    const stats = statSync(source);
    refuseTaken(target, to, stats);
    renameSync(source, target);
    for (const [path, time] of [...created]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      created.delete(path);
      created.set(`${to}${path.slice(from.length)}`, time);
    }
    settle(from, to);
  };
  const forget = (path: string): void => {
    for (const known of [...created.keys()]) if (known === path || known.startsWith(`${path}/`)) created.delete(known);
    settle(path);
  };

  return {
    basePath: root,
    resourceUrl: (path) => pathToFileURL(below(path)).href,
    walk: async () => walkFolder(root).map(withCreated),
    list: async (path) => listFolder(root, path).map(({ entry }) => withCreated(entry)),
    stat: async (path) => entryAt(path),
    read: async (path) => {
      const bytes = readFileSync(below(path));
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    },
    write: async (path, data, times) => {
      const before = entryAt(path);
      replaceFile(below(path), path, new Uint8Array(data), times?.mtime);
      if (before !== null || times?.ctime !== undefined) created.set(path, times?.ctime ?? before?.ctime ?? 0);
      return settled(path);
    },
    append: async (path, data) => {
      appendFileSync(below(path), new Uint8Array(data));
      return settled(path);
    },
    makeFolder: async (path) => {
      mkdirSync(below(path));
      settle(path);
    },
    rename: async (from, to) => {
      move(from, to);
    },
    copy: async (from, to) => {
      const [source, target] = [below(from), below(to)];
      refuseTaken(target, to, null);
      statSync(dirname(target));
      cpSync(source, target, { recursive: true });
      settle(to);
    },
    removeFile: async (path) => {
      unlinkSync(below(path));
      forget(path);
    },
    removeFolder: async (path, recursive) => {
      const absolute = below(path);
      if (recursive && statSync(absolute).isDirectory()) rmSync(absolute, { recursive: true });
      else rmdirSync(absolute);
      forget(path);
    },
    trash: async (path) => {
      const source = below(path);
      statSync(source);
      mkdirSync(join(root, TRASH), { recursive: true });
      move(path, freeTrashPath(root, basename(source)));
    },
    watch: (tell: (changes: DiskChange[]) => void) => {
      const watch = watchFolder(root, (changes) => {
        tell(changes.map(({ path, entry }) => ({ path, entry: entry === null ? null : withCreated(entry) })));
      });
      watches.add(watch);
      return () => {
        watches.delete(watch);
        watch.close();
      };
    },
    close: () => {
      for (const watch of watches) watch.close();
      watches.clear();
    },
  };
}

function lstatIfThere(absolute: string): Stats | null {
  try {
    return lstatSync(absolute);
  } catch (error) {
    if (isNowhere(error)) return null;
    throw error;
  }
}

/** Where case makes no difference, the new name may be the file itself. */
function refuseTaken(target: string, path: string, mover: Stats | null): void {
  const there = lstatIfThere(target);
  if (there !== null && !(there.ino === mover?.ino && there.dev === mover.dev)) throw diskError("EEXIST", `file already exists, '${path}'`);
}

/** A reader sees the old or the new text, never half of it. */
function replaceFile(absolute: string, path: string, data: Uint8Array, mtime: number | undefined): void {
  const there = lstatIfThere(absolute);
  const target = there?.isSymbolicLink() === true ? realpathSync(absolute) : absolute;
  if (there?.isDirectory() === true) throw diskError("EISDIR", `illegal operation on a directory, open '${path}'`);
  const temporary = join(dirname(target), `.${randomUUID()}.tmp`);
  try {
    writeFileSync(temporary, data, there === null ? {} : { mode: there.isSymbolicLink() ? PERMISSIONS & statSync(target).mode : PERMISSIONS & there.mode });
    if (mtime !== undefined) utimesSync(temporary, mtime / 1000, mtime / 1000);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function freeTrashPath(root: string, name: string): string {
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let number = 1; ; number += 1) {
    const path = `${TRASH}/${number === 1 ? name : `${stem} ${number}${extension}`}`;
    if (lstatIfThere(join(root, path)) === null) return path;
  }
}
