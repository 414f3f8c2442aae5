/** What else can be done with a hit: by right click, and by the pointer with Mod held. */
import { Menu, Notice, type HoverParent } from "obsidian";
import type { SearchHit } from "../../core/api";
import type { Context } from "../context";
import { SEARCH_VIEW } from "../navigate";
import { openHit } from "./open-hit";

export function showHitMenu(context: Context, hit: SearchHit, event: MouseEvent, opened: () => void): void {
  const menu = new Menu();
  const add = (title: string, icon: string, run: () => unknown): void => {
    menu.addItem((item) => item.setTitle(title).setIcon(icon).onClick(() => void run()));
  };
  const open = (where: false | "tab" | "split") => async (): Promise<void> => {
    opened();
    await openHit(context, hit, where);
  };
  add("Open", "file-text", open(false));
  add("Open in new tab", "file-plus", open("tab"));
  add("Open to the right", "separator-vertical", open("split"));
  add("Copy link", "link", async () => {
    const file = context.app.vault.getFileByPath(hit.path);
    if (file === null) return;
    const subpath = hit.heading === "" ? "" : `#${hit.heading.replace(/[#|^[\]\\]|%%/g, " ").replace(/\s+/g, " ").trim()}`;
    await navigator.clipboard.writeText(context.app.fileManager.generateMarkdownLink(file, "", subpath));
    new Notice("Link copied");
  });
  menu.showAtMouseEvent(event);
}

/** The app's own page preview decides whether it shows. */
export function previewHit({ app }: Context, hit: SearchHit, { element, event, hoverParent }: { element: HTMLElement; event: MouseEvent; hoverParent: HoverParent }): void {
  app.workspace.trigger("hover-link", { event, source: SEARCH_VIEW, hoverParent, targetEl: element, linktext: hit.path, sourcePath: "" });
}
