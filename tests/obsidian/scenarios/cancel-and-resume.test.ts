/** A compile cancelled while it digests: no page is touched, what was digested is kept, and going on ends as if nothing had been. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { compileAll, eventually, manySources, open, rowTitles, vaultOf, waitForLead, wikiOf } from "./steps";

const AMOUNT = 60;

describeInBrowser("Cancel and resume", () => {
  let host: Host;
  let folder: string;
  let read: string[];
  const sources = manySources(AMOUNT);
  const sourcesIn = (paths: string[]): string[] => [...new Set(paths.filter((path) => path.startsWith("raw/")))].sort();
  /** Presses the pane's button as soon as so many sources are digested. */
  const cancelAfter = (digested: number): Promise<string> =>
    host.page.evaluate(
      (amount) =>
        new Promise<string>((resolve) => {
          const observer = new MutationObserver(() => {
            const text = document.querySelector(".cpd-progress")?.getAttribute("aria-valuetext") ?? "";
            const done = Number(/^Digest, (\d+) of/.exec(text)?.[1] ?? 0);
            const button = document.querySelector<HTMLElement>(".cpd-lead [data-action=cancel]");
            if (done < amount || button === null) return;
            observer.disconnect();
            button.click();
            resolve(text);
          });
          observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        }),
      digested,
    );

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

  it("touches no page, and says that what was digested is kept", async () => {
    const mark = host.mark();
    const cancelled = cancelAfter(10);
    await host.palette("Compendium: Compile new and changed notes");
    expect(await cancelled).toMatch(/^Digest, \d+ of 60 sources$/);
    await waitForLead(host, "Cancelled");
    expect(await host.viewText("compendium-compile")).toContain("What was digested so far is kept. No page was touched.");
    await host.waitForIdle();
    expect(existsSync(join(folder, "wiki"))).toBe(false);
    expect(readTree(folder)).toEqual(sources);
    read = sourcesIn(host.filesRead(mark));
    expect(read.length).toBeGreaterThanOrEqual(10);
    expect(read.length).toBeLessThan(AMOUNT);
    await host.screenshot("cancelled");
  });

  it("still shows every source as one to compile", async () => {
    await eventually(async () => expect(await rowTitles(host, "To compile")).toHaveLength(AMOUNT));
    await host.page.locator(".compendium-status", { hasText: "60 to compile" }).waitFor();
  });

  it("survives closing the app", async () => {
    await host.page.evaluate(() => window.app.workspace.saveLayout());
    await host.reload();
    await host.waitForIdle();
    await waitForLead(host, /Ready to compile|The last compile was interrupted/);
    expect(existsSync(join(folder, "wiki"))).toBe(false);
  });

  it("going on reads only the sources that were not digested, and can be cancelled again", async () => {
    const mark = host.mark();
    const cancelled = cancelAfter(1);
    await host.palette("Compendium: Compile new and changed notes");
    await cancelled;
    await waitForLead(host, "Cancelled");
    await host.waitForIdle();
    const again = sourcesIn(host.filesRead(mark));
    const twice = again.filter((path) => read.includes(path));
    // Those that were under way when it was cancelled were read, but not digested.
    expect(twice.length).toBeLessThan(read.length - 5);
    read = [...new Set([...read, ...again])];
    expect(existsSync(join(folder, "wiki"))).toBe(false);
  });

  it("ends, after Go on, in the same bytes as a compile that was not cancelled", async () => {
    const mark = host.mark();
    await host.page.getByRole("button", { name: "Go on" }).click();
    await waitForLead(host, /^Compiled \d+ sources/);
    await host.waitForIdle();
    expect(sourcesIn(host.filesRead(mark)).length).toBeLessThan(AMOUNT - 8);
    expect(await rowTitles(host, "To compile")).toEqual([]);
    expect(await host.page.locator(".cpd-group-head", { hasText: /^Compiled/ }).locator(".cpd-count").textContent()).toBe("60");
    expect(readTree(join(folder, "wiki"))["log.md"]!.match(/^## \[/gm)).toHaveLength(1);
    const resumed = wikiOf(folder);
    await host.close();
    const other = vaultOf(sources);
    host = await open(other);
    await compileAll(host);
    expect(Object.keys(resumed).length).toBeGreaterThan(AMOUNT);
    expect(resumed).toEqual(wikiOf(other));
  });
});
