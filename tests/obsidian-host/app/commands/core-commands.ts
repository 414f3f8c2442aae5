/** The app's own commands, as far as the host has what they do. */
import type { App } from "../app";
import { CommandPalette } from "./palette";
import { QuickSwitcher } from "./quick-switcher";
import type { RegisteredCommand } from "./registry";

/** "Untitled", "Untitled 1" … in the folder for new notes. */
async function createUntitledNote(app: App): Promise<void> {
  const { vault, workspace, fileManager } = app;
  const folder = fileManager.getNewFileParent(workspace.getActiveFile()?.path ?? "");
  const prefix = folder.isRoot() ? "" : `${folder.path}/`;
  let path = `${prefix}Untitled.md`;
  for (let number = 1; vault.getAbstractFileByPath(path) !== null; number++) path = `${prefix}Untitled ${number}.md`;
  const file = await vault.create(path, "");
  await workspace.getLeaf(false).openFile(file, { active: true, eState: { rename: "all" } });
}

/** A command for the active leaf: there where there is one. */
function leafCommand(app: App, command: Pick<RegisteredCommand, "id" | "name" | "icon" | "hotkeys">, run: (leaf: NonNullable<App["workspace"]["activeLeaf"]>) => unknown): RegisteredCommand {
  return {
    ...command,
    checkCallback: (checking) => {
      const leaf = app.workspace.activeLeaf;
      if (leaf === null) return false;
      if (!checking) void run(leaf);
      return true;
    },
  };
}

export function registerCoreCommands(app: App): void {
  const { commands } = app;
  commands.addCommand({
    id: "command-palette:open",
    name: "Command palette: Open command palette",
    icon: "lucide-terminal",
    hotkeys: [{ modifiers: ["Mod"], key: "p" }],
    callback: () => {
      new CommandPalette(app).open();
    },
  });
  commands.addCommand({
    id: "switcher:open",
    name: "Quick switcher: Open quick switcher",
    icon: "lucide-navigation",
    hotkeys: [{ modifiers: ["Mod"], key: "o" }],
    callback: () => {
      new QuickSwitcher(app).open();
    },
  });
  commands.addCommand({
    id: "file-explorer:new-file",
    name: "Create new note",
    icon: "lucide-edit",
    hotkeys: [{ modifiers: ["Mod"], key: "n" }],
    callback: () => void createUntitledNote(app),
  });
  commands.addCommand({
    id: "app:open-settings",
    name: "Open settings",
    icon: "lucide-settings",
    hotkeys: [{ modifiers: ["Mod"], key: "," }],
    callback: () => app.setting.open(),
  });
  commands.addCommand(leafCommand(app, { id: "app:go-back", name: "Navigate back", icon: "lucide-arrow-left", hotkeys: [{ modifiers: ["Mod", "Alt"], key: "ArrowLeft" }] }, (leaf) => leaf.goBack()));
  commands.addCommand(leafCommand(app, { id: "app:go-forward", name: "Navigate forward", icon: "lucide-arrow-right", hotkeys: [{ modifiers: ["Mod", "Alt"], key: "ArrowRight" }] }, (leaf) => leaf.goForward()));
  commands.addCommand(leafCommand(app, { id: "workspace:close", name: "Close current tab", icon: "lucide-x", hotkeys: [{ modifiers: ["Mod"], key: "w" }] }, (leaf) => leaf.detach()));
}
