/** The vault's files and folders as a tree, kept in step with the disk. It only holds them: who tells of changes is the vault. */
import type { DiskEntry } from "../../disk/disk";
import { TFile, TFolder, type TAbstractFile } from "./files";
import type { Vault } from "./vault";

const parentPathOf = (path: string): string => {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "/" : path.slice(0, slash);
};

/** A name that starts with a dot hides a file, and all below a folder. */
export const isHidden = (path: string): boolean => path.split("/").some((name) => name.startsWith("."));

export class VaultTree {
  readonly root: TFolder;
  private readonly byPath = new Map<string, TAbstractFile>();

  constructor(private readonly vault: Vault) {
    this.root = new TFolder(vault, "/");
    this.byPath.set("/", this.root);
  }

  at(path: string): TAbstractFile | null {
    return this.byPath.get(path === "" ? "/" : path) ?? null;
  }

  all(): TAbstractFile[] {
    return [...this.byPath.values()];
  }

  /** Adds a file or folder that is not there yet, and the folders above it; returns what was added, from the top. */
  add(entry: DiskEntry): TAbstractFile[] {
    const parentPath = parentPathOf(entry.path);
    const added: TAbstractFile[] = [];
    if (!(this.at(parentPath) instanceof TFolder)) added.push(...this.add({ ...entry, path: parentPath, type: "folder" }));
    const parent = this.at(parentPath);
    if (!(parent instanceof TFolder)) throw new Error(`${parentPath} is no folder.`);
    const file = entry.type === "folder" ? new TFolder(this.vault, entry.path) : new TFile(this.vault, entry.path);
    if (file instanceof TFile) file.stat = statsOf(entry);
    this.attach(file, parent);
    return [...added, file];
  }

  /** Takes a file, or a folder with all below it, out; returns what is gone, the deepest first. */
  remove(file: TAbstractFile): TAbstractFile[] {
    const below = file instanceof TFolder ? [...file.children].flatMap((child) => this.remove(child)) : [];
    this.detach(file);
    file.deleted = true;
    return [...below, file];
  }

  /** Moves a file, or a folder with all below it; returns each with its path before, the folder first. The new parent must be there. */
  move(file: TAbstractFile, path: string): [TAbstractFile, string][] {
    const parent = this.at(parentPathOf(path));
    if (!(parent instanceof TFolder)) throw new Error(`${parentPathOf(path)} is no folder.`);
    const before = file.path;
    const children = file instanceof TFolder ? [...file.children] : [];
    this.detach(file);
    file.setPath(path);
    this.attach(file, parent);
    const moved: [TAbstractFile, string][] = [[file, before]];
    for (const child of children) moved.push(...this.move(child, `${path}/${child.name}`));
    return moved;
  }

  private attach(file: TAbstractFile, parent: TFolder): void {
    file.parent = parent;
    parent.children.push(file);
    this.byPath.set(file.path, file);
  }

  private detach(file: TAbstractFile): void {
    const siblings = file.parent?.children ?? [];
    const index = siblings.indexOf(file);
    if (index >= 0) siblings.splice(index, 1);
    this.byPath.delete(file.path);
  }
}

export const statsOf = ({ ctime, mtime, size }: DiskEntry): TFile["stat"] => ({ ctime, mtime, size });
