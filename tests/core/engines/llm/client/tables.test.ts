import { allowanceOf, parseDuration, retryAfterOf } from "../../../../../src/core/engines/llm/client/headers";
import { isLocalAddress, presetOf, PRESETS } from "../../../../../src/core/engines/llm/client/presets";
import { priceOf, PRICES_AS_OF } from "../../../../../src/core/engines/llm/client/prices";
import { pricesIn } from "../../../../../src/core/engines/llm/endpoint";
import { costOf } from "../../../../../src/core/engines/llm/estimate";
import { DEFAULT_SETTINGS } from "../../../../../src/core/settings";

const headers = (values: Record<string, string>) => ({ get: (name: string) => values[name] ?? null });

describe("the presets", () => {
  it("have each id once, and an address where the user need not name one", () => {
    expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
    expect(PRESETS.filter(({ id, baseUrl }) => id !== "custom" && !/^https?:\/\/[^\s]+[^/]$/.test(baseUrl))).toEqual([]);
  });

  it("on this machine need no key, and all others are asked for over TLS", () => {
    for (const { id, isLocal, needsKey, baseUrl } of PRESETS.filter((preset) => preset.id !== "custom")) {
      expect([id, needsKey, isLocalAddress(baseUrl), baseUrl.startsWith("https://")]).toEqual([id, !isLocal, isLocal, !isLocal]);
    }
  });

  it("are found by id, and only those there are", () => {
    expect(presetOf("ollama")?.name).toBe("Ollama");
    expect(presetOf("__proto__")).toBeNull();
  });

  it("an address is local by its host, whatever else it says", () => {
    expect(["http://localhost:1234/v1", "http://[::1]:8080", "http://127.0.0.2/v1", "http://LOCALHOST"].every(isLocalAddress)).toBe(true);
    expect(["https://localhost.example.org/v1", "https://example.org/127.0.0.1", "http://127.0.0.1.example.org", "http://localhost@example.org", ""].some(isLocalAddress)).toBe(false);
  });
});

describe("a price", () => {
  it("is found by the model's id, with a provider before it or a version behind it", () => {
    const mini = priceOf("gpt-5.4-mini", "openai");
    expect(mini).toEqual({ input: 0.75, cachedInput: 0.075, output: 4.5, contextLimit: 400_000, outputLimit: 128_000 });
    expect(priceOf("openai/gpt-5.4-mini", "openrouter")).toEqual(mini);
    expect(priceOf("gpt-5.4-mini-2026-03-05", "openai")).toEqual(mini);
    expect(priceOf("models/gemini-2.5-flash", "gemini")?.input).toBe(0.3);
    expect(priceOf("anthropic/claude-opus-4.8", "openrouter")?.output).toBe(25);
    expect(priceOf("claude-sonnet-4-5-20250929", "anthropic")?.output).toBe(15);
  });

  it("is that of no other model that begins alike", () => {
    expect(priceOf("gpt-5", "openai")?.input).toBe(1.25);
    expect(priceOf("gpt-5-pro", "openai")?.input).toBe(15);
    expect(priceOf("gpt-4o-audio-preview", "openai")).toBeNull();
    expect(priceOf("gpt-5.45", "openai")).toBeNull();
    expect(priceOf("o3-deep-research", "openai")).toBeNull();
  });

  it("is none where none is known, nothing on the user's machine, and the user's own before all", () => {
    expect(priceOf("somebody/something-9b", "openrouter")).toBeNull();
    expect(priceOf("gpt-oss-20b", "custom")).toBeNull();
    expect(priceOf("openai/gpt-oss-20b", "groq")?.output).toBe(0.3);
    expect(priceOf("gpt-oss:20b", "ollama")).toMatchObject({ input: 0, output: 0 });
    const own = { input: 1, cachedInput: 1, output: 1, contextLimit: null, outputLimit: null };
    expect(priceOf("gpt-5", "openai", { "gpt-5": own })).toBe(own);
    expect(priceOf("constructor", "custom", {})).toBeNull();
  });

  it("counts cached input once", () => {
    expect(costOf({ input: 1_000_000, cachedInput: 400_000, output: 100_000 }, { input: 2, cachedInput: 0.5, output: 8 })).toBeCloseTo(1.2 + 0.2 + 0.8, 9);
    expect(PRICES_AS_OF).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});

describe("the price of what the settings name", () => {
  const priceAt = (preset: string, baseUrl: string, model = "gpt-4o-mini"): number | null => pricesIn({ ...DEFAULT_SETTINGS, model: { ...DEFAULT_SETTINGS.model, preset, baseUrl } })(model)?.output ?? null;

  it("is nothing on this machine and, for the program of a local server, on the user's own network", () => {
    expect([priceAt("ollama", ""), priceAt("ollama", "http://127.0.0.1:1/v1"), priceAt("ollama", "http://192.168.1.5:11434/v1"), priceAt("vllm", "http://tower:8000/v1"), priceAt("vllm", "http://tower.local/v1"), priceAt("openai", "http://localhost:1/v1", "nobody-knows")]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("goes by the address where that is another's: a service that costs is not free because the preset is of a local server", () => {
    expect([priceAt("ollama", "https://api.openai.com/v1"), priceAt("ollama", "https://API.openai.com/v1"), priceAt("lm-studio", "https://proxy.example/v1"), priceAt("openai", "")]).toEqual([0.6, 0.6, 0.6, 0.6]);
    expect([priceAt("ollama", "https://proxy.example/v1", "nobody-knows"), priceAt("ollama", "https://10.example.com/v1", "nobody-knows")]).toEqual([null, null]);
  });
});

describe("a wait that a server asks for", () => {
  const now = Date.UTC(2026, 10, 25, 12);
  it("is read in seconds, as a date and in milliseconds", () => {
    expect(retryAfterOf(headers({ "retry-after": "3" }), now)).toBe(3000);
    expect(retryAfterOf(headers({ "retry-after": "Wed, 25 Nov 2026 12:00:05 GMT" }), now)).toBe(5000);
    expect(retryAfterOf(headers({ "retry-after": "Wed, 25 Nov 2026 11:00:05 GMT" }), now)).toBe(0);
    expect(retryAfterOf(headers({ "retry-after-ms": "250", "retry-after": "1" }), now)).toBe(250);
    expect(retryAfterOf(headers({ "retry-after": "soon" }), now)).toBeNull();
    expect(retryAfterOf(headers({}), now)).toBeNull();
  });

  it("is read as providers write durations", () => {
    expect(["12ms", "1s", "6m0s", "1h2m3.5s", "20", "0.5s"].map(parseDuration)).toEqual([12, 1000, 360_000, 3_723_500, 20_000, 500]);
    expect(["", "soon", "1x", "-3"].map(parseDuration)).toEqual([null, null, null, null]);
  });

  it("is read from the counters of a reply, in each provider's spelling", () => {
    expect(allowanceOf(headers({ "x-ratelimit-remaining-requests": "7", "x-ratelimit-reset-requests": "1m2s" }), "requests", now)).toEqual({ remaining: 7, resetIn: 62_000 });
    expect(allowanceOf(headers({ "anthropic-ratelimit-tokens-remaining": "100", "anthropic-ratelimit-tokens-reset": "2026-11-25T12:00:10Z" }), "tokens", now)).toEqual({ remaining: 100, resetIn: 10_000 });
    expect(allowanceOf(headers({ "x-ratelimit-remaining": "3", "x-ratelimit-reset": String(now + 4000) }), "requests", now)).toEqual({ remaining: 3, resetIn: 4000 });
    expect(allowanceOf(headers({ "x-ratelimit-remaining-requests": "7" }), "requests", now)).toBeNull();
  });
});
