import fc from "fast-check";
import { locateInDocument } from "../../../src/core/vault/locate";
import { readSource } from "../../../src/core/vault/read-source";

const spanOf = (text: string, quote: string): string | null => {
  const found = locateInDocument(readSource("note.md", text), quote);
  return found === null ? null : text.slice(found.start, found.end);
};

describe("Quoted words in a source", () => {
  it.each<[string, string, string, string]>([
    ["as they stand", "One. QEMU began in 2003. Two.", "QEMU began in 2003.", "QEMU began in 2003."],
    ["under markup", "One. **QEMU** began in [2003](https://x.org). Two.", "QEMU began in 2003.", "QEMU** began in [2003](https://x.org)."],
    ["over a line break", "It began\nin 2003 or so.", "began in 2003", "began\nin 2003"],
    ["with other quotation marks", "He said “it’s fine” – twice.", 'He said "it\'s fine" - twice.', "He said “it’s fine” – twice."],
    ["with other blanks", "Forty\u00a0tonnes at a\u2009time.", "Forty tonnes at a time.", "Forty\u00a0tonnes at a\u2009time."],
    ["composed otherwise", "The port of Malmo\u0308 is open.", "port of Malm\u00f6 is", "port of Malmo\u0308 is"],
    ["decomposed otherwise", "The port of Malm\u00f6 is open.", "port of Malmo\u0308 is", "port of Malm\u00f6 is"],
    ["with a soft hyphen within", "A light\u00adhouse stands here.", "lighthouse stands", "light\u00adhouse stands"],
    ["with an ellipsis", "And so on… it went.", "so on... it", "so on… it"],
    ["with escapes that were left on", "Costs 3 * 4 [today].", "3 \\* 4 \\[today\\]", "3 * 4 [today]"],
    ["in a cell of a table", "| a | b |\n|---|---|\n| forty tonnes | x |", "forty tonnes", "forty tonnes"],
    ["in a script without spaces", "在北京，起重机很高。", "起重机很高", "起重机很高"],
  ])("are found %s", (_, text, quote, span) => {
    expect(spanOf(text, quote)).toBe(span);
  });

  it("are found where they stand exactly before where they only look alike", () => {
    const text = "It’s a crane, a tall one.\n\nIt's a crane, a tall one.";
    expect(locateInDocument(readSource("n.md", text), "It's a crane")?.start).toBe(text.indexOf("It's"));
  });

  it("are not found where there are none", () => {
    for (const quote of ["", " ", "\n", "nowhere to be seen", "crane crane"]) expect(spanOf("A crane.\n\nIs tall.", quote)).toBeNull();
  });

  it("are found again wherever they were taken from the plain text", () => {
    const word = fc.constantFrom("crane", "*tall*", "`code`", "[link](x.md)", "Malmö", "“quoted”", "a&amp;b", "\\*", "40", "北京", "e\u0301", "👍", "—", "- x");
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(), (blocks, from, length) => {
        const text = blocks.map((words) => words.join(" ")).join("\n\n");
        const document = readSource("n.md", text);
        const passages = document.sections.flatMap((section) => section.passages).filter((passage) => passage.text.trim() !== "");
        const passage = passages[from % Math.max(passages.length, 1)];
        if (passage === undefined) return;
        const start = from % passage.text.length;
        const quote = passage.text.slice(start, start + 1 + (length % passage.text.length)).replace(/\s+/gu, " ").trim();
        if (quote === "") return;
        const found = locateInDocument(document, quote);
        expect(found).not.toBeNull();
        expect(found!.passageStart).toBeLessThanOrEqual(found!.start);
        expect(found!.end).toBeLessThanOrEqual(found!.passageEnd);
        const holder = passages.find((candidate) => candidate.start === found!.passageStart);
        expect(holder?.text.replace(/\s+/gu, " ")).toContain(quote);
      }),
    );
  });
});
