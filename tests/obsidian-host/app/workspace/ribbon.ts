/** The bar of icons at the edge. On mobile it isn't shown: its actions are in the menu of the navigation bar. */
import { setIcon } from "../icons";
import { setTooltip } from "../ui";
import type { Side } from "./types";

export interface RibbonItem {
  id: string;
  icon: string;
  title: string;
  callback: (event: MouseEvent) => unknown;
  buttonEl: HTMLElement;
}

export class WorkspaceRibbon {
  readonly containerEl: HTMLElement;
  readonly items: RibbonItem[] = [];
  private readonly actionsEl: HTMLElement;

  constructor(side: Side) {
    this.containerEl = createDiv(`workspace-ribbon side-dock-ribbon mod-${side}`);
    this.actionsEl = this.containerEl.createDiv("side-dock-actions");
    this.containerEl.createDiv("side-dock-settings");
  }

  addRibbonItemButton(id: string, icon: string, title: string, callback: (event: MouseEvent) => unknown): HTMLElement {
    const buttonEl = this.actionsEl.createDiv({ cls: "clickable-icon side-dock-ribbon-action", attr: { "aria-label": title, role: "button", tabindex: 0 } });
    setIcon(buttonEl, icon);
    setTooltip(buttonEl, title, { placement: "right" });
    buttonEl.addEventListener("click", callback);
    this.items.push({ id, icon, title, callback, buttonEl });
    return buttonEl;
  }

  removeRibbonAction(id: string): void {
    for (const item of this.items.filter((one) => one.id === id)) {
      item.buttonEl.remove();
      this.items.splice(this.items.indexOf(item), 1);
    }
  }
}
