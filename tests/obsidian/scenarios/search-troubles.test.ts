/** The search where something gets in its way: answers that come late or not at all, a disk that is away, notes that are gone, a plugin that is disabled. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { removeTemporaryFolders } from "../../support/vaults";
import { activeFile, eventually, manySources, notice, open, read, vaultOf, write } from "./steps";

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
    await openPane("walrus -path:wiki");
    await finds(["Ships"]);
    expect(await isInField()).toBe(true);
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
});
