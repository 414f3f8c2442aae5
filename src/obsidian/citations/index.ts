/** Citations come alive: cards, the way to the source, the marks there. */
import type { Plugin } from "obsidian";
import type { Context } from "../context";
import { citationsInEditor, citingPlaceAtCursor, openPlace, registerEditorMenu } from "./in-editor";
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
      const place = focused === null ? citingPlaceAtCursor(context, footnotesOf) : null;
      if (!isChecking && focused !== null) void opener.open({ ...focused, event: null });
      if (!isChecking && place !== null) void openPlace(opener, place, null);
      return focused !== null || place !== null;
    },
  });
}
