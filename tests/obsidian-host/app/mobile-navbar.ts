/** The bar at the bottom of a phone: back and forward, new tab, the right sidebar, and a menu of what the ribbon has on the desktop. */
import type { App } from "./app";
import { setIcon } from "./icons";
import { Menu } from "./ui";

function showRibbonMenu(app: App, event: MouseEvent): void {
  const menu = new Menu();
  const add = (title: string, icon: string, run: (event: MouseEvent | KeyboardEvent) => unknown): void => {
    menu.addItem((item) => item.setTitle(title).setIcon(icon).onClick(run));
  };
  for (const { title, icon, callback } of app.workspace.leftRibbon.items) add(title, icon, (chosen) => callback(chosen as MouseEvent));
  add("Open quick switcher", "lucide-navigation", () => app.commands.executeCommandById("switcher:open"));
  add("Open command palette", "lucide-terminal", () => app.commands.executeCommandById("command-palette:open"));
  add("Settings", "lucide-settings", () => app.setting.open());
  menu.showAtMouseEvent(event);
}

export function createMobileNavbar(app: App): HTMLElement {
  const navbar = createDiv("mobile-navbar");
  const actions = navbar.createDiv("mobile-navbar-actions");
  const add = (label: string, icon: string, run: (event: MouseEvent) => unknown): void => {
    const button = actions.createDiv({ cls: "mobile-navbar-action clickable-icon", attr: { "aria-label": label, role: "button", tabindex: 0 } });
    setIcon(button, icon);
    button.addEventListener("click", run);
  };
  const { workspace } = app;
  add("Navigate back", "lucide-chevron-left", () => workspace.getMostRecentLeaf()?.goBack());
  add("Navigate forward", "lucide-chevron-right", () => workspace.getMostRecentLeaf()?.goForward());
  add("New tab", "lucide-circle-plus", () => workspace.setActiveLeaf(workspace.createLeafInTabGroup(), { focus: true }));
  add("Right sidebar", "lucide-panel-right", () => workspace.rightSplit.toggle());
  add("Menu", "lucide-menu", (event) => showRibbonMenu(app, event));
  return navbar;
}
