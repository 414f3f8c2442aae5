/** The welcome: shown by itself once, and by its command. */
import type { Plugin } from "obsidian";
import type { Context } from "../context";
import { showLeaf, WELCOME_VIEW } from "../navigate";
import { WelcomeView } from "./welcome-view";

export async function openWelcome({ app }: Context): Promise<void> {
  const { workspace } = app;
  // An empty tab is filled; a note that is being read stays.
  const isEmpty = workspace.getMostRecentLeaf()?.getViewState().type === "empty";
  const leaf = workspace.getLeavesOfType(WELCOME_VIEW)[0] ?? workspace.getLeaf(isEmpty ? false : "tab");
  if (leaf.getViewState().type !== WELCOME_VIEW) await leaf.setViewState({ type: WELCOME_VIEW, active: true });
  await showLeaf(app, leaf);
}

/** Shows it by itself to those who have no wiki and have not seen it. */
export function registerWelcome(plugin: Plugin, context: Context): void {
  const { app, settings, report } = context;
  let isUnloading = false;
  const hasSeen = (): void => {
    if (!isUnloading && !settings.current().hasSeenWelcome) settings.remember({ hasSeenWelcome: true }).catch(report);
  };
  plugin.registerView(WELCOME_VIEW, (leaf) => new WelcomeView(leaf, context, hasSeen));
  // Runs before the view is taken away, which then must not write that it was closed.
  plugin.register(() => {
    isUnloading = true;
  });
  const showOnce = async (): Promise<void> => {
    await settings.ready();
    const { hasSeenWelcome, wikiFolder } = settings.current();
    if (isUnloading || hasSeenWelcome || app.vault.getFileByPath(`${wikiFolder}/index.md`) !== null) return;
    if (app.workspace.getLeavesOfType(WELCOME_VIEW).length === 0) await openWelcome(context);
  };
  app.workspace.onLayoutReady(() => void showOnce().catch(report));
}
