/** Compiling by right click: one note, several, a folder, the note in the editor; those sources and no others. */
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { sampleSources } from "../../support/sample-sources";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { open, read, vaultOf, waitForLead } from "./steps";

const crane = (name: string, year: number): string => `The ${name} Crane was built in ${year} by Maria Lindqvist. It lifts ${year - 1890} tonnes.\n`;

describeInBrowser("Right click", () => {
  let host: Host;
  let folder: string;
  const sources = {
    ...sampleSources(),
    "raw/deep/Osprey.md": crane("Osprey", 1950),
    "raw/deep/deeper/Heron.md": crane("Heron", 1960),
    "raw/deep/Picture.png": "not a note",
    "raw/other/Stork.md": crane("Stork", 1970),
    "raw/Egret.md": crane("Egret", 1980),
    "Diary/Today.md": "Nothing much.\n",
  };

  beforeAll(async () => {
    folder = vaultOf(sources);
    host = await open(folder);
  });
  afterEach(() => {
    expect(host.errors).toEqual([]);
    const kept = Object.entries(readTree(folder)).filter(([path]) => !path.startsWith("wiki/"));
    expect(Object.fromEntries(kept)).toEqual(sources);
  });
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  /** What has a source page on the disk. */
  const onDisk = (): string[] => Object.keys(readTree(join(folder, "wiki", "sources"))).map((path) => path.replace(" (source).md", "")).sort();
  const runs = (): string[] => read(folder, "wiki/log.md").match(/^## \[.*$/gm) ?? [];
  /** What the compiler says of each source, as every view shows it: the sources that are up to date. */
  const upToDate = (): Promise<string[]> =>
    host.page.locator(".cpd-group", { has: host.page.locator(".cpd-group-head", { hasText: /^Compiled/ }) }).locator(".cpd-row .t").allTextContents().then((titles) => titles.sort());
  const waitForCompiled = async (heading: string, titles: string[]): Promise<void> => {
    await waitForLead(host, heading);
    await host.waitForIdle();
    expect(onDisk()).toEqual([...titles].sort());
    expect(await upToDate()).toEqual([...titles].sort());
  };
  const compileTitles = async (): Promise<string[]> => (await host.menuTitles()).filter((title) => /^Compile/.test(title));

  it("on a note compiles that note", async () => {
    await host.rightClick("raw/Harbour cranes.md");
    expect(await compileTitles()).toEqual(["Compile this note"]);
    await host.screenshot("right-click-note");
    await host.menuItem("Compile this note");
    await waitForCompiled("Compiled 1 source in", ["Harbour cranes"]);
    expect(runs()).toHaveLength(1);
    expect(runs()[0]).toContain("1 source,");
  });

  it("on three selected notes compiles these three, in one run", async () => {
    await host.rightClick("raw/Lattice booms.md", "raw/Maria Lindqvist.md", "raw/Port of Malmö.md");
    expect(await compileTitles()).toEqual(["Compile these 3 notes"]);
    await host.menuItem("Compile these 3 notes");
    await waitForCompiled("Compiled 3 sources in", ["Harbour cranes", "Lattice booms", "Maria Lindqvist", "Port of Malmö"]);
    expect(runs()).toHaveLength(2);
  });

  it("on a folder compiles the notes in it and below it", async () => {
    await host.rightClick("raw/deep");
    expect(await compileTitles()).toEqual(["Compile this folder"]);
    await host.menuItem("Compile this folder");
    await waitForCompiled("Compiled 2 sources in", ["Harbour cranes", "Heron", "Lattice booms", "Maria Lindqvist", "Osprey", "Port of Malmö"]);
    expect(runs()).toHaveLength(3);
  });

  it("in the editor compiles the note one is in", async () => {
    await host.openNote("raw/other/Stork.md", "source");
    await host.page.locator(".workspace-leaf.mod-active .cm-line").first().click({ button: "right" });
    await host.page.locator(".menu").first().waitFor();
    expect(await compileTitles()).toEqual(["Compile this note"]);
    await host.menuItem("Compile this note");
    await waitForCompiled("Compiled 1 source in", ["Harbour cranes", "Heron", "Lattice booms", "Maria Lindqvist", "Osprey", "Port of Malmö", "Stork"]);
  });

  it("on a note and a folder together says so, and compiles what is new in them", async () => {
    await host.rightClick("raw/Egret.md", "raw/other");
    expect(await compileTitles()).toEqual(["Compile these notes"]);
    await host.menuItem("Compile these notes");
    await waitForCompiled("Compiled 1 source in", ["Egret", "Harbour cranes", "Heron", "Lattice booms", "Maria Lindqvist", "Osprey", "Port of Malmö", "Stork"]);
  });

  it("on what is compiled already writes nothing", async () => {
    const before = readTree(folder);
    await host.rightClick("raw/Harbour cranes.md");
    await host.menuItem("Compile this note");
    await waitForLead(host, "The wiki is up to date");
    await host.waitForIdle();
    expect(readTree(folder)).toEqual(before);
  });

  it("is not offered where there is no source", async () => {
    for (const path of ["Diary/Today.md", "Diary", "raw/deep/Picture.png", "wiki/concepts/Kestrel Crane.md", "wiki"]) {
      await host.rightClick(path);
      expect([path, await compileTitles()]).toEqual([path, []]);
      await host.closeMenus();
    }
    await host.rightClick("Diary/Today.md", "wiki/concepts/Kestrel Crane.md");
    expect(await compileTitles()).toEqual([]);
    await host.closeMenus();
  });

  it("on a note and one that is no source counts the sources", async () => {
    await host.rightClick("raw/Egret.md", "Diary/Today.md");
    expect(await compileTitles()).toEqual(["Compile this note"]);
    await host.closeMenus();
  });
});
