/** What a right click in the file explorer offers of the app's own; plugins add theirs through the workspace's events. */
import type { App } from "../app";
import { Menu } from "../ui";
import { TFile, TFolder } from "../vault";
import type { TAbstractFile } from "../vault";
import type { WorkspaceLeaf } from "../workspace/leaf";

const SOURCE = "file-explorer-context-menu";

export function showMenuFor(leaf: WorkspaceLeaf, files: TAbstractFile[], event: MouseEvent): void {
  const { app } = leaf;
  const menu = new Menu();
  const [file] = files;
  if (file === undefined) return;
  if (files.length > 1) {
    addDeletion(app, menu, files);
    app.workspace.trigger("files-menu", menu, files, SOURCE, leaf);
  } else {
    if (file instanceof TFile) addForNote(app, menu, file);
    if (file instanceof TFolder) addForFolder(app, menu, file);
    addItem(menu, "danger", "Rename…", "lucide-pencil", () => app.fileManager.promptForFileRename(file));
    addDeletion(app, menu, files);
    app.workspace.trigger("file-menu", menu, file, SOURCE, leaf);
  }
  menu.showAtMouseEvent(event);
}

function addItem(menu: Menu, section: string, title: string, icon: string, run: () => unknown): void {
  menu.addItem((item) =>
    item
      .setTitle(title)
      .setIcon(icon)
      .setSection(section)
      .onClick(() => void run()),
  );
}

function addForNote({ workspace, vault, platform }: App, menu: Menu, file: TFile): void {
  addItem(menu, "open", "Open in new tab", "lucide-file-plus", () => workspace.getLeaf("tab").openFile(file));
  if (!platform.isPhone) addItem(menu, "open", "Open to the right", "lucide-separator-vertical", () => workspace.getLeaf("split").openFile(file));
  if (platform.isDesktop) addItem(menu, "open", "Open in new window", "lucide-picture-in-picture-2", () => workspace.getLeaf("window").openFile(file));
  addItem(menu, "action", "Make a copy", "lucide-files", () => vault.copy(file, vault.getAvailablePath(file.getParentPrefix() + file.basename, file.extension)));
}

function addForFolder({ workspace, fileManager }: App, menu: Menu, folder: TFolder): void {
  const createNote = async (): Promise<void> => workspace.getLeaf(false).openFile(await fileManager.createNewMarkdownFile(folder));
  addItem(menu, "action-primary", "New note", "lucide-square-pen", createNote);
  addItem(menu, "action-primary", "New folder", "lucide-folder-plus", () => fileManager.createNewFolder(folder));
}

function addDeletion({ fileManager }: App, menu: Menu, files: TAbstractFile[]): void {
  const [first] = files;
  const remove = async (): Promise<void> => {
    if (files.length === 1 && first !== undefined) await fileManager.promptForDeletion(first);
    else for (const file of files) await fileManager.trashFile(file);
  };
  menu.addItem((item) =>
    item
      .setTitle(files.length === 1 ? "Delete" : `Delete ${files.length} items`)
      .setIcon("lucide-trash-2")
      .setSection("danger")
      .setWarning(true)
      .onClick(() => void remove()),
  );
}
