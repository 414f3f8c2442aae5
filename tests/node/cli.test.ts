/** What each command answers, held against the contract of the command line. */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildCommandLine } from "../support/command-line";
import { readTree, removeTemporaryFolders, temporaryFolder, withoutLog } from "../support/vaults";
import { everythingIn, newVault, run as runCli, shape, writeFiles, type Answer, type RunOptions } from "./cli-runner";

let cli = "";
const run = (vault: string, command: string[], options?: RunOptions): Promise<Answer> => runCli(cli, vault, command, options);

beforeAll(async () => {
  cli = await buildCommandLine(temporaryFolder());
});
afterAll(removeTemporaryFolders);

const COMPILED = {
  sources: { total: "number", new: "number", changed: "number", removed: "number", unchanged: "number", failed: "number", opened: "number" },
  passes: [{ name: "string", ran: "number", reused: "number" }],
  pages: { created: "number", updated: "number", unchanged: "number", retired: "number", conflicts: "number", olderRecipe: "number" },
  written: ["string"],
  failures: [],
  model: { calls: "number", cached: "number", inputTokens: "number", outputTokens: "number", costUsd: "number", estimated: "boolean" },
  ms: "number",
  run: "string",
};

describe("compile", () => {
  it("answers the document of the contract and nothing else on standard output", async () => {
    const vault = newVault();
    const { status, json, stderr } = await run(vault, ["compile", "--json"]);
    expect(status).toBe(0);
    expect(stderr).not.toContain("{");
    expect(shape(json)).toEqual(COMPILED);
    expect((json["passes"] as { name: string }[]).map(({ name }) => name)).toEqual(["read", "digest", "concepts", "article", "link", "index", "write"]);
    for (const path of json["written"] as string[]) expect(existsSync(join(vault, path))).toBe(true);
    expect((json["written"] as string[]).sort()).toEqual(Object.keys(readTree(vault)).filter((path) => path.startsWith("wiki/")).sort());
    expect(json).toMatchObject({ sources: { total: 4, new: 4, opened: 4 }, model: { calls: 0, costUsd: 0 } });

    const again = await run(vault, ["compile", "--json"]);
    expect(again.json).toMatchObject({ run: null, written: [], sources: { opened: 0, unchanged: 4, new: 0 }, pages: { created: 0, updated: 0 } });
    expect(shape(again.json)).toEqual({ ...COMPILED, written: [], run: null });
    expect(again.stderr).toBe("");
    const forced = await run(vault, ["compile", "--force", "--json"]);
    expect(forced.json).toMatchObject({ run: null, written: [], sources: { opened: 4 } });
  });

  it("tells a failure on every run until it is mended, with exit status 1", async () => {
    const vault = newVault({ "raw/Junk.md": Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80]) });
    for (const options of [[], [], ["--quiet"], ["--dry-run"]]) {
      const { status, json, stderr } = await run(vault, ["compile", "--json", ...options]);
      expect(status).toBe(1);
      expect(json["sources"]).toMatchObject({ failed: 1 });
      expect(json["failures"]).toEqual([{ path: "raw/Junk.md", code: "not-text", message: expect.stringContaining("UTF-8") as string }]);
      expect(stderr.match(/Junk\.md/g)?.length).toBeGreaterThan(0);
      expect(stderr.split("\n").filter((line) => line.startsWith("Not compiled"))).toHaveLength(1);
    }
    const { stdout } = await run(vault, ["status"]);
    expect(stdout).toContain("raw/Junk.md");
    writeFileSync(join(vault, "raw", "Junk.md"), "The Kestrel Crane is no junk.\n");
    expect((await run(vault, ["compile"])).status).toBe(0);
  });

  it("takes files and folders, from the current folder, from the vault and absolute", async () => {
    const vault = newVault({ "raw/deep/One.md": "The Kestrel Crane is tall.\n", "raw/deep/Two.md": "The Kestrel Crane is red.\n" });
    const opened = async (command: string[], cwd = vault): Promise<unknown> => ((await run(vault, ["compile", ...command, "--json"], { cwd })).json["sources"] as { opened: number }).opened;
    expect(await opened(["Lattice booms.md"], join(vault, "raw"))).toBe(1);
    expect(await opened(["raw/Maria Lindqvist.md", "--vault", vault], "/")).toBe(1);
    expect(await opened([join(vault, "raw", "Port of Malmö.md")])).toBe(1);
    expect(await opened(["raw/deep/"])).toBe(2);
    expect(await opened(["./raw"])).toBe(1);
    expect(await opened(["."])).toBe(0);
    expect(existsSync(join(vault, "wiki/sources/One (source).md"))).toBe(true);
  });

  it("takes a source that is gone by its name, from the current folder too", async () => {
    const vault = newVault();
    await run(vault, ["compile"]);
    rmSync(join(vault, "raw/Lattice booms.md"));
    rmSync(join(vault, "raw/Port of Malmö.md"));
    expect((await run(vault, ["compile", "Lattice booms.md", "--json"], { cwd: join(vault, "raw") })).json["sources"]).toMatchObject({ removed: 1 });
    expect((await run(vault, ["compile", "raw/Port of Malmö.md", "--json"], { cwd: join(vault, "raw") })).json["sources"]).toMatchObject({ removed: 1 });
  });

  it.each(["wiki/index.md", "Diary.md", "nowhere.md", "../outside.md", "/etc/passwd", "wiki"])("refuses %s, which is no source", async (path) => {
    const vault = newVault({ "Diary.md": "Mine.\n", "wiki/index.md": "Mine.\n" });
    const { status, json } = await run(vault, ["compile", path, "--json"]);
    expect(status).toBe(2);
    expect((json["error"] as { message: string }).message).toContain(path);
    expect(existsSync(join(vault, "wiki/sources.md"))).toBe(false);
  });

  it("--dry-run says what would be done and leaves no trace", async () => {
    const vault = newVault();
    const untouched = everythingIn(vault);
    const { json, status } = await run(vault, ["compile", "--dry-run", "--json"]);
    expect(status).toBe(0);
    expect(json).toMatchObject({ run: null, written: [], sources: { new: 4 } });
    expect((json["pages"] as { created: number }).created).toBeGreaterThan(5);
    expect(everythingIn(vault)).toEqual(untouched);

    await run(vault, ["compile"]);
    writeFiles(vault, { "raw/Later.md": "The Kestrel Crane was painted blue in 1960.\n" });
    const compiled = everythingIn(vault);
    const later = (await run(vault, ["compile", "--dry-run", "--json"])).json;
    expect(later).toMatchObject({ run: null, written: [], sources: { new: 1, unchanged: 4 } });
    expect(everythingIn(vault)).toEqual(compiled);
    expect((await run(vault, ["compile", "--json"])).json["pages"]).toEqual(later["pages"]);
  });

  it("stops where many sources are gone at once, and goes on with --accept-removals", async () => {
    const many = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`raw/Many ${index}.md`, `The Kestrel Crane number ${index} is painted red.\n`]));
    const vault = newVault(many);
    await run(vault, ["compile"]);
    const wiki = readTree(join(vault, "wiki"));
    for (const path of Object.keys(many)) rmSync(join(vault, path));
    for (let time = 0; time < 2; time += 1) {
      const { status, json } = await run(vault, ["compile", "--json"]);
      expect(status).toBe(1);
      expect(json).toEqual({ error: { code: "removals", message: expect.stringContaining("--accept-removals") as string } });
      expect(readTree(join(vault, "wiki"))).toEqual(wiki);
    }
    const accepted = await run(vault, ["compile", "--accept-removals", "--json"]);
    expect(accepted).toMatchObject({ status: 0, json: { sources: { removed: 8, total: 4 } } });
  });

  it("says so where there are no sources", async () => {
    const { status, stderr } = await run(temporaryFolder(), ["compile", "--dry-run"]);
    expect(status).toBe(0);
    expect(stderr).toMatch(/no sources.*Clippings\/.*raw\//);
  });

  it("--quiet leaves nothing but warnings and errors", async () => {
    expect((await run(newVault(), ["compile", "--quiet"])).stderr).toBe("");
  });
});

describe("The commands that look at a vault", () => {
  const TEXTS = {
    "Diary.md": "\uFEFF🌲 Today I saw the Kestrel Crane and\r\nMaria Lindqvist.\r\n",
    "raw/Marked.md": "\uFEFF---\r\ntitle: Marked 🌲\r\ntags: [cranes/big, Old]\r\n---\r\nBefore 🌲🌲.\r\n\r\n# Älv 🌲\r\n\r\nThe *Osprey* Crane was built in 1950 by **Maria Lindqvist** in Malmö.\r\n",
  };
  let vault = "";
  beforeAll(async () => {
    vault = newVault(TEXTS);
    await run(vault, ["compile"]);
  });

  it("status", async () => {
    writeFiles(vault, { "raw/Later.md": "The Osprey Crane was painted blue in 1960.\n" });
    const untouched = everythingIn(vault);
    const { json, status } = await run(vault, ["status", "--json"]);
    expect(status).toBe(0);
    expect(Object.keys(json)).toEqual(expect.arrayContaining(["sources", "wiki", "pending", "lastRun"]));
    expect(json).toMatchObject({ pending: { sources: 1, calls: 0, inputTokens: 0, costUsd: 0 }, interrupted: false, conflicts: [] });
    const sources = json["sources"] as { path: string; state: string; page?: string }[];
    expect(sources.map(({ path }) => path)).toEqual([...sources.map(({ path }) => path)].sort());
    expect(sources.find(({ path }) => path === "raw/Later.md")).toEqual({ path: "raw/Later.md", state: "new" });
    expect(sources.find(({ path }) => path === "raw/Lattice booms.md")).toEqual({ path: "raw/Lattice booms.md", state: "compiled", page: "wiki/sources/Lattice booms (source).md" });
    expect(shape(json["wiki"])).toEqual({ pages: "number", concepts: "number", words: "number" });
    expect(everythingIn(vault)).toEqual(untouched);
    rmSync(join(vault, "raw/Later.md"));
  });

  it.each(["summarise", "summarize"])("%s, with offsets of the quotes in the file's text", async (command) => {
    const untouched = everythingIn(vault);
    const { json, status } = await run(vault, [command, "raw/Marked.md", "--json"]);
    expect(status).toBe(0);
    expect(shape(json)).toEqual({
      path: "string",
      title: "string",
      summary: "string",
      claims: [{ text: "string", quote: "string", heading: "string", start: "number", end: "number" }],
      concepts: [{ name: "string", aliases: [], kind: "string" }],
      questions: [],
    });
    expect(json).toMatchObject({ path: "raw/Marked.md", title: "Marked 🌲" });
    const text = TEXTS["raw/Marked.md"];
    const claims = json["claims"] as { quote: string; heading: string; start: number; end: number }[];
    expect(claims).toHaveLength(1);
    for (const { quote, heading, start, end } of claims) {
      expect(text.slice(start, end).replace(/[*]/g, "")).toBe(quote);
      expect(heading).toBe("Älv 🌲");
    }
    expect(everythingIn(vault)).toEqual(untouched);
  });

  it("summarise takes any note, before it was ever compiled", async () => {
    const fresh = newVault(TEXTS);
    const { status, json } = await run(fresh, ["summarise", "Diary.md", "--json"]);
    expect(status).toBe(0);
    expect(json["path"]).toBe("Diary.md");
    expect(existsSync(join(fresh, ".compendium"))).toBe(false);
  });

  it("search: ranked passages with offsets into the file's text", async () => {
    const untouched = everythingIn(vault);
    const { json, status } = await run(vault, ["search", "Osprey", "crane", "--in", "sources", "--json"]);
    expect(status).toBe(0);
    expect(shape(json)).toEqual({ query: "string", hits: [{ path: "string", heading: "string", start: "number", end: "number", score: "number", title: "string", type: "string", snippet: "string" }], total: "number", ms: "number" });
    expect(json["query"]).toBe("Osprey crane");
    const hits = json["hits"] as { path: string; heading: string; start: number; end: number; score: number; title: string; type: string; snippet: string }[];
    expect(hits[0]).toMatchObject({ path: "raw/Marked.md", heading: "Älv 🌲", title: "Marked 🌲", type: "source" });
    const [best] = hits;
    expect(TEXTS["raw/Marked.md"].slice(best?.start, best?.end)).toMatch(/^# Älv 🌲\r\n\r\nThe \*Osprey\* Crane .* in Malmö\.\r\n$/);
    expect(best?.snippet).toContain("The Osprey Crane was built");
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((left, right) => right - left));
    expect(json["total"]).toBe(hits.length);
    const isIndex = (path: string): boolean => path === ".compendium/index" || path.startsWith(".compendium/index/");
    expect(Object.fromEntries(Object.entries(everythingIn(vault)).filter(([path]) => !isIndex(path)))).toEqual(untouched);
  });

  it("search: every option narrows what is found", async () => {
    const paths = async (...options: string[]): Promise<string[]> => ((await run(vault, ["search", "crane", ...options, "--json"])).json["hits"] as { path: string }[]).map(({ path }) => path);
    const [all, wiki, sources, tagged, concepts, one] = await Promise.all([paths("--in", "all", "--limit", "999"), paths("--in", "wiki", "--limit", "999"), paths("--in", "sources", "--limit", "999"), paths("--tag", "#cranes"), paths("--type", "concept"), paths("--limit", "1")]);
    expect(wiki.every((path) => path.startsWith("wiki/"))).toBe(true);
    expect(sources.every((path) => path.startsWith("raw/"))).toBe(true);
    // Among all, a sentence that stands in a source is not shown again from the pages.
    expect(new Set([...wiki, ...sources])).toEqual(new Set([...wiki, ...all]));
    expect(sources.every((path) => all.includes(path))).toBe(true);
    expect(new Set(tagged)).toEqual(new Set(["raw/Marked.md"]));
    expect(concepts.length).toBeGreaterThan(0);
    expect(concepts.every((path) => path.startsWith("wiki/concepts/"))).toBe(true);
    expect(one).toEqual(all.slice(0, 1));
  });

  it("search: words behind -- may begin with a dash", async () => {
    const excluded = await run(vault, ["search", "--json", "--limit", "50", "--", "crane", "-Kestrel"]);
    expect(excluded.status).toBe(0);
    expect(excluded.json["query"]).toBe("crane -Kestrel");
    expect((excluded.json["hits"] as { snippet: string }[]).length).toBeGreaterThan(0);
    const words = await run(vault, ["search", "--", "--json"]);
    expect(words).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Nothing found/) as string });
  });

  it("search --batch: one line a query in the order given, one hit a note", async () => {
    const file = join(vault, "queries.jsonl");
    writeFileSync(file, '\uFEFF{"id":"q2","text":"listed monument"}\r\n{"id":1,"text":""}\n\n{"id":"q3","text":"Kestrel Crane"}');
    for (const more of [[], ["--json"]]) {
      const { stdout, status } = await run(vault, ["search", "--batch", "../queries.jsonl", "--limit", "2", ...more], { cwd: join(vault, "raw") });
      expect(status).toBe(0);
      const lines = stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as { id: unknown; hits: { path: string }[] });
      expect(lines.map(({ id }) => id)).toEqual(["q2", 1, "q3"]);
      expect(lines[0]).toEqual({ id: "q2", hits: expect.any(Array) as unknown[], ms: expect.any(Number) as number });
      expect(shape(lines[2]?.hits)).toEqual([{ path: "string", score: "number" }]);
      expect(lines[1]?.hits).toEqual([]);
      expect(lines[2]?.hits).toHaveLength(2);
      for (const { hits } of lines) expect(new Set(hits.map(({ path }) => path)).size).toBe(hits.length);
    }
    writeFileSync(file, '{"id":"q1","text":"crane"}\nnonsense\n{"text":"no id"}\n');
    const torn = await run(vault, ["search", "--batch", file]);
    expect(torn.status).toBe(1);
    expect(torn.stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(torn.stderr).toMatch(/Line 2.*\n.*Line 3/);
    rmSync(file);
  });

  it("gc frees what nothing needs, and nothing that is needed", async () => {
    writeFiles(vault, { ".compendium/tmp/left-over": "x".repeat(1000) });
    const { json, status } = await run(vault, ["gc", "--json"]);
    expect(status).toBe(0);
    expect(shape(json)).toEqual({ freedBytes: "number" });
    expect(json["freedBytes"]).toBeGreaterThanOrEqual(1000);
    expect((await run(vault, ["gc", "--json"])).json).toEqual({ freedBytes: 0 });
    expect((await run(vault, ["compile", "--json"])).json).toMatchObject({ written: [], sources: { opened: 0 } });
  });
});

describe("The commands that change a vault", () => {
  it("link writes only when told to, and can be undone", async () => {
    const text = "\uFEFF🌲 Today I saw the Kestrel Crane and\r\nMaria Lindqvist.\r\n";
    const vault = newVault({ "Diary.md": text });
    await run(vault, ["compile"]);
    const untouched = everythingIn(vault);
    const { json } = await run(vault, ["link", "Diary.md", "Diary.md", "--json"]);
    expect(shape(json)).toEqual({ notes: [{ path: "string", links: [{ text: "string", target: "string", start: "number", end: "number" }] }], written: [] });
    const notes = json["notes"] as { path: string; links: { text: string; target: string; start: number; end: number }[] }[];
    expect(notes.map(({ path }) => path)).toEqual(["Diary.md"]);
    expect(notes[0]?.links.map(({ text: words }) => words)).toEqual(["Kestrel Crane", "Maria Lindqvist"]);
    for (const { text: words, start, end } of notes[0]?.links ?? []) expect(text.slice(start, end)).toBe(words);
    expect(everythingIn(vault)).toEqual(untouched);

    expect((await run(vault, ["link", "Diary.md", "--write", "--json"])).json["written"]).toEqual(["Diary.md"]);
    expect(readFileSync(join(vault, "Diary.md"), "utf8")).toMatch(/^\uFEFF🌲 Today I saw the \[\[[^\]]*Kestrel Crane[^\]]*\]\] and\r\n/);
    expect((await run(vault, ["link", "Diary.md", "--write", "--json"])).json["written"]).toEqual([]);
    expect((await run(vault, ["undo", "--json"])).json).toEqual({ run: expect.any(String) as string, restored: ["Diary.md"], removed: [], conflicts: [] });
    expect(readFileSync(join(vault, "Diary.md"), "utf8")).toBe(text);
  });

  it("undo takes the last run back, or the one named, each once", async () => {
    const vault = newVault();
    const first = (await run(vault, ["compile", "--json"])).json["run"] as string;
    const before = withoutLog(readTree(join(vault, "wiki")));
    writeFiles(vault, { "raw/Later.md": "The Kestrel Crane was painted blue in 1960 by Otto Brandt.\n" });
    const second = (await run(vault, ["compile", "--json"])).json["run"] as string;
    expect((await run(vault, ["status", "--json"])).json["lastRun"]).toMatchObject({ id: second });
    const undone = await run(vault, ["undo", second, "--json"]);
    expect(undone.status).toBe(0);
    expect(shape(undone.json)).toEqual({ run: "string", restored: ["string"], removed: ["string"], conflicts: [] });
    expect(undone.json["run"]).toBe(second);
    expect(withoutLog(readTree(join(vault, "wiki")))).toEqual(before);
    expect(await run(vault, ["undo", second, "--json"])).toMatchObject({ status: 1, json: { error: { code: "nothing-to-undo" } } });
    expect((await run(vault, ["undo", "--json"])).json["run"]).toBe(first);
    expect(await run(vault, ["undo", "--json"])).toMatchObject({ status: 1, json: { error: { code: "nothing-to-undo" } } });
    expect(await run(vault, ["undo", "20000101-000000000", "--json"])).toMatchObject({ status: 2, json: { error: { code: "no-such-run" } } });
    expect(Object.keys(withoutLog(readTree(join(vault, "wiki"))))).toEqual([]);
  });

  it("decide keeps each ruling, lists them, and the next compile follows", async () => {
    const vault = newVault();
    await run(vault, ["compile"]);
    expect((await run(vault, ["decide", "list", "--json"])).json).toEqual({ decisions: [] });
    const rulings = [
      ["same", "Kestrel Crane", "Kestrel"],
      ["not-same", "Port of Malmö", "Malmö"],
      ["page", "Uppsala"],
      ["no-page", "Chalmers University"],
      ["rename", "Maria Lindqvist", "Maria A. Lindqvist"],
    ];
    const expected = rulings.map(([kind, ...terms]) => ({ kind, terms }));
    for (const ruling of rulings) expect(await run(vault, ["decide", ...ruling, "--json"])).toMatchObject({ status: 0, json: { decisions: expect.arrayContaining([{ kind: ruling[0], terms: ruling.slice(1) }]) as unknown[] } });
    const { decisions } = (await run(vault, ["decide", "list", "--json"])).json as { decisions: unknown[] };
    expect(decisions).toHaveLength(rulings.length);
    expect(decisions).toEqual(expect.arrayContaining(expected));
    expect(readFileSync(join(vault, "wiki/decisions.md"), "utf8")).toContain("Chalmers University");
    expect((await run(vault, ["compile"])).status).toBe(0);
    const concepts = Object.keys(readTree(join(vault, "wiki/concepts")));
    expect(concepts).toEqual(expect.arrayContaining(["Uppsala.md", "Maria A. Lindqvist.md"]));
    expect(concepts).not.toContain("Chalmers University.md");
    expect((await run(vault, ["compile", "--json"])).json).toMatchObject({ written: [], run: null });
    for (let time = 0; time <= rulings.length; time += 1) await run(vault, ["undo"]);
    expect((await run(vault, ["decide", "list", "--json"])).json).toEqual({ decisions: [] });
  });

  it("a ruling on a name nothing goes by yet is kept, and says so", async () => {
    const vault = newVault();
    const { status, stderr, stdout } = await run(vault, ["decide", "page", "Atlantis"]);
    expect(status).toBe(0);
    expect(stderr).toContain('"Atlantis"');
    expect(stdout).toContain('page "Atlantis"');
  });
});

describe("Words for people", () => {
  it("hold no commands to the terminal, whatever sources and file names hold", async () => {
    const vault = newVault({}, { "raw/Red \u001b[31m.md": "The Kestrel \u001b]0;owned\u0007Crane was built in 1931 \u009b1m in Gothenburg.\n", "raw/Bad \u001b[2J.md": "\u0000\u0001\u0002" });
    for (const command of [["compile"], ["compile"], ["status"], ["search", "Kestrel", "--in", "sources"], ["summarise", "raw/Red \u001b[31m.md"], ["summarise", "raw/none \u001b[31m.md"]]) {
      const { stdout, stderr } = await run(vault, command);
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }
    const { stdout, json } = await run(vault, ["status", "--json"]);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect((json["sources"] as { path: string }[]).map(({ path }) => path)).toEqual(["raw/Bad \u001b[2J.md", "raw/Red \u001b[31m.md"]);
  });
});

describe("The vault", () => {
  const total = async (cwd: string, ...options: string[]): Promise<unknown> => ((await run(cwd, ["status", "--json", ...options])).json["sources"] as unknown[]).length;

  it.each([".obsidian", ".compendium", "raw"])("is the nearest folder upwards with %s/", async (sign) => {
    const outer = newVault();
    mkdirSync(join(outer, "inner", sign), { recursive: true });
    mkdirSync(join(outer, "inner", "deep", "er"), { recursive: true });
    writeFiles(outer, { "inner/Clippings/a.md": "One.\n" });
    expect(await total(join(outer, "inner", "deep", "er"))).toBe(1);
    expect(await total(join(outer, "inner", "Clippings"))).toBe(1);
    expect(await total(join(outer, "wiki", ".."))).toBe(4);
  });

  it("is the current folder where no folder upwards looks like one", async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { "Clippings/a.md": "One.\n", "raw": "a file, no folder" });
    expect(await total(folder)).toBe(1);
    expect(await total(join(folder, "Clippings"))).toBe(0);
  });

  it("is what --vault says: relative to the current folder, absolute, or by a link", async () => {
    const vault = newVault();
    const elsewhere = temporaryFolder();
    expect(await total(elsewhere, "--vault", vault)).toBe(4);
    expect(await total(join(vault, "raw"), "--vault", "..")).toBe(4);
    expect(await total(join(vault, "raw"), "--vault=.")).toBe(0);
    symlinkSync(vault, join(elsewhere, "link"));
    expect(await total(elsewhere, "--vault", "link")).toBe(4);
    const named = await run(elsewhere, ["summarise", join(elsewhere, "link", "raw", "Lattice booms.md"), "--json", "--vault", "link"]);
    expect(named.json["path"]).toBe("raw/Lattice booms.md");
    const inside = await run(join(vault, "raw"), ["summarise", "Lattice booms.md", "--json", "--vault", join(elsewhere, "link")]);
    expect(inside.json["path"]).toBe("raw/Lattice booms.md");
  });

  it("may be named before the command", async () => {
    const vault = newVault();
    expect((await run("/", ["--vault", vault, "--json", "status"])).json["sources"]).toHaveLength(4);
  });
});
