import { scanWords } from "../../../../src/core/search/analysis/scan-words";
import { termOf } from "../../../../src/core/search/analysis/stem";
import { parseQuery } from "../../../../src/core/search/query";

const words = (text: string): string[] => {
  const found: string[] = [];
  scanWords(text, 0, text.length, (written) => found.push(written));
  return found;
};
const terms = (text: string): string[] => words(text).map((word) => termOf(word, "en"));

describe("Words", () => {
  test.each([
    ["Harrison's clocks", ["Harrison", "clocks"]],
    ["l’homme", ["l", "homme"]],
    ["src/core/my_file.test.ts", ["src", "core", "my", "file", "test", "ts"]],
    ["readBytesFrom", ["readBytesFrom", "read", "Bytes", "From"]],
    ["an HTMLElement", ["an", "HTMLElement", "HTML", "Element"]],
    ["C++ and C# and F# of C.", ["C++", "and", "C#", "and", "F#", "of", "C"]],
    ["#tag", ["tag"]],
    ["He left.[^c0a8ou] Then [^", ["He", "left", "Then"]],
    ["北京大", ["北京", "京大", "大"]],
    ["京", ["京"]],
    ["서울", ["서울", "울"]],
    ["", []],
    [`${"x".repeat(65)} y`, ["y"]],
  ])("of %j", (text, expected) => expect(words(text)).toEqual(expected));

  test("have the ranges they stand in, and places that count", () => {
    const found: [string, string, number][] = [];
    const text = "The fooBar, 北京大.";
    scanWords(text, 0, text.length, (written, start, end, place) => found.push([written, text.slice(start, end), place]));
    for (const [written, range] of found) expect(range).toBe(written);
    expect(found.map(([, , place]) => place)).toEqual([0, 1, 1, 2, 3, 4, 5]);
  });

  test("of a query leave out the character that ends a run", () => {
    expect(parseQuery("北京大 京 qemu").words).toEqual(["北京", "京大", "京", "qemu"]);
  });
});

describe("Terms", () => {
  test.each([
    ["Cafés, NAÏVE ﬁne", ["cafe", "naiv", "fine"]],
    ["emulators libraries running", ["emul", "librari", "run"]],
    ["Ｆｕｌｌ", ["full"]],
    ["v2s", ["v2s"]],
  ])("of %j", (text, expected) => expect(terms(text)).toEqual(expected));

  test.each([
    ["de", "Häuser", "Haus"],
    ["es", "canciones", "canción"],
    ["ru", "книги", "книга"],
    ["ar", "الكتاب", "كتاب"],
    ["ar", "أحمد", "احمد"],
  ] as const)("%s: %s is found by %s", (language, written, sought) => expect(termOf(written, language)).toBe(termOf(sought, language)));

  test("of composed and decomposed text are the same", () => {
    for (const text of ["Café", "한국어", "がぎぐ", "Tiếng Việt", "ก็ดี"]) expect(terms(text.normalize("NFD"))).toEqual(terms(text.normalize("NFC")));
  });
});
