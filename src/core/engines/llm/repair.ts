/** Sentences whose words their evidence does not bear out: asked for once more, and then given up. */
import type { CancelSignal } from "../../ports";
import type { CheckedSentence, Sentence } from "./check-sentence";
import { checkSentence } from "./check-sentence";
import { askOrNone, type ModelContext } from "./context";
import { indexIn, parseObject, recordsIn, textIn } from "./parse-reply";
import { REPAIR_SCHEMA, repairMessages } from "./prompts/repair";

const TOKENS_PER_SENTENCE = 120;
const TOKENS_AROUND = 64;

/** Each sentence as it passed, after one repair at most; null for one that did not. All failures of a step go into one request. */
export async function passOrRepair(context: ModelContext, sentences: readonly Sentence[], signal: CancelSignal): Promise<(string | null)[]> {
  const { strongModel, prompts, count } = context;
  const checked = sentences.map(checkSentence);
  const failed = checked.flatMap((sentence, index) => (sentence.problems.length > 0 && sentence.text !== "" ? [{ sentence, index }] : []));
  const repaired = failed.length === 0 ? new Map<number, string>() : await repair(failed.map(({ sentence }) => sentence));
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

  async function repair(wrong: readonly CheckedSentence[]): Promise<Map<number, string>> {
    const messages = repairMessages(wrong, prompts);
    const reply = await askOrNone(context, { task: "repair", model: strongModel, messages, schema: REPAIR_SCHEMA, maxTokens: TOKENS_AROUND + TOKENS_PER_SENTENCE * wrong.length }, signal);
    const found = new Map<number, string>();
    for (const { n, text } of recordsIn(parseObject(reply)?.["sentences"])) {
      const index = indexIn(n, wrong.length);
      const sentence = index === null ? undefined : wrong[index];
      if (index === null || sentence === undefined) continue;
      const again = checkSentence({ ...sentence, text: textIn(text) });
      if (again.text !== "" && again.problems.length === 0) found.set(index, again.text);
    }
    return found;
  }
}
