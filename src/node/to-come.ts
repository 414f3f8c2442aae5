/** Options of the contract that this version cannot follow yet: saying so is better than going on as if they were not there. */
import { UsageError, type Invocation } from "./arguments";

const TO_COME: Record<string, string> = {
  "base-url": "names an endpoint for the llm engine",
  model: "names a model for the llm engine",
  "max-cost": "limits what the llm engine may cost",
};

export function refuseWhatIsToCome({ command, flags }: Invocation): void {
  for (const [name, meaning] of Object.entries(TO_COME)) if (flags[name] !== undefined) throw notYet(name, meaning);
  if (command === "compile" && flags["batch"] === true) throw notYet("batch", "hands the work of the llm engine to its provider in one go");
}

const notYet = (option: string, meaning: string): UsageError =>
  new UsageError(`--${option} ${meaning}, which is not part of this version; the built-in engine works without it and costs nothing. Leave it out.`);
