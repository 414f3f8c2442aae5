import fc from "fast-check";
import { decide, moved, readNumber, shownValue } from "./control-values";

describe("the value a control shows", () => {
  it("is the stored one, though it be false, zero or empty", () => {
    expect(shownValue({ type: "toggle", key: "k", defaultValue: true }, false)).toBe(false);
    expect(shownValue({ type: "number", key: "k", defaultValue: 5 }, 0)).toBe(0);
    expect(shownValue({ type: "text", key: "k", defaultValue: "wiki" }, "")).toBe("");
  });

  it("is the default where nothing is stored, or something of another type", () => {
    for (const stored of [undefined, null, 3, {}]) expect(shownValue({ type: "text", key: "k", defaultValue: "wiki" }, stored)).toBe("wiki");
    expect(shownValue({ type: "number", key: "k", defaultValue: 5 }, "7")).toBe(5);
  });

  it("is the nothing of its kind without a default", () => {
    expect(shownValue({ type: "toggle", key: "k" }, undefined)).toBe(false);
    expect(shownValue({ type: "slider", key: "k", min: 2, max: 9, step: 1 }, undefined)).toBe(2);
    expect(shownValue({ type: "dropdown", key: "k", options: { first: "First", second: "Second" } }, undefined)).toBe("first");
  });
});

describe("a number that was typed", () => {
  const control = { type: "number" as const, key: "k", min: 1, max: 9, defaultValue: 4 };

  it("is kept where it is within the limits", () => {
    expect(readNumber("2.5", control)).toEqual({ value: 2.5 });
  });

  it("is refused outside the limits and where it is none", () => {
    expect(readNumber("0", control)).toEqual({ error: "Enter a number from 1 to 9." });
    expect(readNumber("10", control)).toEqual({ error: "Enter a number from 1 to 9." });
    expect(readNumber("0", { type: "number", key: "k", min: 1 })).toEqual({ error: "Enter a number of at least 1." });
    expect(readNumber("", control, true)).toEqual({ error: "Enter a number." });
    expect(readNumber("two", control)).toEqual({ error: "Enter a number." });
  });

  it("is the default where the field was emptied", () => {
    expect(readNumber(" ", control)).toEqual({ value: 4 });
    expect(readNumber("", { type: "number", key: "k" })).toEqual({ value: 0 });
  });
});

describe("conditions and order", () => {
  it("asks a condition each time, and falls back where there is none", () => {
    let answer = false;
    const condition = () => answer;
    expect(decide(condition, true)).toBe(false);
    answer = true;
    expect(decide(condition, false)).toBe(true);
    expect(decide(undefined, true)).toBe(true);
  });

  it("moves one entry and keeps the others in their order", () => {
    expect(moved(["a", "b", "c", "d"], 0, 2)).toEqual(["b", "c", "a", "d"]);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { minLength: 1 }), fc.nat(), fc.nat(), (items, first, second) => {
        const [from, to] = [first % items.length, second % items.length];
        const result = moved(items, from, to);
        expect(result[to]).toBe(items[from]);
        expect(result.filter((item) => item !== items[from])).toEqual(items.filter((item) => item !== items[from]));
      }),
    );
  });
});
