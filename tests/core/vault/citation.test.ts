import fc from "fast-check";
import { citationReference, parseCitation, renderCitation } from "../../../src/core/vault/citation";
import { findLinks } from "../../../src/core/vault/links";

const line = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(..."\\`*_[]<>&#~=$%^:/.@|!-+1)( abc中🌲\"'{}"), maxLength: 20 }),
    fc.array(fc.constantFrom('"', '": "', "]]", "[[", "](", ")", "[^c1]: ", "|", "#", "^", " ", "a", "\\", "%%", "`", "<%", "> "), { maxLength: 8 }).map((pieces) => pieces.join("")),
    fc.string({ unit: "grapheme", maxLength: 16 }),
  )
  .map((text) => text.replace(/[\s\p{Cc}\p{Cs}]+/gu, " ").trim());
const words = line.filter((text) => text !== "");

/** Whatever a file system takes, but `/` within a name and names that hosts refuse. */
const nameWith = (characters: string) => fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 12 }).filter((name) => !/^[. ]+$/.test(name));
const pathWith = (characters: string) => fc.array(nameWith(characters), { minLength: 1, maxLength: 3 }).map((names) => `raw/${names.join("/")}.md`);
const ODD = "ab #^[]|%\"'().&;$~=`<>{}!*_é中🌲\u00a0\n\r\t\u0085\u202e";

const expectRoundTrip = (sourcePath: string, headingPath: string[], title: string, quote: string): void => {
  const rendered = renderCitation({ label: "c0a1b2c3d4e", sourcePath, headingPath, title, quote });
  expect(rendered).not.toMatch(/[\r\n]/);
  const parsed = parseCitation(rendered);
  expect(parsed).toMatchObject({ label: "c0a1b2c3d4e", quote });
  const links = findLinks(`Text.[^c0a1b2c3d4e]\n\n${rendered}\n`);
  expect(links).toHaveLength(1);
  expect([sourcePath, sourcePath.slice(0, -".md".length)]).toContain(links[0]?.target);
  expect(parsed?.link).toBe(rendered.slice("[^c0a1b2c3d4e]: ".length, "[^c0a1b2c3d4e]: ".length + (parsed?.link.length ?? 0)));
};

describe("A citation", () => {
  it("comes back whole from one line, with the one link to its source, whatever stands in path, headings, title and quote", () => {
    fc.assert(fc.property(pathWith(ODD), fc.array(line, { maxLength: 2 }), words, words, expectRoundTrip), { numRuns: 1500 });
  });

  it("comes back also where a name holds a separator of lines that is none to the file system", () => {
    expectRoundTrip("raw/a\u2028b.md", [], "Title", "The crane lifts 40 tonnes.");
    expectRoundTrip("raw/a\u2029b.md", ["Heading"], "Title", "The crane lifts 40 tonnes.");
  });

  it("is told from every other line", () => {
    for (const other of ["", "[^c1]", "[^c1]: ", '[^c1]: "words"', '[^c1]: [[raw/a|A]] "words"', '[^c1]: [[raw/a|A]]: words', '[^c1]: [[raw/a|A]]: "words" more', ' [^c1]: [[raw/a|A]]: "words"', '[^c 1]: [[raw/a|A]]: "words"', '[^]: [[raw/a|A]]: "words"', '[^c1]: [A](<raw/a.md>: "words"']) {
      expect(parseCitation(other)).toBeNull();
    }
  });

  it("never throws on a line of somebody else", () => {
    fc.assert(fc.property(line, (text) => void parseCitation(`[^c1]: ${text}`)), { numRuns: 1000 });
  });

  it("is referred to by its label", () => {
    expect(citationReference("cabc")).toBe("[^cabc]");
  });

  it("is read in time that grows with its length, whatever stands in it", () => {
    const many = 200_000;
    for (const text of ["[".repeat(many), '": "'.repeat(many), "](".repeat(many), "]]".repeat(many), "\\".repeat(many), `[[${"a".repeat(many)}`]) {
      const started = performance.now();
      parseCitation(`[^c1]: ${text}"`);
      expect(performance.now() - started).toBeLessThan(1000);
    }
  });
});
