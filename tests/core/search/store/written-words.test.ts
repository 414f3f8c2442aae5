import fc from "fast-check";
import { rangeHash, scanRanges } from "../../../../src/core/search/analysis/scan-words";
import { termOf } from "../../../../src/core/search/analysis/stem";
import { createWrittenWords, type WrittenWords } from "../../../../src/core/search/store/written-words";

const numberOf = (written: WrittenWords, text: string, start: number, end: number): number => written.numberOf(text, start, end, rangeHash(text, start, end));

describe("Written words", () => {
  test("have one number each, and their own terms, however many there are", () => {
    const words = fc.array(fc.oneof(fc.string({ unit: fc.constantFrom(..."abAB北é"), minLength: 1, maxLength: 5 }), fc.string({ unit: "binary", minLength: 1, maxLength: 8 })), { maxLength: 400 });
    fc.assert(
      fc.property(words, (some) => {
        const written = createWrittenWords();
        const text = some.join("\n");
        const numbers = new Map<string, number>();
        let start = 0;
        for (const word of some) {
          const number = numberOf(written, text, start, start + word.length);
          expect(number).toBe(numbers.get(word) ?? numbers.size);
          numbers.set(word, number);
          start += word.length + 1;
        }
        const termIn = (number: number, language: "en" | "de"): string => {
          written.speak(language);
          return written.termText(written.termOf(number));
        };
        for (const [word, number] of numbers) expect([termIn(number, "en"), termIn(number, "de"), written.firstUnit(number)]).toEqual([termOf(word, "en"), termOf(word, "de"), word.charCodeAt(0)]);
        expect(written.size).toBe(numbers.size);
        const terms = new Set([...numbers.keys()].flatMap((word) => [termOf(word, "en"), termOf(word, "de")]));
        expect(written.terms).toBe(terms.size);
      }),
    );
  });

  test("are still themselves when the table grows", () => {
    const written = createWrittenWords();
    const words = Array.from({ length: 20_000 }, (_, number) => `w${number}`);
    const numbers = words.map((word) => numberOf(written, word, 0, word.length));
    expect(words.map((word) => numberOf(written, `x${word}`, 1, word.length + 1))).toEqual(numbers);
    written.clear();
    expect([written.size, numberOf(written, "the", 0, 3), written.languages(0)]).toEqual([0, 0, 1]);
  });
});

test("The hash of a word that is scanned is that of its range", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "bc", "XMLFile", "É", "北京", "한", "\u0301", "'s", "-", "_", " ", "+", "C++", "F#", "9"), { maxLength: 16 }), (parts) => {
      const text = parts.join("");
      scanRanges(text, 0, text.length, (start, end, _, hash) => expect(hash).toBe(rangeHash(text, start, end)));
    }),
  );
});
