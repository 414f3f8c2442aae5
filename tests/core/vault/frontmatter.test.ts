import fc from "fast-check";
import { asText, asTextList, parseProperties, splitFrontmatter } from "../../../src/core/vault/frontmatter";

describe("splitFrontmatter", () => {
  test("parts a note at its block and says where the body begins", () => {
    const text = "---\na: 1\n---\nBody\n";
    expect(splitFrontmatter(text)).toEqual({ mark: "", frontmatter: "a: 1\n", body: "Body\n", bodyStart: 13 });
  });

  test("understands CRLF, a byte order mark and blanks after the dashes", () => {
    const text = "\uFEFF---  \r\na: 1\r\n--- \r\nBody";
    const split = splitFrontmatter(text);
    expect(split).toMatchObject({ mark: "\uFEFF", frontmatter: "a: 1\r\n", body: "Body" });
    expect(text.slice(split.bodyStart)).toBe("Body");
  });

  test("an empty block is a block", () => {
    expect(splitFrontmatter("---\n---\nx")).toMatchObject({ frontmatter: "", body: "x" });
  });

  test("a block may end the file", () => {
    expect(splitFrontmatter("---\na: 1\n---")).toMatchObject({ frontmatter: "a: 1\n", body: "", bodyStart: 12 });
  });

  test.each([
    ["it is never closed", "---\na: 1\n"],
    ["the dashes do not open the note", "\n---\na: 1\n---\n"],
    ["there are four dashes", "----\na: 1\n----\n"],
    ["the note is empty", ""],
    ["text follows the dashes", "--- a\nb\n---\n"],
  ])("there is no frontmatter where %s", (_, text) => {
    expect(splitFrontmatter(text)).toEqual({ mark: "", frontmatter: null, body: text, bodyStart: 0 });
  });

  test("mark, block and body always make up the note", () => {
    const line = fc.constantFrom("---", "--- ", "a: 1", "", "text", "\r");
    fc.assert(
      fc.property(fc.boolean(), fc.array(line, { maxLength: 8 }), (isMarked, lines) => {
        const text = (isMarked ? "\uFEFF" : "") + lines.join("\n");
        const split = splitFrontmatter(text);
        expect(text.slice(split.bodyStart)).toBe(split.body);
        expect(text.startsWith(split.mark)).toBe(true);
        if (split.frontmatter !== null) expect(text.slice(0, split.bodyStart)).toContain(`\n${split.frontmatter}---`);
      }),
    );
  });
});

describe("parseProperties", () => {
  const valuesOf = (yaml: string): Record<string, unknown> => ({ ...parseProperties(yaml).values });

  test("reads the core schema and leaves dates as they are written", () => {
    expect(valuesOf("a: 1\nb: true\nc: 2018-10-09\nd: [x, y]\ne:\n  - z\nf:\n")).toEqual({ a: 1, b: true, c: "2018-10-09", d: ["x", "y"], e: ["z"], f: null });
  });

  test("nothing is no problem", () => {
    expect(parseProperties("")).toEqual({ values: {}, problem: null });
    expect(parseProperties("# a comment\n").problem).toBeNull();
  });

  test("of a key that stands twice the last one counts", () => {
    expect(parseProperties("a: 1\na: 2\n")).toMatchObject({ values: { a: 2 }, problem: null });
  });

  test("broken YAML is one sentence, and what its lines hold is saved", () => {
    const { values, problem } = parseProperties('title: Foo: bar\ntags:\n  - a\n  - "b"\nlist: [c, d]\nauthor: "[[X]]"\n');
    expect(problem).toMatch(/^The properties are not valid YAML \(line 1\): [^\n]+\.$/);
    expect({ ...values }).toEqual({ title: "Foo: bar", tags: ["a", "b"], list: ["c", "d"], author: "[[X]]" });
  });

  test("text that is no list of names and values is a problem", () => {
    expect(parseProperties("just text").problem).toBe("The properties are not a list of names and values.");
  });

  test("keys with names of the language's own are keys like any other", () => {
    const { values } = parseProperties("__proto__:\n  polluted: true\nconstructor: x\n");
    expect(Object.keys(values)).toEqual(["__proto__", "constructor"]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(parseProperties("a: 1").values["toString"]).toBeUndefined();
  });

  test("unfolding aliases without end is refused", () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]", ..."bcdefgh".split("").map((key, index) => `${key}: &${key} [${`*${"abcdefgh".charAt(index)},`.repeat(9)}]`)].join("\n");
    expect(parseProperties(bomb).problem).toContain("The properties cannot be read");
  });

  test.each([
    ["brackets", "[".repeat(50_000)],
    ["brackets that quotes hide the end of", '["]", '.repeat(10_000)],
    ["list markers", "- ".repeat(30_000)],
    ["key markers", "? ".repeat(30_000)],
    ["anchors", "&a ".repeat(20_000)],
    ["indentation", Array.from({ length: 320 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ])("deep nesting by %s does not reach the parser", (_, yaml) => {
    expect(parseProperties(yaml).problem).toBe("The properties are nested too deeply.");
  });

  test("properties as long as a book are scanned and not parsed", () => {
    const { values, problem } = parseProperties(`title: T\n${"x: y\n".repeat(100_000)}`);
    expect(problem).toBe("The properties are longer than 64 KB.");
    expect(values["title"]).toBe("T");
  });

  test("many links in one property are data", () => {
    expect(parseProperties(`links:\n${'  - "[[A#B]]"\n'.repeat(1000)}`).problem).toBeNull();
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."-:[]{}&*!|>'\"%@`#,? \n\tab1\0\uD800".split("")), maxLength: 80 }), (yaml) => {
        const { values, problem } = parseProperties(yaml);
        expect(Object.getPrototypeOf(values)).toBeNull();
        expect(problem === null || !problem.includes("\n")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("asText and asTextList", () => {
  test.each([
    [null, ""],
    [undefined, ""],
    ["  a \n b ", "a b"],
    [2020, "2020"],
    [false, "false"],
    ["[[A|B]]", "B"],
    ["[[Folder/A.md#H]]", "A"],
    ["by [[A]] and [[B]]", "by A and B"],
    [["a", "b"], "a, b"],
    [[["A"]], "A"],
    [{ a: 1 }, ""],
    ["[[unclosed", "[[unclosed"],
  ])("%j reads %j", (value, text) => {
    expect(asText(value)).toBe(text);
  });

  test.each([
    [null, []],
    ["", []],
    ["Knuth, Donald", ["Knuth, Donald"]],
    [["[[A]]", null, 7, ""], ["A", "7"]],
    [[["A"], ["B"]], ["A", "B"]],
  ])("%j lists %j", (value, texts) => {
    expect(asTextList(value)).toEqual(texts);
  });
});
