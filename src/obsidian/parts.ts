/** The plugin's parts, in the order in which they are registered. */
import type { Plugin } from "obsidian";
import { registerAutoCompile } from "./auto-compile";
import { registerCitations } from "./citations";
import { registerCommands } from "./commands";
import { CompileView } from "./compile-pane/compile-view";
import { registerContested } from "./concepts/contested-callout";
import type { Context } from "./context";
import { registerMenus } from "./menus";
import { COMPILE_VIEW, openCompilePane, REVIEW_VIEW, SEARCH_VIEW } from "./navigate";
import { ReviewView } from "./review/review-view";
import { closeSearches } from "./search/search-modal";
import { SearchView } from "./search/search-view";
import { registerSearchWatch } from "./search/watch-notes";
import { registerProblems } from "./settings/tell-problems";
import { CompendiumSettingTab } from "./settings-tab";
import { registerStatusBar } from "./status-bar";
import { registerWatch } from "./watch";
import { registerWelcome } from "./welcome";

export function registerParts(plugin: Plugin, context: Context): void {
  plugin.registerView(COMPILE_VIEW, (leaf) => new CompileView(leaf, context));
  plugin.registerView(SEARCH_VIEW, (leaf) => new SearchView(leaf, context));
  plugin.registerView(REVIEW_VIEW, (leaf) => new ReviewView(leaf, context));
  plugin.addRibbonIcon("library-big", "Open compile pane", () => void openCompilePane(context));
  plugin.addSettingTab(new CompendiumSettingTab(context.app, plugin, context));
  registerProblems(plugin, context);
  registerWelcome(plugin, context);
  registerCommands(plugin, context);
  registerMenus(plugin, context);
  registerStatusBar(plugin, context);
  registerCitations(plugin, context);
  registerContested(plugin, context);
  registerWatch(plugin, context);
  registerSearchWatch(plugin, context);
  plugin.register(closeSearches);
  // Who holds Mod over a result sees its note; the app's settings of page preview list it.
  plugin.registerHoverLinkSource(SEARCH_VIEW, { display: "Compendium search", defaultMod: true });
  registerAutoCompile(plugin, context);
}
