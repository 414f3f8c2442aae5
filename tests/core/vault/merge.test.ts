/** What becomes of a page that both a human and a recompile changed. */
import fc from "fast-check";

import { mergePages, type MergeConflict } from "../../../src/core/vault/merge";
import { edit, edits, pages, render } from "./merge-page-builder";

const page = (...lines: string[]): string => `${lines.join("\n")}\n`;
const properties = (...lines: string[]): string => page("---", ...lines, "---", "", "Text.");

function merged(base: string | null, mine: string, theirs: string): string {
  const { text, conflicts } = mergePages(base, mine, theirs);
  expect(conflicts).toEqual([]);
  return text;
}

function conflictsOf(base: string | null, mine: string, theirs: string): MergeConflict[] {
  return mergePages(base, mine, theirs).conflicts;
}

describe("mergePages as a whole", () => {
  const versions = fc.record({ page: pages(4), mine: edits(6), theirs: edits(6) }).map(({ page, mine, theirs }) => ({
    base: render(page),
    mine: render(edit(page, mine, "human")),
    theirs: render(edit(page, theirs, "compiler")),
  }));

  it("gives the other side byte for byte where only one changed, and what both have where they agree", () => {
    fc.assert(
      fc.property(versions, ({ base, mine, theirs }) => {
        expect(mergePages(base, base, theirs)).toEqual({ text: theirs, conflicts: [] });
        expect(mergePages(base, mine, base)).toEqual({ text: mine, conflicts: [] });
        expect(mergePages(base, mine, mine)).toEqual({ text: mine, conflicts: [] });
      }),
      { numRuns: 50, seed: 3 },
    );
  });

  it("changes nothing when the same recompile is merged again", () => {
    fc.assert(
      fc.property(versions, ({ base, mine, theirs }) => {
        const { text } = mergePages(base, mine, theirs);
        expect(mergePages(theirs, text, theirs).text).toBe(text);
      }),
      { numRuns: 50, seed: 4 },
    );
  });

  it("survives any text", () => {
    const piece = fc.constantFrom("---\n", "# A\n", "## B\n", "text\n", "\n", "[^a]: x\n", "[^a]\n", "```\n", "$$\n", "%%\n", "    in\n", "- x\n", "k: v\n", "k: [a, b]\n", "\r\n", "\uFEFF", "<!--\n");
    const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const result = mergePages(base, mine, theirs);
        const present = new Set(result.text.replaceAll("\uFEFF", "").split(/\r?\n/));
        const before = new Set(base.split(/\r?\n/));
        const lost = mine.replaceAll("\uFEFF", "").split(/\r?\n/).filter((line) => !before.has(line) && !present.has(line) && line.trim() !== "" && line !== "---");
        if (!/^k:/m.test(mine)) expect(lost).toEqual([]);
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  it("keeps the human's CRLF in what we add", () => {
    const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
    expect(merged(page("a", "", "b", "", "c"), crlf(page("A", "", "b", "", "c")), page("a", "", "b", "", "C"))).toBe(crlf(page("A", "", "b", "", "C")));
  });

  it("takes a page whose line breaks alone changed for unchanged", () => {
    expect(merged(page("a", "", "b"), "a\r\n\r\nb\r\n", page("a", "", "B"))).toBe("a\r\n\r\nB\r\n");
  });

  it("keeps a byte order mark the human's editor put there", () => {
    expect(merged(page("a", "", "b"), `\uFEFF${page("a", "", "b")}`, page("a", "", "B"))).toBe(`\uFEFF${page("a", "", "B")}`);
  });

  it("keeps a final line break that one side added or took away", () => {
    expect(merged("a\n\nb\n\nc\n", "A\n\nb\n\nc", "a\n\nb\n\nC\n")).toBe("A\n\nb\n\nC");
    expect(merged("a\n\nb\n\nc", "A\n\nb\n\nc", "a\n\nb\n\nC\n")).toBe("A\n\nb\n\nC\n");
  });
});

describe("mergePages without a base", () => {
  it("lets the human's text stand, with our compendium property", () => {
    const mine = page("---", "compendium: old", "summary: mine", "---", "# A", "", "Mine.");
    const theirs = page("---", "summary: mine", "compendium: new", "---", "# A", "", "Mine.");
    expect(merged(null, mine, theirs)).toBe(page("---", "compendium: new", "summary: mine", "---", "# A", "", "Mine."));
  });

  it("adds our compendium property where there is none", () => {
    expect(merged(null, "Mine.\n", page("---", "compendium: new", "---", "Mine."))).toBe(page("---", "compendium: new", "---", "Mine."));
  });

  it("proposes each part of ours that is there otherwise or not at all", () => {
    const mine = page("---", "summary: mine", "mood: good", "---", "# A", "", "Mine.", "", "## Notes", "", "My own.");
    const theirs = page("---", "summary: ours", "---", "# A", "", "Ours.[^c1]", "", "## B", "", "Also ours.", "", "[^c1]: quote");
    const result = mergePages(null, mine, theirs);
    expect(result.text).toBe(mine);
    expect(result.conflicts).toEqual([
      { where: "property summary", base: "", mine: "summary: mine", theirs: "summary: ours" },
      { where: "section A", base: "", mine: "# A\n\nMine.", theirs: "# A\n\nOurs.[^c1]\n\n[^c1]: quote" },
      { where: "section B", base: "", mine: "", theirs: "## B\n\nAlso ours." },
    ]);
  });
});

describe("properties", () => {
  it("are merged by key, however close they stand", () => {
    expect(merged(properties("a: 1", "b: 1", "c: 1"), properties("a: 1", "b: 2", "c: 1"), properties("a: 2", "b: 1", "c: 2"))).toBe(properties("a: 2", "b: 2", "c: 2"));
  });

  it("keep the human's order, additions and removals; new ones of ours go where we have them", () => {
    expect(merged(properties("a: 1", "b: 1", "c: 1"), properties("c: 1", "mine: x", "a: 1"), properties("a: 1", "new: y", "b: 1", "c: 2"))).toBe(
      properties("c: 2", "mine: x", "a: 1", "new: y"),
    );
  });

  it("that both changed keep the human's value and report ours", () => {
    const result = mergePages(properties("summary: a", "x: 1"), properties("summary: b", "x: 1"), properties("summary: c", "x: 2"));
    expect(result.text).toBe(properties("summary: b", "x: 2"));
    expect(result.conflicts).toEqual([{ where: "property summary", base: "summary: a", mine: "summary: b", theirs: "summary: c" }]);
  });

  it("that the human removed stay removed, which is reported if we changed them", () => {
    const result = mergePages(properties("a: 1", "b: 1"), properties("b: 1"), properties("a: 2", "b: 1"));
    expect(result.text).toBe(properties("b: 1"));
    expect(result.conflicts).toEqual([{ where: "property a", base: "a: 1", mine: "", theirs: "a: 2" }]);
  });

  it("named compendium are always ours and never a conflict", () => {
    const base = page("---", "compendium: 1", "---", "Text.");
    expect(merged(base, page("---", "compendium: mine", "---", "Text."), page("---", "compendium: 2", "---", "Text."))).toBe(page("---", "compendium: 2", "---", "Text."));
    expect(merged(base, "Text.\n", page("---", "compendium: 2", "---", "Text."))).toBe(page("---", "compendium: 2", "---", "Text."));
  });

  it("with a list take both sides' additions and removals, in the human's style", () => {
    expect(merged(properties("tags: [a, b, c]"), properties("tags:", "  - a", "  - b", "  - c", "  - mine"), properties("tags: [ours, b, c]"))).toBe(
      properties("tags:", "  - ours", "  - b", "  - c", "  - mine"),
    );
    expect(merged(properties('tags: ["x, y", b]'), properties('tags: ["x, y"]'), properties('tags: ["x, y", b, "[[P|p]]"]'))).toBe(properties('tags: ["x, y", "[[P|p]]"]'));
    expect(merged(properties("tags: []"), properties("tags: [mine]"), properties("tags:", "- a, b"))).toBe(properties('tags: [mine, "a, b"]'));
  });

  it("with a list we removed keep what the human added to it", () => {
    expect(merged(properties("x: 1", "tags: [a]"), properties("x: 1", "tags: [a, mine]"), properties("x: 1"))).toBe(properties("x: 1", "tags: [mine]"));
  });

  it("written anew with other quotes count as unchanged", () => {
    expect(merged(properties('summary: "a"', "tags: [x, y]", "z: 1"), properties("summary: a", "tags:", "  - x", "  - y", "z: 2"), properties('summary: "b"', "tags: [x]", "z: 1"))).toBe(
      properties('summary: "b"', "tags: [x]", "z: 2"),
    );
  });

  it("keep block scalars, nested lines and comments with their key", () => {
    const base = properties("# about a", "a: |", "  one", "", "  two", "b:", "  c: 1", "d: 1");
    expect(merged(base, base.replace("two", "2"), base.replace("c: 1", "c: 3").replace("d: 1", "d: 2"))).toBe(properties("# about a", "a: |", "  one", "", "  2", "b:", "  c: 3", "d: 2"));
  });

  it("that cannot be split by key are merged by line, compendium still ours", () => {
    const broken = (middle: string, own: string): string => properties("a: 1", "nonsense", middle, "more nonsense", "z: 1", `compendium: ${own}`);
    const base = broken("b: 1", "1");
    expect(merged(base, base.replace("a: 1", "a: 2"), broken("b: 1", "2").replace("z: 1", "z: 2"))).toBe(
      properties("a: 2", "nonsense", "b: 1", "more nonsense", "z: 2", "compendium: 2"),
    );
    expect(conflictsOf(base, broken("b: 2", "1"), broken("b: 3", "1"))).toEqual([{ where: "properties", base: "b: 1", mine: "b: 2", theirs: "b: 3" }]);
  });
});

describe("sections", () => {
  const base = page("# T", "", "Intro.", "", "## A", "", "About a.", "", "## B", "", "About b.", "", "## C", "", "About c.");

  it("that the human added stay between their neighbours", () => {
    expect(merged(base, base.replace("## B", "## Mine\n\nMy words.\n\n## B"), base.replace("About a.", "Anew a.").replace("About b.", "Anew b."))).toBe(
      page("# T", "", "Intro.", "", "## A", "", "Anew a.", "", "## Mine", "", "My words.", "", "## B", "", "Anew b.", "", "## C", "", "About c."),
    );
  });

  it("that both added at one place are both kept, the human's first", () => {
    expect(merged(base, base.replace("## B", "## Mine\n\nMy words.\n\n## B"), base.replace("## B", "## Ours\n\nOur words.\n\n## B"))).toBe(
      base.replace("## B", "## Mine\n\nMy words.\n\n## Ours\n\nOur words.\n\n## B"),
    );
  });

  it("that we added below the section before come before those the human added beside it", () => {
    expect(merged(base, base.replace("## B", "## Mine\n\nMy words.\n\n## B"), base.replace("## B", "### Part of A\n\nOur words.\n\n## B"))).toBe(
      base.replace("## B", "### Part of A\n\nOur words.\n\n## Mine\n\nMy words.\n\n## B"),
    );
  });

  it("that both added at the end are parted by an empty line", () => {
    expect(merged(base, `${base}\n## Mine\n\nMy words.\n`, `${base}\n## Ours\n\nOur words.\n`)).toBe(`${base}\n## Mine\n\nMy words.\n\n## Ours\n\nOur words.\n`);
  });

  it("that both added under one heading become one", () => {
    expect(merged(base, `${base}\n## More\n\nMy words.\n`, base.replace("## B", "## More\n\nOur words.\n\n## B"))).toBe(`${base}\n## More\n\nMy words.\n\nOur words.\n`);
  });

  it("that the human removed stay removed", () => {
    expect(merged(base, base.replace("## B\n\nAbout b.\n\n", ""), base.replace("About a.", "Anew a."))).toBe(page("# T", "", "Intro.", "", "## A", "", "Anew a.", "", "## C", "", "About c."));
  });

  it("that the human removed and we changed stay removed and are reported", () => {
    const mine = base.replace("## B\n\nAbout b.\n\n", "");
    const result = mergePages(base, mine, base.replace("About b.", "About b.\n\nMore on b."));
    expect(result.text).toBe(mine);
    expect(result.conflicts).toEqual([{ where: "section B", base: "## B\n\nAbout b.", mine: "", theirs: "## B\n\nAbout b.\n\nMore on b." }]);
    expect(conflictsOf(base, mine, base.replace("About b.", "About b.\n\n### Part\n\nNew.")).map(({ where }) => where)).toEqual(["section Part"]);
  });

  it("that we removed go where the human did not touch them", () => {
    expect(merged(base, base.replace("About a.", "My a."), base.replace("## C\n\nAbout c.\n", "").trimEnd() + "\n")).toBe(page("# T", "", "Intro.", "", "## A", "", "My a.", "", "## B", "", "About b."));
  });

  it("that we removed keep what the human wrote into them, without our lines", () => {
    const theirs = base.replace("## B\n\nAbout b.\n\n", "");
    expect(merged(base, base.replace("About b.", "About b.\n\nMy addition."), theirs)).toBe(base.replace("About b.", "My addition."));
    expect(merged(base, base.replace("About b.", "About b.\n\n### Mine\n\nMy part."), theirs)).toBe(base.replace("About b.", "### Mine\n\nMy part."));
    const mine = base.replace("About b.", "My b.");
    const result = mergePages(base, mine, theirs);
    expect(result.text).toBe(mine);
    expect(result.conflicts).toEqual([{ where: "section B", base: "## B\n\nAbout b.", mine: "## B\n\nMy b.", theirs: "" }]);
  });

  it("that the human moved stay moved while we change them", () => {
    const moved = page("# T", "", "Intro.", "", "## C", "", "About c.", "", "## A", "", "About a.", "", "## B", "", "About b.");
    expect(merged(base, moved, base.replace("About c.", "Anew c.").replace("About a.", "Anew a."))).toBe(moved.replace("About c.", "Anew c.").replace("About a.", "Anew a."));
    expect(merged(base, base.replace("About c.", "My c."), moved)).toBe(moved.replace("About c.", "My c."));
  });

  it("that the human renamed take our changes to their text", () => {
    const long = base.replace("About b.", "Many words about b that make it known.\n\nA second paragraph on it.");
    const mine = long.replace("## B", "## Renamed");
    expect(merged(long, mine, long.replace("Many words", "Lots of words").replace("## B\n", "## B\n\nA start.\n"))).toBe(
      mine.replace("Many words", "Lots of words").replace("## Renamed\n", "## Renamed\n\nA start.\n"),
    );
  });

  it("that the human renamed and reworded are still known by their words", () => {
    const long = base.replace("About b.", "Many words about b that make it known.\n\nA second paragraph on it.");
    const mine = long.replace("## B", "## Renamed").replace("Many words", "My words");
    const result = mergePages(long, mine, long.replace("Many words", "Our words").replace("A second", "A better"));
    expect(result.text).toBe(mine.replace("A second", "A better"));
    expect(result.conflicts.map(({ where, theirs }) => [where, theirs])).toEqual([["section Renamed", "Our words about b that make it known."]]);
  });

  it("that come to stand last bring no empty line with them", () => {
    const moved = page("# T", "", "Intro.", "", "## B", "", "About b.", "", "## C", "", "About c.", "", "## A", "", "About a.");
    expect(merged(base, moved, base.replace("## C\n\nAbout c.\n", "## C\n\nAnew c.\n"))).toBe(moved.replace("About c.", "Anew c."));
    const theirs = page("# T", "", "Intro.", "", "## A", "", "About a.", "", "## B", "", "About b.");
    expect(merged(base, base.replace("## B\n\nAbout b.\n\n", ""), theirs)).toBe(page("# T", "", "Intro.", "", "## A", "", "About a."));
  });

  it("lose nothing where the human takes a heading out or puts one in", () => {
    expect(merged(base, base.replace("## B\n\n", ""), base.replace("About b.", "Anew b."))).toBe(base.replace("## B\n\n", "").replace("About b.", "Anew b."));
    const split = page("## A", "", "First.", "", "Second.");
    expect(merged(split, split.replace("Second", "## Mine\n\nSecond"), split.replace("Second", "Our second"))).toBe(page("## A", "", "First.", "", "## Mine", "", "Our second."));
    expect(merged(base, base.replace("Intro.", "Intro.\n\n## Mine"), base.replace("About a.", "Anew a."))).toBe(base.replace("Intro.", "Intro.\n\n## Mine").replace("About a.", "Anew a."));
  });

  it("are not begun by a number sign in code, math or comments", () => {
    const fenced = page("## A", "", "```sh", "## no heading", "```", "", "$$", "# no", "$$", "", "%%", "# no", "%%", "", "- item", "  ```", "  # no", "  ```", "", "End.");
    const result = mergePages(fenced, fenced.replace("End.", "My end."), fenced.replace("End.", "Our end."));
    expect(result.conflicts).toEqual([{ where: "section A", base: "End.", mine: "My end.", theirs: "Our end." }]);
  });

  it("of one name are told apart by their order", () => {
    const twice = page("## A", "", "One.", "", "## A", "", "Two.");
    expect(merged(twice, twice.replace("One.", "Mine."), twice.replace("Two.", "Ours."))).toBe(page("## A", "", "Mine.", "", "## A", "", "Ours."));
  });
});

describe("lines within a section", () => {
  const base = page("## A", "", "First thing we said.", "", "Second thing we said.", "", "- one", "- two");

  it("changed by both in different places take both changes, even side by side", () => {
    expect(merged(base, base.replace("- one", "- mine"), base.replace("- two", "- ours"))).toBe(base.replace("- one", "- mine").replace("- two", "- ours"));
  });

  it("changed by both in the same way are no conflict", () => {
    expect(merged(base, base.replace("one", "1"), base.replace("one", "1").replace("First", "1st"))).toBe(base.replace("one", "1").replace("First", "1st"));
  });

  it("changed by both differently stay the human's, without markers, and are reported", () => {
    const mine = base.replace("First thing", "My thing");
    const result = mergePages(base, mine, base.replace("First thing", "Our thing").replace("two", "2"));
    expect(result.text).toBe(mine.replace("two", "2"));
    expect(result.conflicts).toEqual([{ where: "section A", base: "First thing we said.", mine: "My thing we said.", theirs: "Our thing we said." }]);
  });

  it("before the first heading are the start of the page", () => {
    expect(conflictsOf("One.\n", "Mine.\n", "Ours.\n")).toEqual([{ where: "start of the page", base: "One.", mine: "Mine.", theirs: "Ours." }]);
  });

  it("that both insert at one place are both kept where they are whole paragraphs or list items", () => {
    expect(merged(base, base.replace("Second", "Mine.\n\nSecond"), base.replace("Second", "Ours.\n\nSecond"))).toBe(base.replace("Second", "Mine.\n\nOurs.\n\nSecond"));
    expect(merged(base, base.replace("- two", "- mine\n- two"), base.replace("- two", "- ours\n  more\n- two"))).toBe(base.replace("- two", "- mine\n- ours\n  more\n- two"));
    expect(merged("Text.\n", "Text.\n\nMine.\n", "Text.\n\nOurs.\n")).toBe("Text.\n\nMine.\n\nOurs.\n");
  });

  it("that the human adds behind a paragraph we rewrote into two come after both", () => {
    const text = page("# T", "", "Fact.", "", "## B", "", "About b.");
    expect(merged(text, text.replace("Fact.", "Fact.\n\nMine."), text.replace("Fact.", "Changed.\n\nAnd added."))).toBe(text.replace("Fact.", "Changed.\n\nAnd added.\n\nMine."));
  });

  it("that both insert into one paragraph are a conflict", () => {
    const soft = page("one", "two");
    expect(mergePages(soft, page("one", "mine", "two"), page("one", "ours", "two"))).toEqual({
      text: page("one", "mine", "two"),
      conflicts: [{ where: "start of the page", base: "", mine: "mine", theirs: "ours" }],
    });
  });

  it("of a paragraph the human reworded are not doubled by one we put before it", () => {
    const text = page("Ada wrote the first program for the engine.", "", "Last words.");
    const mine = page("Ada wrote the very first program for the engine.", "", "Last words.");
    const result = mergePages(text, mine, page("A start of its own.", "", "Ada wrote the first program for the analytical engine.", "", "Last words."));
    expect(result.text).toBe(page("A start of its own.", "", "Ada wrote the very first program for the engine.", "", "Last words."));
    expect(result.conflicts).toHaveLength(1);
  });
});

describe("footnote definitions", () => {
  const base = page("One.[^c1]", "", "Two.[^c2]", "", "Three.[^c3]", "", "[^c1]: q1", "[^c2]: q2", "[^c3]: q3");

  it("are merged by label: in our order, the human's own last", () => {
    const mine = page("One.[^c1]", "", "Two.[^c2]", "", "Three.[^c3]", "", "Mine.[^m]", "", "[^m]: mine", "[^c1]: q1", "[^c2]: q2", "[^c3]: q3");
    const theirs = page("Zero.[^c0]", "", "One.[^c1]", "", "Two.[^c2]", "", "Three.[^c3]", "", "[^c0]: q0", "[^c3]: q3", "[^c1]: q1", "[^c2]: q2 anew");
    expect(merged(base, mine, theirs)).toBe(
      page("Zero.[^c0]", "", "One.[^c1]", "", "Two.[^c2]", "", "Three.[^c3]", "", "Mine.[^m]", "", "[^c0]: q0", "[^c3]: q3", "[^c1]: q1", "[^c2]: q2 anew", "[^m]: mine"),
    );
  });

  it("that we drop stay while the human's text refers to them", () => {
    const mine = base.replace("Two.[^c2]", "My two.[^c2]");
    const theirs = page("One, anew.[^c1]", "", "Two.", "", "Three.[^c3]", "", "[^c1]: q1", "[^c3]: q3");
    const result = mergePages(base, mine, theirs);
    expect(result.text).toBe(page("One, anew.[^c1]", "", "My two.[^c2]", "", "Three.[^c3]", "", "[^c1]: q1", "[^c3]: q3", "[^c2]: q2"));
    expect(result.conflicts.map(({ theirs: proposal }) => proposal)).toEqual(["Two."]);
    expect(merged(base, base.replace("One.", "See.[^c3] One."), base.replace("Three.[^c3]\n\n", "").replace("[^c3]: q3\n", ""))).toBe(
      page("See.[^c3] One.[^c1]", "", "Two.[^c2]", "", "[^c1]: q1", "[^c2]: q2", "[^c3]: q3"),
    );
  });

  it("of ours that nothing refers to any more go", () => {
    expect(merged(base, base.replace("Two.[^c2]\n\n", ""), base.replace("One.", "Anew."))).toBe(page("Anew.[^c1]", "", "Three.[^c3]", "", "[^c1]: q1", "[^c3]: q3"));
  });

  it("that a proposal needs come with it", () => {
    const result = mergePages(base, base.replace("Two.", "My two."), base.replace("Two.[^c2]", "Our two.[^c9]").replace("[^c2]: q2", "[^c9]: q9"));
    expect(result.text).toBe(base.replace("Two.", "My two.").replace("[^c2]: q2\n", "").replace("[^c3]: q3", "[^c3]: q3\n[^c2]: q2"));
    expect(result.conflicts).toEqual([{ where: "start of the page", base: "Two.[^c2]", mine: "My two.[^c2]", theirs: "Our two.[^c9]\n\n[^c9]: q9" }]);
  });

  it("changed by both stay the human's and are reported", () => {
    const result = mergePages(base, base.replace("q2", "my q2"), base.replace("q2", "our q2"));
    expect(result.text).toBe(base.replace("q2", "my q2"));
    expect(result.conflicts).toEqual([{ where: "footnote c2", base: "[^c2]: q2", mine: "[^c2]: my q2", theirs: "[^c2]: our q2" }]);
  });

  it("that the human edited and we dropped are kept and reported", () => {
    const result = mergePages(base, base.replace("q2", "my q2"), base.replace("Two.[^c2]", "Two.").replace("[^c2]: q2\n", ""));
    expect(result.text).toContain("[^c2]: my q2");
    expect(result.conflicts.map(({ where }) => where)).toEqual(["footnote c2"]);
  });

  it("carry their indented lines, and stay in the section where the human put them", () => {
    const mine = page("One.[^c1]", "", "Two.[^c2]", "", "Note.[^m]", "", "[^m]: mine", "    goes on", "", "    and on", "", "Three.[^c3]", "", "[^c1]: q1", "[^c2]: q2", "[^c3]: q3");
    expect(merged(base, mine, base.replace("[^c1]: q1", "[^c1]: q1 anew").replace("One.", "Anew."))).toBe(mine.replace("q1", "q1 anew").replace("One.", "Anew."));
  });

  it("and what the human wrote behind them both stay", () => {
    expect(merged(base, `${base}\nMy last words.\n`, base.replace("Three.[^c3]", "Three.[^c3]\n\nFour.[^c4]").replace("[^c3]: q3", "[^c3]: q3\n[^c4]: q4"))).toBe(
      page("One.[^c1]", "", "Two.[^c2]", "", "Three.[^c3]", "", "Four.[^c4]", "", "[^c1]: q1", "[^c2]: q2", "[^c3]: q3", "[^c4]: q4", "", "My last words."),
    );
  });

  it("that come for the first time are parted from the text", () => {
    expect(merged("One.\n\nTwo.\n", "Mine.\n\nTwo.\n", "One.\n\nTwo.[^c1]\n\n[^c1]: q1\n")).toBe("Mine.\n\nTwo.[^c1]\n\n[^c1]: q1\n");
  });
});

describe("a long page", () => {
  const long = (word: string, sections = 40): string =>
    page(...Array.from({ length: sections * 18 }, (_, index) => `${index % 18 === 0 ? `## Heading ${index}\n\n` : ""}${word} ${index} ${"words of a paragraph ".repeat(6)}\n`));

  it("that both sides rewrote keeps the human's words, each of ours reported, without a blow-up", () => {
    const [base, mine, theirs] = [long("base"), long("mine"), long("theirs")];
    const result = mergePages(base, mine, theirs);
    expect(result.text).toBe(mine);
    expect(result.conflicts).toHaveLength(720);
  });

  it("too shuffled to be compared line by line is one conflict a section", () => {
    const shuffled = (step: number): string => page("## A", ...Array.from({ length: 1009 }, (_, index) => `line ${(index * step) % 1009}`));
    const result = mergePages(shuffled(1), shuffled(5), shuffled(7));
    expect(result.text).toBe(shuffled(5));
    expect(result.conflicts.map(({ where }) => where)).toEqual(["section A"]);
  });
});
