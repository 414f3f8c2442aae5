/** Metadata of a note as the app documents it, and as it was observed in the app where the documents are silent. */
import fc from "fast-check";
import type { CachedMetadata, Pos } from "obsidian";
import { getAllTags, readMetadata } from ".";

const targets = (text: string): string[] => [...(readMetadata(text).links ?? []), ...(readMetadata(text).embeds ?? [])].map(({ link }) => link);
const tags = (text: string): string[] => (readMetadata(text).tags ?? []).map(({ tag }) => tag);
const types = (text: string): string[] => (readMetadata(text).sections ?? []).map(({ type }) => type);
const sliced = (text: string, { start, end }: Pos): string => text.slice(start.offset, end.offset);

describe("Links of a note", () => {
  it("have their parts and places", () => {
    const text = 'See [[folder/Note#Part|the note]] and [text](other%20note.md "title").\n';
    expect(readMetadata(text).links).toEqual([
      { link: "folder/Note#Part", original: "[[folder/Note#Part|the note]]", displayText: "the note", position: { start: { line: 0, col: 4, offset: 4 }, end: { line: 0, col: 33, offset: 33 } } },
      { link: "other note.md", original: '[text](other%20note.md "title")', displayText: "text", position: { start: { line: 0, col: 38, offset: 38 }, end: { line: 0, col: 69, offset: 69 } } },
    ]);
  });

  it.each([
    ["[[A b]]", "A b", "A b"],
    ["[[A#B#C]]", "A#B#C", "A > B > C"],
    ["[[#B]]", "#B", "B"],
    ["[[A#^id]]", "A#^id", "A > ^id"],
    ["[[A||B]]", "A", "|B"],
    ["[[|A]]", "|A", "|A"],
    ["[[Sq]uare]]", "Sq]uare", "Sq]uare"],
    ["[[Nested [[Inner]] x]]", "Inner", "Inner"],
    ["[[https://example.com]]", "https://example.com", "https://example.com"],
    ["[a\\]b](c.md)", "c.md", "a\\]b"],
    ["[x](<a b.md>)", "a b.md", "x"],
    ["[x](a%20(b).md#c)", "a (b).md#c", "x"],
    ["[x](%zz.md)", "%zz.md", "x"],
    ["%%[[A]]%%", "A", "A"],
  ])("%j leads to %j and shows %j", (text, link, displayText) => {
    expect(readMetadata(text).links).toEqual([expect.objectContaining({ link, displayText })]);
  });

  it("in a table have their bar escaped", () => {
    const text = "| a | b |\n|---|---|\n| [[x\\|y]] | `[[z` | ]] |";
    expect(readMetadata(text).links).toEqual([expect.objectContaining({ link: "x", displayText: "y", original: "[[x\\|y]]" })]);
  });

  it("are found in a link's text where it is an image", () => {
    expect(readMetadata("[![a](pic.png)](note.md)")).toMatchObject({ links: [{ link: "note.md" }], embeds: [{ link: "pic.png" }] });
  });

  it("are embeds with a sign before them", () => {
    expect(readMetadata("![[image.png|200]] ![alt](pic.png) [[x]]")).toMatchObject({ embeds: [{ link: "image.png" }, { link: "pic.png" }], links: [{ link: "x" }] });
  });

  it("count in comments, of which the app shows nothing", () => {
    expect(targets("%%\n[[a]]\n\n[[b]]\n%%")).toEqual(["a", "b"]);
  });

  it.each([
    ["code in a line", "`[[a]]` ``[[a]] ` [[a]]``"],
    ["code over two lines", "`x\n[[a]]`"],
    ["a fence", "```\n[[a]]\n```"],
    ["a fence that is not closed", "~~~\n[[a]]\n\n# H"],
    ["a fence in a list", "- x\n  ```\n  [[a]]\n  ```"],
    ["a fence in a quote", "> ```\n> [[a]]\n> ```"],
    ["indented code", "x\n\n    [[a]]"],
    ["math", "$[[a]]$ and $$[[a]]$$\n\n$$\n[[a]]\n$$"],
    ["comments of HTML", "x <!-- [[a]] -->\n\n<!--\n\n[[a]]\n-->"],
    ["HTML", '<div>\n[[a]]\n</div>\n\n<span title="[[a]]">x</span>'],
    ["properties that cannot be read", "---\nx: [\n[[a]]\n---\n"],
    ["what is escaped", "\\[[a]] \\[[a\\]]"],
    ["brackets that hold nothing or two lines", "[[]] [[ ]] [[a\nb]]"],
    ["links to elsewhere", "[x](https://example.com) [x](mailto:a@b.c) [x](//example.com) <https://example.com>"],
    ["links without a destination", "[]() [x]() [x] (a.md) [x](a b.md)"],
  ])("are not in %s", (_, text) => {
    expect(targets(text)).toEqual([]);
  });

  it.each([
    ["behind a price", "$5 [[a]] $6"],
    ["behind a tick that closes nothing", "a ` b [[a]]"],
    ["in a list's second paragraph", "- x\n\n  [[a]]"],
    ["in a heading", "# [[a]] #"],
    ["in a callout's title", "> [!note] [[a]]"],
    ["in a footnote", "[^1]: [[a]]"],
    ["behind a break", "x<br>[[a]]"],
    ["where the other mark is on another line", "a\n\n%% [[a]]"],
  ])("are found %s", (_, text) => {
    expect(targets(text)).toEqual(["a"]);
  });
});

describe("Tags of a note", () => {
  it.each([
    ["#one and #two/three, #a-b_c", ["#one", "#two/three", "#a-b_c"]],
    ["#1984 #y1984 #19-84", ["#y1984", "#19-84"]],
    ["word#no (#no) [[a#no]]", []],
    ["#日本語 #été #🌲", ["#日本語", "#été", "#🌲"]],
    ["\\#no `#no` $x #no$ https://example.com/#no", []],
    ["**#bold** x<br>#behind", ["#bold", "#behind"]],
    ["%% #comment %%", ["#comment"]],
    ["# Heading #eight\n#none", ["#eight", "#none"]],
    ["- [ ] #task\n> #quote", ["#task", "#quote"]],
    ["x <!-- #no --> y", []],
  ])("%j: %j", (text, expected) => {
    expect(tags(text)).toEqual(expected);
  });

  it("stand after those of the properties, each as often as it is written", () => {
    expect(getAllTags(readMetadata("---\ntags: [one, two/three, 2, two words]\n---\n#four #one\n"))).toEqual(["#one", "#two/three", "#four", "#one"]);
    expect(getAllTags({})).toEqual([]);
  });
});

describe("Sections of a note", () => {
  it("are of these kinds", () => {
    const blocks: [string, string][] = [
      ["yaml", "---\na: 1\n---"],
      ["heading", "# H"],
      ["paragraph", "Text\nmore"],
      ["comment", "%%\n# no\n\n- no\n%%"],
      ["list", "- a\n  - b\n\n  more"],
      ["blockquote", "> quote\nlazy"],
      ["callout", "> [!note]- Title\n> x"],
      ["code", "```js\n\ncode\n```"],
      ["table", "| a | b |\n| - | - |\n| 1 | 2 |"],
      ["math", "$$\nx\n\ny\n$$"],
      ["thematicBreak", "* * *"],
      ["html", "<div>\nx\n</div>"],
      ["footnoteDefinition", "[^1]: one\n    more"],
      ["footnoteDefinition", "[^2]: two"],
      ["definition", "[id]: note.md 'title'"],
      ["paragraph", "End"],
    ];
    const text = blocks.map(([, block]) => block).join("\n\n");
    expect(readMetadata(text).sections?.map(({ type, position }) => [type, sliced(text, position)])).toEqual(blocks);
  });

  it.each([
    ["a heading", "Text\n# H", ["paragraph", "heading"]],
    ["a fence", "Text\n```\n```", ["paragraph", "code"]],
    ["a list", "Text\n- a", ["paragraph", "list"]],
    ["no list that begins with another number", "Text\n2. a", ["paragraph"]],
    ["a comment", "Text\n%%\nx\n%%", ["paragraph", "comment"]],
    ["a comment of HTML", "Text\n<!--\nx\n-->", ["paragraph", "html"]],
    ["a table", "Text\n| a |\n|---|", ["paragraph", "table"]],
    ["another list's mark", "- a\n* b\n1. c\n1) d", ["list", "list", "list", "list"]],
  ])("end a paragraph or list before %s", (_, text, expected) => {
    expect(types(text)).toEqual(expected);
  });

  it("have the id written at their end, or on a line of its own behind them", () => {
    const text = "Text ^one\n\n- a\n- b ^Two\n\n^three\n\n> quote ^four\n";
    const { blocks, sections, listItems } = readMetadata(text);
    expect(sections?.map(({ type, id }) => [type, id])).toEqual([
      ["paragraph", "one"],
      ["list", "three"],
      ["paragraph", undefined],
      ["blockquote", "four"],
    ]);
    expect(listItems?.map(({ id }) => id)).toEqual([undefined, "Two"]);
    expect(Object.entries(blocks ?? {}).map(([key, { id, position }]) => [key, id, sliced(text, position)])).toEqual([
      ["one", "one", "Text ^one"],
      ["two", "Two", "- b ^Two"],
      ["three", "three", "- a\n- b ^Two"],
      ["four", "four", "> quote ^four"],
    ]);
  });

  it("are none in an empty note", () => {
    expect(readMetadata("")).toEqual({});
    expect(readMetadata("\n \n")).toEqual({});
  });
});

describe("Headings of a note", () => {
  it("are of both forms, without closing signs, as they are written", () => {
    expect(readMetadata("# One ##\n\nTwo [[x]]\n---\n\n####### seven\n#none\n\n## #\n\nThree\n=\n").headings?.map(({ heading, level }) => [heading, level])).toEqual([
      ["One", 1],
      ["Two [[x]]", 2],
      ["", 2],
      ["Three", 1],
    ]);
  });

  it("are the note's own, not those of its quotes and lists", () => {
    expect(readMetadata("> # a\n\n- # b\n\n    # c\n").headings).toBeUndefined();
  });
});

describe("List items of a note", () => {
  const items = (text: string): unknown[] => (readMetadata(text).listItems ?? []).map(({ parent, task, position }) => [parent, task, `${position.start.line}:${position.start.col}`, sliced(text, position)]);

  it("have their parent's line, or the negative of their list's", () => {
    expect(items("Text\n\n- a\n  - [x] b\n- [ ] c\n")).toEqual([
      [-2, undefined, "2:0", "- a"],
      [2, "x", "3:2", "- [x] b"],
      [-2, " ", "4:0", "- [ ] c"],
    ]);
  });

  it("count a list on the first line as one on the second", () => {
    expect(items("- a\n- b\n")).toEqual([
      [-1, undefined, "0:0", "- a"],
      [-1, undefined, "1:0", "- b"],
    ]);
  });

  it("begin where their parent's content does, whatever they are indented by", () => {
    expect(items("- a\n    - b\n\t- c\n")).toEqual([
      [-1, undefined, "0:0", "- a"],
      [0, undefined, "1:2", "  - b"],
      [0, undefined, "2:1", "- c"],
    ]);
    expect(items("1. a\n    - b\n")[1]).toEqual([0, undefined, "1:4", "- b"]);
    expect(items("1) a\n    - b\n")[1]).toEqual([0, undefined, "1:3", " - b"]);
    expect(items("- [ ] 1. a\n")).toEqual([
      [-1, " ", "0:0", "- [ ] 1. a"],
      [0, undefined, "0:6", "1. a"],
    ]);
  });

  it("end before the list in them; with a line break where a blank line parts them from the next", () => {
    expect(items("- a\n  more\n\n- b\n  - c\n\n- d\n")).toEqual([
      [-1, undefined, "0:0", "- a\n  more\n"],
      [-1, undefined, "3:0", "- b"],
      [3, undefined, "4:2", "- c"],
      [-1, undefined, "6:0", "- d"],
    ]);
  });

  it("are tasks with any one character, and a blank behind it", () => {
    expect(items("- [/] a\n- [🌲] b\n- [x]c\n- [xy] d\n").map((item) => (item as unknown[])[1])).toEqual(["/", "🌲", undefined, undefined]);
  });

  it("are found in quotes and callouts", () => {
    expect(items(" >> [!note] T\n >> - [ ] a\n >>     - b\n")).toEqual([
      [-1, " ", "1:4", "- [ ] a"],
      [1, undefined, "2:6", "  - b"],
    ]);
  });

  it("are not in comments and code", () => {
    expect(items("%%\n- [ ] a\n%%\n\n```\n- b\n```\n\n<!--\n- c\n-->\n")).toEqual([]);
  });
});

describe("Properties of a note", () => {
  it("have their place, and the links among them", () => {
    const cache = readMetadata('---\naliases: [A]\nsources:\n  - "[[raw/A|A]]"\n  - "[[raw/B#x]]"\n  - "see [[C]]"\nup: "[Top](top%20note.md)"\nsite: "[x](https://example.com)"\ndate: 2024-07-21\n---\nText\n');
    expect(cache.frontmatter).toMatchObject({ aliases: ["A"], date: "2024-07-21" });
    expect(cache.frontmatterPosition).toEqual({ start: { line: 0, col: 0, offset: 0 }, end: { line: 9, col: 3, offset: 158 } });
    expect(cache.frontmatterLinks).toEqual([
      { key: "sources.0", link: "raw/A", original: "[[raw/A|A]]", displayText: "A" },
      { key: "sources.1", link: "raw/B#x", original: "[[raw/B#x]]", displayText: "raw/B > x" },
      { key: "up", link: "top note.md", original: "[Top](top%20note.md)", displayText: "Top" },
    ]);
  });

  it.each(["---\na: [\n---\nText", "---\n---\nText", "---\njust words\n---\nText", "---\n- a\n---\nText"])("are none in %j, though there is a section", (text) => {
    const { frontmatter, frontmatterPosition, sections } = readMetadata(text);
    expect([frontmatter, frontmatterPosition]).toEqual([undefined, undefined]);
    expect(sections?.map(({ type }) => type)).toEqual(["yaml", "paragraph"]);
  });

  it("stand at the very beginning or not at all", () => {
    expect(types("\n---\na: 1\n---\n")).not.toContain("yaml");
    expect(types("---\na: 1\n")).not.toContain("yaml");
  });
});

describe("Footnotes and references of a note", () => {
  it("are told by id", () => {
    const text = "One.[^a] Two.[^b]\n\n[^a]: [[x]]\n[^b]: y\n\n  z\n\n[id]: <note.md> 'title'\n";
    const cache = readMetadata(text);
    expect(cache.footnoteRefs?.map(({ id, position }) => [id, sliced(text, position)])).toEqual([
      ["a", "[^a]"],
      ["b", "[^b]"],
    ]);
    expect(cache.footnotes?.map(({ id, position }) => [id, sliced(text, position)])).toEqual([
      ["a", "[^a]: [[x]]"],
      ["b", "[^b]: y\n\n  z"],
    ]);
    expect(cache.referenceLinks?.map(({ id, link }) => [id, link])).toEqual([["id", "note.md"]]);
  });
});

describe("Places of a note's parts", () => {
  const pieces = fc.constantFrom(..."[[a]]|[[b\\|c]] |![[d]]|[e](f.md)|#tag |\n|\n\n|\r\n|# |- |  - |1. |\t|    |> |[!n]|`|```\n|$|$$\n|%%|---\n|===\n|a: 1\n|x|é🌲| |[^1]|[^1]: |[i]: j\n|\\|^id\n|<b>|<!--|-->".split("|").filter((piece) => piece !== ""), "| a | b |\n|---|---|\n");
  const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));

  const places = ({ links = [], embeds = [], tags: found = [], headings = [], sections = [], listItems = [], footnotes = [], footnoteRefs = [], referenceLinks = [], blocks = {} }: CachedMetadata): Pos[] =>
    [links, embeds, found, headings, sections, listItems, footnotes, footnoteRefs, referenceLinks, Object.values(blocks)].flat().map(({ position }) => position);

  it("are where the text has them, whatever the text is", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const cache = readMetadata(text);
        for (const { position, original } of [...(cache.links ?? []), ...(cache.embeds ?? [])]) expect(sliced(text, position)).toBe(original);
        for (const { position, tag } of cache.tags ?? []) expect(sliced(text, position)).toBe(tag);
        for (const { position, id } of cache.footnoteRefs ?? []) expect(sliced(text, position)).toBe(`[^${id}]`);
        for (const { position, heading } of cache.headings ?? []) for (const word of heading.split(" ")) expect(sliced(text, position)).toContain(word);
      }),
      { numRuns: 500 },
    );
  });

  it("agree in line, column and offset", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
        for (const { start, end } of places(readMetadata(text))) {
          expect(start.offset).toBeLessThanOrEqual(end.offset);
          for (const { line, col, offset } of [start, end]) expect((starts[line] ?? NaN) + col).toBe(offset);
          for (const { line, offset } of [start, end]) expect(offset).toBeLessThan(starts[line + 1] ?? Infinity);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("leave no words out of the sections, which stand one after another", () => {
    fc.assert(
      fc.property(texts, (text) => {
        let behind = 0;
        for (const { position } of readMetadata(text).sections ?? []) {
          expect(text.slice(behind, position.start.offset).trim()).toBe("");
          behind = position.end.offset;
        }
        expect(text.slice(behind).trim()).toBe("");
      }),
      { numRuns: 500 },
    );
  });

  it("are the same for every way of ending lines", () => {
    const lines = (cache: CachedMetadata): unknown[] => places(cache).map(({ start, end }) => [start.line, start.col, end.line, end.col]);
    const plain = texts.map((text) => text.replaceAll("\r", ""));
    fc.assert(fc.property(plain, (text) => expect(lines(readMetadata(text.replaceAll("\n", "\r\n")))).toEqual(lines(readMetadata(text)))));
  });

  it("are found in texts made to be deep", () => {
    for (const text of [">".repeat(20_000), "- ".repeat(20_000), "[".repeat(20_000), "> - ".repeat(5_000)]) expect(readMetadata(`${text}\n\n[[a]]`).links).toHaveLength(1);
  });
});
