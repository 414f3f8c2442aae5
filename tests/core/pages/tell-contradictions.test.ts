import type { ArticleClaim, ArticleDraft, Contradiction, ContradictionRelation } from "../../../src/core/engines/engine";
import { tellContradictions, type Verdict } from "../../../src/core/pages/tell-contradictions";

const claim = (id: string, text: string, published = ""): ArticleClaim => ({ id, text, quote: text, headingPath: [], source: `Source ${id}`, sourceId: id, published, order: 0 });
const CLAIMS = [claim("c1", "It lifts 40 tonnes.", "2019"), claim("c2", "It lifts 62 tonnes.", "2024"), claim("c3", "It is green."), claim("c4", "It lifts 50 tonnes.", "2010")];
const told = (id: string) => ({ text: CLAIMS.find((each) => each.id === id)?.text ?? "", claims: [id] });
const contradiction = (relation: ContradictionRelation, first: string, second: string): Contradiction => ({ relation, claims: [first, second], differ: [`of ${first}`, `of ${second}`] });
const draft = (lead: string[], section: string[], ...contradictions: Contradiction[]): ArticleDraft => ({ summary: "S", lead: lead.map(told), sections: [{ heading: "H", sentences: section.map(told) }], contradictions });
const outline = (article: ArticleDraft, ...verdicts: Verdict[]) => {
  const { lead, sections } = tellContradictions(article, CLAIMS, verdicts);
  return [lead, ...sections].map(({ sentences, contested }) => [...sentences.map(({ text }) => text), ...contested.map(({ claims, differ }) => `contested ${claims.map(({ id }) => id).join(" ")}: ${differ.join(", ")}`)]);
};
const holds = (first: string, second: string): Verdict => ({ holds: "first", claims: [first, second] });
const both = (first: string, second: string): Verdict => ({ holds: "both", claims: [first, second] });

describe("In an article", () => {
  it("what is contested leaves the prose and stands at the end of its section, each side by itself", () => {
    expect(outline(draft(["c3"], ["c1", "c2"], contradiction("contested", "c1", "c2")))).toEqual([["It is green."], ["contested c1 c2: of c1, of c2"]]);
  });

  it("three claims that contradict each other make one point", () => {
    const pairs = [contradiction("contested", "c1", "c2"), contradiction("contested", "c3", "c4"), contradiction("contested", "c2", "c4")];
    expect(outline(draft(["c1", "c2"], ["c3", "c4"], ...pairs))).toEqual([["contested c1 c2 c3 c4: of c1, of c2, of c3, of c4"]]);
  });

  it("the lead begins with what nobody contests", () => {
    expect(outline(draft(["c1"], ["c2", "c3"], contradiction("contested", "c1", "c2")))).toEqual([["It is green.", "contested c1 c2: of c1, of c2"]]);
  });

  it("a superseded claim stands behind the later one and says so, the latest first", () => {
    const pairs = [contradiction("superseded", "c4", "c1"), contradiction("superseded", "c1", "c2")];
    expect(outline(draft(["c3"], ["c4", "c1", "c2"], ...pairs))[1]).toEqual(["It lifts 62 tonnes.", "Earlier (Source c1, 2019): It lifts 40 tonnes.", "Earlier (Source c4, 2010): It lifts 50 tonnes."]);
  });

  it("hearsay says so, and what differs in scope is told side by side", () => {
    expect(outline(draft(["c3"], ["c1", "c2"], contradiction("reported", "c1", "c2")))[1]).toEqual(["It lifts 62 tonnes.", "Reported (Source c1, 2019): It lifts 40 tonnes."]);
    expect(outline(draft(["c3"], ["c1", "c2"], contradiction("scope", "c1", "c2")))[1]).toEqual(["It lifts 40 tonnes.", "It lifts 62 tonnes."]);
  });

  it("what is contested is told in its callout only, whatever else is said of it", () => {
    const pairs = [contradiction("contested", "c1", "c2"), contradiction("superseded", "c4", "c1"), contradiction("reported", "c2", "c3")];
    expect(outline(draft(["c3"], ["c1", "c2", "c4"], ...pairs))[1]).toEqual(["Earlier (Source c4, 2010): It lifts 50 tonnes.", "contested c1 c2: of c1, of c2"]);
  });

  it("claims the draft does not know are nobody's contradiction", () => {
    expect(outline(draft(["c3"], ["c1"], contradiction("contested", "c1", "c9")))).toEqual([["It is green."], ["It lifts 40 tonnes."]]);
  });

  it("two claims that each supersede the other are both told", () => {
    const pairs = [contradiction("superseded", "c1", "c2"), contradiction("superseded", "c2", "c1")];
    expect(outline(draft(["c3"], ["c1", "c2"], ...pairs)).flat().join(" ")).toMatch(/40.*62|62.*40/);
  });
});

describe("A verdict", () => {
  const article = draft(["c3"], ["c1", "c2"], contradiction("contested", "c1", "c2"));

  it("that one holds: it is told, and the other behind it with its source", () => {
    expect(outline(article, holds("c2", "c1"))[1]).toEqual(["It lifts 62 tonnes.", "Ruled out (Source c1, 2019): It lifts 40 tonnes."]);
    expect(outline(article, holds("c1", "c2"))[1]).toEqual(["It lifts 40 tonnes.", "Ruled out (Source c2, 2024): It lifts 62 tonnes."]);
  });

  it("that both hold: both are told", () => {
    expect(outline(article, both("c2", "c1"))[1]).toEqual(["It lifts 40 tonnes.", "It lifts 62 tonnes."]);
  });

  it("on one of three leaves the other two contested", () => {
    const three = draft(["c3"], ["c1", "c2", "c4"], contradiction("contested", "c1", "c2"), contradiction("contested", "c1", "c4"), contradiction("contested", "c2", "c4"));
    expect(outline(three, holds("c2", "c1"))[1]?.at(-1)).toBe("contested c2 c4: of c2, of c4");
    expect(outline(three, holds("c2", "c1")).flat()).toContain("Ruled out (Source c1, 2019): It lifts 40 tonnes.");
  });

  it("on claims the article does not tell changes nothing", () => {
    expect(outline(article, holds("c8", "c9"), both("c3", "c4"), holds("c3", "c4"))).toEqual(outline(article));
  });

  it("stands where the engine sees no contradiction", () => {
    expect(outline(draft(["c3"], ["c1", "c2"]), holds("c2", "c1"))[1]).toEqual(["It lifts 62 tonnes.", "Ruled out (Source c1, 2019): It lifts 40 tonnes."]);
  });

  it("that names the two as superseded already settles it otherwise", () => {
    expect(outline(draft(["c3"], ["c1", "c2"], contradiction("superseded", "c1", "c2")), holds("c1", "c2"))[1]).toEqual(["It lifts 40 tonnes.", "Ruled out (Source c2, 2024): It lifts 62 tonnes."]);
  });
});
