/** From a link's path to a file, by the app's rules: by the whole path, by the end of a path, by the name; the nearest to the note where several fit. */
import { normalizePath } from "../vault/normalize-path";
import type { TFile } from "../vault";

const MARKDOWN = ".md";
const keyOf = (path: string): string => path.normalize("NFC").toLowerCase();
const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

export interface LinkIndex {
  add(file: TFile): void;
  /** `path` is where it was. */
  remove(file: TFile, path: string): void;
  resolve(linkpath: string, sourcePath: string): TFile | null;
  /** Files of that name, ending included. */
  named(name: string): readonly TFile[];
}

export function createLinkIndex(): LinkIndex {
  const byName = new Map<string, TFile[]>();

  const named = (name: string): readonly TFile[] => byName.get(keyOf(name)) ?? [];
  const resolve = (linkpath: string, sourcePath: string): TFile | null => {
    const path = normalizeLink(linkpath, sourcePath);
    if (path === null) return null;
    return find(path, sourcePath) ?? find(`${path}${MARKDOWN}`, sourcePath);
  };
  const find = (path: string, sourcePath: string): TFile | null => {
    const key = keyOf(path);
    const fitting = named(nameOf(path)).filter((file) => keyOf(file.path) === key || keyOf(file.path).endsWith(`/${key}`));
    const exact = fitting.find((file) => keyOf(file.path) === key);
    if (path.includes("/") && exact !== undefined) return exact;
    return nearest(fitting, folderOf(sourcePath));
  };

  return {
    add: (file) => {
      const key = keyOf(file.name);
      byName.set(key, [...(byName.get(key) ?? []), file]);
    },
    remove: (file, path) => {
      const key = keyOf(nameOf(path));
      const rest = (byName.get(key) ?? []).filter((other) => other !== file);
      if (rest.length === 0) byName.delete(key);
      else byName.set(key, rest);
    },
    resolve,
    named,
  };
}

/** Relative paths from the note's folder; null where they leave the vault. */
function normalizeLink(linkpath: string, sourcePath: string): string | null {
  const link = linkpath.replaceAll("\u00a0", " ");
  if (!/^\.\.?\//.test(link)) return normalizePath(link.replace(/^\//, ""));
  const parts = folderOf(sourcePath).split("/").filter((part) => part !== "");
  for (const part of link.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** The same folder first, then below it, then the shortest path. */
function nearest(files: readonly TFile[], folder: string): TFile | null {
  const rank = ({ path }: TFile): number => (folderOf(path) === folder ? 0 : folder !== "" && path.startsWith(`${folder}/`) ? 1 : 2);
  const sorted = [...files].sort((left, right) => rank(left) - rank(right) || left.path.split("/").length - right.path.split("/").length || left.path.length - right.path.length || (left.path < right.path ? -1 : 1));
  return sorted[0] ?? null;
}
