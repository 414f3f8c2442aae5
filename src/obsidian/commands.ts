/** The commands of the palette, one explicit list. */
import type { Command, Plugin, TFile } from "obsidian";
import { isInFolder, isSourcePath } from "../core/settings";
import { isOffered, makePage } from "./concepts/concept-commands";
import { PAGE_COMMANDS } from "./concepts/page-commands";
import { confirmAndCompile, confirmAndUndo } from "./confirmed";
import type { Context } from "./context";
import { previewLinks } from "./links/link-preview";
import { openCompilePane, openIndex, openSearchPane } from "./navigate";
import { reviewConflicts } from "./review/review-view";
import { SearchModal } from "./search/search-modal";
import { showSummary } from "./summary/summary-modal";
import { openWelcome } from "./welcome";

/** A command on the note in front of the user; it is offered only where `applies`. */
const onNote = (context: Context, id: string, name: string, applies: (file: TFile) => boolean, run: (file: TFile) => unknown): Command => ({
  id,
  name,
  checkCallback: (isChecking) => {
    const file = context.app.workspace.getActiveFile();
    if (file === null || !applies(file)) return false;
    if (!isChecking) run(file);
    return true;
  },
});

export const isNote = (file: TFile): boolean => file.extension.toLowerCase() === "md";

export function registerCommands(plugin: Plugin, context: Context): void {
  const { compiler, settings } = context;
  const isSource = (file: TFile): boolean => isSourcePath(file.path, settings.current());
  const isOwnNote = (file: TFile): boolean => isNote(file) && !isInFolder(file.path, settings.current().wikiFolder);
  const isInSources = (file: TFile): boolean => isNote(file) && settings.current().sourceFolders.some((folder) => isInFolder(file.path, folder));
  const commands: Command[] = [
    { id: "compile", name: "Compile new and changed notes", icon: "hammer", callback: () => void openAndCompile(context) },
    onNote(context, "compile-note", "Compile this note", isSource, (file) => void openAndCompile(context, [file.path])),
    onNote(context, "compile-folder", "Compile this folder", isInSources, (file) => void openAndCompile(context, [file.parent?.path ?? ""])),
    onNote(context, "summarise-note", "Summarise this note", isNote, (file) => void showSummary(context, file)),
    onNote(context, "link-mentions", "Link mentions in this note", isOwnNote, (file) => void previewLinks(context, file)),
    { id: "undo", name: "Undo last compile", icon: "undo-2", callback: () => void openCompilePane(context).then(() => confirmAndUndo(context)) },
    { id: "open-index", name: "Open wiki index", icon: "book-open", callback: () => void openIndex(context) },
    { id: "open-pane", name: "Open compile pane", icon: "hammer", callback: () => void openCompilePane(context) },
    { id: "search", name: "Search the wiki and sources", icon: "search", callback: () => new SearchModal(context).open() },
    { id: "open-search-pane", name: "Open search pane", icon: "search", callback: () => void openSearchPane(context) },
    { id: "review-conflicts", name: "Review conflicts", icon: "git-merge", callback: () => void reviewConflicts(context) },
    {
      id: "cancel-compile",
      name: "Cancel compile",
      icon: "circle-x",
      checkCallback: (isChecking) => {
        const work = compiler.state().running?.work;
        const isRunning = work === "compile" || work === "price";
        if (isRunning && !isChecking) compiler.cancel();
        return isRunning;
      },
    },
    {
      id: "pause-compile",
      name: "Pause or resume compile",
      icon: "circle-pause",
      checkCallback: (isChecking) => {
        const { running } = compiler.state();
        if (running?.work !== "compile") return false;
        if (!isChecking && running.isPaused) compiler.resume();
        else if (!isChecking) compiler.pause();
        return true;
      },
    },
    { id: "open-welcome", name: "Open welcome", icon: "library-big", callback: () => void openWelcome(context) },
    { id: "make-page", name: "Make a page for…", icon: "file-plus-2", callback: () => void makePage(context) },
    ...PAGE_COMMANDS.map((command) => onNote(context, command.id, command.name, (file) => isOffered(command, context, file), (file) => void command.run(context, file))),
  ];
  for (const command of commands) plugin.addCommand(command);
}

/** Compiles in view of the pane, which shows how it goes. */
export async function openAndCompile(context: Context, paths: string[] = []): Promise<void> {
  await openCompilePane(context);
  await confirmAndCompile(context, { paths });
}
