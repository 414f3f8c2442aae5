import { link } from "../../core/api";
import { isOn } from "../arguments";
import { plural, type Command } from "../command";
import { pathInVault } from "../vault";

export const linkCommand: Command = {
  name: "link",
  usage: "link PATH… [--write]",
  summary: "mentions of known titles and aliases in those notes, as wikilinks",
  options: { write: "switch" },
  arity: [1, Infinity],
  run: async ({ invocation, vault, emit }) => {
    const isWriting = isOn(invocation, "write");
    const result = await link(vault, invocation.positionals.map((path) => pathInVault(vault, path)), isWriting, emit);
    const words = result.notes.flatMap(({ path, links }) => [`${path}: ${plural(links.length, "link")}`, ...links.map(({ text, target, start }) => `  ${text} -> ${target} (at ${start})`)]);
    words.push(isWriting ? `${plural(result.written.length, "note")} written. To take it back: compendium undo` : "Nothing written; add --write to write the links.");
    return { json: result, words: words.join("\n"), status: 0 };
  },
};
