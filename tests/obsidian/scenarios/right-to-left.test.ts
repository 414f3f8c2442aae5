/** From right to left: what the plugin does with the arrow keys itself goes the way one sees it, and nothing scrolls sideways. */
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { sampleSources } from "../../support/sample-sources";
import { removeTemporaryFolders } from "../../support/vaults";
import { compileAll, eventually, open, read, sideways, vaultOf, waitForLead, write } from "./steps";

const PAGE = "wiki/concepts/Kestrel Crane.md";
const SOURCE = "raw/Harbour cranes.md";
const ARABIC = "بنيت الرافعة الكبرى عام 1931 في ميناء المدينة على يد المهندسة.\n";

describeInBrowser("From right to left", () => {
  let folder = "";
  let host: Host;

  beforeAll(async () => {
    folder = vaultOf({ ...sampleSources(), "raw/الرافعة.md": ARABIC });
    host = await open(folder, { rtl: true });
    host.page.setDefaultTimeout(20_000);
    await compileAll(host);
  });
  afterEach(() => {
    expect(host.errors).toEqual([]);
  });
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  const focused = (): Promise<string> => host.page.evaluate(() => document.activeElement?.textContent.trim() ?? "");
  const group = () => host.page.locator(".cpd-group-head", { hasText: /^Compiled/ });

  it("in the pane's list, left opens a group and right closes it or goes back to it", async () => {
    const head = group();
    expect(await head.getAttribute("aria-expanded")).toBe("true");
    const row = host.page.locator(".cpd-row", { hasText: "Harbour cranes" }).last();
    await row.focus();
    await host.page.keyboard.press("ArrowRight");
    expect(await focused()).toMatch(/^Compiled/);
    await host.page.keyboard.press("ArrowRight");
    expect(await head.getAttribute("aria-expanded")).toBe("false");
    await host.page.keyboard.press("ArrowRight");
    expect([await focused(), await head.getAttribute("aria-expanded")]).toEqual([expect.stringMatching(/^Compiled/), "false"]);
    // Closed, it points to where its rows will be: to the left.
    expect(await head.locator(".cpd-chevron svg").evaluate((icon) => new DOMMatrix(getComputedStyle(icon).transform).a)).toBe(-1);
    await host.page.keyboard.press("ArrowLeft");
    expect(await head.getAttribute("aria-expanded")).toBe("true");
    expect(await focused()).toMatch(/^Compiled/);
    await host.screenshot("right-to-left-pane");
    expect(await sideways(host)).toEqual([]);
  });

  it("in a review, an arrow goes to the choice on that side", async () => {
    const line = /^- In 1975 .*$/m.exec(read(folder, PAGE))?.[0] ?? "";
    write(folder, PAGE, read(folder, PAGE).replace(line, "- It came to Malmö in 1975, as I saw myself."));
    write(folder, SOURCE, read(folder, SOURCE).replace("was moved to Malmö.", "was moved to Malmö by barge."));
    await waitForLead(host, "Ready to compile");
    await compileAll(host);
    await host.page.getByRole("button", { name: "Review: Kestrel Crane" }).click();
    const choices = host.page.getByRole("radio");
    await choices.first().waitFor();
    const centres = await choices.evaluateAll((radios) => radios.map((radio) => radio.getBoundingClientRect().left));
    expect(centres).toEqual([...centres].sort((one, other) => other - one));
    await choices.first().focus();
    const seen: string[] = [];
    for (const key of ["ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
      await host.page.keyboard.press(key);
      seen.push(await focused());
    }
    expect(seen).toEqual(["Keep mine", "Edit", "Keep mine", "Accept proposal", "Keep mine"]);
    await host.screenshot("right-to-left-review");
    expect(await sideways(host)).toEqual([]);
  });

  it("in the settings and the welcome nothing scrolls sideways", async () => {
    await host.openSettings("compendium");
    const settings = host.page.locator(".modal.mod-settings");
    await settings.locator(".setting-item", { hasText: "Wiki folder" }).waitFor();
    await host.screenshot("right-to-left-settings");
    expect(await sideways(host)).toEqual([]);
    await settings.locator(".setting-item", { hasText: "Source folders" }).click();
    await settings.locator(".setting-item", { hasText: "Clippings" }).waitFor();
    expect(await sideways(host)).toEqual([]);
    while ((await host.page.locator(".modal-container").count()) > 0) await host.page.keyboard.press("Escape");
    await host.command("compendium:open-welcome");
    await host.page.locator(".cpd-welcome").waitFor();
    await host.waitForIdle();
    await host.screenshot("right-to-left-welcome");
    expect(await sideways(host)).toEqual([]);
  });

  it("pane and review fit a narrow window too", async () => {
    await host.page.setViewportSize({ width: 700, height: 800 });
    await host.command("compendium:open-pane");
    await host.command("compendium:review-conflicts");
    await host.page.locator(".cpd-hunk").first().waitFor();
    await eventually(async () => expect(await sideways(host)).toEqual([]));
    await host.screenshot("right-to-left-narrow");
  });
});
