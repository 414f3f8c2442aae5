/** Node entry: arguments, command, exit status. */
import { CompendiumError, type FailureCode } from "./core/failure";
import { FileError } from "./core/ports";
import { isOn, parseInvocation, UsageError, type Invocation } from "./node/arguments";
import type { Command, CommandResult } from "./node/command";
import { COMMANDS, findCommand } from "./node/commands";
import { createProgress } from "./node/progress";
import { openVault } from "./node/vault";

declare const COMPENDIUM_VERSION: string;

const STATUS_OF_FAILURE: Partial<Record<FailureCode, number>> = {
  cancelled: 130,
  "bad-decision": 2,
  "bad-settings": 2,
  "engine-unavailable": 2,
  "no-such-source": 2,
  "no-such-run": 2,
};

const help = (): string =>
  [
    "compendium <command> [arguments] [--vault DIR] [--json] [--quiet]",
    "",
    ...COMMANDS.map(({ usage, summary }) => `  ${usage}\n      ${summary}`),
    "",
    "Exit status: 0 done, 1 something needs attention, 2 bad usage or settings, 130 interrupted.",
  ].join("\n");

const print = (text: string): Promise<void> =>
  new Promise((resolve) => {
    if (text === "") resolve();
    else process.stdout.write(text.endsWith("\n") ? text : `${text}\n`, () => resolve());
  });

async function main(argv: string[]): Promise<number> {
  const isJson = argv.includes("--json");
  try {
    if (argv.length === 0 || (argv.length === 1 && (argv[0] === "--help" || argv[0] === "help"))) {
      await print(help());
      return argv.length === 0 ? 2 : 0;
    }
    if (argv.length === 1 && argv[0] === "--version") {
      await print(COMPENDIUM_VERSION);
      return 0;
    }
    const invocation = parseInvocation(argv, (name) => findCommand(name)?.options ?? {});
    const command = findCommand(invocation.command);
    if (command === undefined) throw new UsageError(`There is no command ${JSON.stringify(invocation.command)}. The commands are: ${COMMANDS.map(({ name }) => name).join(", ")}.`);
    if (isOn(invocation, "help")) {
      await print(`compendium ${command.usage}\n${command.summary}`);
      return 0;
    }
    const result = await runCommand(command, invocation);
    await print(result.lines?.join("\n") ?? (isJson ? JSON.stringify(result.json) : result.words));
    return result.status;
  } catch (error) {
    return tellError(error, isJson);
  }
}

async function runCommand(command: Command, invocation: Invocation): Promise<CommandResult> {
  const [least, most] = command.arity;
  const count = invocation.positionals.length;
  if (count < least || count > most) throw new UsageError(`${command.name} takes ${count < least ? "more" : "fewer"} arguments. Usage: compendium ${command.usage}`);
  const vault = openVault(invocation);
  const progress = createProgress(process.stderr, isOn(invocation, "quiet"));
  const signal = { aborted: false };
  const interrupt = (): void => {
    if (signal.aborted) process.exit(130);
    signal.aborted = true;
    progress.warn("Cancelling; press Ctrl-C again to stop at once.");
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    return await command.run({ invocation, vault, signal, emit: progress.emit, warn: progress.warn });
  } finally {
    progress.end();
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

async function tellError(error: unknown, isJson: boolean): Promise<number> {
  const isKnown = error instanceof CompendiumError || error instanceof FileError || error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof CompendiumError || error instanceof FileError ? error.code : error instanceof UsageError ? "usage" : "internal";
  const path = error instanceof CompendiumError || error instanceof FileError ? error.path : undefined;
  process.stderr.write(isKnown ? `${message}\n` : `This is a fault of Compendium; please report it. ${error instanceof Error ? (error.stack ?? message) : message}\n`);
  if (isJson) await print(JSON.stringify({ error: { code, message, ...(path === undefined ? {} : { path }) } }));
  if (error instanceof UsageError) return 2;
  return error instanceof CompendiumError ? (STATUS_OF_FAILURE[error.code] ?? 1) : 1;
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
