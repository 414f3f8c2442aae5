/** Texts of links, properties and references, by the contracts of obsidian.d.ts. */
import {
  getFrontMatterInfo,
  getLinkpath,
  iterateCacheRefs,
  iterateRefs,
  parseFrontMatterAliases,
  parseFrontMatterEntry,
  parseFrontMatterStringArray,
  parseFrontMatterTags,
  parseLinktext,
  parseYaml,
  readMetadata,
  resolveSubpath,
  stringifyYaml,
  stripHeading,
  stripHeadingForLink,
} from ".";

describe("The text of a link", () => {
  it("is a path and a subpath", () => {
    expect(parseLinktext("folder/Note#Part#Inner")).toEqual({ path: "folder/Note", subpath: "#Part#Inner" });
    expect(parseLinktext("#Part")).toEqual({ path: "", subpath: "#Part" });
    expect(getLinkpath("Note#^id")).toBe("Note");
    expect(getLinkpath("a\u00a0b Cafe\u0301")).toBe("a b Caf\u00e9");
  });

  it("names a heading without what would break it", () => {
    expect(stripHeading("A: b, (c) – d!")).toBe("A b c – d");
    expect(stripHeadingForLink("A: b#c|d [[e]] %%f%% [g]")).toBe("A b c d e f [g]");
  });
});

describe("Properties", () => {
  it.each([
    ["---\na: 1\n---\nText", "a: 1\n", "Text"],
    ["---\n---\nText", "", "Text"],
    ["---\r\na: 1\r\n---\r\nText", "a: 1\r\n", "Text"],
    ["---\na: 1\n---", "a: 1\n", ""],
    ["--- \na: '---'\nb: |\n  ---\n--- \nText", "a: '---'\nb: |\n  ---\n", "Text"],
  ])("stand in %j between the marks", (text, frontmatter, body) => {
    const info = getFrontMatterInfo(text);
    expect(info).toMatchObject({ exists: true, frontmatter });
    expect(text.slice(info.from, info.to)).toBe(frontmatter);
    expect(text.slice(info.contentStart)).toBe(body);
  });

  it.each(["Text", "", "---\na: 1", " ---\n---\n", "---a\n---\n"])("are not there in %j", (text) => {
    expect(getFrontMatterInfo(text)).toEqual({ exists: false, frontmatter: "", from: 0, to: 0, contentStart: 0 });
  });

  it("are found by name or pattern", () => {
    expect(parseFrontMatterEntry({ One: 1 }, "one")).toBe(1);
    expect(parseFrontMatterEntry({ one: 0, two: 2 }, /^t/)).toBe(2);
    expect(parseFrontMatterEntry({ one: null }, "one")).toBeNull();
    expect(parseFrontMatterEntry(null, "one")).toBeNull();
  });

  it("are lists of texts", () => {
    expect(parseFrontMatterStringArray({ a: ["x ", 2, null, ""] }, "a")).toEqual(["x", "2"]);
    expect(parseFrontMatterStringArray({ a: "x" }, "a")).toEqual(["x"]);
    expect(parseFrontMatterStringArray({}, "a")).toBeNull();
    expect(parseFrontMatterAliases({ aliases: ["a, b", "c"] })).toEqual(["a, b", "c"]);
    expect(parseFrontMatterAliases({ alias: "a" })).toBeNull();
  });

  it("have tags that could stand in the text", () => {
    expect(parseFrontMatterTags({ tags: ["a", "#b/c", "1984", "d e"] })).toEqual(["#a", "#b/c"]);
    expect(parseFrontMatterTags({ tags: "a" })).toEqual(["#a"]);
    expect(parseFrontMatterTags({ tags: "a, b" })).toEqual([]);
    expect(parseFrontMatterTags({ tags: null })).toBeNull();
    expect(parseFrontMatterTags({ tag: "a" })).toBeNull();
  });

  it("are written as they are read", () => {
    const value = { a: "[[x]]", list: ["b", "c: d"], "a number": 1, date: "2024-07-21", none: null, long: "word ".repeat(60).trim() };
    expect(parseYaml(stringifyYaml(value))).toEqual(value);
    expect(stringifyYaml({ none: null, long: "word ".repeat(60).trim() }).split("\n")).toHaveLength(3);
    expect(() => parseYaml("a: [")).toThrow();
  });
});

describe("A subpath", () => {
  const cache = readMetadata("# A\n## B\n# C\n## B\ntext ^id\n\n- item ^Item\n\n[^1]: x\n\n## Two (words)!\n");

  it.each([
    ["#B", 1, 2],
    ["#C#B", 3, 10],
    ["#A", 0, 2],
    ["#two words", 10, null],
    ["#C#Two Words", 10, null],
  ])("%s leads to the heading on line %i and to what follows it", (subpath, line, end) => {
    const found = resolveSubpath(cache, subpath);
    expect([found?.type, found?.start.line, found?.end?.line ?? null]).toEqual(["heading", line, end]);
  });

  it("leads to blocks and footnotes", () => {
    expect(resolveSubpath(cache, "#^ID")).toMatchObject({ type: "block", block: { id: "id" }, start: { line: 4 } });
    expect(resolveSubpath(cache, "#^item")).toMatchObject({ type: "block", list: { id: "Item" }, start: { line: 6 } });
    expect(resolveSubpath(cache, "#[^1]")).toMatchObject({ type: "footnote", start: { line: 8 } });
  });

  it.each(["#D", "#B#A", "#^none", "#[^2]", "#", ""])("leads nowhere as %j", (subpath) => {
    expect(resolveSubpath(cache, subpath)).toBeNull();
  });
});

describe("References", () => {
  it("are gone through until one is enough", () => {
    const cache = readMetadata("![[a]] [[b]] [[c]]");
    const seen: string[] = [];
    const stopAtB = ({ link }: { link: string }): boolean => {
      seen.push(link);
      return link === "b";
    };
    expect(iterateCacheRefs(cache, stopAtB)).toBe(true);
    expect(seen).not.toContain("c");
    expect(iterateRefs(cache.links ?? [], () => undefined)).toBe(false);
  });
});
