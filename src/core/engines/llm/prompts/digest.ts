/** The digest prompt: one section of a source into statements with their evidence. */
import { CONCEPT_KINDS } from "../../../claims/digest";
import type { SectionInput } from "../../engine";
import type { JsonSchema, ModelMessage } from "../../../ports";
import { dataBlock } from "./data";
import { integer, listOf, objectOf, oneOf, text } from "./schema";
import { systemMessage, type PromptSettings } from "./shared";

export const DIGEST_VERSION = "digest-1";

/** Why the model may leave a passage out. */
export const MODEL_REASONS = ["boilerplate", "fragment", "minor", "repeated"] as const;

const TASK = `Task: digest one section of a source. The material is the source's description, then its passages, each with a number n.

For every passage that says something, give statements: one fact each, short, complete by itself (no "he", "it", "this project": use the name), in plain text without Markdown. For each statement give
- passage: the number of the passage it rests on,
- span: the shortest run of words of that passage that supports all of it, copied to the letter,
- names: what the statement is about, as in names below.
Take numbers, units, dates, names, negations and commands exactly as the passage has them. Say nothing the span does not say. A command line, address or piece of code stays as it is.
Statements follow the order of the passages. Leave out what only greets, advertises or repeats.

questions: what the section asks or leaves open, in the same form.
nothing: every passage without a statement or question, with a reason: boilerplate, fragment, minor or repeated. No passage may be missing from all three lists.
names: each person, project or organisation, method, place, event or idea that a reader would look up, by its full name as the section has it; aliases are other forms the section itself uses for it; kind is one of ${CONCEPT_KINDS.join(", ")}.`;

const evidence = { passage: integer("Number of the passage"), text: text("One fact, complete by itself"), span: text("Words of the passage, to the letter") };

export const DIGEST_SCHEMA: { name: string; schema: JsonSchema } = {
  name: "digest",
  schema: objectOf({
    statements: listOf(objectOf({ ...evidence, names: listOf(text("A name of the list names")) })),
    questions: listOf(objectOf(evidence)),
    nothing: listOf(objectOf({ passage: integer("Number of the passage"), reason: oneOf(MODEL_REASONS) })),
    names: listOf(objectOf({ name: text("Full name"), aliases: listOf(text("Another form in this section")), kind: oneOf(CONCEPT_KINDS) })),
  }),
};

/** Passages are numbered from 1. */
export function digestMessages({ source, headingPath, passages }: SectionInput, settings: PromptSettings): ModelMessage[] {
  const { title, authors, published, description } = source.properties;
  const lines = [{ source: { title, authors, published, description }, section: headingPath }, ...passages.map(({ kind, text: words }, index) => ({ n: index + 1, kind, text: words }))];
  return [systemMessage(TASK, settings), { role: "user", content: dataBlock(lines) }];
}
