import fc from "fast-check";
import { termOf } from "../../../../src/core/search/analysis/stem";
import { createWrittenWords } from "../../../../src/core/search/store/written-words";

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
          const number = written.numberOf(text, start, start + word.length);
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
    const numbers = words.map((word) => written.numberOf(word, 0, word.length));
    expect(words.map((word) => written.numberOf(`x${word}`, 1, word.length + 1))).toEqual(numbers);
    written.clear();
    expect([written.size, written.numberOf("the", 0, 3), written.languages(0)]).toEqual([0, 0, 1]);
  });
});
