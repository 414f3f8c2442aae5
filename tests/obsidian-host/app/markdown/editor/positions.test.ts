/** Lines and columns against offsets, and the smallest change between two texts. */
import { Text } from "@codemirror/state";
import fc from "fast-check";
import { smallestChange, toChange, toOffset, toPosition } from "./positions";

const text = fc.array(fc.constantFrom("a", "b", "\n", "é"), { maxLength: 30 }).map((letters) => letters.join(""));
const docOf = (value: string): Text => Text.of(value.split("\n"));

describe("positions", () => {
  it("lead to an offset and back", () => {
    fc.assert(
      fc.property(text, fc.nat(30), (value, at) => {
        const doc = docOf(value);
        const offset = Math.min(at, value.length);
        expect(toOffset(doc, toPosition(doc, offset))).toBe(offset);
      }),
    );
  });

  it("outside the text are moved to its edge", () => {
    const doc = docOf("ab\ncd");
    expect([toOffset(doc, { line: -1, ch: 5 }), toOffset(doc, { line: 0, ch: 9 }), toOffset(doc, { line: 7, ch: 0 })]).toEqual([0, 2, 5]);
    expect(toPosition(doc, 99)).toEqual({ line: 1, ch: 2 });
  });

  it("make a change whichever end is named first", () => {
    expect(toChange(docOf("ab\ncd"), { from: { line: 1, ch: 1 }, to: { line: 0, ch: 1 } }, "x")).toEqual({ from: 1, to: 4, insert: "x" });
  });
});

describe("smallestChange", () => {
  it("turns one text into the other", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const change = smallestChange(before, after);
        const changed = change === null ? before : before.slice(0, change.from) + change.insert + before.slice(change.to);
        expect(changed).toBe(after);
      }),
    );
  });

  it("leaves alone what stands before and after", () => {
    expect(smallestChange("one two three", "one 2 three")).toEqual({ from: 4, to: 7, insert: "2" });
    expect(smallestChange("same", "same")).toBeNull();
  });
});
