/** Unclear pairs of concepts, decided by the model. A pair without a verdict stays two concepts: joining is the user's to do, and blending cannot be undone by reading. */
import type { CancelSignal } from "../../ports";
import type { ConceptPair } from "../engine";
import { askModel } from "./ask-model";
import type { ModelContext } from "./context";
import { askInHalves } from "./in-halves";
import { indexIn, parseBeginning, recordsIn } from "./parse-reply";
import { PAIRS_SCHEMA, pairsMessages } from "./prompts/pairs";

const TOKENS_PER_PAIR = 16;
const TOKENS_AROUND = 64;

/** Throws an `EngineFailure` where the endpoint failed. Of a reply that ends early the verdicts that came hold. */
export async function decidePairs(context: ModelContext, pairs: ConceptPair[], signal: CancelSignal): Promise<boolean[]> {
  if (pairs.length === 0) return [];
  const parts = await askInHalves(pairs, { sizeOf: () => 1, most: Infinity, ask: (some) => askForVerdicts(context, some, signal) });
  const same = new Map(parts.flatMap(({ from, reply }) => [...(reply ?? [])].map(([index, isSame]) => [from + index, isSame] as const)));
  if (same.size < pairs.length) context.count("undecided", pairs.length - same.size);
  return pairs.map((_, index) => same.get(index) ?? false);
}

/** Verdicts by the index of their pair. */
async function askForVerdicts(context: ModelContext, pairs: readonly ConceptPair[], signal: CancelSignal): Promise<Map<number, boolean>> {
  const maxTokens = TOKENS_AROUND + TOKENS_PER_PAIR * pairs.length;
  const { text } = await askModel(context, { task: "pairs", model: context.fastModel, messages: pairsMessages(pairs), schema: PAIRS_SCHEMA, maxTokens }, signal);
  const same = new Map<number, boolean>();
  for (const { pair, same: isSame } of recordsIn(parseBeginning(text, ["verdicts"])?.["verdicts"])) {
    const index = indexIn(pair, pairs.length);
    // Two verdicts that differ are none.
    if (index !== null && typeof isSame === "boolean") same.set(index, isSame && (same.get(index) ?? true));
  }
  return same;
}
