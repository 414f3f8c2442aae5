/** Two windows: the pane in one, a page in another. What belongs to a window opens in it, and a window may be closed at any time. */
import type { Page } from "playwright-core";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { removeTemporaryFolders } from "../../support/vaults";
import { numberedFootnotes } from "./reading";
import { compileAll, eventually, exampleVault, manySources, open, read, waitForLead, write } from "./steps";

const PAGE = "wiki/concepts/John Harrison.md";
const SOURCE = "Clippings/John Harrison and the marine chronometer.md";

describeInBrowser("Two windows", () => {
  let folder = "";
  let host: Host;

  beforeAll(async () => {
    folder = exampleVault();
    host = await open(folder);
    await compileAll(host);
  });
  afterEach(() => {
    expect(host.errors).toEqual([]);
  });
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  const movePane = async (): Promise<Page> => {
    await host.command("compendium:open-pane");
    const popout = await host.windowOpenedBy(() =>
      host.page.evaluate(() => {
        window.app.workspace.moveLeafToPopout(window.app.workspace.getLeavesOfType("compendium-compile")[0]!);
      }),
    );
    await popout.locator(".cpd-lead h2").waitFor();
    return popout;
  };
  const openPageInWindow = async (): Promise<Page> => {
    const popout = await host.windowOpenedBy(() =>
      host.page.evaluate(async (path) => {
        await window.app.workspace.openPopoutLeaf().openFile(window.app.vault.getFileByPath(path)!, { active: true, state: { mode: "preview" } });
      }, PAGE),
    );
    await popout.locator(".cpd-cite").first().waitFor();
    return popout;
  };
  const leaves = (page: Page, path: string) => page.locator(`.workspace-leaf-content[data-type=markdown]`, { has: page.locator(".inline-title, .view-header-title", { hasText: path.replace(/^.*\//, "").replace(/\.md$/, "") }) });

  it("the pane in a window of its own has its buttons, menus, dialogs and keys there", async () => {
    const popout = await movePane();
    await popout.getByRole("button", { name: "More", exact: true }).click();
    await popout.locator(".menu-item-title", { hasText: "Read all sources again" }).waitFor();
    expect(await host.page.locator(".menu").count()).toBe(0);
    await popout.keyboard.press("Escape");
    await popout.locator(".menu").waitFor({ state: "detached" });

    // Keys: into the tree, to a row, its menu, and the dialog behind it.
    const row = popout.locator(".cpd-row", { hasText: "Caesium and the atomic second" }).last();
    await row.focus();
    await popout.keyboard.press("ArrowDown");
    await popout.keyboard.press("ArrowUp");
    expect(await popout.evaluate(() => document.activeElement?.textContent)).toContain("Caesium and the atomic second");
    await popout.keyboard.press("Shift+F10");
    await popout.locator(".menu-item-title", { hasText: "Open" }).first().waitFor();
    await popout.keyboard.press("Escape");
    await popout.locator(".menu").waitFor({ state: "detached" });

    await popout.getByRole("button", { name: "Undo last compile" }).click();
    await popout.locator(".modal", { hasText: "Undo the last compile?" }).waitFor();
    expect(await host.page.locator(".modal").count()).toBe(0);
    expect(await popout.evaluate(() => document.activeElement?.textContent)).toBe("Undo");
    await host.screenshot("windows-main");
    await popout.keyboard.press("Escape");
    await popout.locator(".modal").waitFor({ state: "detached" });
    await popout.close();
    await eventually(async () => expect(await host.page.evaluate(() => window.app.workspace.getLeavesOfType("compendium-compile").length)).toBe(0));
  });

  it("a page in a window of its own shows its cards there, and opens the source beside it", async () => {
    const popout = await openPageInWindow();
    const footnote = numberedFootnotes(read(folder, PAGE))[2]!;
    await popout.locator(".cpd-cite").nth(2).hover();
    await popout.locator(".popover.cpd-card", { hasText: footnote.quote }).waitFor();
    expect(await host.page.locator(".cpd-card").count()).toBe(0);
    await popout.locator(".cpd-cite").nth(2).click();
    await popout.locator(".cpd-citebar").waitFor();
    await popout.locator(".popover").waitFor({ state: "detached" });
    expect(await host.page.locator(".cpd-citebar").count()).toBe(0);
    await leaves(popout, SOURCE).waitFor();
    expect((await popout.locator(".cm-line .cpd-quote").allTextContents()).join("")).toBe(footnote.quote);
    await eventually(async () => expect(await popout.evaluate(() => document.getSelection()?.toString())).toBe(footnote.quote));
    await popout.keyboard.press("F3");
    await eventually(async () => expect((await popout.locator(".cm-line .cpd-quote").allTextContents()).join("")).not.toBe(footnote.quote));
    await popout.keyboard.press("Escape");
    await popout.locator(".cpd-citebar").waitFor({ state: "detached" });
    await eventually(async () => expect(await popout.evaluate(() => document.activeElement?.className)).toContain("cpd-cite"));
    // By keyboard, the card.
    await popout.mouse.move(1, 1);
    await popout.keyboard.press("Tab");
    await popout.keyboard.press("Shift+Tab");
    await popout.locator(".cpd-focus-card", { hasText: footnote.quote }).waitFor();
    await popout.keyboard.press("Enter");
    await popout.locator(".cpd-citebar").waitFor();
    expect(await popout.locator(".cpd-focus-card").count()).toBe(0);
    expect(await host.page.locator(".cpd-citebar").count()).toBe(0);
    await popout.close();
  });

  it("a summary asked for in a window is shown in it, and inserted there", async () => {
    const popout = await host.windowOpenedBy(() =>
      host.page.evaluate(async (path) => {
        await window.app.workspace.openPopoutLeaf().openFile(window.app.vault.getFileByPath(path)!, { active: true, state: { mode: "source" } });
      }, SOURCE),
    );
    await popout.locator(".cm-content").click();
    await host.command("compendium:summarise-note");
    const modal = popout.locator(".modal.compendium");
    await modal.waitFor();
    expect(await host.page.locator(".modal").count()).toBe(0);
    await modal.getByRole("button", { name: "Insert at cursor" }).click();
    await modal.waitFor({ state: "detached" });
    await popout.locator(".cm-line", { hasText: /^- .*John Harrison/ }).first().waitFor();
    await popout.locator(".cm-content").focus();
    await popout.keyboard.press("ControlOrMeta+z");
    await popout.locator(".cm-line", { hasText: /^- .*John Harrison/ }).first().waitFor({ state: "detached" });
    await popout.close();
  });

  it("a window that is closed while it runs takes nothing with it but itself", async () => {
    for (const [path, text] of Object.entries(manySources(60))) write(folder, path, text);
    const popout = await movePane();
    await popout.locator(".cpd-lead h2", { hasText: "Ready to compile" }).waitFor();
    await popout.getByRole("button", { name: "Compile", exact: true }).click();
    await popout.locator(".cpd-lead [data-action=cancel]").waitFor();
    await popout.close();
    await host.page.locator(".compendium-status", { hasText: "Wiki up to date" }).waitFor({ timeout: 60_000 });
    expect(read(folder, "wiki/sources/Note 59 (source).md")).toContain("Kestrel Crane number 59");
    await host.command("compendium:open-pane");
    await waitForLead(host, "Compiled 60 sources");
  });
});
