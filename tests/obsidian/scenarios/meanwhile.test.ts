/** What the user and other programs do while a compile runs, and what is typed in one note while another is undone. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { audit } from "../../support/audit";
import { sampleSources } from "../../support/sample-sources";
import { readTree, removeTemporaryFolders, withoutLog } from "../../support/vaults";
import { compileAll, eventually, manySources, open, read, undoLast, vaultOf, waitForLead, write } from "./steps";

const PAGE = "wiki/concepts/Kestrel Crane.md";
const SOURCE = "raw/Harbour cranes.md";
const OTHER_SOURCE = "raw/Port of Malmö.md";
const MOVED = "was moved to Malmö.";
const PAINTED = "In 1999 Anna Berg painted the Kestrel Crane green.";

/** A call of the app's that the compile comes to: of a source that it reads, of a page that it writes. */
interface Step {
  call: "readBinary" | "process";
  path: string;
}
const READING: Step = { call: "readBinary", path: SOURCE };
const WRITING: Step = { call: "process", path: PAGE };

describeInBrowser("Meanwhile", () => {
  let folder = "";
  let host: Host;

  beforeEach(async () => {
    folder = vaultOf({ ...sampleSources(), ...manySources(20), "Mine.md": "A note of mine.\n" });
    host = await open(folder);
    host.page.setDefaultTimeout(20_000);
    await compileAll(host);
  });
  afterEach(async () => {
    expect(host.errors).toEqual([]);
    await host.close();
  });
  afterAll(removeTemporaryFolders);

  const change = (path: string, from: string, to: string): void => {
    const text = read(folder, path);
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    write(folder, path, text.replace(from, to));
  };
  const expectSound = (): void => {
    const tree = readTree(folder);
    const { malformed, untrue, dangling, brokenLinks, unlisted } = audit(tree, Object.keys(tree).filter((path) => path.startsWith("raw/")));
    expect({ malformed, untrue, dangling, brokenLinks, unlisted }).toEqual({ malformed: [], untrue: [], dangling: [], brokenLinks: [], unlisted: [] });
  };
  /** Changes a source, and begins a compile that stands still at that step until the returned function is called. */
  const compileUntil = async ({ call, path }: Step): Promise<() => Promise<void>> => {
    change(SOURCE, MOVED, "was moved to Malmö by barge.");
    await waitForLead(host, "Ready to compile");
    await host.page.evaluate(
      ([name, held]) => {
        const vault = window.app.vault as unknown as Record<string, (...given: [{ path: string }, ...unknown[]]) => Promise<unknown>>;
        const original = vault[name]!;
        const hold = window as unknown as { isHeld: boolean; release: () => void };
        const released = new Promise<void>((resolve) => {
          hold.release = resolve;
        });
        vault[name] = async (...given) => {
          if (given[0].path === held) {
            hold.isHeld = true;
            await released;
          }
          return original.apply(vault, given);
        };
      },
      [call, path] as const,
    );
    await host.command("compendium:compile");
    await host.page.waitForFunction(() => (window as unknown as { isHeld?: boolean }).isHeld === true);
    await host.page.locator(".cpd-lead h2", { hasText: "Compiling" }).waitFor();
    return async () => {
      await host.page.locator(".cpd-lead h2", { hasText: "Compiling" }).waitFor();
      await host.page.evaluate(() => (window as unknown as { release: () => void }).release());
      await waitForLead(host, /^Compiled/);
      await host.waitForIdle();
    };
  };
  const editor = () => host.page.locator(".workspace-leaf-content[data-type=markdown] .cm-content");
  const textInEditor = (): Promise<string> =>
    host.page.evaluate(() => {
      const [leaf] = window.app.workspace.getLeavesOfType("markdown");
      return (leaf?.view as unknown as { editor: { getValue(): string } }).editor.getValue();
    });
  const typeAtEnd = async (text: string): Promise<void> => {
    await editor().click();
    await host.page.keyboard.press("ControlOrMeta+End");
    await host.page.keyboard.type(text);
  };

  it.each([["sources are read", READING], ["pages are written", WRITING]])("words typed into a source while %s stay, its editor is not reset, and the next compile sees them", async (_, step) => {
    await host.openNote(OTHER_SOURCE, "source");
    const before = await textInEditor();
    const release = await compileUntil(step);
    await typeAtEnd(`\n${PAINTED}\n`);
    await editor().evaluate((element) => {
      element.dataset["before"] = "yes";
    });
    await release();
    expect(await textInEditor()).toBe(`${before}\n${PAINTED}\n`);
    expect(await host.page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset["before"])).toBe("yes");
    // The cursor is where it was, and what was typed can be taken back.
    await host.page.keyboard.type("It shone.");
    expect(await textInEditor()).toBe(`${before}\n${PAINTED}\nIt shone.`);
    await host.page.keyboard.press("ControlOrMeta+z");
    expect(await textInEditor()).toBe(`${before}\n${PAINTED}\n`);
    await eventually(() => {
      expect(read(folder, OTHER_SOURCE)).toBe(`${before}\n${PAINTED}\n`);
    });
    expect(read(folder, PAGE)).not.toContain("painted");
    await waitForLead(host, "Ready to compile");
    await compileAll(host);
    expect(read(folder, "wiki/sources/Port of Malmö (source).md")).toContain(PAINTED);
    expect(read(folder, PAGE)).toContain("by barge");
    expectSound();
  });

  it.each([["sources are read", READING], ["pages are written", WRITING]])("what another program writes on a page while %s stays beside what the sources say", async (_, step) => {
    const release = await compileUntil(step);
    const words = "Seen by another program.";
    write(folder, PAGE, read(folder, PAGE).replace("\n## Mentioned in\n", `\n## Noted\n\n${words}\n\n## Mentioned in\n`));
    expect(read(folder, PAGE)).toContain(words);
    await release();
    expect(read(folder, PAGE)).toContain(words);
    await compileAll(host);
    expect(read(folder, PAGE)).toContain(words);
    expect(read(folder, PAGE)).toContain("by barge");
    expectSound();
  });

  it.each([["sources are read", READING], ["pages are written", WRITING]])("a page that another program deletes while %s stays away, and nothing leads to it", async (_, step) => {
    const release = await compileUntil(step);
    rmSync(join(folder, PAGE));
    await release();
    await compileAll(host);
    expect(existsSync(join(folder, PAGE))).toBe(false);
    expect(read(folder, "wiki/decisions.md")).toContain('- No page: "Kestrel Crane"');
    expect(read(folder, "wiki/sources/Harbour cranes (source).md")).toContain("by barge");
    expectSound();
  });

  it.each(["Mine.md", OTHER_SOURCE])("what is typed in %s and not saved yet stays when the last compile is undone, which is exact elsewhere", async (note) => {
    const before = withoutLog(readTree(folder));
    write(folder, "raw/Late.md", "The Heron Crane was built in 1960 by Maria Lindqvist. The Heron Crane lifts 70 tonnes.\n");
    await waitForLead(host, "Ready to compile");
    await compileAll(host);
    expect(withoutLog(readTree(folder))).not.toEqual(before);
    await host.openNote(note, "source");
    // As if the app had not come to saving it.
    await host.page.evaluate(() => {
      const [leaf] = window.app.workspace.getLeavesOfType("markdown");
      (leaf!.view as unknown as { requestSave: () => void }).requestSave = () => undefined;
    });
    await typeAtEnd("\nNot saved yet.");
    const typed = `${before[note] ?? ""}\nNot saved yet.`;
    expect(await textInEditor()).toBe(typed);
    await undoLast(host);
    await host.waitForIdle();
    expect(await textInEditor()).toBe(typed);
    const { "raw/Late.md": late, ...after } = withoutLog(readTree(folder));
    expect(late).toContain("Heron");
    expect(after).toEqual(before);
    await host.page.evaluate(() => {
      const [leaf] = window.app.workspace.getLeavesOfType("markdown");
      return (leaf!.view as unknown as { save: () => Promise<void> }).save();
    });
    expect(read(folder, note)).toBe(typed);
  });
});
