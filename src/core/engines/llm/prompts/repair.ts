/** The repair prompt: sentences that code found untrue to their evidence, once more. */
import type { JsonSchema, ModelMessage } from "../../../ports";
import { dataBlock } from "./data";
import { integer, listOf, objectOf, text } from "./schema";
import { systemMessage, type PromptSettings } from "./shared";

export const REPAIR_VERSION = "repair-1";

const TASK = `Task: correct sentences. Each numbered line of the material has a sentence, the words it must rest on, and what is wrong with it. Write each anew so that it says only what those words say: the same numbers, units, dates, names and negations. Keep it one plain sentence, complete by itself. Where the words do not support it at all, give an empty text.`;

export const REPAIR_SCHEMA: { name: string; schema: JsonSchema } = {
  name: "repair",
  schema: objectOf({ sentences: listOf(objectOf({ n: integer("Number of the line"), text: text("The corrected sentence, or empty") })) }),
};

export interface SentenceToRepair {
  text: string;
  evidence: string[];
  /** Sentences that say what disagrees. */
  problems: string[];
}

/** Sentences are numbered from 1. */
export const repairMessages = (sentences: readonly SentenceToRepair[], settings: PromptSettings): ModelMessage[] => [
  systemMessage(TASK, settings),
  { role: "user", content: dataBlock(sentences.map(({ text: sentence, evidence, problems }, index) => ({ n: index + 1, sentence, words: evidence, wrong: problems }))) },
];
