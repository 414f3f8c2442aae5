import fc from "fast-check";
import { findAcross, placesWith, stepped, toEditorRange, type CitedPlace } from "../../src/obsidian/citations/places";

describe("a range of a file in the editor", () => {
  const rangeOf = (text: string, words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });

  it("is the same where the texts are", () => {
    const text = "One.\nTwo words.\n";
    expect(toEditorRange(text, text, rangeOf(text, "Two words"))).toEqual({ start: 5, end: 14 });
  });

  it("moves up for line ends of two characters and a byte order mark", () => {
    const file = "\uFEFFOne.\r\nTwo\r\nwords.\r\n";
    const editor = "One.\nTwo\nwords.\n";
    const found = toEditorRange(file, editor, rangeOf(file, "Two\r\nwords"));
    expect(found).not.toBeNull();
    expect(editor.slice(found!.start, found!.end)).toBe("Two\nwords");
  });

  it("follows words that were pushed about by an edit", () => {
    const file = "One. Two words. Three.";
    const editor = "New. One. Two words. Three.";
    expect(toEditorRange(file, editor, rangeOf(file, "Two words"))).toEqual({ start: 10, end: 19 });
  });

  it("takes the nearest of several", () => {
    const file = "ab .......... ab";
    expect(toEditorRange(file, "xab .......... ab", { start: 14, end: 16 })).toEqual({ start: 15, end: 17 });
  });

  it("is nothing where the words are gone", () => {
    expect(toEditorRange("One. Two.", "One.", { start: 5, end: 9 })).toBeNull();
  });

  it("holds the same words for any text and range", () => {
    const texts = fc.array(fc.constantFrom("a", "b ", "\r\n", "\n", "ä", "😀")).map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, fc.nat(60), fc.nat(20), fc.boolean(), (body, from, length, hasMark) => {
        const file = `${hasMark ? "\uFEFF" : ""}${body}`;
        const start = Math.min(from + (hasMark ? 1 : 0), file.length);
        const end = Math.min(start + length, file.length);
        // A line end is never cut in two by the core.
        fc.pre(start < end && file[start - 1] !== "\r" && file[end - 1] !== "\r");
        const editor = body.replace(/\r\n/g, "\n");
        const found = toEditorRange(file, editor, { start, end });
        expect(found === null ? null : editor.slice(found.start, found.end)).toBe(file.slice(start, end).replace(/\r\n/g, "\n"));
      }),
    );
  });
});

describe("words across several texts", () => {
  it("are found whatever the blanks between", () => {
    expect(findAcross(["He ", "started\n", "QEMU", " in 2003."], "started QEMU")).toEqual({ from: [1, 0], to: [2, 4] });
    expect(findAcross(["no"], "yes")).toBeNull();
    expect(findAcross(["no"], "  ")).toBeNull();
  });

  it("begin and end at letters of the quote", () => {
    expect(findAcross(["  a b  "], "a b")).toEqual({ from: [0, 2], to: [0, 5] });
  });
});

describe("the cited places of a source", () => {
  const place = (start: number, end: number, ...pages: string[]): CitedPlace => ({ start, end, passageStart: 0, passageEnd: 100, quote: "words", pages: pages.map((path) => ({ path, name: path })) });

  it("stand in order, each range once, with all its pages", () => {
    const { places, at } = placesWith([place(40, 50, "b"), place(0, 10, "a"), place(40, 50, "c")], place(40, 50, "b"));
    expect(places.map(({ start, pages }) => [start, pages.map(({ path }) => path)])).toEqual([[0, ["a"]], [40, ["b", "c"]]]);
    expect(at).toBe(1);
  });

  it("hold the one that was opened, though nothing else cites it", () => {
    expect(placesWith([place(0, 10, "a")], place(5, 8, "mine"))).toMatchObject({ at: 1 });
  });

  it("are stepped through in a ring", () => {
    expect([stepped(0, -1, 3), stepped(2, 1, 3), stepped(0, 1, 1), stepped(0, 1, 0)]).toEqual([2, 0, 0, 0]);
  });
});
