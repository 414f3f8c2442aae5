import { collect } from "../../core/api";
import type { Command } from "../command";

export const gcCommand: Command = {
  name: "gc",
  usage: "gc",
  summary: "frees what no result needs any more",
  options: {},
  whenInterrupted: "finish",
  arity: [0, 0],
  run: async ({ vault, emit }) => {
    const result = await collect(vault, emit);
    return { json: result, words: `Freed ${(result.freedBytes / 1e6).toFixed(2)} MB.`, status: 0 };
  },
};
