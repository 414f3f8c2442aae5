/** The command line as data: options every command understands, and the reading of a command's own. */
import { parseArgs } from "node:util";

/** A mistake in the call or the settings: exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Invocation {
  command: string;
  positionals: string[];
  flags: Record<string, string | boolean>;
}

/** The options of one command besides the common ones: whether each takes a value. */
export type OptionTable = Record<string, "value" | "switch">;

export const COMMON_OPTIONS: OptionTable = {
  vault: "value",
  json: "switch",
  quiet: "switch",
  engine: "value",
  "base-url": "value",
  model: "value",
  help: "switch",
};

export function parseInvocation(argv: string[], tableOf: (command: string) => OptionTable): Invocation {
  const [command = ""] = argv.filter((argument, index) => !argument.startsWith("-") && !takesValue(argv[index - 1]));
  const table = { ...COMMON_OPTIONS, ...tableOf(command) };
  const options = Object.fromEntries(Object.entries(table).map(([name, kind]) => [name, { type: kind === "value" ? ("string" as const) : ("boolean" as const) }]));
  try {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true, strict: true });
    const flags = Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string | boolean] => typeof entry[1] === "string" || typeof entry[1] === "boolean"));
    return { command, positionals: positionals.slice(command === "" ? 0 : 1), flags };
  } catch (error) {
    const message = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new UsageError(`${message}. See: compendium ${command === "" ? "" : `${command} `}--help`);
  }
}

/** An option before the command may have its value as a word of its own. */
const takesValue = (argument: string | undefined): boolean =>
  argument !== undefined && argument.startsWith("--") && COMMON_OPTIONS[argument.slice(2)] === "value";

export const isOn = (invocation: Invocation, name: string): boolean => invocation.flags[name] === true;

export const valueOf = (invocation: Invocation, name: string): string | undefined => {
  const value = invocation.flags[name];
  return typeof value === "string" ? value : undefined;
};

/** A whole number from 1, or undefined where the option is not given. */
export function numberOf(invocation: Invocation, name: string): number | undefined {
  const value = valueOf(invocation, name);
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(`--${name} takes a whole number from 1, not ${JSON.stringify(value)}.`);
  return Number(value);
}

export function choiceOf<Choice extends string>(invocation: Invocation, name: string, choices: readonly Choice[]): Choice | undefined {
  const value = valueOf(invocation, name);
  if (value === undefined) return undefined;
  const choice = choices.find((known) => known === value);
  if (choice === undefined) throw new UsageError(`--${name} takes one of ${choices.join(", ")}, not ${JSON.stringify(value)}.`);
  return choice;
}
