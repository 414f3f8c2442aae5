/** The bar above a source: which pages cite the passage shown, and the way to the next one. */
import { Keymap, Menu } from "obsidian";
import type { Context } from "../context";
import { openFile } from "../navigate";
import { addIconButton, addLinkButton, addLiveRegion, labelledBy } from "../ui/elements";
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

function drawPages(context: Context, holder: HTMLElement, pages: readonly CitedPage[]): void {
  const { app } = context;
  holder.empty();
  holder.appendText(pages.length === 0 ? "Cited passage" : "Cited on ");
  const named = pages.length > MOST_NAMED + 1 ? pages.slice(0, MOST_NAMED) : pages;
  named.forEach(({ path, name }, index) => {
    if (index > 0) holder.appendText(", ");
    addLinkButton(holder, { text: name, onClick: (event) => void openFile(app, path, Keymap.isModEvent(event)) }).setAttribute("dir", "auto");
  });
  const rest = pages.slice(named.length);
  if (rest.length === 0) return;
  holder.appendText(" and ");
  const more = addLinkButton(holder, {
    text: `${rest.length} more`,
    onClick: (event) => {
      const menu = new Menu();
      for (const { path, name } of rest) menu.addItem((item) => item.setTitle(name).setIcon("file-text").onClick(() => void openFile(app, path)));
      menu.showAtMouseEvent(event);
    },
  });
  more.setAttribute("aria-haspopup", "menu");
}
