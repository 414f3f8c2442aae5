import { contestedIn, pairsOf, rulingsFor } from "../../src/obsidian/concepts/contested";

const PAGE = `The crane is green.[^ca1]

> [!contested] Contested: 40 tonnes or 62 tonnes
> - "It lifts 40 tonnes." (Harbour \\[old\\], 2019)[^cb2]
> - "It lifts 62 tonnes." (Quay, 2024)[^cc3]

> [!contested]
> - "One." (A, undated)[^cd4]

## More

> [!note] Mine
> - "One." [^ce5]
> - "Two." [^cf6]
`;

describe("What a page shows as contested", () => {
  it("is read with its sides and their claims; a side alone, other callouts and prose are not", () => {
    expect(contestedIn(PAGE)).toEqual([
      {
        about: "40 tonnes or 62 tonnes",
        sides: [
          { words: '"It lifts 40 tonnes." (Harbour [old], 2019)', label: "cb2" },
          { words: '"It lifts 62 tonnes." (Quay, 2024)', label: "cc3" },
        ],
      },
    ]);
    expect(contestedIn("")).toEqual([]);
    expect(contestedIn(PAGE.replaceAll("\n", "\r\n"))).toEqual(contestedIn(PAGE));
  });

  it("is ruled on pair by pair", () => {
    const point = { about: "", sides: ["c1", "c2", "c3"].map((label) => ({ label, words: label })) };
    expect(rulingsFor(point, "c2")).toEqual([["c2", "c1"], ["c2", "c3"]]);
    expect(pairsOf(point)).toEqual([["c1", "c2"], ["c1", "c3"], ["c2", "c3"]]);
  });
});
