/** Unclear pairs of concepts, decided by the model. A pair without a verdict stays two concepts: joining is the user's to do, and blending cannot be undone by reading. */
import type { CancelSignal } from "../../ports";
import type { ConceptPair } from "../engine";
import { askOrNone, type ModelContext } from "./context";
import { indexIn, parseObject, recordsIn } from "./parse-reply";
import { PAIRS_SCHEMA, pairsMessages } from "./prompts/pairs";

const TOKENS_PER_PAIR = 16;
const TOKENS_AROUND = 64;

export async function decidePairs(context: ModelContext, pairs: ConceptPair[], signal: CancelSignal): Promise<boolean[]> {
  if (pairs.length === 0) return [];
  const reply = await askOrNone(context, { task: "pairs", model: context.fastModel, messages: pairsMessages(pairs), schema: PAIRS_SCHEMA, maxTokens: TOKENS_AROUND + TOKENS_PER_PAIR * pairs.length }, signal);
  const verdicts = recordsIn(parseObject(reply)?.["verdicts"]);
  const same = new Map<number, boolean>();
  for (const { pair, same: isSame } of verdicts) {
    const index = indexIn(pair, pairs.length);
    // Two verdicts that differ are none.
    if (index !== null && typeof isSame === "boolean") same.set(index, isSame && (same.get(index) ?? true));
  }
  if (same.size < pairs.length) context.count("undecided", pairs.length - same.size);
  return pairs.map((_, index) => same.get(index) ?? false);
}
