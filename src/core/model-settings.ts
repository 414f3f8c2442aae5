/** Which model the llm engine asks, and what it may spend. The key is none of this: it never lies in a settings file. */

export interface ModelSettings {
  /** A preset's id; it says what the endpoint supports. */
  preset: string;
  /** What the key is called in the host's secret storage; "" is no key. The key itself is no setting. */
  secret: string;
  /** The endpoint's address, up to and with `/v1` or what stands for it; "" is the preset's own. */
  baseUrl: string;
  /** Writes articles. */
  strongModel: string;
  /** Digests sources and decides pairs; "" is the strong one. */
  fastModel: string;
  /** The language of the wiki's prose; "" is that of each source. */
  language: string;
  /** Requests under way at once, at most. */
  atOnce: number;
  /** Dollars; null is no limit. */
  budgetPerRun: number | null;
  budgetPerMonth: number | null;
}

export const DEFAULT_MODEL_SETTINGS: ModelSettings = {
  preset: "custom",
  secret: "",
  baseUrl: "",
  strongModel: "",
  fastModel: "",
  language: "",
  atOnce: 8,
  budgetPerRun: null,
  budgetPerMonth: null,
};

const LONGEST_TEXT = 300;
const MOST_AT_ONCE = 64;

const isObject = (data: unknown): data is Record<string, unknown> => typeof data === "object" && data !== null && !Array.isArray(data);

/** An address one may send to: http or https, without a name or password in it. */
const isAddress = (text: string): boolean => /^https?:\/\/[^\s/@]+(\/[^\s@]*)?$/iu.test(text);

/** From untrusted data; `problems` gets sentences that say what to mend. What is missing or wrong is as by default. */
export function readModelSettings(data: unknown, problems: string[]): ModelSettings {
  if (data === undefined || data === null) return { ...DEFAULT_MODEL_SETTINGS };
  if (!isObject(data)) {
    problems.push("The setting model must be an object.");
    return { ...DEFAULT_MODEL_SETTINGS };
  }
  const textOf = (key: "preset" | "secret" | "baseUrl" | "strongModel" | "fastModel" | "language"): string => {
    const value = data[key];
    if (value === undefined) return DEFAULT_MODEL_SETTINGS[key];
    if (typeof value === "string" && value.length <= LONGEST_TEXT && !/[\r\n]/.test(value)) return value.trim();
    problems.push(`The setting model.${key} must be one line of text.`);
    return DEFAULT_MODEL_SETTINGS[key];
  };
  const dollars = (key: "budgetPerRun" | "budgetPerMonth"): number | null => {
    const value = data[key];
    if (value === undefined || value === null) return null;
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
    problems.push(`The setting model.${key} must be an amount in dollars, or null for no limit.`);
    // A budget that cannot be read must not become none.
    return 0;
  };
  const baseUrl = textOf("baseUrl").replace(/\/+$/u, "");
  if (baseUrl !== "" && !isAddress(baseUrl)) problems.push("The setting model.baseUrl must be an address that begins with http:// or https://, without a name or password in it.");
  const { atOnce } = data;
  const isCount = typeof atOnce === "number" && Number.isInteger(atOnce) && atOnce >= 1 && atOnce <= MOST_AT_ONCE;
  if (atOnce !== undefined && !isCount) problems.push(`The setting model.atOnce must be a whole number from 1 to ${MOST_AT_ONCE}.`);
  return {
    preset: textOf("preset"),
    secret: textOf("secret"),
    baseUrl: baseUrl === "" || isAddress(baseUrl) ? baseUrl : "",
    strongModel: textOf("strongModel"),
    fastModel: textOf("fastModel"),
    language: textOf("language"),
    atOnce: isCount ? atOnce : DEFAULT_MODEL_SETTINGS.atOnce,
    budgetPerRun: dollars("budgetPerRun"),
    budgetPerMonth: dollars("budgetPerMonth"),
  };
}
