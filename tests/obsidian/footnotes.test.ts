import fc from "fast-check";
import { renderCitation } from "../../src/core/vault/citation";
import { definitionsOfReferences, isCiting, labelAt, readFootnotes, referencesIn } from "../../src/obsidian/citations/footnotes";
import { citationOf } from "../../src/obsidian/citations/page-citation";
import { parseLink } from "../../src/obsidian/citations/page-link";

const PAGE = `---
type: concept
summary: "Not a reference: [^zz]"
compendium: c-1 2 3
---
Bristol lies west of [[wiki/concepts/London|London]].[^cb] It had two minute hands.[^ca][^cb]

\`[^ca]\` in code, \\[^ca] escaped, [^none] without a definition.

\`\`\`md
[^ca] in a block
\`\`\`

A note of my own.[^mine]

[^ca]: [[Clippings/Railway time#Ten minutes|Railway time]]: "The clock on the Exchange had two minute hands."
[^cb]: [Railway \\[time\\]](Clippings/Railway%20%5Btime%5D.md#Ten%20minutes): "Bristol lies west of London."
[^mine]: I saw this clock.
`;

const definition = (label: string): string => readFootnotes(PAGE).definitions.get(label) ?? "";

describe("footnotes of a page", () => {
  it("are numbered by their first references, as a reading view does", () => {
    expect(readFootnotes(PAGE).numbered).toEqual(["cb", "ca", "mine"]);
  });

  it("count those written in the line", () => {
    expect(readFootnotes("One.^[In the line.] Two.[^a]\n\n[^a]: Note.").numbered).toEqual([null, "a"]);
  });

  it("are not looked for in properties, code, comments or mathematics", () => {
    expect(referencesIn("---\na: '[^p]'\n---\n`[^c]` %%[^k]%% $$x[^m]$$\n~~~\n[^f]\n~~~\n[^yes]")).toEqual(["yes"]);
  });

  it("have their definitions by label, the first of two", () => {
    expect(readFootnotes("[^a]: one\n[^A]: two\n").definitions.get("a")).toBe("[^a]: one");
  });

  it("keep code and comments in a quote", () => {
    const line = '[^a]: [[raw/a|A]]: "Run `npm test` \\%% twice."';
    expect(readFootnotes(`x[^a]\n\n${line}\n`).definitions.get("a")).toBe(line);
  });
});

describe("a rendered section's references", () => {
  const footnotes = readFootnotes(PAGE);
  const section = "Bristol lies west of [[wiki/concepts/London|London]].[^cb] It had two minute hands.[^ca][^cb]";

  it("are taken in the section's own order, whatever the numbers", () => {
    expect(definitionsOfReferences(footnotes, [7, null, 7], section)).toEqual(["cb", "ca", "cb"].map(definition));
  });

  it("are taken by number where the section is not known or does not fit", () => {
    expect(definitionsOfReferences(footnotes, [1, 2, 3], null)).toEqual(["cb", "ca", "mine"].map(definition));
    expect(definitionsOfReferences(footnotes, [2], section)).toEqual([definition("ca")]);
  });

  it("are nothing where neither helps", () => {
    expect(definitionsOfReferences(footnotes, [null, 99], "no references here")).toEqual([null, null]);
  });
});

describe("what stands at a place of a line", () => {
  const line = "Two hands.[^ca][^cb] End.";

  it("is the reference that the place lies in or touches", () => {
    expect(labelAt(line, line.indexOf("[^ca]"))).toBe("ca");
    expect(labelAt(line, line.indexOf("ca") + 1)).toBe("ca");
    expect(labelAt(line, line.indexOf("[^cb]") + 5)).toBe("cb");
    expect(labelAt(line, 3)).toBeNull();
    expect(labelAt(line, line.length)).toBeNull();
  });

  it("is the definition for all of its line", () => {
    expect(labelAt(definition("ca"), 60)).toBe("ca");
  });
});

describe("a definition", () => {
  it("is a citation where it links a source and quotes it", () => {
    expect(citationOf(definition("ca"))).toEqual({ label: "ca", path: "Clippings/Railway time", heading: "Ten minutes", title: "Railway time", quote: "The clock on the Exchange had two minute hands." });
    expect(citationOf(definition("cb"))).toEqual({ label: "cb", path: "Clippings/Railway [time].md", heading: "Ten minutes", title: "Railway [time]", quote: "Bristol lies west of London." });
  });

  it("is no citation where it is a human's note", () => {
    expect(citationOf(definition("mine"))).toBeNull();
    expect(isCiting(definition("mine"))).toBe(false);
    expect(isCiting(definition("ca"))).toBe(true);
  });

  it("with line ends of Windows is the same", () => {
    expect(citationOf(`${definition("ca")}\r`)?.quote).toBe("The clock on the Exchange had two minute hands.");
  });

  it("gives back every quote and heading that was written", () => {
    const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).map((text) => text.replace(/[\r\n\u2028\u2029\u0085\v\f]/g, " ").trim()).filter((text) => text !== "");
    fc.assert(
      fc.property(words, (quote) => {
        const line = renderCitation({ label: "c1", sourcePath: "raw/Some note.md", headingPath: ["Part"], title: "Some note", quote });
        const found = citationOf(line);
        expect(found).toMatchObject({ label: "c1", path: "raw/Some note", heading: "Part", quote });
        expect(isCiting(line)).toBe(true);
      }),
    );
  });
});

it("A link that is none is nothing", () => {
  expect(parseLink("plain")).toBeNull();
  expect(parseLink("[[a#b#c|d]]")).toEqual({ path: "a", heading: "b#c", title: "d" });
});
