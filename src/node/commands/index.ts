/** The commands of the command line, in the order the help lists them. */
import type { Command } from "../command";
import { compileCommand } from "./compile";
import { decideCommand } from "./decide";
import { gcCommand } from "./gc";
import { linkCommand } from "./link";
import { searchCommand } from "./search";
import { statusCommand } from "./status";
import { summariseCommand } from "./summarise";
import { undoCommand } from "./undo";

export const COMMANDS: readonly Command[] = [compileCommand, statusCommand, undoCommand, decideCommand, summariseCommand, linkCommand, searchCommand, gcCommand];

const OTHER_SPELLINGS: Record<string, string> = { summarize: "summarise" };

export const findCommand = (name: string): Command | undefined => COMMANDS.find((command) => command.name === (OTHER_SPELLINGS[name] ?? name));
