/** Which files of the explorer are selected, by path, and which has the focus. */
import type { TAbstractFile, Vault } from "../vault";

export class Selection {
  focused: TAbstractFile | null = null;
  private readonly paths = new Set<string>();

  has(path: string): boolean {
    return this.paths.has(path);
  }

  focus(file: TAbstractFile): void {
    this.focused = file;
  }

  clear(): void {
    this.paths.clear();
  }

  forget(path: string): void {
    this.paths.delete(path);
    if (this.focused?.path === path) this.focused = null;
  }

  /** The one that had the focus is part of it from the first. */
  toggle(file: TAbstractFile): void {
    if (this.paths.size === 0 && this.focused !== null) this.paths.add(this.focused.path);
    if (!this.paths.delete(file.path)) this.paths.add(file.path);
    this.focused = file;
  }

  /** From the one with the focus to this one, in the order in which they are seen. */
  extendTo(file: TAbstractFile, seen: readonly TAbstractFile[]): void {
    const from = Math.max(0, this.focused === null ? 0 : seen.indexOf(this.focused));
    const to = seen.indexOf(file);
    for (const one of seen.slice(Math.min(from, to), Math.max(from, to) + 1)) this.paths.add(one.path);
  }

  files(vault: Vault): TAbstractFile[] {
    return [...this.paths].map((path) => vault.getAbstractFileByPath(path)).filter((file) => file !== null);
  }
}
