import { compile, type CompileResult } from "../../core/api";
import { isOn, UsageError, valueOf } from "../arguments";
import { plural, type Command } from "../command";
import { pathInVault } from "../vault";

export const compileCommand: Command = {
  name: "compile",
  usage: "compile [PATH…] [--dry-run] [--force] [--engine E] [--recipe] [--accept-removals] [--max-cost USD] [--batch]",
  summary: "brings the wiki up to date",
  options: { "dry-run": "switch", force: "switch", recipe: "switch", "accept-removals": "switch", "max-cost": "value", batch: "switch" },
  arity: [0, Infinity],
  run: async ({ invocation, vault, signal, emit }) => {
    // The built-in engine costs nothing, so no budget can stop it and there is nothing to hand to a batch.
    const budget = valueOf(invocation, "max-cost");
    if (budget !== undefined && !/^\d+(\.\d+)?$/.test(budget)) throw new UsageError(`--max-cost takes an amount in US dollars, not ${JSON.stringify(budget)}.`);
    const result = await compile(vault, {
      paths: invocation.positionals.map((path) => pathInVault(vault, path)).filter((path) => path !== ""),
      dryRun: isOn(invocation, "dry-run"),
      force: isOn(invocation, "force"),
      redoOlderRecipe: isOn(invocation, "recipe"),
      acceptRemovals: isOn(invocation, "accept-removals"),
      signal,
      emit,
    });
    return { json: result, words: describe(result, isOn(invocation, "dry-run")), status: result.failures.length > 0 || result.pages.conflicts > 0 ? 1 : 0 };
  },
};

function describe({ sources, pages, failures, run, ms }: CompileResult, isDryRun: boolean): string {
  const changed = [plural(sources.new, "new source"), `${sources.changed} changed`, `${sources.removed} removed`, `${sources.unchanged} unchanged`].join(", ");
  const written = [`${pages.created} created`, `${pages.updated} updated`, `${pages.retired} retired`, `${pages.unchanged} unchanged`].join(", ");
  const lines = [`Sources: ${changed}.`, `Pages${isDryRun ? " (nothing written)" : ""}: ${written}.`];
  if (pages.conflicts > 0) lines.push(`${plural(pages.conflicts, "page")} in conflict; your words stand. See: compendium status`);
  if (pages.olderRecipe > 0) lines.push(`${plural(pages.olderRecipe, "page")} made by an older recipe; they still hold. To redo them: compendium compile --recipe`);
  for (const failure of failures) lines.push(`Not compiled: ${failure.path}: ${failure.message}`);
  lines.push(run === null ? `Nothing written, ${(ms / 1000).toFixed(1)} s.` : `Run ${run}, ${(ms / 1000).toFixed(1)} s. To take it back: compendium undo`);
  return lines.join("\n");
}
