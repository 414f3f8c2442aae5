/** What a user does every day: the first run, compiling from the palette and by right click, undoing, settings. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { sampleSources } from "../../support/sample-sources";
import { activeFile, compileAll, eventually, exampleVault, notice, open, read, rowTitles, undoLast, vaultOf, waitForLead, wikiOf, write } from "./steps";

describeInBrowser("Every day", () => {
  let host: Host;
  afterEach(async () => {
    expect(host.errors).toEqual([]);
    await host.close();
  });
  afterAll(removeTemporaryFolders);

  const runs = (folder: string): number => read(folder, "wiki/log.md").match(/^## \[/gm)?.length ?? 0;

  it("begins with a welcome that writes nothing before one press makes folders and a wiki", async () => {
    const folder = vaultOf({ "Inbox.md": "x" });
    host = await open(folder);
    const make = host.page.getByRole("button", { name: "Make folders" });
    await make.waitFor();
    expect(existsSync(join(folder, "Clippings"))).toBe(false);
    await make.click();
    await eventually(async () => expect(existsSync(join(folder, "Clippings")) && existsSync(join(folder, "raw"))).toBe(true));
    write(folder, "Clippings/Cranes.md", "The Kestrel Crane was built in 1931 by Maria Lindqvist. It lifts 40 tonnes. It is red.\n");
    await host.waitForIdle();
    const compile = host.page.getByRole("button", { name: "Make folders and compile" });
    await compile.waitFor();
    await compile.click();
    await eventually(async () => expect(existsSync(join(folder, "wiki", "index.md"))).toBe(true));
    await host.waitForIdle();
    expect(Object.keys(wikiOf(folder))).toContain("wiki/sources/Cranes (source).md");
    await host.reload();
    await host.waitForIdle();
    const welcomes = await host.page.evaluate(() => window.app.workspace.getLeavesOfType("compendium-welcome").length);
    expect(welcomes).toBeLessThanOrEqual(1);
  });

  it("compiles from the palette, tells the result with links, and writes nothing the second time", async () => {
    const folder = exampleVault();
    host = await open(folder);
    await compileAll(host);
    await waitForLead(host, "Compiled 12 sources");
    expect(await host.viewText("compendium-compile")).toMatch(/50 pages created/);
    await host.page.locator(".compendium-status", { hasText: "Wiki up to date" }).waitFor();
    await host.page.locator(".cpd-row", { hasText: "John Harrison" }).first().click();
    await eventually(async () => expect(await activeFile(host)).toBe("wiki/concepts/John Harrison.md"));
    expect(runs(folder)).toBe(1);
    const mark = host.mark();
    await compileAll(host);
    await waitForLead(host, "The wiki is up to date");
    // The rulings are the user's to edit at any time: they are read each time, and no note and no page with them.
    expect(new Set(host.filesRead(mark).filter((path) => /^(Clippings|raw|wiki)\//.test(path)))).toEqual(new Set(["wiki/decisions.md"]));
    expect(host.filesWritten(mark).filter((path) => /^(Clippings|raw|wiki)\//.test(path))).toEqual([]);
    expect(runs(folder)).toBe(1);
  });

  it("compiles one note, three notes, or a folder by right click, and no others", async () => {
    const folder = vaultOf({ ...sampleSources(), "raw/deep/Osprey.md": "The Osprey Crane was built in 1950 by Maria Lindqvist. It lifts 60 tonnes.\n", "raw/deep/Heron.md": "The Heron Crane was built in 1960. It lifts 70 tonnes.\n" });
    host = await open(folder);
    const pages = (): string[] => Object.keys(wikiOf(folder)).filter((path) => path.startsWith("wiki/sources/")).map((path) => path.slice("wiki/sources/".length, -" (source).md".length)).sort();
    await host.rightClick("raw/Harbour cranes.md");
    await host.menuItem("Compile this note");
    await waitForLead(host, "Compiled 1 source");
    expect(pages()).toEqual(["Harbour cranes"]);
    await host.rightClick("raw/Lattice booms.md", "raw/Maria Lindqvist.md", "raw/Port of Malm\u00f6.md");
    await host.menuItem(/Compile these/);
    await waitForLead(host, "Compiled 3 sources");
    expect(pages()).toEqual(["Harbour cranes", "Lattice booms", "Maria Lindqvist", "Port of Malm\u00f6"]);
    await host.rightClick("raw/deep");
    await host.menuItem(/Compile (this )?folder/);
    await waitForLead(host, "Compiled 2 sources");
    expect(pages()).toEqual(["Harbour cranes", "Heron", "Lattice booms", "Maria Lindqvist", "Osprey", "Port of Malm\u00f6"]);
    await host.rightClick("wiki/concepts/Kestrel Crane.md");
    expect((await host.menuTitles()).filter((title) => /^Compile/.test(title))).toEqual([]);
    await host.closeMenus();
  });

  it("offers to compile the note in the editor's own menu", async () => {
    const folder = vaultOf(sampleSources());
    host = await open(folder);
    await host.openNote("raw/Harbour cranes.md", "source");
    await host.page.locator(".cm-line").first().click({ button: "right" });
    await host.menuItem("Compile this note");
    await waitForLead(host, "Compiled 1 source");
    expect(Object.keys(wikiOf(folder))).toContain("wiki/sources/Harbour cranes (source).md");
  });

  it("undoes a compile while a page of it is open, and keeps what was typed since", async () => {
    const folder = exampleVault();
    host = await open(folder);
    await compileAll(host);
    const before = wikiOf(folder);
    write(folder, "Clippings/Funkuhren und DCF77.md", `${read(folder, "Clippings/Funkuhren und DCF77.md")}\nDCF77 was switched off for one day in 2007 by the PTB in Mainflingen.\n`);
    await waitForLead(host, /Ready to compile|Compiled/);
    await host.openNote("wiki/concepts/DCF77.md", "source");
    await compileAll(host);
    expect(wikiOf(folder)).not.toEqual(before);
    await host.page.locator(".cm-content").first().click();
    await host.page.keyboard.press("Control+End");
    await host.page.keyboard.type("\n## My own\n\nSeen in Mainflingen.\n");
    await undoLast(host);
    await host.waitForIdle(2500);
    const page = read(folder, "wiki/concepts/DCF77.md");
    expect(page).toContain("Seen in Mainflingen.");
    expect(page).not.toContain("switched off for one day");
    expect(await host.page.evaluate(() => (window.app.workspace.activeEditor as { editor: { getValue(): string } } | null)?.editor.getValue())).toBe(page);
    for (const [path, text] of Object.entries(before)) if (path !== "wiki/concepts/DCF77.md") expect([path, read(folder, path)]).toEqual([path, text]);
  });

  it("keeps settings, with keys it does not know, and follows them", async () => {
    const folder = vaultOf({ ...sampleSources(), ".obsidian/plugins/compendium/data.json": JSON.stringify({ ofALaterVersion: [1, 2], hasSeenWelcome: true }) });
    const data = (): Record<string, unknown> => JSON.parse(readFileSync(join(folder, ".obsidian/plugins/compendium/data.json"), "utf8")) as Record<string, unknown>;
    host = await open(folder);
    await host.openSettings("compendium");
    for (const name of ["Sources for a page", "Claims for a page"]) {
      const number = host.page.locator(".setting-item", { hasText: name }).locator("input");
      await number.fill("1");
      await number.press("Tab");
    }
    const wiki = host.page.locator(".setting-item", { hasText: "Wiki folder" }).locator("input").first();
    await wiki.fill("raw");
    await wiki.press("Tab");
    await host.page.locator(".setting-item", { hasText: "Wiki folder" }).getByText(/folder of its own|source/i).first().waitFor();
    await wiki.fill("library");
    await wiki.press("Tab");
    await eventually(async () => expect(data()).toMatchObject({ ofALaterVersion: [1, 2], pageFromSources: 1, pageFromClaims: 1, wikiFolder: "library" }));
    await host.page.keyboard.press("Escape");
    await host.reload();
    await host.waitForIdle();
    await compileAll(host);
    expect(existsSync(join(folder, "library", "index.md"))).toBe(true);
    const concepts = (): string[] => Object.keys(readTree(folder)).filter((path) => path.startsWith("library/concepts/"));
    const many = concepts().length;
    writeFileSync(join(folder, ".obsidian/plugins/compendium/data.json"), JSON.stringify({ ...data(), pageFromSources: 2, pageFromClaims: 3 }));
    await host.waitForIdle(1000);
    await compileAll(host);
    expect(concepts().length).toBeLessThan(many);
  });

  it("follows the user's word on a concept from its page, and takes it back", async () => {
    const folder = vaultOf({ ...sampleSources(), "Mine.md": "I like the [[Maria Lindqvist]] archive.\n" });
    host = await open(folder);
    await compileAll(host);
    const before = wikiOf(folder);
    await host.openNote("wiki/concepts/Kestrel Crane.md");
    expect((await host.commandNames()).filter((name) => /Same as|Not the same|No page for this|Rename concept/.test(name)).length).toBe(4);
    await host.command("compendium:rename-concept");
    await host.page.locator(".modal input").fill("The Great Kestrel");
    await host.page.keyboard.press("Enter");
    await notice(host, "is called The Great Kestrel now");
    await host.waitForIdle();
    expect(existsSync(join(folder, "wiki/concepts/The Great Kestrel.md"))).toBe(true);
    expect(existsSync(join(folder, "wiki/concepts/Kestrel Crane.md"))).toBe(false);
    expect(read(folder, "wiki/decisions.md")).toContain('- Rename: "Kestrel Crane", "The Great Kestrel"');
    await host.page.locator(".notice button", { hasText: "Undo" }).last().click();
    await notice(host, "Taken back");
    await host.waitForIdle();
    expect(wikiOf(folder)).toEqual(before);
    await host.openNote("wiki/concepts/Kestrel Crane.md");
    await host.command("compendium:no-page");
    await host.page.locator(".modal .mod-cta").click();
    await notice(host, "has no page now");
    expect(existsSync(join(folder, "wiki/concepts/Kestrel Crane.md"))).toBe(false);
    await host.openNote("wiki/concepts/Maria Lindqvist.md");
    await host.command("compendium:same-as");
    await host.page.locator(".prompt-input").fill("Malm\u00f6");
    await host.page.keyboard.press("Enter");
    await notice(host, "are one concept now");
    expect(read(folder, "wiki/decisions.md")).toMatch(/- Same: "Maria Lindqvist", "Malm\u00f6"/);
    expect(await rowTitles(host, "Needs you")).toEqual([]);
  });
});
