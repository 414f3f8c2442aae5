/** Citations come alive: from a footnote of a page to exactly the quoted words of its source, and back. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { readTree, removeTemporaryFolders } from "../../support/vaults";
import { bar, card, cites, footnotesOf, heightWithin, inFront, numberedFootnotes, selectedIn } from "./reading";
import { compileAll, eventually, exampleVault, notice, open, read, waitForLead, write } from "./steps";

const PAGE = "wiki/concepts/John Harrison.md";
const SOURCE = "Clippings/John Harrison and the marine chronometer.md";

/** Sentences in Markdown, each a paragraph of its own; \r\n at line ends and a byte order mark before the first. */
const MARKED_UP = [
  "The **Kestrel Crane** was built in *1931* by Maria Lindqvist in Gothenburg.",
  "The [Kestrel Crane](https://example.org/kestrel) lifts 40 tonnes at [the quay](https://example.org/quay \"Quay\").",
  "The Kestrel Crane runs `crane --lift 40` every morning at 6:15.",
  "The Osprey &amp; Kestrel Works built 312 cranes between 1919 and 1944.",
  "The Kestrel Crane was painted red \u{1F3D7}\uFE0F by \u{1F469}\u200D\u{1F527} Maria Lindqvist in 1933.",
  "The Kestrel Crane \\*stood still\\* for 11 years, from 1944 to 1955.",
  "The Kestrel Crane was sold to the port of Malm\u00f6 in 1956\r\nfor 120,000 crowns.",
  "Maria Lindqvist wrote about the [[Osprey Crane|crane of 1950]] in her diary of 1951.",
];
const filler = (about: string): string => Array.from({ length: 25 }, (_, index) => `- ${about} ${index}`).join("\r\n");
const MARKED_UP_NOTE = `\uFEFF---\r\ntitle: Kestrel\r\n---\r\n${filler("Row")}\r\n\r\n## The crane\r\n\r\n${MARKED_UP.join("\r\n\r\n")}\r\n\r\n## Rows\r\n\r\n${filler("Line")}\r\n`;

/** Markdown as its reader sees it, for these sentences. */
const shown = (markdown: string): string =>
  markdown
    .replace(/\[\[[^|\]]*\|([^\]]*)\]\]/g, "$1")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(?<!\\)[*`]/g, "")
    .replace(/\\\*/g, "*")
    .replace("&amp;", "&")
    .replace(/\s+/g, " ");

describeInBrowser("Citations", () => {
  let folder = "";
  let host: Host;
  let sourcesBefore: Record<string, string> = {};

  const sources = (): Record<string, string> => Object.fromEntries(Object.entries(readTree(folder)).filter(([path]) => !path.startsWith("wiki/")));

  beforeAll(async () => {
    folder = exampleVault();
    write(folder, "raw/Kestrel.md", MARKED_UP_NOTE);
    sourcesBefore = sources();
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

  const openPage = async (path: string, mode: "source" | "preview" = "preview"): Promise<void> => {
    await host.openNote(path, mode);
    if (mode === "preview") await cites(host.page).first().waitFor();
  };
  const closeSources = async (): Promise<void> => {
    await host.page.evaluate(() => {
      for (const leaf of window.app.workspace.getLeavesOfType("markdown").slice(1)) leaf.detach();
    });
    await bar(host.page).waitFor({ state: "detached" });
  };

  it("shows a card on hover with the quote, the source's title and where it stands", async () => {
    await openPage(PAGE);
    const [first, , third] = numberedFootnotes(read(folder, PAGE));
    await cites(host.page).nth(2).hover();
    await card(host.page).waitFor();
    const text = (await card(host.page).innerText()).replace(/\s+/g, " ");
    expect(text).toContain(third!.title);
    expect(text).toContain(third!.quote);
    expect(text).toContain("Clippings › The trials");
    await host.screenshot("citation-hover");
    await cites(host.page).nth(0).hover();
    await eventually(async () => expect((await card(host.page).innerText()).replace(/\s+/g, " ")).toContain(first!.quote));
    await host.page.mouse.move(5, 400);
    await card(host.page).waitFor({ state: "detached" });
  });

  it("shows the card on keyboard focus, to screen readers too, and closes it on Escape", async () => {
    await openPage(PAGE);
    await host.page.mouse.move(5, 400);
    await cites(host.page).first().evaluate((element) => {
      element.closest<HTMLElement>(".markdown-preview-view")?.focus();
    });
    await eventually(async () => {
      await host.page.keyboard.press("Tab");
      expect(await host.page.evaluate(() => document.activeElement?.classList.contains("cpd-cite"))).toBe(true);
    });
    await card(host.page).waitFor();
    const number = Number(await host.page.evaluate(() => document.activeElement?.textContent));
    const description = await host.page.evaluate(() => document.getElementById(document.activeElement?.getAttribute("aria-describedby") ?? "")?.textContent);
    expect(description).toContain(numberedFootnotes(read(folder, PAGE))[number - 1]!.quote);
    await host.screenshot("citation-focus");
    await host.page.keyboard.press("Escape");
    await card(host.page).waitFor({ state: "detached" });
    expect(await host.page.evaluate(() => document.activeElement?.classList.contains("cpd-cite"))).toBe(true);
  });

  it("opens the source on a click with exactly the quoted words selected, under a bar", async () => {
    await openPage(PAGE);
    const footnote = numberedFootnotes(read(folder, PAGE))[2]!;
    await cites(host.page).nth(2).click();
    expect(await selectedIn(host, SOURCE)).toBe(footnote.quote);
    await bar(host.page).waitFor();
    expect(await bar(host.page).innerText()).toContain("Cited on");
    const mark = host.page.locator(".workspace-leaf.mod-active .cm-line .cpd-quote");
    await mark.first().waitFor();
    expect((await mark.allTextContents()).join("")).toBe(footnote.quote);
    await eventually(async () => expect(await heightWithin(mark.first(), ".cm-scroller")).toBeLessThan(0.5));
    // The card belongs to the page that is left.
    await card(host.page).waitFor({ state: "detached" });
    // Above the note, below the view's header.
    const [barBox, scrollerBox] = await Promise.all([bar(host.page).boundingBox(), host.page.locator(".workspace-leaf.mod-active .cm-scroller").boundingBox()]);
    expect(barBox!.y + barBox!.height).toBeLessThanOrEqual(scrollerBox!.y + 1);
    await host.screenshot("citation-source");
  });

  it("steps with F3 and Shift+F3 through all that is cited of the source, in order and around", async () => {
    const figures = async (): Promise<[number, number]> => {
      const [, at, of] = /(\d+) of (\d+)/.exec(await bar(host.page).innerText()) ?? [];
      return [Number(at), Number(of)];
    };
    const text = read(folder, SOURCE);
    const [start, amount] = await figures();
    expect(amount).toBeGreaterThan(3);
    const seen: string[] = [];
    for (let step = 0; step < amount; step += 1) {
      const before = (await inFront(host)).selected;
      await host.page.keyboard.press("F3");
      seen.push(await selectedIn(host, SOURCE, before));
    }
    expect((await figures())[0]).toBe(start);
    expect(new Set(seen).size).toBe(amount);
    const places = seen.map((quote) => text.indexOf(quote));
    expect(places).not.toContain(-1);
    const smallest = places.indexOf(Math.min(...places));
    const turned = [...places.slice(smallest), ...places.slice(0, smallest)];
    expect(turned).toEqual([...places].sort((left, right) => left - right));
    await host.page.keyboard.press("Shift+F3");
    expect(await selectedIn(host, SOURCE, seen.at(-1))).toBe(seen.at(-2));
  });

  it("closes on Escape without a trace, and gives the focus back to the citation", async () => {
    await host.page.keyboard.press("Escape");
    await bar(host.page).waitFor({ state: "detached" });
    expect(await host.page.locator(".cpd-quote, .cpd-passage-line").count()).toBe(0);
    expect((await inFront(host)).path).toBe(PAGE);
    expect(await host.page.evaluate(() => document.activeElement?.className)).toContain("cpd-cite");
    expect(await host.page.evaluate(() => document.activeElement?.textContent)).toBe("3");
    await closeSources();
  });

  it("leads from the list of footnotes to the words, too", async () => {
    await openPage(PAGE);
    const footnote = numberedFootnotes(read(folder, PAGE))[3]!;
    await host.page.locator(".workspace-leaf.mod-active .footnotes li").nth(3).locator("a.internal-link").click();
    expect(await selectedIn(host, SOURCE)).toBe(footnote.quote);
    await host.page.keyboard.press("Escape");
    await closeSources();
  });

  it("leads from an editor to the words: by Mod and click on the reference, and by the command", async () => {
    await openPage(PAGE, "source");
    const page = read(folder, PAGE);
    const [label, footnote] = [...footnotesOf(page)][1]!;
    const clickReference = async (modifiers: "ControlOrMeta"[]): Promise<void> => {
      const line = host.page.locator(".workspace-leaf.mod-active .cm-line", { hasText: footnote.quote.slice(0, 20) }).first();
      await line.locator(":scope *", { hasText: label }).last().click({ modifiers });
    };
    await clickReference([]);
    expect((await inFront(host)).path).toBe(PAGE);
    await host.command("compendium:open-cited-source");
    expect(await selectedIn(host, SOURCE)).toBe(footnote.quote);
    await host.page.keyboard.press("Escape");
    await closeSources();
    await eventually(async () => expect((await inFront(host)).path).toBe(PAGE));
    await clickReference(["ControlOrMeta"]);
    expect(await selectedIn(host, SOURCE)).toBe(footnote.quote);
    await host.page.keyboard.press("Escape");
    await closeSources();
    expect(read(folder, PAGE)).toBe(page);
  });

  it("marks the words in a source that is read, not edited", async () => {
    await openPage(PAGE);
    const footnote = numberedFootnotes(read(folder, PAGE))[2]!;
    await host.page.evaluate(async (path) => {
      const leaf = window.app.workspace.getLeaf("tab");
      await leaf.openFile(window.app.vault.getFileByPath(path)!, { active: false, state: { mode: "preview" } });
    }, SOURCE);
    await openPage(PAGE);
    await cites(host.page).nth(2).click();
    const marks = host.page.locator(".workspace-leaf.mod-active .markdown-reading-view mark.cpd-quote");
    await marks.first().waitFor();
    expect((await marks.allTextContents()).join("")).toBe(footnote.quote);
    await eventually(async () => {
      const at = await heightWithin(marks.first(), ".markdown-preview-view");
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThan(0.5);
    });
    await host.screenshot("citation-source-reading");
    await host.page.keyboard.press("Escape");
    await bar(host.page).waitFor({ state: "detached" });
    expect(await host.page.locator("mark.cpd-quote, .cpd-passage").count()).toBe(0);
    await closeSources();
  });

  it("selects the right letters of Markdown: bold, links, code, entities, escapes, emoji, line ends of Windows", async () => {
    const path = "wiki/sources/Kestrel (source).md";
    const quotes = [...footnotesOf(read(folder, path)).values()].map(({ quote }) => quote);
    // Else nothing would be shown by this test.
    expect(MARKED_UP.filter((sentence) => quotes.includes(shown(sentence)))).toHaveLength(MARKED_UP.length);
    const numbered = numberedFootnotes(read(folder, path));
    for (const sentence of MARKED_UP) {
      await openPage(path);
      const index = numbered.findIndex(({ quote }) => quote === shown(sentence));
      await cites(host.page).filter({ hasText: new RegExp(`^${index + 1}$`) }).first().click();
      expect(await selectedIn(host, "raw/Kestrel.md")).toBe(sentence.replaceAll("\r\n", "\n"));
      await eventually(async () => {
        const at = await heightWithin(host.page.locator(".workspace-leaf.mod-active .cm-line .cpd-quote").first(), ".cm-scroller");
        expect(at).toBeGreaterThan(0);
        expect(at).toBeLessThan(1 / 3);
      });
      await host.page.keyboard.press("Escape");
      await closeSources();
    }
  });

  it("has not changed a byte of any source", () => {
    expect(sources()).toEqual(sourcesBefore);
    expect(readFileSync(join(folder, "raw/Kestrel.md"), "utf8")).toBe(MARKED_UP_NOTE);
  });

  it("opens a source that changed since at the heading, and says so", async () => {
    const changed = read(folder, SOURCE).replace("In 1761 Harrison's son William took H4 to Jamaica on HMS Deptford.", "In 1761 the watch went to Jamaica.");
    write(folder, SOURCE, changed);
    await host.waitForIdle();
    await openPage(PAGE);
    await cites(host.page).nth(2).click();
    expect(await notice(host, "The source changed since")).toContain("compile");
    await eventually(async () => expect((await inFront(host)).path).toBe(SOURCE));
    await eventually(async () => expect(await heightWithin(host.page.locator(".workspace-leaf.mod-active .cm-line", { hasText: "The trials" }), ".cm-scroller")).toBeLessThan(0.8));
    expect(await bar(host.page).count()).toBe(0);
    await host.screenshot("citation-source-changed");
    await closeSources();
    // What still stands is found where it stands now.
    await openPage(PAGE);
    await cites(host.page).nth(3).click();
    expect(await selectedIn(host, SOURCE)).toBe(numberedFootnotes(read(folder, PAGE))[3]!.quote);
    await host.page.keyboard.press("Escape");
    await closeSources();
  });

  it("says of a source that is gone what is left of it", async () => {
    rmSync(join(folder, SOURCE));
    await host.waitForIdle();
    await openPage(PAGE);
    await cites(host.page).nth(2).click();
    expect(await notice(host, "is not in the vault any more")).toContain("John Harrison and the marine chronometer");
    expect((await inFront(host)).path).toBe(PAGE);
    await waitForLead(host, "Ready to compile");
  });
});
