/** One row of a menu. Contracts: obsidian.d.ts, `MenuItem` and `MenuSeparator`. */
import { setIcon } from "../icons";
import type { Menu } from "./menu";

type Chosen = (event: MouseEvent | KeyboardEvent) => unknown;

export class MenuSeparator {
  readonly isSeparator = true;
  readonly section = "";
}

export class MenuItem {
  readonly isSeparator = false;
  readonly dom: HTMLElement;
  readonly iconEl: HTMLElement;
  readonly titleEl: HTMLElement;
  section = "";
  disabled = false;
  isLabel = false;
  submenu: Menu | null = null;
  private checkEl: HTMLElement | null = null;
  private callback: Chosen | null = null;

  constructor(readonly menu: Menu) {
    this.dom = createDiv({ cls: "menu-item tappable", attr: { role: "menuitem", tabindex: -1 } });
    this.iconEl = this.dom.createDiv("menu-item-icon");
    this.titleEl = this.dom.createDiv("menu-item-title");
  }

  setTitle(title: string | DocumentFragment): this {
    this.titleEl.setText(title);
    return this;
  }

  setIcon(icon: string | null): this {
    setIcon(this.iconEl, icon ?? "");
    return this;
  }

  setChecked(checked: boolean | null): this {
    this.checkEl?.remove();
    this.checkEl = null;
    this.dom.toggleClass("mod-checked", checked === true);
    this.dom.setAttrs({ role: checked === null ? "menuitem" : "menuitemcheckbox", "aria-checked": checked });
    if (checked === true) {
      this.checkEl = this.dom.createDiv("menu-item-icon mod-checked");
      setIcon(this.checkEl, "lucide-check");
    }
    return this;
  }

  setDisabled(disabled: boolean): this {
    this.disabled = disabled;
    this.dom.toggleClass("is-disabled", disabled);
    this.dom.setAttr("aria-disabled", disabled ? true : null);
    return this;
  }

  setWarning(isWarning: boolean): this {
    this.dom.toggleClass("is-warning", isWarning);
    return this;
  }

  setIsLabel(isLabel: boolean): this {
    this.isLabel = isLabel;
    this.dom.toggleClass("is-label", isLabel);
    this.dom.setAttr("role", isLabel ? "presentation" : "menuitem");
    return this;
  }

  onClick(callback: Chosen): this {
    this.callback = callback;
    return this;
  }

  setSection(section: string): this {
    this.section = section;
    this.dom.setAttr("data-section", section);
    return this;
  }

  /** Not in the declarations, and used by many plugins all the same. */
  setSubmenu(): Menu {
    this.submenu ??= this.menu.createSubmenu();
    this.dom.addClass("has-submenu");
    this.dom.setAttrs({ "aria-haspopup": "menu", "aria-expanded": false });
    setIcon(this.dom.createDiv("menu-item-icon mod-submenu"), "lucide-chevron-right");
    return this.submenu;
  }

  get isSelectable(): boolean {
    return !this.disabled && !this.isLabel;
  }

  /** The menu is gone before the callback runs: it may open something itself. */
  choose(event: MouseEvent | KeyboardEvent): void {
    if (!this.isSelectable) return;
    if (this.submenu !== null) {
      this.menu.openSubmenu(this, true);
      return;
    }
    this.menu.hideAll();
    this.callback?.(event);
  }
}
