import { readFileSync } from "node:fs";
import { openSearch, type SearchAnswer, type Searcher } from "../../core/api";
import { FileError } from "../../core/ports";
import { choiceOf, numberOf, UsageError, valueOf } from "../arguments";
import { printableJson } from "../printable";
import type { Command, CommandContext, CommandResult } from "../command";

const DEFAULT_LIMIT = 10;

export const searchCommand: Command = {
  name: "search",
  usage: "search QUERY [--limit N] [--in wiki|sources|all] [--tag T] [--type T] | search --batch FILE [--limit N]",
  summary: "ranked passages of the wiki and the sources",
  details: [
    '"two words"     must stand together, -word must not be there (put the query behind " -- ")',
    "tag:T path:P type:T [property] [property:value] in the query leave only such notes; with - before them, all others",
    "--limit N       at most so many, 10 where it is left out",
    "--tag T         only notes with the tag; --type T: source, concept, category, index, …",
    '--batch FILE    one query a line, {"id","text"}; answers one line a query, one hit a note',
  ],
  options: { limit: "value", in: "value", tag: "value", type: "value", batch: "value" },
  whenInterrupted: "stop",
  arity: [0, Infinity],
  run: async (context) => {
    const { invocation, vault } = context;
    const options = {
      limit: numberOf(invocation, "limit") ?? DEFAULT_LIMIT,
      in: choiceOf(invocation, "in", ["wiki", "sources", "all"]) ?? ("all" as const),
      tag: valueOf(invocation, "tag"),
      type: valueOf(invocation, "type"),
    };
    const batch = valueOf(invocation, "batch");
    if (batch !== undefined && invocation.positionals.length > 0) throw new UsageError("search takes a query or --batch with a file of queries, not both.");
    if (batch !== undefined) return searchBatch(context, batch, options);
    if (invocation.positionals.length === 0) throw new UsageError("search takes a query, or --batch with a file of queries.");
    const searcher = await openSearch(vault);
    const answer = await searcher.search(invocation.positionals.join(" "), options);
    await keep(searcher);
    const words = answer.hits.map((hit, index) => `${index + 1}. ${hit.path}${hit.heading === "" ? "" : ` › ${hit.heading}`}\n   ${hit.snippet}`);
    const nothing = answer.elsewhere > 0 ? `Nothing found with these filters; ${answer.elsewhere} without them.` : "Nothing found; try fewer or other words.";
    const meant = answer.suggestion === null ? "" : `\nDid you mean: ${answer.suggestion}`;
    return { json: contractOf(answer), words: `${words.length === 0 ? nothing : words.join("\n")}${meant}`, status: 0 };
  },
};

/** What other programs are promised, and nothing else. */
function contractOf({ query, hits, total, ms }: SearchAnswer): object {
  return { query, hits: hits.map(({ path, heading, start, end, score, title, type, snippet }) => ({ path, heading, start, end, score, title, type, snippet })), total, ms };
}

/** For the next start. A vault that cannot be written is searched all the same. */
async function keep(searcher: Searcher): Promise<void> {
  await searcher.save().catch((error: unknown) => {
    if (!(error instanceof FileError)) throw error;
  });
}

type BatchOptions = Parameters<Awaited<ReturnType<typeof openSearch>>["searchNotes"]>[1];

async function searchBatch({ vault, warn }: CommandContext, file: string, options: BatchOptions): Promise<CommandResult> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`The file of queries ${file} cannot be read; paths of queries are relative to the current folder.`);
  }
  const searcher = await openSearch(vault);
  const lines: string[] = [];
  let status = 0;
  for (const [index, line] of text.replace(/^\uFEFF/, "").split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const query = readQuery(line);
    if (query === null) {
      warn(`Line ${index + 1} of ${file} is not {"id","text"}; it is left out.`);
      status = 1;
    } else lines.push(printableJson({ id: query.id, ...(await searcher.searchNotes(query.text, options)) }));
  }
  await keep(searcher);
  return { json: null, words: "", lines, status };
}

function readQuery(line: string): { id: unknown; text: string } | null {
  try {
    const data = JSON.parse(line) as { id?: unknown; text?: unknown } | null;
    return data !== null && data.id !== undefined && typeof data.text === "string" ? { id: data.id, text: data.text } : null;
  } catch {
    return null;
  }
}
