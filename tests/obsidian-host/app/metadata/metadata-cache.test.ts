/** The cache over a vault in a folder: where links lead, and how it keeps up with the vault. */
import fc from "fast-check";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CachedMetadata } from "obsidian";
import { nodeDisk } from "../../disk/node-disk";
import { Vault, type TFile } from "../vault";
import { MetadataCache } from ".";

interface Opened {
  vault: Vault;
  cache: MetadataCache;
}

describe("The metadata cache", () => {
  const folders: string[] = [];
  const disks: { close(): void }[] = [];
  afterEach(() => {
    for (const disk of disks.splice(0)) disk.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  const open = async (files: Record<string, string>): Promise<Opened> => {
    const folder = mkdtempSync(join(tmpdir(), "metadata-"));
    folders.push(folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const disk = nodeDisk(folder);
    disks.push(disk);
    const vault = new Vault(disk, { mobile: false });
    const cache = new MetadataCache(vault);
    await vault.load();
    await cache.load();
    return { vault, cache };
  };

  const fileAt = (vault: Vault, path: string): TFile => {
    const file = vault.getFileByPath(path);
    if (file === null) throw new Error(`No file at ${path}.`);
    return file;
  };

  it("has every note's metadata after loading, by file and by path", async () => {
    const { vault, cache } = await open({ "a.md": "# A", "x/b.md": "", "pic.png": "" });
    expect(cache.getFileCache(fileAt(vault, "a.md"))).toMatchObject({ headings: [{ heading: "A" }] });
    expect(cache.getCache("x/b.md")).toEqual({});
    expect([cache.getCache("pic.png"), cache.getCache("none.md"), cache.getCache("x")]).toEqual([null, null, null]);
  });

  it("counts links by where they lead, and follows what comes and goes", async () => {
    const { vault, cache } = await open({ "a.md": '---\nup: "[[b]]"\n---\n[[b]] [[b#x]] [[c#y]] ![[b]] [[#H]]', "b.md": "" });
    expect(cache.resolvedLinks).toEqual({ "a.md": { "b.md": 4, "a.md": 1 }, "b.md": {} });
    expect(cache.unresolvedLinks).toEqual({ "a.md": { c: 1 }, "b.md": {} });
    const created = await vault.create("c.md", "x");
    await cache.whenIdle();
    expect(cache.resolvedLinks["a.md"]).toEqual({ "b.md": 4, "c.md": 1, "a.md": 1 });
    await vault.delete(created);
    await cache.whenIdle();
    expect(cache.unresolvedLinks).toEqual({ "a.md": { c: 1 }, "b.md": {} });
    await vault.createFolder("sub");
    await vault.rename(fileAt(vault, "b.md"), "sub/c.md");
    await cache.whenIdle();
    expect(cache.resolvedLinks).toEqual({ "a.md": { "sub/c.md": 1, "a.md": 1 }, "sub/c.md": {} });
    expect(cache.unresolvedLinks).toEqual({ "a.md": { b: 4 }, "sub/c.md": {} });
  });

  it("counts links that are called like what every object has", async () => {
    const { cache } = await open({ "a.md": "[[constructor]] [[toString]] [[toString]]" });
    expect(cache.unresolvedLinks["a.md"]).toEqual({ constructor: 1, toString: 2 });
  });

  it("resolves no link by an alias", async () => {
    const { cache } = await open({ "a.md": "[[AL]]", "b.md": "---\naliases: [AL]\n---\n" });
    expect(cache.getFirstLinkpathDest("AL", "a.md")).toBeNull();
    expect(cache.unresolvedLinks["a.md"]).toEqual({ AL: 1 });
  });

  it("leads from nothing to the note itself", async () => {
    const { vault, cache } = await open({ "x/a.md": "" });
    expect(cache.getFirstLinkpathDest("", "x/a.md")).toBe(fileAt(vault, "x/a.md"));
    expect(cache.getFirstLinkpathDest("", "none.md")).toBeNull();
  });

  it("writes the name where it is the only one, else the path, and always one that leads back", async () => {
    const paths = ["Note.md", "a/Note.md", "a/Other.md", "b/pic.png", "c/pic.png.md"];
    const { vault, cache } = await open(Object.fromEntries(paths.map((path) => [path, ""])));
    const texts = paths.map((path) => cache.fileToLinktext(fileAt(vault, path), "a/x.md"));
    expect(texts).toEqual(["Note", "a/Note", "Other", "pic.png", "c/pic.png.md"]);
    expect(cache.fileToLinktext(fileAt(vault, "a/Other.md"), "x.md", false)).toBe("Other.md");
    expect(texts.map((text) => cache.getFirstLinkpathDest(text, "a/x.md")?.path)).toEqual(paths);
  });

  it("tells of each note that changed with its text, then that it is resolved, then that all are", async () => {
    const { vault, cache } = await open({ "a.md": "x" });
    const heard: unknown[] = [];
    cache.on("changed", ({ path }: TFile, data: string, { headings }: CachedMetadata) => heard.push(["changed", path, data, headings?.length]));
    cache.on("resolve", ({ path }: TFile) => heard.push(["resolve", path]));
    cache.on("resolved", () => heard.push("resolved"));
    await vault.modify(fileAt(vault, "a.md"), "# One");
    await cache.whenIdle();
    expect(heard).toEqual([["changed", "a.md", "# One", 1], ["resolve", "a.md"], "resolved"]);
  });

  it("tells of a note that is gone with what it knew", async () => {
    const { vault, cache } = await open({ "a.md": "# One" });
    const heard: unknown[] = [];
    cache.on("deleted", ({ path }: TFile, before: CachedMetadata | null) => heard.push([path, before?.headings?.length]));
    await vault.delete(fileAt(vault, "a.md"));
    expect(heard).toEqual([["a.md", 1]]);
    expect([cache.getCache("a.md"), cache.resolvedLinks, cache.unresolvedLinks]).toEqual([null, {}, {}]);
  });

  it("does not tell of a change when a note is only renamed, and keeps its metadata", async () => {
    const { vault, cache } = await open({ "a.md": "# One\n[[a]]", "b.md": "" });
    const heard: unknown[] = [];
    cache.on("changed", () => heard.push("changed"));
    await vault.rename(fileAt(vault, "a.md"), "c.md");
    expect(cache.getCache("c.md")?.headings).toHaveLength(1);
    await cache.whenIdle();
    expect(heard).toEqual([]);
    expect(cache.unresolvedLinks["c.md"]).toEqual({ a: 1 });
  });

  it("reads a file that becomes a note, and forgets one that is none any more", async () => {
    const { vault, cache } = await open({ "a.txt": "# One", "b.md": "# Two" });
    await vault.rename(fileAt(vault, "a.txt"), "a.md");
    await vault.rename(fileAt(vault, "b.md"), "b.txt");
    await cache.whenIdle();
    expect([cache.getCache("a.md")?.headings?.length, cache.getCache("b.txt")]).toEqual([1, null]);
    expect(Object.keys(cache.resolvedLinks)).toEqual(["a.md"]);
  });

  it("works off a burst of writes with the thread free between, and is resolved once", async () => {
    const names = Array.from({ length: 300 }, (_, index) => `n${index}.md`);
    const { vault, cache } = await open(Object.fromEntries(names.map((name) => [name, "x"])));
    let [resolved, changed, turns] = [0, 0, 0];
    cache.on("resolved", () => (resolved += 1));
    cache.on("changed", () => {
      changed += 1;
      // Holds the thread for as long as other listeners may.
      for (const start = performance.now(); performance.now() - start < 1; );
    });
    const ticking = setInterval(() => (turns += 1), 0);
    const text = `${"[[n1]] and [[none]] ".repeat(20)}\n\n`.repeat(5);
    await Promise.all(names.map((name) => vault.modify(fileAt(vault, name), text)));
    await cache.whenIdle();
    clearInterval(ticking);
    expect([resolved > 0, resolved < 20, changed >= names.length, turns > 5]).toEqual([true, true, true, true]);
    expect(cache.resolvedLinks["n299.md"]).toEqual({ "n1.md": 100 });
  });

  it("is the same as one made anew, after edits in any order", async () => {
    const paths = fc.constantFrom("a.md", "b.md", "x/a.md", "x/c.md", "x/y/a.md", "c.md.md", "d.txt");
    const texts = fc.constantFrom("[[a]] [[#x]]", "[[x/a]] [[c]] [[y/a]]", "[[b]] ![[d.txt]]", "[[c.md]] [[./a]] [[../a]]", '---\nup: "[[A]]"\n---\n', "# H");
    const edits = fc.array(fc.oneof(fc.record({ path: paths, text: texts }), fc.record({ path: paths, to: paths }), fc.record({ path: paths })), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(edits, async (steps) => {
        const { vault, cache } = await open({ "a.md": "[[b]] [[a]]", "x/y/z.md": "[[c]]" });
        for (const step of steps) {
          const file = vault.getFileByPath(step.path);
          if ("text" in step) await (file === null ? vault.create(step.path, step.text) : vault.modify(file, step.text));
          else if (file !== null && "to" in step) await vault.rename(file, step.to).catch(() => undefined);
          else if (file !== null) await vault.delete(file);
        }
        await cache.whenIdle();
        const fresh = new MetadataCache(vault);
        await fresh.load();
        expect([cache.resolvedLinks, cache.unresolvedLinks]).toEqual([fresh.resolvedLinks, fresh.unresolvedLinks]);
        for (const file of vault.getFiles()) expect(cache.getFileCache(file)).toEqual(fresh.getFileCache(file));
      }),
      { numRuns: 40 },
    );
  });
});
