/** How many tokens a model's reply may have at most, from the words in which endpoints refuse to allow more. */

const FORMS = [
  // OpenAI: "max_tokens is too large: 15400. This model supports at most 4096 completion tokens"
  /supports at most (\d+) (?:completion|output) tokens/i,
  // Anthropic: "max_tokens: 15400 > 4096, which is the maximum allowed number of output tokens"
  /max_tokens: \d+ > (\d+)/i,
  // DeepSeek: "the valid range of max_tokens is [1, 8192]"
  /valid range of max_(?:completion_)?tokens is \[\d+, ?(\d+)\]/i,
  // Groq: "`max_tokens` must be less than or equal to `8192`"
  /max_(?:completion_)?tokens`? must be (?:less than or equal to|at most|<=) `?(\d+)/i,
];
/** Gemini: "the supported range is from 1 (inclusive) to 8193 (exclusive)". */
const EXCLUSIVE = /maxOutputTokens[^[]*range is from \d+ \(inclusive\) to (\d+) \(exclusive\)/i;

/** Null where the words are of something else. */
export function replyLimitIn(words: string): number | null {
  const exclusive = EXCLUSIVE.exec(words)?.[1];
  if (exclusive !== undefined) return Number(exclusive) - 1;
  for (const form of FORMS) {
    const found = form.exec(words)?.[1];
    if (found !== undefined) return Number(found);
  }
  return null;
}
