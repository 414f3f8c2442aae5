import { compile, type CompileOptions, type CompileResult, type ModelUse, type Vault } from "../../core/api";
import type { Emit } from "../../core/events";
import { CompendiumError } from "../../core/failure";
import { dollarsOf, isOn } from "../arguments";
import { plural, type Command } from "../command";
import { pathInVault } from "../vault";

export const compileCommand: Command = {
  name: "compile",
  usage: "compile [PATH…] [--dry-run] [--force] [--engine E] [--recipe] [--accept-removals] [--max-cost USD] [--batch]",
  summary: "brings the wiki up to date, for those notes and folders only where any are named",
  details: [
    "--dry-run           writes nothing, and says what would be done",
    "--force             reads every source, also those whose size and time are the same, and asks a model again where nothing could be made of its reply",
    "--recipe            redoes what an older version of the engine made",
    "--accept-removals   goes on though many sources are gone at once",
    "--max-cost USD      stops before the model costs more than that (exit status 3)",
    "--batch             hands the model's work to its provider in batches: for half the price at OpenAI and Groq, within a day;",
    "                    Ctrl-C leaves them there, and the same command goes on waiting",
  ],
  options: { "dry-run": "switch", force: "switch", recipe: "switch", "accept-removals": "switch", "max-cost": "value", batch: "switch" },
  whenInterrupted: "cancel",
  arity: [0, Infinity],
  run: async ({ invocation, vault, signal, emit, warn }) => {
    const told = new Set<string>();
    const emitAndNote: Emit = (event) => {
      if (event.type === "source-failed" || event.type === "page-failed") told.add(event.path);
      emit(event);
    };
    const paths = invocation.positionals.map((path) => pathInVault(vault, path));
    const options: CompileOptions = {
      paths: paths.includes("") ? [] : paths,
      dryRun: isOn(invocation, "dry-run"),
      force: isOn(invocation, "force"),
      redoOlderRecipe: isOn(invocation, "recipe"),
      acceptRemovals: isOn(invocation, "accept-removals"),
      maxCost: dollarsOf(invocation, "max-cost"),
      batch: isOn(invocation, "batch"),
      signal,
      emit: emitAndNote,
    };
    const expected = options.dryRun || vault.settings.engine !== "llm" ? null : await estimate(vault, options, emit);
    if (expected !== null) holdToPrice(vault, options, expected, warn);
    const result = await compile(vault, { ...options, expected });
    // A source that failed before and did not change is not opened again, but it is told again.
    for (const { path, code, message } of result.failures) if (!told.has(path)) emit({ type: "source-failed", path, code, message });
    if (result.sources.total === 0) warn(`There are no sources: put notes into ${foldersInWords(vault.settings.sourceFolders)}, or name other folders as sourceFolders in .compendium/settings.json.`);
    return { json: documentOf(result), words: describe(result, isOn(invocation, "dry-run"), expected), status: result.failures.length > 0 || result.pages.conflicts > 0 ? 1 : 0 };
  },
};

/** Where nobody knows the price there is nothing to hold a limit against. One set for this run ends it; one of the settings is for other models too, and is told of. */
function holdToPrice({ settings }: Vault, { maxCost }: CompileOptions, { calls, arePricesKnown }: ModelUse, warn: (message: string) => void): void {
  const { strongModel, fastModel, budgetPerRun, budgetPerMonth } = settings.model;
  if (calls === 0 || arePricesKnown) return;
  const models = [...new Set([strongModel, fastModel].filter((name) => name !== ""))].join(" and ");
  if (maxCost !== undefined) throw new CompendiumError("bad-settings", `Nothing was sent: the price of ${models} is not known, so --max-cost cannot be held. Leave it out and set a limit at the provider, or choose a model whose price is known.`);
  if (budgetPerRun !== null || budgetPerMonth !== null) warn(`The price of ${models} is not known: its calls count as nothing, so the budget does not hold. Set a limit at the provider too.`);
}

/** The price comes before the run: what it will ask is told first, and held against what it did ask. */
async function estimate(vault: Vault, options: CompileOptions, emit: Emit): Promise<ModelUse> {
  const toProgress: Emit = (event) => {
    if (event.type === "progress") emit(event);
  };
  const { model } = await compile(vault, { ...options, dryRun: true, emit: toProgress });
  if (model.calls > 0) emit({ type: "priced", ...model });
  return model;
}

/** What the command line's contract states of it. */
const documentOf = ({ sources, passes, pages, written, failures, model, ms, run }: CompileResult) => ({ sources, passes, pages, written, failures, model: documentOfModel(model), ms, run });

const documentOfModel = ({ calls, cached, inputTokens, outputTokens, costUsd, estimated, passes }: ModelUse) => ({ calls, cached, inputTokens, outputTokens, costUsd, estimated, ...(passes.length === 0 ? {} : { passes }) });

const PASS_WORDS: Record<ModelUse["passes"][number]["name"], string> = { digest: "digests", concepts: "concepts", article: "articles", repair: "repairs" };

function modelInWords({ calls, cached, inputTokens, outputTokens, costUsd, estimated, passes, arePricesKnown }: ModelUse, expected: ModelUse | null): string[] {
  const money = (dollars: number): string => (arePricesKnown ? `$${dollars.toFixed(dollars < 1 ? 4 : 2)}` : "price not known");
  const amounts = (of: { calls: number; inputTokens: number; outputTokens: number; costUsd: number }): string => `${plural(of.calls, "call")}, ${of.inputTokens} tokens in, ${of.outputTokens} out, ${money(of.costUsd)}`;
  return [
    `Model${estimated ? " (estimated, nothing sent)" : ""}: ${amounts({ calls, inputTokens, outputTokens, costUsd })}; ${plural(cached, "call")} answered from the log.`,
    ...passes.map((pass) => `  ${PASS_WORDS[pass.name]}: ${amounts(pass)}.`),
    ...(expected === null ? [] : [`  Estimated were ${amounts(expected)}.`]),
  ];
}

const foldersInWords = (folders: string[]): string => folders.map((folder) => `${folder}/`).join(" or ");

function describe({ sources, pages, failures, model, run, ms }: CompileResult, isDryRun: boolean, expected: ModelUse | null): string {
  const changed = [plural(sources.new, "new source"), `${sources.changed} changed`, `${sources.removed} removed`, `${sources.unchanged} unchanged`].join(", ");
  const written = [`${pages.created} created`, `${pages.updated} updated`, `${pages.retired} retired`, `${pages.unchanged} unchanged`].join(", ");
  const lines = [`Sources: ${changed}.`, `Pages${isDryRun ? " (nothing written)" : ""}: ${written}.`];
  if (pages.conflicts > 0) lines.push(`${plural(pages.conflicts, "page")} in conflict; your words stand. See: compendium status`);
  if (pages.olderRecipe > 0) lines.push(`${plural(pages.olderRecipe, "page")} made by an older recipe; they still hold. To redo them: compendium compile --recipe`);
  if (model.calls + model.cached > 0) lines.push(...modelInWords(model, expected));
  if (sources.failed > 0) lines.push(`${plural(sources.failed, "source")} not compiled. See: compendium status`);
  if (failures.length > sources.failed) lines.push(`${plural(failures.length - sources.failed, "page")} not finished: the model could not be asked. Nothing is missing; compile again to have them written.`);
  lines.push(run === null ? `Nothing written, ${(ms / 1000).toFixed(1)} s.` : `Run ${run}, ${(ms / 1000).toFixed(1)} s. To take it back: compendium undo`);
  return lines.join("\n");
}
