import { status } from "../../core/api";
import { plural, type Command } from "../command";

export const statusCommand: Command = {
  name: "status",
  usage: "status",
  summary: "what is new, changed, failed, in conflict or interrupted",
  options: {},
  whenInterrupted: "stop",
  arity: [0, 0],
  run: async ({ vault }) => {
    const result = await status(vault);
    const lines = [
      `${plural(result.sources.length, "source")}; wiki: ${plural(result.wiki.pages, "page")}, ${plural(result.wiki.concepts, "concept")}, ${plural(result.wiki.words, "word")}.`,
      ...result.sources.filter(({ state }) => state !== "compiled").map(({ path, state, message }) => `${state}: ${path}${message === undefined ? "" : ` (${message})`}`),
      ...result.conflicts.map(({ path, where, theirs }) => `conflict: ${path}, ${where}; proposed: ${theirs.trim() === "" ? "(take it out)" : theirs.trim()}`),
      ...(result.pending.calls === 0 ? [] : [`To be asked of the model: about ${plural(result.pending.calls, "call")}, ${result.pending.inputTokens} tokens in, $${result.pending.costUsd.toFixed(2)}.`]),
      ...(result.interrupted ? ["A run was interrupted; compile again to finish it."] : []),
      result.lastRun === null ? "No run on this device yet." : `Last run: ${result.lastRun.id} (${result.lastRun.kind}, ${result.lastRun.stamp}).`,
    ];
    const needsAttention = result.conflicts.length > 0 || result.sources.some(({ state }) => state === "failed");
    return { json: result, words: lines.join("\n"), status: needsAttention ? 1 : 0 };
  },
};
