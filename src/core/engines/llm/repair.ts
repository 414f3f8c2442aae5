/** Sentences whose words their evidence does not bear out: asked for once more, and then given up. */
import type { CancelSignal } from "../../ports";
import type { CheckedSentence, Sentence } from "./check-sentence";
import { checkSentence, readOnce } from "./check-sentence";
import { askModel } from "./ask-model";
import type { ModelContext } from "./context";
import { askInHalves } from "./in-halves";
import { indexIn, parseBeginning, recordsIn, textIn } from "./parse-reply";
import { REPAIR_SCHEMA, repairMessages } from "./prompts/repair";

const TOKENS_PER_SENTENCE = 120;
const TOKENS_AROUND = 64;

/** Each sentence as it passed, after one repair at most; null for one that did not. All failures of a step go into one request. Throws an `EngineFailure` where the endpoint failed. */
export async function passOrRepair(context: ModelContext, sentences: readonly Sentence[], signal: CancelSignal): Promise<(string | null)[]> {
  const { count } = context;
  const read = readOnce();
  const checked = sentences.map((sentence) => checkSentence(sentence, read));
  const failed = checked.flatMap((sentence, index) => (sentence.problems.length > 0 && sentence.text !== "" ? [{ sentence, index }] : []));
  const repaired = failed.length === 0 ? new Map<number, string>() : await repair(context, failed.map(({ sentence }) => sentence), signal);
  const byIndex = new Map(failed.map(({ index }, position) => [index, repaired.get(position) ?? null]));
  return checked.map(({ text, problems }, index) => {
    if (text !== "" && problems.length === 0) {
      count("kept");
      return text;
    }
    const mended = byIndex.get(index) ?? null;
    if (mended !== null) count("repaired");
    return mended;
  });
}

/** The corrected sentences that pass, by index. Of a reply that ends early those that came count. */
async function repair(context: ModelContext, wrong: readonly CheckedSentence[], signal: CancelSignal): Promise<Map<number, string>> {
  const parts = await askInHalves(wrong, { sizeOf: () => 1, most: Infinity, ask: (some) => askForSentences(context, some, signal) });
  return new Map(parts.flatMap(({ from, reply }) => [...(reply ?? [])].map(([index, text]) => [from + index, text] as const)));
}

async function askForSentences(context: ModelContext, wrong: readonly CheckedSentence[], signal: CancelSignal): Promise<Map<number, string>> {
  const { strongModel, prompts } = context;
  const maxTokens = TOKENS_AROUND + TOKENS_PER_SENTENCE * wrong.length;
  const { text: reply } = await askModel(context, { task: "repair", model: strongModel, messages: repairMessages(wrong, prompts), schema: REPAIR_SCHEMA, maxTokens }, signal);
  const found = new Map<number, string>();
  for (const { n, text } of recordsIn(parseBeginning(reply, ["sentences"])?.["sentences"])) {
    const index = indexIn(n, wrong.length);
    const sentence = index === null ? undefined : wrong[index];
    if (index === null || sentence === undefined) continue;
    const again = checkSentence({ ...sentence, text: textIn(text) });
    if (again.text !== "" && again.problems.length === 0) found.set(index, again.text);
  }
  return found;
}
