/** The article prompt: the claims about one concept into prose. */
import type { ArticleClaim, ArticleInput } from "../../engine";
import type { JsonSchema, ModelMessage } from "../../../ports";
import type { Candidate } from "../contradictions/candidates";
import { dataBlock } from "./data";
import { RELATIONS } from "../contradictions/read-contradictions";
import { integer, listOf, objectOf, oneOf, text } from "./schema";
import { systemMessage, type PromptSettings } from "./shared";

export const ARTICLE_VERSION = "article-3";

const TASK = `Task: write the wiki's article about one concept from numbered claims. The material is the concept, then its claims: a line with a source and, where known, its date and section, then the claims from there, each with a number n; words are those it rests on, where they are others. Last come pairs of claims that seem to differ, if there are any.

lead: one to three sentences that say what the concept is and why it matters. sections: the rest, ordered for a reader (what it is, how it came to be, how it works, what followed), each with a short heading; no section for one sentence that fits elsewhere, and none called Introduction, Overview or Conclusion.
Every sentence rests on claims: claims lists the numbers of all it rests on, and it says nothing they do not say: the same numbers, units, dates, names and negations. Join claims that belong together, say once what several say, in plain and lively words, without praise, filler or "according to the sources". Plain text, no Markdown, no links, no footnotes.
Claims that contradict each other are never blended: no sentence rests on both. List each such pair in contradictions, those named in the material and others you find, by the numbers of the two claims and how they stand to each other:
contested: both speak of the same thing, place and time, and cannot both be right; superseded: first is an older state of what second says newer; scope: both are right, of different things, places, times or conditions; reported: first only passes on what somebody says or believes.
Leave a pair out where both say the same in other words or other units, or speak of different events.
A command line, address or piece of code stays exactly as the claim has it.
Use every claim that tells something of the concept. summary: one line for lists, at most 20 words, resting on the claims of the lead.`;

const sentences = listOf(objectOf({ text: text("One sentence"), claims: listOf(integer("Number of a claim")) }));

export const ARTICLE_SCHEMA: { name: string; schema: JsonSchema } = {
  name: "article",
  schema: objectOf({
    summary: text("One line"),
    lead: sentences,
    sections: listOf(objectOf({ heading: text("A short heading"), sentences })),
    contradictions: listOf(objectOf({ first: integer("Number of a claim"), second: integer("Number of another"), relation: oneOf(RELATIONS) })),
  }),
};

/** What claims one after the other have in common is said once: a line's keys cost more than many a claim. */
function linesOf(claim: ArticleClaim, n: number, before: ArticleClaim | undefined): unknown[] {
  const place = placeOf(claim);
  const isSame = before !== undefined && JSON.stringify(placeOf(before)) === JSON.stringify(place);
  return [...(isSame ? [] : [place]), { n, claim: claim.text, ...(claim.quote === claim.text ? {} : { words: claim.quote }) }];
}

function placeOf({ source, published, headingPath }: ArticleClaim): Record<string, string> {
  const section = headingPath.at(-1) ?? "";
  return { source, ...(published === "" ? {} : { date: published }), ...(section === "" ? {} : { section }) };
}

/** Claims are numbered from 1; so are those of the candidates, which are given as indices. What the user ruled is no part of it: a verdict must not cost an article. */
export function articleMessages({ name, aliases, kind, claims }: ArticleInput, candidates: readonly Candidate[], settings: PromptSettings): ModelMessage[] {
  const pairs = candidates.map(({ left, right, difference: { kinds, differ } }) => ({ pair: [left + 1, right + 1], differ: kinds, words: differ.filter((words) => words !== "") }));
  const lines: unknown[] = [{ concept: name, aliases, kind }, ...claims.flatMap((claim, index) => linesOf(claim, index + 1, claims[index - 1])), ...pairs];
  return [systemMessage(TASK, settings), { role: "user", content: dataBlock(lines) }];
}
