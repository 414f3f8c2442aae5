/** The first start in a vault: the welcome comes by itself once, writes nothing before a press, and follows what happens elsewhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { sampleSources } from "../../support/sample-sources";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { activeFile, compileAll, eventually, notice, open, undoLast, vaultOf, waitForLead, write } from "./steps";

describeInBrowser("First run", () => {
  let host: Host;
  afterEach(async () => {
    expect(host.errors).toEqual([]);
    await host.close();
  });
  afterAll(removeTemporaryFolders);

  const welcome = () => host.page.locator(".cpd-welcome-view");
  const welcomes = (): Promise<number> => host.page.evaluate(() => window.app.workspace.getLeavesOfType("compendium-welcome").length);
  const said = (text: RegExp | string) => welcome().locator("section").getByText(text);
  const button = (name: string) => welcome().getByRole("button", { name, exact: true });
  const focused = (): Promise<string | null> => host.page.evaluate(() => document.activeElement?.textContent ?? null);
  /** What is in the folder, but for the app's own. */
  const folders = (folder: string): string[] => readdirSync(folder).filter((name) => name !== ".obsidian").sort();
  const closeWelcome = (): Promise<void> => host.page.evaluate(() => window.app.workspace.detachLeavesOfType("compendium-welcome"));
  /** As the app does it: what is open is kept first. */
  const startAgain = async (): Promise<void> => {
    await host.page.evaluate(() => window.app.workspace.saveLayout());
    await host.reload();
    await host.waitForIdle();
  };

  it("in a vault without folders, makes them at a press and not before, and waits for clips", async () => {
    const folder = vaultOf({ "Inbox.md": "Mine.\n" });
    host = await open(folder);
    await said("No notes to compile yet.").waitFor();
    expect(await welcomes()).toBe(1);
    expect(await focused()).toBe("Make folders");
    expect(await welcome().locator(".cpd-folder").allTextContents()).toEqual(["Clippingswhere Web Clipper saveswill be made", "rawother notes to compilewill be made", "wikipages Compendium writeswill be made"]);
    await host.waitForIdle(1000);
    expect(folders(folder)).toEqual(["Inbox.md"]);
    await host.page.keyboard.press("Enter");
    await notice(host, "The folders are there.");
    await eventually(() => expect(folders(folder)).toEqual(["Clippings", "Inbox.md", "raw", "wiki"]));
    expect(await welcome().locator(".cpd-folder").allTextContents()).toEqual(["Clippingswhere Web Clipper savesempty", "rawother notes to compileempty", "wikipages Compendium writesempty"]);
    write(folder, "Clippings/Cranes.md", sampleSources()["raw/Harbour cranes.md"]!);
    await button("Make folders and compile").waitFor();
    await said(/^1 source, about \d+ pages, no calls, no cost\./).waitFor();
    expect(readTree(join(folder, "wiki"))).toEqual({});
  });

  it("in a vault with clips, one press leads to a wiki and its index, and the second start shows no welcome", async () => {
    const folder = vaultOf(sampleSources());
    host = await open(folder);
    await said(/^4 sources, about \d+ pages/).waitFor();
    expect(await focused()).toBe("Make folders and compile");
    expect(folders(folder)).toEqual(["raw"]);
    await host.screenshot("first-run-plan");
    await host.page.keyboard.press("Enter");
    await welcome().getByRole("heading", { name: "Your wiki is ready" }).waitFor({ timeout: 60_000 });
    await said(/^\d+ pages made of 4 sources in /).waitFor();
    expect(await focused()).toBe("Open wiki index");
    expect(folders(folder)).toEqual([".compendium", "Clippings", "raw", "wiki"]);
    for (const [path, text] of Object.entries(sampleSources())) expect(readFileSync(join(folder, path), "utf8")).toBe(text);
    await host.screenshot("first-run-done");
    await host.page.keyboard.press("Enter");
    await eventually(async () => expect(await activeFile(host)).toBe("wiki/index.md"));
    await closeWelcome();
    await startAgain();
    expect(await welcomes()).toBe(0);
  });

  it("a welcome that was closed does not come again by itself, and its command brings it back", async () => {
    const folder = vaultOf(sampleSources());
    host = await open(folder);
    await welcome().waitFor();
    await closeWelcome();
    await eventually(() => expect(JSON.parse(readFileSync(join(folder, ".obsidian/plugins/compendium/data.json"), "utf8"))).toEqual({ hasSeenWelcome: true }));
    await startAgain();
    expect(await welcomes()).toBe(0);
    expect(folders(folder)).toEqual(["raw"]);
    await host.palette("Compendium: Open welcome");
    await button("Make folders and compile").waitFor();
    await eventually(async () => expect(await focused()).toBe("Make folders and compile"));
  });

  it("in a vault that has a wiki there is no welcome", async () => {
    host = await open(vaultOf({ ...sampleSources(), "wiki/index.md": "# Index\n" }));
    await host.waitForIdle(1000);
    expect(await welcomes()).toBe(0);
  });

  it("follows a compile that was started in the pane, and undoing it", async () => {
    const folder = vaultOf(sampleSources());
    host = await open(folder);
    await welcome().getByRole("heading", { name: "First compile" }).waitFor();
    await compileAll(host);
    await waitForLead(host, "Compiled 4 sources");
    await welcome().getByRole("heading", { name: "Your wiki is ready" }).waitFor();
    await said(/^\d+ pages made of 4 sources in /).waitFor();
    expect(await welcome().getByRole("button").allTextContents()).toEqual(["Use other folders", "Open wiki index", "Show compile pane"]);
    expect(await welcome().locator(".cpd-welcome-hint").isVisible()).toBe(false);
    await undoLast(host);
    await welcome().getByRole("heading", { name: "First compile" }).waitFor();
    await said(/^4 sources, about \d+ pages/).waitFor();
    await button("Make folders and compile").waitFor();
    expect(existsSync(join(folder, "wiki/index.md"))).toBe(false);
  });

  it("opened over a wiki, says that it is ready, and what waits once there is something new", async () => {
    const folder = vaultOf(sampleSources());
    host = await open(folder);
    await said(/^4 sources/).waitFor();
    await closeWelcome();
    await compileAll(host);
    await host.palette("Compendium: Open welcome");
    await welcome().getByRole("heading", { name: "Your wiki is ready" }).waitFor();
    await said("Every source is compiled.").waitFor();
    write(folder, "raw/Late.md", "The Heron Crane was built in 1960 by Maria Lindqvist. It lifts 70 tonnes.\n");
    await button("Make folders and compile").waitFor();
    await welcome().getByRole("heading", { name: "Next compile" }).waitFor();
    await said(/^1 source, about \d+ pages/).waitFor();
  });
});
