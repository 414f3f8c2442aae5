/** Popouts: windows of their own, each with a document of its own, and the invisible parent they hang on. */
import { tellMigrated } from "../dom-members";
import { WorkspaceParent } from "./item";
import type { WorkspaceItem } from "./item";
import type { WorkspaceLeaf } from "./leaf";
import { WorkspaceContainer } from "./split";
import type { LayoutItem, WorkspaceWindowInitData } from "./types";
import { adoptWindow, dropWindow, mirrorLooks } from "./windows";
import type { Workspace } from "./workspace";

export class WorkspaceFloating extends WorkspaceParent {
  declare parent: WorkspaceParent;
  declare readonly children: WorkspaceWindow[];
  readonly containerEl = createDiv();
  protected readonly childrenEl = createDiv();

  constructor(workspace: Workspace) {
    super(workspace);
    this.parent = null as unknown as WorkspaceParent;
  }

  /** A popout's element lives in its own window. */
  override insertChild(_index: number, child: WorkspaceItem): void {
    if (child instanceof WorkspaceWindow) this.children.push(child);
    child.parent = this;
  }

  override removeChild(child: WorkspaceItem): void {
    const index = this.children.findIndex((one) => one === child);
    if (index >= 0) this.children.splice(index, 1);
  }

  serialize(): LayoutItem {
    return { id: this.id, type: "floating", children: this.children.map((child) => child.serialize()) };
  }
}

/** Opens the window before the split is made, for the split's element belongs to it and needs the helpers on its prototypes. Throws where the browser refuses. */
export function openWindow(data: WorkspaceWindowInitData = {}): Window {
  const { width, height } = data.size ?? { width: 600, height: 800 };
  const place = data.x === undefined || data.y === undefined ? "" : `,left=${data.x},top=${data.y}`;
  const win = window.open("about:blank", "_blank", `popup,width=${width},height=${height}${place}`);
  if (win === null) throw new Error("The browser did not let the app open a window.");
  adoptWindow(win);
  return win;
}

export class WorkspaceWindow extends WorkspaceContainer {
  win: Window;
  doc: Document;
  private readonly stopMirroring: () => void;
  private isClosed = false;

  constructor(workspace: Workspace, win: Window) {
    super(workspace, "vertical", win.document);
    this.win = win;
    this.doc = win.document;
    this.stopMirroring = mirrorLooks(this.doc);
    this.doc.title = "Test host";
    this.containerEl.addClass("mod-root");
    this.doc.body.createDiv("app-container").createDiv("horizontal-main-container").createDiv("workspace").appendChild(this.containerEl);
    win.addEventListener("pagehide", () => this.closed());
    win.addEventListener("resize", () => workspace.requestResize());
    this.app.watchWindow(win);
  }

  override getContainer(): this {
    return this;
  }

  override serialize(): LayoutItem {
    const { screenX: x, screenY: y, innerWidth: width, innerHeight: height } = this.win;
    return { ...super.serialize(), type: "window", x, y, size: { width, height } };
  }

  close(): void {
    this.closed();
    this.win.close();
  }

  protected override becameEmpty(): void {
    this.close();
  }

  private closed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.stopMirroring();
    const leaves: WorkspaceLeaf[] = [];
    this.workspace.iterateLeaves(this, (leaf) => leaves.push(leaf));
    this.workspace.floatingSplit.removeChild(this);
    for (const leaf of leaves) {
      this.workspace.forgetLeaf(leaf);
      void leaf.view.close();
    }
    dropWindow(this.win);
    this.workspace.trigger("window-close", this, this.win);
    this.workspace.layoutChanged();
  }
}

/** Tells those who asked that a leaf's elements are in another window now. */
export const leafMigrated = (leaf: WorkspaceLeaf): void => {
  tellMigrated(leaf.containerEl);
  tellMigrated(leaf.tabHeaderEl);
};
