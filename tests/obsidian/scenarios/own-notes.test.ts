/** What the plugin does for a note of the user's own: its summary to take along, and links to what it mentions. */
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { sampleSources } from "../../support/sample-sources";
import { compileAll, eventually, notice, open, read, undoLast, vaultOf } from "./steps";

const DIARY = "Notes/2026/Diary.md";
const DIARY_TEXT = `# Diary

Today I saw the Kestrel Crane in the rain. Maria Lindqvist would have liked it.

- \`Kestrel Crane\` in code stays as it is, and so does [Kestrel Crane](https://example.org).
- The double lattice boom was wet.

The Kestrel Crane again, and [[Harbour cranes]].
`;
const SOURCE = "raw/Harbour cranes.md";

describeInBrowser("Notes of the user's own", () => {
  let folder = "";
  let host: Host;

  beforeAll(async () => {
    folder = vaultOf({ ...sampleSources(), [DIARY]: DIARY_TEXT, "Empty.md": "\n" });
    host = await open(folder);
    host.page.setDefaultTimeout(10_000);
    await host.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await compileAll(host);
  });
  afterEach(async () => {
    while ((await host.page.locator(".modal-container").count()) > 0) await host.page.keyboard.press("Escape");
    expect(host.errors).toEqual([]);
  });
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  const modal = () => host.page.locator(".modal.compendium");
  const press = (name: string | RegExp): Promise<void> => modal().getByRole("button", { name }).click();
  const setConfig = (key: string, value: unknown): Promise<void> =>
    host.page.evaluate(([name, wanted]) => (window.app.vault as unknown as { setConfig(key: string, value: unknown): void }).setConfig(name, wanted), [key, value] as const);
  const undo = async (): Promise<void> => {
    await undoLast(host);
    await host.waitForIdle();
  };
  const textInEditor = (): Promise<string> => host.page.evaluate(() => (window.app.workspace.activeLeaf?.view as unknown as { editor: { getValue(): string } }).editor.getValue());

  it("summarises a note to read, and writes nothing", async () => {
    const before = readTree(folder);
    await host.openNote(SOURCE, "source");
    await host.palette("Summarise this note");
    await modal().waitFor();
    const text = await modal().innerText();
    expect(text).toContain("Harbour cranes");
    expect(text).toContain("The Kestrel Crane was built in 1931");
    expect(text).toContain("What it says");
    expect(text).toMatch(/What it is about[\s\S]*Maria Lindqvist/);
    await host.screenshot("summary");
    await host.page.keyboard.press("Escape");
    await modal().waitFor({ state: "detached" });
    expect(readTree(folder)).toEqual(before);
  });

  it("copies the summary with its claims as a list", async () => {
    await host.palette("Summarise this note");
    await press("Copy");
    await notice(host, "Copied");
    const copied = await host.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^The Kestrel Crane was built in 1931 [^\n]*\n\n- /);
    for (const line of copied.trim().split("\n").slice(2)) expect(line).toMatch(/^- \S/);
  });

  it("inserts the summary at the cursor, which the user can take back", async () => {
    await host.openNote(SOURCE, "source");
    const before = await textInEditor();
    await host.page.evaluate(() => {
      const { editor } = window.app.workspace.activeLeaf?.view as unknown as { editor: { getValue(): string; offsetToPos(offset: number): unknown; setCursor(position: unknown): void; focus(): void } };
      editor.setCursor(editor.offsetToPos(editor.getValue().indexOf("## Design")));
      editor.focus();
    });
    await host.palette("Summarise this note");
    await press("Insert at cursor");
    await modal().waitFor({ state: "detached" });
    const after = await textInEditor();
    const at = before.indexOf("## Design");
    expect(after.slice(0, at)).toBe(before.slice(0, at));
    expect(after.slice(at)).toMatch(/^The Kestrel Crane was built in 1931 [\s\S]*\n- [\s\S]*\n## Design/);
    expect(after.endsWith(before.slice(at))).toBe(true);
    await host.page.locator(".workspace-leaf.mod-active .cm-content").click();
    await host.page.keyboard.press("ControlOrMeta+z");
    await eventually(async () => expect(await textInEditor()).toBe(before));
    await host.page.evaluate(() => (window.app.workspace.activeLeaf?.view as unknown as { save(): Promise<void> }).save());
    expect(read(folder, SOURCE)).toBe(sampleSources()[SOURCE]);
  });

  it("says so where a note holds nothing to summarise", async () => {
    await host.openNote("Empty.md", "source");
    await host.palette("Summarise this note");
    await modal().waitFor();
    expect(await modal().innerText()).toContain("holds no sentence");
    expect(await modal().getByRole("button", { name: /Copy|Insert/ }).count()).toBe(0);
    await host.page.keyboard.press("Escape");
  });

  it("shows each mention in its line, writes only those that were accepted, and undo takes them back", async () => {
    await host.openNote(DIARY, "source");
    await host.palette("Link mentions in this note");
    await modal().waitFor();
    const rows = modal().locator(".cpd-link-row");
    const lines = (await rows.locator(".cpd-link-line").allTextContents()).map((line) => line.trim());
    const marked = await rows.locator("mark").allTextContents();
    expect(marked).toEqual(["Kestrel Crane", "Maria Lindqvist", "double lattice boom"]);
    expect(lines[0]).toContain("Today I saw the Kestrel Crane in the rain.");
    expect(lines[2]).toContain("The double lattice boom was wet.");
    await host.screenshot("link-mentions");
    expect(read(folder, DIARY)).toBe(DIARY_TEXT);
    await rows.nth(1).locator("input").uncheck();
    await press("Write 2 links");
    await notice(host, "2 links written");
    const expected = DIARY_TEXT.replace("the Kestrel Crane in", "the [[Kestrel Crane]] in").replace("The double lattice boom was", "The [[Double lattice boom|double lattice boom]] was");
    expect(read(folder, DIARY)).toBe(expected);
    await eventually(async () => expect(await textInEditor()).toBe(expected));
    expect(read(folder, "wiki/log.md")).toMatch(/link \| 1 note/);
    await undo();
    expect(read(folder, DIARY)).toBe(DIARY_TEXT);
  });

  it("writes nothing where all were dropped or the preview was closed", async () => {
    await host.openNote(DIARY, "source");
    await host.palette("Link mentions in this note");
    await press("Drop all");
    expect(await modal().getByRole("button", { name: "No links" }).isDisabled()).toBe(true);
    await press("Take all");
    await modal().getByRole("button", { name: "Write 3 links" }).waitFor();
    await host.page.keyboard.press("Escape");
    await modal().waitFor({ state: "detached" });
    expect(read(folder, DIARY)).toBe(DIARY_TEXT);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ["as Markdown, relative to the note", { useMarkdownLinks: true, newLinkFormat: "relative" }, "the [Kestrel Crane](../../wiki/concepts/Kestrel%20Crane.md) in", "[double lattice boom](../../wiki/concepts/Double%20lattice%20boom.md)"],
    ["as Markdown, by the shortest name", { useMarkdownLinks: true, newLinkFormat: "shortest" }, "the [Kestrel Crane](Kestrel%20Crane.md) in", "[double lattice boom](Double%20lattice%20boom.md)"],
    ["as wikilinks, from the vault's root", { useMarkdownLinks: false, newLinkFormat: "absolute" }, "the [[wiki/concepts/Kestrel Crane|Kestrel Crane]] in", "[[wiki/concepts/Double lattice boom|double lattice boom]]"],
    ["as wikilinks, relative to the note", { useMarkdownLinks: false, newLinkFormat: "relative" }, "the [[../../wiki/concepts/Kestrel Crane|Kestrel Crane]] in", "[[../../wiki/concepts/Double lattice boom|double lattice boom]]"],
  ])("writes links as the app's settings say: %s", async (_, config, first, second) => {
    for (const [key, value] of Object.entries(config)) await setConfig(key, value);
    await host.openNote(DIARY, "source");
    await host.palette("Link mentions in this note");
    await press("Write 3 links");
    await eventually(() => {
      expect(read(folder, DIARY)).toContain(first);
    });
    expect(read(folder, DIARY)).toContain(second);
    await host.waitForIdle();
    // Each leads where it says.
    const targets = await host.page.evaluate((path) => {
      const { metadataCache } = window.app;
      return (metadataCache.getFileCache(window.app.vault.getFileByPath(path)!)?.links ?? []).map(({ link }) => metadataCache.getFirstLinkpathDest(link, path)?.path);
    }, DIARY);
    expect(targets).toContain("wiki/concepts/Kestrel Crane.md");
    expect(targets).not.toContain(undefined);
    await undo();
    expect(read(folder, DIARY)).toBe(DIARY_TEXT);
  });

  it("is not offered on a page of the wiki", async () => {
    await host.openNote("wiki/concepts/Kestrel Crane.md", "source");
    const names = await host.commandNames();
    expect(names.some((name) => name.includes("Link mentions in this note"))).toBe(false);
    expect(names.some((name) => name.includes("Summarise this note"))).toBe(true);
    await host.rightClick("wiki/concepts/Kestrel Crane.md");
    expect(await host.menuTitles()).not.toContain("Link mentions in this note");
    await host.closeMenus();
  });
});
