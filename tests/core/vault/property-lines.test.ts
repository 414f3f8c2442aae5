import fc from "fast-check";
import { parseDocument, stringify } from "yaml";
import { parseProperties } from "../../../src/core/vault/frontmatter";
import { readPropertyLines } from "../../../src/core/vault/property-lines";

/** What the parser reads; undefined for what is no YAML. */
const whole = (text: string): unknown => {
  const document = parseDocument(text, { schema: "core", version: "1.2", strict: false, uniqueKeys: false, logLevel: "silent" });
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS() as unknown;
  } catch {
    return undefined;
  }
};
const read = (text: string): unknown => {
  const entries = readPropertyLines(text, whole);
  return entries === null ? null : Object.fromEntries(entries);
};

const value = fc.oneof(fc.constantFrom("null", "true", "~", "12", "1e3", "- a", "a: b", "a #b", "&a", "*a", "!x", "'", '"', "[[raw/A|A]]", "|", ">", "", "\u0085", "a\\", "It's \"x\""), fc.string({ unit: "grapheme", maxLength: 16 }), fc.integer(), fc.boolean(), fc.constant(null));
const properties = fc.dictionary(fc.constantFrom("type", "summary", "sources", "my property", "Größe"), fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 4 })));

describe("Properties read line by line", () => {
  it("are what a YAML parser reads, in every style the app and we write", () => {
    fc.assert(
      fc.property(properties, fc.constantFrom<"PLAIN" | "QUOTE_DOUBLE" | "QUOTE_SINGLE">("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE"), fc.boolean(), (values, style, indentSeq) => {
        const text = stringify(values, { schema: "core", lineWidth: 0, defaultStringType: style, indentSeq, blockQuote: false });
        const found = read(text);
        if (found !== null) expect(found).toEqual(whole(text));
      }),
      { numRuns: 500 },
    );
  });

  it("are none where a line has another form", () => {
    for (const text of ["a: |\n  b\n", "a: [1,\n  2]\n", "a:\n  b: c\n", "a:\n  - b\n    - c\n", "a: b\n- c\n", "a: null\n  - c\n", "- a\n", "a: *x\n", '"a": b\n', "a: 'b\n", "a: :\n", "a: - b\n", "a: [b]: c\n"]) expect(read(text)).toBeNull();
  });

  it("never say anything that the parser does not", () => {
    const line = fc.oneof(fc.constantFrom("a:", "b: c", "  - x", "- x", "# c", "", "a: null", "  y: z", "a: 'x", "d: [1]", "e: >"), fc.string({ unit: fc.constantFrom(..."ab:- #'\"[]|&*"), maxLength: 10 }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const text = lines.join("\n");
        const found = read(text);
        // Of nothing but comments the parser makes nothing.
        if (found !== null) expect(found).toEqual(whole(text) === null ? {} : whole(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("may be long and full of quotes and brackets", () => {
    const sources = Array.from({ length: 2000 }, (_, index) => `[[raw/It's "${index}"|It's [so]]]`);
    expect(parseProperties(stringify({ sources, rating: 5, aliases: null }, { lineWidth: 0 }))).toMatchObject({ values: { sources, rating: 5, aliases: null }, problem: null });
  });
});
