/** Replies that end early and texts too long for the model, step by step: nothing is lost, and what comes is as of one reply. */
import * as fc from "fast-check";
import type { ArticleClaim, SectionDraft, SectionInput } from "../../../../src/core/engines/engine";
import { EngineFailure } from "../../../../src/core/engines/engine";
import { TooLong } from "../../../../src/core/engines/llm/model-limits";
import type { AskModel, ModelRequest } from "../../../../src/core/ports";
import { goodAnswer, materialOf } from "../../../support/good-model";
import { engineOver } from "./scripted-model";

const signal = { aborted: false };
const properties = { title: "Harbour cranes", authors: [], published: "", url: "", description: "", tags: [], aliases: [] };
const passage = (text: string) => ({ kind: "paragraph" as const, text, start: 0, end: text.length, offsets: [0, 0] });
const section = (texts: string[]): SectionInput => ({ source: { properties }, headingPath: ["History"], passages: texts.map(passage) });

const itemsOf = (request: ModelRequest): number => materialOf(request).filter(({ n, pair }) => n !== undefined || pair !== undefined).length;

/** A model that answers well, and of what is more than it can the beginning, or not at all. */
function modelOver(isTooMuch: (request: ModelRequest) => "cut" | "too-long" | "no", answer: (request: ModelRequest) => unknown = goodAnswer) {
  const requests: ModelRequest[] = [];
  const ask: AskModel = (request) => {
    requests.push(request);
    const verdict = isTooMuch(request);
    if (verdict === "too-long") return Promise.reject(new TooLong("Too long."));
    const text = JSON.stringify(answer(request));
    const isCut = verdict === "cut";
    return Promise.resolve({ text: isCut ? text.slice(0, Math.floor(text.length * 0.7)) : text, finishReason: isCut ? "length" : "stop", usage: { input: 10, cachedInput: 0, output: 10 } });
  };
  return { ask, requests };
}

const NAMES = ["Kestrel Crane", "Maria Lindqvist", "Anna Berg", "Osprey Works", "Port Malmö"];
const sentence = fc.tuple(fc.constantFrom(...NAMES), fc.integer({ min: 1800, max: 2020 }), fc.constantFrom(...NAMES)).map(([one, year, other]) => `In ${year} ${one} was seen beside ${other} at the quay.`);
const paragraph = fc.oneof({ weight: 5, arbitrary: fc.array(sentence, { minLength: 1, maxLength: 4 }).map((all) => all.join(" ")) }, { weight: 1, arbitrary: fc.constantFrom("Share", "Read more", "*") });
const texts = fc.array(paragraph, { minLength: 1, maxLength: 12 });

const coveredBy = ({ statements, questions, nothing }: SectionDraft): Set<number> => new Set([...statements, ...questions, ...nothing].map(({ passage: index }) => index));

describe("A section asked for in parts", () => {
  it("gives the same as the whole does, however it was cut", async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 12 }), fc.constantFrom("cut" as const, "too-long" as const), async (words, most, how) => {
        const whole = await engineOver(modelOver(() => "no")).digestSection(section(words), signal);
        const inParts = await engineOver(modelOver((request) => (itemsOf(request) > most ? how : "no"))).digestSection(section(words), signal);
        expect(inParts).toEqual(whole);
        expect(coveredBy(inParts).size).toBe(words.length);
      }),
      { numRuns: 30 },
    );
  });

  it("has every passage told, the built-in engine's words for those that are too long by themselves", async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 30, max: 300 }), fc.constantFrom("cut" as const, "too-long" as const), async (words, most, how) => {
        const sizeOf = (request: ModelRequest): number => materialOf(request).reduce((sum, { text }) => sum + (typeof text === "string" ? text.length : 0), 0);
        const draft = await engineOver(modelOver((request) => (sizeOf(request) > most ? how : "no"))).digestSection(section(words), signal);
        expect(coveredBy(draft).size).toBe(words.length);
        for (const { text, passage: index, start, end } of draft.statements) expect((words[index] ?? "").slice(start, end).replace(/\s+/gu, " ")).toContain(text.replace(/[.]$/u, ""));
        expect(draft.isUnread).toBe(words.some((text) => text.length > most) ? true : undefined);
      }),
      { numRuns: 30 },
    );
  });

  it("numbers the passages of each part from 1", async () => {
    const model = modelOver((request) => (itemsOf(request) > 2 ? "cut" : "no"));
    await engineOver(model).digestSection(section([1, 2, 3, 4].map((year) => `In 190${year} the Kestrel Crane was painted green again.`)), signal);
    expect(model.requests.map((request) => materialOf(request).flatMap(({ n }) => n ?? []))).toEqual([[1, 2, 3, 4], [1, 2], [1, 2]]);
  });

  it("is cut before it is asked for where it is longer than any model reads well", async () => {
    const first = (request: ModelRequest) => materialOf(request).flatMap(({ n, text }) => (typeof text === "string" ? [{ passage: n, text: text.slice(0, text.indexOf(".") + 1), span: text.slice(0, text.indexOf(".") + 1), names: [] }] : []));
    const model = modelOver(() => "no", (request) => ({ statements: first(request), questions: [], nothing: [], names: [] }));
    const words = Array.from({ length: 12 }, (_, index) => `In ${1900 + index} the Kestrel Crane lifted stones. `.repeat(100));
    await engineOver(model).digestSection(section(words), signal);
    expect(model.requests.map(itemsOf)).toEqual([3, 3, 3, 3]);
  });
});

const claim = (index: number): ArticleClaim => {
  const text = `In ${1900 + index} the Kestrel Crane was painted ${["green", "red", "blue"][index % 3] ?? ""}.`;
  return { id: `c${index}`, text, quote: text, headingPath: [], source: "Harbour cranes", sourceId: "s1", published: "", order: index };
};
const articleOf = (count: number) => ({ name: "Kestrel Crane", aliases: [], kind: "project" as const, claims: Array.from({ length: count }, (_, index) => claim(index)) });

describe("An article asked for in parts", () => {
  it("tells every claim once, with one lead and each heading once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.constantFrom("cut" as const, "too-long" as const), async (count, most, how) => {
        const draft = await engineOver(modelOver((request) => (itemsOf(request) > most ? how : "no"))).writeArticle(articleOf(count), signal);
        const sentences = [...draft.lead, ...draft.sections.flatMap((part) => part.sentences)];
        expect(sentences.map(({ claims }) => claims)).toEqual(articleOf(count).claims.map(({ id }) => [id]));
        expect(draft.lead).toHaveLength(1);
        expect(new Set(draft.sections.map(({ heading }) => heading)).size).toBe(draft.sections.length);
        expect(draft.isUnread).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  it("whose claims are too long one by one tells them as they are, and can be asked for again", async () => {
    const draft = await engineOver(modelOver(() => "too-long")).writeArticle(articleOf(3), signal);
    expect([...draft.lead, ...draft.sections.flatMap(({ sentences }) => sentences)].map(({ text }) => text)).toEqual(articleOf(3).claims.map(({ text }) => text));
    expect(draft.isUnread).toBe(true);
  });

  it("keeps the sentences that came whole where a server that knows of no limit ends early", async () => {
    const model = modelOver(() => "no");
    const ask: AskModel = async (request, given) => {
      const reply = await model.ask(request, given);
      return { ...reply, text: reply.text.slice(0, -60) };
    };
    const draft = await engineOver({ ask, requests: [] }).writeArticle(articleOf(8), signal);
    expect(draft.sections.map(({ heading, sentences }) => [heading, sentences.length])).toEqual([["Details", 6], ["More", 1]]);
  });
});

describe("Verdicts and repairs that end early", () => {
  const side = (name: string) => ({ name, aliases: [], kind: "project" as const, summary: "", sources: 1, context: [] });
  const pairs = Array.from({ length: 8 }, (_, index) => ({ left: side(`A${index}`), right: side(`B${index}`) }));
  const yes = (request: ModelRequest) => ({ verdicts: materialOf(request).map(({ pair }) => ({ pair, same: true })) });

  it("hold as far as they go; a pair without a verdict stays two", async () => {
    const model = modelOver(() => "cut", yes);
    const engine = engineOver(model);
    expect(await engine.decidePairs(pairs, signal)).toEqual([true, true, true, true, true, false, false, false]);
    expect(engine.outcomes().undecided).toBe(3);
    expect(model.requests).toHaveLength(1);
  });

  it("are asked for in halves where all are too long for the model", async () => {
    const model = modelOver((request) => (itemsOf(request) > 3 ? "too-long" : "no"), yes);
    expect(await engineOver(model).decidePairs(pairs, signal)).toEqual(pairs.map(() => true));
    expect(model.requests.map(itemsOf).sort()).toEqual([2, 2, 2, 2, 4, 4, 8]);
  });

  it.each(["cut", "too-long"] as const)("mend the sentences that came, and leave the rest to the words themselves: %s", async (how) => {
    const wrong = (request: ModelRequest): unknown =>
      request.task === "repair"
        ? { sentences: materialOf(request).map(({ n, words }) => ({ n, text: (words as string[])[0] })) }
        : (JSON.parse(JSON.stringify(goodAnswer(request)), (key, value: unknown) => (key === "text" && typeof value === "string" ? value.replace(/19\d\d/, "1850") : value)) as unknown);
    const words = Array.from({ length: 6 }, (_, index) => `In ${1901 + index} the Kestrel Crane was painted green again.`);
    const model = modelOver((request) => (request.task === "repair" && itemsOf(request) > (how === "cut" ? 0 : 2) ? how : "no"), wrong);
    const engine = engineOver(model);
    const draft = await engine.digestSection(section(words), signal);
    expect(draft.statements.map(({ text }) => text)).toEqual(words);
    expect(engine.outcomes()).toMatchObject(how === "cut" ? { repaired: 4, quoted: 2 } : { repaired: 6, quoted: 0 });
  });
});

describe("An endpoint that fails", () => {
  it.each(["digest", "article", "pairs", "repair"] as const)("is told, not taken for a reply: %s", async (task) => {
    const spoiled = (request: ModelRequest): unknown => (task === "repair" ? (JSON.parse(JSON.stringify(goodAnswer(request)).replace(/19\d\d/, "1850")) as unknown) : goodAnswer(request));
    const model = modelOver(() => "no", spoiled);
    const ask: AskModel = (request, given) => (request.task === task ? Promise.reject(new EngineFailure("The server failed.")) : model.ask(request, given));
    const engine = engineOver({ ask, requests: [] });
    const side = { name: "A", aliases: [], kind: "project" as const, summary: "", sources: 1, context: [] };
    const work = { digest: () => engine.digestSection(section([claim(1).text]), signal), article: () => engine.writeArticle(articleOf(2), signal), pairs: () => engine.decidePairs([{ left: side, right: side }], signal), repair: () => engine.digestSection(section([claim(1).text]), signal) };
    await expect(work[task]()).rejects.toThrow("The server failed.");
  });
});
