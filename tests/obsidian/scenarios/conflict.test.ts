/** Conflicts on a page, from the pane: reviewed, decided by keyboard, applied, taken back, and not raised again. */
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { sampleSources } from "../../support/sample-sources";
import { removeTemporaryFolders } from "../../support/vaults";
import { compileAll, eventually, faultsOf, NO_FAULTS, notice, open, read, rowTitles, vaultOf, waitForLead, waitForNothingWritten, write } from "./steps";

const PAGE = "wiki/concepts/Kestrel Crane.md";
const EDITED = "- Seen by me: the boom was first used here, and is used still.";

interface Place {
  where: string;
  source: string;
  said: string;
  now: string;
  /** The line of the page, and what the user made of it. */
  line: RegExp;
  mine: string;
}

const PLACES: Place[] = [
  {
    where: "Section History",
    source: "raw/Harbour cranes.md",
    said: "In 1975 the Kestrel Crane was moved to Malmö.",
    now: "In 1976 the Kestrel Crane was moved to Malmö by barge.",
    line: /^- In 1975 .*$/m,
    mine: "- It came to Malmö in 1974, as I saw myself.",
  },
  {
    where: "Section Lattice booms",
    source: "raw/Lattice booms.md",
    said: "The double lattice boom was first used on the Kestrel Crane.",
    now: "The double lattice boom was first used at sea on the Kestrel Crane.",
    line: /^- The .*first used on the Kestrel Crane.*$/m,
    mine: "- I doubt that the boom was first used here.",
  },
  {
    where: "Section Harbour cranes",
    source: "raw/Harbour cranes.md",
    said: "It lifts 40 tonnes at a time.",
    now: "It lifts 45 tonnes at a time since its repair.",
    line: /^- It lifts 40 tonnes.*$/m,
    mine: "- It lifts 30 tonnes, I believe.",
  },
];

describeInBrowser("A conflict", () => {
  let host: Host;
  let folder: string;
  let conflicted: string;

  const hunk = (index: number) => host.page.locator(".cpd-hunk").nth(index);
  const radio = (index: number, name: string) => hunk(index).getByRole("radio", { name });
  const isInFocus = (index: number): Promise<boolean> => hunk(index).evaluate((element) => element === document.activeElement);
  const press = (key: string): Promise<void> => host.page.keyboard.press(key);
  const focusedText = (): Promise<string> => host.page.evaluate(() => document.activeElement?.textContent ?? "");
  const linesOf = (text: string): string[] => text.split("\n").filter((line) => line !== "");
  /** Lines of the one text that the other has not. */
  const without = (text: string, other: string): string[] => linesOf(text).filter((line) => !linesOf(other).includes(line));
  const compileEdits = async (): Promise<void> => {
    await waitForLead(host, /Ready to compile/);
    await compileAll(host);
  };
  const openReview = async (): Promise<void> => {
    await host.page.getByRole("button", { name: "Review: Kestrel Crane" }).click();
    await hunk(PLACES.length - 1).waitFor();
  };
  /** From where the focus is, to the choices of that conflict. */
  const tabToChoices = async (): Promise<void> => {
    for (let presses = 0; presses < 20; presses += 1) {
      if (await host.page.evaluate(() => document.activeElement?.getAttribute("role") === "radio")) return;
      await press("Tab");
    }
    throw new Error("The choices are not reached with the tab key.");
  };
  const isNotToldAnyMore = async (): Promise<void> => {
    await host.page.locator(".compendium-status", { hasText: "Wiki up to date" }).waitFor();
    await eventually(async () => expect(await rowTitles(host, "Needs you")).toEqual([]));
  };
  const isTold = (): Promise<void> => eventually(async () => expect(await rowTitles(host, "Needs you")).toEqual(["Kestrel Crane"]));
  const undo = async (): Promise<void> => {
    await host.command("compendium:undo");
    await host.page.locator(".modal .mod-cta").click();
    await waitForLead(host, "Undone");
    await host.waitForIdle();
  };

  beforeAll(async () => {
    folder = vaultOf({ ...sampleSources(), ".obsidian/plugins/compendium/data.json": JSON.stringify({ hasSeenWelcome: true }) });
    host = await open(folder);
    await compileAll(host);
    let page = read(folder, PAGE);
    for (const { source, said, now, line, mine } of PLACES) {
      expect(page).toMatch(line);
      page = page.replace(line, mine);
      write(folder, source, read(folder, source).replace(said, now));
    }
    write(folder, PAGE, page);
    await compileEdits();
    conflicted = read(folder, PAGE);
  });
  afterEach(() => {
    expect(host.errors).toEqual([]);
  });
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  it("is told in the pane and in the status bar, and the user's words stand on the page", async () => {
    await isTold();
    expect(await host.viewText("compendium-compile")).toContain("3 conflicts: your words stay until you decide");
    await host.page.locator(".compendium-status", { hasText: "1 conflict" }).waitFor();
    for (const { mine } of PLACES) expect(linesOf(conflicted)).toContain(mine);
    expect(conflicted).not.toContain("by barge.[");
    await host.screenshot("conflict-pane");
  });

  it("is reviewed in a tab: published, yours and proposed, with what the proposal cites and the words that differ", async () => {
    await openReview();
    expect(await host.page.locator(".cpd-hunk header b").allTextContents()).toEqual(PLACES.map(({ where }) => where));
    for (const [index, { said, now, mine }] of PLACES.entries()) {
      const [base, yours, proposed] = await hunk(index).locator(".cpd-text").evaluateAll((texts) =>
        texts.map((text) => {
          const copy = text.cloneNode(true) as HTMLElement;
          for (const hidden of copy.querySelectorAll(".cpd-sr, del")) hidden.remove();
          return copy.textContent ?? "";
        }),
      );
      expect(base).toBe(`• ${said}`);
      expect(yours).toBe(mine.replace("- ", "• "));
      expect(proposed).toBe(`• ${now}`);
      expect(await hunk(index).locator("ins").count()).toBeGreaterThan(0);
    }
    expect(await hunk(0).locator(".cpd-why").textContent()).toBe("From 1 claim in Harbour cranes");
    expect(await host.page.getByRole("button", { name: "Apply to page" }).isDisabled()).toBe(true);
    await host.screenshot("conflict-review");
  });

  it("is gone through by keyboard, and nothing is written before it is applied", async () => {
    for (const index of [0, 1, 2, 2]) {
      await press("Alt+ArrowDown");
      expect(await isInFocus(index)).toBe(true);
    }
    await press("Alt+ArrowUp");
    await press("Alt+ArrowUp");
    expect(await isInFocus(0)).toBe(true);
    await tabToChoices();
    expect(await focusedText()).toBe("Accept proposal");
    await press("Space");
    expect(await radio(0, "Accept proposal").getAttribute("aria-checked")).toBe("true");
    await press("Alt+ArrowDown");
    expect(await isInFocus(1)).toBe(true);
    await tabToChoices();
    await press("ArrowLeft");
    expect(await focusedText()).toBe("Edit");
    await press("Space");
    const area = hunk(1).locator("textarea");
    expect(await area.evaluate((element) => element === document.activeElement)).toBe(true);
    const joined = await area.inputValue();
    expect(joined).toContain(PLACES[1]!.mine);
    expect(joined).toContain("first used at sea");
    await area.fill(EDITED);
    await press("Alt+ArrowDown");
    expect(await isInFocus(2)).toBe(true);
    await tabToChoices();
    await press("ArrowRight");
    expect(await focusedText()).toBe("Keep mine");
    await press("Space");
    expect(await host.page.locator(".cpd-foot").textContent()).toContain("3 of 3 decided.");
    await host.screenshot("conflict-decided");
    expect(read(folder, PAGE)).toBe(conflicted);
  });

  it("is applied with Mod+Enter: the page changes as decided and nowhere else", async () => {
    await press("ControlOrMeta+Enter");
    await notice(host, "Applied. No conflicts are left on this page.");
    const page = read(folder, PAGE);
    expect(without(conflicted, page).filter((line) => !line.startsWith("compendium:") && !/^\[\^c\w+\]:/.test(line))).toEqual([PLACES[0]!.mine, PLACES[1]!.mine]);
    const added = without(page, conflicted).filter((line) => !line.startsWith("compendium:"));
    expect(added[0]).toMatch(/^- In 1976 the Kestrel Crane was moved to \[\[wiki\/concepts\/Malmö\|Malmö\]\] by barge\.\[\^c\w+\]$/);
    expect(added[1]).toBe(EDITED);
    const label = /\[\^(c\w+)\]/.exec(added[0]!)![1]!;
    expect(page).toContain(`\n[^${label}]: [[raw/Harbour cranes#Later years|Harbour cranes]]: "${PLACES[0]!.now}"\n`);
    expect(added.slice(2).every((line) => /^\[\^c\w+\]:/.test(line))).toBe(true);
    expect(linesOf(page)).toContain(PLACES[2]!.mine);
    await eventually(async () => expect(await host.page.evaluate(() => window.app.workspace.getActiveFile()?.path)).toBe(PAGE));
    expect(await host.page.evaluate(() => window.app.workspace.getLeavesOfType("compendium-review").length)).toBe(0);
    await isNotToldAnyMore();
    await compileAll(host);
    await waitForNothingWritten(host);
    expect(read(folder, PAGE)).toBe(page);
  });

  it("comes back when its decision is undone", async () => {
    await undo();
    expect(read(folder, PAGE)).toBe(conflicted);
    await isTold();
    expect(await host.viewText("compendium-compile")).toContain("3 conflicts: your words stay until you decide");
  });

  it("of several may be decided alone: the others stay open, and the focus goes to the first of them", async () => {
    await openReview();
    await radio(0, "Keep mine").click();
    await host.page.getByRole("button", { name: "Apply to page" }).click();
    await notice(host, "Applied. 2 conflicts left.");
    await eventually(async () => expect(await host.page.locator(".cpd-hunk header b").allTextContents()).toEqual(PLACES.slice(1).map(({ where }) => where)));
    expect(await isInFocus(0)).toBe(true);
    expect(read(folder, PAGE)).toBe(conflicted);
    await host.page.locator(".cpd-foot").getByRole("button", { name: "Close" }).click();
    await undo();
    await eventually(async () => expect(await host.viewText("compendium-compile")).toContain("3 conflicts: your words stay until you decide"));
  });

  it("that was decided for the user's words leaves the page as it is, and no later compile raises it again", async () => {
    await openReview();
    for (const index of PLACES.keys()) await radio(index, "Keep mine").click();
    await host.page.getByRole("button", { name: "Apply to page" }).click();
    await notice(host, "Applied. No conflicts are left on this page.");
    expect(read(folder, PAGE)).toBe(conflicted);
    await isNotToldAnyMore();
    await host.page.getByRole("button", { name: "More", exact: true }).click();
    await host.menuItem("Read all sources again");
    await waitForNothingWritten(host);
    // What comes before the pane has looked again counts as seen with the result.
    await host.waitForIdle();
    write(folder, "raw/Late.md", "The Kestrel Crane was painted green in 1999 by Anna Berg. The Kestrel Crane is green since.\n");
    await compileEdits();
    await isNotToldAnyMore();
    for (const { mine } of PLACES) expect(linesOf(read(folder, PAGE))).toContain(mine);
    await host.palette("Compendium: Review conflicts");
    await notice(host, "No conflicts: nothing you wrote stands against a proposal.");
  });

  it("comes anew where the source says something else again, and Accept proposal then writes that", async () => {
    const { source, now, mine } = PLACES[2]!;
    write(folder, source, read(folder, source).replace(now, "It lifts 50 tonnes at a time since its second repair."));
    await compileEdits();
    await isTold();
    await host.palette("Compendium: Review conflicts");
    await hunk(0).waitFor();
    expect(await host.page.locator(".cpd-hunk").count()).toBe(1);
    await radio(0, "Accept proposal").click();
    await host.page.getByRole("button", { name: "Apply to page" }).click();
    await notice(host, "Applied. No conflicts are left on this page.");
    expect(read(folder, PAGE)).toMatch(/^- It lifts 50 tonnes at a time since its second repair\.\[\^c\w+\]$/m);
    expect(linesOf(read(folder, PAGE))).not.toContain(mine);
    expect(faultsOf(folder)).toEqual(NO_FAULTS);
  });
});
