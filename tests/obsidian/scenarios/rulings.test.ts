/** The user's word on a concept: what it does to the wiki and to notes of the user's own, and that its notice takes it back to the byte. */
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { sampleSources } from "../../support/sample-sources";
import { readTree, removeTemporaryFolders, withoutLog } from "../../support/vaults";
import { compileAll, eventually, notice, open, read, vaultOf } from "./steps";

const RULINGS = ["Same as…", "Not the same…", "No page for this", "Rename concept"];
const CRANE = "wiki/concepts/Kestrel Crane.md";
const MINE = "Mine.md";
const MINE_TEXT = "The [[Kestrel Crane]], also [[wiki/concepts/Kestrel Crane|that crane]], its [[Kestrel Crane#Harbour cranes|harbour]] and [the same](wiki/concepts/Kestrel%20Crane.md).\n\n`[[Kestrel Crane]]` is code, and [[Double lattice boom]] is its arm.\n";

describeInBrowser("Rulings", () => {
  let folder = "";
  let host: Host;
  let before: Record<string, string>;

  beforeAll(async () => {
    folder = vaultOf({
      ...sampleSources(),
      "raw/Prover 4.md": "The Lean Prover 4 checks proofs in Redmond. The Lean Prover 4 was released in 2021. The Lean Prover 4 compiles to C.\n",
      "raw/Prover.md": "The Lean Prover was started in 2013 by Leonardo de Moura. The Lean Prover checks proofs. The Lean Prover is written in C++.\n",
      [MINE]: MINE_TEXT,
    });
    host = await open(folder);
    host.page.setDefaultTimeout(20_000);
    await compileAll(host);
    before = tree();
  });
  afterEach(() => {
    expect(host.errors).toEqual([]);
  });
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  /** Everything but the log, which tells of rulings taken back too. */
  const tree = (): Record<string, string> => withoutLog(readTree(folder));
  const concepts = (): string[] => Object.keys(readTree(join(folder, "wiki", "concepts"))).map((path) => path.replace(/\.md$/, ""));
  const leans = (): string[] => concepts().filter((name) => name.startsWith("Lean Prover")).sort();
  const decisions = (): string[] => read(folder, "wiki/decisions.md").split("\n").filter((line) => line.startsWith("- "));
  /** On that page, through the palette. */
  const rule = async (path: string, ruling: string): Promise<void> => {
    await host.openNote(path);
    await host.palette(`Compendium: ${ruling}`);
  };
  const choose = async (typed: string): Promise<void> => {
    const input = host.page.locator(".prompt .prompt-input");
    await input.waitFor();
    await host.page.keyboard.type(typed);
    await host.page.locator(".prompt .suggestion-item.is-selected", { hasText: typed }).waitFor();
    await host.page.keyboard.press("Enter");
    await input.waitFor({ state: "detached" });
  };
  /** By the button of the notice, to the byte. */
  const takeBack = async (said: string): Promise<void> => {
    await host.page.locator(".notice", { hasText: said }).getByRole("button", { name: "Undo" }).click();
    await notice(host, "Taken back.");
    await host.waitForIdle();
    expect(tree()).toEqual(before);
    // Said once a ruling; the next waits for its own.
    await host.page.locator(".notice").evaluateAll((notices) => notices.forEach((each) => (each as HTMLElement).click()));
    await eventually(async () => expect(await host.notices()).toEqual([]));
  };

  it("are offered by right click on a concept's page, and on no other note", async () => {
    await host.rightClick(CRANE);
    expect((await host.menuTitles()).filter((title) => RULINGS.includes(title))).toEqual(RULINGS);
    await host.screenshot("rulings-menu");
    await host.closeMenus();
    for (const path of ["raw/Harbour cranes.md", "wiki/sources/Harbour cranes (source).md", "wiki/index.md", MINE]) {
      await host.rightClick(path);
      expect([path, (await host.menuTitles()).filter((title) => RULINGS.includes(title))]).toEqual([path, []]);
      await host.closeMenus();
      await host.openNote(path);
      const names = await host.commandNames();
      expect([path, RULINGS.filter((ruling) => names.includes(`Compendium: ${ruling}`))]).toEqual([path, []]);
    }
  });

  it("not the same, chosen with the keyboard, makes two pages of one, stands in decisions.md, and is taken back", async () => {
    expect(leans()).toHaveLength(1);
    const [name = ""] = leans();
    const other = name === "Lean Prover" ? "Lean Prover 4" : "Lean Prover";
    await rule(`wiki/concepts/${name}.md`, "Not the same…");
    // The names of the page itself come first: they are what was put together.
    const first = host.page.locator(".prompt .suggestion-item").first();
    await first.waitFor();
    expect(await first.locator("div").first().textContent()).toBe(other);
    expect(await first.locator(".cpd-suggestion-note").textContent()).toBe("A name of this page");
    expect(await host.page.evaluate(() => document.activeElement?.className)).toContain("prompt-input");
    await host.screenshot("rulings-not-the-same");
    await host.page.keyboard.press("Enter");
    const said = `${name} and ${other} are kept apart.`;
    await notice(host, said);
    await host.waitForIdle();
    expect(leans()).toEqual(["Lean Prover", "Lean Prover 4"]);
    expect(read(folder, "wiki/concepts/Lean Prover 4.md")).toContain("released in 2021");
    expect(read(folder, "wiki/concepts/Lean Prover 4.md")).not.toContain("Leonardo de Moura");
    expect(read(folder, "wiki/concepts/Lean Prover.md")).toContain("Leonardo de Moura");
    expect(decisions()).toEqual([`- Not the same: "${name}", "${other}"`]);
    await takeBack(said);
  });

  it("nothing is ruled where the question is left with Escape", async () => {
    for (const ruling of RULINGS) {
      await rule(CRANE, ruling);
      const question = host.page.locator(".prompt, .modal").last();
      await question.waitFor();
      const mark = host.mark();
      await host.page.keyboard.press("Escape");
      await question.waitFor({ state: "detached" });
      await host.waitForIdle();
      expect([ruling, host.filesWritten(mark).filter((path) => path.startsWith("wiki/"))]).toEqual([ruling, []]);
    }
    expect(tree()).toEqual(before);
  });

  it("same as makes one page of two, and is taken back", async () => {
    await rule("wiki/concepts/Maria Lindqvist.md", "Same as…");
    await choose("Malmö");
    const said = "Maria Lindqvist and Malmö are one concept now.";
    await notice(host, said);
    await host.waitForIdle();
    const kept = concepts().filter((name) => name === "Maria Lindqvist" || name === "Malmö");
    expect(kept).toHaveLength(1);
    expect(read(folder, `wiki/concepts/${kept[0]}.md`)).toContain(`- ${kept[0] === "Maria Lindqvist" ? "Malmö" : "Maria Lindqvist"}`);
    expect(decisions()).toEqual(['- Same: "Maria Lindqvist", "Malmö"']);
    await takeBack(said);
  });

  it("no page takes the page away, and is taken back", async () => {
    await rule(CRANE, "No page for this");
    await host.page.locator(".modal", { hasText: "No page for Kestrel Crane?" }).waitFor();
    await host.page.keyboard.press("Enter");
    const said = "Kestrel Crane has no page now.";
    await notice(host, said);
    await host.waitForIdle();
    expect(concepts()).not.toContain("Kestrel Crane");
    expect(decisions()).toEqual(['- No page: "Kestrel Crane"']);
    const pages = Object.entries(tree()).filter(([path]) => path.startsWith("wiki/"));
    expect(pages.filter(([, text]) => text.includes("concepts/Kestrel Crane")).map(([path]) => path)).toEqual([]);
    await takeBack(said);
  });

  it("a new name is followed by links in notes of the user's own, and taken back there too", async () => {
    await rule(CRANE, "Rename concept");
    const field = host.page.locator(".modal input");
    await field.waitFor();
    expect(await host.page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
    await host.page.keyboard.press("ControlOrMeta+a");
    await host.page.keyboard.type("Great Kestrel");
    await host.page.keyboard.press("Enter");
    const said = "Kestrel Crane is called Great Kestrel now.";
    await notice(host, said);
    await host.waitForIdle();
    expect(concepts()).toContain("Great Kestrel");
    expect(concepts()).not.toContain("Kestrel Crane");
    expect(read(folder, "wiki/concepts/Great Kestrel.md")).toMatch(/^aliases:\n(?: {2}- .*\n)*? {2}- Kestrel Crane$/m);
    expect(decisions()).toEqual(['- Rename: "Kestrel Crane", "Great Kestrel"']);
    // Each link leads to the page, and its words are what they were.
    const targets = await host.page.evaluate((path) => {
      const { metadataCache, vault } = window.app;
      return (metadataCache.getFileCache(vault.getFileByPath(path)!)?.links ?? []).map(({ link }) => metadataCache.getFirstLinkpathDest(decodeURI(link).replace(/#.*/, ""), path)?.path);
    }, MINE);
    expect(targets).toEqual([...Array<string>(4).fill("wiki/concepts/Great Kestrel.md"), "wiki/concepts/Double lattice boom.md"]);
    const mine = read(folder, MINE);
    expect(mine).toContain("`[[Kestrel Crane]]` is code");
    expect(mine).toContain("|that crane]]");
    expect(mine).toContain("[the same](");
    await takeBack(said);
    expect(read(folder, MINE)).toBe(MINE_TEXT);
  });
});
