/** The index against a search that reads every note: after whatever was created, edited, renamed and deleted, in whatever order, kept and loaded in between. */
import fc from "fast-check";
import { scanWords } from "../../../../src/core/search/analysis/scan-words";
import { termOf } from "../../../../src/core/search/analysis/stem";
import { cutPassages } from "../../../../src/core/search/passages";
import { parseQuery } from "../../../../src/core/search/query";
import { createRanker } from "../../../../src/core/search/rank/rank-passages";
import { createPassageIndex, type PassageIndex } from "../../../../src/core/search/store/passage-index";
import { createIndexKeeper } from "../../../../src/core/search/store/keep-index";
import { memoryHost } from "../../../support/memory-host";

const termsOf = (text: string): string[] => {
  const found: string[] = [];
  scanWords(text, 0, text.length, (written) => found.push(termOf(written, "en")));
  return found;
};

/** BM25 with names, written down plainly: k1 1.2, b 0.75, two for the title, one for the heading. */
function naive(notes: ReadonlyMap<string, string>, query: string): [string, number, number][] {
  const passages = [...notes].flatMap(([path, text]) => {
    const cut = cutPassages(path, text);
    return cut.passages.map(({ start, end, heading }) => ({ path, start, words: termsOf(text.slice(start, end)), title: termsOf(cut.properties.title), heading: termsOf(heading) }));
  });
  const average = Math.max(1, passages.reduce((sum, { words }) => sum + words.length, 0) / passages.length);
  const scores = new Map(passages.map((passage) => [passage, 0]));
  for (const term of new Set(parseQuery(query).words.map((word) => termOf(word, "en")))) {
    const holding = passages.filter(({ words, title, heading }) => words.includes(term) || title.includes(term) || heading.includes(term));
    const rarity = Math.log(1 + (passages.length - holding.length + 0.5) / (holding.length + 0.5));
    for (const passage of holding) {
      const count = passage.words.filter((word) => word === term).length + (passage.title.includes(term) ? 2 : 0) + (passage.heading.includes(term) ? 1 : 0);
      scores.set(passage, (scores.get(passage) ?? 0) + (rarity * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * passage.words.length) / average)));
    }
  }
  return [...scores].filter(([, score]) => score > 0).map(([{ path, start }, score]) => [path, start, score]);
}

const WORDS = ["crane", "harbour", "lifts", "tonnes", "barge", "kestrel", "painted", "north", "zebra", "quay", "rope", "iron"];
const QUERIES = ["crane", "harbour barge", "kestrel painted zebra", "rope iron quay north", "lifts tonnes"];

const byPlace = (left: [string, number, number], right: [string, number, number]): number => (left[0] < right[0] ? -1 : left[0] > right[0] ? 1 : left[1] - right[1]);

function expectSame(index: PassageIndex, notes: ReadonlyMap<string, string>): void {
  const ranker = createRanker(index);
  for (const query of QUERIES) {
    const expected = naive(notes, query).sort(byPlace);
    // A word that stands nowhere is guessed at, which the plain search does not.
    if (parseQuery(query).words.some((word) => naive(notes, word).length === 0)) continue;
    const { passages, total } = ranker.rank(query, {}, 100_000, false);
    const found = passages.map(({ note, live, passage, score }): [string, number, number] => [note.path, live.segment.passageStart[passage] ?? 0, score]).sort(byPlace);
    expect(found.map(([path, start]) => [path, start])).toEqual(expected.map(([path, start]) => [path, start]));
    found.forEach(([, , score], at) => expect(score).toBeCloseTo(expected[at]?.[2] ?? 0, 3));
    expect(total).toBe(expected.length);
  }
  expect(index.notes).toBe(notes.size);
}

type Step = { kind: "write" | "rename" | "remove" | "tidy" | "keep"; note: number; words: string[]; other: number };
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("write", "write", "write", "write", "rename", "remove", "remove", "tidy", "keep"),
  note: fc.nat(30),
  words: fc.array(fc.constantFrom(...WORDS, ".", "\n\n# ", "\n"), { maxLength: 30 }),
  other: fc.nat(30),
});

async function run(steps: readonly Step[]): Promise<{ index: PassageIndex; notes: Map<string, string> }> {
  let index = createPassageIndex();
  const notes = new Map<string, string>();
  const host = memoryHost();
  const pathOf = (note: number): string => `raw/${WORDS[note % WORDS.length] ?? ""} ${note}.md`;
  const put = (path: string, text: string): void => {
    index.put({ size: text.length, modified: 1, isWiki: false }, path, text);
    notes.set(path, text);
  };
  for (const { kind, note, words, other } of steps) {
    const path = pathOf(note);
    if (kind === "write") put(path, words.join(" "));
    else if (kind === "remove") {
      index.remove(path);
      notes.delete(path);
    } else if (kind === "rename") {
      const text = notes.get(path);
      if (text === undefined) continue;
      index.remove(path);
      notes.delete(path);
      put(pathOf(other), text);
    } else if (kind === "tidy") for (const _ of index.tidy());
    else {
      index.flush();
      await createIndexKeeper(host).save(index);
      index = createPassageIndex();
      expect(await createIndexKeeper(host).load(index)).toEqual({ isDamaged: false });
    }
    if (note % 3 === 0) index.flush();
  }
  index.flush();
  return { index, notes };
}

describe("The index", () => {
  test("finds and scores as a plain search over all notes does, after a thousand changes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1000, maxLength: 1000 }), async (steps) => {
        const { index, notes } = await run(steps);
        expectSame(index, notes);
      }),
      { numRuns: 5 },
    );
  }, 120_000);

  test("and after a few", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { index, notes } = await run(steps);
        expectSame(index, notes);
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  test("is what it is whether its segments are many or merged, with what dies while they are merged", async () => {
    const index = createPassageIndex();
    const notes = new Map<string, string>();
    for (let note = 0; note < 60; note++) {
      const text = `${WORDS[note % 12] ?? ""} ${WORDS[(note * 5) % 12] ?? ""} crane harbour`;
      index.put({ size: 1, modified: 1, isWiki: false }, `raw/${note}.md`, text);
      index.flush();
      notes.set(`raw/${note}.md`, text);
    }
    expectSame(index, notes);
    const before = index.segments.length;
    const merging = index.tidy();
    merging.next();
    for (const note of [3, 20, 59]) {
      index.remove(`raw/${note}.md`);
      notes.delete(`raw/${note}.md`);
    }
    index.put({ size: 2, modified: 2, isWiki: false }, "raw/7.md", "zebra rope");
    notes.set("raw/7.md", "zebra rope");
    for (const _ of merging);
    index.flush();
    expect(index.segments.length).toBeLessThan(before / 4);
    expectSame(index, notes);
  });
});
