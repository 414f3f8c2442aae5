import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Passage, SourceDocument } from "../../../src/core/vault/passage";
import { readSource, readSourceInSlices } from "../../../src/core/vault/read-source";
import { toFileRange } from "../../../src/core/vault/markdown/offsets";

const passagesOf = (document: SourceDocument): Passage[] => document.sections.flatMap((section) => section.passages);
const read = (text: string): Passage[] => passagesOf(readSource("raw/Note.md", text));
const texts = (text: string): string[] => read(text).map((passage) => passage.text);
const kinds = (text: string): string[] => read(text).map((passage) => `${passage.kind}: ${passage.text}`);
const fileWords = (text: string, passage: Passage, words: string): string => {
  const at = passage.text.indexOf(words);
  const range = toFileRange(passage, at, at + words.length);
  return text.slice(range.start, range.end);
};

describe("properties of a source", () => {
  const propertiesOf = (yaml: string, body = "", path = "raw/A note.md") => readSource(path, `---\n${yaml}\n---\n${body}`).properties;

  test("come from what Web Clipper writes", () => {
    const yaml = 'title: "A title"\nsource: "https://example.org/a"\nauthor:\n  - "[[Fabrice Bellard]]"\npublished: 2018-10-09\ncreated: 2025-02-07\ndescription: "What it is."\ntags:\n  - "clippings"';
    expect(propertiesOf(yaml)).toEqual({
      title: "A title",
      authors: ["Fabrice Bellard"],
      published: "2018-10-09",
      url: "https://example.org/a",
      description: "What it is.",
      tags: ["clippings"],
      aliases: [],
    });
  });

  test.each([
    ["its property", "title: P", "# H\n", "P"],
    ["else a heading of the first level that opens it", "x: 1", "\n# H *one*\n\ntext", "H one"],
    ["else its file's name, where text stands before the heading", "x: 1", "text\n\n# H", "A note"],
    ["else its file's name, where the heading is of a lower level", "x: 1", "## H", "A note"],
  ])("a note is called after %s", (_, yaml, body, title) => {
    expect(propertiesOf(yaml, body).title).toBe(title);
  });

  test.each([
    ["2018-10-09T10:00:00Z", "2018-10-09"],
    ["2018/10/09", "2018-10-09"],
    ['"[[2018-10-09]]"', "2018-10-09"],
    ["2018-10", "2018-10"],
    ["2018", "2018"],
    ["October 2018", "October 2018"],
  ])("published %s reads %s", (value, published) => {
    expect(propertiesOf(`published: ${value}`).published).toBe(published);
  });

  test("a source that is no address is none, and url is asked next", () => {
    expect(propertiesOf("source: a book\nurl: http://example.org").url).toBe("http://example.org");
  });

  test("tags lose their marks and come once", () => {
    expect(propertiesOf('tags: "#a, b a"').tags).toEqual(["a", "b"]);
  });

  test("broken properties are a warning, and the body is read all the same", () => {
    const document = readSource("A.md", "---\ntitle: a: b\n---\nText.");
    expect(document.warnings).toHaveLength(1);
    expect(document.properties.title).toBe("a: b");
    expect(passagesOf(document)[0]?.text).toBe("Text.");
  });
});

describe("plain text", () => {
  test.each([
    ["emphasis", "*a* __b__ ~~c~~ `d`", "a b c d"],
    ["links", "[a](http://x.org) <http://y.org>", "a http://y.org"],
    ["escapes and entities", "\\*a\\* &amp; &#98; &copy;", "*a* & b ©"],
    ["inline HTML", "<b>a</b>b<br>c <!-- d -->e", "ab c e"],
    ["images within text", "a ![alt text](x.png) b", "a b"],
    ["soft and hard line breaks", "a\nb  \nc\\\nd", "a b c d"],
    ["math", "so $x_1*y*$ is", "so x_1*y* is"],
    ["money, which is no math", "from $5 to $10, not $20", "from $5 to $10, not $20"],
    ["money beside math", "costs $5 and $x$ US$6", "costs $5 and x US$6"],
    ["wikilinks", "[[A]] [[B|b]] [[Folder/C.md]] [[D#E]] [[#F]]", "A b C D F"],
    ["embeds", "a ![[b.png|300]] c", "a c"],
    ["marks, but not comparisons", "==a== b == c == d", "a b == c == d"],
    ["comments", "a %%b%% c", "a c"],
    ["comments over lines", "a %%b\nc%% d", "a d"],
    ["block ids", "a b ^id-1", "a b"],
    ["tags, which stay", "a #tag", "a #tag"],
    ["footnote references", "a[^1] b[^x]\n\n[^1]: c", "a b"],
    ["Obsidian's markup in code, which stays", "`[[a]] ==b==`", "[[a]] ==b=="],
    ["escaped wikilinks", "\\[[a]]", "[[a]]"],
    ["control characters", "a\u0001b\u0000c", "a bc"],
    ["a comment nobody closed", "a <!-- b\n\nc", "a <!-- b"],
    ["a script nobody closed", "<script> a\n\nb", "<script> a"],
    ["an instruction nobody closed", "<?php a\n\nb", "<?php a"],
    ["a math block nobody closed", "$$ is money\n\nb", "$$ is money"],
  ])("resolves %s", (_, markdown, plain) => {
    expect(texts(markdown)[0]).toBe(plain);
  });

  test("a multi-line comment of Obsidian's hides what is in it, blank lines and headings too", () => {
    expect(texts("a\n\n%%\nb\n\n# c\n\nd\n%%\n\ne")).toEqual(["a", "e"]);
  });

  test("a reference link reads as its text wherever its definition stands", () => {
    const filler = "Many words stand between the two. ".repeat(600);
    expect(texts(`See [the text][1] and [Other].\n\n## H\n\n${filler}\n\n*x* ${filler}\n\n[1]: http://x.org\n[other]: <http://y.org> "t"`)[0]).toBe("See the text and Other.");
  });
});

describe("passages", () => {
  test("have the kinds of what they are", () => {
    const note = [
      "Text.", "> Quote.", "> [!note]- Title\n> Body *b*.\n>\n> - item", "- one\n  - two\n\n    more", "1. [x] done", "| a | b |\n|---|---|\n| `1` | [[x\\|y]] |",
      "```js\nlet a;\n\n  b\n```", "    indented", "$$\na+b\n$$", "$$c$$", "<div>Some <i>prose</i> &amp; more</div>", "![A real caption](x.png)", "***", "[^1]: Note.",
    ].join("\n\n<!-- -->\n\n"); // prettier-ignore
    expect(kinds(note)).toEqual([
      "paragraph: Text.", "quote: Quote.", "callout: Title", "callout: Body b.", "list-item: item", "list-item: one", "list-item: two", "list-item: more", "list-item: done",
      "table: a | b\n1 | y", "code: let a;\n\n  b", "code: indented", "math: a+b", "math: c", "html: Some prose & more", "caption: A real caption", "paragraph: Note.",
    ]); // prettier-ignore
  });

  test.each(["![](x.png)", "![image.png](x.png)", "![IMG_1234](x.png)", "![Screenshot 3](x.png)", "[![](a.png)](b)", "![[a.png]]", "<script>\nalert(1)\n\nx\n</script>", "<!-- a\n\nb -->", "***", "^abc"])(
    "%j has no words",
    (markdown) => {
      expect(texts(markdown)).toEqual([]);
    },
  );

  test("Markdown that a clipper left in HTML is read as far as links and images go", () => {
    expect(kinds("<figure>\n![alt](https://x.org/a.png)\n<figcaption>By [him](https://x.org)</figcaption></figure>")).toEqual(["html: By him"]);
  });

  test("a fence that nobody closes runs to the end", () => {
    expect(kinds("a\n\n```\nb\n\n# c\n")).toEqual(["paragraph: a", "code: b\n\n# c"]);
  });

  test("cover their markup in the file", () => {
    const text = "\uFEFF---\na: 1\n---\n# H\n\n**Bold** text.\n\n```\ncode\n```\n";
    expect(read(text).map((passage) => text.slice(passage.start, passage.end))).toEqual(["**Bold** text.", "```\ncode\n```"]);
  });
});

describe("offsets", () => {
  const text = "> **Bo**ld &amp; [linked words](http://x.org) and\n> [[Target|alias words]] &lt;end&gt;";
  test.each([
    ["Bold", "Bo**ld"],
    ["&", "&amp;"],
    ["linked words", "linked words"],
    ["words and alias", "words](http://x.org) and\n> [[Target|alias"],
    ["<end>", "&lt;end&gt;"],
  ])("%j stands in the file as %j", (plain, file) => {
    const [passage] = read(text);
    expect(passage && fileWords(text, passage, plain)).toBe(file);
  });

  test("code in a list whose first line repeats its language stands where it stands", () => {
    const note = "- a\n  ```js\n  js\n\tx\n  ```";
    const code = read(note)[1];
    expect(code && [toFileRange(code, 0, 2).start, fileWords(note, code, "x")]).toEqual([14, "x"]);
  });

  const word = fc.stringMatching(/^[a-zé漢]{1,8}$/);
  const inline = word.chain((text) =>
    fc.constantFrom(text, `*${text}*`, `**${text}**`, `~~${text}~~`, `\`${text}\``, `[${text}](http://x.org/a_b)`, `[[${text}]]`, `[[No|${text}]]`, `==${text}==`, `<b>${text}</b>`, `$${text}$`, `${text}[^1]`, `${text} %%no%%`, `\\*${text}`, `&amp; ${text}`, `${text}&nbsp;`, `![](x) ${text}`, `$5 ${text}`, `[${text}][ref]`, `😀 ${text}`),
  );
  const line = fc.array(inline, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(" "));
  const block = fc.oneof(
    fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n")),
    fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.map((item) => `- ${item}`).join("\n")),
    fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.map((item) => `> ${item}`).join("\n")),
    fc.tuple(line, line).map(([title, body]) => `> [!note] ${title}\n> ${body}`),
    fc.tuple(line, line).map(([item, inner]) => `1. ${item}\n\n   ${inner}\n   - ${inner}`),
    fc.tuple(word, word).map(([a, b]) => `| ${a} | **${b}** |\n|---|---|\n|${b}|${a} |`),
    line.map((heading) => `## ${heading}`),
    word.map((code) => `\`\`\`\n${code}\n\n  ${code}\n\`\`\``),
    word.map((math) => `$$\n${math}\n$$`),
    word.map((html) => `<div class="a">${html} <i>${html}</i></div>`),
    fc.constant("%%\nhidden\n\nhidden\n%%"),
  );
  const note = fc.tuple(fc.constantFrom("", "---\ntitle: T\n---\n", "\uFEFF"), fc.array(block, { maxLength: 12 }), fc.constantFrom("\n", "\r\n")).map(([head, blocks, lineBreak]) => (head + [...blocks, "[ref]: http://x.org"].join("\n\n")).replaceAll("\n", lineBreak));

  test("each plain word stands in the file where its offsets say", () => {
    fc.assert(
      fc.property(note, (source) => {
        for (const passage of read(source)) {
          for (const match of passage.text.matchAll(/[a-zé漢]+/g)) {
            const range = toFileRange(passage, match.index, match.index + match[0].length);
            expect(source.slice(range.start, range.end)).toBe(match[0]);
            expect(range.start >= passage.start && range.end <= passage.end).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("offsets ascend, passages stand in the order of the file, and hold no markup", () => {
    fc.assert(
      fc.property(note, (source) => {
        let last = 0;
        for (const passage of read(source)) {
          expect(passage.start).toBeGreaterThanOrEqual(last);
          last = passage.start;
          for (let index = 2; index < passage.offsets.length; index++) expect(passage.offsets[index]).toBeGreaterThanOrEqual(passage.offsets[index - 2] ?? 0);
          if (passage.kind !== "code") expect(passage.text).not.toMatch(/\[\[|==|~~|%%|<b>|\]\(|\[\^|hidden| {2}|^\s|\s$/);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("line ends change nothing that is read", () => {
    fc.assert(
      fc.property(note, (source) => {
        const unix = source.replaceAll("\r\n", "\n");
        expect(readSource("A.md", unix.replaceAll("\n", "\r\n")).sections.map((section) => section.fingerprint)).toEqual(readSource("A.md", unix).sections.map((section) => section.fingerprint));
      }),
      { numRuns: 100 },
    );
  });
});

describe("sections", () => {
  const paragraphs = (count: number, from = 0): string[] => Array.from({ length: count }, (_, index) => `Paragraph ${from + index} ${"says something of its own. ".repeat(8)}`.trim());

  test("begin at headings and carry the headings above them", () => {
    const document = readSource("A.md", "intro\n\n# A\n\n## B\n\nb\n\n#### C\n\nc\n\nD\n---\n\nd\n\n# E\n");
    expect(document.sections.map((section) => [section.headingPath, section.passages.map((passage) => passage.text)])).toEqual([
      [[], ["intro"]],
      [["A", "B"], ["b"]],
      [["A", "B", "C"], ["c"]],
      [["A", "D"], ["d"]],
    ]);
  });

  test("headings within quotes and lists make none", () => {
    expect(readSource("A.md", "> # a\n\n- # b").sections).toHaveLength(1);
  });

  test("have fingerprints that an edit elsewhere leaves as they are", () => {
    const before = readSource("A.md", "# A\n\none\n\n# B\n\ntwo");
    const after = readSource("A.md", "# A\n\none, longer\n\n# B\n\ntwo");
    expect(after.sections[0]?.fingerprint).not.toBe(before.sections[0]?.fingerprint);
    expect(after.sections[1]?.fingerprint).toBe(before.sections[1]?.fingerprint);
    expect(before.sections[0]?.fingerprint).toMatch(/^[0-9a-z]{16}$/);
  });

  test("depend on heading path and kinds as well as on words", () => {
    const fingerprints = ["# A\n\nx", "# B\n\nx", "# A\n\n> x", "x"].map((text) => readSource("A.md", text).sections[0]?.fingerprint);
    expect(new Set(fingerprints).size).toBe(4);
  });

  test("that are long are cut, and none is longer than 8,000 characters", () => {
    const { sections } = readSource("A.md", `# A\n\n${paragraphs(300).join("\n\n")}`);
    expect(sections.length).toBeGreaterThan(5);
    for (const section of sections) {
      expect(section.headingPath).toEqual(["A"]);
      expect(section.passages.reduce((sum, passage) => sum + passage.text.length, 0)).toBeLessThanOrEqual(8000);
    }
    expect(sections.flatMap((section) => section.passages)).toHaveLength(300);
  });

  test("that are long keep most of their cuts when a paragraph is put in near the top", () => {
    const before = readSource("A.md", paragraphs(300).join("\n\n")).sections.map((section) => section.fingerprint);
    const after = new Set(readSource("A.md", [...paragraphs(3), "New.", ...paragraphs(297, 3)].join("\n\n")).sections.map((section) => section.fingerprint));
    expect(before.filter((fingerprint) => !after.has(fingerprint)).length).toBeLessThanOrEqual(3);
  });
});

describe("reading in slices", () => {
  test("gives what reading at once gives, and breathes again and again", async () => {
    const text = Array.from({ length: 400 }, (_, index) => `## H${index}\n\nSome *text* ${"with words ".repeat(50)}[x](y)\n`).join("\n");
    let breaths = 0;
    const document = await readSourceInSlices("A.md", text, async () => {
      breaths++;
    });
    expect(document).toEqual(readSource("A.md", text));
    expect(breaths).toBeGreaterThan(text.length / 10_000);
  });
});

describe("texts that no one should have written", () => {
  test.each([
    ["nothing", ""],
    ["a byte order mark", "\uFEFF"],
    ["only properties", "---\ntitle: A\n---\n"],
    ["properties that never end", "---\ntitle: A\n"],
    ["blank lines", "\n\r\n \t\n"],
  ])("%s: no passages, no throw", (name, text) => {
    const document = readSource("raw/A.md", text);
    expect(document.properties.title).toBe("A");
    if (name !== "properties that never end") expect(document.sections).toEqual([]);
  });

  test("bytes that are no text are read as far as they go, with a warning", () => {
    let seed = 7;
    const junk = Array.from({ length: 60_000 }, () => String.fromCharCode((seed = (seed * 48271) % 0x7fffffff) & 0xff)).join("");
    const document = readSource("raw/photo.md", junk);
    expect(document.warnings).toContain("The file holds NUL characters: it may not be a text.");
    for (const passage of passagesOf(document)) if (passage.kind !== "code") expect(passage.text).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });

  test.each(["a \uD800 b *\uDC00*", "a \uD800 b \uDC00", "```\na \uD800 b \uDC00\n```"])("halves of characters in %j become replacement characters, which can be written", (text) => {
    expect(texts(text)).toEqual(["a \uFFFD b \uFFFD"]);
  });

  test.each(["[", "]", "[[a", "![](", "*_", "**a ", "a*", "`", "` `` ", "> ", "- ", "1. ", "<", "<a ", "<!--", "$", "$a ", "~~a ", "\\", "&amp;", "|", "[a](b ", "[^1]: a\n\n", "- a\n  - b\n", "%%a\n", "$$a\n", "<script>\n", "```\n", "word "])(
    "256 KB of %j are read to the end",
    (piece) => {
      const text = `${piece.repeat(Math.floor(262_144 / piece.length))}\n\nlast words`;
      const passages = read(text);
      const end = Math.max(0, ...passages.map((passage) => passage.end));
      if (!["```\n"].includes(piece)) expect(end).toBe(text.length);
    },
  );

  test("a long line, a long table and long code keep all their words", () => {
    const line = Array.from({ length: 60_000 }, (_, index) => `w${index}`).join(" ");
    expect(texts(line).join(" ")).toBe(line);
    const rows = Array.from({ length: 12_000 }, (_, index) => `| r${index} | [[x]] | *y* |`).join("\n");
    const table = read(`| a | b | c |\n|---|---|---|\n${rows}`);
    expect(table.every((passage) => passage.kind === "table")).toBe(true);
    expect(table.map((passage) => passage.text).join("\n").split("\n")).toHaveLength(12_001);
    const code = `\`\`\`\n${"let a = [b];\n".repeat(80_000)}\`\`\``;
    expect(read(code).map((passage) => [passage.kind, passage.text.length])).toEqual([["code", 13 * 80_000 - 1]]);
  });

  test("a quote and a callout too long for one go stay what they are", () => {
    const line = `${"Quoted words. ".repeat(8)}*x*`;
    const quote = Array.from({ length: 200 }, () => `> ${line}`).join("\n");
    expect(new Set(read(quote).map((passage) => passage.kind))).toEqual(new Set(["quote"]));
    expect(new Set(read(`> [!tip] T\n${quote}`).map((passage) => passage.kind))).toEqual(new Set(["callout"]));
  });
});

describe("packs of hostile and of real notes", () => {
  const packs = join(__dirname, "../../../../shared/data/packs");
  const names = ["hostile-parsers", "hostile-encodings", "vault-kepano"].filter((name) => existsSync(join(packs, `${name}.tar.gz`)));
  if (names.length === 0) process.stderr.write("read-source: the packs in ../shared/data are absent, their tests are skipped\n");
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "read-source-"));
    for (const name of names) execFileSync("tar", ["xzf", join(packs, `${name}.tar.gz`), "-C", folder]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  (names.length === 0 ? test.skip : test)("every file is read, each passage within the file and made of its words", () => {
    let files = 0;
    const astray: string[] = [];
    for (const name of readdirSync(folder, { recursive: true }) as string[]) {
      const path = join(folder, name);
      // NormalizationTest.txt alone is 2.7 MB of one kind of line; its start says as much as the whole.
      if (!statSync(path).isFile()) continue;
      const text = readFileSync(path, "utf8").slice(0, 150_000);
      files++;
      for (const passage of passagesOf(readSource(name, text))) {
        if (passage.text.trim() === "" || passage.start < 0 || passage.start >= passage.end || passage.end > text.length) astray.push(`${name}: ${passage.text}`);
        if (passage.kind === "table") continue;
        for (const match of passage.text.matchAll(/[A-Za-z]{6,}/g)) {
          const range = toFileRange(passage, match.index, match.index + match[0].length);
          const written = text.slice(range.start, range.end);
          // Markup or an entity within the word may show, other words may not.
          if (written !== match[0] && /^[A-Za-z]*$/.test(written)) astray.push(`${name}: ${match[0]} -> ${written}`);
        }
      }
    }
    expect(astray).toEqual([]);
    expect(files).toBeGreaterThan(10);
  });
});
