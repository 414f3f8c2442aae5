/** The endpoints we know by name: where they are and what of the OpenAI format they understand. A user may say otherwise in the settings. */

/** What an endpoint does with a request. Where it says no, we do without; where it says yes and does not, we learn it from its refusal. */
export interface Supports {
  /** Strict `response_format: json_schema`. */
  jsonSchema: boolean;
  streaming: boolean;
  /** Repeated beginnings of prompts are cheaper, and `usage` says so. */
  promptCaching: boolean;
  /** Files of requests through `/batches` in OpenAI's format. */
  batch: boolean;
  images: boolean;
}

export type PresetId = "openai" | "anthropic" | "gemini" | "openrouter" | "groq" | "mistral" | "deepseek" | "ollama" | "lm-studio" | "llama-cpp" | "vllm" | "textsynth" | "custom";

export interface Preset {
  id: PresetId;
  name: string;
  /** Up to and without `/chat/completions`; empty where the user must name it. */
  baseUrl: string;
  needsKey: boolean;
  /** On the user's own machine: text sent there does not leave it, and costs nothing. */
  isLocal: boolean;
  supports: Supports;
  /** What the limit of a reply's tokens is called. */
  tokenLimit: "max_tokens" | "max_completion_tokens";
  /** Sent with every request. */
  headers?: Record<string, string>;
}

const can = (...abilities: (keyof Supports)[]): Supports => ({
  jsonSchema: abilities.includes("jsonSchema"),
  streaming: abilities.includes("streaming"),
  promptCaching: abilities.includes("promptCaching"),
  batch: abilities.includes("batch"),
  images: abilities.includes("images"),
});

const online = (id: PresetId, name: string, baseUrl: string, supports: Supports, more: Partial<Preset> = {}): Preset => ({ id, name, baseUrl, needsKey: true, isLocal: false, supports, tokenLimit: "max_tokens", ...more });
const local = (id: PresetId, name: string, baseUrl: string, supports: Supports): Preset => ({ id, name, baseUrl, needsKey: false, isLocal: true, supports, tokenLimit: "max_tokens" });

/** In the order in which the settings offer them. */
export const PRESETS: readonly Preset[] = [
  online("openai", "OpenAI", "https://api.openai.com/v1", can("jsonSchema", "streaming", "promptCaching", "batch", "images"), { tokenLimit: "max_completion_tokens" }),
  // Its compatible interface ignores response_format and caches nothing; without the header it answers no browser.
  online("anthropic", "Anthropic", "https://api.anthropic.com/v1", can("streaming", "images"), { headers: { "anthropic-dangerous-direct-browser-access": "true" } }),
  online("gemini", "Google Gemini", "https://generativelanguage.googleapis.com/v1beta/openai", can("jsonSchema", "streaming", "promptCaching", "images")),
  online("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", can("jsonSchema", "streaming", "promptCaching", "images")),
  // Only some of its models follow a schema strictly; the others refuse it, which is learnt.
  online("groq", "Groq", "https://api.groq.com/openai/v1", can("jsonSchema", "streaming", "promptCaching", "batch", "images"), { tokenLimit: "max_completion_tokens" }),
  online("mistral", "Mistral", "https://api.mistral.ai/v1", can("jsonSchema", "streaming", "images")),
  online("deepseek", "DeepSeek", "https://api.deepseek.com/v1", can("streaming", "promptCaching")),
  local("ollama", "Ollama", "http://127.0.0.1:11434/v1", can("jsonSchema", "streaming", "images")),
  local("lm-studio", "LM Studio", "http://127.0.0.1:1234/v1", can("jsonSchema", "streaming", "images")),
  local("llama-cpp", "llama.cpp", "http://127.0.0.1:8080/v1", can("jsonSchema", "streaming", "images")),
  local("vllm", "vLLM", "http://127.0.0.1:8000/v1", can("jsonSchema", "streaming", "images")),
  online("textsynth", "TextSynth", "https://api.textsynth.com/v1", can("streaming")),
  { id: "custom", name: "Another endpoint", baseUrl: "", needsKey: false, isLocal: false, supports: can("jsonSchema", "streaming"), tokenLimit: "max_tokens" },
];

/** The preset of that id; null for an id we do not know. */
export const presetOf = (id: string): Preset | null => PRESETS.find((preset) => preset.id === id) ?? null;

/** Whether the address is one of this machine: text sent there does not leave it. */
export function isLocalAddress(baseUrl: string): boolean {
  const host = /^https?:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:]*)/i.exec(baseUrl)?.[1]?.toLowerCase() ?? "";
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
