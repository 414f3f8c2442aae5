/** What may come in between: cancelling, conflicts, edits and other programs during a compile, the plugin disabled, phones, windows, other directions of writing. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { sampleSources } from "../../support/sample-sources";
import { activeFile, compileAll, eventually, exampleVault, faultsOf, manySources, NO_FAULTS, notice, open, read, rowTitles, undoLast, vaultOf, waitForLead, wikiOf, write } from "./steps";

const PAGE = "wiki/concepts/Kestrel Crane.md";
const SOURCE = "raw/Harbour cranes.md";
const MOVED = "In 1975 the Kestrel Crane was moved to Malm\u00f6.";

describeInBrowser("In between", () => {
  let host: Host;
  afterEach(async () => {
    expect(host.errors).toEqual([]);
    await host.close();
  });
  afterAll(removeTemporaryFolders);

  const cancel = () => host.page.locator(".cpd-lead [data-action=cancel]");
  /** A compile that is under way: sources are being read. */
  const beginCompile = async (): Promise<void> => {
    await host.command("compendium:compile");
    await cancel().waitFor();
  };
  const editor = (): Promise<string | undefined> => host.page.evaluate(() => (window.app.workspace.activeEditor as { editor?: { getValue(): string } } | null)?.editor?.getValue());

  it("a cancelled compile touches no page, and going on ends in the same wiki as one that was not cancelled", async () => {
    const sources = manySources(80);
    const folder = vaultOf(sources);
    host = await open(folder);
    await beginCompile();
    await cancel().click();
    await waitForLead(host, "Cancelled");
    expect(existsSync(join(folder, "wiki"))).toBe(false);
    await host.page.getByRole("button", { name: "Go on" }).click();
    await waitForLead(host, "Compiled 80 sources");
    const resumed = wikiOf(folder);
    await host.close();
    const other = vaultOf(sources);
    host = await open(other);
    await compileAll(host);
    expect(resumed).toEqual(wikiOf(other));
    expect(faultsOf(other)).toEqual(NO_FAULTS);
  }, 240_000);

  it("a conflict is decided in its review, written exactly so, not raised again, and comes back with undo", async () => {
    const folder = vaultOf(sampleSources());
    host = await open(folder);
    await compileAll(host);
    const line = /^- In 1975 .*$/m.exec(read(folder, PAGE))?.[0] ?? "";
    const mine = "- It came to Malm\u00f6 in 1975, as I saw myself.";
    write(folder, PAGE, read(folder, PAGE).replace(line, mine));
    write(folder, SOURCE, read(folder, SOURCE).replace(MOVED, "In 1975 the Kestrel Crane was moved to Malm\u00f6 by barge."));
    await waitForLead(host, /Ready to compile/);
    await compileAll(host);
    expect(await rowTitles(host, "Needs you")).toEqual(["Kestrel Crane"]);
    expect(read(folder, PAGE)).toContain(mine);
    await host.page.getByRole("button", { name: "Review: Kestrel Crane" }).click();
    const hunk = host.page.locator(".cpd-hunk");
    await hunk.first().waitFor();
    await host.page.keyboard.press("Alt+ArrowDown");
    expect(await hunk.count()).toBe(1);
    await host.page.getByRole("radio", { name: "Keep mine" }).focus();
    await host.page.keyboard.press("ArrowLeft");
    await host.page.keyboard.press("Enter");
    expect(await host.page.getByRole("radio", { name: "Accept proposal" }).getAttribute("aria-checked")).toBe("true");
    expect(read(folder, PAGE)).toContain(mine);
    await host.page.keyboard.press("Control+Enter");
    await notice(host, "Applied");
    const page = read(folder, PAGE);
    expect(page).toContain("by barge");
    expect(page).not.toContain("as I saw myself");
    await eventually(async () => expect(await rowTitles(host, "Needs you")).toEqual([]));
    await compileAll(host);
    await waitForLead(host, "The wiki is up to date");
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
    await undoLast(host);
    expect(read(folder, PAGE)).toContain(mine);
  }, 180_000);

  it("what is typed during a compile stays: in a source for the next one, on a page beside what the run writes", async () => {
    const folder = vaultOf({ ...sampleSources(), ...manySources(60) });
    host = await open(folder);
    await compileAll(host);
    await host.openNote(PAGE, "source");
    for (let index = 0; index < 60; index += 1) write(folder, `raw/Note ${index}.md`, read(folder, `raw/Note ${index}.md`).replace("delivered", "sold and delivered"));
    await waitForLead(host, /Ready to compile/);
    await beginCompile();
    await host.page.evaluate((path) => {
      const view = window.app.workspace.getLeavesOfType("markdown").find((leaf) => (leaf.view as { file?: { path: string } }).file?.path === path);
      if (view !== undefined) window.app.workspace.setActiveLeaf(view, { focus: true });
    }, PAGE);
    await host.page.keyboard.press("Control+End");
    await host.page.keyboard.type("\n## Mine\n\nTyped while it ran.\n", { delay: 5 });
    expect(await editor()).toContain("Typed while it ran.");
    const sourceBefore = read(folder, "raw/Note 1.md");
    write(folder, "raw/Note 1.md", `${sourceBefore}\nIn 1999 the Kestrel Crane was painted green by Anna Berg.\n`);
    await waitForLead(host, /^Compiled/);
    await host.waitForIdle(2500);
    expect(read(folder, PAGE)).toContain("Typed while it ran.");
    expect(await editor()).toBe(read(folder, PAGE));
    await compileAll(host);
    await host.waitForIdle();
    expect(readTree(folder)["wiki/sources/Note 1 (source).md"]).toContain("painted green by Anna Berg");
    expect(read(folder, PAGE)).toContain("Typed while it ran.");
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
  }, 240_000);

  it("another program may change, add and remove sources and pages during a compile", async () => {
    const folder = vaultOf({ ...sampleSources(), ...manySources(60) });
    host = await open(folder);
    await beginCompile();
    rmSync(join(folder, "raw/Note 59.md"));
    rmSync(join(folder, "raw/Note 58.md"));
    write(folder, "raw/Late.md", "The Heron Crane was built in 1960 by Maria Lindqvist. It lifts 70 tonnes.\n");
    write(folder, "wiki/My own.md", "A note of mine that I keep in the wiki folder.\n");
    write(folder, SOURCE, `${read(folder, SOURCE)}\nIn 1999 the Kestrel Crane was painted green.\n`);
    await waitForLead(host, /^Compiled/);
    await host.waitForIdle(1000);
    await compileAll(host);
    const tree = readTree(folder);
    expect(tree["wiki/My own.md"]).toBe("A note of mine that I keep in the wiki folder.\n");
    expect(tree["wiki/sources/Late (source).md"]).toContain("Heron Crane");
    expect(tree["wiki/sources/Harbour cranes (source).md"]).toContain("painted green");
    expect(tree["wiki/sources/Note 59 (source).md"]).toBeUndefined();
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
  }, 240_000);

  it("a plugin that is disabled leaves nothing behind, and goes on once it is enabled again", async () => {
    const folder = vaultOf({ ...sampleSources(), ...manySources(60) });
    host = await open(folder);
    await host.command("compendium:compile-note").catch(() => undefined);
    await host.openNote(SOURCE);
    await host.command("compendium:compile-note");
    await waitForLead(host, "Compiled 1 source");
    await host.openNote(PAGE, "preview");
    await host.page.locator(".cpd-cite").first().click();
    await host.page.locator(".cpd-citebar").waitFor();
    await beginCompile();
    await host.disable("compendium");
    await host.waitForIdle(1000);
    expect(await host.leftovers("compendium")).toEqual([]);
    expect(await host.page.locator("[class*='cpd-'], .compendium-status").count()).toBe(0);
    await host.enable("compendium");
    await host.waitForIdle();
    await compileAll(host);
    expect(await rowTitles(host, "Needs you")).toEqual([]);
    expect(Object.keys(wikiOf(folder)).filter((path) => path.startsWith("wiki/sources/")).length).toBe(64);
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
  }, 240_000);

  it("on a phone, without Node, it compiles, and a citation is a sheet with the way to its source", async () => {
    const folder = exampleVault();
    host = await open(folder, { mobile: true });
    await host.command("compendium:compile");
    await waitForLead(host, "Compiled 12 sources");
    const heights = await host.page.locator(".cpd-lead button").evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(1);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    await host.page.locator(".cpd-row", { hasText: "John Harrison" }).first().tap();
    await eventually(async () => expect(await activeFile(host)).toBe("wiki/concepts/John Harrison.md"));
    await host.openNote("wiki/concepts/John Harrison.md", "preview");
    await host.page.locator(".cpd-cite").first().tap();
    await host.page.getByRole("button", { name: "Open source" }).tap();
    await host.page.locator(".cpd-citebar").waitFor();
    expect(await activeFile(host)).toBe("Clippings/John Harrison and the marine chronometer.md");
    expect(await host.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }, 120_000);

  it("the pane works in a window of its own", async () => {
    const folder = vaultOf(sampleSources());
    host = await open(folder);
    await host.command("compendium:open-pane");
    await waitForLead(host, "Ready to compile");
    const popout = await host.windowOpenedBy(() =>
      host.page.evaluate(() => {
        const [leaf] = window.app.workspace.getLeavesOfType("compendium-compile");
        if (leaf !== undefined) window.app.workspace.moveLeafToPopout(leaf);
      }),
    );
    await popout.getByRole("button", { name: "Compile", exact: true }).click();
    await popout.locator(".cpd-lead h2", { hasText: "Compiled 4 sources" }).waitFor({ timeout: 60_000 });
    await popout.locator(".cpd-group", { hasText: /^Compiled/ }).locator(".cpd-row", { hasText: "Harbour cranes" }).click({ button: "right" });
    await popout.locator(".menu-item-title", { hasText: "Open source page" }).waitFor();
    await popout.keyboard.press("Escape");
    await popout.close();
    await host.waitForIdle();
    expect(Object.keys(wikiOf(folder))).toContain(PAGE);
    await host.command("compendium:open-pane");
    await waitForLead(host, /up to date|Compiled/);
  }, 120_000);

  it("from right to left the pane is mirrored and titles keep their own direction", async () => {
    const folder = vaultOf({ "raw/\u0627\u0644\u0631\u0627\u0641\u0639\u0629.md": "\u0628\u0646\u064a\u062a \u0627\u0644\u0631\u0627\u0641\u0639\u0629 \u0627\u0644\u0643\u0628\u0631\u0649 \u0639\u0627\u0645 1931 \u0641\u064a \u0645\u064a\u0646\u0627\u0621 \u0627\u0644\u0645\u062f\u064a\u0646\u0629 \u0639\u0644\u0649 \u064a\u062f \u0627\u0644\u0645\u0647\u0646\u062f\u0633\u0629.\n", ...sampleSources() });
    host = await open(folder, { rtl: true });
    await compileAll(host);
    const [icon, title] = await host.page.locator(".cpd-row").first().evaluate((row) => [row.querySelector(".cpd-icon")?.getBoundingClientRect().left ?? 0, row.querySelector(".t")?.getBoundingClientRect().left ?? 0]);
    expect(icon).toBeGreaterThan(title ?? 0);
    expect(await host.page.locator(".cpd-row .t[dir=auto]").count()).toBe(await host.page.locator(".cpd-row .t").count());
    expect(Object.keys(wikiOf(folder)).some((path) => path.includes("\u0627\u0644\u0631\u0627\u0641\u0639\u0629"))).toBe(true);
  }, 120_000);
});
