/** What a command of the command line is, and what it is handed. */
import type { Emit } from "../core/events";
import type { CancelSignal } from "../core/ports";
import type { Invocation, OptionTable } from "./arguments";
import type { OpenVault } from "./vault";

export interface CommandContext {
  invocation: Invocation;
  vault: OpenVault;
  signal: CancelSignal;
  emit: Emit;
  /** One sentence for people, on standard error. */
  warn: (message: string) => void;
}

/** What a command answers: one JSON document, the same in words, and the exit status. `lines` replaces both for commands that answer a line at a time. */
export interface CommandResult {
  json: unknown;
  words: string;
  status: number;
  lines?: string[];
}

/** What Ctrl-C does: `cancel` asks the command to end by itself, `finish` lets its short transaction end, `stop` ends at once, for nothing is written. */
export type WhenInterrupted = "cancel" | "finish" | "stop";

export interface Command {
  name: string;
  usage: string;
  summary: string;
  /** One line an option whose name does not say it all. */
  details?: readonly string[];
  options: OptionTable;
  whenInterrupted: WhenInterrupted;
  /** Positional arguments, at least and at most. */
  arity: [least: number, most: number];
  run(context: CommandContext): Promise<CommandResult>;
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
