/** What the scenarios about reading ask of the page: what is in front, what is selected, where it stands. */
import type { Locator, Page } from "playwright-core";
import type { Host } from "../../obsidian-host/browser";
import { eventually } from "./steps";

interface OpenEditor {
  getSelection(): string;
}

export interface InFront {
  path: string | null;
  selected: string;
}

/** The note in the active leaf and what its editor has selected. */
export const inFront = (host: Host): Promise<InFront> =>
  host.page.evaluate(() => {
    const view = window.app.workspace.activeLeaf?.view as { file?: { path: string } | null; editor?: OpenEditor } | undefined;
    return { path: view?.file?.path ?? null, selected: view?.editor?.getSelection() ?? "" };
  });

/** Waits until that note is in front with a selection, and returns what is selected. */
export async function selectedIn(host: Host, path: string, differentFrom = ""): Promise<string> {
  await eventually(async () => {
    const found = await inFront(host);
    expect(found.path).toBe(path);
    expect(found.selected).not.toBe(differentFrom);
  });
  return (await inFront(host)).selected;
}

export const cites = (page: Page): Locator => page.locator(".workspace-leaf.mod-active .markdown-reading-view .cpd-cite");

export const bar = (page: Page): Locator => page.locator(".cpd-citebar");

export const card = (page: Page): Locator => page.locator(".popover.cpd-card");

/** How far down its view an element begins: 0 at the top, 1 at the bottom. */
export const heightWithin = (element: Locator, scroller: string): Promise<number> =>
  element.evaluate((given, around) => {
    const box = given.closest(around)?.getBoundingClientRect();
    return box === undefined ? Number.NaN : (given.getBoundingClientRect().top - box.top) / box.height;
  }, scroller);

/** The quote and the target of each footnote of a page, by its label. */
export function footnotesOf(page: string): Map<string, { target: string; title: string; quote: string }> {
  const found = new Map<string, { target: string; title: string; quote: string }>();
  for (const [, label = "", target = "", title = "", quote = ""] of page.matchAll(/^\[\^([^\]]+)\]: \[\[([^|\]]+)\|([^\]]+)\]\]: "(.*)"$/gm)) found.set(label, { target, title, quote: quote.replace(/\\([!-/:-@[-`{-~])/g, "$1") });
  return found;
}

/** The footnotes in the order in which the page refers to them first: the footnote numbered n is at n - 1. */
export function numberedFootnotes(page: string): { target: string; title: string; quote: string }[] {
  const footnotes = footnotesOf(page);
  const labels = new Set([...page.matchAll(/\[\^([^\]]+)\](?!:)/g)].map(([, label = ""]) => label));
  return [...labels].flatMap((label) => footnotes.get(label) ?? []);
}
