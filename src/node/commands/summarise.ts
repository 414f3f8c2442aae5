import { summarise } from "../../core/api";
import type { Command } from "../command";
import { pathInVault } from "../vault";

export const summariseCommand: Command = {
  name: "summarise",
  usage: "summarise PATH",
  summary: "the digest of one note, without writing",
  options: {},
  whenInterrupted: "stop",
  arity: [1, 1],
  run: async ({ invocation, vault, signal }) => {
    const result = await summarise(vault, pathInVault(vault, invocation.positionals[0] ?? ""), signal);
    const list = (title: string, lines: string[]): string[] => (lines.length === 0 ? [] : ["", title, ...lines.map((line) => `- ${line}`)]);
    const words = [
      `${result.title}: ${result.summary}`,
      ...list("Claims", result.claims.map(({ text }) => text)),
      ...list("Concepts", result.concepts.map(({ name, kind, aliases }) => `${name} (${[kind, ...aliases].join("; ")})`)),
      ...list("Open questions", result.questions),
    ];
    return { json: result, words: words.join("\n"), status: 0 };
  },
};
