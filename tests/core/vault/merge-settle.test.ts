import fc from "fast-check";
import { mergePages } from "../../../src/core/vault/merge";
import { joinSides } from "../../../src/core/vault/merge/join";
import { settleConflicts, withoutDefinitions } from "../../../src/core/vault/merge/settle";

const definition = (label: string): string => `[^${label}]: [[raw/A|A]]: "The words of ${label} in full."`;
const LABELS = ["caaaaaaaaaa", "cbbbbbbbbbb", "ccccccccccc", "cdddddddddd"];

/** A page of sections with one item for each text; an item cites the label of its number. */
const page = (stamp: string, summary: string, sections: Record<string, string[]>): string => {
  const items = Object.values(sections).flat();
  const cited = LABELS.filter((label) => items.some((item) => item.includes(`[^${label}]`)));
  return [
    "---",
    `summary: ${summary}`,
    `compendium: c-1 ${stamp} ${stamp}`,
    "---",
    ...Object.entries(sections).flatMap(([heading, lines]) => [`## ${heading}`, "", ...lines.map((line) => `- ${line}`), ""]),
    ...cited.map(definition),
    "",
  ].join("\n");
};

const acceptAll = (base: string, mine: string, theirs: string) => {
  const merged = mergePages(base, mine, theirs);
  const settlements = merged.conflicts.map((conflict) => ({ conflict, text: withoutDefinitions(conflict), isProposal: true }));
  return { merged, ...settleConflicts(merged.text, settlements, theirs) };
};

describe("A conflict in which the proposal is taken", () => {
  it("leaves the page that was proposed where nothing else differs", () => {
    const item = fc.constantFrom("one", "two", "three", "four").chain((word) => fc.constantFrom(...LABELS).map((label) => `${word} words here.[^${label}]`));
    const sections = fc.record({ Alpha: fc.uniqueArray(item, { minLength: 1, maxLength: 3 }), Beta: fc.uniqueArray(item, { minLength: 1, maxLength: 3 }) });
    fc.assert(
      fc.property(sections, sections, fc.constantFrom("Alpha", "Beta"), fc.constantFrom("mine", "also mine"), (base, theirs, where, words) => {
        const mine = { ...base, [where]: base[where as "Alpha" | "Beta"].map((line, index) => (index === 0 ? `${words} ${line}` : line)) };
        const { merged, text, failed } = acceptAll(page("s1", "base", base), page("s1", "base", mine), page("s2", "base", theirs));
        if (merged.conflicts.length === 0) return;
        expect(failed).toEqual([]);
        // What was proposed stands there; sorted, since where both sides added something neither's order is the right one.
        const sorted = (whole: string): string[] => [...new Set(whole.split("\n"))].filter((line) => line !== "").sort();
        for (const line of sorted(page("s2", "base", theirs))) expect(sorted(text)).toContain(line);
        for (const label of LABELS) expect(text.includes(`[^${label}]: `)).toBe(new RegExp(`\\[\\^${label}\\](?!:)`).test(text));
      }),
    );
  });

  it("is put in once where its words stand twice on the page, where the proposal has it", () => {
    const base = page("s1", "x", { Alpha: ["same.", "tail."], Beta: ["same.", "tail."] });
    const conflict = { where: "section Beta", base: "- same.", mine: "- same.", theirs: "- other." };
    const { text } = settleConflicts(base, [{ conflict, text: conflict.theirs, isProposal: true }], null);
    expect(text).toContain("## Alpha\n\n- same.\n");
    expect(text).toContain("## Beta\n\n- other.\n");
  });

  it("is refused where its footnotes are nowhere to be found, and where its place is gone", () => {
    const text = page("s1", "x", { Alpha: ["mine."] });
    const lost = { where: "section Alpha", base: "", mine: "- mine.", theirs: "- ours.[^caaaaaaaaaa]" };
    const gone = { where: "section Alpha", base: "", mine: "- not here.", theirs: "- ours." };
    for (const conflict of [lost, gone]) expect(settleConflicts(text, [{ conflict, text: conflict.theirs, isProposal: true }], null)).toEqual({ text, failed: [conflict] });
  });

  it("keeps footnotes of the user's own, whether used or not", () => {
    const text = `${page("s1", "x", { Alpha: ["mine.[^mine]"] })}[^mine]: My remark.\n`;
    const conflict = { where: "section Alpha", base: "", mine: "- mine.[^mine]", theirs: `- ours.[^caaaaaaaaaa]\n\n${definition("caaaaaaaaaa")}` };
    const settled = settleConflicts(text, [{ conflict, text: withoutDefinitions(conflict), isProposal: true }], null).text;
    expect(settled).toContain("- ours.[^caaaaaaaaaa]");
    expect(settled).toContain(definition("caaaaaaaaaa"));
    expect(settled).toContain("[^mine]: My remark.");
  });

  it("sets a property and a footnote", () => {
    const text = page("s1", "x", { Alpha: ["a.[^caaaaaaaaaa]"] });
    const property = { where: "property summary", base: "", mine: "summary: x", theirs: "summary: y" };
    const fresh = { where: "property aliases", base: "", mine: "", theirs: "aliases:\n  - z" };
    const footnote = { where: "footnote caaaaaaaaaa", base: "", mine: definition("caaaaaaaaaa"), theirs: '[^caaaaaaaaaa]: [[raw/B|B]]: "Other words."' };
    const settled = settleConflicts(text, [property, fresh, footnote].map((conflict) => ({ conflict, text: conflict.theirs, isProposal: true })), null);
    expect(settled.failed).toEqual([]);
    expect(settled.text).toMatch(/^---\nsummary: y\naliases:\n {2}- z\ncompendium: /);
    expect(settled.text).toContain('[[raw/B|B]]: "Other words."');
  });
});

describe("Both sides of a conflict joined", () => {
  const joined = (mine: string, theirs: string, where = "section Alpha"): string => joinSides({ where, base: "", mine, theirs });

  it.each<[string, string, string, string]>([
    ["items follow each other", "- Mine.[^c1]", "- Theirs.[^c2]", "- Mine.[^c1]\n- Theirs.[^c2]"],
    ["what the human has already is not said twice", "- Mine.\n- Same.[^c1]", "- Same.[^c1]\n- New.[^c2]", "- Mine.\n- Same.[^c1]\n- New.[^c2]"],
    ["a paragraph goes on with the sentences that are new", "Mine. Same.[^c1]", "Same.[^c1] New.[^c2]", "Mine. Same.[^c1] New.[^c2]"],
    ["nothing of the human's is the proposal", "", "- New.[^c2]", "- New.[^c2]"],
    ["nothing of ours is the human's", "- Mine.", "", "- Mine."],
  ])("%s", (_, mine, theirs, expected) => {
    expect(joined(mine, theirs)).toBe(expected);
  });

  it("are the human's value in a property", () => {
    expect(joined("summary: x", "summary: y", "property summary")).toBe("summary: x");
  });
});
