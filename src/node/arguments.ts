/** The command line as data: options every command understands, and the reading of a command's own. */
import { parseArgs } from "node:util";

/** A mistake in the call: exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** `command` is "" where none is given. */
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
  version: "switch",
};

const SHORT_OPTIONS: Record<string, string> = { help: "h" };

/** `tableOf` gives a command's own options; it throws for a command there is none of. */
export function parseInvocation(argv: string[], tableOf: (command: string) => OptionTable): Invocation {
  const [first] = tokensOf(argv, COMMON_OPTIONS).filter((token) => token.kind === "positional");
  const command = first?.value ?? "";
  const table = { ...COMMON_OPTIONS, ...(first === undefined ? {} : tableOf(command)) };
  const positionals: string[] = [];
  const flags: Invocation["flags"] = {};
  for (const token of tokensOf(argv, table)) {
    if (token.kind === "positional") positionals.push(token.value);
    else if (token.kind === "option") flags[token.name] = valueOfToken(token, table, command);
  }
  return { command, positionals: positionals.slice(1), flags };
}

/** What stands on the line, unknown options too: the words for mistakes are ours. */
const tokensOf = (argv: string[], table: OptionTable) => {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, kind]) => {
      const short = SHORT_OPTIONS[name];
      return [name, { type: kind === "value" ? ("string" as const) : ("boolean" as const), ...(short === undefined ? {} : { short }) }];
    }),
  );
  return parseArgs({ args: argv, options, allowPositionals: true, strict: false, tokens: true }).tokens;
};

type OptionToken = Extract<ReturnType<typeof tokensOf>[number], { kind: "option" }>;

function valueOfToken({ name, rawName, value, inlineValue }: OptionToken, table: OptionTable, command: string): string | boolean {
  const kind = Object.hasOwn(table, name) ? table[name] : undefined;
  const help = `compendium ${command === "" ? "" : `${command} `}--help`;
  if (kind === undefined) {
    const isWord = !rawName.startsWith("--");
    throw new UsageError(`There is no option ${rawName}${command === "" ? "" : ` of ${command}`}${isWord ? '; words that begin with a dash come last, behind " -- "' : ""}. See: ${help}`);
  }
  if (kind === "switch") {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value. See: ${help}`);
    return true;
  }
  const isMissing = value === undefined || value === "" || (!inlineValue && value.startsWith("-"));
  if (isMissing) throw new UsageError(`${rawName} needs a value${value?.startsWith("-") === true ? `; one that begins with a dash is written ${rawName}=${value}` : ""}. See: ${help}`);
  return value;
}

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

/** An amount of dollars, or undefined where the option is not given. */
export function dollarsOf(invocation: Invocation, name: string): number | undefined {
  const value = valueOf(invocation, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,7}(?:\.\d{1,6})?$/.test(value)) throw new UsageError(`--${name} takes an amount of dollars such as 0.50, not ${JSON.stringify(value)}.`);
  return Number(value);
}

export function choiceOf<Choice extends string>(invocation: Invocation, name: string, choices: readonly Choice[]): Choice | undefined {
  const value = valueOf(invocation, name);
  if (value === undefined) return undefined;
  const choice = choices.find((known) => known === value);
  if (choice === undefined) throw new UsageError(`--${name} takes one of ${choices.join(", ")}, not ${JSON.stringify(value)}.`);
  return choice;
}
