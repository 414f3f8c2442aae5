/** The plugin and the command line make the same wiki, byte for byte, and each goes on from what the other made. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildCommandLine, runCompile } from "../../support/command-line";
import { copyClips, hasClips, readTree, removeTemporaryFolders, root, temporaryFolder, withoutLog } from "../../support/vaults";
import { describeInBrowser, openHost, type Host } from "../../obsidian-host/browser";

type Tree = Record<string, string>;

const wikiOf = (vault: string): Tree => withoutLog(readTree(join(vault, "wiki")));
/** The log but for times, run ids and how long it took. */
const logOf = (vault: string): string =>
  readFileSync(join(vault, "wiki", "log.md"), "utf8")
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "TIME")
    .replace(/\d{8}-\d{9}(-\d{4})?/g, "RUN");

function copyOf(vault: string): string {
  const copy = temporaryFolder();
  cpSync(vault, copy, { recursive: true, preserveTimestamps: true });
  return copy;
}

function examples(): string {
  return copyOf(join(root, "examples", "vault"));
}

const ODD_NAMES = {
  "Cafe\u0301 Noisette.md": "The Café Noisette was founded in 1923 by Émile Dupont in Lyon. It serves coffee of the Kestrel roastery.\n\nÉmile Dupont died in 1961.\n",
  "Kestrel\u00a0roastery.md": "The Kestrel roastery was founded in 1919 by Émile Dupont. It delivers to the Café Noisette since 1924.\n",
  "Narrow\u202fblank.md": "The Narrow Blank is a space of typography that the Café Noisette prints on its cards since 1931.\n",
  "Gru\u0308n/U\u0308bersicht.md": "The Kestrel roastery burnt in 1944. The Café Noisette closed in 1990, and Émile Dupont was its founder.\n",
};

function oddNames(): string {
  const vault = temporaryFolder();
  for (const [path, text] of Object.entries(ODD_NAMES)) {
    const file = join(vault, "raw", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  writeFileSync(join(vault, "Mine.md"), "I like the [[Kestrel\u00a0roastery]] and [[Cafe\u0301 Noisette]].\n");
  return vault;
}

describeInBrowser("Plugin and command line", () => {
  let cli = "";
  let host: Host | null = null;

  beforeAll(async () => {
    cli = await buildCommandLine(temporaryFolder());
  });
  afterEach(async () => {
    await host?.close();
    host = null;
  });
  afterAll(removeTemporaryFolders);

  /** Compiles in the app, until the pane tells the result, and returns its heading. */
  const compileInApp = async (vault: string): Promise<string> => {
    host ??= await openHost({ folder: vault });
    await host.waitForIdle();
    await host.command("compendium:compile");
    const heading = host.page.locator(".cpd-lead h2", { hasText: /^(Compiled|The wiki is up to date|Not compiled)/ });
    await host.page.locator(".cpd-lead", { has: host.page.locator('[data-action="undo"], [data-action="open-index"]') }).waitFor();
    const text = (await heading.textContent()) ?? "";
    expect(host.errors).toEqual([]);
    return text;
  };
  const closeApp = async (): Promise<void> => {
    await host?.close();
    host = null;
  };
  const edit = (vault: string, source: string): void => {
    const file = join(vault, source);
    writeFileSync(file, `${readFileSync(file, "utf8")}\n\nThe Kestrel Committee met in 2021 in Malmö to test one edit.\n`);
  };
  /** Compiles two copies of a vault, edits a source in both and compiles again; returns what the app left. */
  const compareOn = async (start: string, source: string): Promise<string> => {
    const [inApp, onLine] = [copyOf(start), copyOf(start)];
    expect(await compileInApp(inApp)).toMatch(/^Compiled \d+ sources/);
    runCompile(cli, onLine);
    expect(Object.keys(wikiOf(inApp)).length).toBeGreaterThan(5);
    expect(wikiOf(inApp)).toEqual(wikiOf(onLine));
    expect(logOf(inApp)).toBe(logOf(onLine));
    // The app hears of the edit by itself, as it would of another program's.
    edit(inApp, source);
    edit(onLine, source);
    await host?.page.locator(".cpd-lead h2", { hasText: "Ready to compile" }).waitFor();
    expect(await compileInApp(inApp)).toMatch(/^Compiled 1 source in/);
    const { sources } = runCompile(cli, onLine);
    expect(sources).toMatchObject({ changed: 1, opened: 1 });
    expect(wikiOf(inApp)).toEqual(wikiOf(onLine));
    expect(logOf(inApp)).toBe(logOf(onLine));
    return inApp;
  };

  it("make the same of the example vault, and of an edit in it", async () => {
    const vault = await compareOn(examples(), "raw/Leap seconds and UTC.md");
    await closeApp();
    for (const isCacheKept of [true, false]) {
      const copy = copyOf(vault);
      if (!isCacheKept) rmSync(join(copy, ".compendium"), { recursive: true });
      const before = readTree(copy);
      expect(runCompile(cli, copy)).toMatchObject({ run: null, written: [], failures: [] });
      expect(readTree(copy)).toEqual(before);
    }
  });

  it("go on, the plugin from what the command line made, without a write", async () => {
    const vault = examples();
    runCompile(cli, vault);
    for (const isCacheKept of [true, false]) {
      const copy = copyOf(vault);
      if (!isCacheKept) rmSync(join(copy, ".compendium"), { recursive: true });
      const before = readTree(copy);
      expect(await compileInApp(copy)).toBe("The wiki is up to date");
      await closeApp();
      expect(readTree(copy)).toEqual(before);
    }
  });

  it("call files whose names are decomposed, or have blanks that do not break, what the app calls them", async () => {
    const vault = await compareOn(oddNames(), "raw/Gru\u0308n/U\u0308bersicht.md");
    const wiki = wikiOf(vault);
    expect(wiki["sources.md"]).toContain("raw/Kestrel roastery");
    const links = Object.values(wiki).join("\n").match(/raw\/[^|\]#]+/g) ?? [];
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) expect(link).toBe(link.normalize("NFC").replace(/[\u00a0\u202f]/g, " "));
    await closeApp();
    const before = readTree(vault);
    expect(runCompile(cli, vault)).toMatchObject({ run: null, written: [] });
    expect(readTree(vault)).toEqual(before);
  });

  (hasClips ? it : it.skip)("make the same of the 15 clips, and of an edit in one", async () => {
    const start = copyClips();
    const [first = ""] = Object.keys(readTree(join(start, "raw")));
    await compareOn(start, `raw/${first}`);
  });
  if (!hasClips) console.warn("The clips are not in ../shared/data: the comparison over them is skipped.");
});
