/** Which blocks of a note are drawn again after a change. */
import { cutNote } from "../parse/cut-note";
import { numberFootnotes } from "../parse/footnotes";
import { matchSections } from "./section";
import type { PreviewSection } from "./section";

function update(old: PreviewSection[], text: string): { sections: PreviewSection[]; gone: PreviewSection[]; drawn: string[] } {
  const pieces = cutNote(text);
  const footnotes = numberFootnotes(pieces);
  const found = matchSections(old, pieces, (piece) => `${footnotes.keyOf(piece)}\n${piece.text}`);
  const drawn = found.sections.filter((section) => section.drawn === null).map(({ piece }) => piece.text);
  for (const section of found.sections) section.drawn ??= [];
  return { ...found, drawn };
}

describe("matchSections", () => {
  it("draws only the block that changed, and knows the new lines of the others", () => {
    const { sections } = update([], "one\n\ntwo\n\nthree");
    const next = update(sections, "one\n\ntwo, and\nmore\n\nthree");
    expect(next.drawn).toEqual(["two, and\nmore"]);
    expect(next.gone.map(({ piece }) => piece.text)).toEqual(["two"]);
    expect(next.sections.map(({ piece }) => piece.lineStart)).toEqual([0, 2, 5]);
  });

  it("draws a block anew whose footnote has another number now", () => {
    const { sections } = update([], "plain\n\na[^x]\n\n[^x]: X\n[^y]: Y");
    expect(update(sections, "plain\n\nfirst[^y]\n\na[^x]\n\n[^x]: X\n[^y]: Y").drawn).toEqual(["first[^y]", "a[^x]"]);
  });

  it("takes each of several equal blocks over once", () => {
    const { sections } = update([], "same\n\nsame");
    const next = update(sections, "same\n\nsame\n\nsame");
    expect(next.drawn).toEqual(["same"]);
    expect(new Set(next.sections).size).toBe(3);
  });
});
