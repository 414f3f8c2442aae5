/** The settings: a folder left out, a file of settings that cannot be read, or that another program changes. Nothing of the user's is lost over them. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { sampleSources } from "../../support/sample-sources";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { compileAll, eventually, notice, open, read, rowTitles, vaultOf, waitForLead, write } from "./steps";

const PLUGIN = ".obsidian/plugins/compendium";
const DATA = `${PLUGIN}/data.json`;
const crane = (name: string): string => `The ${name} Crane was built in 1950 by Maria Lindqvist. The ${name} Crane lifts 60 tonnes. The ${name} Crane is red.\n`;

describeInBrowser("Settings", () => {
  let host: Host;
  afterEach(async () => {
    expect(host.errors).toEqual([]);
    await host.close();
  });
  afterAll(removeTemporaryFolders);

  const data = (folder: string): Record<string, unknown> => JSON.parse(read(folder, DATA)) as Record<string, unknown>;
  const settings = () => host.page.locator(".modal.mod-settings");
  const item = (name: string | RegExp) => settings().locator(".setting-item", { hasText: name });
  const openSettings = async (): Promise<void> => {
    await host.openSettings("compendium");
    await item("Wiki folder").waitFor();
  };
  const leave = async (): Promise<void> => {
    while ((await host.page.locator(".modal-container").count()) > 0) await host.page.keyboard.press("Escape");
  };
  const setAskFrom = async (amount: string): Promise<void> => {
    const number = item("Ask before compiling many sources").locator("input");
    await number.fill(amount);
    await number.press("Tab");
  };
  const exclude = async (name: string): Promise<void> => {
    await openSettings();
    await item("Excluded folders").click();
    await settings().getByRole("button", { name: "Add excluded folder" }).click();
    const modal = host.page.locator(".cpd-folder-modal");
    await modal.locator("input").fill(name);
    // The first takes what is suggested, the second adds it.
    await host.page.locator(".suggestion-item.is-selected", { hasText: name }).waitFor();
    await host.page.keyboard.press("Enter");
    await host.page.locator(".suggestion-item").first().waitFor({ state: "detached" });
    await host.page.keyboard.press("Enter");
    await modal.waitFor({ state: "detached" });
    await item(name).waitFor();
  };
  const sourcePages = (folder: string): string[] => Object.keys(readTree(join(folder, "wiki", "sources"))).map((path) => path.replace(" (source).md", ""));

  it("an excluded folder leaves the pane's list and the plan, is not read, and stays excluded after the app was closed", async () => {
    const folder = vaultOf({ ...sampleSources(), "raw/private/Osprey.md": crane("Osprey"), "raw/private/deep/Heron.md": crane("Heron"), [DATA]: JSON.stringify({ hasSeenWelcome: true }) });
    host = await open(folder);
    await host.command("compendium:open-pane");
    await waitForLead(host, "Ready to compile");
    expect(await rowTitles(host, "To compile")).toEqual(expect.arrayContaining(["Osprey", "Heron"]));
    await exclude("raw/private");
    expect(await item("raw/private").textContent()).toContain("2 notes.");
    await host.screenshot("settings-excluded");
    await eventually(() => {
      expect(data(folder)).toEqual({ hasSeenWelcome: true, excludedFolders: ["raw/private"] });
    });
    await leave();
    await eventually(async () => expect((await rowTitles(host, "To compile")).sort()).toEqual(["Harbour cranes", "Lattice booms", "Maria Lindqvist", "Port of Malmö"]));
    expect(await host.viewText("compendium-compile")).toContain("4 sources: 4 new.");
    await host.page.getByRole("button", { name: "Show changes" }).click();
    await host.page.getByRole("button", { name: "Hide changes" }).waitFor();
    expect(await host.viewText("compendium-compile")).not.toMatch(/Osprey|Heron/);
    await host.reload();
    await host.waitForIdle();
    const mark = host.mark();
    await compileAll(host);
    await waitForLead(host, "Compiled 4 sources");
    expect(host.filesRead(mark).filter((path) => path.startsWith("raw/private"))).toEqual([]);
    expect(Object.values(readTree(join(folder, "wiki"))).join("\n")).not.toMatch(/Osprey|Heron/);
    await openSettings();
    expect(await item("Excluded folders").textContent()).toContain("raw/private");
    // Taken off the list, they are there again; put on it, the next compile takes them out.
    await item("Excluded folders").click();
    await item("raw/private").getByRole("button", { name: "Delete" }).click();
    await eventually(() => {
      expect(data(folder)).toMatchObject({ excludedFolders: [] });
    });
    await leave();
    await eventually(async () => expect((await rowTitles(host, "To compile")).sort()).toEqual(["Heron", "Osprey"]));
    await compileAll(host);
    await waitForLead(host, "Compiled 2 sources");
    expect(sourcePages(folder)).toEqual(expect.arrayContaining(["Heron", "Osprey"]));
    await exclude("raw/private");
    await leave();
    await waitForLead(host, "Ready to compile");
    expect(await host.viewText("compendium-compile")).toContain("2 sources: 2 removed.");
    await compileAll(host);
    await waitForLead(host, "Compiled 2 sources removed");
    expect(sourcePages(folder).sort()).toEqual(["Harbour cranes", "Lattice booms", "Maria Lindqvist", "Port of Malmö"]);
    expect(read(folder, "raw/private/Osprey.md")).toBe(crane("Osprey"));
  });

  it.each([
    ["is cut off", '{\n  "wikiFolder": "library",\n  "sourceFolders": ["cl'],
    ["holds a list", '["library"]'],
  ])("a settings file that %s is told, replaced by nothing the user did not ask for, and kept aside then", async (_, broken) => {
    const folder = vaultOf({ ...sampleSources(), [DATA]: broken });
    host = await open(folder);
    expect(await notice(host, "cannot be read")).toContain(`The settings file ${DATA} cannot be read`);
    await compileAll(host);
    await waitForLead(host, "Compiled 4 sources");
    expect(existsSync(join(folder, "wiki", "index.md"))).toBe(true);
    // The welcome, which comes by itself, would note that it was seen.
    await host.page.evaluate(() => window.app.workspace.detachLeavesOfType("compendium-welcome"));
    await host.waitForIdle();
    expect(read(folder, DATA)).toBe(broken);
    await host.reload();
    await notice(host, "cannot be read");
    await host.waitForIdle();
    expect(read(folder, DATA)).toBe(broken);
    await openSettings();
    await item("cannot be read").waitFor();
    await host.screenshot("settings-not-read");
    await setAskFrom("7");
    await item("cannot be read").waitFor({ state: "detached" });
    await eventually(() => {
      expect(data(folder)).toEqual({ askFromSources: 7 });
    });
    expect(read(folder, `${PLUGIN}/data (not read).json`)).toBe(broken);
    await host.reload();
    await host.waitForIdle();
    expect(await host.notices()).toEqual([]);
  });

  it("settings of a wrong kind are told one by one, do without, and stay in the file as they are", async () => {
    const given = { wikiFolder: 3, sourceFolders: "raw", pageFromSources: "two", excludedFolders: ["../other"], ofALaterVersion: [1, 2], pageFromClaims: 1, hasSeenWelcome: true };
    const folder = vaultOf({ ...sampleSources(), [DATA]: JSON.stringify(given) });
    const text = read(folder, DATA);
    host = await open(folder);
    const said = await notice(host, "wikiFolder");
    for (const name of ["wikiFolder", "sourceFolders", "pageFromSources", "excludedFolders"]) expect(said).toContain(`The setting ${name} `);
    await compileAll(host);
    await waitForLead(host, "Compiled 4 sources");
    expect(existsSync(join(folder, "wiki", "index.md"))).toBe(true);
    expect(read(folder, DATA)).toBe(text);
    await openSettings();
    await item("The setting sourceFolders must be a list of folders.").waitFor();
    await setAskFrom("7");
    await eventually(() => {
      expect(data(folder)).toEqual({ ...given, askFromSources: 7 });
    });
    const wiki = item("Wiki folder").locator("input").first();
    await wiki.fill("library");
    await wiki.press("Tab");
    await item("The setting wikiFolder").waitFor({ state: "detached" });
    await eventually(() => expect(data(folder)).toEqual({ ...given, askFromSources: 7, wikiFolder: "library" }));
    await leave();
  });

  it("a file that another program breaks changes no setting, and one that it mends is followed", async () => {
    const folder = vaultOf({ ...sampleSources(), [DATA]: JSON.stringify({ wikiFolder: "library", hasSeenWelcome: true }) });
    host = await open(folder);
    write(folder, DATA, '{"wikiFolder":');
    await notice(host, "cannot be read");
    await compileAll(host);
    await waitForLead(host, "Compiled 4 sources");
    expect(readdirSync(folder).sort()).toEqual([".compendium", ".obsidian", "library", "raw"]);
    expect(read(folder, DATA)).toBe('{"wikiFolder":');
    await openSettings();
    await item("cannot be read").waitFor();
    write(folder, DATA, '{"wikiFolder":"books","hasSeenWelcome":true}');
    await item("cannot be read").waitFor({ state: "detached" });
    await leave();
    await compileAll(host);
    await eventually(() => {
      expect(existsSync(join(folder, "books", "index.md"))).toBe(true);
    });
    expect(data(folder)).toEqual({ wikiFolder: "books", hasSeenWelcome: true });
  });
});
