import fc from "fast-check";
import { parse } from "yaml";
import { readPlainScalar } from "../../../src/core/vault/plain-scalar";
import { parseProperties } from "../../../src/core/vault/frontmatter";

const yaml = (text: string): unknown => parse(text, { version: "1.2", schema: "core" }) as unknown;

describe("A plain value", () => {
  test.each([
    ["A title of words", "A title of words"],
    ["https://example.com/a?b=c", "https://example.com/a?b=c"],
    ["2024-01-05", "2024-01-05"],
    ["2024-01-05T10:00:00Z", "2024-01-05T10:00:00Z"],
    ["42", 42],
    ["[alpha, beta-gamma, 7]", ["alpha", "beta-gamma", 7]],
    ["北京的笔记", "北京的笔记"],
    ["10 ways to sort", "10 ways to sort"],
    ["_draft", "_draft"],
    ["3D printing", "3D printing"],
    ["[18f, 2nd-hand]", ["18f", "2nd-hand"]],
    ["'It''s: a #title'", "It's: a #title"],
  ])("%s is read without a parser", (written, value) => {
    expect(readPlainScalar(written)).toEqual(value);
    expect(yaml(written)).toEqual(value);
  });

  test.each(["null", "True", "a: b", "a #b", "a:", "*x", "&x y", "{a: b}", "[a, [b]]", "[a, ]", "[]", "'x'", "012", "1.0", "-1", "1e3", ".inf", "~", "", "|", "> x", "@x", "`x`", "%x", "!!str x", "? x", "- x", "[a, null]", "[a: b]"])(
    "%s is left to the parser, or read as it reads it",
    (written) => {
      const value = readPlainScalar(written);
      if (value !== undefined) expect(value).toEqual(yaml(written));
    },
  );

  test("is what the parser makes of it, whatever is written", () => {
    const pieces = fc.array(fc.constantFrom("a", "B", "_", "3 b", "7f", "0x1", "0o7", "0b1", "1E5", "_1", "''", "é", "北", "1", "0", "9", "-", " ", ":", "#", "[", "]", ",", "'", '"', "{", "&", "*", "!", "|", ">", "?", "~", "null", "true", "\t", "/", ".", "T", "2024-01-05"), { maxLength: 9 });
    fc.assert(
      fc.property(fc.oneof(pieces.map((some) => some.join("")), fc.string({ maxLength: 12 })), (written) => {
        const value = readPlainScalar(written);
        if (value !== undefined) expect(value).toEqual(yaml(written.trim()));
      }),
      { numRuns: 5000 },
    );
  });

  test("gives the properties the parser gives, line by line", () => {
    const value = fc.constantFrom("", "words here", "12", "[a, b]", "2024-01-05", '"quoted: text"', "true", "a: b", "- x", "  more", "[[Link]]", "x # y", "\uFEFF", "\u00A0", "\u00A0word", "word\uFEFF", "a\fb", "a\rb", "\u2003");
    const line = fc.tuple(fc.constantFrom("title", "tags", "a key", "null", "  - item", "- item", "- 5", "  deeper", "# note", ""), value).map(([key, text]) => (key.includes("-") || key === "" || key.startsWith("#") ? key : `${key}: ${text}`));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const text = `${lines.join("\n")}\n`;
        let expected: unknown;
        try {
          expected = parse(text, { version: "1.2", schema: "core", uniqueKeys: false, strict: false, merge: false });
        } catch {
          return;
        }
        if (expected === null || typeof expected !== "object" || Array.isArray(expected)) return;
        expect({ ...parseProperties(text).values }).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });
});
