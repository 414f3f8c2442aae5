import fc from "fast-check";
import { openSearch } from "../../../src/core/api";
import type { SearchOptions, Searcher } from "../../../src/core/api";
import { DEFAULT_SETTINGS } from "../../../src/core/settings";
import { memoryHost, type MemoryHost } from "../../support/memory-host";

const NOTES: Record<string, string> = {
  "wiki/concepts/QEMU.md": "---\ntype: concept\nsummary: A machine emulator.\naliases: [Quick Emulator]\ntags: [software/emulation]\n---\nIt emulates machines.\n\n# History\n\nIn 2003 it began as a project of one person.\n",
  "wiki/concepts/Bochs.md": "---\ntype: concept\n---\nAn emulator that is slower than QEMU.\n",
  "raw/Clip.md": "---\ntitle: A clip about cafés\ntags: food\nauthor: Anna Berg\n---\nThe emulator is not named here, only coffee. A tiny café in 北京大学 serves it.\n",
  "raw/Thai.md": "ฉันรักกรุงเทพมาก",
};
const open = async (files: Record<string, string> = NOTES): Promise<{ searcher: Searcher; host: MemoryHost }> => {
  const host = memoryHost(files);
  return { host, searcher: await openSearch({ host, settings: DEFAULT_SETTINGS }) };
};
const paths = async (query: string, options: SearchOptions = {}): Promise<string[]> => {
  const { searcher } = await open();
  return (await searcher.searchNotes(query, options)).hits.map(({ path }) => path);
};

describe("A search", () => {
  test("finds the passage, with what a reader needs", async () => {
    const { searcher } = await open();
    const [hit] = (await searcher.search("person 2003")).hits;
    expect(hit).toMatchObject({ path: "wiki/concepts/QEMU.md", heading: "History", title: "QEMU", type: "concept", snippet: "In 2003 it began as a project of one person.", isWiki: true, also: [] });
    expect(NOTES["wiki/concepts/QEMU.md"]?.slice(hit?.start, hit?.end)).toMatch(/^# History/);
    expect(hit?.marks.map(({ start, end }) => hit.snippet.slice(start, end))).toEqual(["2003", "person"]);
  });

  test("finds what only bears another name of a concept, after what bears the name that was asked for", async () => {
    const { host: { files }, searcher } = await open();
    await files.write("raw/Other.md", "The quick emulator runs on my desk.\n");
    await files.write("raw/Loose.md", "A quick look at any emulator.\n");
    await searcher.refresh(["raw/Other.md", "raw/Loose.md"]);
    const { hits } = await searcher.search("qemu");
    expect(hits.map(({ path }) => path)).toEqual(["wiki/concepts/QEMU.md", "wiki/concepts/QEMU.md", "wiki/concepts/Bochs.md", "raw/Other.md"]);
    const shown = hits[3];
    expect(shown?.marks.map(({ start, end }) => shown.snippet.slice(start, end))).toEqual(["quick", "emulator"]);
    await files.remove("wiki/concepts/QEMU.md");
    await searcher.refresh(["wiki/concepts/QEMU.md"]);
    expect((await searcher.search("qemu")).hits.map(({ path }) => path)).toEqual(["wiki/concepts/Bochs.md"]);
  });

  test.each([
    ["a title before a text", "qemu", ["wiki/concepts/QEMU.md", "wiki/concepts/Bochs.md"]],
    ["an alias", "quick emulator", "wiki/concepts/QEMU.md"],
    ["without diacritics", "cafe", ["raw/Clip.md"]],
    ["a plural", "cafés", ["raw/Clip.md"]],
    ["Chinese", "北京", ["raw/Clip.md"]],
    ["one Chinese character", "京", ["raw/Clip.md"]],
    ["Thai", "กรุงเทพ", ["raw/Thai.md"]],
    ["a misspelling of what is found nowhere", "coffea", ["raw/Clip.md"]],
    ["two swapped letters", "cofefe", ["raw/Clip.md"]],
    ["a phrase", '"machine emulator"', []],
    ["a phrase in a text", '"emulates machines"', ["wiki/concepts/QEMU.md"]],
    ["a phrase that is a name", '"quick emulator"', ["wiki/concepts/QEMU.md"]],
    ["no phrase in another order", '"machines emulates"', []],
    ["an unclosed phrase", '"emulates machines', ["wiki/concepts/QEMU.md"]],
    ["an exclusion", "emulator -slower -coffee", ["wiki/concepts/QEMU.md"]],
    ["an excluded phrase", 'emulator -"slower than" -coffee', ["wiki/concepts/QEMU.md"]],
    ["a tag", "emulator tag:software", ["wiki/concepts/QEMU.md"]],
    ["a type", "emulator type:source", ["raw/Clip.md"]],
    ["a path", 'emulator path:"concepts/bochs"', ["wiki/concepts/Bochs.md"]],
    ["without a path", "emulator -path:wiki", ["raw/Clip.md"]],
    ["a property", "emulator [author]", ["raw/Clip.md"]],
    ["a property's value", "emulator [author:berg]", ["raw/Clip.md"]],
    ["another value", "emulator [author:lind]", []],
    ["filters alone", "type:concept", ["wiki/concepts/Bochs.md", "wiki/concepts/QEMU.md"]],
    ["nothing for exclusions alone", "-emulator", []],
    ["nothing for nothing", "", []],
    ["nothing for marks", '?!* "" - -- "', []],
    ["nothing for nonsense", "xqzvw", []],
  ])("%s", async (_, query, expected) => {
    if (typeof expected === "string") expect((await paths(query))[0]).toBe(expected);
    else expect(await paths(query)).toEqual(expected);
  });

  test.each([
    ["the start of the last word", "boc", ["wiki/concepts/Bochs.md"]],
    ["more of a word than its stem", "emulati", ["wiki/concepts/QEMU.md"]],
  ])("while it is typed finds %s", async (_, query, expected) => {
    const found = await paths(query, { isTyping: true });
    expect(found).toContain(expected[0]);
  });

  test.each([
    [{ in: "wiki" }, ["wiki/concepts/Bochs.md", "wiki/concepts/QEMU.md"]],
    [{ in: "sources" }, ["raw/Clip.md"]],
    [{ type: "concept" }, ["wiki/concepts/Bochs.md", "wiki/concepts/QEMU.md"]],
    [{ type: "source" }, ["raw/Clip.md"]],
    [{ tag: "#Software" }, ["wiki/concepts/QEMU.md"]],
    [{ tag: "soft" }, []],
  ] as [SearchOptions, string[]][])("only %j", async (options, expected) => expect((await paths("emulator", options)).sort()).toEqual(expected));

  test("in a question quotation marks demand nothing", async () => {
    const { searcher } = await open();
    expect((await searcher.searchNotes('Which coffee or tea is served in a "tiny French" café beside the big university?')).hits[0]?.path).toBe("raw/Clip.md");
  });

  test("hands out ten hits unless told, and counts all", async () => {
    const { searcher } = await open(Object.fromEntries(Array.from({ length: 30 }, (_, number) => [`raw/${number}.md`, `# A\nsame ${number}\n# B\nsame`])));
    const answer = await searcher.search("same");
    expect([answer.hits.length, answer.total, answer.notes]).toEqual([10, 60, 30]);
    expect((await searcher.search("same", { limit: 3 })).hits).toHaveLength(3);
    expect((await searcher.searchNotes("same", { limit: 25 })).hits).toHaveLength(25);
  });

  test("puts the note first that is called so, and offers what was perhaps meant", async () => {
    const { searcher } = await open({ ...NOTES, "raw/Many.md": "Bochs. Bochs again, and Bochs, Bochs." });
    expect((await searcher.search("bochs")).hits[0]?.path).toBe("wiki/concepts/Bochs.md");
    const answer = await searcher.search("tiny cofee");
    expect([answer.suggestion, answer.hits[0]?.path]).toEqual(["tiny coffee", "raw/Clip.md"]);
  });

  test.each([
    ["a source by its whole title before others that have more of its words", "kestrel crane", "raw/Kestrel.md"],
        ["a source by its tags", "shipyards", "raw/Kestrel.md"],
    ["a source by its summary", "dockside hoist", "raw/Kestrel.md"],
    ["a page by its alias in part", "old bridge", "wiki/concepts/Kestrel bridge.md"],
    ["a name in camel case, written small", "github", "wiki/concepts/GitHub.md"],
    ["a name in camel case, as it is", "GitHub", "wiki/concepts/GitHub.md"],
    ["a Chinese name", "强化学习", "wiki/concepts/强化学习.md"],
  ])("finds %s", async (_, query, expected) => {
    const { searcher } = await open({
      "raw/Kestrel.md": "---\ntitle: Kestrel crane\ntags: [shipyard]\nsummary: A hoist at the dockside.\n---\nBuilt of steel.\n",
      "raw/Other.md": "The kestrel crane, a crane by Kestrel: kestrel crane, kestrel crane.\n",
      "raw/Kestrl.md": "Kestrl is a word too.\n",
      "wiki/concepts/GitHub.md": "---\ntype: concept\naliases: [OctoCat site]\n---\nIt keeps code.\n",
      "raw/Github tips.md": "Github, github, GitHub: tips for github.\n",
      "wiki/concepts/强化学习.md": "---\ntype: concept\naliases: [RL]\n---\nLearning by reward.\n",
      "raw/强化学习入门课程.md": "强化学习, 强化学习, 强化学习.\n",
      "raw/Agents.md": "An agent learns by 强化学习很快 here; OctoCat site too.\n",
      "wiki/concepts/Kestrel bridge.md": "---\ntype: concept\naliases: [The old bridge of the harbour]\n---\nIt crosses the water.\n",
      ...Object.fromEntries(Array.from({ length: 20 }, (_, number) => [`raw/bridge ${number}.md`, `A bridge, ${number}.`])),
    });
    expect((await searcher.search(query)).hits[0]?.path).toBe(expected);
    // A wrong word that stands somewhere is taken at its word, but names like it are still thought of.
    expect((await searcher.search("kestrl bridge")).hits.slice(0, 2).map(({ path }) => path)).toContain("wiki/concepts/Kestrel bridge.md");
  });

  test("finds another name in camel case or without spaces", async () => {
    const { searcher } = await open({
      "wiki/concepts/强化学习.md": "---\ntype: concept\naliases: [RL]\n---\nLearning by reward.\n",
      "wiki/concepts/GitHub.md": "---\ntype: concept\naliases: [OctoCat site]\n---\nIt keeps code.\n",
      "raw/Agents.md": "An agent learns by 强化学习很快 here; the OctoCat site too.\n",
    });
    for (const query of ["RL", "github"]) expect((await searcher.search(query)).hits.map(({ path }) => path)).toContain("raw/Agents.md");
  });

  test("puts a page first whose name stands in too many notes to be looked for", async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, number) => [`raw/${number}.md`, "# Python\npython python\n".repeat(600)]));
    const { searcher } = await open({ ...many, "wiki/concepts/Python.md": "---\ntype: concept\n---\nA language.\n" });
    expect((await searcher.search("python")).hits[0]?.path).toBe("wiki/concepts/Python.md");
  }, 30_000);

  test("finds the last of more headings than a segment numbers", async () => {
    const note = (number: number): string => `${Array.from({ length: 19_000 }, (_, heading) => `# h${heading}\na\n`).join("")}# End\nlast${"abcdefgh"[number]}word\n`;
    const { searcher, host } = await open(Object.fromEntries(Array.from({ length: 8 }, (_, number) => [`raw/${number}.md`, note(number)])));
    const found = async (by: Searcher): Promise<string[]> => Promise.all([..."abcdefgh"].map(async (letter) => { const [hit] = (await by.search(`last${letter}word`)).hits; return `${hit?.path} ${hit?.heading}`; }));
    const expected = Array.from({ length: 8 }, (_, number) => `raw/${number}.md End`);
    expect(await found(searcher)).toEqual(expected);
    await searcher.save();
    expect(await found(await openSearch({ host, settings: DEFAULT_SETTINGS }))).toEqual(expected);
  }, 60_000);

  test("tells how much there is beyond its filters", async () => {
    const { searcher } = await open();
    expect(await searcher.search("coffee type:concept")).toMatchObject({ total: 0, elsewhere: 1 });
    expect(await searcher.search("coffee", { in: "wiki" })).toMatchObject({ total: 0, elsewhere: 1 });
  });

  test("shows a sentence that stands in a source and on its pages once, the source first", async () => {
    const sentence = "The Kestrel Crane was finished in 1932 by two brothers.";
    const { searcher } = await open({
      "raw/Crane.md": `# Crane\n\n${sentence}\n`,
      "wiki/sources/Crane (source).md": `---\ntype: source\n---\n# Crane\n\n- ${sentence}[^c1a2b]\n\n[^c1a2b]: [[raw/Crane|Crane]]: "${sentence}"\n`,
      "wiki/concepts/Kestrel Crane.md": `---\ntype: concept\n---\n${sentence}[^c1a2b]\n\n[^c1a2b]: [[raw/Crane|Crane]]: "${sentence}"\n`,
    });
    const { hits } = await searcher.search("finished 1932 brothers");
    expect(hits.map(({ path, also }) => [path, also.map((other) => other.path).sort()])).toEqual([["raw/Crane.md", ["wiki/concepts/Kestrel Crane.md", "wiki/sources/Crane (source).md"]]]);
  });

  test("a snippet shows where most of the words are, and cuts no emoji", async () => {
    const filler = "Lorem 😀😀😀 ipsum ".repeat(30);
    const { searcher } = await open({ "raw/a.md": `zebra ${filler} the **zebra** met a [[Lion|lion]] there ${filler}` });
    const [hit] = (await searcher.search("zebra lion")).hits;
    const snippet = hit?.snippet ?? "";
    expect(snippet).toContain("the zebra met a lion there");
    expect(snippet.length).toBeLessThanOrEqual(245);
    expect(snippet).toMatch(/^….*…$/);
    expect(snippet).not.toMatch(/\p{Cs}/u);
    expect(hit?.marks.map(({ start, end }) => snippet.slice(start, end))).toEqual(["zebra", "lion"]);
  });

  test("never throws, whatever is asked or indexed", async () => {
    const { searcher } = await open({ ...NOTES, "raw/__proto__.md": "---\n__proto__: x\nconstructor: y\n---\nconstructor __proto__ toString hasOwnProperty" });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(..."\"-* ab北é\u0301:()[]\\tagpath") })), fc.boolean(), async (query, isTyping) => {
        expect((await searcher.search(query, { isTyping })).total).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
    expect((await searcher.search("constructor")).total).toBe(1);
    expect((await searcher.search("valueOf walrus")).total).toBe(0);
  });
});

describe("What changed", () => {
  test("is found at the next look, what is gone is not", async () => {
    const { searcher, host } = await open();
    host.put("raw/Clip.md", "Tea is served.");
    host.put("raw/New.md", "A walrus.");
    host.drop("raw/Thai.md");
    await searcher.refresh(["raw/Clip.md", "raw/New.md", "raw/Thai.md"]);
    const found = async (query: string) => (await searcher.searchNotes(query)).hits.map(({ path }) => path);
    expect([await found("coffee"), await found("tea"), await found("walrus"), await found("กรุงเทพ")]).toEqual([[], ["raw/Clip.md"], ["raw/New.md"], []]);
  });

  test("alone is read", async () => {
    const { searcher, host } = await open();
    host.put("raw/New.md", "A walrus.");
    host.opened.length = 0;
    await searcher.refresh();
    expect(host.opened).toEqual(["raw/New.md"]);
  });

  test("too large a note is left out, and told", async () => {
    const { searcher, host } = await open();
    host.put("raw/Huge.md", "x ".repeat(3_000_000));
    host.put("raw/Binary.md", new Uint8Array([0xff, 0xfe, 0, 1]));
    const { leftOut } = await searcher.refresh();
    expect(leftOut).toEqual([
      { path: "raw/Huge.md", reason: "too-large" },
      { path: "raw/Binary.md", reason: "unreadable" },
    ]);
  });
});
