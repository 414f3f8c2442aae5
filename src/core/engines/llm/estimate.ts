/**
 * What a request will cost before it is sent. Its input is counted from its own text; its output is a share of the material, by task. Both start
 * from rough figures and are corrected by what the endpoint reported for earlier requests of the same task.
 */
import type { ModelRequest, ModelTask, ModelUsage } from "../../ports";
import { estimateTokens } from "./tokens";

/** Dollars for a million tokens. */
export interface Price {
  input: number;
  cachedInput: number;
  output: number;
}

/** Sums over earlier requests of a task: what was estimated for them without correction, and what was reported. */
export interface Experience {
  /** Requests reported; files of an older version have none. */
  calls?: number;
  estimatedInput: number;
  reportedInput: number;
  material: number;
  reportedOutput: number;
}

export type Experiences = Partial<Record<ModelTask, Experience>>;

/**
 * Tokens of output for a token of material, before anything was reported. A digest says each sentence once more and copies its telling words, with JSON
 * around them; an article joins its claims (figures of `npm run bench -- model --only estimate`).
 */
const OUTPUT_SHARE: Record<ModelTask, number> = { digest: 1.6, pairs: 0.15, article: 1, repair: 0.5 };

/** So many tokens count for a correction as much as the figures above; after a few dozen requests they no longer matter. */
const WEIGHT_OF_GUESS = 400;

/** Roles and separators around each message, and the schema's wrapping. */
const TOKENS_PER_MESSAGE = 4;

/** The last message is the material; what stands before it is the same for all. */
const materialOf = ({ messages }: ModelRequest): number => estimateTokens(messages.at(-1)?.content ?? "");

/** The tokens of a whole prompt, its schema included, without what was learned. */
export const rawInput = ({ messages, schema }: ModelRequest): number =>
  messages.reduce((sum, { content }) => sum + estimateTokens(content) + TOKENS_PER_MESSAGE, 0) + estimateTokens(JSON.stringify(schema.schema));

/** In tokens. */
export function estimateRequest(request: ModelRequest, experiences: Experiences): { input: number; output: number } {
  const known = experiences[request.task] ?? { estimatedInput: 0, reportedInput: 0, material: 0, reportedOutput: 0 };
  const guessed = OUTPUT_SHARE[request.task];
  const inputFactor = (known.reportedInput + WEIGHT_OF_GUESS) / (known.estimatedInput + WEIGHT_OF_GUESS);
  const outputShare = (known.reportedOutput + guessed * WEIGHT_OF_GUESS) / (known.material + WEIGHT_OF_GUESS);
  return { input: Math.ceil(rawInput(request) * inputFactor), output: Math.min(request.maxTokens, Math.ceil(materialOf(request) * outputShare)) };
}

/** Counted without a tokenizer, an input may be so much larger than it seems. */
const INPUT_MARGIN = 1.25;

/** The most a request can be charged for. */
export function mostOf(request: ModelRequest, experiences: Experiences): ModelUsage {
  return { input: Math.ceil(estimateRequest(request, experiences).input * INPUT_MARGIN), cachedInput: 0, output: request.maxTokens };
}

/** The experiences with one more reported request. */
export function learn(experiences: Experiences, request: ModelRequest, { input, output }: ModelUsage): Experiences {
  const known = experiences[request.task] ?? { estimatedInput: 0, reportedInput: 0, material: 0, reportedOutput: 0 };
  return {
    ...experiences,
    [request.task]: {
      calls: (known.calls ?? 0) + 1,
      estimatedInput: known.estimatedInput + rawInput(request),
      reportedInput: known.reportedInput + input,
      material: known.material + materialOf(request),
      reportedOutput: known.reportedOutput + output,
    },
  };
}

/** How many articles a compile asked for against how many were foreseen, over earlier runs: models differ in what they name. */
export interface ArticleExperience {
  foreseen: number;
  asked: number;
}

/** So many articles count for a correction as much as one for one. */
const ARTICLES_OF_GUESS = 10;

/** What to multiply foreseen articles by. */
export const articleFactor = ({ foreseen, asked }: ArticleExperience = { foreseen: 0, asked: 0 }): number => (asked + ARTICLES_OF_GUESS) / (foreseen + ARTICLES_OF_GUESS);

/** Of the requests whose sentences are checked, so many are followed by a repair, before anything was reported. */
const REPAIR_SHARE = 0.04;
/** So many requests count for a correction as much as that share. */
const CALLS_OF_GUESS = 20;
const REPAIR_TOKENS = { input: 900, output: 150 };

/** The repairs to expect after so many digests and articles, with their tokens in all. */
export function estimateRepairs(checked: number, { digest, article, repair }: Experiences): { calls: number; input: number; output: number } {
  const before = (digest?.calls ?? 0) + (article?.calls ?? 0);
  const repaired = repair?.calls ?? 0;
  const calls = Math.round((checked * (repaired + REPAIR_SHARE * CALLS_OF_GUESS)) / (before + CALLS_OF_GUESS));
  const of = (sum: number | undefined, guess: number): number => Math.round((calls * ((sum ?? 0) + guess)) / (repaired + 1));
  return { calls, input: of(repair?.reportedInput, REPAIR_TOKENS.input), output: of(repair?.reportedOutput, REPAIR_TOKENS.output) };
}

const MILLION = 1_000_000;

/** In dollars; 0 where the model's price is not known. */
export const costOf = ({ input, cachedInput, output }: ModelUsage, price: Price | null): number =>
  price === null ? 0 : ((input - cachedInput) * price.input + cachedInput * price.cachedInput + output * price.output) / MILLION;
