/** What the menus of a note's tab and of its header offer. */
import type { Menu } from "../ui";
import type { MarkdownView } from "./markdown-view";

export function addNoteItems(menu: Menu, view: MarkdownView, source: string): void {
  const { app, file } = view;
  if (source !== "more-options") return;
  const isPreview = view.getMode() === "preview";
  menu.addItem((item) => item.setTitle("Reading view").setIcon("lucide-book-open").setSection("pane").setChecked(isPreview).onClick(() => void view.toggleMode()));
  menu.addItem((item) => item.setTitle("Source mode").setIcon("lucide-code-2").setSection("pane").setChecked(view.editMode.sourceMode).onClick(() => view.toggleSource()));
  menu.addItem((item) => item.setTitle("Find…").setIcon("lucide-search").setSection("find").onClick(() => view.showSearch()));
  if (file === null) return;
  menu.addItem((item) => item.setTitle("Rename…").setIcon("lucide-edit-3").setSection("action").onClick(() => void app.fileManager.promptForFileRename(file)));
  menu.addItem((item) => item.setTitle("Delete file").setIcon("lucide-trash-2").setSection("danger").setWarning(true).onClick(() => void app.fileManager.promptForDeletion(file)));
}
