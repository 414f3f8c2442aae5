import fc from "fast-check";
import { createDictionary, findMentions, linkPlainText } from "../../../src/core/linking";

const dictionaryOf = (...names: string[]) => createDictionary(names.map((name) => ({ name, path: `wiki/${name}.md` })));
const found = (text: string, ...names: string[]): string[] => findMentions(text, dictionaryOf(...names)).map((mention) => mention.text);

describe("findMentions", () => {
  test("takes the longest name", () => {
    expect(found("The Tiny C Compiler and C Compiler.", "Tiny C Compiler", "C Compiler", "Tiny C")).toEqual(["Tiny C Compiler", "C Compiler"]);
  });

  test("gives the words' place and page", () => {
    expect(findMentions("On QEMU.", dictionaryOf("QEMU"))).toEqual([{ start: 3, end: 7, text: "QEMU", path: "wiki/QEMU.md" }]);
  });

  test.each([
    ["a possessive stays outside", "QEMU's and Bellard’s", ["QEMU", "Bellard"], ["QEMU", "Bellard"]],
    ["no part of a word", "QEMUs myQEMU QEMU2 QEMU_x x_QEMU", ["QEMU"], []],
    ["emphasis is no word", "_QEMU_ __QEMU__ *QEMU*", ["QEMU"], ["QEMU", "QEMU", "QEMU"]],
    ["a compound of a proper name", "QEMU-based, non-QEMU", ["QEMU"], ["QEMU", "QEMU"]],
    ["no compound of a common word", "state-of-the-art", ["art"], []],
    ["another version", "GPT-4 and GPT", ["GPT"], ["GPT"]],
    ["no path, address or file name", "/usr/bin/qemu qemu.org Node.js me@QEMU #QEMU src/QEMU", ["qemu", "QEMU", "Node"], []],
    ["names of symbols", "C++, C# and F#; C", ["C++", "C#", "F#", "Objective"], ["C++", "C#", "F#"]],
    ["a name is not its longer neighbour", "Rust++ Rust#", ["Rust"], []],
    ["an elided article", "l’ONU et d'Alembert, O'Reilly", ["ONU", "Alembert", "Reilly"], ["ONU", "Alembert"]],
    ["single letters and numbers", "R 2003", ["R", "2003"], []],
    ["function words", "It is the one", ["it", "the"], []],
    ["double blanks", "Fabrice  Bellard Fabrice\u00a0Bellard", ["Fabrice Bellard"], ["Fabrice  Bellard", "Fabrice\u00a0Bellard"]],
    ["no name over a line break", "Fabrice\nBellard", ["Fabrice Bellard"], []],
    ["typographic apostrophes", "Moore’s law", ["Moore's law"], ["Moore’s law"]],
    ["German umlauts", "Über Köln. Kölner", ["Köln"], ["Köln"]],
    ["decomposed text", "Cafe\u0301 Zoe\u0308", ["Café", "Zoë"], ["Cafe\u0301", "Zoe\u0308"]],
    ["composed text, decomposed name", "Café", ["Cafe\u0301"], ["Café"]],
    ["a base letter is not its accented one", "Cafe\u0301s Cafe\u0301", ["Cafe"], []],
    ["Chinese", "我在北京大学读书", ["北京大学", "北京"], ["北京大学"]],
    ["single Han characters", "我在北京", ["北"], []],
    ["Latin in Japanese", "QEMUは速い。エミュレータです", ["QEMU", "エミュレータ"], ["QEMU", "エミュレータ"]],
    ["a kana word that goes on", "メモリーは", ["メモリ"], []],
    ["Thai", "ฉันรักกรุงเทพมาก", ["กรุงเทพ"], ["กรุงเทพ"]],
    ["Korean with particles", "서울은 크다. 서울에서 QEMU는 서울대", ["서울", "QEMU"], ["서울", "서울", "QEMU"]],
    ["Arabic", "في القاهرة اليوم", ["القاهرة"], ["القاهرة"]],
    ["Cyrillic", "Москва и Москвой", ["Москва"], ["Москва"]],
    ["emoji", "a 🚀 Rocket 🚀", ["🚀 Rocket"], ["🚀 Rocket"]],
  ])("%s", (_, text, names, expected) => expect(found(text, ...names)).toEqual(expected));

  test.each([
    ["a name with capitals not in lower case", "apple Apple", ["Apple"], ["Apple"]],
    ["all capitals", "FABRICE BELLARD GO", ["Fabrice Bellard", "Go"], ["FABRICE BELLARD"]],
    ["a lower-case word at a sentence's start", "Rust is iron. Rust too, but Rust not", ["rust"], ["Rust", "Rust"]],
    ["the start of a list item", "* Rust\n- Rust\n1. Rust", ["rust"], ["Rust", "Rust", "Rust"]],
    ["no sentence start after a mere line break", "some\nRust", ["rust"], []],
    ["a lower-case title in any plain case", "Dynamic Translation and a dynamic translation", ["dynamic translation"], ["Dynamic Translation", "dynamic translation"]],
    ["a sentence-case title in lower case", "by dynamic translation", ["Dynamic translation"], ["dynamic translation"]],
    ["title case is a name", "the black swan", ["Black Swan"], []],
    ["iPhone at a sentence's start", "Iphone. IPhone works", ["iPhone"], ["IPhone"]],
  ])("case: %s", (_, text, names, expected) => expect(found(text, ...names)).toEqual(expected));

  test("a name of two pages is never linked, nor a shorter name inside it", () => {
    const dictionary = createDictionary([
      { name: "John Smith", path: "a.md" },
      { name: "John Smith", path: "b.md" },
      { name: "Smith", path: "c.md" },
    ]);
    expect(findMentions("John Smith met Smith", dictionary)).toEqual([{ start: 15, end: 20, text: "Smith", path: "c.md" }]);
  });

  test("two entries for the same page are not ambiguous, and exact case decides between pages", () => {
    const dictionary = createDictionary([
      { name: "Go", path: "language.md" },
      { name: "Go", path: "language.md" },
      { name: "go", path: "game.md" },
    ]);
    expect(findMentions("we go and Go", dictionary).map(({ path }) => path)).toEqual(["game.md", "language.md"]);
  });

  test("masked ranges are not touched", () => {
    expect(findMentions("QEMU QEMU QEMU", dictionaryOf("QEMU"), { masked: [{ start: 0, end: 2 }, { start: 5, end: 9 }] }).map(({ start }) => start)).toEqual([10]);
  });

  test("finds what a slow search finds", () => {
    const word = fc.constantFrom("alpha", "beta", "gamma", "delta");
    const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), fc.array(word, { maxLength: 25 }), (names, words) => {
        const expected: string[] = [];
        for (let at = 0; at < words.length; ) {
          const length = [3, 2, 1].find((count) => at + count <= words.length && names.includes(words.slice(at, at + count).join(" ")));
          if (length !== undefined) expected.push(words.slice(at, at + length).join(" "));
          at += length ?? 1;
        }
        expect(found(words.join(" "), ...names)).toEqual(expected);
      }),
    );
  });

  test("the order of entries changes nothing", () => {
    const entries = ["QEMU", "Tiny C", "Tiny C Compiler", "qemu"].map((name, index) => ({ name, path: `${index}.md` }));
    const text = "QEMU, qemu and the Tiny C Compiler";
    expect(findMentions(text, createDictionary([...entries].reverse()))).toEqual(findMentions(text, createDictionary(entries)));
  });

  test("two megabytes against ten thousand names is one pass", () => {
    const names = Array.from({ length: 10_000 }, (_, index) => ({ name: `Name${index % 100} Part${index}`, path: `${index}.md` }));
    const dictionary = createDictionary([...names, { name: "a ".repeat(20) + "b", path: "x.md" }]);
    const started = performance.now();
    expect(findMentions("Name1 Part1 is here. ".repeat(50_000), dictionary)).toHaveLength(50_000);
    expect(findMentions("a ".repeat(500_000), dictionary)).toHaveLength(0);
    expect(findMentions("x".repeat(1_000_000), dictionary)).toHaveLength(0);
    // Far above what linear work takes on a busy machine; quadratic work would take hours.
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});

describe("linkPlainText", () => {
  it("leaves addresses whole, and links the name that stands beside one", () => {
    const text = "See https://example.org/QEMU?q=Bochs, www.QEMU.org and QEMU@example.org about QEMU.";
    expect(linkPlainText(text, dictionaryOf("QEMU", "Bochs"), new Set())).toEqual([{ text: text.slice(0, -5) }, { text: "QEMU", path: "wiki/QEMU.md" }, { text: "." }]);
  });

  test("links the first mention of each page that is not used", () => {
    const used = new Set(["wiki/Bochs.md"]);
    expect(linkPlainText("QEMU, Bochs and QEMU.", dictionaryOf("QEMU", "Bochs"), used)).toEqual([{ text: "QEMU", path: "wiki/QEMU.md" }, { text: ", Bochs and QEMU." }]);
    expect([...used]).toEqual(["wiki/Bochs.md", "wiki/QEMU.md"]);
    expect(linkPlainText("QEMU", dictionaryOf("QEMU"), used)).toEqual([{ text: "QEMU" }]);
  });

  test("its segments give the sentence back", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("QEMU", " ", ".", "Tiny C", "é", "\n", "北京") }), (text) => {
        expect(linkPlainText(text, dictionaryOf("QEMU", "Tiny C", "北京"), new Set()).map((segment) => segment.text).join("")).toBe(text);
      }),
    );
  });
});
