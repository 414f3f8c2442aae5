import fc from "fast-check";
import { cutPassages } from "../../../src/core/search/passages";

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
