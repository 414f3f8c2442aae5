import { arePricesKnown, pricesIn, remoteAddressIn } from "../../../../src/core/engines/llm/endpoint";
import { DEFAULT_SETTINGS, type Settings } from "../../../../src/core/settings";

const settings = (model: Partial<Settings["model"]>): Settings => ({ ...DEFAULT_SETTINGS, engine: "llm", model: { ...DEFAULT_SETTINGS.model, ...model } });
const costs = (preset: string, baseUrl: string, model: string): string => {
  const price = pricesIn(settings({ preset, baseUrl }))(model);
  return price === null ? "unknown" : price.input + price.output === 0 ? "free" : "priced";
};

describe("What a model costs", () => {
  it.each([
    ["openai", "", "gpt-4.1-mini", "priced"],
    ["openai", "", "no-such-model", "unknown"],
    ["ollama", "", "gpt-4.1-mini", "free"],
    ["custom", "http://127.0.0.1:9000/v1", "my-own-model", "free"],
    // What listens here passes it on to somebody who charges.
    ["custom", "http://127.0.0.1:4000/v1", "gpt-4.1-mini", "priced"],
    ["custom", "http://localhost:4000/v1", "openai/gpt-4.1-mini", "priced"],
    ["ollama", "https://api.openai.com/v1", "gpt-4.1-mini", "priced"],
    ["ollama", "http://192.168.1.7:11434/v1", "llama3.1", "free"],
    ["custom", "https://models.example.com/v1", "my-own-model", "unknown"],
  ])("at %s %s for %s is %s", (preset, baseUrl, model, expected) => {
    expect(costs(preset, baseUrl, model)).toBe(expected);
  });

  it("is known only where it is for both models", () => {
    expect(arePricesKnown(settings({ preset: "openai", strongModel: "gpt-4.1-mini", fastModel: "no-such-model" }))).toBe(false);
    expect(arePricesKnown(settings({ preset: "openai", strongModel: "gpt-4.1-mini" }))).toBe(true);
  });
});

describe("Where text goes", () => {
  it("is nowhere for an address of this machine, and an origin for any other", () => {
    const goes = (preset: string, baseUrl: string) => remoteAddressIn(settings({ preset, baseUrl }));
    expect(["http://127.0.0.1:1/v1", "http://localhost:1/v1", "http://[::1]:1/v1", "http://x.localhost/v1"].map((address) => goes("custom", address))).toEqual([null, null, null, null]);
    expect(goes("openai", "")).toBe("https://api.openai.com");
    expect(goes("ollama", "")).toBeNull();
    expect(goes("ollama", "https://models.example.com/a/v1")).toBe("https://models.example.com");
    expect(goes("custom", "https://localhost.example.com/v1")).toBe("https://localhost.example.com");
  });
});
