/** On a phone, where Node's modules throw: every screen within its width, every button wide enough for a finger. */
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { removeTemporaryFolders } from "../../support/vaults";
import { numberedFootnotes } from "./reading";
import { activeFile, eventually, exampleVault, open, read, sideways, waitForLead, write } from "./steps";

const PAGE = "wiki/concepts/John Harrison.md";
const SOURCE = "Clippings/John Harrison and the marine chronometer.md";
const FINGER = 44;

describeInBrowser("On a phone", () => {
  let folder = "";
  let host: Host;

  beforeAll(async () => {
    folder = exampleVault();
    host = await open(folder, { mobile: true });
    host.page.setDefaultTimeout(15_000);
  });
  afterEach(() => {
    expect(host.errors.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  /** The plugin's buttons on the screen that are smaller than a finger. Those that read as links stand in text, with room around them. */
  const tooSmall = (): Promise<string[]> =>
    host.page.evaluate((least) => {
      const shown = [...document.querySelectorAll<HTMLElement>(".compendium button, .compendium [role=radio], .cpd-row, .cpd-group-head, .modal.compendium button")].filter((element) => element.checkVisibility() && element.getClientRects().length > 0);
      const isSmall = (element: HTMLElement): boolean => {
        const { width, height } = element.getBoundingClientRect();
        const isLink = element.classList.contains("cpd-linkish");
        return height < (isLink ? 32 : least) - 0.5 || (!isLink && width < least - 0.5);
      };
      return shown.filter(isSmall).map((element) => `${element.className} "${element.textContent}" ${JSON.stringify(element.getBoundingClientRect())}`);
    }, FINGER);
  const check = async (name: string): Promise<void> => {
    await host.waitForIdle();
    await host.screenshot(`phone-${name}`);
    expect({ name, tooSmall: await tooSmall(), sideways: await sideways(host) }).toEqual({ name, tooSmall: [], sideways: [] });
  };

  it("has no module of Node, and no need of one", async () => {
    expect(await host.page.evaluate(() => typeof (window as unknown as { require?: unknown }).require)).toBe("undefined");
    await host.page.locator(".cpd-welcome button.mod-cta").waitFor();
    await check("welcome");
  });

  it("compiles for the first time from the welcome, and leads on to the pane in the drawer", async () => {
    await host.page.locator(".cpd-welcome button.mod-cta").tap();
    await host.page.locator(".cpd-welcome h2", { hasText: "Your wiki is ready" }).waitFor({ timeout: 60_000 });
    expect(read(folder, PAGE)).toContain("John Harrison");
    await check("welcome-done");
    await host.page.getByRole("button", { name: "Show compile pane" }).tap();
    await waitForLead(host, "Compiled 12 sources");
    await host.page.locator(".workspace-drawer .cpd-lead").waitFor();
    await check("pane-done");
  });

  it("shows the plan, and offers a row's actions on a long press", async () => {
    write(folder, SOURCE, `${read(folder, SOURCE)}\nThe Kestrel Committee met in 2021 in Malm\u00f6.\n`);
    write(folder, "raw/New.md", "The Heron Crane was built in 1960 by Maria Lindqvist in Gothenburg.\n");
    await waitForLead(host, "Ready to compile");
    await check("pane-plan");
    await host.page.getByRole("button", { name: "Show changes" }).tap();
    await host.page.getByRole("button", { name: "Hide changes" }).waitFor();
    await check("pane-changes");
    await host.page.locator(".cpd-row", { hasText: "Railway time" }).last().click({ button: "right" });
    await host.page.locator(".menu-item-title", { hasText: "Open source page" }).waitFor();
    await host.closeMenus();
    await host.page.locator(".cpd-lead .mod-cta").tap();
    await waitForLead(host, "Compiled 2 sources");
  });

  it("opens a page from the pane, and does not leave it behind the drawer", async () => {
    await host.page.locator(".cpd-row", { hasText: "John Harrison" }).first().tap();
    await eventually(async () => expect(await activeFile(host)).toBe("wiki/sources/John Harrison and the marine chronometer (source).md"));
    expect(await host.page.evaluate(() => window.app.workspace.rightSplit.collapsed)).toBe(true);
  });

  it("shows a citation as a sheet on a tap, which opens the source at the words", async () => {
    await host.openNote(PAGE, "preview");
    const cite = host.page.locator(".cpd-cite").nth(1);
    const footnote = numberedFootnotes(read(folder, PAGE))[1]!;
    await cite.tap();
    const sheet = host.page.locator(".cpd-sheet");
    await sheet.waitFor();
    const text = (await sheet.innerText()).replace(/\s+/g, " ");
    expect(text).toContain(footnote.quote);
    expect(text).toContain(footnote.title);
    expect(await host.page.locator(".popover").count()).toBe(0);
    const box = (await sheet.boundingBox())!;
    expect(Math.round(box.x)).toBe(0);
    expect(Math.round(box.width)).toBe(390);
    expect(Math.round(box.y + box.height)).toBe(844);
    await check("sheet");
    await sheet.getByRole("button", { name: "Open source" }).tap();
    await host.page.locator(".cpd-citebar").waitFor();
    expect(await activeFile(host)).toBe(SOURCE);
    const quote = host.page.locator(".workspace-leaf.mod-active .cpd-quote");
    expect((await quote.allTextContents()).join("")).toBe(footnote.quote);
    await check("source");
    const [before] = await quote.allTextContents();
    await host.page.getByRole("button", { name: "Next cited passage" }).tap();
    await eventually(async () => expect(await quote.first().textContent()).not.toBe(before));
    await host.page.locator(".cpd-citebar").getByRole("button", { name: "Close" }).tap();
    await eventually(async () => expect(await activeFile(host)).toBe(PAGE));
  });

  it("has its settings", async () => {
    await host.openSettings("compendium");
    const tab = host.page.locator(".modal.mod-settings, .modal").last();
    await tab.locator(".setting-item", { hasText: "Wiki folder" }).waitFor();
    await tab.locator(".setting-item", { hasText: "Compile new clips by themselves" }).locator(".checkbox-container").tap();
    await eventually(() => {
      expect(JSON.parse(read(folder, ".obsidian/plugins/compendium/data.json"))).toMatchObject({ autoCompile: true });
    });
    await check("settings");
    expect(await tab.evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
    await host.page.keyboard.press("Escape");
  });

  it("shows its dialogs within the screen", async () => {
    while ((await host.page.locator(".modal-container").count()) > 0) await host.page.keyboard.press("Escape");
    await host.openNote(SOURCE, "source");
    await host.command("compendium:summarise-note");
    await host.page.locator(".cpd-summary-modal").waitFor();
    await check("summary");
    await host.page.keyboard.press("Escape");
    write(folder, "Diary.md", "Today I read about John Harrison and the Board of Longitude.\n");
    await host.waitForIdle();
    await host.openNote("Diary.md", "source");
    await host.command("compendium:link-mentions");
    await host.page.locator(".cpd-link-preview").waitFor();
    await check("links");
    await host.page.keyboard.press("Escape");
    await host.command("compendium:undo");
    await host.page.locator(".modal", { hasText: "Undo the last compile?" }).waitFor();
    await check("undo");
    await host.page.keyboard.press("Escape");
  });
});
