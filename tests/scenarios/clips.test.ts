import { audit } from "../support/audit";
import { memoryHost } from "../support/memory-host";
import { compileAll, describeWithData, hasClips, ranOf, readClips, withoutLog } from "../support/vaults";

describeWithData(hasClips, "clips")("Over the clips, a compile", () => {
  it("makes a page for each source and the concept pages a reader expects", async () => {
    const host = memoryHost(readClips());
    const result = await compileAll(host);
    const tree = host.tree("wiki");
    const names = Object.keys(tree).filter((path) => path.startsWith("wiki/concepts/"));
    expect(result.sources).toMatchObject({ total: 15, new: 15, failed: 0 });
    expect(Object.keys(tree).filter((path) => path.startsWith("wiki/sources/"))).toHaveLength(15);
    for (const expected of ["Fabrice Bellard", "QEMU", "FFmpeg", "DeepWiki", "Obsidian", "Gemini", "Claude", "Nested Learning", "OpenGauss", "AlphaProof Nexus"]) expect(names).toContain(`wiki/concepts/${expected}.md`);
    expect(names.filter((name) => /\/Lean( 4)?\.md$/.test(name))).toHaveLength(1);
    for (const junk of ["Today", "His", "Read", "Every Android", "Introducing", "On TruthfulQA"]) expect(names).not.toContain(`wiki/concepts/${junk}.md`);
    for (const file of ["index.md", "sources.md", "log.md", "decisions.md", "AGENTS.md", "wiki.base"]) expect(tree).toHaveProperty([`wiki/${file}`]);
  });

  it("cites every sentence truly, breaks no link, lists everything and leaves the sources as they are", async () => {
    const clips = readClips();
    const host = memoryHost(clips);
    await compileAll(host);
    const report = audit(host.tree(), Object.keys(clips));
    expect(report.citations).toBeGreaterThan(200);
    expect(report).toMatchObject({ malformed: [], untrue: [], dangling: [], uncited: [], brokenLinks: [], ambiguousLinks: [], unlisted: [] });
    expect(host.tree("raw")).toEqual(clips);
  });

  it("makes one page with aliases of what several clips name", async () => {
    const host = memoryHost(readClips());
    await compileAll(host);
    const gemini = host.text("wiki/concepts/Gemini.md");
    expect(gemini.match(/^ {2}- "\[\[raw\//gm)?.length).toBeGreaterThanOrEqual(2);
    const lean = host.tree("wiki/concepts")["wiki/concepts/Lean.md"] ?? host.tree("wiki/concepts")["wiki/concepts/Lean 4.md"] ?? "";
    expect(lean).toMatch(/aliases:\n {2}- Lean/);
    expect(lean.match(/^ {2}- "\[\[raw\//gm)?.length).toBeGreaterThanOrEqual(2);
  });

  it("takes no boilerplate for a claim or a concept", async () => {
    const host = memoryHost(readClips());
    await compileAll(host);
    const pages = Object.entries(host.tree("wiki")).filter(([path]) => /^wiki\/(concepts|sources)\//.test(path));
    for (const [path, text] of pages) expect({ path, lines: text.split("\n").filter((line) => /^- .*(https?\\?:\/\/|Read the paper here|Try it:|Read the intro)/.test(line)) }).toEqual({ path, lines: [] });
  });

  it("opens nothing, runs nothing and writes nothing when nothing changed", async () => {
    const host = memoryHost(readClips());
    await compileAll(host);
    host.written.length = 0;
    host.opened.length = 0;
    const result = await compileAll(host);
    expect(result.sources.opened).toBe(0);
    expect(Object.values(ranOf(result)).every((ran) => ran === 0)).toBe(true);
    expect(host.opened.filter((path) => path.startsWith("raw/"))).toEqual([]);
    expect(host.written.filter((path) => !path.endsWith("/lock.json"))).toEqual([]);
    expect(result.run).toBeNull();
  });

  it("writes no page after the cache was deleted, nor on another device that has only the wiki and the sources", async () => {
    const host = memoryHost(readClips());
    await compileAll(host);
    const before = host.tree();
    await host.files.remove(".compendium");
    host.written.length = 0;
    const again = await compileAll(host);
    expect(again.sources.opened).toBe(15);
    expect(ranOf(again)).toMatchObject({ digest: 0, write: 0 });
    expect(host.written.filter((path) => !path.startsWith(".compendium/"))).toEqual([]);
    const other = memoryHost(before, { device: "other" });
    const there = await compileAll(other);
    expect(ranOf(there)).toMatchObject({ digest: 0, write: 0 });
    expect(other.tree()).toEqual(before);
  });

  it("gives the same bytes in any order, and the same concepts, claims and citations file by file", async () => {
    const clips = Object.entries(readClips());
    const trees: Record<string, string>[] = [];
    for (const order of [clips, [...clips].reverse(), [...clips].sort(([left], [right]) => left.length - right.length)]) {
      const host = memoryHost(Object.fromEntries(order));
      await compileAll(host);
      trees.push(withoutLog(host.tree()));
    }
    expect(trees[1]).toEqual(trees[0]);
    expect(trees[2]).toEqual(trees[0]);
    const host = memoryHost();
    for (const [path, text] of clips) {
      host.put(path, text);
      await compileAll(host);
    }
    const definitions = (tree: Record<string, string>): string[] =>
      [...new Set(Object.entries(tree).flatMap(([path, text]) => (path.startsWith("wiki/concepts/") ? text.split("\n").filter((line) => line.startsWith("[^")) : [])))].sort();
    expect(definitions(host.tree())).toEqual(definitions(trees[0] ?? {}));
    const count = (tree: Record<string, string>): number => Object.keys(tree).filter((path) => path.startsWith("wiki/concepts/")).length;
    expect(count(host.tree())).toBe(count(trees[0] ?? {}));
  });
});
