/** Opens the source of a citation at the quoted words, marked, with a bar above the note that steps through all that is cited of it. */
import { type App, Keymap, MarkdownView, Notice, type TFile, type UserEvent, type WorkspaceLeaf } from "obsidian";
import { isForPeople } from "../told-errors";
import type { Context } from "../context";
import { showLeaf } from "../navigate";
import type { PageCitation } from "./page-link";
import { placesWith, type CitedPlace } from "./places";
import type { Origin, Sessions } from "./session";

export interface Opening {
  citation: PageCitation;
  /** The page that cites. */
  page: TFile;
  event: UserEvent | null;
  /** What gets the focus back when the source's bar is closed. */
  element: HTMLElement | null;
}

export interface SourceOpener {
  open(opening: Opening): Promise<void>;
}

const CHANGED = "The source changed since this page was compiled; compile to bring it up to date.";

export function createSourceOpener(context: Context, sessions: Sessions): SourceOpener {
  const { app, report } = context;
  /** The tab that shows a source opened from a citation: the next one goes there too, so that reading does not leave a trail of tabs. */
  let shown: { leaf: WorkspaceLeaf; path: string } | null = null;

  const leafFor = (file: TFile, event: UserEvent | null): WorkspaceLeaf => {
    const pane = Keymap.isModEvent(event ?? undefined);
    // Mod and click is how citations are opened in an editor; it asks for no more than a plain click does in a reading view.
    if (pane !== false && pane !== "tab" && pane !== true) return app.workspace.getLeaf(pane);
    const kept = shown !== null && isOpen(app, shown.leaf) && pathOf(shown.leaf) === shown.path && shown.leaf.getViewState().pinned !== true ? shown.leaf : null;
    return leafShowing(app, file.path) ?? kept ?? app.workspace.getLeaf("tab");
  };
  const place = async (file: TFile, citation: PageCitation, page: TFile): Promise<{ opened: CitedPlace; cited: CitedPlace[]; line: number } | null> => {
    const { compiler } = context;
    const [located, cited] = await Promise.all([compiler.ask("locateQuote", file.path, citation.quote), compiler.ask("citationsOf", file.path).catch(() => [])]);
    if (located === null) return null;
    const { start, end, passageStart, passageEnd, line } = located;
    return { opened: { start, end, passageStart, passageEnd, quote: citation.quote, pages: [{ path: page.path, name: page.basename }] }, cited, line };
  };
  const openAtHeading = async (file: TFile, citation: PageCitation, leaf: WorkspaceLeaf): Promise<void> => {
    await leaf.openFile(file, { active: true, eState: citation.heading === "" ? {} : { subpath: `#${citation.heading}` } });
    await showLeaf(app, leaf);
  };

  const open = async ({ citation, page, event, element }: Opening): Promise<void> => {
    const file = app.metadataCache.getFirstLinkpathDest(citation.path, page.path);
    if (file === null) {
      new Notice(`The source “${citation.title}” is not in the vault any more. What the page quotes is all that is left of it here.`);
      return;
    }
    const origin: Origin = { leaf: leafHolding(app, element) ?? app.workspace.getMostRecentLeaf(), element };
    const leaf = leafFor(file, event);
    const found = await place(file, citation, page);
    if (leaf !== origin.leaf) shown = { leaf, path: file.path };
    if (found === null) {
      await openAtHeading(file, citation, leaf);
      new Notice(CHANGED);
      return;
    }
    await leaf.openFile(file, { active: true });
    await showLeaf(app, leaf);
    if (!(leaf.view instanceof MarkdownView)) return;
    const { places, at } = placesWith(found.cited, found.opened);
    await sessions.start(leaf.view, { file, places, at, origin });
  };
  return {
    open: async (opening) => {
      try {
        await open(opening);
      } catch (error) {
        if (!isForPeople(error)) report(error);
        else if (error.code !== "cancelled") new Notice(error.message);
      }
    },
  };
}

const pathOf = (leaf: WorkspaceLeaf): unknown => leaf.getViewState().state?.["file"];

const isOpen = (app: App, leaf: WorkspaceLeaf): boolean => app.workspace.getLeavesOfType("markdown").includes(leaf);

const leafShowing = (app: App, path: string): WorkspaceLeaf | null => app.workspace.getLeavesOfType("markdown").find((leaf) => pathOf(leaf) === path) ?? null;

export const leafHolding = (app: App, element: HTMLElement | null): WorkspaceLeaf | null =>
  element === null ? null : (app.workspace.getLeavesOfType("markdown").find((leaf) => leaf.view.containerEl.contains(element)) ?? null);
