import { extractiveEngine } from "../../../../src/core/engines/extractive";
import { writeArticle } from "../../../../src/core/engines/extractive/article";
import { definitionAt } from "../../../../src/core/engines/extractive/definitions";
import { digestSource } from "../../../../src/core/engines/extractive/digest-source";
import { isSameConcept } from "../../../../src/core/engines/extractive/pairs";
import type { ArticleClaim, PairSide } from "../../../../src/core/engines/engine";
import { properties, result } from "./builders";

const claim = (id: string, text: string, given: Partial<ArticleClaim> = {}): ArticleClaim => ({ id, text, headingPath: [], source: "One", sourceId: "s1", published: "", quote: text, order: Number(id.replace(/\D/gu, "")), ...given });
const side = (name: string, given: Partial<PairSide> = {}): PairSide => ({ name, aliases: [], kind: "project", summary: "", sources: 1, context: [], ...given });

describe("digestSource", () => {
  it("joins names over sections, drops the claimless, and summarises with a claim", () => {
    const given = { title: "Fabrice Bellard, the quiet engineer" };
    const sections = [result(["Fabrice Bellard is a French engineer who wrote QEMU in 2003."], given, "a"), result(["Bellard released QuickJS, a small JavaScript engine, in 2019.", "QEMU runs any operating system on another one."], given, "b")];
    const source = digestSource({ properties: properties(given) }, sections);
    expect(source.summary).toEqual({ text: "Fabrice Bellard is a French engineer who wrote QEMU in 2003.", claim: "a0" });
    expect(source.concepts.find((one) => one.name === "Fabrice Bellard")).toMatchObject({ kind: "person", claims: ["a0", "b0"] });
    expect(source.concepts.find((one) => one.name === "QEMU")?.claims).toEqual(["a0", "b1"]);
    expect(source.concepts.every((one) => one.claims.length > 0)).toBe(true);
    expect(source.keyPoints).toEqual(["a0", "b0", "b1"]);
  });

  it("makes a concept of a title in small letters", () => {
    const given = { title: "Neural geometry" };
    const source = digestSource({ properties: properties(given) }, [result(["Understanding their rich neural geometry is key to understanding how they work."], given)]);
    expect(source.concepts.map((one) => one.name)).toEqual(["Neural geometry"]);
  });

  it("falls back on the description, then the title, where there are no claims", () => {
    expect(digestSource({ properties: properties({ title: "T", description: "D" }) }, []).summary).toEqual({ text: "D", claim: null });
    expect(digestSource({ properties: properties({ title: "T" }) }, []).summary).toEqual({ text: "T", claim: null });
  });
});

describe("definitionAt", () => {
  const strength = (text: string, name: string): number => definitionAt(text, text.indexOf(name), text.indexOf(name) + name.length)?.strength ?? 0;
  it("rates what a sentence says a name is", () => {
    expect(strength("MathCode is an AI agent that proves.", "MathCode")).toBeGreaterThan(strength("Today FFmpeg is the invisible engine of the internet.", "FFmpeg"));
    expect(strength("He started QEMU, a machine emulator.", "QEMU")).toBeGreaterThan(2);
    expect(strength("We use Lean, the editor, and a compiler.", "Lean")).toBe(0);
    expect(strength("OpenGauss was developed in May.", "OpenGauss")).toBe(0);
    expect(strength("QEMU ist ein Emulator.", "QEMU")).toBeGreaterThan(2);
  });
});

describe("decidePairs", () => {
  it("needs more than a shared acronym", () => {
    expect(isSameConcept({ left: side("NL"), right: side("NL") })).toBe(false);
    expect(isSameConcept({ left: side("NL"), right: side("Nested Learning") })).toBe(false);
    expect(isSameConcept({ left: side("NL", { context: ["Google", "Transformer"] }), right: side("Nested Learning", { context: ["Transformer", "Google"] }) })).toBe(true);
    expect(isSameConcept({ left: side("Lean 4"), right: side("Lean") })).toBe(true);
    expect(isSameConcept({ left: side("Lean"), right: side("Lean", { kind: "person" }) })).toBe(false);
    expect(isSameConcept({ left: side("Bellard", { kind: "person" }), right: side("Fabrice Bellard", { kind: "person" }) })).toBe(false);
    expect(isSameConcept({ left: side("Bellard", { kind: "person", context: ["QEMU", "TCC"] }), right: side("Fabrice Bellard", { kind: "person", context: ["TCC", "QEMU"] }) })).toBe(true);
  });
});

describe("writeArticle", () => {
  it("defines first, groups by heading, cites every sentence", () => {
    const article = writeArticle({
      name: "QEMU",
      aliases: [],
      kind: "project",
      claims: [claim("c1", "It can run Linux on other machines.", { headingPath: ["Use"] }), claim("c2", "QEMU is a machine emulator and virtualizer.", { headingPath: ["About"] }), claim("c3", "KVM runs on top of QEMU.", { headingPath: ["Use"] }), claim("c4", "QEMU reached version 0.7.1 in 2005.", { headingPath: ["Past"] })],
    });
    expect(article.summary).toBe("QEMU is a machine emulator and virtualizer.");
    expect(article.lead[0]).toEqual({ text: "QEMU is a machine emulator and virtualizer.", claims: ["c2"] });
    expect(article.sections.map((one) => one.heading)).toEqual(["Use", "Past"]);
    expect([...article.lead, ...article.sections.flatMap((one) => one.sentences)].flatMap((one) => one.claims).sort()).toEqual(["c1", "c2", "c3", "c4"]);
  });

  it("takes the defining phrase of an apposition as summary, lists whole", () => {
    const article = writeArticle({ name: "FFmpeg", aliases: [], kind: "project", claims: [claim("c1", "In 2000 he started FFmpeg, an open-source framework for encoding, decoding, and streaming video.")] });
    expect(article.summary).toBe("An open-source framework for encoding, decoding, and streaming video.");
  });

  it("says repeated sentences once with all their claims, but never blends figures", () => {
    const article = writeArticle({
      name: "X1",
      aliases: [],
      kind: "project",
      claims: [claim("c1", "X1 scored 62 percent on the test set."), claim("c2", "X1 scored 62 percent on the test set!", { sourceId: "s2", source: "Two" }), claim("c3", "X1 scored 63 percent on the test set."), claim("c4", "X1 never scored 62 percent on the test set.")],
    });
    const sentences = [...article.lead, ...article.sections.flatMap((one) => one.sentences)];
    expect(sentences.map((one) => one.claims.join())).toEqual(expect.arrayContaining(["c1,c2", "c3", "c4"]));
  });

  it("shows at most 40 claims and does not mind the order they come in", () => {
    const claims = Array.from({ length: 90 }, (_none, index) => claim(`c${index}`, `QEMU feature number ${index} supports machine type ${index * 7}.`, { source: `S${index % 3}`, sourceId: `s${index % 3}` }));
    const input = { name: "QEMU", aliases: [], kind: "project" as const, claims };
    const article = writeArticle(input);
    const cited = [...article.lead, ...article.sections.flatMap((one) => one.sentences)].flatMap((one) => one.claims);
    expect(cited).toHaveLength(40);
    expect(new Set(cited).size).toBe(40);
    expect(writeArticle({ ...input, claims: [...claims].reverse() })).toEqual(article);
    expect(article.summary.length).toBeLessThanOrEqual(200);
  });
});

describe("extractiveEngine", () => {
  it("names its recipe", () => {
    expect([extractiveEngine.name, extractiveEngine.recipe]).toEqual(["extractive", "extractive-1"]);
  });
});
