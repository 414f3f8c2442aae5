/** The bar above a source: which pages cite the passage shown, and the way to the next one. */
import { type App, Keymap, Menu } from "obsidian";
import type { Context } from "../context";
import { openFile } from "../navigate";
import { addIconButton, addLiveRegion, labelledBy } from "../ui/elements";
import type { CitedPage, CitedPlace } from "./places";

/** So many pages are named; the rest are in a menu. */
const MOST_NAMED = 3;
/** A region that has just been made is not listened to yet (milliseconds). */
const BEFORE_SPEAKING = 150;

export interface SourceBar {
  element: HTMLElement;
  show(place: CitedPlace, at: number, of: number): void;
  remove(): void;
}

export interface BarHandlers {
  step: (by: 1 | -1) => void;
  close: () => void;
}

/** Put between the view's header and its content. */
export function createSourceBar(context: Context, content: HTMLElement, { step, close }: BarHandlers): SourceBar {
  const element = (content.parentElement ?? content).createDiv({ cls: ["compendium", "cpd-citebar"], attr: { role: "group" } });
  content.before(element);
  const pages = element.createDiv({ cls: "cpd-citebar-pages" });
  labelledBy(element, pages);
  const previous = addIconButton(element, "chevron-up", "Previous cited passage", () => step(-1));
  const figures = element.createSpan({ cls: "cpd-nowrap" });
  const next = addIconButton(element, "chevron-down", "Next cited passage", () => step(1));
  addIconButton(element, "x", "Close", close);
  const say = addLiveRegion(element);
  let speaking = 0;

  return {
    element,
    show: (place, at, of) => {
      drawPages(context, pages, place.pages);
      figures.setText(`${at + 1} of ${of}`);
      previous.disabled = of < 2;
      next.disabled = of < 2;
      element.win.clearTimeout(speaking);
      speaking = element.win.setTimeout(() => say(`Cited passage, ${at + 1} of ${of}. ${place.quote}`), BEFORE_SPEAKING);
    },
    remove: () => {
      element.win.clearTimeout(speaking);
      element.remove();
    },
  };
}

function drawPages(context: Context, holder: HTMLElement, cited: readonly CitedPage[]): void {
  const { app } = context;
  const pages = [...cited].sort((left, right) => Number(isSourcePage(app, left)) - Number(isSourcePage(app, right)));
  holder.empty();
  holder.appendText(pages.length === 0 ? "Cited passage" : "Cited on ");
  const named = pages.length > MOST_NAMED + 1 ? pages.slice(0, MOST_NAMED) : pages;
  named.forEach(({ path, name }, index) => {
    if (index > 0) holder.appendText(", ");
    addLink(holder, name, (event) => void openFile(app, path, Keymap.isModEvent(event)));
  });
  const rest = pages.slice(named.length);
  if (rest.length === 0) return;
  holder.appendText(" and ");
  const more = addLink(holder, `${rest.length} more`, (event) => {
    const menu = new Menu();
    for (const { path, name } of rest) menu.addItem((item) => item.setTitle(name).setIcon("file-text").onClick(() => void openFile(app, path)));
    menu.showAtMouseEvent(event);
  });
  more.setAttribute("aria-haspopup", "menu");
}

/** The source's own page cites all of it, and says the least about where a passage is used: it is named last. */
const isSourcePage = (app: App, { path }: CitedPage): boolean => app.metadataCache.getCache(path)?.frontmatter?.["type"] === "source";

/** A link that breaks with the line, as a button cannot. */
function addLink(holder: HTMLElement, text: string, open: (event: MouseEvent) => void): HTMLElement {
  const link = holder.createEl("a", { text, href: "#", attr: { dir: "auto" } });
  const press = (event: MouseEvent): void => {
    if (event.button > 1) return;
    event.preventDefault();
    open(event);
  };
  link.addEventListener("click", press);
  link.addEventListener("auxclick", press);
  return link;
}
