/** The tree of the workspace: what every node of it can do, and those that have children. */
import type { App } from "../app";
import { Events } from "../events";
import type { LayoutItem } from "./types";
import type { Workspace } from "./workspace";

export const newId = (): string => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A node that stands for a window: the root split or a popout. */
export interface Container extends WorkspaceParent {
  win: Window;
  doc: Document;
}

export abstract class WorkspaceItem extends Events {
  abstract parent: WorkspaceParent | null;
  abstract readonly containerEl: HTMLElement;
  readonly app: App;
  id = newId();
  /** Its share of the parent's length, in per cent; null: an equal part. */
  dimension: number | null = null;

  constructor(readonly workspace: Workspace) {
    super();
    this.app = workspace.app;
  }

  abstract serialize(): LayoutItem;

  getRoot(): WorkspaceItem {
    return this.parent === null ? this : this.parent.getRoot();
  }

  /** The root split or popout this is in. Of a sidebar it is the root split, for they share a window. */
  getContainer(): Container {
    return this.parent === null ? this.workspace.rootSplit : this.parent.getContainer();
  }

  onResize(): void {
    // For those that show something.
  }

  setDimension(dimension: number | null): void {
    this.dimension = dimension;
    this.containerEl.style.flexGrow = dimension === null ? "" : String(dimension);
  }
}

export abstract class WorkspaceParent extends WorkspaceItem {
  readonly children: WorkspaceItem[] = [];
  /** Where the children's elements are. */
  protected abstract readonly childrenEl: HTMLElement;

  insertChild(index: number, child: WorkspaceItem): void {
    const at = index < 0 ? this.children.length : Math.min(index, this.children.length);
    const next = this.children[at];
    this.children.splice(at, 0, child);
    child.parent = this;
    this.childrenEl.insertBefore(child.containerEl, next?.containerEl ?? null);
    this.childrenChanged();
  }

  /** Takes a child out. A parent left empty goes too, unless it is one that stays. */
  removeChild(child: WorkspaceItem): void {
    const index = this.children.indexOf(child);
    if (index < 0) return;
    this.children.splice(index, 1);
    child.parent = null;
    child.containerEl.remove();
    if (this.children.length === 0) this.becameEmpty();
    else this.childrenChanged();
  }

  replaceChild(index: number, child: WorkspaceItem): void {
    const old = this.children[index];
    if (old === undefined) return;
    this.children[index] = child;
    child.parent = this;
    old.parent = null;
    this.childrenEl.replaceChild(child.containerEl, old.containerEl);
    this.childrenChanged();
  }

  override onResize(): void {
    for (const child of this.children) child.onResize();
  }

  protected childrenChanged(): void {
    // For those that draw something beside their children.
  }

  protected becameEmpty(): void {
    this.parent?.removeChild(this);
  }
}
