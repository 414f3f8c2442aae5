/** Splits: children side by side or one above the other, with a handle to drag between them; the root split among them. */
import type { LayoutItem, SplitDirection } from "./types";
import { WorkspaceParent } from "./item";
import type { Container, WorkspaceItem } from "./item";
import { startDrag } from "./drag";
import type { Workspace } from "./workspace";

export class WorkspaceSplit extends WorkspaceParent {
  declare parent: WorkspaceParent;
  readonly containerEl: HTMLElement;
  protected readonly childrenEl: HTMLElement;

  constructor(
    workspace: Workspace,
    public direction: SplitDirection,
    doc: Document = document,
  ) {
    super(workspace);
    this.containerEl = doc.createElement("div");
    this.containerEl.addClass("workspace-split", `mod-${direction}`);
    this.childrenEl = this.containerEl;
    this.parent = null as unknown as WorkspaceParent;
  }

  serialize(): LayoutItem {
    const children = this.children.map((child) => child.serialize());
    return { id: this.id, type: "split", children, direction: this.direction, ...(this.dimension === null ? {} : { dimension: this.dimension }) };
  }

  protected override childrenChanged(): void {
    this.children.forEach((child, index) => {
      child.containerEl.find(":scope > .workspace-leaf-resize-handle")?.remove();
      const previous = this.children[index - 1];
      if (previous === undefined) return;
      const handle = child.containerEl.createEl("hr", { cls: "workspace-leaf-resize-handle", prepend: true });
      handle.addEventListener("mousedown", (event) => this.resize(event, previous, child));
    });
  }

  private resize(event: MouseEvent, before: WorkspaceItem, after: WorkspaceItem): void {
    const side = this.direction === "vertical" ? "width" : "height";
    const total = this.containerEl.getBoundingClientRect()[side];
    const share = (item: WorkspaceItem): number => (item.containerEl.getBoundingClientRect()[side] / total) * 100;
    for (const child of this.children) child.setDimension(share(child));
    const [first, second] = [share(before), share(after)];
    startDrag(event, (x, y) => {
      const forward = side === "height" ? y : getComputedStyle(this.containerEl).direction === "rtl" ? -x : x;
      const moved = Math.min(Math.max((forward / total) * 100, 10 - first), second - 10);
      before.setDimension(first + moved);
      after.setDimension(second - moved);
      this.workspace.requestResize();
    });
  }
}

/** A split that stands for a window. */
export abstract class WorkspaceContainer extends WorkspaceSplit implements Container {
  abstract win: Window;
  abstract doc: Document;

  override getContainer(): Container {
    return this;
  }
}

export class WorkspaceRoot extends WorkspaceContainer {
  win: Window = window;
  doc: Document = document;

  constructor(workspace: Workspace) {
    super(workspace, "vertical");
    this.containerEl.addClass("mod-root");
  }

  override getRoot(): WorkspaceItem {
    return this;
  }

  protected override becameEmpty(): void {
    this.workspace.fillRoot();
  }
}
