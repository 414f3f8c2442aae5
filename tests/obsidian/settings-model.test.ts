import type { Plugin } from "obsidian";
import type { ConnectionTest } from "../../src/core/api";
import { DEFAULT_MODEL_SETTINGS, type ModelSettings } from "../../src/core/model-settings";
import { createSettingsStore, DEFAULT_PLUGIN_SETTINGS, readPluginSettings, type PluginSettings } from "../../src/obsidian/settings-store";
import { cleanAddress, problemOfAddress, readDollars } from "../../src/obsidian/settings/model-check";
import { keyText, missingFor, monthLimitText, priceText, readingText, runLimitText, shownRows, testWords, whereText, writingText } from "../../src/obsidian/settings/model-words";
import { changesFor, valueOf } from "../../src/obsidian/settings/nested";

const model = (changes: Partial<ModelSettings> = {}, more: Partial<PluginSettings> = {}): PluginSettings => ({ ...DEFAULT_PLUGIN_SETTINGS, engine: "llm", ...more, model: { ...DEFAULT_MODEL_SETTINGS, ...changes } });

describe("Which rows are shown", () => {
  it("nothing of the model with the built-in engine", () => {
    expect(shownRows(model({ preset: "openai" }, { engine: "extractive" }))).toEqual({ model: false, address: false, key: false });
  });

  it.each<[string, Partial<ModelSettings>, boolean, boolean]>([
    ["a service needs a key, and its address is known", { preset: "openai" }, false, true],
    ["a service whose address is set otherwise shows it, so that it can be taken back", { preset: "openai", baseUrl: "https://proxy.example/v1" }, true, true],
    ["a server on this computer needs no key, and may be at another port", { preset: "ollama" }, true, false],
    ["the same server on another machine may need one", { preset: "ollama", baseUrl: "http://192.168.1.5:11434/v1" }, true, true],
    ["a key that is set is shown, so that it can be taken back", { preset: "ollama", secret: "old" }, true, true],
    ["another endpoint needs an address and may need a key", { preset: "custom" }, true, true],
    ["a service of a later version is another endpoint", { preset: "not-yet" }, true, true],
  ])("%s", (_, changes, address, key) => {
    expect(shownRows(model(changes))).toEqual({ model: true, address, key });
  });
});

describe("Settings by their keys", () => {
  it("are read at the top and inside the model's", () => {
    const settings = model({ preset: "groq", atOnce: 3 });
    expect([valueOf(settings, "engine"), valueOf(settings, "model.atOnce"), valueOf(settings, "model.preset")]).toEqual(["llm", 3, "groq"]);
    expect(valueOf(model({ preset: "not-yet" }), "model.preset")).toBe("custom");
  });

  it.each(["model", "model.", "model.key", "model.constructor", "model.__proto__", "constructor", "__proto__", "nothing"])("are none under %s: it is neither read nor kept", (key) => {
    expect(valueOf(model(), key)).toBeUndefined();
    expect(changesFor(model(), key, "x")).toBeNull();
  });

  it("are kept one by one", () => {
    expect(changesFor(model(), "model.atOnce", 3)).toEqual({ model: { atOnce: 3 } });
    expect(changesFor(model(), "wikiFolder", " Notes/wiki/ ")).toEqual({ wikiFolder: "Notes/wiki" });
  });
});

describe("Another service", () => {
  const openai = { secret: "openai-main", baseUrl: "", strongModel: "gpt-5-mini", fastModel: "gpt-5-nano" };

  it("gets nothing of the one before, its key least of all", () => {
    expect(changesFor(model({ preset: "openai", ...openai, language: "German" }), "model.preset", "groq")).toEqual({
      otherServices: { openai },
      model: { preset: "groq", secret: "", baseUrl: "", strongModel: "", fastModel: "" },
    });
  });

  it("is as it was left when one comes back, and what it left is put by", () => {
    const settings = model({ preset: "custom", baseUrl: "http://127.0.0.1:9/v1" }, { otherServices: { openai } });
    expect(changesFor(settings, "model.preset", "openai")).toEqual({ otherServices: { custom: { secret: "", baseUrl: "http://127.0.0.1:9/v1", strongModel: "", fastModel: "" } }, model: { preset: "openai", ...openai } });
  });

  it("that is the same changes nothing", () => {
    expect(changesFor(model({ preset: "openai", ...openai }), "model.preset", "openai")).toEqual({});
  });

  it("of a name that every object has gets nothing from there", () => {
    expect(changesFor(model({ preset: "custom" }), "model.preset", "constructor")).toEqual({ otherServices: {}, model: { preset: "constructor", secret: "", baseUrl: "", strongModel: "", fastModel: "" } });
  });

  it("is read from a file that may hold anything", () => {
    const read = (otherServices: unknown) => readPluginSettings({ otherServices }).settings.otherServices;
    expect([read(null), read([1]), read("x")]).toEqual([{}, {}, {}]);
    expect(read({ openai: { ...openai, later: 1 }, groq: 3, mistral: { secret: 7 } })).toEqual({ openai, mistral: { secret: "", baseUrl: "", strongModel: "", fastModel: "" } });
  });
});

describe("The settings file", () => {
  const storeOver = (data: unknown) => {
    const saved: { data: unknown } = { data };
    const plugin = {
      app: { vault: { adapter: { exists: () => Promise.resolve(true) }, configDir: ".obsidian" } },
      manifest: { id: "compendium", dir: "p" },
      loadData: () => Promise.resolve(saved.data),
      saveData: (next: unknown) => Promise.resolve((saved.data = JSON.parse(JSON.stringify(next)) as unknown)),
    };
    return { saved, store: createSettingsStore(plugin as unknown as Plugin) };
  };

  it("keeps what it does not know inside the model's settings, and what it could not read there", async () => {
    const { saved, store } = storeOver({ later: 1, model: { preset: "openai", ofALaterVersion: [1], budgetPerRun: "much" } });
    await store.update({ model: { strongModel: "gpt-5" } });
    expect(saved.data).toEqual({ later: 1, model: { preset: "openai", ofALaterVersion: [1], budgetPerRun: "much", strongModel: "gpt-5" } });
    expect(store.current().model).toMatchObject({ preset: "openai", strongModel: "gpt-5", budgetPerRun: 0 });
    await store.update({ model: { budgetPerRun: null } });
    expect([store.current().model.budgetPerRun, store.problems()]).toEqual([null, []]);
  });

  it("leaves the model's settings alone where something else is set", async () => {
    const { saved, store } = storeOver({ model: "what?" });
    await store.update({ askFromDollars: 2 });
    expect(saved.data).toEqual({ model: "what?", askFromDollars: 2 });
  });

  it("that cannot be read gives way to no note of the plugin's own, and the model's other settings stay", async () => {
    const { saved, store } = storeOver(["broken"]);
    await store.remember({ model: { atOnce: 2 } });
    expect(saved.data).toEqual(["broken"]);
    expect(store.current().model).toEqual({ ...DEFAULT_MODEL_SETTINGS, atOnce: 2 });
  });
});

describe("An address", () => {
  it.each(["", "  ", "https://api.example.com/v1", "http://127.0.0.1:8080/v1/", "http://[::1]:11434/v1", "HTTPS://Example.com"])("may be %j", (given) => {
    expect(problemOfAddress(given)).toBeNull();
  });

  it.each([
    ["api.example.com/v1", /begins with https/],
    ["ftp://example.com", /begins with https/],
    ["file:///etc/passwd", /begins with https/],
    ["javascript:alert(1)", /begins with https/],
    ["https://", /begins with https/],
    ["https://a b.example", /begins with https/],
    ["https://me:secret@example.com/v1", /without a name or password/],
    ["https://example.com/v1/chat/completions", /only up to \/v1/],
    ["https://example.com/v1/models/", /only up to \/v1/],
    [`https://example.com/${"a".repeat(300)}`, /at most 300/],
  ])("may not be %j", (given, sentence) => {
    expect(problemOfAddress(given)).toMatch(sentence);
  });

  it("is kept without blanks and slashes at its ends", () => {
    expect(cleanAddress("  http://127.0.0.1:8080/v1// ")).toBe("http://127.0.0.1:8080/v1");
  });
});

describe("An amount in dollars", () => {
  it.each<[string, number | null]>([
    ["", null],
    [" $ ", null],
    ["0", 0],
    ["5", 5],
    ["0.50", 0.5],
    ["0,5", 0.5],
    ["$1.25", 1.25],
    [" 3 $ ", 3],
    ["0.075", 0.075],
  ])("%j is %p", (given, value) => {
    expect(readDollars(given)).toEqual({ value });
  });

  it.each(["a lot", "-1", "1e9", "0x10", "Infinity", "NaN", "1.2.3", "1 000", "9".repeat(400), ".", "5 €"])("%j is none, and is told", (given) => {
    expect(readDollars(given)).toEqual({ problem: expect.stringContaining("amount in dollars") });
  });

  it("with a comma before three digits could be thousands or not, and is asked about", () => {
    expect(readDollars("1,000")).toEqual({ problem: expect.stringContaining("1000") });
  });
});

describe("Words", () => {
  it("say where text goes", () => {
    expect(whereText(model({ preset: "openai" }))).toMatch(/^Text of your sources is sent to api\.openai\.com\. /);
    expect(whereText(model({ preset: "ollama" }))).toBe("Text of your sources stays on this computer: it goes to http://127.0.0.1:11434.");
    expect(whereText(model({ preset: "ollama", baseUrl: "http://192.168.1.5:11434/v1" }))).toMatch(/sent to http:\/\/192\.168\.1\.5:11434, unencrypted/);
    expect(whereText(model())).toMatch(/^Nowhere yet/);
    // An address that only begins like one of this computer is not.
    expect(whereText(model({ baseUrl: "https://localhost.example.com/v1" }))).toMatch(/sent to localhost\.example\.com\./);
  });

  it("say what a model costs, where that is known", () => {
    expect(priceText(model({ preset: "openai" }), "gpt-4.1-mini")).toBe("$0.40 in, $1.60 out per million tokens");
    expect(priceText(model({ preset: "openai" }), "gpt-of-tomorrow")).toBe("price not known: costs cannot be shown");
    expect(priceText(model({ preset: "ollama" }), "anything")).toBe("free, on this computer");
    expect(priceText(model({ preset: "ollama", baseUrl: "http://192.168.1.5:11434/v1" }), "anything")).toBe("free");
    expect(priceText(model(), "")).toBe("");
    expect(writingText(model({ preset: "openai" }))).toContain("Choose one before you compile.");
    expect(writingText(model({ preset: "openai", strongModel: "gpt-4.1-mini" }))).toContain("$0.40 in, $1.60 out per million tokens.");
    expect(readingText(model({ preset: "openai" }))).toContain("the same as for writing");
    expect(readingText(model({ preset: "openai", fastModel: "mine" }))).toContain("Price not known");
  });

  it("say of the key where it is kept, whether it is needed, and that it is not on this device", () => {
    expect(keyText(model({ preset: "openai" }), false)).toMatch(/^The key itself is kept in the app's keychain on this device/);
    expect(keyText(model(), false)).toMatch(/^Only where the endpoint asks for one\. /);
    expect(keyText(model({ preset: "openai", secret: "main" }), false)).toMatch(/^The keychain of this device has no main yet/);
    for (const isThere of [true, false]) expect(keyText(model({ preset: "openai", secret: "main" }), isThere)).toContain("no file of the vault holds the key");
  });

  it("say of limits what was spent, and that they cannot count what has no known price", () => {
    const known = model({ preset: "openai", strongModel: "gpt-5-mini" });
    expect(monthLimitText(known, { month: "2026-11", spent: 1.12 })).toMatch(/\$1\.12 spent in November on this device, by the prices listed on \d{4}-\d\d-\d\d\.$/);
    expect(monthLimitText(known, { month: "2026-02", spent: 0 })).toContain("Nothing spent in February");
    expect(monthLimitText(known, null)).not.toContain("spent");
    expect(runLimitText(known)).not.toContain("not known");
    expect(runLimitText(model({ preset: "openai", strongModel: "gpt-5-mini", fastModel: "mine" }))).toContain("count as nothing");
  });

  it("say what is yet to be set", () => {
    expect(missingFor(model(), false)).toEqual(["a service", "a model"]);
    expect(missingFor(model({ preset: "openai" }), false)).toEqual(["a key", "a model"]);
    expect(missingFor(model({ preset: "openai", strongModel: "gpt-5" }), true)).toEqual([]);
    expect(missingFor(model({ preset: "ollama", strongModel: "qwen" }), false)).toEqual([]);
  });
});

describe("What a test of the connection found", () => {
  const test = (changes: Partial<ConnectionTest>): ConnectionTest => ({ isOk: true, message: "big answers.", problem: null, models: null, took: 812, ...changes });

  it("is that it works, with the time of each model", () => {
    expect(testWords([test({}), test({ message: "small answers.", took: 1240 })])).toEqual({ tone: "ok", text: "Works. big answers (812 ms). small answers (1.2 s)." });
  });

  it("is that it works less surely where a form is not kept", () => {
    expect(testWords([test({}), test({ problem: "no-schema", message: "small answers, but not in the form that was asked for; some replies may be of no use." })])).toMatchObject({ tone: "warn", text: expect.stringMatching(/^Works, but less surely\. .*some replies may be of no use/) });
  });

  it("is what is wrong, and what to do where the sentence does not say so itself", () => {
    const failed = (problem: ConnectionTest["problem"], message: string): string => testWords([test({}), test({ isOk: false, problem, message, took: null })]).text;
    expect(failed("no-server", "http://x cannot be reached: nobody answers there.")).toBe("http://x cannot be reached: nobody answers there. Start the server or mend the address, then test again.");
    expect(failed("wrong-key", "http://x does not accept the key (401); check it in the settings.")).toBe("http://x does not accept the key (401); check it in the settings.");
    expect(testWords([test({ isOk: false, problem: "cors", message: "No." })]).tone).toBe("bad");
  });
});
