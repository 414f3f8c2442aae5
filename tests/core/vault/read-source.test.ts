import fc from "fast-check";
import { toFileRange } from "../../../src/core/vault/markdown/offsets";
import type { SourceDocument } from "../../../src/core/vault/passage";
import { readSource, readSourceInSlices } from "../../../src/core/vault/read-source";

const passagesOf = (text: string): string[] => readSource("raw/Note.md", text).sections.flatMap((section) => section.passages.map(({ kind, text: plain }) => `${kind}: ${plain}`));
const paths = (document: SourceDocument): string[] => document.sections.map(({ headingPath }) => headingPath.join(" > "));

describe("A source becomes passages", () => {
  it("of plain text, without Markdown and Obsidian's own marks", () => {
    expect(passagesOf("A *bold* **word**, `code`, ~~gone~~ and [a link](https://x.example) with &amp; and \\*.")).toEqual(["paragraph: A bold word, code, gone and a link with & and *."]);
    expect(passagesOf("See [[raw/Other note|the other]], [[Third#Part]] ==now== %%hidden%% and ![[pic.png]]that. ^block1")).toEqual(["paragraph: See the other, Third now and that."]);
  });

  it("one for each paragraph, list item, quote, table, code block and formula", () => {
    expect(passagesOf("One\ntwo.\n\n- first\n  - nested\n- [x] done\n\n> quoted\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```js\nlet x;\n```\n\n$$\nx^2\n$$\n")).toEqual([
      "paragraph: One two.",
      "list-item: first",
      "list-item: nested",
      "list-item: done",
      "quote: quoted",
      "table: a | b\n1 | 2",
      "code: let x;",
      "math: x^2",
    ]);
  });

  it("with links whose addresses stand elsewhere in the file", () => {
    expect(passagesOf("Read [this][1] now.\n\n# Far\n\nMore words here.\n\n[1]: https://x.example\n")[0]).toBe("paragraph: Read this now.");
  });

  it("under the headings above them", () => {
    expect(paths(readSource("n.md", "Start.\n\n# One\n\nA.\n\n### Deep\n\nB.\n\n## Two\n\nC.\n\nSetext\n===\n\nD.\n"))).toEqual(["", "One", "One > Deep", "One > Two", "Setext"]);
  });
});

describe("Properties of a source", () => {
  it("say what it is", () => {
    const { properties } = readSource("raw/x.md", '---\ntitle: "T: 1"\nauthor:\n  - "[[Ed Mullen]]"\npublished: 2018-10-09\nsource: "https://x.example/a"\ntags: ["clippings", "#b"]\n---\nText.\n');
    expect(properties).toEqual({ title: "T: 1", authors: ["Ed Mullen"], published: "2018-10-09", url: "https://x.example/a", description: "", tags: ["clippings", "b"], aliases: [] });
  });

  it("fall back to the first heading and the file's name, and broken ones are a warning", () => {
    expect(readSource("raw/Name.md", "# Heading\n\nText.").properties.title).toBe("Heading");
    expect(readSource("raw/Name.md", "Text.").properties.title).toBe("Name");
    const broken = readSource("raw/Name.md", "---\ntitle: [unclosed\nauthor: Ann\n---\nText.");
    expect(broken.warnings).toHaveLength(1);
    expect(broken.properties.authors).toEqual(["Ann"]);
  });
});

describe("Section fingerprints", () => {
  it("change only where the text changes", () => {
    const text = "# A\n\nOne.\n\n# B\n\nTwo.\n\n# C\n\nThree.\n";
    const before = readSource("n.md", text).sections.map(({ fingerprint }) => fingerprint);
    const after = readSource("n.md", text.replace("Two.", "Two, longer than before.")).sections.map(({ fingerprint }) => fingerprint);
    expect(after.map((fingerprint, index) => fingerprint === before[index])).toEqual([true, false, true]);
  });

  it("of a long section without headings change in one part only", () => {
    const paragraphs = Array.from({ length: 120 }, (_, index) => `Paragraph ${index} tells of crane ${index * 7} in ${index} words, and of the people who built it in those years.`);
    const parts = (list: string[]): Set<string> => new Set(readSource("n.md", list.join("\n\n")).sections.map(({ fingerprint }) => fingerprint));
    const before = parts(paragraphs);
    const after = parts(paragraphs.map((paragraph, index) => (index === 5 ? `${paragraph} Added here.` : paragraph)));
    expect(before.size).toBeGreaterThan(1);
    expect([...after].filter((fingerprint) => !before.has(fingerprint)).length).toBeLessThanOrEqual(2);
  });
});

describe("Offsets", () => {
  const word = fc.stringMatching(/^[A-Za-z0-9äß🌲中]{1,8}$/u);
  const inline = fc.oneof(word, word.map((text) => `*${text}*`), word.map((text) => `**${text}**`), word.map((text) => `[${text}](https://x.example)`), word.map((text) => `[[Note|${text}]]`), word.map((text) => `\`${text}\``));
  const block = fc.tuple(fc.constantFrom("", "- ", "> ", "# ", "1. "), fc.array(inline, { minLength: 1, maxLength: 8 })).map(([prefix, words]) => `${prefix}${words.join(" ")}`);
  const note = fc.tuple(fc.constantFrom("", "\uFEFF", "---\ntitle: x\n---\n"), fc.array(block, { maxLength: 6 }), fc.constantFrom("\n\n", "\r\n\r\n")).map(([head, blocks, gap]) => `${head}${blocks.join(gap)}`);

  it("lead from each word of a passage to the same word in the file", () => {
    fc.assert(
      fc.property(note, (text) => {
        for (const { passages } of readSource("n.md", text).sections) {
          for (const passage of passages) {
            for (const match of passage.text.matchAll(/\S+/g)) {
              const { start, end } = toFileRange(passage, match.index, match.index + match[0].length);
              expect(text.slice(start, end).replace(/[*`]/g, "")).toBe(match[0]);
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("and slices give what the whole gives", async () => {
    const text = Array.from({ length: 300 }, (_, index) => `## Part ${index}\n\nSome *words* of part ${index}.`).join("\n\n");
    let breaths = 0;
    expect(await readSourceInSlices("n.md", text, () => Promise.resolve(void (breaths += 1)))).toEqual(readSource("n.md", text));
    expect(breaths).toBeGreaterThan(0);
  });
});
