/** Tells the search of notes that changed, once the vault has been still for a moment, and keeps the index once it has been still for longer. */
import type { Plugin, TAbstractFile } from "obsidian";
import { CACHE_FOLDER, isInFolder } from "../../core/settings";
import type { Context } from "../context";

/** Milliseconds without a change. */
const BEFORE_READING = 300;
const BEFORE_SAVING = 10_000;

export function registerSearchWatch(plugin: Plugin, { app, searching }: Context): void {
  const changed = new Set<string>();
  let [reading, saving] = [0, 0];
  const read = async (): Promise<void> => {
    const paths = [...changed];
    changed.clear();
    await searching.noteChanged(paths);
    window.clearTimeout(saving);
    saving = window.setTimeout(() => void searching.save(), BEFORE_SAVING);
  };
  const hear = ({ path }: TAbstractFile, before?: string): void => {
    for (const one of [path, before]) if (one !== undefined && !isInFolder(one, CACHE_FOLDER)) changed.add(one);
    if (changed.size === 0) return;
    window.clearTimeout(reading);
    reading = window.setTimeout(() => void read(), BEFORE_READING);
  };
  plugin.register(() => {
    window.clearTimeout(reading);
    window.clearTimeout(saving);
  });
  app.workspace.onLayoutReady(() => {
    plugin.registerEvent(app.vault.on("create", (file) => hear(file)));
    plugin.registerEvent(app.vault.on("modify", (file) => hear(file)));
    plugin.registerEvent(app.vault.on("delete", (file) => hear(file)));
    plugin.registerEvent(app.vault.on("rename", (file, before) => hear(file, before)));
  });
}
