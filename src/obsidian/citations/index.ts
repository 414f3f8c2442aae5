/** Citations come alive: cards, the way to the source, the marks there. */
import type { Plugin } from "obsidian";
import type { Context } from "../context";
import { citationAtCursor, citationsInEditor, registerEditorMenu } from "./in-editor";
import { createEditorMarks } from "./marks";
import { createSourceOpener } from "./open-source";
import { rememberingFootnotes } from "./pages";
import { registerReading } from "./reading";
import { registerSessions } from "./session";

export function registerCitations(plugin: Plugin, context: Context): void {
  const footnotesOf = rememberingFootnotes();
  const marks = createEditorMarks();
  const opener = createSourceOpener(context, registerSessions(plugin, context, marks));
  const reading = registerReading(plugin, context, opener, footnotesOf);
  plugin.registerEditorExtension([marks.extension, citationsInEditor(context, opener, footnotesOf)]);
  registerEditorMenu(plugin, context, opener, footnotesOf);
  plugin.addCommand({
    id: "open-cited-source",
    name: "Open cited source",
    icon: "quote",
    checkCallback: (isChecking) => {
      const focused = reading.focused();
      const found = focused ?? citationAtCursor(context, footnotesOf);
      if (found === null) return false;
      if (!isChecking) void opener.open({ citation: found.citation, page: found.page, event: null, element: focused?.element ?? null });
      return true;
    },
  });
}
