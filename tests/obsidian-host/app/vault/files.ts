/** Files and folders of the vault. Types: obsidian.d.ts. One object stands for one file as long as it lives, whatever it is called. */
import type { Vault } from "./vault";

export interface FileStats {
  ctime: number;
  mtime: number;
  size: number;
}

export abstract class TAbstractFile {
  path = "";
  name = "";
  parent: TFolder | null = null;
  /** Whether it is gone from the vault. */
  deleted = false;

  constructor(
    readonly vault: Vault,
    path: string,
  ) {
    this.setPath(path);
  }

  setPath(path: string): void {
    this.path = path;
    this.name = path.slice(path.lastIndexOf("/") + 1);
  }

  /** The path of the folder it lies in, with a slash at the end; "" at the top. */
  getParentPrefix(): string {
    return this.parent === null || this.parent.isRoot() ? "" : `${this.parent.path}/`;
  }
}

export class TFile extends TAbstractFile {
  stat: FileStats = { ctime: 0, mtime: 0, size: 0 };
  // Set by `setPath` while the base class is made: an initial value here would undo it.
  declare basename: string;
  declare extension: string;

  override setPath(path: string): void {
    super.setPath(path);
    const dot = this.name.lastIndexOf(".");
    const hasExtension = dot > 0 && dot < this.name.length - 1;
    this.basename = hasExtension ? this.name.slice(0, dot) : this.name;
    this.extension = hasExtension ? this.name.slice(dot + 1).toLowerCase() : "";
  }
}

export class TFolder extends TAbstractFile {
  children: TAbstractFile[] = [];

  isRoot(): boolean {
    return this.path === "/";
  }

  override getParentPrefix(): string {
    return this.isRoot() ? "" : super.getParentPrefix();
  }

  override setPath(path: string): void {
    super.setPath(path);
    if (path === "/") this.name = "";
  }
}
