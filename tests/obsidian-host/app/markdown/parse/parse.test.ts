/** How a note is cut, how its footnotes are numbered, what its links say. */
import fc from "fast-check";
import { readCallout } from "./callout";
import { cutNote, splitLongPiece } from "./cut-note";
import { numberFootnotes, readDefinitions, scopeOfFootnotes } from "./footnotes";
import { splitHighlights, splitText } from "./inline-text";
import { parseBlocks } from "./syntax";
import { readSize, splitWikilink } from "./wikilink";

const lines = (...text: string[]): string => text.join("\n");
const firstParagraph = (text: string) => {
  const [block] = parseBlocks(text).children;
  if (block?.type !== "paragraph") throw new Error(`no paragraph but ${block?.type}`);
  return block.children;
};

describe("cutNote", () => {
  it("cuts at blank lines and around headings, and knows the lines", () => {
    const pieces = cutNote(lines("---", "a: b", "---", "# Title", "one", "two", "", "three", "## Next", "four"));
    expect(pieces.map(({ kind, text, lineStart, lineEnd }) => [kind, text, lineStart, lineEnd])).toEqual([
      ["frontmatter", "---\na: b\n---", 0, 2],
      ["markdown", "# Title", 3, 3],
      ["markdown", "one\ntwo", 4, 5],
      ["markdown", "three", 7, 7],
      ["markdown", "## Next", 8, 8],
      ["markdown", "four", 9, 9],
    ]);
  });

  it("keeps a list with blank lines between its items whole", () => {
    expect(cutNote(lines("- one", "", "- two", "", "  deeper", "", "after")).map(({ text }) => text)).toEqual(["- one\n\n- two\n\n  deeper", "after"]);
  });

  it("never cuts inside code, math or an HTML comment", () => {
    for (const block of ["```js\na\n\n# no heading\n```", "~~~\na\n\n```\n~~~", "$$\na\n\nb\n$$", "<!-- a\n\nb -->"]) {
      expect(cutNote(lines("before", "", block, "", "after")).map(({ text }) => text)).toEqual(["before", block, "after"]);
    }
  });

  it("takes code that is never closed to the end", () => {
    expect(cutNote("```\na\n\nb").map(({ text }) => text)).toEqual(["```\na\n\nb"]);
  });

  it("sets comments and footnotes apart", () => {
    const pieces = cutNote(lines("text", "%%", "hidden", "", "%%", "more", "", "[^a]: One", "[^b]: Two", "", "    still two", "", "end"));
    expect(pieces.map(({ kind, text }) => [kind, text])).toEqual([
      ["markdown", "text"],
      ["comment", "%%\nhidden\n\n%%"],
      ["markdown", "more"],
      ["footnotes", "[^a]: One"],
      ["footnotes", "[^b]: Two\n\n    still two"],
      ["markdown", "end"],
    ]);
  });

  it("leaves out blank lines and nothing else", () => {
    const line = fc.constantFrom("", "text", "# head", "- item", "  deeper", "```", "$$", "%%", "[^a]: note", "> quote", "---", "<!--", "-->", "| a |");
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (all) => {
        const pieces = cutNote(all.join("\n"));
        const kept = pieces.flatMap(({ text, lineStart }) => text.split("\n").map((written, index) => [lineStart + index, written] as const)).filter(([, written]) => written !== "");
        expect(kept).toEqual(all.map((written, index) => [index, written] as const).filter(([, written]) => written !== ""));
      }),
    );
  });

  it("reads no frontmatter that isn't closed", () => {
    expect(cutNote("---\na: b").map(({ kind }) => kind)).toEqual(["markdown"]);
  });
});

describe("splitLongPiece", () => {
  it("splits a long list between items, and loses nothing", () => {
    const list = Array.from({ length: 400 }, (_, index) => `- item ${index} of a long list\n  and more of it`).join("\n");
    const parts = splitLongPiece(list);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.join("\n")).toBe(list);
    expect(parts.every((part) => part.startsWith("- item"))).toBe(true);
  });

  it("gives each part of a long table the head", () => {
    const rows = Array.from({ length: 500 }, (_, index) => `| ${index} | some text |`);
    const parts = splitLongPiece(["| a | b |", "|---|---|", ...rows].join("\n"));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => part.split("\n").slice(2)).flat()).toEqual(rows);
  });
});

describe("footnotes", () => {
  const numbersOf = (text: string) => numberFootnotes(cutNote(text)).list.map(({ number, label, references }) => [number, label, references]);

  it("are numbered in the order of their first reference, and only if there is one", () => {
    expect(numbersOf(lines("a[^x] b[^y] c[^x]", "", "[^y]: Y", "[^unused]: U", "[^x]: X"))).toEqual([
      [1, "x", 2],
      [2, "y", 1],
    ]);
  });

  it("are not referred to by code, by an escaped bracket or without a definition", () => {
    expect(numbersOf(lines("`[^x]` \\[^x] [^none]", "", "```", "[^x]", "```", "", "[^x]: X"))).toEqual([]);
  });

  it("know how many references came before one", () => {
    const pieces = cutNote(lines("a[^x] [^x]", "", "b[^x]", "", "[^x]: X"));
    const footnotes = numberFootnotes(pieces);
    const before = pieces.slice(0, 2).map((piece) => {
      const scope = footnotes.scopeOf(piece);
      return [scope.reference("x")?.before, scope.reference("X")?.before];
    });
    expect(before).toEqual([
      [0, 1],
      [2, undefined],
    ]);
  });

  it("may stand in the text", () => {
    const pieces = cutNote("a^[said [[b|here]]] b[^x]\n\n[^x]: X");
    const footnotes = numberFootnotes(pieces);
    expect(footnotes.list.map(({ number, text }) => [number, text])).toEqual([
      [1, "said [[b|here]]"],
      [2, "X"],
    ]);
    expect(footnotes.scopeOf(pieces[0]!).inline()?.footnote.number).toBe(1);
  });

  it("may refer to each other", () => {
    const footnotes = numberFootnotes(cutNote(lines("a[^x]", "", "[^x]: see[^y]", "[^y]: Y")));
    expect(footnotes.list.map(({ label }) => label)).toEqual(["x", "y"]);
    expect(scopeOfFootnotes(footnotes).reference("y")).toMatchObject({ before: 0, footnote: { number: 2 } });
  });

  it("keep the paragraphs of a definition", () => {
    expect(readDefinitions("[^A]: One\n\n    Two\n[^b]: B")).toEqual([
      { label: "a", text: "One\n\nTwo" },
      { label: "b", text: "B" },
    ]);
  });
});

describe("wikilinks", () => {
  it.each([
    ["[[Note]]", "Note", "Note", false],
    ["[[raw/Note#Early work|Note]]", "raw/Note#Early work", "Note", false],
    ["[[Note#One#Two]]", "Note#One#Two", "Note > One > Two", false],
    ["[[#One]]", "#One", "One", false],
    ["![[a.png|300]]", "a.png", "300", true],
    ["[[a\\|b]]", "a", "b", false],
  ])("%s", (written, linktext, display, isEmbed) => {
    expect(splitWikilink(written)).toMatchObject({ linktext, display, isEmbed });
  });

  it("are nodes of their own, with the markup in them untouched", () => {
    expect(firstParagraph("see [[a_b_c *d*|e]] and ![[f]]").map((node) => ("value" in node ? [node.type, node.value] : [node.type]))).toEqual([
      ["text", "see "],
      ["wikilink", "[[a_b_c *d*|e]]"],
      ["text", " and "],
      ["wikilink", "![[f]]"],
    ]);
  });

  it("are not in code, behind a backslash, over lines or empty", () => {
    for (const text of ["`[[a]]`", "\\[[a]]", "[[a\nb]]", "[[ ]]"]) expect(firstParagraph(text).some(({ type }) => type === "wikilink")).toBe(false);
  });

  it("say the size of an image", () => {
    expect([readSize("300"), readSize("30x20"), readSize("a")]).toEqual([{ width: 300, height: null }, { width: 30, height: 20 }, null]);
  });
});

describe("text", () => {
  it("holds tags and addresses", () => {
    expect(splitText("#one a#no #12 https://a.org/x(y).")).toEqual([
      { kind: "tag", value: "one" },
      { kind: "text", value: " a#no #12 " },
      { kind: "address", value: "https://a.org/x(y)" },
      { kind: "text", value: "." },
    ]);
  });

  it("is highlighted between two pairs of equals signs, whatever stands between", () => {
    expect(splitHighlights(firstParagraph("a ==b *c* d== e ==f")).map(({ isHighlight, nodes }) => [isHighlight, nodes.length])).toEqual([
      [false, 1],
      [true, 3],
      [false, 3],
    ]);
  });

  it("has math between dollars only where no blank stands inside", () => {
    const kinds = (text: string) => firstParagraph(text).map(({ type }) => type);
    expect(kinds("$x^2$")).toEqual(["dollarMath"]);
    expect(kinds("from $5 to $10")).toEqual(["text"]);
  });

  it("holds footnotes of its own, brackets and all", () => {
    expect(firstParagraph("a^[see [[b]] and [c](d)] e").map(({ type }) => type)).toEqual(["text", "inlineFootnote", "text"]);
  });

  it("hides comments", () => {
    expect(firstParagraph("a %%b\nc%% d").map(({ type }) => type)).toEqual(["text", "noteComment", "text"]);
  });
});

describe("readCallout", () => {
  const read = (text: string) => {
    const [quote] = parseBlocks(text).children;
    if (quote?.type !== "blockquote") throw new Error("no blockquote");
    return readCallout(quote);
  };

  it("tells the title from the content", () => {
    expect(read("> [!contested]- The *year*\n> Two sources.\n>\n> - one")).toMatchObject({
      type: "contested",
      fold: "-",
      title: [{ type: "text", value: "The " }, { type: "emphasis" }],
      content: [{ type: "paragraph", children: [{ value: "Two sources." }] }, { type: "list" }],
    });
  });

  it("is null for a plain quote", () => {
    expect(read("> text")).toBeNull();
  });
});
