/** What a right click offers: on a note, on several, on a folder, and in the editor. */
import { type Menu, type Plugin, type TAbstractFile, TFile, TFolder } from "obsidian";
import { isInFolder, isSourcePath } from "../core/settings";
import { isNote, openAndCompile } from "./commands";
import { isOffered } from "./concepts/concept-commands";
import { PAGE_COMMANDS } from "./concepts/page-commands";
import type { Context } from "./context";
import { previewLinks } from "./links/link-preview";
import { showSummary } from "./summary/summary-modal";

const add = (menu: Menu, title: string, icon: string, run: () => unknown): void => {
  menu.addItem((item) => item.setTitle(title).setIcon(icon).setSection("action").onClick(() => void run()));
};

export function registerMenus(plugin: Plugin, context: Context): void {
  const { workspace } = context.app;
  plugin.registerEvent(workspace.on("file-menu", (menu, file) => addForOne(menu, file, context)));
  plugin.registerEvent(workspace.on("files-menu", (menu, files) => addForSeveral(menu, files, context)));
  plugin.registerEvent(
    workspace.on("editor-menu", (menu, _editor, view) => {
      if (view.file !== null) addForOne(menu, view.file, context);
    }),
  );
}

/** Whether sources lie in or above the folder, so that compiling it is of use. */
const holdsSources = (folder: TFolder, { settings }: Context): boolean => {
  const { sourceFolders, wikiFolder } = settings.current();
  const path = folder.isRoot() ? "" : folder.path;
  return !isInFolder(path, wikiFolder) && sourceFolders.some((source) => isInFolder(path, source) || isInFolder(source, path));
};

function addForOne(menu: Menu, file: TAbstractFile, context: Context): void {
  const settings = context.settings.current();
  if (file instanceof TFolder) {
    if (holdsSources(file, context)) add(menu, "Compile this folder", "hammer", () => openAndCompile(context, file.isRoot() ? [] : [file.path]));
    return;
  }
  if (!(file instanceof TFile) || !isNote(file)) return;
  if (isSourcePath(file.path, settings)) {
    add(menu, "Compile this note", "hammer", () => openAndCompile(context, [file.path]));
    add(menu, "Summarise this note", "list-collapse", () => showSummary(context, file));
  }
  if (!isInFolder(file.path, settings.wikiFolder)) add(menu, "Link mentions in this note", "link", () => previewLinks(context, file));
  for (const command of PAGE_COMMANDS) if (isOffered(command, context, file)) add(menu, command.name, command.icon, () => command.run(context, file));
}

function addForSeveral(menu: Menu, files: TAbstractFile[], context: Context): void {
  const settings = context.settings.current();
  const notes = files.filter((file): file is TFile => file instanceof TFile && isSourcePath(file.path, settings)).map(({ path }) => path);
  const folders = files.filter((file): file is TFolder => file instanceof TFolder && holdsSources(file, context)).map(({ path }) => path);
  if (notes.length + folders.length === 0) return;
  const title = folders.length === 0 ? (notes.length === 1 ? "Compile this note" : `Compile these ${notes.length} notes`) : "Compile these notes";
  add(menu, title, "hammer", () => openAndCompile(context, [...notes, ...folders]));
}
