/** The command *Compile new and changed notes*. */
import { Notice, type Plugin } from "obsidian";
import { compile } from "../core/api";
import { CompendiumError } from "../core/failure";
import { FileError } from "../core/ports";
import { readSettings } from "../core/settings";
import { obsidianHost } from "./host";

export function registerCompileCommand(plugin: Plugin): void {
  const signal = { aborted: false };
  plugin.register(() => {
    signal.aborted = true;
  });
  plugin.addCommand({ id: "compile", name: "Compile new and changed notes", callback: () => void compileAndTell(plugin, signal) });
}

async function compileAndTell(plugin: Plugin, signal: { aborted: boolean }): Promise<void> {
  const notice = new Notice("Compiling…", 0);
  try {
    const { settings, problems } = readSettings(await plugin.loadData());
    if (problems.length > 0) throw new CompendiumError("bad-settings", problems.join(" "));
    const result = await compile(
      { host: obsidianHost(plugin.app), settings },
      {
        paths: [],
        dryRun: false,
        force: false,
        redoOlderRecipe: false,
        acceptRemovals: false,
        signal,
        emit: (event) => {
          if (event.type === "progress" && event.total > 0) notice.setMessage(`Compiling: ${event.pass}, ${event.done} of ${event.total}`);
        },
      },
    );
    const { created, updated, retired } = result.pages;
    const failed = result.failures.length === 0 ? "" : ` ${result.failures.length} not compiled; see the list of sources.`;
    notice.setMessage(result.run === null ? `The wiki is up to date.${failed}` : `Compiled: ${created} pages created, ${updated} updated, ${retired} retired.${failed}`);
  } catch (error) {
    notice.setMessage(error instanceof CompendiumError || error instanceof FileError ? error.message : `Compiling failed: ${String(error)}`);
  }
  window.setTimeout(() => notice.hide(), 8000);
}
