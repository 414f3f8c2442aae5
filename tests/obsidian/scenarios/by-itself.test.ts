/** Compiling new clips by itself: off by default, quiet, and never under the user's hands. */
import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { sampleSources } from "../../support/sample-sources";
import { eventually, open, read, vaultOf, write } from "./steps";

/** What the product says it waits for (milliseconds). */
const STILL_FOR = 10_000;
const PATIENCE = 40_000;

const sourcePage = (name: string): string => `wiki/sources/${name} (source).md`;

describeInBrowser("Compiling by itself", () => {
  let folder = "";
  let host: Host;
  const noticed: string[] = [];

  beforeAll(async () => {
    folder = vaultOf(sampleSources());
    // Clips of an hour ago have been still for long.
    const before = Date.now() / 1000 - 3600;
    for (const path of Object.keys(sampleSources())) utimesSync(join(folder, path), before, before);
    write(folder, ".obsidian/plugins/compendium/data.json", JSON.stringify({ hasSeenWelcome: true }));
    host = await open(folder);
    await host.page.exposeFunction("noticed", (text: string) => noticed.push(text));
    await host.page.evaluate(() => {
      const tell = (window as unknown as { noticed(text: string): void }).noticed;
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const node of addedNodes) if (node instanceof HTMLElement && node.matches(".notice, .notice-container, .modal-container")) tell(node.textContent);
      }).observe(document.body, { childList: true, subtree: true });
    });
  });
  afterEach(() => {
    expect(host.errors).toEqual([]);
  });
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  const status = () => host.page.locator(".compendium-status");
  const turn = async (): Promise<void> => {
    await host.openSettings("compendium");
    await host.page.locator(".setting-item", { hasText: "Compile new clips by themselves" }).locator(".checkbox-container").click();
    await host.page.keyboard.press("Escape");
    await host.page.locator(".modal-container").waitFor({ state: "detached" });
    noticed.length = 0;
  };
  const views = (): Promise<string[]> =>
    host.page.evaluate(() => {
      const types: string[] = [];
      window.app.workspace.iterateAllLeaves((leaf) => types.push(leaf.view.getViewType()));
      return types.filter((type) => type.startsWith("compendium"));
    });

  it("does nothing before it is turned on", async () => {
    await status().filter({ hasText: "4 to compile" }).waitFor();
    await host.waitForIdle(1500);
    expect(existsSync(join(folder, "wiki"))).toBe(false);
    expect(existsSync(join(folder, ".compendium"))).toBe(false);
  });

  it("compiles what has been still once it is turned on, without a word or a view", async () => {
    await turn();
    await status().filter({ hasText: "Wiki up to date" }).waitFor({ timeout: PATIENCE });
    expect(read(folder, sourcePage("Harbour cranes"))).toContain("Kestrel Crane");
    expect(JSON.parse(read(folder, ".obsidian/plugins/compendium/data.json"))).toMatchObject({ autoCompile: true });
    expect(noticed).toEqual([]);
    expect(await views()).toEqual([]);
  });

  it("compiles a new clip once it was left alone for ten seconds", async () => {
    const written = Date.now();
    write(folder, "raw/Heron.md", "The Heron Crane was built in 1960 by Maria Lindqvist. It lifts 70 tonnes.\n");
    await eventually(() => {
      expect(existsSync(join(folder, sourcePage("Heron")))).toBe(true);
    }, PATIENCE);
    expect(Date.now() - written).toBeGreaterThanOrEqual(STILL_FOR);
    expect(noticed).toEqual([]);
  }, 60_000);

  it("waits while the user types, keeps each letter, and leaves focus and cursor alone", async () => {
    await status().filter({ hasText: "Wiki up to date" }).waitFor({ timeout: PATIENCE });
    await host.openNote("raw/Heron.md", "source");
    await host.page.locator(".workspace-leaf.mod-active .cm-content").click();
    await host.page.keyboard.press("ControlOrMeta+End");
    const before = read(folder, sourcePage("Heron"));
    const sentence = "A barge moved it in 1975.";
    const started = Date.now();
    let typed = 0;
    // Slower than ten seconds in all, each letter within them.
    while (typed < sentence.length) {
      await host.page.keyboard.insertText(sentence.charAt(typed));
      typed += 1;
      if (typed % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 1400));
      expect(read(folder, sourcePage("Heron"))).toBe(before);
    }
    expect(Date.now() - started).toBeGreaterThan(STILL_FOR);
    await eventually(() => {
      expect(read(folder, sourcePage("Heron"))).toContain("A barge moved it in 1975");
    }, PATIENCE);
    await status().filter({ hasText: "Wiki up to date" }).waitFor({ timeout: PATIENCE });
    await host.page.keyboard.insertText(" It is blue.");
    await host.waitForIdle(2500);
    expect(read(folder, "raw/Heron.md").trimEnd()).toMatch(/It lifts 70 tonnes\.\s+A barge moved it in 1975\. It is blue\.$/);
    expect(noticed).toEqual([]);
  }, 90_000);

  it("is quiet about a clip that cannot be read, tries it once, and compiles the others", async () => {
    const mark = host.mark();
    writeFileSync(join(folder, "raw/Broken.md"), Uint8Array.from([0x41, 0xff, 0xfe, 0xc3, 0x28, 0x0a]));
    write(folder, "raw/Crow.md", "The Crow Crane was built in 1961 by Maria Lindqvist. It lifts 71 tonnes.\n");
    await status().filter({ hasText: "1 failed" }).waitFor({ timeout: PATIENCE });
    await eventually(() => {
      expect(existsSync(join(folder, sourcePage("Crow")))).toBe(true);
    }, PATIENCE);
    await host.waitForIdle(2000);
    const reads = host.filesRead(mark).filter((path) => path === "raw/Broken.md").length;
    await host.waitForIdle(2000);
    expect(host.filesRead(mark).filter((path) => path === "raw/Broken.md")).toHaveLength(reads);
    expect(noticed).toEqual([]);
    expect(await views()).toEqual([]);
    // Nothing is lost: what is wrong and what to do is told where it is asked for.
    await host.command("compendium:open-pane");
    await host.page.locator(".cpd-row", { hasText: "Broken" }).locator(".d", { hasText: "Failed" }).waitFor();
    expect(Object.keys(readTree(folder))).toContain("raw/Broken.md");
  }, 60_000);
});
