import * as fc from "fast-check";
import { DEFAULT_MODEL_SETTINGS, readModelSettings } from "../../src/core/model-settings";

const read = (data: unknown) => {
  const problems: string[] = [];
  return { settings: readModelSettings(data, problems), problems };
};

describe("Model settings from a file", () => {
  it("are those by default where there are none, and as they stand where they are sound", () => {
    expect(read(undefined)).toEqual({ settings: DEFAULT_MODEL_SETTINGS, problems: [] });
    const given = { preset: "openai", secret: "my-key", baseUrl: "http://localhost:11434/v1", strongModel: "big", fastModel: "small", language: "German", atOnce: 16, budgetPerRun: 0.5, budgetPerMonth: 10 };
    expect(read(given)).toEqual({ settings: given, problems: [] });
    expect(read({ baseUrl: "https://api.example.com/v1//" }).settings.baseUrl).toBe("https://api.example.com/v1");
  });

  it.each([
    ["no object", [], "model must be an object"],
    ["a number for a name", { strongModel: 4 }, "model.strongModel"],
    ["two lines", { language: "a\nb" }, "model.language"],
    ["an address with a password in it", { baseUrl: "https://name:secret@example.com" }, "model.baseUrl"],
    ["an address of another kind", { baseUrl: "file:///etc/passwd" }, "model.baseUrl"],
    ["a count out of range", { atOnce: 1000 }, "model.atOnce"],
  ])("tell what to mend where they have %s, and go on with the default", (_, data, problem) => {
    const { settings, problems } = read(data);
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(settings).toEqual(DEFAULT_MODEL_SETTINGS);
  });

  it("never take a budget that cannot be read for none", () => {
    for (const budgetPerRun of ["5", -1, Number.NaN, {}]) {
      const { settings, problems } = read({ budgetPerRun });
      expect(settings.budgetPerRun).toBe(0);
      expect(problems).toHaveLength(1);
    }
  });

  it("never throw, and never let an address out that is none", () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        const { baseUrl } = read(data).settings;
        expect(baseUrl === "" || /^https?:\/\//i.test(baseUrl)).toBe(true);
      }),
    );
  });
});
