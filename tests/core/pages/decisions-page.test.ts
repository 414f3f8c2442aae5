import { addDecisions, initialDecisions, parseDecisions, standingDecisions, type Decision } from "../../../src/core/pages/decisions-page";

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
});
