/** The explorer by keyboard: arrows move and fold, Enter opens, F2 renames, Delete deletes. */
import { Keymap } from "../ui";
import { TFolder } from "../vault";
import type { TAbstractFile } from "../vault";
import type { FileExplorerView } from "./file-explorer";

function step(view: FileExplorerView, by: number): void {
  const files = view.visibleFiles();
  const { focused } = view.selection;
  const at = focused === null ? (by > 0 ? -1 : files.length) : files.indexOf(focused);
  const next = files[Math.max(0, Math.min(files.length - 1, at + by))];
  if (next !== undefined) view.focusOn(next);
}

function fold(view: FileExplorerView, file: TAbstractFile | null, expand: boolean): void {
  if (file instanceof TFolder && view.isExpanded(file) !== expand) view.toggle(file, expand);
  else if (expand) step(view, 1);
  else if (file?.parent !== null && file?.parent !== undefined && !file.parent.isRoot()) view.focusOn(file.parent);
}

export function handleExplorerKey(view: FileExplorerView, event: KeyboardEvent): void {
  const { focused } = view.selection;
  const isForward = (event.key === "ArrowRight") !== (document.documentElement.dir === "rtl");
  if (event.key === "ArrowDown") step(view, 1);
  else if (event.key === "ArrowUp") step(view, -1);
  else if (event.key === "ArrowRight" || event.key === "ArrowLeft") fold(view, focused, isForward);
  else if (focused === null) return;
  else if (event.key === "Enter" || event.key === " ") void view.choose(focused, Keymap.isModEvent(event));
  else if (event.key === "F2") void view.app.fileManager.promptForFileRename(focused);
  else if (event.key === "Delete") void view.app.fileManager.promptForDeletion(focused);
  else return;
  event.preventDefault();
}
