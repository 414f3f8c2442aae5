/** Makes notes part of the app: their view, their commands, the page preview. */
import type { App } from "../app";
import { enablePagePreview } from "./links/page-preview";
import { MarkdownView } from "./markdown-view";

/** To be called once, when workspace, commands and `app.markdown` are there and before the layout is loaded. */
export function registerMarkdownViews(app: App): void {
  app.viewRegistry.registerView("markdown", (leaf) => new MarkdownView(leaf));
  app.viewRegistry.registerExtensions(["md"], "markdown");
  app.workspace.on("active-leaf-change", () => {
    app.workspace.activeEditor = app.workspace.getActiveViewOfType(MarkdownView);
  });
  registerNoteCommands(app);
  enablePagePreview(app);
}

function registerNoteCommands(app: App): void {
  const add = (id: string, name: string, icon: string, key: string | null, run: (view: MarkdownView) => unknown): void => {
    app.commands.addCommand({
      id,
      name,
      icon,
      ...(key === null ? {} : { hotkeys: [{ modifiers: ["Mod"], key }] }),
      checkCallback: (checking) => {
        const view = app.workspace.getActiveViewOfType(MarkdownView);
        if (view === null) return false;
        if (!checking) void run(view);
        return true;
      },
    });
  };
  add("markdown:toggle-preview", "Toggle reading view", "lucide-book-open", "e", (view) => view.toggleMode());
  add("editor:toggle-source", "Toggle Live Preview/Source mode", "lucide-code-2", null, (view) => view.toggleSource());
  add("editor:open-search", "Search current file", "lucide-search", "f", (view) => view.showSearch());
  add("editor:open-search-replace", "Search & replace in current file", "lucide-replace", "h", (view) => view.showSearch(true));
  add("editor:save-file", "Save current file", "lucide-save", "s", (view) => view.save());
}
