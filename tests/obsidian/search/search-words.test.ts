import fc from "fast-check";
import type { SearchHit } from "../../../src/core/api";
import { byNote, countWords, filtersIn, piecesOf, placeOf, readRecent, statusWords, tagsByUse, withoutFilter, withoutFilters, withRecent, withTag, withType } from "../../../src/obsidian/search/search-words";

const hit = (changes: Partial<SearchHit>): SearchHit => ({ path: "raw/a.md", heading: "", start: 0, end: 0, score: 1, title: "a", type: "source", snippet: "", marks: [], isWiki: false, also: [], ...changes });

describe("The search's words", () => {
  test("count passages and notes, one or many", () => {
    expect([countWords(1, 1), countWords(1200, 30)]).toEqual(["1 passage in 1 note", "1,200 passages in 30 notes"]);
  });

  test("say how far the reading is, as long as it goes on", () => {
    const answer = { query: "x", hits: [], total: 3, notes: 2, suggestion: null, elsewhere: 0, ms: 1 };
    expect(statusWords({ answer, reading: { notes: 1200, of: 6000 }, leftOut: [] })).toBe("3 passages in 2 notes so far. Reading notes, 1,200 of 6,000");
    expect(statusWords({ answer: { ...answer, total: 0, notes: 0 }, reading: { notes: 0, of: 0 }, leftOut: [] })).toBe("Nothing so far. Looking for notes");
    expect(statusWords({ answer, reading: null, leftOut: [] })).toBe("3 passages in 2 notes");
  });

  test("put hits of one note together, in the order of the best", () => {
    const notes = byNote([hit({ path: "b" }), hit({ path: "a" }), hit({ path: "b", start: 9 })]);
    expect(notes.map(({ path, hits }) => [path, hits.length])).toEqual([["b", 2], ["a", 1]]);
  });
});

describe("Filters that stand in a query", () => {
  test.each([
    ["cranes tag:sea -path:raw [author:Berg] \"tag:not\" type:\"two words\"", ["tag:sea", "-path:raw", "[author:Berg]", "type:\"two words\""]],
    ["nottag:sea tag: x[y]", ["tag: x[y]"]],
    ["plain words", []],
  ])("of %s", (query, filters) => expect(filtersIn(query)).toEqual(filters));

  test("are taken out one by one or all together, the words stay", () => {
    expect(withoutFilter("old tag:sea cranes type:concept", "tag:sea")).toBe("old cranes type:concept");
    expect(withoutFilters("old tag:sea cranes [author]")).toBe("old cranes");
  });

  test("have one type at most", () => expect(withType(withType("cranes", "concept"), "source")).toBe("cranes type:source"));
});

describe("Tags to choose from", () => {
  test("are those of the most notes first, each once however it is written, with those they are nested in", () => {
    expect(tagsByUse([["#Sea", "#sea"], ["#sea/ships", "port"], ["#port"], ["#port"], []])).toEqual(["port", "Sea", "sea/ships"]);
    expect(tagsByUse([])).toEqual([]);
  });

  test("are put into the query once", () => {
    expect(withTag("walrus ", "sea/ships")).toBe("walrus tag:sea/ships");
    expect(withTag("", "sea")).toBe("tag:sea");
    expect(withTag("walrus tag:Sea", "sea")).toBe("walrus tag:Sea");
  });
});

describe("Marked pieces", () => {
  test("give the text again, whatever the marks are", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.record({ start: fc.nat(30), end: fc.nat(40) })), (text, marks) => {
        expect(piecesOf(text, marks).map((piece) => piece.text).join("")).toBe(text);
      }),
    );
  });
});

describe("The place of a hit", () => {
  const text = "# Cranes\n\nA crane stood here. The **old** crane fell in 1931.\n";
  const at = (snippet: string, word: string): string => {
    const start = snippet.lastIndexOf(word);
    const place = placeOf(text, hit({ start: 0, end: text.length, snippet, marks: [{ start, end: start + word.length }] }));
    return text.slice(place.start, place.end);
  };

  test("is where the marked words stand, told from the same words before them", () => {
    expect(at("…old crane fell in 1931.", "crane")).toBe("crane");
    const snippet = "…crane fell in 1931.";
    expect(placeOf(text, hit({ start: 0, end: text.length, snippet, marks: [{ start: 1, end: 6 }] })).start).toBe(text.indexOf("crane fell"));
  });

  test("is the passage's beginning where the text is another by now", () => {
    expect(placeOf("short", hit({ start: 2, end: 40, snippet: "walrus", marks: [{ start: 0, end: 6 }] }))).toEqual({ start: 2, end: 2 });
    expect(placeOf("short", hit({ start: 20, end: 40, snippet: "walrus", marks: [{ start: 0, end: 6 }] }))).toEqual({ start: 5, end: 5 });
  });

  test("is where the same sentence stands in a note that changed since, and not where only its word does", () => {
    const snippet = "The old crane fell in 1931, and the harbour was closed.";
    const marked = hit({ start: 0, end: snippet.length, snippet, marks: [{ start: 8, end: 13 }] });
    const before = "A crane and a crane and a crane stood here, and nobody minded them at all.\n\n";
    expect(placeOf(`${before}${snippet}`, marked).start).toBe(before.length + 8);
    expect(placeOf(`${"x".repeat(snippet.length)} A crane.`, marked)).toEqual({ start: 0, end: 0 });
  });
});

describe("Recent searches", () => {
  test("have the newest first, each once, without those that were on the way to it", () => {
    expect(withRecent(["qemu hist", "lean", "LEAN 4"], "qemu  history ")).toEqual(["qemu history", "lean", "LEAN 4"]);
    expect(withRecent(["a b"], "A B")).toEqual(["A B"]);
    expect(withRecent(["kept"], "x")).toEqual(["kept"]);
  });

  test("are eight at most, and of whatever was stored only texts", () => {
    expect(withRecent(Array.from({ length: 9 }, (_, index) => `query ${index}`), "new")).toHaveLength(8);
    expect(readRecent(["a", 1, null, "x".repeat(1000)])).toEqual(["a"]);
    expect(readRecent("no list")).toEqual([]);
  });
});
