import fc from "fast-check";
import { createSearchIndex, cutPassages, searchNotes, type SearchOptions } from "../../../src/core/search";
import { plainText } from "../../../src/core/search/plain-text";
import { parseQuery } from "../../../src/core/search/query";
import { termsOf } from "../../../src/core/search/tokenise";

const terms = (text: string): string[] => termsOf(text).map(({ term }) => term);
const notes = {
  "wiki/concepts/QEMU.md": "---\ntype: concept\nsummary: A machine emulator.\naliases: [Quick Emulator]\ntags: [software/emulation]\n---\nIt emulates machines.\n\n# History\n\nIn 2003 it began as a project of one person.\n",
  "wiki/concepts/Bochs.md": "---\ntype: concept\n---\nAn emulator that is slower than QEMU.\n",
  "raw/Clip.md": "---\ntitle: A clip about cafés\ntags: food\n---\nThe emulator is not named here, only coffee. A tiny café in 北京大学 serves it.\n",
  "raw/Thai.md": "ฉันรักกรุงเทพมาก",
};
const indexOf = (files: Record<string, string> = notes) => {
  const index = createSearchIndex();
  for (const [path, text] of Object.entries(files)) index.add({ path, text, isWiki: path.startsWith("wiki/") });
  return index;
};
const paths = (query: string, options?: SearchOptions): string[] => searchNotes(indexOf(), query, options).hits.map((hit) => hit.path);

describe("terms", () => {
  test.each([
    ["Cafés, NAÏVE Straße ﬁne", ["cafe", "naive", "strasse", "fine"]],
    ["emulators libraries classes boxes gas status this's", ["emulator", "library", "class", "box", "gas", "status", "this", "s"]],
    ["Ｆｕｌｌ", ["full"]],
    ["北京大", ["北", "北京", "京", "京大", "大"]],
    ["ガ", ["ガ"]],
    ["서울", ["서", "서울", "울"]],
    ["x.y_z", ["x", "y", "z"]],
    ["", []],
  ])("of %j", (text, expected) => expect(terms(text)).toEqual(expected));

  test("of a query leave out single characters that a pair holds", () => {
    expect(parseQuery("北京大 京 qemu").terms).toEqual(["北京", "京大", "京", "qemu"]);
  });

  test("composed and decomposed text have the same terms", () => {
    for (const text of ["Café", "한국어", "がぎぐ", "Tiếng Việt", "ก็ดี"]) expect(terms(text.normalize("NFD"))).toEqual(terms(text.normalize("NFC")));
  });
});

describe("cutPassages", () => {
  const cut = (text: string) => cutPassages("a/N.md", text).passages.map(({ heading, start, end }) => [heading, text.slice(start, end)]);

  test("cuts at headings and leaves the properties out", () => {
    expect(cut("---\ntitle: T\n---\nIntro\n\n# One *two* [[x|y]] #\ntext\n```\n# no heading\n```\n> # nor this\n\nSet\n---\nend")).toEqual([
      ["", "Intro\n\n"],
      ["One two y", "# One *two* [[x|y]] #\ntext\n```\n# no heading\n```\n> # nor this\n\n"],
      ["Set", "Set\n---\nend"],
    ]);
  });

  test("a note without text has one empty passage", () => expect(cut("---\ntitle: T\n---\n")).toEqual([["", ""]]));

  test("a long section is cut at blank lines", () => {
    const pieces = cut(`# H\n${"word ".repeat(300)}\n\n`.concat(`${"word ".repeat(500)}\n\n`.repeat(4)));
    expect(pieces.length).toBeGreaterThan(2);
    for (const [heading, text] of pieces) {
      expect(heading).toBe("H");
      expect(text?.length).toBeLessThanOrEqual(4000);
      expect(text).toMatch(/\n$/);
    }
  });

  test("passages cover the body without gaps but white space", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("# H\n", "text ", "\n\n", "😀".repeat(900), "x".repeat(3000), "```\n", "> q\n", "---\n")), (parts) => {
        const text = parts.join("");
        const { passages } = cutPassages("n.md", text);
        let position = passages[0]?.start ?? 0;
        for (const { start, end } of passages) {
          expect(start).toBeGreaterThanOrEqual(position);
          expect(text.slice(position, start).trim()).toBe("");
          expect(end - start).toBeLessThanOrEqual(4000);
          expect(text.slice(start, end)).not.toMatch(/^[\udc00-\udfff]/);
          position = end;
        }
        expect(text.slice(position).trim()).toBe("");
      }),
    );
  });
});

describe("search", () => {
  test("finds the passage, with what a reader needs", () => {
    const [hit] = indexOf().search("person 2003").hits;
    expect(hit).toMatchObject({ path: "wiki/concepts/QEMU.md", heading: "History", title: "QEMU", type: "concept", snippet: "History In 2003 it began as a project of one person." });
    expect(notes["wiki/concepts/QEMU.md"].slice(hit?.start, hit?.end)).toMatch(/^# History/);
  });

  test.each([
    ["a title before a text", "qemu", ["wiki/concepts/QEMU.md", "wiki/concepts/Bochs.md"]],
    ["an alias", "quick emulator", "wiki/concepts/QEMU.md"],
    ["without diacritics", "cafe", ["raw/Clip.md"]],
    ["a plural", "cafés", ["raw/Clip.md"]],
    ["Chinese", "北京", ["raw/Clip.md"]],
    ["one Chinese character", "京", ["raw/Clip.md"]],
    ["Thai", "กรุงเทพ", ["raw/Thai.md"]],
    ["the start of the last word", "boc", ["wiki/concepts/Bochs.md"]],
    ["no start of an earlier word", "boc zzz", []],
    ["no start of a finished word", "boc ", []],
    ["a misspelling of what is found nowhere", "coffea", ["raw/Clip.md"]],
    ["a phrase", '"machine emulator"', ["wiki/concepts/QEMU.md"]],
    ["no phrase in another order", '"emulator machine"', []],
    ["an unclosed phrase", '"machine emulator', ["wiki/concepts/QEMU.md"]],
    ["an exclusion", "emulator -slower -coffee", ["wiki/concepts/QEMU.md"]],
    ["an excluded phrase", 'emulator -"slower than" -coffee', ["wiki/concepts/QEMU.md"]],
    ["nothing for exclusions alone", "-emulator", []],
    ["nothing for nothing", "", []],
    ["nothing for marks", '?!* "" - -- "', []],
    ["nothing for nonsense", "xqzvw", []],
  ])("%s", (_, query, expected) => {
    if (typeof expected === "string") expect(paths(query)[0]).toBe(expected);
    else expect(paths(query)).toEqual(expected);
  });

  test.each([
    [{ in: "wiki" }, ["wiki/concepts/Bochs.md", "wiki/concepts/QEMU.md"]],
    [{ in: "sources" }, ["raw/Clip.md"]],
    [{ type: "concept" }, ["wiki/concepts/Bochs.md", "wiki/concepts/QEMU.md"]],
    [{ type: "source" }, ["raw/Clip.md"]],
    [{ tag: "#Software" }, ["wiki/concepts/QEMU.md"]],
    [{ tag: "soft" }, []],
  ] as [SearchOptions, string[]][])("only %j", (options, expected) => expect(paths("emulator", options).sort()).toEqual(expected));

  test("hands out ten hits unless told, and counts all", () => {
    const index = indexOf(Object.fromEntries(Array.from({ length: 30 }, (_, number) => [`raw/${number}.md`, "# A\nsame\n# B\nsame"])));
    expect(index.search("same").hits).toHaveLength(10);
    expect(index.search("same").total).toBe(60);
    expect(index.search("same", { limit: 3 }).hits).toHaveLength(3);
    expect(searchNotes(index, "same", { limit: 25 }).hits).toHaveLength(25);
    expect(searchNotes(index, "same").total).toBe(30);
  });

  test("a note added again replaces itself, a removed one is gone", () => {
    const index = indexOf();
    index.add({ path: "raw/Clip.md", text: "Tea.", isWiki: false });
    expect([index.search("coffee").total, index.search("tea").total, index.size]).toEqual([0, 1, 4]);
    index.remove("raw/Clip.md");
    index.remove("unknown.md");
    expect([index.search("tea").total, index.size]).toEqual([0, 3]);
  });

  test("the order of adding changes nothing", () => {
    const backwards = indexOf(Object.fromEntries(Object.entries(notes).reverse()));
    for (const query of ["emulator", "qemu 2003", "slower machine"]) expect(backwards.search(query)).toEqual(indexOf().search(query));
  });

  test("a snippet shows where most of the words are, and cuts no emoji", () => {
    const filler = "Lorem 😀😀😀 ipsum ".repeat(30);
    const index = indexOf({ "raw/a.md": `zebra ${filler} the **zebra** met a [[Lion|lion]] there ${filler}` });
    const snippet = index.search("zebra lion").hits[0]?.snippet ?? "";
    expect(snippet).toContain("the zebra met a lion there");
    expect(snippet.length).toBeLessThanOrEqual(245);
    expect(snippet).toMatch(/^….*…$/);
    expect(snippet).not.toMatch(/\p{Cs}/u);
  });

  test("never throws, whatever is asked or indexed", () => {
    const index = indexOf({ ...notes, "__proto__.md": "constructor __proto__ toString hasOwnProperty" });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(..."\"-* ab北é\u0301:()[]\\") })), (query) => {
        expect(index.search(query).total).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
    expect(index.search("constructor").total).toBe(1);
    expect(index.search("prototype valueOf").total).toBe(0);
  });
});

describe("plainText", () => {
  test.each([
    ["# A **b** `c` ~~d~~ ==e==", "A b c d e"],
    ["- [x] snake_case _em_[^1]\n> [!note] Hi", "snake_case em Hi"],
    ["[[a/B]] [[C|d]] [e](f.md) ![[g.png]] <b>h</b> \\*i", "B d e h *i"],
    ["| a | b |\n|---|---|\n| c | d |", "a b c d"],
    ["```js\ncode()\n```", "code()"],
  ])("of %j", (markdown, expected) => expect(plainText(markdown)).toBe(expected));
});
