import fc from "fast-check";
import { cutWords, lastWord, wordAt } from "../../../../src/core/engines/extractive/words";

/** The words as one pattern finds them, for texts of scripts with spaces. */
const WORD = /[\p{L}\p{N}\p{M}_]+(?:[’'\-‑.&+][\p{L}\p{N}\p{M}_]+)*(?:\+\+|#)?/gu;

function wordsByPattern(text: string): { text: string; start: number; end: number }[] {
  return [...text.matchAll(WORD)].map((match) => ({ text: match[0], start: match.index, end: match.index + match[0].length }));
}

function placesOf(text: string): { text: string; start: number; end: number }[] {
  return cutWords(text).map(({ text: word, start, end }) => ({ text: word, start, end }));
}

const pieces = fc.constantFrom("a", "Zoë", "7", "_", "e\u0301", "𝐀", "🚀", "\ud800", " ", "\n", "'", "’", "-", "‑", ".", "&", "+", "++", "#", ",", "(", "é", "ß", "٣", "م", "C");
const texts = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(""));

describe("words", () => {
  it("are what the pattern finds, for any mixture of letters, joining signs and characters of two units", () => {
    fc.assert(fc.property(texts, (text) => expect(placesOf(text)).toEqual(wordsByPattern(text))), { numRuns: 2000 });
  });

  it("part scripts without spaces from others", () => {
    expect(cutWords("使用Python编程").map((word) => word.text)).toEqual(["使用", "Python", "编程"]);
  });

  it("of one spelling share what is known of them", () => {
    const [first, second] = cutWords("Lean lean Lean").filter((word) => word.text === "Lean");
    expect(first?.spelling).toBe(second?.spelling);
  });

  it("are found at the end of a text", () => {
    fc.assert(fc.property(texts, (text) => expect(lastWord(text)).toBe(cutWords(text).at(-1)?.text ?? "")));
  });

  it("are found at a place behind a space", () => {
    fc.assert(fc.property(texts, (text) => expect(wordAt(" " + text, 1)).toBe(cutWords(" " + text).find((word) => word.start === 1)?.text ?? "")));
  });
});
