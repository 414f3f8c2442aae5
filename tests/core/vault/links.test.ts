import fc from "fast-check";
import { createPathIndex, findLinks, headingLink, isAmbiguous, resolveLink, rewriteLinks, wikilink } from "../../../src/core/vault/links";

const targets = (text: string): string[] => findLinks(text).map((link) => link.target);

describe("findLinks", () => {
  test("finds wikilinks, embeds and Markdown links with their places", () => {
    const text = 'See [[A b#H#I|the a]], ![[pic.png]] and [x](<sub/My note.md#Top> "t") or [y](a%20b.md).';
    expect(findLinks(text).map(({ kind, target, subpath, display, start, end }) => [kind, target, subpath, display, text.slice(start, end)])).toEqual([
      ["wikilink", "A b", "H#I", "the a", "[[A b#H#I|the a]]"],
      ["embed", "pic.png", "", null, "![[pic.png]]"],
      ["markdown", "sub/My note.md", "Top", "x", '[x](<sub/My note.md#Top> "t")'],
      ["markdown", "a b.md", "", "y", "[y](a%20b.md)"],
    ]);
  });

  test.each([
    ["a code span", "`[[A]]`"],
    ["a long code span over lines", "``a ` [[A]]\nb``"],
    ["a fence", "```\n[[A]]\n```"],
    ["a fence in a list", "- x\n  ```\n  [[A]]\n  ```"],
    ["a fence in a quote", "> ```\n> [[A]]\n> ```"],
    ["an unclosed fence", "~~~\n[[A]]\n\n# H\n[[A]]"],
    ["indented code", "x\n\n    [[A]]"],
    ["mathematics", "$x [[A]]$ and $$[[A]]$$\n\n$$\n[[A]]\n$$"],
    ["a comment", "%% [[A]] %% <!-- [[A]] -->\n\n%%\n[[A]]\n\n[[A]]\n%%"],
    ["properties", '---\nx: "[[A]]"\n---\n'],
    ["an HTML block", "<div>\n[[A]]\n</div>"],
    ["an escape", "\\[[A]] \\[a](b.md)"],
    ["a table cell's border", "| a [[A | B]] |\n|---|---|"],
    ["brackets that are no link", "[[]] [[a\nb]] [a] (b)"],
  ])("leaves out what stands in %s", (_, text) => expect(targets(text)).toEqual([]));

  test.each([
    ["after a code span that does not close", "a ` b [[A]]", ["A"]],
    ["in a list's second paragraph", "- x\n\n    [[A]]", ["A"]],
    ["in a heading", "# [[A]]", ["A"]],
    ["in a table with an escaped pipe", "| [[A\\|b]] |\n|---|", ["A"]],
    ["in a quote", "> [[A]]", ["A"]],
    ["beside prices", "$5 [[A]] $6", ["A"]],
    ["after an unclosed bracket", "[ [[A]]", ["A"]],
    ["in a footnote", "[^1]: [[A]]: \"q\"", ["A"]],
    ["with an image inside", "[![alt](i.png)](a.md)", ["a.md", "i.png"]],
    ["with parentheses", "[x](a_(b).md)", ["a_(b).md"]],
    ["after a closed comment line", "%%\nx\n%% [[A]]", ["A"]],
    ["in a lazy paragraph line", "- x\n[[A]]\n    [[B]]", ["A", "B"]],
  ])("finds a link %s", (_, text, expected) => expect(targets(text)).toEqual(expected));
});

describe("resolveLink", () => {
  const index = createPathIndex(["A.md", "x/A.md", "x/B.md", "x/y/B.md", "z/deep/C.md", "q/C.md", "pic.png", "v1.2.md", "Zoë.md", "w/photo.png.md"]);
  test.each([
    ["A", "x/B.md", "A.md"],
    ["a.MD", "x/B.md", "A.md"],
    ["B", "x/y/n.md", "x/y/B.md"],
    ["B", "q/n.md", "x/B.md"],
    ["C", "A.md", "q/C.md"],
    ["deep/C", "A.md", "z/deep/C.md"],
    ["eep/C", "A.md", null],
    ["./B", "x/A.md", "x/B.md"],
    ["../A", "x/B.md", "A.md"],
    ["../../A", "x/B.md", null],
    ["/A", "x/B.md", "A.md"],
    ["/B", "x/A.md", null],
    ["pic.png", "x/A.md", "pic.png"],
    ["v1.2", "x/A.md", "v1.2.md"],
    ["Zoe\u0308", "x/A.md", "Zoë.md"],
    ["", "x/A.md", "x/A.md"],
    ["none", "x/A.md", null],
    ["https://a.org/A.md", "x/A.md", null],
  ])("%j in %s is %s", (target, from, expected) => expect(resolveLink(target, from, index)).toBe(expected));

  test("says which names depend on where they stand", () => {
    expect(["A", "x/A", "B", "C", "pic.png", "./B", "none"].map((target) => isAmbiguous(target, index))).toEqual([true, false, true, true, false, false, false]);
  });
});

describe("writing links", () => {
  test.each([
    [wikilink("wiki/concepts/QEMU.md", "QEMU"), "[[wiki/concepts/QEMU|QEMU]]"],
    [wikilink("a/B.md"), "[[a/B]]"],
    [wikilink("a/B.md", "x | [[y]] `z`"), "[[a/B|x - ((y)) 'z']]"],
    [wikilink("a/photo.png.md", "p"), "[[a/photo.png.md|p]]"],
    [wikilink("a/C# notes.md", "C#"), "[C#](<a/C%23%20notes.md>)"],
    [headingLink("raw/F.md", ["Early: work | [[x]]"], "F"), "[[raw/F#Early work x|F]]"],
    [headingLink("raw/F.md", ["A", "", "B #1"], "F"), "[[raw/F#A#B 1|F]]"],
    [headingLink("raw/F.md", [], "F"), "[[raw/F|F]]"],
  ])("%s", (written, expected) => expect(written).toBe(expected));

  test("every path is found again, whatever is in it and in the display, in prose and in tables", () => {
    const name = fc.string({ unit: fc.constantFrom(..."aB #^|[]()%<>`$\\'\"é日{}_*~=&!"), minLength: 1 }).filter((text) => !/^\s|\s$|^[. ]+$|\\/.test(text));
    fc.assert(
      fc.property(name, fc.string({ unit: fc.constantFrom(..."aB |[]`$<>%\\\n{}*_é(") }), fc.boolean(), (file, display, heading) => {
        const path = `wiki/${file}.md`;
        const link = heading ? headingLink(path, [display], display) : wikilink(path, display);
        const index = createPathIndex([path, "other/x.md"]);
        const [prose] = findLinks(`a ${link} b`);
        expect(prose === undefined ? null : resolveLink(prose.target, "n.md", index)).toBe(path);
        const cell = `| ${link.replaceAll("|", "\\|")} | c |\n|---|---|`;
        expect(findLinks(cell).map(({ target }) => resolveLink(target, "n.md", index))).toEqual([path]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("rewriteLinks", () => {
  const index = createPathIndex(["a/Old.md", "b/Other.md", "b/Twin.md", "n.md", "a/in.md"]);
  const rewrite = (text: string, to: string, from = "n.md"): string => rewriteLinks(text, (path) => (path === "a/Old.md" ? to : null), from, index);

  test.each([
    ["[[Old]] [[Other]]", "a/New.md", "[[New]] [[Other]]"],
    ["[[a/Old#H|x]]", "c/New.md", "[[c/New#H|x]]"],
    ["![[old]]", "a/New.md", "![[New]]"],
    ["[[Old]]", "a/Twin.md", "[[a/Twin]]"],
    ["[t](a/Old.md#H) [u](<a/Old.md>)", "a/New one.md", "[t](a/New%20one.md#H) [u](<a/New%20one.md>)"],
    ["`[[Old]]` [[Old]]", "a/New.md", "`[[Old]]` [[New]]"],
    ["[[Old|x]]", "a/C#.md", "[x](<a/C%23.md>)"],
    ['---\nup: "[[Old]]"\n---\n[[Old]]', "a/New.md", '---\nup: "[[New]]"\n---\n[[New]]'],
    ["| [[Old\\|x]] |\n|---|", "a/New.md", "| [[New\\|x]] |\n|---|"],
  ])("%j", (text, to, expected) => expect(rewrite(text, to)).toBe(expected));

  test("keeps relative links relative", () => {
    expect(rewrite("[t](./Old.md) [[./Old]]", "b/New.md", "a/in.md")).toBe("[t](../b/New.md) [[../b/New]]");
  });

  test("a note that moves takes its relative links along", () => {
    expect(rewriteLinks("[t](Old.md) [u](./Old.md)", (path) => (path === "a/in.md" ? "b/in.md" : null), "a/in.md", index)).toBe("[t](Old.md) [u](../a/Old.md)");
  });
});

describe("work is linear", () => {
  const size = 200_000;
  test.each(["[", "[[", "![](", "`", "` `` ", "$a ", "<a ", '<a b="', "[a](b", "[a](<b", "%%", "> ", "- ", "[x]: ", "|", "<!--", "]", "{{", "[^a]:", '[a](b "', "# [[", "*", "a@", "://"])("on a long run of %j", (unit) => {
    const started = performance.now();
    const text = unit.repeat(Math.ceil(size / unit.length));
    const onLines = `${unit}\n`.repeat(Math.ceil(size / (unit.length + 1)));
    expect(findLinks(text).length + findLinks(onLines).length).toBeGreaterThanOrEqual(0);
    // Far above what linear work takes on a busy machine; quadratic work takes longer.
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
