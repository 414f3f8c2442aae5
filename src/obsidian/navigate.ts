/** Ways to the plugin's views and to notes. */
import { type App, Notice, type PaneType, Platform, TFile, type WorkspaceLeaf } from "obsidian";
import type { Context } from "./context";

export const COMPILE_VIEW = "compendium-compile";
export const REVIEW_VIEW = "compendium-review";
export const SEARCH_VIEW = "compendium-search";
export const WELCOME_VIEW = "compendium-welcome";

/** Shows a leaf of the main part; on a phone the drawer that covers it closes. */
export async function showLeaf({ workspace }: App, leaf: WorkspaceLeaf): Promise<void> {
  if (Platform.isMobile) for (const drawer of [workspace.leftSplit, workspace.rightSplit]) drawer.collapse();
  await workspace.revealLeaf(leaf);
}

/** Opens a file, in the tab that shows it already where there is one. */
export async function openFile(app: App, path: string, newLeaf: PaneType | boolean = false, state?: Record<string, unknown>): Promise<WorkspaceLeaf | null> {
  const file = app.vault.getFileByPath(path);
  if (!(file instanceof TFile)) {
    new Notice(`There is no note ${path} any more.`);
    return null;
  }
  const shown = newLeaf === false ? leafShowing(app, path) : null;
  const leaf = shown ?? app.workspace.getLeaf(newLeaf);
  if (shown === null || state !== undefined) await leaf.openFile(file, state === undefined ? undefined : { eState: state });
  app.workspace.setActiveLeaf(leaf, { focus: true });
  await showLeaf(app, leaf);
  return leaf;
}

/** Told by the view's state, which also a view has that is not loaded yet. */
function leafShowing(app: App, path: string): WorkspaceLeaf | null {
  let found: WorkspaceLeaf | null = null;
  app.workspace.iterateRootLeaves((leaf) => {
    if (found === null && leaf.getViewState().state?.["file"] === path) found = leaf;
  });
  return found;
}

export async function openIndex({ app, settings }: Context): Promise<void> {
  await settings.ready();
  const path = `${settings.current().wikiFolder}/index.md`;
  if (app.vault.getFileByPath(path) === null) new Notice("There is no wiki yet. Compile your notes first.");
  else await openFile(app, path);
}

export const openCompilePane = (context: Context): Promise<void> => openPane(context, COMPILE_VIEW);
export const openSearchPane = (context: Context): Promise<void> => openPane(context, SEARCH_VIEW);

/** One pane of its kind, in the right sidebar unless the user moved it. */
async function openPane({ app }: Context, type: string): Promise<void> {
  const { workspace } = app;
  const leaf = workspace.getLeavesOfType(type)[0] ?? workspace.getRightLeaf(false);
  if (leaf === null) return;
  if (leaf.getViewState().type !== type) await leaf.setViewState({ type, active: true });
  await workspace.revealLeaf(leaf);
  workspace.setActiveLeaf(leaf, { focus: true });
}

/** The review of a page's conflicts, in a main tab: it is reading work. */
export async function openReview({ app }: Context, path: string): Promise<void> {
  const { workspace } = app;
  const leaf = workspace.getLeavesOfType(REVIEW_VIEW).find((open) => open.getViewState().state?.["page"] === path) ?? workspace.getLeaf("tab");
  await leaf.setViewState({ type: REVIEW_VIEW, active: true, state: { page: path } });
  await showLeaf(app, leaf);
}

/** The app has no public way to its settings; where that way is not there, the user is told how to go. */
export function openSettings({ app }: Context): void {
  const { setting } = app as unknown as { setting?: { open?: () => void; openTabById?: (id: string) => unknown } };
  if (setting?.open === undefined) new Notice("Open the app's settings and choose Compendium.");
  else {
    setting.open();
    setting.openTabById?.("compendium");
  }
}
