import fc from "fast-check";
import { snippetOf } from "../../../src/core/search/snippet";

const FILLER = "The report goes on about many other things that nobody asked for. ";
const matches = (...sought: string[]) => (written: string): string | null => (sought.includes(written.toLowerCase()) ? written.toLowerCase() : null);
const marked = ({ snippet, marks }: ReturnType<typeof snippetOf>): string[] => marks.map(({ start, end }) => snippet.slice(start, end));

describe("A snippet", () => {
  test("of a short passage is all of it", () => {
    const shown = snippetOf("In **2003** it began.", matches("began"));
    expect(shown.snippet).toBe("In 2003 it began.");
    expect(marked(shown)).toEqual(["began"]);
  });

  test("shows the stretch with the most different words, wherever it stands in a long passage", () => {
    const text = `walrus ${FILLER.repeat(20)}\n\nAn otter met a [walrus](https://example.com/page).\n\n${FILLER.repeat(20)}`;
    const shown = snippetOf(text, matches("walrus", "otter"));
    expect(marked(shown)).toEqual(["otter", "walrus"]);
    expect(shown.snippet).toMatch(/^….*An otter met a walrus\..*…$/);
    expect(shown.snippet.length).toBeLessThanOrEqual(245);
  });

  test("is found where the word is read, not where only an address holds it", () => {
    const text = `[a page](https://example.com/walrus)\n\n${FILLER.repeat(30)}\n\nHere is the walrus.\n`;
    expect(marked(snippetOf(text, matches("walrus")))).toEqual(["walrus"]);
  });

  test("is the beginning where nothing is found in it", () => {
    const shown = snippetOf(`First words. ${FILLER.repeat(40)}`, matches("walrus"));
    expect(shown.snippet).toMatch(/^First words\. The report/);
    expect(shown.marks).toEqual([]);
  });

  test("marks only what was looked for, inside itself, and cuts no character in two, whatever the text", () => {
    const piece = fc.constantFrom("walrus", "Walrus", "otter", " ", "\n", "\n\n", "# ", "**", "[x](y)", "😀", "北京大学", "é", "`code`", "> ", FILLER, "a".repeat(300));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const shown = snippetOf(pieces.join(""), matches("walrus"));
        for (const word of marked(shown)) expect(word).toMatch(/^(?:walrus)+$/i);
        expect(shown.snippet).toBe(shown.snippet.replace(/\p{Cs}/gu, ""));
        expect(shown.snippet.length).toBeLessThanOrEqual(300);
      }),
      { numRuns: 500 },
    );
  });
});
