/** The plugin's parts, in the order in which they are registered. */
import type { Plugin } from "obsidian";
import { registerCommands } from "./commands";
import type { Context } from "./context";

export function registerParts(plugin: Plugin, context: Context): void {
  registerCommands(plugin, context);
}
