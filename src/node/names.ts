/**
 * The disk's names and the vault's. The app calls a file by its composed name with plain blanks (`appPath`), and so does every link; the disk keeps the
 * name it was given. This knows which stands for which, so that both hosts speak of the same paths.
 */
import { join } from "node:path";
import { appPath } from "../core/vault/path";
import { entriesOf } from "./file-system";

/** Where a vault lies, and how to find its files there. */
export interface Place {
  root: string;
  names: Names;
}

export interface Names {
  /** The path on the disk, below the root, of a path in the vault. Names the disk has as they are given stay. */
  onDisk(path: string): string;
  /** The path in the vault of a path on the disk. */
  inVault(onDisk: string): string;
  /** Takes note of all names in a folder (a path in the vault), and returns the vault's name of each. */
  learn(folder: string, namesOnDisk: readonly string[]): string[];
  /** The folder is looked at again before the next file in it is opened. */
  forget(folder: string): void;
}

/** What differs in one folder. */
interface FolderNames {
  /** Names on the disk by the vault's. */
  onDisk: ReadonlyMap<string, string>;
  /** Names that stay as they are, since another file has their form in the vault. */
  kept: ReadonlySet<string>;
}

/** In plain ASCII without blanks a name has one form only. */
const hasOneForm = (path: string): boolean => /^[\x21-\x7e]*$/.test(path);
const inFolder = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);

export function createNames(root: string): Names {
  const folders = new Map<string, FolderNames>();

  const learn = (folder: string, namesOnDisk: readonly string[]): string[] => {
    const onDisk = new Map<string, string>();
    const kept = new Set<string>();
    const taken = new Set(namesOnDisk);
    const names = namesOnDisk.map((name) => {
      const composed = appPath(name);
      if (composed === name) return name;
      if (taken.has(composed)) {
        kept.add(name);
        return name;
      }
      taken.add(composed);
      onDisk.set(composed, name);
      return composed;
    });
    folders.set(folder, { onDisk, kept });
    return names;
  };
  const namesIn = (folder: string, folderOnDisk: string): FolderNames | undefined => {
    if (!folders.has(folder)) learn(folder, entriesOf(join(root, folderOnDisk)).map(({ name }) => name));
    return folders.get(folder);
  };
  /** Goes down a path segment by segment, in the vault and on the disk at once. */
  const walk = (path: string, step: (segment: string, names: FolderNames | undefined) => { vault: string; disk: string }): { vault: string; disk: string } => {
    let [vault, disk] = ["", ""];
    for (const segment of path.split("/")) {
      const found = hasOneForm(segment) ? { vault: segment, disk: segment } : step(segment, namesIn(vault, disk));
      vault = inFolder(vault, found.vault);
      disk = inFolder(disk, found.disk);
    }
    return { vault, disk };
  };

  return {
    onDisk: (path) => (hasOneForm(path) ? path : walk(path, (segment, names) => ({ vault: segment, disk: names?.onDisk.get(segment) ?? segment })).disk),
    inVault: (path) => {
      if (hasOneForm(path)) return path;
      return walk(path, (segment, names) => {
        const vault = names?.kept.has(segment) === true ? segment : appPath(segment);
        return { vault, disk: names?.onDisk.get(vault) ?? segment };
      }).vault;
    },
    learn,
    forget: (folder) => folders.delete(folder),
  };
}
