/** Recent searches, kept on this device for this vault. */
import type { App } from "obsidian";
import { readRecent, withRecent } from "./search-words";

const KEY = "compendium-recent-searches";

export const recentSearches = (app: App): string[] => readRecent(app.loadLocalStorage(KEY));

export const rememberSearch = (app: App, query: string): void => app.saveLocalStorage(KEY, withRecent(recentSearches(app), query));

export const forgetSearches = (app: App): void => app.saveLocalStorage(KEY, null);
