/** Searching from the palette and in the pane: from a key to the passage, over notes that change meanwhile. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { removeTemporaryFolders } from "../../support/vaults";
import { activeFile, eventually, manySources, open, read, vaultOf, write } from "./steps";

const NOTES = {
  "Journal.md": "---\ntags: [mine]\n---\nNobody searches here.\n",
  "raw/Harbour.md": "# Harbour\n\nThe port has many cranes.\n\n## Cranes\n\nThe Kestrel Crane was built in 1931 by Maria Lindqvist.\nIt lifts 40 tonnes.\n",
  "raw/Ships.md": "---\ntags: [sea]\n---\nA walrus rests beside the ships.\n",
  "wiki/concepts/Kestrel Crane.md": "---\ntype: concept\naliases: [KC 31]\n---\nA crane of the harbour.\n\n## History\n\nThe Kestrel Crane was built in 1931 by Maria Lindqvist.\n",
};

describeInBrowser("The search", () => {
  let folder = "";
  let host: Host;

  const modal = () => host.page.locator(".cpd-search-modal");
  const field = (within = modal()) => within.locator("input");
  const titles = (within = modal()): Promise<string[]> => within.locator(".cpd-hit-title").allTextContents();
  const search = async (query: string): Promise<void> => {
    await host.command("compendium:search");
    await field().waitFor();
    await host.page.keyboard.type(query);
  };
  const finds = (expected: string[], within = modal()) => eventually(async () => expect(await titles(within)).toEqual(expected));
  const leave = async (): Promise<void> => {
    await host.page.keyboard.press("Escape");
    await modal().waitFor({ state: "detached" });
  };
  const pane = () => host.page.locator(".cpd-search");
  const openPane = async (query: string): Promise<void> => {
    await host.command("compendium:open-search-pane");
    await field(pane()).fill(query);
  };
  const selected = (): Promise<string> => host.page.evaluate(() => (window.app.workspace.activeEditor?.editor as { getSelection(): string } | undefined)?.getSelection() ?? "");

  beforeAll(async () => {
    folder = vaultOf({ ...NOTES, ...manySources(20) });
    host = await open(folder);
  });
  afterEach(() => expect(host.errors).toEqual([]));
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  test("finds as one types, marks the words, and shows a sentence once: the source first, the page beside it", async () => {
    await search("kestrel maria lind");
    await eventually(async () => expect((await titles())[0]).toBe("Harbour"));
    const hit = modal().locator(".cpd-hit", { hasText: "Also in Kestrel Crane" });
    expect(await hit.locator("mark").allTextContents()).toEqual(["Kestrel", "Maria", "Lindqvist"]);
    expect(await modal().locator("[role=listbox] [role=option][aria-selected=true]").count()).toBe(1);
    await leave();
  });

  test("opens the note at the words that were found, and remembers what was asked", async () => {
    await search("tonnes 40 harbour");
    await eventually(async () => expect((await titles())[0]).toBe("Harbour"));
    await host.page.keyboard.press("Enter");
    await modal().waitFor({ state: "detached" });
    await eventually(async () => expect(await activeFile(host)).toBe("raw/Harbour.md"));
    await eventually(async () => expect(["40", "tonnes", "Harbour", "harbour"]).toContain(await selected()));
    await search("");
    expect(await modal().locator(".cpd-search-row").allTextContents()).toEqual(["tonnes 40 harbour"]);
    await modal().getByRole("button", { name: "Clear recent searches" }).click();
    expect(await modal().locator(".cpd-search-row").count()).toBe(0);
    await leave();
  });

  test("goes through the results with the arrows, and opens in a new tab with Mod", async () => {
    await search("walrus OR crane history");
    // Read out once the last letter is answered.
    await eventually(async () => expect(await modal().locator(".cpd-sr[role=status]").textContent()).toMatch(/passages in/));
    await host.page.keyboard.press("ArrowDown");
    expect(await modal().locator(".cpd-hit").nth(1).getAttribute("aria-selected")).toBe("true");
    expect(await field().getAttribute("aria-activedescendant")).toBe(await modal().locator(".cpd-hit").nth(1).getAttribute("id"));
    const tabs = (): Promise<number> => host.page.evaluate(() => window.app.workspace.getLeavesOfType("markdown").length);
    const before = await tabs();
    await host.page.keyboard.press("Control+Enter");
    await eventually(async () => expect(await tabs()).toBe(before + 1));
  });

  test("goes to the last and the first result by End and Home, which are the field's own until one is among them", async () => {
    await openPane("crane");
    await eventually(async () => expect(await pane().locator(".cpd-hit").count()).toBeGreaterThan(10));
    const hit = (which: "first" | "last") => pane().locator(".cpd-hit")[which]();
    const caret = (): Promise<number> => field(pane()).evaluate((element) => (element as HTMLInputElement).selectionStart ?? -1);
    await field(pane()).press("Home");
    expect([await caret(), await hit("first").getAttribute("aria-selected")]).toEqual([0, "true"]);
    await field(pane()).press("ArrowDown");
    await field(pane()).press("End");
    expect([await caret(), await hit("last").getAttribute("aria-selected")]).toEqual([0, "true"]);
    const scrolled = (): Promise<number> => pane().locator(".cpd-scroll").evaluate((element) => element.scrollTop);
    expect(await scrolled()).toBeGreaterThan(0);
    await field(pane()).press("ArrowDown");
    expect(await hit("last").getAttribute("aria-selected")).toBe("true");
    await field(pane()).press("Home");
    expect(await hit("first").getAttribute("aria-selected")).toBe("true");
    await field(pane()).press("ArrowUp");
    expect(await hit("first").getAttribute("aria-selected")).toBe("true");
    await field(pane()).press("End");
    await field(pane()).fill("maria lindqvist");
    await eventually(async () => expect([await scrolled(), await hit("first").getAttribute("aria-selected")]).toEqual([0, "true"]));
    await field(pane()).fill("");
  });

  test("marks the words in a note that is read", async () => {
    await host.openNote("raw/Ships.md", "preview");
    await openPane("walrus -path:wiki");
    await finds(["Ships"], pane());
    await field(pane()).press("Enter");
    await host.page.locator(".markdown-reading-view .search-highlight").waitFor();
    expect(await host.page.evaluate(() => window.app.workspace.getActiveFile()?.path)).toBe("raw/Ships.md");
    await host.openNote("raw/Ships.md", "source");
    await field(pane()).fill("");
  });

  test("offers the likely word for one that is written wrong, by click and by keyboard", async () => {
    for (const [query, meant, then, choose] of [
      ["walrsu tag:sea", "walrus?", "walrus tag:sea", (name: string) => pane().getByRole("button", { name, exact: true }).click()],
      ["tonens path:harbour", "tonnes?", "tonnes path:harbour", (name: string) => pane().getByRole("button", { name, exact: true }).press("Enter")],
    ] as const) {
      await openPane(query);
      await eventually(async () => expect(await pane().locator(".cpd-search-status").last().textContent()).toBe(`Did you mean ${meant}`));
      await eventually(async () => expect(await pane().locator(".cpd-sr[role=status]").textContent()).toMatch(/passages? in .* Did you mean /));
      await choose(meant);
      expect(await field(pane()).inputValue()).toBe(then);
      await eventually(async () => expect(await pane().locator(".cpd-search-status").last().textContent()).toBe(""));
      expect(await field(pane()).evaluate((element) => element.ownerDocument.activeElement === element)).toBe(true);
      await field(pane()).fill("");
    }
  });

  test("is narrowed by chips and by what is written, and says what to do where nothing is found", async () => {
    await search("walruss tag:sea");
    await finds(["Ships"]);
    await modal().getByRole("button", { name: "Wiki", exact: true }).click();
    await eventually(async () => expect(await modal().locator("h2").textContent()).toContain("Nothing in the wiki for"));
    await modal().getByRole("button", { name: /Search everywhere/ }).click();
    await finds(["Ships"]);
    await field().fill("walruss tag:sea");
    await modal().getByRole("button", { name: "Remove filter tag:sea" }).click();
    expect(await field().inputValue()).toBe("walruss");
    await finds(["Ships"]);
    await field().fill("xqzvw");
    await eventually(async () => expect(await modal().locator("h2").textContent()).toBe("Nothing in the wiki and the sources for “xqzvw”"));
    expect(await modal().locator(".cpd-empty").textContent()).toContain("“exact words”");
    await field().press("Escape");
    await modal().waitFor({ state: "detached" });
  });

  test("lets a tag of the searched notes be chosen by keyboard, in the modal and in the pane", async () => {
    const prompt = host.page.locator(".prompt");
    const tags = (): Promise<string[]> => prompt.locator(".suggestion-item").allTextContents();
    await search("walrus OR tonnes");
    await eventually(async () => expect((await titles()).length).toBeGreaterThan(1));
    await modal().getByRole("button", { name: "Tag", exact: true }).focus();
    await host.page.keyboard.press("Enter");
    await eventually(async () => expect(await tags()).toEqual(["sea"]));
    await host.page.keyboard.press("Escape");
    await prompt.waitFor({ state: "detached" });
    expect([await modal().count(), await field().inputValue()]).toEqual([1, "walrus OR tonnes"]);
    await modal().getByRole("button", { name: "Tag", exact: true }).focus();
    await host.page.keyboard.press("Enter");
    await prompt.waitFor();
    await host.page.keyboard.type("se");
    await host.page.keyboard.press("Enter");
    await finds(["Ships"]);
    expect(await field().inputValue()).toBe("walrus OR tonnes tag:sea");
    await field().press("Escape");
    await modal().waitFor({ state: "detached" });
    await openPane("");
    await pane().getByRole("button", { name: "Tag", exact: true }).click();
    await prompt.locator(".suggestion-item", { hasText: "sea" }).click();
    await finds(["Ships"], pane());
    await host.page.keyboard.type(" walrus");
    await pane().getByRole("button", { name: "Remove filter tag:sea" }).click();
    expect(await field(pane()).inputValue()).toBe("walrus");
  });

  test("in the pane follows what changes in the vault: written, renamed, deleted", async () => {
    await openPane("otter");
    await eventually(async () => expect(await pane().locator("h2").textContent()).toContain("Nothing in"));
    write(folder, "raw/New.md", "An otter came by.\n");
    await finds(["New"], pane());
    await host.page.evaluate(async () => window.app.fileManager.renameFile(window.app.vault.getFileByPath("raw/New.md")!, "raw/Newer.md"));
    await finds(["Newer"], pane());
    rmSync(join(folder, "raw/Newer.md"));
    await eventually(async () => expect(await pane().locator("h2").textContent()).toContain("Nothing in"));
  });

  test("answers while a compile runs, and finds its pages", async () => {
    await host.command("compendium:compile");
    await openPane("osprey works malmö");
    await eventually(async () => expect((await titles(pane())).length).toBeGreaterThan(3));
    await host.waitForIdle();
    await field(pane()).fill("osprey type:concept");
    await eventually(async () => expect(await titles(pane())).toContain("Osprey Works of Malmö"));
  });

  test("keeps the pane's query over a restart, and answers from the kept index; a damaged one is made again", async () => {
    await openPane("walrus -path:wiki");
    await finds(["Ships"], pane());
    await eventually(() => expect(read(folder, ".compendium/index/index.json")).toContain("segments"));
    await eventually(() => expect(read(folder, ".obsidian/workspace.json")).toContain("walrus -path:wiki"));
    await host.close();
    for (const damage of [false, true]) {
      if (damage) writeFileSync(join(folder, ".compendium/index/index.json"), "{ broken");
      host = await open(folder);
      await host.command("compendium:open-search-pane");
      if (!damage) await eventually(async () => expect(await field(pane()).inputValue()).toBe("walrus -path:wiki"));
      await field(pane()).fill("walrus -path:wiki");
      await finds(["Ships"], pane());
      if (!damage) await host.close();
    }
  });

  test("remembers what was asked over a restart, until it is told to forget", async () => {
    await search("tonnes path:harbour");
    await finds(["Harbour"]);
    await host.page.keyboard.press("Enter");
    await modal().waitFor({ state: "detached" });
    await host.waitForIdle();
    await host.reload();
    await search("");
    const rows = modal().locator(".cpd-search-row");
    await eventually(async () => expect((await rows.allTextContents())[0]).toBe("tonnes path:harbour"));
    await rows.first().press("Enter");
    expect(await field().inputValue()).toBe("tonnes path:harbour");
    await finds(["Harbour"]);
    await field().fill("");
    await modal().getByRole("button", { name: "Clear recent searches" }).click();
    await leave();
    await host.reload();
    await search("");
    await modal().locator(".cpd-empty").waitFor();
    expect(await rows.count()).toBe(0);
    await leave();
  });

  test("leaves nothing behind when the plugin is disabled with a search open", async () => {
    await search("walrus -path:wiki");
    await finds(["Ships"]);
    await host.page.evaluate(async () => window.app.plugins.disablePlugin("compendium"));
    await modal().waitFor({ state: "detached" });
    expect(await host.page.locator("[class*='cpd-']").count()).toBe(0);
  });
});
