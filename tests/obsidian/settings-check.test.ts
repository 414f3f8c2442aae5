import type { Plugin } from "obsidian";
import { DEFAULT_SETTINGS, type Settings } from "../../src/core/settings";
import { createSettingsStore, readPluginSettings } from "../../src/obsidian/settings-store";
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

describe("A settings file", () => {
  /** A plugin over one folder of the app. */
  const storeOver = (files: Record<string, string>) => {
    const contents = new Map(Object.entries(files));
    const adapter = {
      exists: (path: string) => Promise.resolve(contents.has(path)),
      copy: (from: string, to: string) => Promise.resolve(contents.set(to, contents.get(from) ?? "")),
    };
    const plugin = {
      app: { vault: { adapter, configDir: ".obsidian" } },
      manifest: { id: "compendium", dir: "p" },
      loadData: () => Promise.resolve(contents.get("p/data.json") ?? null).then((text) => (text === null ? null : (JSON.parse(text) as unknown))),
      saveData: (data: unknown) => Promise.resolve(contents.set("p/data.json", JSON.stringify(data))),
    };
    return { contents, store: createSettingsStore(plugin as unknown as Plugin) };
  };

  it.each(['{"wikiFolder": "li', "", "<<<<<<< mine", "[1]", "null", '"text"'])("that holds %j is told, and put aside only for what the user sets", async (broken) => {
    const { contents, store } = storeOver({ "p/data.json": broken, "p/data (not read).json": "an earlier one" });
    await store.ready();
    expect(store.problems()).toEqual([expect.stringContaining("p/data.json cannot be read")]);
    expect(store.current().wikiFolder).toBe("wiki");
    await store.remember({ hasSeenWelcome: true });
    expect(store.current().hasSeenWelcome).toBe(true);
    expect(contents.get("p/data.json")).toBe(broken);
    await store.update({ askFromSources: 7 });
    expect(Object.fromEntries(contents)).toEqual({ "p/data.json": '{"askFromSources":7}', "p/data (not read).json": "an earlier one", "p/data (not read 2).json": broken });
    expect(store.problems()).toEqual([]);
  });

  it("that is not there yet is no problem, and is made with the first setting", async () => {
    const { contents, store } = storeOver({});
    await store.ready();
    expect(store.problems()).toEqual([]);
    await store.remember({ hasSeenWelcome: true });
    expect(Object.fromEntries(contents)).toEqual({ "p/data.json": '{"hasSeenWelcome":true}' });
  });

  it("that breaks later leaves the settings as they were", async () => {
    const { contents, store } = storeOver({ "p/data.json": '{"wikiFolder":"library","other":1}' });
    await store.ready();
    contents.set("p/data.json", "{");
    await store.reload();
    expect(store.current().wikiFolder).toBe("library");
    expect(store.problems()).toHaveLength(1);
    contents.set("p/data.json", '{"wikiFolder":"books"}');
    await store.reload();
    expect([store.current().wikiFolder, store.problems()]).toEqual(["books", []]);
  });
});
