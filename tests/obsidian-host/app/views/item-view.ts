/** A view with a header: buttons to go back and forward, a title, actions. */
import { setIcon } from "../icons";
import { setTooltip } from "../ui";
import type { Menu } from "../ui";
import type { WorkspaceLeaf } from "../workspace/leaf";
import { View } from "./view";

const addButton = (parent: HTMLElement, cls: string, icon: string, label: string, listener: (event: MouseEvent) => unknown): HTMLElement => {
  const button = parent.createEl("button", { cls: `clickable-icon ${cls}`, attr: { "aria-label": label } });
  setIcon(button, icon);
  button.addEventListener("click", listener);
  return button;
};

export abstract class ItemView extends View {
  contentEl: HTMLElement;
  protected readonly headerEl: HTMLElement;
  protected readonly titleEl: HTMLElement;
  protected readonly titleParentEl: HTMLElement;
  protected readonly actionsEl: HTMLElement;
  private readonly backEl: HTMLElement;
  private readonly forwardEl: HTMLElement;

  constructor(leaf: WorkspaceLeaf) {
    super(leaf);
    this.headerEl = this.containerEl.createDiv("view-header");
    const left = this.headerEl.createDiv("view-header-left");
    const toggle = addButton(left, "mod-left-drawer", "lucide-panel-left", "Expand", () => leaf.workspace.leftSplit.expand());
    toggle.toggle(leaf.app.platform.isMobile);
    const navigation = left.createDiv("view-header-nav-buttons");
    this.backEl = addButton(navigation, "", "lucide-arrow-left", "Navigate back", () => void leaf.goBack());
    this.forwardEl = addButton(navigation, "", "lucide-arrow-right", "Navigate forward", () => void leaf.goForward());
    const titleContainer = this.headerEl.createDiv("view-header-title-container mod-at-start mod-fade");
    this.titleParentEl = titleContainer.createDiv("view-header-title-parent");
    this.titleEl = titleContainer.createDiv({ cls: "view-header-title", attr: { tabindex: -1 } });
    this.actionsEl = this.headerEl.createDiv("view-actions");
    addButton(this.actionsEl, "view-action mod-more-options", "lucide-more-vertical", "More options", (event) => leaf.showPaneMenu(event, "more-options"));
    this.contentEl = this.containerEl.createDiv("view-content");
  }

  addAction(icon: string, title: string, callback: (event: MouseEvent) => unknown): HTMLElement {
    const button = addButton(this.actionsEl, "view-action", icon, title, callback);
    this.actionsEl.prepend(button);
    setTooltip(button, title);
    return button;
  }

  override onPaneMenu(menu: Menu, source: string): void {
    super.onPaneMenu(menu, source);
  }

  override updateHeader(): void {
    this.titleEl.setText(this.getDisplayText());
    this.headerEl.find(".view-header-nav-buttons").toggle(this.navigation);
    this.backEl.setAttr("aria-disabled", !this.leaf.history.canGoBack());
    this.forwardEl.setAttr("aria-disabled", !this.leaf.history.canGoForward());
    this.containerEl.setAttr("data-type", this.getViewType());
  }
}
