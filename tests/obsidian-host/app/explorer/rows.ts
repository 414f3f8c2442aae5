/** The vault as rows: what is seen of the tree of folders and notes, in order. Sorted once for each folder and kept until something in it changes. */
import { TFolder } from "../vault";
import type { TAbstractFile } from "../vault";

export interface Row {
  file: TAbstractFile;
  depth: number;
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Folders first, then by name as people count: "2" before "10". */
function compare(left: TAbstractFile, right: TAbstractFile): number {
  const [isLeftFolder, isRightFolder] = [left instanceof TFolder, right instanceof TFolder];
  return isLeftFolder === isRightFolder ? collator.compare(left.name, right.name) : isLeftFolder ? -1 : 1;
}

export class Rows {
  readonly expanded = new Set<string>();
  private readonly sorted = new Map<TFolder, TAbstractFile[]>();

  /** Something in that folder came, went or has another name. */
  changed(folder: TFolder | null): void {
    if (folder === null) this.sorted.clear();
    else this.sorted.delete(folder);
  }

  list(root: TFolder): Row[] {
    const rows: Row[] = [];
    const add = (folder: TFolder, depth: number): void => {
      for (const file of this.childrenOf(folder)) {
        rows.push({ file, depth });
        if (file instanceof TFolder && this.expanded.has(file.path)) add(file, depth + 1);
      }
    };
    add(root, 0);
    return rows;
  }

  private childrenOf(folder: TFolder): TAbstractFile[] {
    const known = this.sorted.get(folder);
    if (known?.length === folder.children.length) return known;
    const children = [...folder.children].sort(compare);
    this.sorted.set(folder, children);
    return children;
  }
}
