/**
 * What well-known models cost and hold, as their providers listed it on the date below. Prices change and regions differ: what the user sets for a model
 * (`overrides`) goes before this table, and a model that is in neither has no price, which is told, never guessed.
 */
import type { PresetId } from "./presets";

/** US dollars per million tokens; limits in tokens, null where they are not known. */
export interface ModelPrice {
  input: number;
  /** Of input the provider had read before; where it makes no difference, the price of input. */
  cachedInput: number;
  output: number;
  contextLimit: number | null;
  outputLimit: number | null;
}

export const PRICES_AS_OF = "2026-08-06";

/** Model id or the beginning of one, dollars for a million tokens of input, cached input and output, limits of context and output in thousands of tokens. */
type Row = readonly [model: string, input: number, cachedInput: number, output: number, context: number, longest: number];

/** Whose models keep their price wherever they are asked for. Longer beginnings win, so the order is only for reading. */
const TABLE: readonly Row[] = [
  ["gpt-5.6", 5, 0.5, 30, 1050, 128],
  ["gpt-5.6-luna", 1, 0.1, 6, 400, 128],
  ["gpt-5.6-sol", 5, 0.5, 30, 400, 128],
  ["gpt-5.6-terra", 2.5, 0.25, 15, 400, 128],
  ["gpt-5.5", 5, 0.5, 30, 1050, 128],
  ["gpt-5.5-pro", 30, 3, 180, 1050, 128],
  ["gpt-5.4", 2.5, 0.25, 15, 1050, 128],
  ["gpt-5.4-mini", 0.75, 0.075, 4.5, 400, 128],
  ["gpt-5.4-nano", 0.2, 0.02, 1.25, 400, 128],
  ["gpt-5.4-pro", 30, 3, 180, 1050, 128],
  ["gpt-5.2", 1.75, 0.175, 14, 272, 128],
  ["gpt-5.2-pro", 21, 21, 168, 272, 128],
  ["gpt-5.1", 1.25, 0.125, 10, 272, 128],
  ["gpt-5.1-codex-mini", 0.25, 0.025, 2, 272, 128],
  ["gpt-5", 1.25, 0.125, 10, 272, 128],
  ["gpt-5-mini", 0.25, 0.025, 2, 272, 128],
  ["gpt-5-nano", 0.05, 0.005, 0.4, 272, 128],
  ["gpt-5-pro", 15, 15, 120, 400, 128],
  ["gpt-4.1", 2, 0.5, 8, 1047.576, 32.768],
  ["gpt-4.1-mini", 0.4, 0.1, 1.6, 1047.576, 32.768],
  ["gpt-4.1-nano", 0.1, 0.025, 0.4, 1047.576, 32.768],
  ["gpt-4o", 2.5, 1.25, 10, 128, 16.384],
  ["gpt-4o-mini", 0.15, 0.075, 0.6, 128, 16.384],
  ["o3", 2, 0.5, 8, 200, 100],
  ["o3-mini", 1.1, 0.55, 4.4, 200, 100],
  ["o3-pro", 20, 20, 80, 200, 100],
  ["o4-mini", 1.1, 0.275, 4.4, 200, 100],
  ["claude-opus-5", 5, 0.5, 25, 1000, 128],
  ["claude-opus-4-8", 5, 0.5, 25, 1000, 128],
  ["claude-opus-4-7", 5, 0.5, 25, 1000, 128],
  ["claude-opus-4-6", 5, 0.5, 25, 1000, 128],
  ["claude-opus-4-5", 5, 0.5, 25, 200, 64],
  ["claude-opus-4-1", 15, 1.5, 75, 200, 32],
  ["claude-sonnet-5", 2, 0.2, 10, 1000, 128],
  ["claude-sonnet-4-6", 3, 0.3, 15, 1000, 64],
  ["claude-sonnet-4-5", 3, 0.3, 15, 200, 64],
  ["claude-haiku-4-5", 1, 0.1, 5, 200, 64],
  ["gemini-3.6-flash", 1.5, 0.15, 7.5, 1048.576, 65.536],
  ["gemini-3.5-flash", 1.5, 0.15, 9, 1048.576, 65.535],
  ["gemini-3.5-flash-lite", 0.3, 0.03, 2.5, 1048.576, 65.536],
  ["gemini-3.1-pro", 2, 0.2, 12, 1048.576, 65.536],
  ["gemini-3.1-flash-lite", 0.25, 0.025, 1.5, 1048.576, 65.536],
  ["gemini-3-pro", 2, 0.2, 12, 1048.576, 65.535],
  ["gemini-3-flash", 0.5, 0.05, 3, 1048.576, 65.535],
  ["gemini-2.5-pro", 1.25, 0.125, 10, 1048.576, 65.535],
  ["gemini-2.5-flash", 0.3, 0.03, 2.5, 1048.576, 65.535],
  ["gemini-2.5-flash-lite", 0.1, 0.01, 0.4, 1048.576, 65.535],
  ["mistral-large-latest", 0.5, 0.5, 1.5, 262.144, 262.144],
  ["mistral-large-2512", 0.5, 0.5, 1.5, 262.144, 262.144],
  ["mistral-large-3", 0.5, 0.5, 1.5, 262.144, 262.144],
  ["mistral-medium-3-5", 1.5, 1.5, 7.5, 262.144, 262.144],
  ["mistral-medium-2604", 1.5, 1.5, 7.5, 262.144, 262.144],
  ["mistral-medium-latest", 1.5, 1.5, 7.5, 262.144, 262.144],
  ["mistral-medium-2508", 0.4, 0.4, 2, 131.072, 131.072],
  ["mistral-small-latest", 0.06, 0.06, 0.18, 131.072, 131.072],
  ["mistral-small-3-2-2506", 0.06, 0.06, 0.18, 131.072, 131.072],
  ["magistral-medium", 2, 2, 5, 40, 40],
  ["ministral-3-14b", 0.2, 0.2, 0.2, 262.144, 262.144],
  ["ministral-3-8b", 0.15, 0.15, 0.15, 262.144, 262.144],
  ["ministral-3-3b", 0.1, 0.1, 0.1, 131.072, 131.072],
  ["deepseek-v4-flash", 0.14, 0.0028, 0.28, 1000, 8.192],
  ["deepseek-v4-pro", 0.435, 0.0036, 0.87, 1000, 8.192],
  ["deepseek-chat", 0.28, 0.028, 0.42, 131.072, 8.192],
  ["deepseek-reasoner", 0.28, 0.028, 0.42, 131.072, 65.536],
];

/** Open models, which every host prices for itself. */
const OF_PRESET: Partial<Record<PresetId, readonly Row[]>> = {
  groq: [
    ["llama-3.1-8b-instant", 0.05, 0.05, 0.08, 128, 8.192],
    ["llama-3.3-70b-versatile", 0.59, 0.59, 0.79, 128, 32.768],
    ["llama-4-maverick-17b", 0.2, 0.2, 0.6, 131.072, 8.192],
    ["llama-4-scout-17b", 0.11, 0.11, 0.34, 131.072, 8.192],
    ["kimi-k2-instruct-0905", 1, 0.5, 3, 262.144, 16.384],
    ["gpt-oss-120b", 0.15, 0.075, 0.6, 131.072, 32.766],
    ["gpt-oss-20b", 0.075, 0.0375, 0.3, 131.072, 32.768],
    ["qwen3-32b", 0.29, 0.29, 0.59, 131, 131],
  ],
};

const LOCAL: readonly PresetId[] = ["ollama", "lm-studio", "llama-cpp", "vllm"];
const FREE: ModelPrice = { input: 0, cachedInput: 0, output: 0, contextLimit: null, outputLimit: null };

/** What may follow a model's name: a date, a version number, "latest", "preview". Anything else names another model ("-pro", "-image"). */
const VERSION = /^(?:[-@:](?:\d{4}-\d{2}-\d{2}|\d{2}-\d{4}|\d{2}-\d{2}|\d{2,8}|latest|preview|chat|codex|thinking|exp|instruct|free|beta|\d+e)(?=$|[-@:]))*$/;

const bare = (model: string): string => {
  const name = model.toLowerCase().trim();
  // "openai/gpt-5", "models/gemini-2.5-pro", "groq/openai/gpt-oss-20b"; OpenRouter's "anthropic/claude-opus-4.8" has dots where Anthropic has hyphens.
  const last = name.slice(name.lastIndexOf("/") + 1);
  return last.startsWith("claude-") ? last.replace(/(\d)\.(\d)/g, "$1-$2") : last;
};

const thousands = (value: number): number => Math.round(value * 1000);

function findRow(rows: readonly Row[], model: string): Row | null {
  let best: Row | null = null;
  for (const row of rows) if (model.startsWith(row[0]) && VERSION.test(model.slice(row[0].length)) && row[0].length > (best?.[0].length ?? 0)) best = row;
  return best;
}

const FREE_TAG = /:free$/;

/**
 * The price of a model by its id, prefixes of providers ("openai/") and versions at the end ("-2026-03-05") put aside; null where none is known.
 * A model on the user's own machine costs nothing. `overrides` are the user's own, by id as it is in the settings.
 */
export function priceOf(model: string, preset: PresetId, overrides: Readonly<Record<string, ModelPrice>> = {}): ModelPrice | null {
  const own = Object.hasOwn(overrides, model) ? overrides[model] : undefined;
  if (own !== undefined) return own;
  if (LOCAL.includes(preset) || (preset === "openrouter" && FREE_TAG.test(model))) return FREE;
  const name = bare(model);
  const row = findRow(OF_PRESET[preset] ?? [], name) ?? findRow(TABLE, name);
  if (row === null) return null;
  const [, input, cachedInput, output, context, longest] = row;
  return { input, cachedInput, output, contextLimit: thousands(context), outputLimit: thousands(longest) };
}
