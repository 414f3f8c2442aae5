import fc from "fast-check";
import { byCodeUnit, conceptKey, isAcronym, withoutVersion } from "../../../src/core/text/key";

const name = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.array(fc.constantFrom("The", "a", "Kestrel", "Cranes", "crane's", "C++", "C#", "F#", ".NET", "Node.js", "(Sweden)", "(", ")", "-", "–", "'", "’s", "é", "e\u0301", "ß", "中文", "Ａ", "ﬁ", "2", "Series", "glass", "bus", "cities", "QEMU", "!"), { maxLength: 5 }).map((parts) => parts.join(" ")),
);

describe("The key of a name", () => {
  it.each([
    ["case", "Fabrice Bellard", "fabrice bellard"],
    ["Unicode form", "Café", "Cafe\u0301"],
    ["width", "ＱＥＭＵ", "QEMU"],
    ["ligatures", "ﬁle system", "file system"],
    ["a leading article", "The Sundial", "Sundial"],
    ["the plural of its last word", "Harbour Cranes", "Harbour crane"],
    ["a plural in -ies", "Smart Cities", "smart city"],
    ["a plural in -ches", "Switches", "switch"],
    ["a trailing parenthesis", "Kestrel (crane)", "Kestrel"],
    ["a wide parenthesis", "東京（都市）", "東京"],
    ["a possessive", "Moore's Law", "Moore Law"],
    ["a typographic possessive", "Moore’s Law", "Moore's Law"],
    ["hyphens and points between letters", "open-source", "open source"],
    ["quotes and other punctuation", '"Kestrel" Crane!', "Kestrel Crane"],
    ["blanks", "  Kestrel \u00a0 Crane ", "Kestrel Crane"],
  ])("overlooks %s", (_, left, right) => {
    expect(conceptKey(left)).toBe(conceptKey(right));
  });

  it.each([
    ["C", "C++"],
    ["C", "C#"],
    ["C++", "C#"],
    ["Glass", "Glas"],
    ["Bus", "Bu"],
    ["News", "New"],
    ["Lean", "Lean 4"],
    ["Crane Port", "Port Crane"],
    ["José", "Jose"],
    ["!", "?"],
    ["🌲", "🚀"],
    ["(a)", "(b)"],
  ])("tells %s from %s", (left, right) => {
    expect(conceptKey(left)).not.toBe(conceptKey(right));
  });

  it("is one line without blanks at its ends, never empty for a name that shows something, and the same whenever it is asked for", () => {
    fc.assert(
      fc.property(name, (text) => {
        const key = conceptKey(text);
        expect(key).toBe(key.trim());
        if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) expect(key).not.toBe("");
        expect(conceptKey(text)).toBe(key);
      }),
      { numRuns: 1500 },
    );
  });

  it("does not depend on Unicode form or on blanks around the name", () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(conceptKey(text.normalize("NFD"))).toBe(conceptKey(text.normalize("NFC")));
        expect(conceptKey(`  ${text}\n`)).toBe(conceptKey(text));
      }),
      { numRuns: 1500 },
    );
  });

  it("is not slowed down by what was never a name", () => {
    for (const junk of ["(".repeat(50_000), "a (".repeat(50_000), "a-".repeat(50_000), "'s".repeat(50_000), "\u0301".repeat(50_000), ") ".repeat(50_000)]) {
      const started = performance.now();
      conceptKey(junk);
      expect(performance.now() - started).toBeLessThan(1000);
    }
  });
});

describe("Acronyms", () => {
  it.each(["QEMU", "AI", "LaTeX", "U.S.", "R2D2", "ЭВМ"])("%s is one", (text) => expect(isAcronym(text)).toBe(true));
  it.each(["Lean", "a", "A", "QEMU Project", "qemu", "ABCDEFG", "", "42", "中文"])("%s is none", (text) => expect(isAcronym(text)).toBe(false));
});

describe("Versions", () => {
  it.each([
    ["Lean 4", "Lean"],
    ["GPT-4", "GPT"],
    ["Python 3.11.2", "Python"],
    ["Lean v4", "Lean"],
    ["Ubuntu 22.04", "Ubuntu"],
  ])("%s is a version of %s", (text, base) => expect(withoutVersion(text)).toBe(base));
  it.each(["Lean", "4", "Route 66 West", "Catch-", "2001", "War of 1812"])("%s has none", (text) => expect(withoutVersion(text)).toBe(text));
});

describe("The order by code unit", () => {
  it("is total and the same as that of the units themselves", () => {
    const units = (text: string): number[] => Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (left, right) => {
        const [a, b] = [units(left), units(right)];
        const at = a.findIndex((unit, index) => unit !== b[index]);
        const expected = at === -1 ? Math.sign(a.length - b.length) : b[at] === undefined ? 1 : Math.sign((a[at] ?? 0) - b[at]);
        expect(byCodeUnit(left, right)).toBe(expected);
        expect(byCodeUnit(right, left)).toBe(expected === 0 ? 0 : -expected);
      }),
      { numRuns: 500 },
    );
  });
});
