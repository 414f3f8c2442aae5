/** Where a difference is seen to begin and end. */
import fc from "fast-check";

import { diffLines, joinNeighbours, type Hunk } from "../../../src/core/vault/merge/diff";
import { alignParagraphs } from "../../../src/core/vault/merge/align";

/** The other side as the hunks tell it. */
function apply(hunks: readonly Hunk[], base: readonly string[], other: readonly string[]): string[] {
  const lines: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    lines.push(...base.slice(at, hunk.baseStart), ...other.slice(hunk.otherStart, hunk.otherEnd));
    at = hunk.baseEnd;
  }
  return [...lines, ...base.slice(at)];
}

const lines = fc.array(fc.constantFrom("a", "b", "one two three", "one two four", "", ""), { maxLength: 12 });

describe("diffLines", () => {
  it("tells the other side from the base, however its hunks are joined or aligned", () => {
    fc.assert(
      fc.property(lines, lines, (base, other) => {
        const hunks = diffLines(base, other) ?? [];
        expect(apply(hunks, base, other)).toEqual(other);
        expect(apply(joinNeighbours(hunks, base, other), base, other)).toEqual(other);
        expect(apply(alignParagraphs(hunks, base, other), base, other)).toEqual(other);
      }),
      { numRuns: 1000, seed: 9 },
    );
  });

  it("puts what could stand in several places in the last, and joins what meets there", () => {
    fc.assert(
      fc.property(lines, lines, (base, other) => {
        const hunks = diffLines(base, other) ?? [];
        hunks.forEach((hunk, index) => {
          const next = hunks[index + 1];
          expect(hunk.baseEnd).toBeLessThan(next?.baseStart ?? Infinity);
          if (hunk.otherStart === hunk.otherEnd && hunk.baseEnd < base.length) expect(base[hunk.baseStart]).not.toBe(base[hunk.baseEnd]);
          if (hunk.baseStart === hunk.baseEnd && hunk.otherEnd < other.length) expect(other[hunk.otherStart]).not.toBe(other[hunk.otherEnd]);
        });
      }),
      { numRuns: 1000, seed: 10 },
    );
  });

  it("gives up on lines too shuffled to be worth the search, and not on lines that were all rewritten", () => {
    const count = 1009;
    const shuffled = Array.from({ length: count }, (_, index) => `line ${(index * 7) % count}`);
    expect(diffLines(Array.from({ length: count }, (_, index) => `line ${index}`), shuffled)).toBeNull();
    expect(diffLines(shuffled, shuffled.map((line) => `new ${line}`))).toEqual([{ baseStart: 0, baseEnd: count, otherStart: 0, otherEnd: count }]);
  });
});

describe("joinNeighbours", () => {
  it("joins an insertion with the change before it where it could as well stand right behind that", () => {
    const [base, other] = [["Fact.", "", "## B"], ["Changed.", "", "Added.", "", "## B"]];
    const apart: Hunk[] = [
      { baseStart: 0, baseEnd: 1, otherStart: 0, otherEnd: 1 },
      { baseStart: 2, baseEnd: 2, otherStart: 2, otherEnd: 4 },
    ];
    expect(joinNeighbours(apart, base, other)).toEqual([{ baseStart: 0, baseEnd: 1, otherStart: 0, otherEnd: 3 }]);
  });

  it("leaves hunks apart that something between them parts", () => {
    const [base, other] = [["a", "kept", "## B"], ["x", "kept", "new", "## B"]];
    const apart = diffLines(base, other) ?? [];
    expect(apart).toHaveLength(2);
    expect(joinNeighbours(apart, base, other)).toEqual(apart);
  });
});
