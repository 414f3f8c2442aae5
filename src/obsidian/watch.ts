/** Looks at the sources again when something in the vault that concerns them changed and has been still for a moment. */
import type { Plugin, TAbstractFile } from "obsidian";
import { CACHE_FOLDER, isInFolder } from "../core/settings";
import type { Context } from "./context";

/** Long enough for the end of a burst of writes, short enough to be seen as "at once" (milliseconds). */
const STILL_FOR = 1500;
/** After the layout stands, the app has better things to do first. */
const AFTER_LAYOUT = 1500;

export function registerWatch(plugin: Plugin, { app, compiler, settings }: Context): void {
  let timer = 0;
  const later = (delay: number): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void compiler.refresh(), delay);
  };
  const concerns = (path: string): boolean => {
    const { wikiFolder, sourceFolders } = settings.current();
    return !isInFolder(path, CACHE_FOLDER) && (isInFolder(path, wikiFolder) || sourceFolders.some((folder) => isInFolder(path, folder) || isInFolder(folder, path)));
  };
  const hear = (file: TAbstractFile, before?: string): void => {
    if (compiler.state().running === null && (concerns(file.path) || (before !== undefined && concerns(before)))) later(STILL_FOR);
  };
  plugin.register(() => window.clearTimeout(timer));
  app.workspace.onLayoutReady(() => {
    // Before that, the vault tells of every file it finds.
    plugin.registerEvent(app.vault.on("create", (file) => hear(file)));
    plugin.registerEvent(app.vault.on("modify", (file) => hear(file)));
    plugin.registerEvent(app.vault.on("delete", (file) => hear(file)));
    plugin.registerEvent(app.vault.on("rename", (file, before) => hear(file, before)));
    later(AFTER_LAYOUT);
  });
  plugin.register(settings.onChange(() => later(STILL_FOR)));
}
