/** Tells once what in the settings cannot be read: the plugin goes on with what it comes with, which may not be what the user expects. */
import { Notice, type Plugin } from "obsidian";
import type { Context } from "../context";

const FOR = 15_000;

export function registerProblems(plugin: Plugin, { settings }: Context): void {
  let told = "";
  plugin.register(
    settings.onChange(() => {
      const problems = settings.problems().join("\n");
      if (problems !== "" && problems !== told) new Notice(`Compendium\n${problems}`, FOR);
      told = problems;
    }),
  );
}
