import { undo } from "../../core/api";
import { plural, type Command } from "../command";

export const undoCommand: Command = {
  name: "undo",
  usage: "undo [RUN]",
  summary: "takes the last run (or that one) back, keeping later human edits",
  options: {},
  whenInterrupted: "finish",
  arity: [0, 1],
  run: async ({ invocation, vault, emit }) => {
    const result = await undo(vault, invocation.positionals[0] ?? null, emit);
    const lines = [`Undid run ${result.run}: ${plural(result.restored.length, "file")} restored, ${result.removed.length} removed.`, ...result.conflicts.map((path) => `conflict, your words stand: ${path}`)];
    return { json: result, words: lines.join("\n"), status: result.conflicts.length > 0 ? 1 : 0 };
  },
};
