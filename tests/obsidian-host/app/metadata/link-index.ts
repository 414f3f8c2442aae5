/**
 * From a link's path to a file, by the app's rules: the exact path from the vault's top, with or without `.md`; else the files whose path ends with it,
 * one beside the note before others, then the shortest path. Letters' case and composition do not count. A look-up costs as much as there are files of the name.
 */

/** What is asked of a file. */
export interface NamedFile {
  path: string;
  name: string;
}

export interface LinkIndex<File extends NamedFile> {
  add(file: File): void;
  /** `path` is where it was. */
  remove(file: File, path: string): void;
  has(file: File): boolean;
  resolve(linkpath: string, sourcePath: string): File | null;
  /** Files of that name, ending included. */
  named(name: string): readonly File[];
}

const MARKDOWN = ".md";
export const keyOf = (path: string): string => path.normalize("NFC").toLowerCase();
export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

export function createLinkIndex<File extends NamedFile>(): LinkIndex<File> {
  const byName = new Map<string, File[]>();
  const named = (name: string): readonly File[] => byName.get(keyOf(name)) ?? [];

  const exactly = (path: string): File | null => {
    for (const candidate of [path, `${path}${MARKDOWN}`]) {
      const fitting = named(nameOf(candidate)).filter((file) => keyOf(file.path) === keyOf(candidate));
      // A file system may tell apart what a link does not.
      const found = fitting.find((file) => file.path === candidate) ?? fitting[0];
      if (found !== undefined) return found;
    }
    return null;
  };

  const ending = (path: string, sourcePath: string): File | null => {
    for (const candidate of [path, `${path}${MARKDOWN}`]) {
      const end = `/${keyOf(candidate)}`;
      const found = nearest(named(nameOf(candidate)).filter((file) => keyOf(file.path).endsWith(end)), folderOf(sourcePath));
      if (found !== null) return found;
    }
    return null;
  };

  return {
    add: (file) => {
      const key = keyOf(file.name);
      const files = byName.get(key);
      if (files === undefined) byName.set(key, [file]);
      else files.push(file);
    },
    remove: (file, path) => {
      const key = keyOf(nameOf(path));
      const rest = (byName.get(key) ?? []).filter((other) => other !== file);
      if (rest.length === 0) byName.delete(key);
      else byName.set(key, rest);
    },
    has: (file) => named(file.name).includes(file),
    resolve: (linkpath, sourcePath) => {
      const link = linkpath.replaceAll("\u00a0", " ");
      const isRelative = /^\.\.?(?:\/|$)/.test(link);
      const path = isRelative ? joined(folderOf(sourcePath), link) : link.replace(/^\/+/, "");
      if (path === null || path === "") return null;
      const exact = exactly(path);
      return exact !== null || isRelative || link.startsWith("/") ? exact : ending(path, sourcePath);
    },
    named,
  };
}

/** Null where the way leaves the vault. */
function joined(folder: string, relative: string): string | null {
  const parts = folder.split("/").filter((part) => part !== "");
  for (const part of relative.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** Which of two equally short paths the app takes is not stable there; here it is the first by code unit. */
function nearest<File extends NamedFile>(files: readonly File[], folder: string): File | null {
  let best: File | null = null;
  for (const file of files) if (best === null || comesBefore(file.path, best.path, folder)) best = file;
  return best;
}

function comesBefore(one: string, other: string, folder: string): boolean {
  const [isBeside, isOtherBeside] = [keyOf(folderOf(one)) === keyOf(folder), keyOf(folderOf(other)) === keyOf(folder)];
  if (isBeside !== isOtherBeside) return isBeside;
  return one.length === other.length ? one < other : one.length < other.length;
}
