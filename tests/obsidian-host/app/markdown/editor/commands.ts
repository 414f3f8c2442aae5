/**
 * CodeMirror's commands, by the names of the API. The package may bring along a copy of `@codemirror/state` of its own, as far as types are concerned;
 * the page's bundle must have one copy only (esbuild's `alias`), else nothing here works.
 */
import * as commands from "@codemirror/commands";
import { foldAll, toggleFold, unfoldAll } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import type { Command, KeyBinding } from "@codemirror/view";
import type { EditorCommandName } from "obsidian";

const ours = (command: unknown): Command => command as Command;

export const undo = ours(commands.undo);
export const redo = ours(commands.redo);

export const commandOf: Record<EditorCommandName, Command> = {
  goUp: ours(commands.cursorLineUp),
  goDown: ours(commands.cursorLineDown),
  goLeft: ours(commands.cursorCharLeft),
  goRight: ours(commands.cursorCharRight),
  goStart: ours(commands.cursorDocStart),
  goEnd: ours(commands.cursorDocEnd),
  goWordLeft: ours(commands.cursorGroupLeft),
  goWordRight: ours(commands.cursorGroupRight),
  indentMore: ours(commands.indentMore),
  indentLess: ours(commands.indentLess),
  newlineAndIndent: ours(commands.insertNewlineAndIndent),
  swapLineUp: ours(commands.moveLineUp),
  swapLineDown: ours(commands.moveLineDown),
  deleteLine: ours(commands.deleteLine),
  toggleFold,
  foldAll,
  unfoldAll,
};

export const history = (): Extension => commands.history();

export const keys = [...commands.defaultKeymap, ...commands.historyKeymap, commands.indentWithTab] as KeyBinding[];
