import { citationsOf, locateQuote } from "../../src/core/api";
import { DEFAULT_SETTINGS } from "../../src/core/settings";
import { parseCitation } from "../../src/core/vault/citation";
import { readSource } from "../../src/core/vault/read-source";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { compileAll, describeWithData, hasClips, readClips } from "../support/vaults";
import { sampleSources } from "../support/sample-sources";

const SOURCE = "raw/Harbour cranes.md";
const QUOTE = "In 1975 the Kestrel Crane was moved to Malmö.";

const vaultOf = (host: MemoryHost) => ({ host, settings: DEFAULT_SETTINGS });
const locate = (host: MemoryHost, path: string, quote: string) => locateQuote(vaultOf(host), path, quote);
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether all of `words` stand in `text` in this order: markup between them does not matter. */
const holdsInOrder = (text: string, words: string[]): boolean => {
  const found = wordsOf(text);
  let at = 0;
  for (const word of words) {
    at = found.findIndex((candidate, index) => index >= at && (candidate === word || candidate.includes(word) || word.includes(candidate))) + 1;
    if (at === 0) return false;
  }
  return true;
};

describe("A quote", () => {
  const compiled = async (): Promise<MemoryHost> => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    return host;
  };

  it("is found where it stands, with its passage and line", async () => {
    const text = sampleSources()[SOURCE]!;
    const start = text.indexOf(QUOTE);
    const expected = { start, end: start + QUOTE.length, passageStart: start, passageEnd: text.trimEnd().length, line: text.slice(0, start).split("\n").length - 1 };
    expect(await locate(await compiled(), SOURCE, QUOTE)).toEqual(expected);
    expect(await locate(memoryHost(sampleSources()), SOURCE, QUOTE)).toEqual(expected);
  });

  it("is found without reading the Markdown where nothing changed, and anew where something did", async () => {
    const host = await compiled();
    const before = await locate(host, SOURCE, QUOTE);
    host.put(SOURCE, host.text(SOURCE).replace("## Design", "## The design\n\nNew words."));
    const after = await locate(host, SOURCE, QUOTE);
    expect(host.text(SOURCE).slice(after!.start, after!.end)).toBe(QUOTE);
    expect(after!.start).toBeGreaterThan(before!.start);
  });

  it("is null where the words do not stand in the source, and an error where the source is gone", async () => {
    const host = await compiled();
    expect(await locate(host, SOURCE, "The Osprey Crane is blue.")).toBeNull();
    expect(await locate(host, SOURCE, " ")).toBeNull();
    await expect(locate(host, "raw/nowhere.md", QUOTE)).rejects.toMatchObject({ code: "no-such-source" });
  });
});

describe("The citations of a source", () => {
  it("are the places its pages cite, in their order, with the pages", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    host.opened.length = 0;
    const places = await citationsOf(vaultOf(host), SOURCE);
    const text = host.text(SOURCE);
    expect(places.map(({ start }) => start)).toEqual(places.map(({ start }) => start).sort((left, right) => left - right));
    for (const { start, end, quote, passageStart, passageEnd } of places) {
      expect(text.slice(start, end)).toBe(quote);
      expect(passageStart).toBeLessThanOrEqual(start);
      expect(passageEnd).toBeGreaterThanOrEqual(end);
    }
    const moved = places.find(({ quote }) => quote === QUOTE)!;
    expect(moved.pages).toEqual(expect.arrayContaining([{ path: "wiki/sources/Harbour cranes (source).md", name: "Harbour cranes" }, { path: "wiki/concepts/Kestrel Crane.md", name: "Kestrel Crane" }]));
    for (const { label, pages } of places) for (const { path } of pages) expect(host.text(path)).toContain(`[^${label}]: `);
    for (const [path, page] of Object.entries(host.tree("wiki/concepts"))) {
      const cited = [...page.matchAll(/^\[\^(c\w+)\]: \[\[raw\/Harbour cranes[#|]/gm)].map((match) => match[1]);
      for (const label of cited) expect(places.find((place) => place.label === label)?.pages.map((citing) => citing.path)).toContain(path);
    }
    expect(host.opened.filter((path) => path.startsWith("raw/"))).toEqual([SOURCE]);
  });

  it("of a source that changed are those whose words still stand in it", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    const before = await citationsOf(vaultOf(host), SOURCE);
    host.put(SOURCE, host.text(SOURCE).replace(QUOTE, "").replace("## Design", "## Design\n\nA word before."));
    const after = await citationsOf(vaultOf(host), SOURCE);
    expect(after.map(({ label }) => label)).toEqual(before.filter(({ quote }) => quote !== QUOTE).map(({ label }) => label));
    for (const { start, end, quote } of after) expect(host.text(SOURCE).slice(start, end)).toBe(quote);
  });

  it("are the same where the cache is lost", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    const before = await citationsOf(vaultOf(host), SOURCE);
    await host.files.remove(".compendium/sources");
    expect(await citationsOf(vaultOf(host), SOURCE)).toEqual(before);
  });

  it("are refused for a source that is not compiled", async () => {
    await expect(citationsOf(vaultOf(memoryHost(sampleSources())), SOURCE)).rejects.toMatchObject({ code: "not-compiled" });
  });
});

describeWithData(hasClips, "clips")("Over the clips, every quote of every claim", () => {
  it("is located by its words, with and without what the compile remembers", async () => {
    const clips = readClips();
    const host = memoryHost(clips);
    await compileAll(host);
    const bare = memoryHost(clips);
    let quotes = 0;
    for (const [page, text] of Object.entries(host.tree("wiki/sources"))) {
      const path = Object.keys(clips).find((candidate) => text.includes(`source: "[[${candidate.slice(0, -3)}|`) || text.includes(candidate.slice(0, -3)))!;
      const passages = readSource(path, clips[path]!).sections.flatMap((section) => section.passages);
      for (const line of text.split("\n")) {
        const citation = parseCitation(line);
        if (citation === null) continue;
        quotes += 1;
        const known = await locate(host, path, citation.quote);
        if (quotes % 3 === 0) expect(await locate(bare, path, citation.quote)).not.toBeNull();
        expect({ page, quote: citation.quote, known }).not.toMatchObject({ known: null });
        const passage = passages.find(({ start, end }) => start === known!.passageStart && end === known!.passageEnd);
        expect(passage?.text.replace(/\s+/gu, " ")).toContain(citation.quote);
        const span = clips[path]!.slice(known!.start, known!.end);
        expect({ span, quote: citation.quote, holds: holdsInOrder(span.replace(/\]\([^)]*\)/g, "]"), wordsOf(citation.quote)) }).toMatchObject({ holds: true });
      }
    }
    expect(quotes).toBeGreaterThan(100);
  });
});
