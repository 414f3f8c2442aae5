/** Menus at the mouse or below a button, with sections and submenus. Contract: obsidian.d.ts, `Menu`. */
import type { MenuPositionDef } from "obsidian";
import { Component } from "../events";
import { currentApp } from "./current-app";
import { MenuItem, MenuSeparator } from "./menu-item";
import { registerMenuKeys } from "./menu-keys";
import { groupEntries } from "./menu-sections";
import type { Box } from "./place";
import { moveTo, placeBeside, pointBox, windowSize } from "./place";
import { Scope } from "./scope";

const menuOfEvent = new WeakMap<Event, Menu>();

/** The menus on the screen, outermost first: for tests, and so that a new one takes the place of the old. */
export const openMenus: Menu[] = [];

export class Menu extends Component {
  readonly dom: HTMLElement;
  readonly items: (MenuItem | MenuSeparator)[] = [];
  parentElement: HTMLElement | null = null;
  private readonly scope = new Scope();
  private readonly scrollEl: HTMLElement;
  private readonly hideCallbacks: (() => unknown)[] = [];
  private ownSections: string[] = [];
  private readonly sectionSubmenus = new Map<string, { title: string; icon: string }>();
  private shownItems: MenuItem[] = [];
  private selected = -1;
  private isShown = false;
  private hasIcons = true;
  private parentMenu: Menu | null = null;
  private child: Menu | null = null;
  private returnTo: HTMLElement | null = null;

  constructor() {
    super();
    this.dom = createDiv({ cls: "menu", attr: { role: "menu", tabindex: -1 } });
    this.scrollEl = this.dom.createDiv("menu-scroll");
    this.registerKeys();
    this.dom.on("mouseover", ".menu-item", (_event, el) => {
      const index = this.shownItems.findIndex(({ dom }) => dom === el);
      this.select(index);
      const item = this.shownItems[index];
      if (item?.submenu !== null && item?.submenu !== undefined) this.openSubmenu(item, false);
      else this.closeChild();
    });
    this.dom.on("click", ".menu-item", (event, el) => {
      event.stopPropagation();
      this.shownItems.find(({ dom }) => dom === el)?.choose(event);
    });
    this.dom.addEventListener("contextmenu", (event) => event.preventDefault());
  }

  setNoIcon(): this {
    this.hasIcons = false;
    this.dom.addClass("mod-no-icon");
    return this;
  }

  /** The host has no menus of the system's: every menu is drawn in the page. */
  setUseNativeMenu(_useNativeMenu: boolean): this {
    return this;
  }

  addItem(callback: (item: MenuItem) => unknown): this {
    const item = new MenuItem(this);
    this.items.push(item);
    callback(item);
    return this;
  }

  addSeparator(): this {
    this.items.push(new MenuSeparator());
    return this;
  }

  /** Sections that this menu knows, in their order, before the app's own. */
  addSections(sections: string[]): this {
    this.ownSections = [...this.ownSections, ...sections];
    return this;
  }

  /** The items of that section go into a submenu. */
  setSectionSubmenu(section: string, submenu: { title: string; icon?: string }): this {
    this.sectionSubmenus.set(section, { icon: "", ...submenu });
    return this;
  }

  setParentElement(el: HTMLElement): this {
    this.parentElement = el;
    return this;
  }

  /** Below the element where the event has no place of its own: pressing a key on a button clicks it at 0, 0. */
  showAtMouseEvent(event: MouseEvent): this {
    event.preventDefault();
    const target = event.target as HTMLElement | null;
    const box = event.clientX === 0 && event.clientY === 0 ? target?.getBoundingClientRect() : undefined;
    const position = box === undefined ? { x: event.clientX, y: event.clientY } : { x: box.left, y: box.bottom };
    return this.showAtPosition(position, target?.doc ?? activeDocument);
  }

  showAtPosition(position: MenuPositionDef, doc: Document = this.parentElement?.doc ?? activeDocument): this {
    const { x, y, width = 0, left = false, overlap = true } = position;
    const isLeft = left || doc.documentElement.dir === "rtl";
    this.show({ ...pointBox(x, y), right: x + (overlap ? 0 : width) }, doc, isLeft ? "end" : "start");
    if (width > 0) this.dom.style.minWidth = `${width}px`;
    return this;
  }

  hide(): this {
    if (!this.isShown) return this;
    this.isShown = false;
    this.closeChild();
    openMenus.splice(openMenus.indexOf(this), 1);
    currentApp().keymap.popScope(this.scope);
    this.parentElement?.removeClass("has-active-menu");
    const hadFocus = this.dom.contains(this.dom.doc.activeElement);
    this.dom.remove();
    if (hadFocus && this.returnTo?.isConnected === true) this.returnTo.focus();
    this.parentMenu?.forgetChild(this);
    this.unload();
    for (const callback of this.hideCallbacks) callback();
    return this;
  }

  close(): void {
    this.hide();
  }

  onHide(callback: () => unknown): void {
    this.hideCallbacks.push(callback);
  }

  onHistoryBack(): void {
    this.hide();
  }

  /** The one menu of an event, shown once everybody who listens has put their items into it. */
  static forEvent(event: PointerEvent | MouseEvent): Menu {
    const existing = menuOfEvent.get(event);
    if (existing !== undefined) return existing;
    const menu = new Menu();
    menuOfEvent.set(event, menu);
    event.preventDefault();
    window.setTimeout(() => menu.showAtMouseEvent(event), 0);
    return menu;
  }

  /** For its items. */
  createSubmenu(): Menu {
    const submenu = new Menu();
    submenu.parentMenu = this;
    return submenu;
  }

  openSubmenu(item: MenuItem, byKey: boolean): void {
    const { submenu } = item;
    if (submenu === null || item.disabled) return;
    if (this.child !== submenu) {
      this.closeChild();
      this.child = submenu;
      item.dom.setAttr("aria-expanded", true);
      const box = item.dom.getBoundingClientRect();
      submenu.show(box, item.dom.doc, "start", this.dom.doc.documentElement.dir === "rtl" ? "left" : "right");
    }
    if (byKey) submenu.move(1, -1);
  }

  hideAll(): void {
    if (this.parentMenu === null) this.hide();
    else this.parentMenu.hideAll();
  }

  private forgetChild(child: Menu): void {
    if (this.child !== child) return;
    this.child = null;
    for (const { dom, submenu } of this.shownItems) if (submenu === child) dom.setAttr("aria-expanded", false);
  }

  private closeChild(): void {
    this.child?.hide();
  }

  private show(anchor: Box, doc: Document, align: "start" | "end", side: "bottom" | "right" | "left" = "bottom"): void {
    if (this.isShown) this.hide();
    if (this.parentMenu === null) openMenus[0]?.hide();
    this.draw();
    if (this.shownItems.length === 0) return;
    this.isShown = true;
    this.selected = -1;
    openMenus.push(this);
    this.load();
    this.returnTo = doc.activeElement as HTMLElement | null;
    doc.body.appendChild(this.dom);
    this.parentElement?.addClass("has-active-menu");
    currentApp().keymap.pushScope(this.scope);
    moveTo(this.dom, placeBeside(anchor, this.dom.getBoundingClientRect(), windowSize(doc), { side, align }));
    this.dom.focus({ preventScroll: true });
    if (this.parentMenu === null) this.closeWhenLeft(doc);
  }

  private closeWhenLeft(doc: Document): void {
    const away = (event: Event): void => {
      const target = event.target as Node | null;
      if (!openMenus.some(({ dom }) => dom.contains(target))) this.hide();
    };
    doc.addEventListener("mousedown", away, true);
    doc.addEventListener("wheel", away, { capture: true, passive: true });
    this.register(() => {
      doc.removeEventListener("mousedown", away, true);
      doc.removeEventListener("wheel", away, true);
    });
  }

  private draw(): void {
    this.scrollEl.empty();
    this.shownItems = [];
    const groups = groupEntries<MenuItem | MenuSeparator>(this.gatherSubmenus(), this.ownSections) as MenuItem[][];
    groups.forEach((items, index) => {
      if (index > 0) this.scrollEl.createDiv({ cls: "menu-separator", attr: { role: "separator" } });
      const groupEl = this.scrollEl.createDiv({ cls: "menu-group", attr: { role: "group" } });
      for (const item of items) {
        groupEl.appendChild(item.dom);
        item.dom.removeClass("selected");
        this.shownItems.push(item);
      }
    });
    this.dom.toggleClass("mod-no-icon", !this.hasIcons || this.shownItems.every(({ iconEl }) => iconEl.childElementCount === 0));
  }

  private gatherSubmenus(): (MenuItem | MenuSeparator)[] {
    if (this.sectionSubmenus.size === 0) return this.items;
    const kept: (MenuItem | MenuSeparator)[] = [];
    const made = new Map<string, MenuItem>();
    for (const item of this.items) {
      const config = item.isSeparator ? undefined : this.sectionSubmenus.get(item.section);
      if (config === undefined) {
        kept.push(item);
        continue;
      }
      let holder = made.get(item.section);
      if (holder === undefined) {
        holder = new MenuItem(this).setTitle(config.title).setIcon(config.icon).setSection(item.section);
        made.set(item.section, holder);
        kept.push(holder);
      }
      (holder.submenu ?? holder.setSubmenu()).adopt(item as MenuItem);
    }
    return kept;
  }

  private adopt(item: MenuItem): void {
    Object.assign(item, { menu: this });
    this.items.push(item);
  }

  private select(index: number): void {
    this.shownItems[this.selected]?.dom.removeClass("selected");
    const item = this.shownItems[index];
    this.selected = item === undefined ? -1 : index;
    if (item === undefined) return;
    item.dom.addClass("selected");
    item.dom.focus({ preventScroll: true });
    item.dom.scrollIntoView({ block: "nearest" });
  }

  /** To the next item that can be chosen, round at the ends. */
  private move(step: number, from = this.selected): void {
    const { length } = this.shownItems;
    const start = from < 0 && step < 0 ? length : from;
    for (let tried = 1; tried <= length; tried++) {
      const index = (start + step * tried + length * (tried + 1)) % length;
      if (this.shownItems[index]?.isSelectable !== true) continue;
      this.select(index);
      return;
    }
  }

  private registerKeys(): void {
    const selected = (): MenuItem | undefined => this.shownItems[this.selected];
    registerMenuKeys(this.scope, {
      move: (step, from) => this.move(step, from === "start" ? -1 : from === "end" ? this.shownItems.length : this.selected),
      choose: (event) => selected()?.choose(event),
      openSubmenu: () => {
        const item = selected();
        if (item !== undefined) this.openSubmenu(item, true);
      },
      leaveSubmenu: () => {
        if (this.parentMenu !== null) this.hide();
      },
      jumpTo: (letter) => this.jumpTo(letter),
      hide: () => this.hide(),
      isRightToLeft: () => this.dom.doc.documentElement.dir === "rtl",
    });
  }

  /** The next item that begins with that letter. */
  private jumpTo(letter: string): void {
    const { length } = this.shownItems;
    for (let step = 1; step <= length; step++) {
      const index = (this.selected + step + length) % length;
      const item = this.shownItems[index];
      if (item?.isSelectable !== true || !item.titleEl.getText().toLowerCase().startsWith(letter.toLowerCase())) continue;
      this.select(index);
      return;
    }
  }
}
