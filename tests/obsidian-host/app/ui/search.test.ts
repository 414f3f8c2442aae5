import fc from "fast-check";
import { prepareFuzzySearch, prepareSimpleSearch, sortSearchResults, splitMatches } from "./search";

const best = (query: string, texts: string[]): string[] => {
  const search = prepareFuzzySearch(query);
  const found = texts.flatMap((text) => {
    const match = search(text);
    return match === null ? [] : [{ text, match }];
  });
  sortSearchResults(found);
  return found.map(({ text }) => text);
};

describe("fuzzy search", () => {
  it("finds letters in their order, whatever their case", () => {
    expect(prepareFuzzySearch("CPT")("Compile this note")?.matches).toEqual([[0, 1], [3, 4], [8, 9]]);
    expect(prepareFuzzySearch("zx")("Compile")).toBeNull();
  });

  it("prefers the words as typed, at the start of a word, early", () => {
    expect(best("comp", ["Decompile", "Compendium: Undo last compile", "Close on map", "Open compile pane"])).toEqual(["Compendium: Undo last compile", "Open compile pane", "Decompile", "Close on map"]);
  });

  it("finds everything where nothing is typed", () => {
    expect(prepareFuzzySearch(" ")("anything")).toEqual({ score: 0, matches: [] });
  });

  it("marks exactly the letters of the query", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), fc.array(fc.nat(29), { maxLength: 6 }), (text, places) => {
        // Whole characters: nobody types half of one.
        const characters = [...text];
        const at = [...new Set(places)].filter((place) => place < characters.length).sort((left, right) => left - right);
        const query = at.map((place) => characters[place]).join("").replace(/\s/g, "");
        const result = prepareFuzzySearch(query)(text);
        expect(result).not.toBeNull();
        const marked = result!.matches.map(([start, end]) => text.slice(start, end)).join("");
        expect(marked.toLowerCase().replace(/\s/g, "")).toBe(query.toLowerCase());
      }),
    );
  });
});

describe("simple search", () => {
  it("wants every word, anywhere", () => {
    expect(prepareSimpleSearch("note this")("Compile this note")?.matches).toEqual([[8, 12], [13, 17]]);
    expect(prepareSimpleSearch("note that")("Compile this note")).toBeNull();
  });

  it("joins matches that overlap", () => {
    expect(prepareSimpleSearch("comp ompile")("compile")?.matches).toEqual([[0, 7]]);
  });
});

describe("marking matches", () => {
  it("cuts a text where matches begin and end", () => {
    expect(splitMatches("compile", [[0, 4]])).toEqual([{ text: "comp", found: true }, { text: "ile", found: false }]);
  });

  it("moves matches by the offset and leaves out what is outside", () => {
    expect(splitMatches("pile", [[0, 2], [2, 5]], -3)).toEqual([{ text: "pi", found: true }, { text: "le", found: false }]);
  });

  it("keeps every letter of the text", () => {
    const part = fc.tuple(fc.nat(20), fc.nat(20)).map(([start, length]): [number, number] => [start, start + length]);
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.array(part, { maxLength: 4 }), fc.integer({ min: -10, max: 10 }), (text, matches, offset) => {
        const sorted = matches.sort((left, right) => left[0] - right[0]);
        expect(splitMatches(text, sorted, offset).map((piece) => piece.text).join("")).toBe(text);
      }),
    );
  });
});
