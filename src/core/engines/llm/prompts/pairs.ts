/** The prompt that decides unclear pairs of concepts, a short window at a time. */
import type { ConceptPair, PairSide } from "../../engine";
import type { JsonSchema, ModelMessage } from "../../../ports";
import { dataBlock } from "./data";
import { integer, listOf, objectOf, yesNo } from "./schema";
import { systemMessage } from "./shared";

export const PAIRS_VERSION = "pairs-1";

const TASK = `Task: for each numbered pair of names decide whether both mean one and the same thing, so that a wiki would have one article for them.
Different spellings, an abbreviation and its full form, or a full and a short name of one thing are the same. A part and its whole, a person and their work, a product and its maker, versions that are told apart, and things that merely share an abbreviation are not. If in doubt they are not the same: two articles can be joined later, blended ones cannot be told apart.
Give a verdict for every pair.`;

export const PAIRS_SCHEMA: { name: string; schema: JsonSchema } = {
  name: "pairs",
  schema: objectOf({ verdicts: listOf(objectOf({ pair: integer("Number of the pair"), same: yesNo("One and the same thing") })) }),
};

/** Names in a context are the first few: they say what field a thing belongs to, and a prompt must not grow with the wiki. */
const MOST_CONTEXT = 8;
const MOST_ALIASES = 8;

const sideOf = ({ name, aliases, kind, summary, sources, context }: PairSide) => ({ name, aliases: aliases.slice(0, MOST_ALIASES), kind, summary, sources, context: context.slice(0, MOST_CONTEXT) });

/** Pairs are numbered from 1. Neither language nor conventions bear on a verdict. */
export const pairsMessages = (pairs: readonly ConceptPair[]): ModelMessage[] => [
  systemMessage(TASK, { language: "", conventions: "" }),
  { role: "user", content: dataBlock(pairs.map(({ left, right }, index) => ({ pair: index + 1, left: sideOf(left), right: sideOf(right) }))) },
];
