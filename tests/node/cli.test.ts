import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildCommandLine } from "../support/command-line";
import { sampleSources } from "../support/sample-sources";
import { readTree, removeTemporaryFolders, temporaryFolder, withoutLog } from "../support/vaults";

let cli = "";

beforeAll(async () => {
  cli = await buildCommandLine(temporaryFolder());
});
afterAll(removeTemporaryFolders);

const newVault = (more: Record<string, string> = {}): string => {
  const vault = temporaryFolder();
  for (const [path, text] of Object.entries({ ...sampleSources(), ...more })) {
    mkdirSync(join(vault, path, ".."), { recursive: true });
    writeFileSync(join(vault, path), text);
  }
  return vault;
};

interface Answer {
  status: number | null;
  stdout: string;
  stderr: string;
  json: Record<string, unknown>;
}

const run = (vault: string, command: string[], options: { cwd?: string; env?: Record<string, string> } = {}): Answer => {
  const result = spawnSync(process.execPath, [cli, ...command], { cwd: options.cwd ?? vault, encoding: "utf8", env: { ...process.env, ...options.env } });
  const json = command.includes("--json") && !command.includes("--batch") ? (JSON.parse(result.stdout) as Record<string, unknown>) : {};
  return { status: result.status, stdout: result.stdout, stderr: result.stderr, json };
};

/** The keys of a document, nested, so that a shape is one readable value. */
const shape = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shape(value[0])];
  if (value === null) return null;
  if (typeof value !== "object") return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
};

describe("compile", () => {
  it("answers the document of the contract and nothing else on standard output", () => {
    const vault = newVault();
    const { status, json, stderr } = run(vault, ["compile", "--json"]);
    expect(status).toBe(0);
    expect(stderr).not.toContain("{");
    expect(shape(json)).toEqual({
      sources: { total: "number", new: "number", changed: "number", removed: "number", unchanged: "number", failed: "number", opened: "number" },
      passes: [{ name: "string", ran: "number", reused: "number" }],
      pages: { created: "number", updated: "number", unchanged: "number", retired: "number", conflicts: "number", olderRecipe: "number" },
      written: ["string"],
      failures: [],
      model: { calls: "number", cached: "number", inputTokens: "number", outputTokens: "number", costUsd: "number", estimated: "boolean" },
      ms: "number",
      run: "string",
    });
    expect((json["passes"] as { name: string }[]).map(({ name }) => name)).toEqual(["read", "digest", "concepts", "article", "link", "index", "write"]);
    for (const path of json["written"] as string[]) expect(existsSync(join(vault, path))).toBe(true);
    expect(run(vault, ["compile", "--json"]).json).toMatchObject({ run: null, written: [], sources: { opened: 0, unchanged: 4 } });
  });

  it("tells a failure on every run until it is mended, with exit status 1", () => {
    const vault = newVault();
    writeFileSync(join(vault, "raw", "Junk.md"), Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x80]));
    for (let time = 0; time < 2; time += 1) {
      const { status, json } = run(vault, ["compile", "--json"]);
      expect(status).toBe(1);
      expect(json["failures"]).toEqual([{ path: "raw/Junk.md", code: "not-text", message: expect.stringContaining("UTF-8") as string }]);
    }
    rmSync(join(vault, "raw", "Junk.md"));
    expect(run(vault, ["compile"]).status).toBe(0);
  });

  it("takes paths from the current folder and from the vault", () => {
    const vault = newVault();
    expect(run(vault, ["compile", "Lattice booms.md", "--json"], { cwd: join(vault, "raw") }).json["sources"]).toMatchObject({ opened: 1 });
    expect(run(vault, ["compile", "raw/Maria Lindqvist.md", "--json", "--vault", vault], { cwd: "/" }).json["sources"]).toMatchObject({ opened: 1 });
    expect(run(vault, ["compile", "raw", "--json"]).json["sources"]).toMatchObject({ opened: 2 });
    for (const path of ["wiki/index.md", "nowhere.md", "../outside.md"]) expect(run(vault, ["compile", path]).status).toBe(2);
  });

  it("--dry-run leaves no trace", () => {
    const vault = newVault();
    const { json, status } = run(vault, ["compile", "--dry-run", "--json"]);
    expect(status).toBe(0);
    expect((json["pages"] as { created: number }).created).toBeGreaterThan(5);
    expect(existsSync(join(vault, "wiki"))).toBe(false);
    expect(existsSync(join(vault, ".compendium"))).toBe(false);
  });

  it("says no to what this version cannot do", () => {
    const vault = newVault();
    for (const command of [["compile", "--engine", "llm"], ["compile", "--engine", "magic"], ["compile", "--max-cost", "much"], ["ask", "why"], ["lint"]]) {
      const { status, stderr } = run(vault, command);
      expect({ command, status }).toEqual({ command, status: 2 });
      expect(stderr.trim()).toMatch(/\.$|--help$/);
    }
    expect(run(vault, ["compile"], { env: { COMPENDIUM_ENGINE: "llm" } }).status).toBe(2);
    expect(run(vault, ["compile", "--max-cost", "0.5"]).status).toBe(0);
    expect(run(vault, ["compile", "--engine", "extractive"], { env: { COMPENDIUM_ENGINE: "llm" } }).status).toBe(0);
  });
});

describe("The other commands answer their documents", () => {
  let vault = "";
  beforeAll(() => {
    vault = newVault({ "Diary.md": "\uFEFF🌲 Today I saw the Kestrel Crane and\r\nMaria Lindqvist.\r\n", "raw/Marked.md": "\uFEFF---\r\ntitle: Marked 🌲\r\n---\r\n# Älv 🌲\r\n\r\nThe *Osprey* Crane was built in 1950 by **Maria Lindqvist** in Malmö.\r\n" });
    run(vault, ["compile"]);
  });

  it("status", () => {
    writeFileSync(join(vault, "raw", "Later.md"), "The Osprey Crane was painted blue in 1960.\n");
    const { json, status } = run(vault, ["status", "--json"]);
    expect(status).toBe(0);
    expect(json).toMatchObject({ pending: { sources: 1, calls: 0, inputTokens: 0, costUsd: 0 }, interrupted: false, conflicts: [] });
    const sources = json["sources"] as { path: string; state: string; page?: string }[];
    expect(sources.find(({ path }) => path === "raw/Later.md")).toEqual({ path: "raw/Later.md", state: "new" });
    expect(sources.find(({ path }) => path === "raw/Lattice booms.md")).toEqual({ path: "raw/Lattice booms.md", state: "compiled", page: "wiki/sources/Lattice booms (source).md" });
    expect(shape(json["wiki"])).toEqual({ pages: "number", concepts: "number", words: "number" });
    rmSync(join(vault, "raw", "Later.md"));
  });

  it.each(["summarise", "summarize"])("%s, with offsets of the quotes in the file's text", (command) => {
    const { json, status } = run(vault, [command, "raw/Marked.md", "--json"]);
    expect(status).toBe(0);
    expect(json).toMatchObject({ path: "raw/Marked.md", title: "Marked 🌲" });
    const text = readFileSync(join(vault, "raw/Marked.md"), "utf8");
    const claims = json["claims"] as { quote: string; heading: string; start: number; end: number }[];
    expect(claims).toHaveLength(1);
    for (const { quote, heading, start, end } of claims) {
      expect(text.slice(start, end).replace(/[*]/g, "")).toBe(quote);
      expect(heading).toBe("Älv 🌲");
    }
    expect(shape(json["concepts"])).toEqual([{ name: "string", aliases: [], kind: "string" }]);
    expect(json["questions"]).toEqual([]);
  });

  it("link, which writes only when told to and can be undone", () => {
    const before = readFileSync(join(vault, "Diary.md"), "utf8");
    const { json } = run(vault, ["link", "Diary.md", "--json"]);
    const [note] = json["notes"] as { path: string; links: { text: string; target: string; start: number; end: number }[] }[];
    expect(note?.links.map(({ text }) => text)).toEqual(["Kestrel Crane", "Maria Lindqvist"]);
    for (const { text, start, end } of note?.links ?? []) expect(before.slice(start, end)).toBe(text);
    expect(json["written"]).toEqual([]);
    expect(readFileSync(join(vault, "Diary.md"), "utf8")).toBe(before);
    expect(run(vault, ["link", "Diary.md", "--write", "--json"]).json["written"]).toEqual(["Diary.md"]);
    expect(readFileSync(join(vault, "Diary.md"), "utf8")).toMatch(/\[\[[^\]]*Kestrel Crane/);
    expect(run(vault, ["undo", "--json"]).json["restored"]).toEqual(["Diary.md"]);
    expect(readFileSync(join(vault, "Diary.md"), "utf8")).toBe(before);
  });

  it("search, one query and many", () => {
    const { json } = run(vault, ["search", "lattice boom weight", "--limit", "3", "--json"]);
    expect(shape(json)).toMatchObject({ query: "string", hits: [{ path: "string", heading: "string", start: "number", end: "number", score: "number", title: "string", type: "string", snippet: "string" }], total: "number", ms: "number" });
    expect((json["hits"] as unknown[]).length).toBeLessThanOrEqual(3);
    const only = (place: string): string[] => (run(vault, ["search", "Kestrel Crane", "--in", place, "--json"]).json["hits"] as { path: string }[]).map(({ path }) => path.split("/")[0] ?? "");
    expect(new Set(only("wiki"))).toEqual(new Set(["wiki"]));
    expect(new Set(only("sources"))).toEqual(new Set(["raw"]));
    const file = join(vault, "queries.jsonl");
    writeFileSync(file, '{"id":"q2","text":"listed monument"}\n{"id":1,"text":""}\n\n{"id":"q3","text":"Uppsala"}\n');
    const lines = run(vault, ["search", "--batch", file, "--limit", "2", "--json"]).stdout.trim().split("\n").map((line) => JSON.parse(line) as { id: unknown; hits: { path: string }[] });
    expect(lines.map(({ id }) => id)).toEqual(["q2", 1, "q3"]);
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual(["hits", "id", "ms"]);
    expect(lines[1]?.hits).toEqual([]);
    for (const { hits } of lines) expect(new Set(hits.map(({ path }) => path)).size).toBe(hits.length);
  });

  it("decide and undo", () => {
    expect(run(vault, ["decide", "no-page", "Malmö", "--json"]).json).toEqual({ decisions: [{ kind: "no-page", terms: ["Malmö"] }] });
    expect(run(vault, ["decide", "list", "--json"]).json).toEqual({ decisions: [{ kind: "no-page", terms: ["Malmö"] }] });
    const { json } = run(vault, ["undo", "--json"]);
    expect(shape(json)).toEqual({ run: "string", restored: ["string"], removed: [], conflicts: [] });
    expect(run(vault, ["decide", "list", "--json"]).json).toEqual({ decisions: [] });
  });

  it("gc", () => {
    expect(shape(run(vault, ["gc", "--json"]).json)).toEqual({ freedBytes: "number" });
    expect(run(vault, ["compile", "--json"]).json).toMatchObject({ written: [] });
  });
});

describe("A wrong call", () => {
  it.each([[["nonsense"]], [["compile", "--nonsense"]], [["search"]], [["summarise"]], [["decide", "same", "one"]], [["decide", "maybe", "a", "b"]], [["search", "x", "--limit", "none"]], [["search", "x", "--in", "attic"]], [["undo", "a", "b"]], [["summarise", "nowhere.md"]], [["compile", "--vault", "/no/such/folder"]]])("%j ends with 2 and a sentence, as JSON too", (command) => {
    const vault = newVault();
    const words = run(vault, command);
    expect(words.status).toBe(2);
    expect(words.stdout).toBe("");
    expect(words.stderr).not.toMatch(/\n\s+at /);
    const { json, status } = run(vault, [...command, "--json"]);
    expect(status).toBe(2);
    expect(json).toEqual({ error: expect.objectContaining({ code: expect.any(String) as string, message: expect.any(String) as string }) as object });
  });

  it("settings that are wrong say which file to mend", () => {
    const vault = newVault({ ".compendium/settings.json": "{ torn" });
    expect(run(vault, ["status"])).toMatchObject({ status: 2, stderr: expect.stringContaining("settings.json") as string });
    writeFileSync(join(vault, ".compendium/settings.json"), JSON.stringify({ wikiFolder: "book", sourceFolders: ["raw"] }));
    run(vault, ["compile"]);
    expect(existsSync(join(vault, "book", "index.md"))).toBe(true);
  });
});

describe("The vault", () => {
  it("is the nearest folder upwards that looks like one", () => {
    const vault = newVault();
    mkdirSync(join(vault, "deep", "er"), { recursive: true });
    expect(run(vault, ["status", "--json"], { cwd: join(vault, "deep", "er") }).json["sources"]).toHaveLength(4);
  });
});

describe("Interrupted", () => {
  const manyNotes = (): string => {
    const vault = newVault();
    for (let index = 0; index < 150; index += 1) {
      writeFileSync(join(vault, "raw", `Note ${index}.md`), Array.from({ length: 40 }, (_, part) => `The Viaduct ${part} of Falkenberg was opened in ${1800 + index} by Clara Hagen for ${index * part} crowns.`).join("\n\n"));
    }
    return vault;
  };

  /** Once the first source is kept, the compile has begun, listens to signals, and is far from writing. */
  const hasBegun = async (vault: string): Promise<void> => {
    while (!existsSync(join(vault, ".compendium", "sources"))) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it("by Ctrl-C it ends with 130, touches no page, and the next compile goes on to the same bytes", async () => {
    const vault = manyNotes();
    const child = spawn(process.execPath, [cli, "compile", "--vault", vault, "--json"], { stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
    await hasBegun(vault);
    child.kill("SIGINT");
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    expect(status).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "cancelled" } });
    expect(existsSync(join(vault, "wiki"))).toBe(false);
    const resumed = run(vault, ["compile", "--json"]).json as { sources: { opened: number } };
    expect(resumed.sources.opened).toBeLessThanOrEqual(154);
    const fresh = temporaryFolder();
    mkdirSync(join(fresh, "raw"));
    for (const [path, text] of Object.entries(readTree(join(vault, "raw")))) writeFileSync(join(fresh, "raw", path), text);
    run(fresh, ["compile"]);
    expect(withoutLog(readTree(join(vault, "wiki")))).toEqual(withoutLog(readTree(join(fresh, "wiki"))));
  }, 60_000);

  it("a second compile at the same time is told to wait", async () => {
    const vault = manyNotes();
    const child = spawn(process.execPath, [cli, "compile", "--vault", vault, "--quiet"], { stdio: "ignore" });
    const lock = (): boolean => Object.keys(readTree(join(vault, ".compendium", "devices"))).some((path) => path.endsWith("lock.json"));
    while (!lock()) await new Promise((resolve) => setTimeout(resolve, 10));
    const second = run(vault, ["compile", "--json"]);
    expect(second.status).toBe(1);
    expect(second.json).toMatchObject({ error: { code: "locked" } });
    await new Promise((resolve) => child.on("close", resolve));
    expect(run(vault, ["compile", "--json"]).json).toMatchObject({ written: [] });
  }, 60_000);
});
