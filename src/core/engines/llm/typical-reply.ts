/**
 * What a model typically replies, made from the request alone: an estimate goes on from it to the requests that would follow. For a digest it has a
 * statement for each sentence and the names the built-in engine finds; other requests are followed by none that their replies bear on.
 */
import type { ModelRequest } from "../../ports";
import type { Passage } from "../../vault/passage";
import { extractiveEngine } from "../extractive";
import { splitSentences } from "../extractive/sentences";
import { isRecord, recordsIn, textIn, textsIn } from "./parse-reply";
import { materialOf } from "./prompts/data";

const NOTHING = "{}";

/** Shorter sentences rarely state anything. */
const SHORTEST = 20;
const PROSE: readonly unknown[] = ["paragraph", "list-item", "quote", "callout"] satisfies Passage["kind"][];

/** The reply's text. */
export async function typicalReply({ task, messages }: ModelRequest, signal: { readonly aborted: boolean }): Promise<string> {
  if (task !== "digest") return NOTHING;
  const [about, ...lines] = recordsIn(materialOf(messages.at(-1)?.content ?? ""));
  const passages = lines.map(({ kind, text }): Passage => ({ kind: kind as Passage["kind"], text: textIn(text), start: 0, end: 0, offsets: [] }));
  const source = isRecord(about?.["source"]) ? about["source"] : {};
  const properties = { title: textIn(source["title"]), authors: textsIn(source["authors"]), published: textIn(source["published"]), url: "", description: textIn(source["description"]), tags: [], aliases: [] };
  const own = await extractiveEngine.digestSection({ source: { properties }, headingPath: textsIn(about?.["section"]), passages }, signal);
  const statements = passages.flatMap(({ kind, text }, index) => (PROSE.includes(kind) ? splitSentences(text).map(({ start, end }) => text.slice(start, end)).filter((words) => words.length > SHORTEST).map((words) => ({ passage: index + 1, text: words, span: words, names: [] })) : []));
  const told = new Set(statements.map(({ passage }) => passage));
  const nothing = passages.flatMap((_, index) => (told.has(index + 1) ? [] : [{ passage: index + 1, reason: "minor" }]));
  return JSON.stringify({ statements, questions: [], nothing, names: own.names.map(({ name, aliases, kind }) => ({ name, aliases, kind })) });
}
