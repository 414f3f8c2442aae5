/** The tab of a leaf: icon, title, close button, and what the mouse does with it. */
import { setIcon } from "../icons";
import type { WorkspaceLeaf } from "./leaf";

export interface TabHeader {
  tabHeaderEl: HTMLElement;
  draw(): void;
}

export function createTabHeader(leaf: WorkspaceLeaf): TabHeader {
  const tabHeaderEl = createDiv({ cls: "workspace-tab-header tappable", attr: { draggable: "true", role: "tab", tabindex: 0 } });
  const inner = tabHeaderEl.createDiv("workspace-tab-header-inner");
  const icon = inner.createDiv("workspace-tab-header-inner-icon");
  const title = inner.createDiv("workspace-tab-header-inner-title");
  const status = inner.createDiv("workspace-tab-header-status-container");
  const close = inner.createDiv({ cls: "workspace-tab-header-inner-close-button", attr: { "aria-label": "Close" } });
  setIcon(close, "lucide-x");

  const select = (): void => leaf.workspace.setActiveLeaf(leaf, { focus: true });
  tabHeaderEl.addEventListener("click", select);
  tabHeaderEl.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") select();
  });
  tabHeaderEl.addEventListener("auxclick", (event) => {
    if (event.button === 1 && !leaf.pinned) leaf.detach();
  });
  tabHeaderEl.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    leaf.showPaneMenu(event, "tab-header");
  });
  close.addEventListener("click", (event) => {
    event.stopPropagation();
    if (leaf.pinned) leaf.setPinned(false);
    else leaf.detach();
  });

  return {
    tabHeaderEl,
    draw(): void {
      const text = leaf.getDisplayText();
      tabHeaderEl.setAttrs({ "data-type": leaf.view.getViewType(), "aria-label": text });
      setIcon(icon, leaf.getIcon());
      title.setText(text);
      status.empty();
      if (leaf.pinned) setIcon(status.createDiv({ cls: "workspace-tab-header-status-icon mod-pinned", attr: { "aria-label": "Unpin" } }), "lucide-pin");
    },
  };
}
