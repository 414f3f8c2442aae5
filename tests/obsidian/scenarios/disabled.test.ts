/** The plugin disabled after the use of everything, in the middle of a compile: nothing of it is left, and nothing of the user's is lost. */
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { sampleSources } from "../../support/sample-sources";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { compileAll, eventually, faultsOf, manySources, NO_FAULTS, open, read, vaultOf, waitForLead, write } from "./steps";

const PAGE = "wiki/concepts/Kestrel Crane.md";
const SOURCE = "raw/Harbour cranes.md";
const SETTINGS = ".obsidian/plugins/compendium/data.json";
const MINE = "- It came to Malmö in 1975, as I saw myself.";
const LATER = "The Heron Crane was built in 1960 by Maria Lindqvist. It lifts 70 tonnes.\n";
const VIEWS = ["compendium-compile", "compendium-review", "compendium-welcome"];
/** About another crane than the sample's, whose page would else have no room for the sample's own claims. */
const MANY = Object.fromEntries(Object.entries(manySources(60)).map(([path, text]) => [path, text.replaceAll("Kestrel", "Osprey")]));

describeInBrowser("The plugin disabled", () => {
  let folder = "";
  let host: Host;
  let sourcesBefore: Record<string, string> = {};

  const sources = (): Record<string, string> => Object.fromEntries(Object.entries(readTree(folder)).filter(([path]) => path.startsWith("raw/")));
  const active = (selector: string) => host.page.locator(`.workspace-leaf.mod-active ${selector}`);
  const makeConflict = async (): Promise<void> => {
    const page = read(folder, PAGE);
    expect(page).toMatch(/^- In 1975 .*$/m);
    write(folder, PAGE, page.replace(/^- In 1975 .*$/m, MINE));
    write(folder, SOURCE, read(folder, SOURCE).replace("was moved to Malmö.", "was moved to Malmö by barge."));
    await waitForLead(host, "Ready to compile");
    await compileAll(host);
  };
  const settings = (): Record<string, unknown> => JSON.parse(read(folder, SETTINGS)) as Record<string, unknown>;
  const turnOnCompilingByItself = async (): Promise<void> => {
    await host.openSettings("compendium");
    await host.page.locator(".setting-item", { hasText: "Compile new clips by themselves" }).locator(".checkbox-container").click();
    await eventually(() => expect(settings()["autoCompile"]).toBe(true));
    await host.page.keyboard.press("Escape");
    await host.page.locator(".modal-container").waitFor({ state: "detached" });
  };
  const openViews = async (): Promise<void> => {
    await host.command("compendium:review-conflicts");
    await host.page.locator(".cpd-hunk").first().waitFor();
    await host.command("compendium:open-welcome");
    await host.page.locator(".cpd-welcome").waitFor();
  };
  /** The page in front, in a tab of its own. */
  const showPage = async (): Promise<void> => {
    await host.page.evaluate(async (path) => {
      const { workspace, vault } = window.app;
      const shown = workspace.getLeavesOfType("markdown").find(({ view }) => (view as { file?: { path: string } }).file?.path === path);
      if (shown === undefined) await workspace.getLeaf("tab").openFile(vault.getFileByPath(path)!, { active: true, state: { mode: "preview" } });
      else workspace.setActiveLeaf(shown, { focus: true });
    }, PAGE);
    await active(".cpd-cite").first().waitFor();
  };
  const showCard = async (index: number): Promise<void> => {
    await active(".cpd-cite").nth(index).hover();
    await host.page.locator(".popover.cpd-card").waitFor();
  };
  const openCitation = async (index: number): Promise<void> => {
    await active(".cpd-cite").nth(index).click();
    await host.page.locator(".cpd-citebar").waitFor();
  };
  const openSummary = async (): Promise<void> => {
    await host.command("compendium:summarise-note");
    await host.page.locator(".cpd-summary-modal").waitFor();
    await host.page.keyboard.press("Escape");
    await host.page.locator(".cpd-summary-modal").waitFor({ state: "detached" });
  };
  const beginCompile = async (): Promise<void> => {
    for (const [path, text] of Object.entries(MANY)) write(folder, path, text.replaceAll("delivered", "sold and delivered"));
    sourcesBefore = sources();
    await waitForLead(host, "Ready to compile");
    await host.command("compendium:compile");
    await host.page.locator(".cpd-lead [data-action=cancel]").waitFor();
  };
  /** What can be seen of the plugin, or was put into the page by it. */
  const traces = (): Promise<string[]> =>
    host.page.evaluate(() => [...document.querySelectorAll("[class*='cpd-'], [class*='compendium'], style[data-plugin], mark.cpd-quote")].map(({ outerHTML }) => outerHTML.slice(0, 120)));

  beforeAll(async () => {
    folder = vaultOf({ ...sampleSources(), ...MANY });
    host = await open(folder);
    await compileAll(host);
    await makeConflict();
  }, 180_000);
  afterEach(() => {
    expect(host.errors.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  it("leaves nothing behind: no view, mark, card, timer, worker or style", async () => {
    await turnOnCompilingByItself();
    await openViews();
    await showPage();
    await showCard(1);
    await openCitation(1);
    await openSummary();
    await showPage();
    await showCard(2);
    await beginCompile();
    expect(await host.page.locator(".popover.cpd-card").count()).toBe(1);

    await host.disable("compendium");
    expect(await host.leftovers("compendium")).toEqual([]);
    // A worker that was ended goes a moment later.
    await eventually(() => expect(host.page.workers().length).toBe(0));
    await host.waitForIdle();
    expect(await host.leftovers("compendium")).toEqual([]);
    expect(await traces()).toEqual([]);
    expect((await host.commandNames()).filter((name) => name.startsWith("Compendium"))).toEqual([]);
    // What the page shows is what the app itself makes of its footnotes.
    await active(".footnote-ref, a.footnote-link").first().waitFor();
    await host.screenshot("disabled");
    await host.rightClick(SOURCE);
    expect((await host.menuTitles()).filter((title) => title.includes("Compile"))).toEqual([]);
    await host.closeMenus();
  }, 120_000);

  it("writes nothing more, and has left each page as it was or as it was to be", async () => {
    const mark = host.mark();
    write(folder, "raw/Later.md", LATER);
    await eventually(async () => expect(await host.page.evaluate(() => window.app.vault.getFileByPath("raw/Later.md") !== null)).toBe(true));
    await host.waitForIdle();
    expect(host.filesWritten(mark).filter((path) => path.startsWith("wiki/") || path.startsWith(".compendium/"))).toEqual([]);
    expect(sources()).toEqual({ ...sourcesBefore, "raw/Later.md": LATER });
    expect(read(folder, PAGE)).toContain(MINE);
  });

  it("goes on once it is enabled again: its views come back and the compile is finished", async () => {
    // What is compiled below is what the user asks for.
    write(folder, SETTINGS, JSON.stringify({ ...settings(), autoCompile: false }));
    await host.enable("compendium");
    await waitForLead(host, /^(Ready to compile|The last compile was interrupted)/);
    expect(await host.page.evaluate((types) => types.map((type) => window.app.workspace.getLeavesOfType(type).length), VIEWS)).toEqual([1, 1, 1]);
    await showPage();
    await host.page.locator(".compendium-status").waitFor();
    await compileAll(host);
    expect(read(folder, "wiki/sources/Note 7 (source).md")).toContain("sold and delivered");
    expect(read(folder, "wiki/sources/Later (source).md")).toContain("Heron Crane");
    expect(read(folder, PAGE)).toContain(MINE);
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
  }, 120_000);

  it("is disabled and enabled ten times without leaving or doubling anything", async () => {
    for (let time = 0; time < 10; time += 1) {
      await host.disable("compendium");
      expect(await host.leftovers("compendium")).toEqual([]);
      await host.enable("compendium");
    }
    await host.page.locator(".cpd-lead h2").waitFor();
    await showPage();
    await host.waitForIdle();
    expect(await host.page.locator(".compendium-status").count()).toBe(1);
    expect(await host.page.locator(".cpd-lead").count()).toBe(1);
    expect((await host.commandNames()).filter((name) => name.endsWith("Open wiki index"))).toHaveLength(1);
    expect(await host.page.locator("[aria-label='Open compile pane'].clickable-icon").count()).toBe(1);
    await openCitation(0);
    expect(await host.page.locator(".cpd-citebar").count()).toBe(1);
  });

  it("takes the card over an editor with it", async () => {
    await showPage();
    await host.openNote(PAGE, "source");
    const label = /\[\^(c\w+)\]/.exec(read(folder, PAGE))![1]!;
    // The reference may stand where the pointer rests since the last press: it has to come from elsewhere.
    await host.page.mouse.move(0, 0);
    await host.page.keyboard.down("ControlOrMeta");
    await active(".cm-line").filter({ hasText: label }).first().locator(":scope *", { hasText: label }).last().hover();
    await host.page.locator(".popover.cpd-card").waitFor();
    await host.disable("compendium");
    await host.page.keyboard.up("ControlOrMeta");
    expect(await traces()).toEqual([]);
  });
});
