/** Node entry: arguments, command, exit status. */
import { createCancel } from "./core/cancel";
import { CompendiumError, type FailureCode } from "./core/failure";
import { FileError } from "./core/ports";
import { isOn, parseInvocation, UsageError, type Invocation } from "./node/arguments";
import type { Command, CommandResult } from "./node/command";
import { commandNamed, HELP, helpOn } from "./node/help";
import { printable, printableJson } from "./node/printable";
import { createProgress, type Progress } from "./node/progress";
import { openVault } from "./node/vault";

declare const COMPENDIUM_VERSION: string;

const INTERRUPTED = 130;

const STATUS_OF_FAILURE: Partial<Record<FailureCode, number>> = {
  cancelled: INTERRUPTED,
  "bad-decision": 2,
  "bad-settings": 2,
  "engine-unavailable": 2,
  "no-such-source": 2,
  "no-such-run": 2,
  budget: 3,
};

const print = (text: string): Promise<void> =>
  new Promise((resolve) => {
    if (text === "") resolve();
    else process.stdout.write(text.endsWith("\n") ? text : `${text}\n`, () => resolve());
  });

const optionsOf = (argv: string[]): string[] => argv.slice(0, argv.includes("--") ? argv.indexOf("--") : argv.length);

async function main(argv: string[]): Promise<number> {
  const isJson = optionsOf(argv).includes("--json");
  try {
    if (argv.length === 0) {
      process.stderr.write(`${HELP}\n`);
      return 2;
    }
    const invocation = parseInvocation(argv, (name) => (name === "help" ? {} : commandNamed(name).options));
    const about = aboutItself(invocation);
    if (about !== null) {
      await print(isJson ? printableJson(about.json) : about.words);
      return 0;
    }
    const result = await runCommand(commandNamed(invocation.command), invocation, isJson);
    await print(result.lines?.join("\n") ?? (isJson ? printableJson(result.json) : printable(result.words)));
    return result.status;
  } catch (error) {
    return tellError(error, isJson);
  }
}

/** Help and version need no vault. */
function aboutItself(invocation: Invocation): { json: unknown; words: string } | null {
  const { command, positionals } = invocation;
  if (command === "help") return helpOn(positionals[0] ?? "");
  if (isOn(invocation, "help")) return helpOn(command);
  return isOn(invocation, "version") ? { json: { version: COMPENDIUM_VERSION }, words: COMPENDIUM_VERSION } : null;
}

async function runCommand(command: Command, invocation: Invocation, isJson: boolean): Promise<CommandResult> {
  const [least, most] = command.arity;
  const count = invocation.positionals.length;
  if (count < least || count > most) throw new UsageError(`${command.name} takes ${count < least ? "more" : "fewer"} arguments. Usage: compendium ${command.usage}`);
  const vault = openVault(invocation);
  const progress = createProgress(process.stderr, isOn(invocation, "quiet"));
  const { signal, abort } = createCancel();
  const interrupt = (): void => {
    if (command.whenInterrupted === "stop") stopAtOnce(progress, isJson);
    else if (signal.aborted) process.exit(INTERRUPTED);
    else progress.warn(`${command.whenInterrupted === "cancel" ? "Cancelling" : "Finishing what was begun"}; press Ctrl-C again to stop at once.`);
    abort();
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

function stopAtOnce(progress: Progress, isJson: boolean): void {
  progress.end();
  void tellError(new CompendiumError("cancelled", "Cancelled; nothing was changed."), isJson).then((status) => process.exit(status));
}

async function tellError(error: unknown, isJson: boolean): Promise<number> {
  const isKnown = error instanceof CompendiumError || error instanceof FileError || error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof CompendiumError || error instanceof FileError ? error.code : error instanceof UsageError ? "usage" : "internal";
  const path = error instanceof CompendiumError || error instanceof FileError ? error.path : undefined;
  process.stderr.write(`${printable(isKnown ? message : `This is a fault of Compendium; please report it. ${error instanceof Error ? (error.stack ?? message) : message}`)}\n`);
  if (isJson) await print(printableJson({ error: { code, message, ...(path === undefined ? {} : { path }) } }));
  if (error instanceof UsageError) return 2;
  return error instanceof CompendiumError ? (STATUS_OF_FAILURE[error.code] ?? 1) : 1;
}

/** A reader that has seen enough (`| head`) is no failure, and no reason to stop in the middle of a run. */
const outliveReader = (stream: NodeJS.WriteStream, onOther: (error: NodeJS.ErrnoException) => void): void => {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") onOther(error);
  });
};

outliveReader(process.stderr, () => undefined);
outliveReader(process.stdout, (error) => {
  process.stderr.write(`The answer could not be written: ${error.message}.\n`);
  process.exit(1);
});

void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
