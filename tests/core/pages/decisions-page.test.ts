import { addDecisions, claimTerm, initialDecisions, parseClaimTerm, parseDecisions, standingDecisions, type Decision } from "../../../src/core/pages/decisions-page";

const same: Decision = { kind: "same", terms: ["QEMU", 'The "Quick" Emulator, old'] };

describe("Rulings in decisions.md", () => {
  it("come back as they were written, whatever stands in the names", () => {
    const rulings: Decision[] = [same, { kind: "not-same", terms: ["Lean", "Lean Startup"] }, { kind: "page", terms: ["C++"] }, { kind: "no-page", terms: ["a\\b"] }, { kind: "rename", terms: ["Old", "New — ünïcode 🌲"] }];
    expect(parseDecisions(addDecisions(null, rulings))).toEqual(rulings);
  });

  it("can be written by hand, without quotes or with typographic ones", () => {
    expect(parseDecisions("* same: QEMU, Quick Emulator\n- no page: “Today”\n")).toEqual([
      { kind: "same", terms: ["QEMU", "Quick Emulator"] },
      { kind: "no-page", terms: ["Today"] },
    ]);
  });

  it("leave alone what a person wrote beside them", () => {
    const text = `${initialDecisions()}\nA remark.\n- Sames: nothing\n- Same: "only one"\n`;
    expect(parseDecisions(text)).toEqual([]);
    expect(addDecisions(text, [same]).startsWith(text)).toBe(true);
  });

  it("are not written twice, but written again after a ruling to the contrary", () => {
    const once = addDecisions(null, [same]);
    expect(addDecisions(once, [same])).toBe(once);
    const back = addDecisions(once, [{ kind: "not-same", terms: [...same.terms].reverse() }]);
    expect(standingDecisions(parseDecisions(back))).toEqual([{ kind: "not-same", terms: [...same.terms].reverse() }]);
    expect(standingDecisions(parseDecisions(addDecisions(back, [same])))).toEqual([same]);
  });

  it("on claims come back with quote and id, whatever the quote holds, and are dead text where they stand", () => {
    const quotes = ['It lifts "62" tonnes, says [[Somebody]] <b>.', "a\\b `code` $x$ %%y%% ![](http://example.org/a.png)", "Ends in a bracket (c1234567890)", "ünïcode 🌲, comma"];
    const rulings = quotes.map((quote, index): Decision => ({ kind: index % 2 === 0 ? "holds" : "both-hold", terms: [claimTerm({ id: "cabc123", quote }), claimTerm({ id: "cdef456", quote: "The other." })] }));
    const text = addDecisions(null, rulings);
    expect(parseDecisions(text)).toEqual(rulings);
    expect(rulings.map(({ terms: [term = ""] }) => parseClaimTerm(term))).toEqual(quotes.map((quote) => ({ id: "cabc123", quote })));
    expect(text).not.toMatch(/(?<!\\)(\[\[|<b|`|!\[)/);
  });

  it("on two claims outweigh each other, whichever is named first", () => {
    const first: Decision = { kind: "holds", terms: ["A (c1)", "B (c2)"] };
    const second: Decision = { kind: "both-hold", terms: ["B (c2)", "A (c1)"] };
    expect(standingDecisions(parseDecisions(addDecisions(null, [first, second])))).toEqual([second]);
  });

  it("on claims name them by quote and id, or name none", () => {
    for (const term of ["A quote.", "(c1)", "A quote. (x1)", ""]) expect(parseClaimTerm(term)).toBeNull();
  });
});
