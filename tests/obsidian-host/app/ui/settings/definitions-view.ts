/** Draws a tab from its definitions: groups, lists, rows, and pages to go to. Contract: obsidian.d.ts, `SettingDefinitionItem`. */
import type { SettingDefinition, SettingDefinitionGroup, SettingDefinitionItem, SettingDefinitionList, SettingDefinitionPage } from "obsidian";
import { setIcon } from "../../icons";
import type { Setting } from "../setting";
import { SettingGroup } from "../setting-group";
import { setTooltip } from "../tooltip";
import { decide } from "./control-values";
import { decorateList } from "./list-rows";
import { pressable } from "./pressable";
import { renderControl } from "./render-control";
import { SettingPage } from "./setting-page";
import type { SettingTab } from "./setting-tab";

/** One thing drawn, and when it is to be seen or touched. */
interface Drawn {
  el: HTMLElement;
  isVisible: () => boolean;
  setting?: Setting;
  isDisabled?: () => boolean;
}

type Page = Pick<SettingPage, keyof SettingPage>;

interface OpenPage {
  name: string;
  /** One that draws itself; null: its definitions are drawn. */
  page: Page | null;
}

export class DefinitionsView {
  private drawn: Drawn[] = [];
  private cleanups: (() => void)[] = [];
  private items: SettingDefinitionItem[] = [];
  /** The pages gone to, outermost first. */
  private path: OpenPage[] = [];
  /** What was typed into a group's search, by its place: it outlives a new drawing. */
  private readonly queries = new Map<string, string>();

  constructor(
    private readonly tab: SettingTab,
    private readonly containerEl: HTMLElement,
  ) {}

  render(items: SettingDefinitionItem[]): void {
    this.items = items;
    const { scrollTop } = this.containerEl;
    const focused = this.containerEl.findAll("*").indexOf(this.containerEl.doc.activeElement as HTMLElement);
    this.draw();
    this.containerEl.scrollTop = scrollTop;
    if (focused >= 0) this.containerEl.findAll("*")[focused]?.focus();
  }

  refresh(): void {
    for (const { el, isVisible, setting, isDisabled } of this.drawn) {
      el.toggle(isVisible());
      if (isDisabled === undefined) continue;
      const disabled = isDisabled();
      setting?.setDisabled(disabled);
      if (setting?.settingEl.hasClass("mod-clickable") === true) setting.settingEl.setAttrs({ "aria-disabled": disabled ? true : null, tabindex: disabled ? -1 : 0 });
    }
  }

  clear(): void {
    for (const { page } of this.path.splice(0).reverse()) page?.hide();
    this.clearDrawn();
  }

  /** One page back; false where one is on the tab itself. */
  back(): boolean {
    const left = this.path.pop();
    if (left === undefined) return false;
    left.page?.hide();
    this.draw();
    const row = this.containerEl.findAll(".setting-item.mod-page").find((el) => el.dataset.page === left.name);
    row?.focus();
    return true;
  }

  private draw(): void {
    this.clearDrawn();
    const current = this.path[this.path.length - 1];
    if (current?.page !== undefined && current.page !== null) {
      this.drawPage(current.page);
      return;
    }
    const found = this.definitionsAt(this.path.map(({ name }) => name));
    if (found === null) {
      this.path = [];
      this.draw();
      return;
    }
    if (current === undefined) this.drawItems(this.containerEl, found, "");
    else {
      const page = new DeclarativePage(current.name);
      this.drawPage(page);
      this.drawItems(page.containerEl, found, this.path.map(({ name }) => name).join("/"));
    }
    this.refresh();
  }

  private clearDrawn(): void {
    for (const cleanup of this.cleanups.splice(0)) cleanup();
    this.drawn = [];
    this.containerEl.empty();
  }

  private definitionsAt(names: string[]): SettingDefinitionItem[] | null {
    let items: SettingDefinitionItem[] = this.items;
    for (const name of names) {
      const flat = items.flatMap((item) => (isGroup(item) ? (item.items ?? []) : [item]));
      const page = flat.find((item): item is SettingDefinitionPage => isPage(item) && item.name === name);
      if (page === undefined) return null;
      items = page.items ?? [];
    }
    return items;
  }

  /** Rows outside a group stand together in one without a heading. */
  private drawItems(parent: HTMLElement, items: SettingDefinitionItem[], place: string): void {
    const pages = items.filter(isPage).map(({ name }) => name);
    if (new Set(pages).size < pages.length) console.error("Two pages of settings have the same name:", pages);
    let loose: SettingGroup | null = null;
    items.forEach((item, index) => {
      if (isGroup(item)) {
        loose = null;
        this.drawGroup(parent, item, `${place}/${index}`);
        return;
      }
      loose ??= new SettingGroup(parent);
      this.drawItem(loose, item, index);
    });
  }

  private drawGroup(parent: HTMLElement, definition: SettingDefinitionGroup | SettingDefinitionList, place: string): void {
    const group = new SettingGroup(parent);
    if (definition.heading !== undefined) group.setHeading(definition.heading);
    if (definition.cls !== undefined) group.addClass(definition.cls);
    for (const button of definition.extraButtons ?? []) group.addExtraButton(button);
    this.drawn.push({ el: group.groupEl, isVisible: () => decide(definition.visible, true) });
    const { search } = definition;
    if (search !== undefined) {
      group.addSearch((field) => {
        if (search.placeholder !== undefined) field.setPlaceholder(search.placeholder);
        field.setValue(this.queries.get(place) ?? "").onChange((query) => {
          this.queries.set(place, query);
          this.refresh();
        });
      });
    }
    const matches = (item: SettingDefinition): boolean => {
      const query = this.queries.get(place) ?? "";
      return search === undefined || query === "" || !decide(item.searchable, true) || search.match(item, query);
    };
    const rows = (definition.items ?? []).map((item, index) => this.drawItem(group, item, index, isPage(item) ? undefined : () => matches(item)));
    if (definition.type === "list") decorateList(group, definition as SettingDefinitionList, rows, this.tab.app.platform.isMobile);
  }

  private drawItem(group: SettingGroup, item: SettingDefinition | SettingDefinitionPage, index: number, matches: () => boolean = () => true): Setting {
    let row: Setting | undefined;
    group.addSetting((setting) => {
      row = setting;
      setting.setName(item.name);
      // A fragment is emptied by being shown, and the definition may be drawn again.
      if (item.desc !== undefined) setting.setDesc(typeof item.desc === "string" ? item.desc : (item.desc.cloneNode(true) as DocumentFragment));
      const drawn: Drawn = { el: setting.settingEl, setting, isVisible: () => decide(item.visible, true) && matches() };
      this.drawn.push(drawn);
      if (isPage(item)) this.drawPageLink(setting, item);
      else this.drawDefinition(group, setting, item, index, drawn);
    });
    return row as unknown as Setting;
  }

  private drawDefinition(group: SettingGroup, setting: Setting, item: SettingDefinition, index: number, drawn: Drawn): void {
    if (item.control !== undefined) {
      const { control } = item;
      drawn.isDisabled = () => decide(control.disabled, false);
      renderControl(this.tab, setting, control);
    } else if (item.render !== undefined) {
      const render = item.render as unknown as (setting: Setting, group: SettingGroup) => unknown;
      const cleanup = render(setting, group);
      if (typeof cleanup === "function") this.cleanups.push(cleanup as () => void);
    } else if (item.action !== undefined) {
      const { action, disabled } = item;
      drawn.isDisabled = () => decide(disabled, false);
      setting.setClass("mod-clickable");
      pressable(setting.settingEl, () => {
        // In a list the place may have changed since.
        if (!decide(disabled, false)) action(setting.settingEl, setting.settingEl.hasAttribute("data-index") ? Number(setting.settingEl.dataset.index) : index);
      });
    }
  }

  private drawPageLink(setting: Setting, item: SettingDefinitionPage): void {
    setting.setClass("mod-clickable").setClass("mod-page");
    setting.settingEl.dataset.page = item.name;
    const { displayValue, status } = item;
    if (displayValue !== undefined || status !== undefined) {
      setting.addDisplayValue((component) => {
        component.setValue((typeof displayValue === "function" ? displayValue() : displayValue) ?? null);
        component.setStatus((typeof status === "function" ? status() : status) ?? null);
      });
    }
    setIcon(setting.controlEl.createDiv("setting-item-chevron"), "lucide-chevron-right");
    pressable(setting.settingEl, () => {
      this.path.push({ name: item.name, page: item.page?.() ?? null });
      this.draw();
      this.containerEl.find(".setting-page-back").focus();
    });
  }

  private drawPage(page: Page): void {
    page.titlebarEl.empty();
    const back = page.titlebarEl.createEl("button", { cls: "clickable-icon setting-page-back", attr: { type: "button" } });
    setIcon(back, "lucide-chevron-left");
    setTooltip(back, "Back");
    back.addEventListener("click", () => this.back());
    page.titlebarEl.createDiv({ cls: "setting-page-title", text: page.title === "" ? (this.path[this.path.length - 1]?.name ?? "") : page.title });
    this.containerEl.appendChild(page.rootEl);
    page.display();
  }
}

class DeclarativePage extends SettingPage {
  constructor(title: string) {
    super();
    this.title = title;
  }

  display(): void {
    // Drawn from definitions by the view.
  }
}

const isPage = (item: SettingDefinitionItem): item is SettingDefinitionPage => "type" in item && item.type === "page";

const isGroup = (item: SettingDefinitionItem): item is SettingDefinitionGroup | SettingDefinitionList => "type" in item && item.type !== "page";
