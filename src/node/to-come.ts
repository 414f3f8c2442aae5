/** Options of the contract that this version cannot follow yet: saying so is better than going on as if they were not there. */
import { UsageError, type Invocation } from "./arguments";

export function refuseWhatIsToCome({ command, flags }: Invocation): void {
  if (command === "compile" && flags["batch"] === true) throw notYet("batch", "hands the work of the llm engine to its provider in one go");
}

const notYet = (option: string, meaning: string): UsageError =>
  new UsageError(`--${option} ${meaning}, which is not part of this version; the built-in engine works without it and costs nothing. Leave it out.`);
