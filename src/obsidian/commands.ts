/** The commands of the palette. */
import type { Plugin } from "obsidian";
import type { Context } from "./context";

export function registerCommands(plugin: Plugin, { compiler }: Context): void {
  plugin.addCommand({ id: "compile", name: "Compile new and changed notes", callback: () => void compiler.compile() });
  plugin.addCommand({ id: "undo", name: "Undo last compile", callback: () => void compiler.undo(null) });
}
