/** What lies in a folder of the machine, as entries of the disk's port. Linked folders are not followed: they could lead round in circles. */
import { readdirSync, statSync, type Stats } from "node:fs";
import { absolutePath, isNowhere } from "./node-paths";
import type { DiskEntry } from "./disk";

export interface FoundEntry {
  entry: DiskEntry;
  /** Changes whenever another program changed the entry. */
  signature: string;
}

export const joinPath = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);

/** Looks one entry up. Null where nothing is, or nothing that is a file or a folder of ours. */
export function lookUp(root: string, path: string): FoundEntry | null {
  try {
    return toFound(path, statSync(absolutePath(root, path)));
  } catch (error) {
    if (isNowhere(error)) return null;
    throw error;
  }
}

function toFound(path: string, stats: Stats): FoundEntry | null {
  if (!stats.isFile() && !stats.isDirectory()) return null;
  const type = stats.isFile() ? "file" : "folder";
  const entry: DiskEntry = { path, type, size: type === "file" ? stats.size : 0, ctime: Math.round(stats.birthtimeMs), mtime: Math.round(stats.mtimeMs) };
  return { entry, signature: type === "folder" ? type : `${stats.size} ${stats.mtimeMs} ${stats.ino}` };
}

/** What lies directly in a folder, by name. Throws ENOENT or ENOTDIR. */
export function listFolder(root: string, folder: string, isWanted: (name: string) => boolean = () => true): FoundEntry[] {
  const names = readdirSync(absolutePath(root, folder), { withFileTypes: true }).filter(({ name }) => isWanted(name));
  return names.flatMap((found): FoundEntry[] => {
    const entry = lookUpQuietly(root, joinPath(folder, found.name));
    if (entry === null || (found.isSymbolicLink() && entry.entry.type === "folder")) return [];
    return [entry];
  });
}

/** A link that leads out of the folder is left out of listings. */
function lookUpQuietly(root: string, path: string): FoundEntry | null {
  try {
    return lookUp(root, path);
  } catch {
    return null;
  }
}

const isVisible = (name: string): boolean => !name.startsWith(".");

/** Everything below a folder that the vault shows. */
export function walkFolder(root: string, folder = ""): DiskEntry[] {
  return listFolder(root, folder, isVisible).flatMap(({ entry }) => (entry.type === "folder" ? [entry, ...walkFolder(root, entry.path)] : [entry]));
}
