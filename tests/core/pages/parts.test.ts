import fc from "fast-check";
import { blocks, citedText, heading, oneLine, section } from "../../../src/core/pages/parts";
import { unescapeMarkdown } from "../../../src/core/vault/escape";
import { parseMarkdown } from "../../../src/core/vault/markdown/parse";

interface Node {
  type: string;
  depth?: number;
  value?: string;
  children?: Node[];
}

const nodesOf = (markdown: string): Node[] => (parseMarkdown(markdown) as Node).children ?? [];

const line = fc
  .oneof(fc.string({ unit: fc.constantFrom(..."\\`*_[]<>&#~=$%^:/.@|!-+1)( ab中🌲\"'{}"), maxLength: 20 }), fc.string({ unit: "grapheme", maxLength: 20 }))
  .map((text) => text.replace(/[\s\p{Cc}\p{Cs}\ufdd0-\ufdd2]+/gu, " ").trim())
  .filter((text) => text !== "");

describe("A heading", () => {
  it("shows its text and nothing else, whatever that is", () => {
    fc.assert(
      fc.property(line, (text) => {
        const [node, ...others] = nodesOf(heading(3, text));
        expect(others).toEqual([]);
        expect(node).toMatchObject({ type: "heading", depth: 3 });
        expect((node?.children ?? []).map(({ type, value }) => (type === "text" ? value : type)).join("")).toBe(text);
        expect(unescapeMarkdown(heading(3, text).slice("### ".length))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(["C #", "#", "# #", "Issue 42 ##", "F#"])("keeps the number signs of %s", (text) => {
    expect(nodesOf(heading(2, text))[0]?.children?.map(({ value }) => value)).toEqual([text]);
  });
});

describe("A cited sentence", () => {
  it("is its text and its references", () => {
    fc.assert(
      fc.property(line, (text) => {
        const nodes = nodesOf(`- ${citedText(text, ["c1", "c2"])}\n\n[^c1]: x\n[^c2]: y`);
        expect(nodes.map(({ type }) => type)).toEqual(["list", "footnoteDefinition", "footnoteDefinition"]);
        const inline = nodes[0]?.children?.[0]?.children?.[0]?.children ?? [];
        expect(inline.slice(-2).map(({ type }) => type)).toEqual(["footnoteReference", "footnoteReference"]);
        expect(inline.slice(0, -2).map(({ type, value }) => (type === "text" ? value : type)).join("")).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("One line", () => {
  it("has no line breaks, is no longer than asked, and is the text itself where that fits", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.integer({ min: 8, max: 60 }), (text, limit) => {
        const found = oneLine(text, limit);
        const folded = text.replace(/\s+/gu, " ").trim();
        expect(found).not.toMatch(/[\r\n\u2028\u2029]/);
        expect(found.length).toBeLessThanOrEqual(limit + 1);
        expect(found).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
        if (folded.length <= limit) expect(found).toBe(folded);
        else expect(folded.startsWith(found.slice(0, -1))).toBe(true);
        expect(oneLine(found, limit + 1)).toBe(found);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("Parts of a page", () => {
  it("that are empty vanish, headings too", () => {
    expect(blocks("a", "", null, section("Empty", ""), section("Full", "b"))).toBe("a\n\n## Full\n\nb");
  });
});
