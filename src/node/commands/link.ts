import { DEFAULT_LINK_FORMAT, link, type LinkResult } from "../../core/api";
import { isOn } from "../arguments";
import { plural, type Command } from "../command";
import { pathInVault } from "../vault";

export const linkCommand: Command = {
  name: "link",
  usage: "link PATH… [--write]",
  summary: "mentions of known titles and aliases in those notes, as wikilinks",
  options: { write: "switch" },
  whenInterrupted: "finish",
  arity: [1, Infinity],
  run: async ({ invocation, vault, emit }) => {
    const isWriting = isOn(invocation, "write");
    const paths = [...new Set(invocation.positionals.map((path) => pathInVault(vault, path)))];
    const result = await link(vault, paths, isWriting, emit, DEFAULT_LINK_FORMAT);
    const words = result.notes.flatMap(({ path, links }) => [`${path}: ${plural(links.length, "link")}`, ...links.map(({ text, target, start }) => `  ${text} -> ${target} (at ${start})`)]);
    words.push(lastWords(result, isWriting));
    return { json: documentOf(result), words: words.join("\n"), status: 0 };
  },
};

/** What the command line's contract states of it. */
const documentOf = ({ notes, written }: LinkResult) => ({
  notes: notes.map(({ path, links }) => ({ path, links: links.map(({ text, target, start, end }) => ({ text, target, start, end })) })),
  written,
});

function lastWords({ notes, written }: LinkResult, isWriting: boolean): string {
  if (written.length > 0) return `${plural(written.length, "note")} written. To take it back: compendium undo`;
  const isSomethingFound = notes.some(({ links }) => links.length > 0);
  return isSomethingFound && !isWriting ? "Nothing written; add --write to write the links." : "Nothing to write.";
}
