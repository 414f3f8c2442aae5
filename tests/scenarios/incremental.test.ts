import type { State } from "../../src/core/compile/state";
import { changeMemory } from "../support/memory";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { compileAll, ranOf, withoutLog } from "../support/vaults";
import { sampleSources } from "../support/sample-sources";

const compiled = async (sources = sampleSources()): Promise<MemoryHost> => {
  const host = memoryHost(sources);
  await compileAll(host);
  host.written.length = 0;
  host.opened.length = 0;
  return host;
};

const pagesWritten = (host: MemoryHost): string[] => host.written.filter((path) => path.startsWith("wiki/") && !path.endsWith("/log.md")).sort();

describe("When one source changes", () => {
  it("only the section that changed is digested again and only pages whose claims changed are written", async () => {
    const host = await compiled();
    const before = withoutLog(host.tree());
    host.put("raw/Harbour cranes.md", (before["raw/Harbour cranes.md"] ?? "").replace("restored the Kestrel Crane in 1998", "restored the Kestrel Crane in 1999"));
    const result = await compileAll(host);
    expect(result.sources).toMatchObject({ changed: 1, opened: 1, unchanged: 3 });
    expect(ranOf(result)).toMatchObject({ read: 1, digest: 1 });
    const changed = pagesWritten(host);
    expect(changed).toContain("wiki/sources/Harbour cranes (source).md");
    expect(changed).toContain("wiki/concepts/Kestrel Crane.md");
    expect(changed).not.toContain("wiki/sources/Maria Lindqvist (source).md");
    for (const path of changed.filter((page) => page.startsWith("wiki/concepts/"))) expect(before[path]).toContain("1998");
    expect(host.text("wiki/concepts/Kestrel Crane.md")).toContain("1999");
  });

  it("taking the change back brings the wiki back byte for byte, and digests nothing", async () => {
    const host = await compiled();
    const before = withoutLog(host.tree());
    const original = host.text("raw/Harbour cranes.md");
    host.put("raw/Harbour cranes.md", original.replace("1998", "1999"));
    await compileAll(host);
    host.put("raw/Harbour cranes.md", original);
    const result = await compileAll(host);
    expect(ranOf(result)).toMatchObject({ digest: 0 });
    expect(withoutLog(host.tree())).toEqual(before);
  });

  it("a new time without new words opens the file and does nothing else", async () => {
    const host = await compiled();
    host.put("raw/Lattice booms.md", host.text("raw/Lattice booms.md"));
    const result = await compileAll(host);
    expect(result.sources).toMatchObject({ opened: 1, changed: 0, unchanged: 4 });
    expect(ranOf(result)).toMatchObject({ read: 0, digest: 0, article: 0, write: 0 });
    expect(pagesWritten(host)).toEqual([]);
  });

  it("--force opens every source and writes nothing", async () => {
    const host = await compiled();
    const result = await compileAll(host, { force: true });
    expect(result.sources.opened).toBe(4);
    expect(ranOf(result)).toMatchObject({ digest: 0 });
    expect(pagesWritten(host)).toEqual([]);
  });

  it("a dry run says what would be written and writes nothing at all", async () => {
    const host = await compiled();
    host.put("raw/Harbour cranes.md", host.text("raw/Harbour cranes.md").replace("1998", "1999"));
    const before = new Map(host.contents);
    const result = await compileAll(host, { dryRun: true });
    expect(result.pages.updated).toBeGreaterThan(0);
    expect(result).toMatchObject({ run: null, written: [] });
    expect(host.contents).toEqual(before);
  });

  it("naming a path compiles that source and leaves the others for later", async () => {
    const host = await compiled();
    for (const path of ["raw/Harbour cranes.md", "raw/Lattice booms.md"]) host.put(path, `${host.text(path)}\nThe Kestrel Crane weighs 310 tonnes in ${path.length} parts.\n`);
    const named = await compileAll(host, { paths: ["raw/Lattice booms.md"] });
    expect(named.sources).toMatchObject({ opened: 1, changed: 1 });
    const rest = await compileAll(host);
    expect(rest.sources).toMatchObject({ opened: 1, changed: 1 });
    const fresh = memoryHost(host.tree("raw"));
    await compileAll(fresh);
    expect(withoutLog(host.tree("wiki"))).toEqual(withoutLog(fresh.tree("wiki")));
  });
});

describe("When a source is removed", () => {
  it("none of its claims stays in the wiki and its page goes to the trash", async () => {
    const host = await compiled();
    host.drop("raw/Harbour cranes.md");
    const result = await compileAll(host);
    expect(result.sources.removed).toBe(1);
    expect(host.trashed.has("wiki/sources/Harbour cranes (source).md")).toBe(true);
    for (const [path, text] of Object.entries(withoutLog(host.tree("wiki")))) expect({ path, cites: text.includes("raw/Harbour cranes") }).toEqual({ path, cites: false });
  });

  it("the wiki is the one that a compile without it would have made", async () => {
    const host = await compiled();
    host.drop("raw/Port of Malmö.md");
    await compileAll(host);
    const { "raw/Port of Malmö.md": _, ...others } = sampleSources();
    const fresh = memoryHost(others);
    await compileAll(fresh);
    expect(withoutLog(host.tree("wiki"))).toEqual(withoutLog(fresh.tree("wiki")));
  });

  it("stops and asks when a third of many is gone at once, and goes on when told to", async () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`raw/Note ${index}.md`, `The Heron Bridge number ${index} was opened in ${1900 + index} by Anna Berg.\n`]));
    const host = await compiled(many);
    const before = host.tree();
    for (let index = 0; index < 6; index += 1) host.drop(`raw/Note ${index}.md`);
    await expect(compileAll(host)).rejects.toMatchObject({ code: "removals" });
    expect(withoutLog(host.tree("wiki"))).toEqual(withoutLog(Object.fromEntries(Object.entries(before).filter(([path]) => path.startsWith("wiki/")))));
    const result = await compileAll(host, { acceptRemovals: true });
    expect(result.sources.removed).toBe(6);
  });
});

describe("When a source is renamed", () => {
  it("keeps its page, its claims and their ids", async () => {
    const host = await compiled();
    const idsOf = (text: string): string[] => [...text.matchAll(/^\[\^(\w+)\]:/gm)].map((match) => match[1] ?? "");
    const before = idsOf(host.text("wiki/sources/Lattice booms (source).md"));
    const text = host.text("raw/Lattice booms.md");
    host.drop("raw/Lattice booms.md");
    host.put("raw/deep/Booms.md", text);
    const result = await compileAll(host);
    expect(result.sources).toMatchObject({ removed: 0, new: 0, changed: 1 });
    expect(ranOf(result)).toMatchObject({ digest: 0 });
    const page = host.text("wiki/sources/Lattice booms (source).md");
    expect(idsOf(page)).toEqual(before);
    expect(page).toContain("[[raw/deep/Booms|");
    for (const other of Object.values(withoutLog(host.tree("wiki")))) expect(other).not.toContain("raw/Lattice booms");
  });

  it("keeps its page when it was edited in the same stroke", async () => {
    const host = await compiled();
    const text = host.text("raw/Harbour cranes.md").replace("1998", "1997");
    host.drop("raw/Harbour cranes.md");
    host.put("raw/Cranes of the harbour.md", text);
    const result = await compileAll(host);
    expect(result.sources.removed).toBe(0);
    expect(host.text("wiki/sources/Harbour cranes (source).md")).toContain("raw/Cranes of the harbour");
    expect(Object.keys(host.tree("wiki/sources"))).toHaveLength(4);
  });
});

describe("An older recipe", () => {
  it("leaves results valid and marked, and is redone only when asked", async () => {
    const host = await compiled();
    const older = (text: string): string => text.replaceAll('"recipe":"extractive-', '"recipe":"older-');
    for (const [path, file] of host.contents) if (path.startsWith(".compendium/sources/")) file.text = older(file.text);
    await changeMemory(host, (state) => JSON.parse(older(JSON.stringify(state))) as State);
    const again = await compileAll(host);
    expect(again.pages.olderRecipe).toBeGreaterThan(0);
    expect(ranOf(again)).toMatchObject({ digest: 0, article: 0, write: 0 });
    const redone = await compileAll(host, { redoOlderRecipe: true });
    expect(ranOf(redone).digest).toBeGreaterThan(0);
    expect(redone.pages.olderRecipe).toBe(0);
    expect(pagesWritten(host)).toEqual([]);
  });
});

describe("A cancelled compile", () => {
  it("touches no page, keeps what it digested, and the next one ends in the same bytes", async () => {
    const host = memoryHost(sampleSources());
    const signal = { aborted: false };
    await expect(
      compileAll(host, { signal, emit: (event) => { if (event.type === "progress" && event.done === 2) signal.aborted = true; } }),
    ).rejects.toMatchObject({ code: "cancelled" });
    expect(Object.keys(host.tree("wiki"))).toEqual([]);
    const result = await compileAll(host);
    expect(result.sources.opened).toBe(2);
    const fresh = memoryHost(sampleSources());
    const whole = await compileAll(fresh);
    expect(result.sources).toEqual({ ...whole.sources, opened: 2 });
    expect(withoutLog(host.tree())).toEqual(withoutLog(fresh.tree()));
  });
});
