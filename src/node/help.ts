/** What the command line says of itself. */
import { UsageError } from "./arguments";
import type { Command } from "./command";
import { COMMANDS, findCommand } from "./commands";

/** Commands of later versions: asked for, they are no typing mistakes. */
const COMMANDS_TO_COME = ["ask", "ingest", "localise", "localize", "lint", "publish", "dataset", "finetune", "serve", "mcp"];

export const HELP = [
  "compendium <command> [arguments] [--vault DIR] [--json] [--quiet]",
  "",
  ...COMMANDS.map(({ usage, summary }) => `  ${usage}\n      ${summary}`),
  "",
  "  --vault DIR   the vault; else the nearest folder upwards with .obsidian/, .compendium/ or raw/; else the current folder",
  "  --engine E    the engine; this version has one, extractive",
  "  --json        exactly one JSON document on standard output",
  "  --quiet       only warnings and errors on standard error",
  "",
  "Exit status: 0 done, 1 something needs attention, 2 bad usage or settings, 130 interrupted.",
].join("\n");

/** Throws a `UsageError` that says what there is. */
export function commandNamed(name: string): Command {
  const command = findCommand(name);
  if (command !== undefined) return command;
  const names = `The commands are: ${COMMANDS.map((known) => known.name).join(", ")}.`;
  if (COMMANDS_TO_COME.includes(name)) throw new UsageError(`${name} is not part of this version. ${names}`);
  throw new UsageError(name === "" ? `Name a command. ${names}` : `There is no command ${JSON.stringify(name)}. ${names}`);
}

export interface HelpAnswer {
  json: unknown;
  words: string;
}

/** Help on one command, or on all where the name is "". */
export function helpOn(name: string): HelpAnswer {
  const describe = ({ name: command, usage, summary }: Command) => ({ name: command, usage, summary });
  if (name === "") return { json: { commands: COMMANDS.map(describe) }, words: HELP };
  const command = commandNamed(name);
  return { json: describe(command), words: [`compendium ${command.usage}`, command.summary, ...(command.details ?? []).map((line) => `  ${line}`)].join("\n") };
}
