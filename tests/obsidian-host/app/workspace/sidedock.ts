/** The two sidebars on the desktop. */
import { setIcon } from "../icons";
import { startDrag } from "./drag";
import type { WorkspaceItem } from "./item";
import { WorkspaceSplit } from "./split";
import type { LayoutItem, Side } from "./types";
import type { Workspace } from "./workspace";

const defaultWidth = { left: 260, right: 340 };

export class WorkspaceSidedock extends WorkspaceSplit {
  collapsed = false;
  width: number;

  constructor(
    workspace: Workspace,
    readonly side: Side,
  ) {
    super(workspace, "horizontal");
    this.width = defaultWidth[side];
    this.containerEl.addClass("mod-sidedock", `mod-${side}-split`);
    this.drawWidth();
  }

  override getRoot(): WorkspaceItem {
    return this;
  }

  collapse(): void {
    this.setCollapsed(true);
  }

  expand(): void {
    this.setCollapsed(false);
  }

  toggle(): void {
    this.setCollapsed(!this.collapsed);
  }

  setCollapsed(collapsed: boolean): void {
    if (this.collapsed === collapsed) return;
    this.collapsed = collapsed;
    this.drawWidth();
    if (!collapsed) void this.workspace.loadVisibleLeaves(this);
    this.workspace.requestResize();
    this.workspace.layoutChanged();
  }

  setWidth(width: number): void {
    this.width = Math.max(180, width);
    this.drawWidth();
  }

  override serialize(): LayoutItem {
    return { ...super.serialize(), width: this.width, ...(this.collapsed ? { collapsed: true } : {}) };
  }

  protected override childrenChanged(): void {
    super.childrenChanged();
    this.children.forEach((child, index) => child.containerEl.toggleClass(["mod-top", this.side === "left" ? "mod-top-left-space" : "mod-top-right-space"], index === 0));
    this.drawEdge();
  }

  protected override becameEmpty(): void {
    this.collapse();
  }

  private drawWidth(): void {
    this.containerEl.toggleClass("is-sidedock-collapsed", this.collapsed);
    this.containerEl.style.width = this.collapsed ? "0px" : `${this.width}px`;
    this.containerEl.toggle(!this.collapsed);
    document.body.toggleClass(`mod-${this.side}-split-collapsed`, this.collapsed);
  }

  /** The handle between the sidebar and the root split. */
  private drawEdge(): void {
    this.containerEl.find(":scope > .workspace-leaf-resize-handle")?.remove();
    const handle = this.containerEl.createEl("hr", { cls: "workspace-leaf-resize-handle", prepend: true });
    handle.addEventListener("mousedown", (event) => {
      const { width } = this;
      const away = (this.side === "left") === (getComputedStyle(this.containerEl).direction === "ltr") ? 1 : -1;
      startDrag(event, (x) => {
        this.setWidth(width + x * away);
        this.workspace.requestResize();
      });
    });
  }
}

/** The button that collapses or shows a sidebar. */
export function createSidebarToggle(workspace: Workspace, side: Side): HTMLElement {
  const toggle = createDiv({ cls: `sidebar-toggle-button mod-${side}` });
  const button = toggle.createDiv({ cls: "clickable-icon", attr: { role: "button", tabindex: 0 } });
  setIcon(button, `lucide-panel-${side}`);
  button.onClickEvent(() => (side === "left" ? workspace.leftSplit : workspace.rightSplit).toggle());
  button.setAttr("aria-label", side === "left" ? "Toggle left sidebar" : "Toggle right sidebar");
  return toggle;
}
