/** A compile from the palette: what shows while it runs, what came of it, and that doing it again writes nothing. */
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { sampleSources } from "../../support/sample-sources";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { activeFile, compileAll, eventually, manySources, open, read, rowTitles, vaultOf, waitForLead, write } from "./steps";

/** What the page shows in passing: kept by an observer, so that nothing is missed however fast it goes. */
interface Seen {
  headings: string[];
  progress: string[];
  status: string[];
}

declare global {
  interface Window {
    seenInPassing?: Seen;
  }
}

describeInBrowser("Compiling from the palette", () => {
  let host: Host;
  let folder: string;
  let created: string[];
  const sources = { ...sampleSources(), ...manySources(8) };

  const group = (title: string) => host.page.locator(".cpd-group", { has: host.page.locator(".cpd-group-head", { hasText: title }) });
  const status = () => host.page.locator(".compendium-status");
  const runs = (): string[] => read(folder, "wiki/log.md").match(/^## \[.*$/gm) ?? [];
  const watch = (): Promise<void> =>
    host.page.evaluate(() => {
      const seen: Seen = { headings: [], progress: [], status: [] };
      window.seenInPassing = seen;
      const note = (list: string[], text: string | null | undefined): void => {
        if (typeof text === "string" && text !== "" && list.at(-1) !== text) list.push(text);
      };
      new MutationObserver(() => {
        note(seen.headings, document.querySelector(".cpd-lead h2")?.textContent);
        note(seen.progress, document.querySelector(".cpd-progress")?.getAttribute("aria-valuetext"));
        note(seen.status, document.querySelector(".compendium-status")?.textContent);
      }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  const seen = (): Promise<Seen> => host.page.evaluate(() => window.seenInPassing ?? { headings: [], progress: [], status: [] });

  beforeAll(async () => {
    folder = vaultOf(sources);
    host = await open(folder);
  });
  afterEach(() => {
    expect(host.errors).toEqual([]);
  });
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  it("tells before it what waits, and shows on request what would be created, which writes nothing", async () => {
    await host.palette("Compendium: Open compile pane");
    await waitForLead(host, "Ready to compile");
    await status().getByText("12 to compile").waitFor();
    expect(await host.viewText("compendium-compile")).toContain("12 sources: 12 new. No calls, no cost.");
    await host.page.getByRole("button", { name: "Show changes" }).click();
    await group("Will be created").waitFor();
    expect(await rowTitles(host, "Will be created")).toContain("Kestrel Crane");
    expect(Object.keys(readTree(folder)).filter((path) => path.startsWith("wiki/"))).toEqual([]);
  });

  it("shows each pass as it goes, in the pane and in the status bar", async () => {
    await watch();
    await compileAll(host);
    const { headings, progress, status: words } = await seen();
    expect(headings).toContain("Compiling");
    expect(headings.at(-1)).toMatch(/^Compiled 12 sources in /);
    // A pass shorter than a frame is not seen.
    const passes = [...new Set(progress.map((text) => text.split(",")[0] ?? ""))];
    expect(passes.length).toBeGreaterThan(0);
    expect(passes).toEqual(["Read", "Digest", "Concepts", "Articles", "Index", "Pages"].filter((pass) => passes.includes(pass)));
    for (const text of progress) expect(text).toMatch(/^\w+, [\d,]+ of [\d,]+ \w+$/);
    const percents = words.map((text) => /^Compiling (\d+) %$/.exec(text)?.[1]).filter((text) => text !== undefined).map(Number);
    expect(percents.length).toBeGreaterThan(0);
    expect(percents).toEqual([...percents].sort((left, right) => left - right));
    expect(words.at(-1)).toBe("Wiki up to date");
  });

  it("tells the result with all that was created: concepts, then source pages, then lists and files", async () => {
    const wiki = Object.keys(readTree(folder)).filter((path) => path.startsWith("wiki/"));
    expect(await host.viewText("compendium-compile")).toContain(`${wiki.length - 1} pages created.`);
    const rows = group("Created").locator(".cpd-row");
    created = (await rows.evaluateAll((found) => found.map((row) => row.getAttribute("data-key") ?? ""))).map((key) => key.replace("created:", ""));
    expect([...created].sort()).toEqual(wiki.filter((path) => path !== "wiki/log.md").sort());
    const rank = (path: string): number => (path.startsWith("wiki/concepts/") ? 0 : path.startsWith("wiki/sources/") ? 1 : 2);
    expect(created.map(rank)).toEqual(created.map(rank).sort());
    expect(rank(created[0]!)).toBe(0);
    expect(await rowTitles(host, "Needs you")).toEqual([]);
    expect(await rowTitles(host, "To compile")).toEqual([]);
    expect((await rowTitles(host, "Compiled")).length).toBe(12);
    await host.screenshot("compile-done");
  });

  it("opens each page from its row", async () => {
    const pages = created.filter((path) => path.endsWith(".md"));
    expect(pages.length).toBeGreaterThan(20);
    for (const path of pages) {
      await group("Created").locator(`[data-key="${quoted(`created:${path}`)}"]`).click();
      await eventually(async () => expect(await activeFile(host)).toBe(path));
    }
  });

  it("goes from row to row with the arrows, opens with Enter, and gives the focus back with Escape", async () => {
    await host.page.locator(".cpd-tree [tabindex='0']").focus();
    await host.page.keyboard.press("Home");
    await host.page.keyboard.press("ArrowDown");
    await host.page.keyboard.press("ArrowDown");
    await host.page.keyboard.press("Enter");
    await eventually(async () => expect(await activeFile(host)).toBe(created[1]));
    await host.page.locator(".cpd-tree [tabindex='0']").focus();
    await host.page.keyboard.press("Escape");
    await eventually(async () => expect(await host.page.evaluate(() => document.activeElement?.closest(".workspace-leaf-content")?.getAttribute("data-type"))).toBe("markdown"));
  });

  it("opens the index from the lead", async () => {
    await host.page.locator(".cpd-lead").getByRole("button", { name: "Open index" }).click();
    await eventually(async () => expect(await activeFile(host)).toBe("wiki/index.md"));
  });

  it("has one entry in the log, and a second compile writes nothing at all", async () => {
    expect(runs()).toHaveLength(1);
    expect(runs()[0]).toMatch(/^## \[\d{4}-\d\d-\d\d \d\d:\d\d\] compile \| 12 sources, \d+ pages/);
    const before = readTree(folder);
    const mark = host.mark();
    await compileAll(host);
    await waitForLead(host, "The wiki is up to date");
    expect(readTree(folder)).toEqual(before);
    expect(host.filesWritten(mark).filter((path) => !path.startsWith(".obsidian/") && !path.startsWith(".compendium/"))).toEqual([]);
    await status().getByText("Wiki up to date").waitFor();
  });

  it("after an edit compiles that source alone, and links what it changed", async () => {
    write(folder, "raw/Note 3.md", `${sources["raw/Note 3.md"]!}\nThe Kestrel Crane was painted green in 1999 by Anna Berg.\n`);
    await waitForLead(host, "Ready to compile");
    expect(await rowTitles(host, "To compile")).toEqual(["Note 3"]);
    await status().getByText("1 to compile").waitFor();
    await status().click();
    await compileAll(host);
    await waitForLead(host, "Compiled 1 source");
    expect(await rowTitles(host, "Updated")).toEqual(expect.arrayContaining(["Note 3"]));
    expect(runs()).toHaveLength(2);
    expect(read(folder, "wiki/sources/Note 3 (source).md")).toContain("painted green in 1999 by Anna Berg");
  });
});

function quoted(text: string): string {
  return text.replace(/["\\]/g, "\\$&");
}
