import { clusterConcepts, type Cluster } from "../../../src/core/concepts/cluster";
import type { ConceptSource, SourceConceptSummary } from "../../../src/core/concepts/concept";
import type { Decision } from "../../../src/core/pages/decisions-page";

const concept = (name: string, aliases: string[] = [], more: Partial<SourceConceptSummary> = {}): SourceConceptSummary => ({ name, aliases, kind: "project", claims: 2, isCentral: false, ...more });
const source = (id: string, ...concepts: SourceConceptSummary[]): ConceptSource => ({ id, concepts });
const names = (clusters: Cluster[]): string[][] => clusters.map(({ members }) => [...new Set(members.map((member) => `${member.source}:${member.concept.name}`))].sort()).sort();
const cluster = (sources: ConceptSource[], decisions: Decision[] = [], verdict: boolean | ((left: string, right: string) => boolean) = false) =>
  clusterConcepts(sources, decisions, (pairs) => Promise.resolve(pairs.map(({ left, right }) => (typeof verdict === "boolean" ? verdict : verdict(left.name, right.name)))));

describe("Names of several sources are one concept", () => {
  it("when they differ in case, number, punctuation or a parenthesis only", async () => {
    expect(names(await cluster([source("a", concept("Rules engine")), source("b", concept("rules engines")), source("c", concept("Rules-engine (software)"))]))).toEqual([["a:Rules engine", "b:rules engines", "c:Rules-engine (software)"]]);
  });

  it("when one gives the other's spelt-out name as alias", async () => {
    expect(names(await cluster([source("a", concept("QEMU", ["Quick Emulator"])), source("b", concept("Quick Emulator"))]))).toEqual([["a:QEMU", "b:Quick Emulator"]]);
  });

  it("when two sources spell an acronym out alike and others use it bare", async () => {
    const spelt = concept("General Services Administration", ["GSA"]);
    expect(names(await cluster([source("a", spelt), source("b", spelt), source("c", concept("GSA"))]))).toHaveLength(1);
  });

  it("in any order of the sources", async () => {
    const sources = [source("a", concept("QEMU", ["Quick Emulator"]), concept("Lean 4")), source("b", concept("Quick Emulator"), concept("Lean")), source("c", concept("qemu"))];
    const [forward, backward] = [await cluster(sources, [], true), await cluster([...sources].reverse(), [], true)];
    expect(names(forward)).toEqual(names(backward));
    expect(forward.map(({ filingKeys }) => filingKeys)).toEqual(backward.map(({ filingKeys }) => filingKeys));
  });
});

describe("Names stay apart", () => {
  it("when they share nothing but an acronym", async () => {
    const clusters = await cluster([source("a", concept("Nested Learning", ["NL"])), source("b", concept("Netherlands Line", ["NL"])), source("c", concept("NL"))], [], true);
    expect(names(clusters)).toEqual([["a:Nested Learning"], ["b:Netherlands Line"], ["c:NL"]]);
  });

  it("when an acronym's expansions differ though the acronym is the name", async () => {
    const clusters = await cluster([source("a", concept("DOE", ["Department of Energy"])), source("b", concept("DOE", ["Design of Experiments"]))]);
    expect(names(clusters)).toEqual([["a:DOE"], ["b:DOE"]]);
  });

  it("when only a first name is shared", async () => {
    const person = (name: string) => concept(name, ["Maria"], { kind: "person" });
    expect(names(await cluster([source("a", person("Maria Lindqvist")), source("b", person("Maria Curie")), source("c", concept("Maria", [], { kind: "person" }))]))).toHaveLength(3);
  });

  it("when the engine says so of an unclear pair, and together when it says that", async () => {
    const sources = [source("a", concept("Lean 4")), source("b", concept("Lean"))];
    expect(names(await cluster(sources, [], false))).toHaveLength(2);
    expect(names(await cluster(sources, [], true))).toHaveLength(1);
  });

  it("C, C++ and C# are three", async () => {
    expect(names(await cluster([source("a", concept("C"), concept("C++"), concept("C#"))], [], false))).toHaveLength(3);
  });
});

describe("The user's rulings outweigh everything", () => {
  it("same joins what nothing else would", async () => {
    expect(names(await cluster([source("a", concept("Kestrel")), source("b", concept("Big crane"))], [{ kind: "same", terms: ["kestrels", "Big Crane"] }]))).toHaveLength(1);
  });

  it("not-same parts what an alias would join, also through a third", async () => {
    const sources = [source("a", concept("QEMU", ["Quick Emulator"])), source("b", concept("Quick Emulator", ["Fast Emulator"])), source("c", concept("Fast Emulator"))];
    expect(names(await cluster(sources))).toHaveLength(1);
    const apart = await cluster(sources, [{ kind: "not-same", terms: ["QEMU", "Fast Emulator"] }]);
    const home = (name: string) => apart.findIndex(({ members }) => members.some((member) => member.concept.name === name));
    expect(home("QEMU")).not.toBe(home("Fast Emulator"));
  });

  it("the engine is not asked about pairs the user ruled on", async () => {
    const asked: string[] = [];
    await clusterConcepts([source("a", concept("Lean 4")), source("b", concept("Lean"))], [{ kind: "not-same", terms: ["Lean 4", "Lean"] }], (pairs) => {
      asked.push(...pairs.map(({ left }) => left.name));
      return Promise.resolve(pairs.map(() => true));
    });
    expect(asked).toEqual([]);
  });
});
