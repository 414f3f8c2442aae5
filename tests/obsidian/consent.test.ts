import type { CompileResult, ModelUse } from "../../src/core/api";
import { DEFAULT_MODEL_SETTINGS } from "../../src/core/model-settings";
import { questionOf, reasonsToAsk } from "../../src/obsidian/consent/reasons";
import { accountText, dollars, expectedText, passRows, spendingText, spentText } from "../../src/obsidian/money";
import { DEFAULT_PLUGIN_SETTINGS, type PluginSettings } from "../../src/obsidian/settings-store";

const use = (changes: Partial<ModelUse> = {}): ModelUse => ({ calls: 14, cached: 0, inputTokens: 9000, outputTokens: 3000, costUsd: 0.04, estimated: true, passes: [], arePricesKnown: true, ...changes });
const settings = (changes: Partial<PluginSettings> = {}, baseUrl = "https://api.example.com/v1"): PluginSettings => ({ ...DEFAULT_PLUGIN_SETTINGS, engine: "llm", model: { ...DEFAULT_MODEL_SETTINGS, baseUrl }, agreedAddresses: ["https://api.example.com"], ...changes });
const reasons = (given: PluginSettings, model: ModelUse, isRedo = false) => Object.entries(reasonsToAsk(given, { model }, isRedo, {})).flatMap(([name, value]) => (value === true || typeof value === "string" ? [name] : []));

describe("The user is asked", () => {
  it("the first time text goes to an address, and not again once they agreed", () => {
    expect(reasons(settings({ agreedAddresses: [] }), use())).toEqual(["newAddress"]);
    expect(reasons(settings({ agreedAddresses: ["https://api.other.com"] }), use())).toEqual(["newAddress"]);
    expect(reasons(settings(), use())).toEqual([]);
  });

  it("of no address of this computer, and of none where nothing is sent", () => {
    for (const local of ["http://127.0.0.1:11434/v1", "http://localhost:1234/v1", "http://[::1]:8080/v1"]) expect(reasons(settings({ agreedAddresses: [] }, local), use())).toEqual([]);
    expect(reasons(settings({ agreedAddresses: [] }), use({ calls: 0, costUsd: 0 }))).toEqual([]);
    // A name that only begins like one of this computer's.
    expect(reasons(settings({ agreedAddresses: [] }, "https://localhost.example.com/v1"), use())).toEqual(["newAddress"]);
  });

  it("where it costs more than the amount they set, where nobody knows what it costs, and before valid pages are made anew", () => {
    expect(reasons(settings({ askFromDollars: 0.03 }), use())).toEqual(["isOverAmount"]);
    expect(reasons(settings({ askFromDollars: 0.04 }), use())).toEqual([]);
    expect(reasons(settings(), use({ arePricesKnown: false, costUsd: 0 }))).toEqual(["isPriceUnknown"]);
    expect(reasons(settings(), use(), true)).toEqual(["isRedo"]);
    expect(reasons(settings(), use({ calls: 0, costUsd: 0 }), true)).toEqual([]);
  });

  it("with what is sent where, what it takes pass by pass, and what it costs", () => {
    const plan = { sources: { new: 2, changed: 1 }, pages: { created: 10, updated: 2 }, model: use({ passes: [{ name: "digest", calls: 8, inputTokens: 6000, outputTokens: 2000, costUsd: 0.03 }, { name: "article", calls: 6, inputTokens: 3000, outputTokens: 1000, costUsd: 0.01 }] }) } as CompileResult;
    const question = questionOf(plan, reasonsToAsk(settings({ agreedAddresses: [], askFromDollars: 0 }), plan, false, {}));
    expect(question.title).toBe("Compile 3 sources?");
    expect(question.confirm).toBe("Send and compile");
    expect(question.lines[0]).toBe("3 sources, about 12 pages to write: about 14 calls, $0.04.");
    expect(question.lines.join(" ")).toContain("sent to https://api.example.com. Notes in excluded folders are never sent.");
    expect(question.rows).toEqual([{ name: "Reading sources", value: "8 calls, 8,000 tokens, $0.03" }, { name: "Writing articles", value: "6 calls, 4,000 tokens, $0.01" }]);
  });
});

describe("Money in words", () => {
  it("keeps what tells of small amounts", () => {
    expect([0, 0.00001, 0.00042, 0.0042, 0.038, 0.5, 1.2345, 12].map(dollars)).toEqual(["$0", "under $0.0001", "$0.0004", "$0.0042", "$0.038", "$0.50", "$1.23", "$12.00"]);
  });

  it("of the month stands beside the models that are asked", () => {
    expect(accountText({ models: ["nano", "mini"], spent: 1.12, limit: 5 })).toBe("nano and mini. $1.12 of $5.00 used this month.");
    expect(accountText({ models: ["mini"], spent: 0, limit: null })).toBe("mini.");
  });

  it("is the same before, during and after", () => {
    expect(expectedText(use())).toBe("about 14 calls, $0.04");
    expect(expectedText(use({ arePricesKnown: false }))).toBe("about 14 calls, price not known");
    expect(expectedText(use({ costUsd: 0 }))).toBe("about 14 calls, no cost");
    expect(spendingText({ calls: 7, costUsd: 0.02 }, use())).toBe("7 of about 14 calls, $0.02 of about $0.04");
    expect(spendingText(null, use({ costUsd: 0 }))).toBe("0 of about 14 calls, no cost");
    expect(spentText(use({ calls: 13, costUsd: 0.038, estimated: false }), use())).toBe("13 calls, $0.038, where about 14 calls, $0.04 were expected");
    expect(passRows(use({ passes: [{ name: "repair", calls: 1, inputTokens: 10, outputTokens: 2, costUsd: 0 }] }))).toEqual([{ name: "Repairs", value: "1 call, 12 tokens" }]);
  });
});
