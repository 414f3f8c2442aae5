/** The search where something gets in its way: answers that come late or not at all, a disk that is away, notes that are gone, a plugin that is disabled. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { removeTemporaryFolders } from "../../support/vaults";
import { activeFile, eventually, manySources, notice, open, read, sideways, vaultOf, write } from "./steps";

const NOTES = {
  "Journal.md": "What I did today.\n",
  "raw/Harbour.md": "# Harbour\n\nThe port has many cranes.\n\n## Cranes\n\nThe Kestrel Crane was built in 1931 by Maria Lindqvist.\nIt lifts 40 tonnes.\n",
  "raw/Ships.md": "---\ntags: [sea]\n---\nA walrus rests beside the ships.\n",
};

/** A search that the test answers. */
interface Held {
  query: string;
  answer: () => void;
  fail: (message: string) => void;
}

declare global {
  interface Window {
    heldSearches: Held[];
    readOn: () => void;
  }
}

/** From now on what the pane asks is answered, or not, when the test says so. */
const holdSearches = (host: Host): Promise<void> =>
  host.page.evaluate(() => {
    type Ask = (query: string, options: unknown) => Promise<unknown>;
    const { searching } = (window.app.workspace.getLeavesOfType("compendium-search")[0]!.view as unknown as { context: { searching: { ask: Ask } } }).context;
    const ask = searching.ask.bind(searching);
    window.heldSearches = [];
    searching.ask = (query, options) => new Promise((resolve, reject) => window.heldSearches.push({ query, answer: () => resolve(ask(query, options)), fail: (message) => reject(new Error(message)) }));
  });
const held = (host: Host): Promise<string[]> => host.page.evaluate(() => window.heldSearches.map(({ query }) => query));
const answer = (host: Host): Promise<void> => host.page.evaluate(() => window.heldSearches.shift()?.answer());
const fail = (host: Host, message: string): Promise<void> => host.page.evaluate((given) => window.heldSearches.shift()?.fail(given), message);

describeInBrowser("The search, when something gets in its way,", () => {
  let folder = "";
  let host: Host;

  const pane = () => host.page.locator(".cpd-search");
  const field = () => pane().locator("input");
  const titles = (): Promise<string[]> => pane().locator(".cpd-hit-title").allTextContents();
  const finds = (expected: string[]) => eventually(async () => expect(await titles()).toEqual(expected));
  const openPane = async (query: string): Promise<void> => {
    await host.command("compendium:open-search-pane");
    await field().fill(query);
  };
  const isInField = (): Promise<boolean> => field().evaluate((element) => element.ownerDocument.activeElement === element);

  beforeEach(async () => {
    folder = vaultOf({ ...NOTES, ...manySources(5) });
    host = await open(folder);
    host.page.setDefaultTimeout(15_000);
  });
  afterEach(async () => {
    const errors = host.errors.splice(0);
    await host.close();
    expect(errors).toEqual([]);
  });
  afterAll(removeTemporaryFolders);

  test("has the focus in its pane when it is opened, and leaves it to the note when the app starts with both", async () => {
    await host.command("compendium:open-search-pane");
    await eventually(async () => expect(await isInField()).toBe(true));
    await host.page.keyboard.type("walrus -path:wiki");
    await finds(["Ships"]);
    await host.openNote("Journal.md", "source");
    await host.page.locator(".cm-content").click();
    await eventually(() => expect(read(folder, ".obsidian/workspace.json")).toContain("walrus -path:wiki"));
    await host.waitForIdle();
    await host.reload();
    await finds(["Ships"]);
    expect(await field().inputValue()).toBe("walrus -path:wiki");
    expect(await isInField()).toBe(false);
    await host.page.locator(".cm-content").click();
    await host.page.evaluate(() => window.app.workspace.getLeavesOfType("compendium-search")[0]!.setViewState({ type: "compendium-search", state: { query: "walrus path:raw", scope: "sources" } }));
    expect([await field().inputValue(), await isInField()]).toEqual(["walrus path:raw", false]);
    expect(await pane().getByRole("button", { name: "Sources", exact: true }).getAttribute("aria-pressed")).toBe("true");
  });

  test("draws no failure of what is not asked any more", async () => {
    await openPane("walrus -path:wiki");
    await finds(["Ships"]);
    await holdSearches(host);
    await field().fill("kestrel");
    await field().fill("tonnes path:harbour");
    await eventually(async () => expect(await held(host)).toEqual(["kestrel"]));
    await fail(host, "the disk is away");
    await eventually(async () => expect(await held(host)).toEqual(["tonnes path:harbour"]));
    expect(await titles()).toEqual(["Ships"]);
    await answer(host);
    await finds(["Harbour"]);
    await field().fill("kestrel");
    await eventually(async () => expect(await held(host)).toEqual(["kestrel"]));
    await field().fill("");
    await pane().locator(".cpd-empty", { hasText: "Search what the wiki says" }).waitFor();
    await fail(host, "the disk is away");
    await host.waitForIdle();
    expect(await pane().locator("[role=alert]").count()).toBe(0);
    expect(host.errors.splice(0).every((error) => error.includes("the disk is away"))).toBe(true);
  });

  test("opens what was asked for last, where Enter is pressed before its answer is there", async () => {
    await openPane("walrus -path:wiki");
    await finds(["Ships"]);
    await holdSearches(host);
    await field().fill("tonnes path:harbour");
    await host.page.keyboard.press("Enter");
    await answer(host);
    await eventually(async () => expect(await activeFile(host)).toBe("raw/Harbour.md"));
    await finds(["Harbour"]);
  });

  test("asks nothing while a character is composed, and then for the whole", async () => {
    await openPane("");
    await holdSearches(host);
    const keyboard = await host.context.newCDPSession(host.page);
    for (const text of ["s", "se", "sea"]) await keyboard.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    // A note that changes is no reason to search for half a word.
    await host.page.evaluate(() => window.app.vault.modify(window.app.vault.getFileByPath("raw/Ships.md")!, "A walrus rests by the sea.\n"));
    await host.waitForIdle(600);
    expect([await field().inputValue(), await held(host)]).toEqual(["sea", []]);
    await keyboard.send("Input.insertText", { text: "海" });
    await eventually(async () => expect(await held(host)).toEqual(["海"]));
  });

  test("tells that notes cannot be read, and finds them once they can", async () => {
    await host.page.evaluate(() => {
      const { vault } = window.app;
      const notes = vault.getMarkdownFiles();
      // Only the search asks for files of every kind here.
      vault.getMarkdownFiles = () => notes;
      vault.getFiles = () => {
        throw new Error("the disk is away");
      };
    });
    await openPane("walrus -path:wiki");
    const alert = pane().locator("[role=alert]");
    await alert.waitFor();
    expect(await alert.textContent()).toContain("cannot be read (the disk is away).");
    expect(await alert.textContent()).toContain("Your notes are as they were");
    await alert.getByRole("button", { name: "Search again" }).focus();
    await host.page.keyboard.press("Enter");
    await host.waitForIdle();
    expect(await alert.count()).toBe(1);
    await host.page.evaluate(() => Reflect.deleteProperty(window.app.vault, "getFiles"));
    await alert.getByRole("button", { name: "Search again" }).click();
    await finds(["Ships"]);
    expect([await alert.count(), await isInField()]).toEqual([0, true]);
  });

  test("says how far the first reading is, with what it has found so far, and shows all at its end", async () => {
    await host.page.evaluate(() => {
      const { vault } = window.app;
      const read = vault.readBinary.bind(vault);
      const all = new Promise<void>((resolve) => (window.readOn = resolve));
      vault.readBinary = async (file) => {
        if (file.path !== "raw/Ships.md") await all;
        return read(file);
      };
    });
    await openPane("walrus OR tonnes");
    const status = pane().locator(".cpd-search-status").first();
    await eventually(async () => expect(await status.textContent()).toMatch(/ so far\. (Reading notes, \d of 7|Looking for notes)$/));
    const said = pane().locator(".cpd-sr[role=status]");
    await eventually(async () => expect(await said.textContent()).toBe("Reading notes"));
    await host.page.evaluate(() => window.readOn());
    await eventually(async () => expect(await status.textContent()).toMatch(/^\d+ passages in 7 notes$/));
    await eventually(async () => expect(await said.textContent()).toBe(await status.textContent()));
  });

  test("forgets a search whose pane is closed while it runs", async () => {
    await openPane("walrus -path:wiki");
    await finds(["Ships"]);
    await holdSearches(host);
    for (const end of [answer, (on: Host) => fail(on, "the disk is away")]) {
      await field().fill("kestrel");
      await field().fill("tonnes");
      await host.page.evaluate(() => window.app.workspace.detachLeavesOfType("compendium-search"));
      await end(host);
      await host.waitForIdle();
      expect(await pane().count()).toBe(0);
      await openPane("");
    }
    expect(host.errors).toEqual([]);
  });

  test("says so where the note of a result is gone, and finds the words in one that changed", async () => {
    await openPane("walrus -path:wiki");
    await finds(["Ships"]);
    // At once, before the search has heard of it.
    await host.page.evaluate(async () => {
      await window.app.vault.modify(window.app.vault.getFileByPath("raw/Ships.md")!, "Above it a heron, and a walrus.\n\nA walrus rests beside the ships.\n");
      document.querySelector<HTMLElement>(".cpd-search .cpd-hit")!.click();
    });
    await eventually(async () => expect(await activeFile(host)).toBe("raw/Ships.md"));
    const cursor = () => host.page.evaluate(() => (window.app.workspace.activeEditor?.editor as { getCursor(side: string): { line: number; ch: number } } | undefined)?.getCursor("from"));
    await eventually(async () => expect(await cursor()).toMatchObject({ line: 2, ch: 2 }));
    await finds(["Ships"]);
    await host.page.evaluate(async () => {
      await window.app.vault.delete(window.app.vault.getFileByPath("raw/Ships.md")!);
      document.querySelector<HTMLElement>(".cpd-search .cpd-hit")!.click();
    });
    expect(await notice(host, "There is no note")).toBe("There is no note raw/Ships.md any more.");
    await pane().locator("h2", { hasText: "Nothing in" }).waitFor();
  });

  test("leaves no dead view where the plugin is disabled with its pane open, and is there again with its query", async () => {
    await openPane("walrus -path:wiki");
    await finds(["Ships"]);
    await pane().getByRole("button", { name: "Tag", exact: true }).click();
    await host.page.locator(".prompt").waitFor();
    await host.disable("compendium");
    expect(await host.page.locator(".prompt").count()).toBe(0);
    expect(await host.leftovers("compendium")).toEqual([]);
    expect(await host.page.locator("[class*='cpd-']").count()).toBe(0);
    write(folder, "raw/Later.md", "A walrus came later.\n");
    await host.waitForIdle();
    await host.enable("compendium");
    await eventually(async () => expect((await titles()).sort()).toEqual(["Later", "Ships"]));
    expect(await field().inputValue()).toBe("walrus -path:wiki");
    rmSync(join(folder, "raw/Later.md"));
    await finds(["Ships"]);
  });

  test("answers the last of what is typed fast, and what is typed after all was cleared", async () => {
    await openPane("");
    for (const letter of "walrus -path:wiki") await host.page.keyboard.press(letter);
    await finds(["Ships"]);
    await holdSearches(host);
    await field().fill("kestrel");
    await field().press("Escape");
    expect(await field().inputValue()).toBe("");
    await host.page.keyboard.type("tonnes path:harbour");
    await eventually(async () => expect(await held(host)).toEqual(["kestrel"]));
    await answer(host);
    await eventually(async () => expect(await held(host)).toEqual(["tonnes path:harbour"]));
    expect(await titles()).toEqual([]);
    await answer(host);
    await finds(["Harbour"]);
    expect(await held(host)).toEqual([]);
  });

  test("goes to the field where what had the focus is drawn anew", async () => {
    await openPane("otter");
    await pane().locator("h2", { hasText: "Nothing in" }).waitFor();
    await field().fill("walrus tag:none");
    const everywhere = pane().getByRole("button", { name: /Search everywhere/ });
    await everywhere.focus();
    write(folder, "raw/Later.md", "A walrus came later.\n");
    await eventually(async () => expect(await everywhere.textContent()).toContain("2 passages"));
    expect(await isInField()).toBe(true);
  });
});

describeInBrowser("The search on a phone", () => {
  let host: Host;
  const modal = () => host.page.locator(".cpd-search-modal");

  beforeAll(async () => {
    host = await open(vaultOf(NOTES), { mobile: true });
    host.page.setDefaultTimeout(15_000);
  });
  afterEach(() => expect(host.errors.splice(0)).toEqual([]));
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  test("answers while a word is composed, as every word is on Android", async () => {
    await host.command("compendium:search");
    await modal().locator("input").tap();
    const keyboard = await host.context.newCDPSession(host.page);
    for (const text of ["w", "wal", "walr"]) await keyboard.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await eventually(async () => expect(await modal().locator(".cpd-hit-title").allTextContents()).toEqual(["Ships"]));
    await keyboard.send("Input.insertText", { text: "walrus" });
    expect(await modal().locator("input").inputValue()).toBe("walrus");
  });

  test("takes a tag by touch, with chips large enough and nothing past the edge", async () => {
    await modal().locator("input").fill('walrus -path:"raw/A folder with a name that is longer than the phone is wide"');
    await modal().getByRole("button", { name: "Tag", exact: true }).tap();
    await host.page.locator(".prompt .suggestion-item", { hasText: "sea" }).tap();
    await modal().getByRole("button", { name: "Remove filter tag:sea" }).waitFor();
    expect(await sideways(host)).toEqual([]);
    const sizes = await modal().locator(".cpd-chip").evaluateAll((chips) => chips.map((chip) => chip.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(32);
    await modal().getByRole("button", { name: /^Remove filter -path/ }).tap();
    await eventually(async () => expect(await modal().locator(".cpd-hit-title").allTextContents()).toEqual(["Ships"]));
    expect(await modal().locator("input").inputValue()).toBe("walrus tag:sea");
  });
});
