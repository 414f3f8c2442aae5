/** What others do to the vault while a compile runs. */
import type { RunEvent } from "../../src/core/events";
import { overview, status, type Overview } from "../../src/core/api";
import { DEFAULT_SETTINGS } from "../../src/core/settings";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { compileAll, withoutLog } from "../support/vaults";
import { sampleSources } from "../support/sample-sources";

const PAGE = "wiki/concepts/Kestrel Crane.md";
const SOURCE = "raw/Harbour cranes.md";
const look = (host: MemoryHost): Promise<Overview> => overview({ host, settings: DEFAULT_SETTINGS });

/** Does something once, before the first write to a path that fits. */
const once = (host: MemoryHost, fits: (path: string) => boolean, act: () => void): void => {
  host.beforeWrite = (path) => {
    if (!fits(path)) return;
    host.beforeWrite = () => undefined;
    act();
  };
};
const edit = (host: MemoryHost, path: string, from: string, to: string): void => {
  if (!host.text(path).includes(from)) throw new Error(`${path} does not hold ${from}`);
  host.put(path, host.text(path).replace(from, to));
};
const whileReading = (path: string): boolean => path.startsWith(".compendium/sources/");
const whileWriting = (path: string): boolean => path.includes("/journal/");

describe("A source", () => {
  it("edited while the compile runs counts as it was read, and the next run sees the edit", async () => {
    const host = memoryHost(sampleSources());
    once(host, whileReading, () => edit(host, SOURCE, "In 1975", "In 1976"));
    await compileAll(host);
    expect(host.text(PAGE)).toContain("In 1975");
    expect((await look(host)).sources.find(({ path }) => path === SOURCE)?.state).toBe("changed");
    const again = await compileAll(host);
    expect(again.sources).toMatchObject({ changed: 1, opened: 1 });
    expect(host.text(PAGE)).toContain("In 1976");
  });

  it("edited within the same moment and to the same length is seen all the same", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    edit(host, SOURCE, "In 1975", "In 1976");
    // Read within the time in which the file may change without a new time.
    const file = host.contents.get(SOURCE)!;
    const { read } = host.files;
    host.clock.now = () => file.modified + 5;
    host.files.read = async (path) => {
      const text = await read(path);
      if (path === SOURCE && file.text.includes("1976")) file.text = file.text.replace("In 1976", "In 1977");
      return text;
    };
    await compileAll(host);
    host.files.read = read;
    expect(host.text(PAGE)).toContain("In 1976");
    await compileAll(host);
    expect(host.text(PAGE)).toContain("In 1977");
  });

  it("taken away while the compile runs keeps its claims until the next run, which takes them out", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    edit(host, SOURCE, "In 1975", "In 1976");
    edit(host, "raw/Port of Malmö.md", "nine million", "ten million");
    once(host, whileReading, () => host.drop("raw/Port of Malmö.md"));
    const events: RunEvent[] = [];
    const result = await compileAll(host, { emit: (event) => events.push(event) });
    expect(result.failures).toEqual([]);
    expect(events.filter(({ type }) => type === "source-failed")).toEqual([]);
    expect(host.text(PAGE)).toContain("northern quay");
    expect((await look(host)).sources.find(({ path }) => path === "raw/Port of Malmö.md")?.state).toBe("removed");
    expect((await compileAll(host)).sources.removed).toBe(1);
    expect(host.text(PAGE)).not.toContain("northern quay");
  });

  it("moved while the compile runs is the same source in the next run", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    const page = "wiki/sources/Port of Malmö (source).md";
    const id = /compendium: (s-\w+)/.exec(host.text(page))?.[1] ?? "none";
    edit(host, SOURCE, "In 1975", "In 1976");
    once(host, whileReading, () => {
      host.put("raw/2024/Port of Malmö.md", host.text("raw/Port of Malmö.md"));
      host.drop("raw/Port of Malmö.md");
    });
    await compileAll(host, { force: true });
    await compileAll(host);
    expect(host.text(page)).toContain(id);
    expect(host.text(page)).toContain("[[raw/2024/Port of Malmö|");
    expect(host.text(PAGE)).toContain("northern quay");
  });

  it("folder that goes away while the compile runs takes nothing out of the wiki", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    const before = withoutLog(host.tree("wiki"));
    const { read } = host.files;
    host.files.read = (path) => {
      if (path.startsWith("raw/")) for (const source of Object.keys(host.tree("raw"))) host.drop(source);
      return read(path);
    };
    await compileAll(host, { force: true });
    expect(withoutLog(host.tree("wiki"))).toEqual(before);
  });
});

describe("A page", () => {
  const changed = async (): Promise<MemoryHost> => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    edit(host, SOURCE, "In 1975 the Kestrel Crane was moved to Malmö.", "In 1976 the Kestrel Crane was moved to Malmö by barge.");
    return host;
  };

  it("edited in the same place while the compile writes keeps the human's words, and the conflict is told and listed", async () => {
    const host = await changed();
    once(host, whileWriting, () => edit(host, PAGE, "In 1975 the Kestrel Crane", "In 1974, I believe, the Kestrel Crane"));
    const events: RunEvent[] = [];
    const result = await compileAll(host, { emit: (event) => events.push(event) });
    expect(result.pages.conflicts).toBe(1);
    expect(events).toContainEqual({ type: "conflict", path: PAGE, where: "section History" });
    expect(host.text(PAGE)).toContain("I believe");
    expect((await status({ host, settings: DEFAULT_SETTINGS })).conflicts).toMatchObject([{ path: PAGE, theirs: expect.stringContaining("by barge") as string }]);
  });

  it.each([["reads", whileReading], ["writes", whileWriting]])("taken away while the compile %s stays away, as a ruling", async (_, fits) => {
    const host = await changed();
    once(host, fits, () => host.drop(PAGE));
    await compileAll(host);
    expect(host.contents.has(PAGE)).toBe(false);
    await compileAll(host);
    expect(host.contents.has(PAGE)).toBe(false);
    expect(host.text("wiki/decisions.md")).toContain('- No page: "Kestrel Crane"');
  });

  it("of the user's own that comes where a new page was to go is left alone, and ours gets another name", async () => {
    const host = memoryHost(sampleSources());
    once(host, whileWriting, () => host.put(PAGE, "My own note.\n"));
    await compileAll(host);
    expect(host.text(PAGE)).toBe("My own note.\n");
    await compileAll(host);
    expect(host.text(PAGE)).toBe("My own note.\n");
    expect(host.text("wiki/concepts/Kestrel Crane 2.md")).toContain("double lattice boom");
  });
});

describe("The progress of a compile", () => {
  const PASSES = ["read", "digest", "concepts", "article", "index", "write"];

  it.each([["a first one", {}], ["one with nothing to write", { force: true }]])("moves on in each pass of %s, and ends each with all done", async (_, options) => {
    const host = memoryHost(sampleSources());
    if ("force" in options) await compileAll(host);
    const events: Extract<RunEvent, { type: "progress" }>[] = [];
    await compileAll(host, { ...options, emit: (event) => { if (event.type === "progress") events.push(event); } });
    expect([...new Set(events.map(({ pass }) => pass))]).toEqual(PASSES);
    for (const pass of PASSES) {
      const own = events.filter((event) => event.pass === pass);
      const first = events.findIndex((event) => event.pass === pass);
      expect(events.slice(first, first + own.length)).toEqual(own);
      expect(new Set(own.map(({ total }) => total)).size).toBe(1);
      for (const [index, { done }] of own.entries()) expect(done).toBeGreaterThanOrEqual(own[index - 1]?.done ?? 0);
      expect(own.at(-1)).toMatchObject({ done: own[0]!.total });
    }
    expect(events.find(({ pass }) => pass === "digest")?.total).toBe(4);
  });
});
