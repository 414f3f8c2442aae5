import { DEFAULT_SETTINGS, type Settings } from "../../src/core/settings";
import { readPluginSettings } from "../../src/obsidian/settings-store";
import { cleanFolder, problemOfAmount, problemOfListed, problemOfWikiFolder } from "../../src/obsidian/settings/check";

const settings = (changes: Partial<Settings> = {}): Settings => ({ ...DEFAULT_SETTINGS, ...changes });

describe("the wiki folder", () => {
  it.each(["wiki", "Notes/Wiki", "دانش‌نامه", "wiki/"])("may be %s", (folder) => {
    expect(problemOfWikiFolder(folder, settings())).toBeNull();
  });

  it.each([
    ["", /name of a folder/],
    ["   ", /name of a folder/],
    ["/", /folder of its own/],
    ["/tmp/wiki", /slash in front/],
    ["C:/wiki", /folder of this vault/],
    ["~/wiki", /folder of this vault/],
    ["../wiki", /without “\.\.”/],
    ["a/../../b", /without “\.\.”/],
    [".wiki", /start with a dot/],
    ["wiki?", /cannot hold/],
    ["raw/wiki", /inside the source folder raw/],
    ["raw", /inside the source folder raw/],
  ])("may not be %j", (folder, sentence) => {
    expect(problemOfWikiFolder(folder, settings())).toMatch(sentence);
  });

  it("may not hold a source folder, nor one of the user's own notes", () => {
    expect(problemOfWikiFolder("Notes", settings({ sourceFolders: ["Notes/Clips"] }))).toMatch(/Notes\/Clips would lie inside/);
    expect(problemOfWikiFolder("Notes", settings({ canonicalFolders: ["Notes/People"] }))).toMatch(/Notes\/People/);
  });

  it("may lie in a vault that is a source as a whole", () => {
    expect(problemOfWikiFolder("wiki", settings({ sourceFolders: [""] }))).toBeNull();
  });
});

describe("a source folder", () => {
  it("may be the whole vault", () => {
    expect(problemOfListed("sourceFolders", "/", settings())).toBeNull();
    expect(cleanFolder("/")).toBe("");
  });

  it("may not lie in the wiki, hold it, or be there already", () => {
    expect(problemOfListed("sourceFolders", "wiki/in", settings())).toMatch(/inside the wiki folder wiki/);
    expect(problemOfListed("sourceFolders", "Notes", settings({ wikiFolder: "Notes/wiki" }))).toMatch(/lies inside Notes/);
    expect(problemOfListed("sourceFolders", " raw/ ", settings())).toMatch(/raw is in the list already/);
  });
});

it("An excluded folder may lie anywhere in the vault, but not be hidden", () => {
  expect(problemOfListed("excludedFolders", "wiki/private", settings())).toBeNull();
  expect(problemOfListed("excludedFolders", ".obsidian", settings())).toMatch(/start with a dot/);
});

it("The whole vault cannot stand for concepts", () => {
  expect(problemOfListed("canonicalFolders", "/", settings())).toMatch(/Name a folder/);
});

it("Amounts are whole numbers from a least one", () => {
  expect([problemOfAmount(1, 1), problemOfAmount(0, 0)]).toEqual([null, null]);
  expect([problemOfAmount(0, 1), problemOfAmount(1.5, 1), problemOfAmount(Number.NaN, 0)].every((problem) => problem?.startsWith("Enter a whole number"))).toBe(true);
});

describe("plugin settings from a file", () => {
  it("take what can be read and say what cannot", () => {
    const { settings: read, problems } = readPluginSettings({ autoCompile: true, askFromSources: -3, hasSeenWelcome: "yes", sourceFolders: ["a", "../b"], wikiFolder: 3, other: 1 });
    expect(read).toMatchObject({ autoCompile: true, askFromSources: 200, hasSeenWelcome: false, sourceFolders: ["a"], wikiFolder: "wiki" });
    expect(problems).toHaveLength(2);
  });

  it.each([null, undefined, [], "text", 7])("are what the plugin comes with where the file holds %j", (data) => {
    expect(readPluginSettings(data).settings).toMatchObject({ wikiFolder: "wiki", autoCompile: false });
  });
});
