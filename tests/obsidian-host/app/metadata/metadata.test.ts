/** Metadata of notes as the app documents it, and links to where they lead. */
import fc from "fast-check";
import { nodeDisk } from "../../disk/node-disk";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Vault } from "../vault";
import { getAllTags, getFrontMatterInfo, MetadataCache, parseFrontMatterAliases, parseFrontMatterTags, parseLinktext, readMetadata, resolveSubpath, stripHeading, stripHeadingForLink } from ".";

describe("The metadata of a note", () => {
  it("has links with their parts and places", () => {
    const text = "See [[folder/Note#Part|the note]] and [text](other%20note.md \"title\").\n";
    expect(readMetadata(text).links).toEqual([
      { link: "folder/Note#Part", original: "[[folder/Note#Part|the note]]", displayText: "the note", position: { start: { line: 0, col: 4, offset: 4 }, end: { line: 0, col: 33, offset: 33 } } },
      expect.objectContaining({ link: "other note.md", displayText: "text" }),
    ]);
  });

  it("shows the path of a link without an alias", () => {
    expect(readMetadata("[[A b]]").links?.[0]?.displayText).toBe("A b");
  });

  it.each(["`[[a]]`", "```\n[[a]]\n```", "~~~\n[[a]]", "$$\n[[a]]\n$$", "$[[a]]$", "%%[[a]]%%", "%%\n[[a]]\n%%", "\\[[a]]", "[x](https://example.com)", "---\nx: [\n[[a]]\n---\n"])("has no links in %j", (text) => {
    expect(readMetadata(text).links).toBeUndefined();
  });

  it("keeps embeds apart from links", () => {
    const { embeds, links } = readMetadata("![[image.png|200]] ![alt](pic.png) [[x]]");
    expect(embeds?.map(({ link }) => link)).toEqual(["image.png", "pic.png"]);
    expect(links?.map(({ link }) => link)).toEqual(["x"]);
  });

  it("has tags with a letter in them, and no others", () => {
    const cache = readMetadata("---\ntags: [one, two/three]\n---\n#four and #1984, #y1984 word#five \\#six `#seven`\n# Heading #eight\n");
    expect(cache.tags?.map(({ tag }) => tag)).toEqual(["#four", "#y1984", "#eight"]);
    expect(getAllTags(cache)).toEqual(["#four", "#y1984", "#eight", "#one", "#two/three"]);
  });

  it("has headings of both forms, without closing signs", () => {
    expect(readMetadata("# One ##\n\nTwo\n---\n\n####### seven\n#none\n").headings?.map(({ heading, level }) => [heading, level])).toEqual([
      ["One", 1],
      ["Two", 2],
    ]);
  });

  it("has properties, their place, and the links among them", () => {
    const cache = readMetadata('---\naliases: [A]\nsources:\n  - "[[raw/A|A]]"\n  - "[[raw/B#x]]"\nup: "[[Top]]"\n---\nText\n');
    expect(cache.frontmatter).toEqual({ aliases: ["A"], sources: ["[[raw/A|A]]", "[[raw/B#x]]"], up: "[[Top]]" });
    expect(cache.frontmatterPosition).toEqual({ start: { line: 0, col: 0, offset: 0 }, end: { line: 6, col: 3, offset: 79 } });
    expect(cache.frontmatterLinks?.map(({ key, link, displayText }) => [key, link, displayText])).toEqual([
      ["sources.0", "raw/A", "A"],
      ["sources.1", "raw/B#x", "raw/B#x"],
      ["up", "Top", "Top"],
    ]);
  });

  it("has no properties where they cannot be read", () => {
    expect(readMetadata("---\na: [\n---\nText").frontmatter).toBeUndefined();
  });

  it("cuts the note into sections", () => {
    const text = "---\na: 1\n---\n# H\nText\nmore\n\n- a\n  - b\n\n> quote\n\n> [!note] Title\n> x\n\n```js\n\ncode\n```\n\n| a | b |\n| - | - |\n\n---\n\n<div>x</div>\n\n[^1]: one\n[^2]: two\n";
    expect(readMetadata(text).sections?.map(({ type }) => type)).toEqual(["yaml", "heading", "paragraph", "list", "blockquote", "callout", "code", "table", "thematicBreak", "html", "footnoteDefinition", "footnoteDefinition"]);
  });

  it("has list items with their parents and tasks", () => {
    const items = readMetadata("Text\n\n- a\n  - [x] b\n- [ ] c ^id\n").listItems;
    expect(items?.map(({ parent, task, id }) => [parent, task, id])).toEqual([
      [-2, undefined, undefined],
      [2, "x", undefined],
      [-2, " ", "id"],
    ]);
  });

  it("has footnotes and their references by id", () => {
    const cache = readMetadata("One.[^a] Two.[^b]\n\n[^a]: [[x]]\n[^b]: y\n");
    expect(cache.footnoteRefs?.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(cache.footnotes?.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(cache.links?.map(({ link }) => link)).toEqual(["x"]);
  });

  it("says of each part where it stands, whatever the text is", () => {
    const pieces = fc.constantFrom("[[a]]", "[[b|c]] ", "![[d]]", "#tag ", "\n", "\r\n", "# ", "- ", "> ", "`", "```", "$", "%%", "---\n", "x", "é🌲", " ", "[^1]", "[^1]: ", "\\");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const { links = [], embeds = [], tags = [], sections = [], footnoteRefs = [] } = readMetadata(text);
        for (const { position, original } of [...links, ...embeds]) expect(text.slice(position.start.offset, position.end.offset)).toBe(original);
        for (const { position, tag } of tags) expect(text.slice(position.start.offset, position.end.offset)).toBe(tag);
        for (const { position, id } of footnoteRefs) expect(text.slice(position.start.offset, position.end.offset)).toBe(`[^${id}]`);
        const lines = text.split("\n");
        for (const { position } of [...sections, ...links]) for (const place of [position.start, position.end]) expect(lines.slice(0, place.line).join("\n").length + (place.line > 0 ? 1 : 0) + place.col).toBe(place.offset);
        sections.forEach(({ position }, index) => expect(position.start.offset).toBeGreaterThanOrEqual(sections[index - 1]?.position.end.offset ?? 0));
      }),
    );
  });
});

describe("Parts of links and properties", () => {
  it("are cut as documented", () => {
    expect(parseLinktext("folder/Note#Part#Inner")).toEqual({ path: "folder/Note", subpath: "#Part#Inner" });
    expect(stripHeading("A: b, (c) – d!")).toBe("A b c – d");
    expect(stripHeadingForLink("A: b#c|d [[e]]")).toBe("A b c d e");
    expect(getFrontMatterInfo("---\na: 1\n---\nText")).toEqual({ exists: true, frontmatter: "a: 1\n", from: 4, to: 9, contentStart: 13 });
    expect(getFrontMatterInfo("Text").exists).toBe(false);
    expect(parseFrontMatterAliases({ alias: "a, b" })).toEqual(["a", "b"]);
    expect(parseFrontMatterTags({ tags: "x y" })).toEqual(["#x", "#y"]);
    expect(parseFrontMatterTags({})).toBeNull();
  });

  it("lead to headings, blocks and footnotes", () => {
    const cache = readMetadata("# A\n## B\n# C\n## B\ntext ^id\n\n[^1]: x\n");
    expect(resolveSubpath(cache, "#C#B")).toMatchObject({ type: "heading", start: { line: 3 }, end: null });
    expect(resolveSubpath(cache, "#B")).toMatchObject({ start: { line: 1 }, end: { line: 2 } });
    expect(resolveSubpath(cache, "#^ID")).toMatchObject({ type: "block", start: { line: 4 } });
    expect(resolveSubpath(cache, "#[^1]")).toMatchObject({ type: "footnote", start: { line: 6 } });
    expect(resolveSubpath(cache, "#D")).toBeNull();
  });
});

interface Opened {
  vault: Vault;
  cache: MetadataCache;
}

describe("Links of a vault", () => {
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
    await vault.load();
    const cache = new MetadataCache(vault);
    await cache.load();
    return { vault, cache };
  };

  it("lead to the file of the path, else of the end of a path, else of the name", async () => {
    const { cache } = await open({ "Note.md": "", "a/Note.md": "", "a/b/Other.md": "", "b/Deep.md": "", "x/b/Deep.md": "", "pic.png": "" });
    const lead = (link: string, source: string): string | undefined => cache.getFirstLinkpathDest(link, source)?.path;
    expect(lead("a/Note", "Note.md")).toBe("a/Note.md");
    expect(lead("b/Other", "Note.md")).toBe("a/b/Other.md");
    expect(lead("other", "Note.md")).toBe("a/b/Other.md");
    expect(lead("Note", "a/x.md")).toBe("a/Note.md");
    expect(lead("Note", "z/x.md")).toBe("Note.md");
    expect(lead("../Note", "a/b/Other.md")).toBe("a/Note.md");
    expect(lead("../../../Note", "a/b/Other.md")).toBeUndefined();
    expect(lead("pic", "Note.md")).toBeUndefined();
    expect(lead("pic.png", "Note.md")).toBe("pic.png");
    expect(lead("Note.md", "Note.md")).toBe("Note.md");
    expect(lead("", "a/Note.md")).toBe("a/Note.md");
    expect(lead("none", "Note.md")).toBeUndefined();
    expect(lead("b/Deep", "Note.md")).toBe("b/Deep.md");
  });

  it("are counted by where they lead, and follow what comes and goes", async () => {
    const { vault, cache } = await open({ "a.md": "[[b]] [[b]] [[c]] ![[b]]", "b.md": "" });
    expect(cache.resolvedLinks["a.md"]).toEqual({ "b.md": 3 });
    expect(cache.unresolvedLinks["a.md"]).toEqual({ c: 1 });
    const created = await vault.create("c.md", "x");
    await cache.whenIdle();
    expect(cache.resolvedLinks["a.md"]).toEqual({ "b.md": 3, "c.md": 1 });
    await vault.delete(created);
    await cache.whenIdle();
    expect(cache.unresolvedLinks["a.md"]).toEqual({ c: 1 });
    const b = vault.getFileByPath("b.md");
    await vault.createFolder("sub");
    if (b !== null) await vault.rename(b, "sub/c.md");
    await cache.whenIdle();
    expect(cache.resolvedLinks["a.md"]).toEqual({ "sub/c.md": 1 });
    expect(cache.unresolvedLinks["a.md"]).toEqual({ b: 3 });
  });

  it("tell of each note that changed, with its text", async () => {
    const { vault, cache } = await open({ "a.md": "x" });
    const heard: unknown[] = [];
    cache.on("changed", (file: { path: string }, data: string, { headings }: { headings?: unknown[] }) => heard.push([file.path, data, headings?.length]));
    const file = vault.getFileByPath("a.md");
    if (file !== null) await vault.modify(file, "# One");
    await cache.whenIdle();
    expect(heard).toEqual([["a.md", "# One", 1]]);
  });

  it("stay the same as if read anew, after edits in any order", async () => {
    const names = ["a.md", "b.md", "x/a.md", "x/c.md"];
    const edits = fc.array(fc.record({ path: fc.constantFrom(...names), text: fc.constantFrom("[[a]]", "[[x/a]] [[c]]", "[[b]]", null) }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(edits, async (steps) => {
        const { vault, cache } = await open({ "a.md": "[[b]]" });
        for (const { path, text } of steps) {
          const file = vault.getFileByPath(path);
          if (text === null) {
            if (file !== null) await vault.delete(file);
          } else if (file === null) {
            if (path.includes("/") && vault.getFolderByPath("x") === null) await vault.createFolder("x");
            await vault.create(path, text);
          } else await vault.modify(file, text);
        }
        await cache.whenIdle();
        const fresh = new MetadataCache(vault);
        await fresh.load();
        expect([cache.resolvedLinks, cache.unresolvedLinks]).toEqual([fresh.resolvedLinks, fresh.unresolvedLinks]);
      }),
      { numRuns: 25 },
    );
  });
});
