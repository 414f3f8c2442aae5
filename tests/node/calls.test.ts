/** Wrong calls, help and settings: what the command line says before it does anything. */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildCommandLine } from "../support/command-line";
import { removeTemporaryFolders, temporaryFolder } from "../support/vaults";
import { answerOf, everythingIn, newVault, run as runCli, start, writeFiles, type Answer, type RunOptions } from "./cli-runner";

let cli = "";
let vault = "";
const run = (folder: string, command: string[], options?: RunOptions): Promise<Answer> => runCli(cli, folder, command, options);

beforeAll(async () => {
  cli = await buildCommandLine(temporaryFolder());
  vault = newVault();
  await run(vault, ["compile"]);
});
afterAll(removeTemporaryFolders);

describe("A wrong call", () => {
  /** The call, and what its sentence must name. */
  const WRONG: [string[], RegExp][] = [
    [["nonsense"], /"nonsense".*compile, status, undo/],
    [["--quiet"], /Name a command/],
    [[""], /Name a command/],
    [["Compile"], /"Compile"/],
    [["compile", "--nonsense"], /--nonsense.*compile --help/],
    [["compile", "-x"], /-x/],
    [["compile", "--dry-run=yes"], /--dry-run takes no value/],
    [["compile", ""], /empty/],
    [["search"], /query/],
    [["search", "x", "--limit", "none"], /--limit.*whole number/],
    [["search", "x", "--limit", "0"], /--limit/],
    [["search", "x", "--limit=-3"], /--limit/],
    [["search", "x", "--limit"], /--limit needs a value/],
    [["search", "x", "--in", "attic"], /--in.*wiki, sources, all/],
    [["search", "x", "-boom"], / -- /],
    [["search", "--batch", "nowhere.jsonl"], /nowhere\.jsonl/],
    [["search", "x", "--batch", "nowhere.jsonl"], /not both/],
    [["summarise"], /more arguments.*summarise PATH/],
    [["summarise", "a.md", "b.md"], /fewer arguments/],
    [["summarise", "nowhere.md"], /nowhere\.md/],
    [["summarise", "raw"], /no file raw/],
    [["link"], /link PATH/],
    [["link", "nowhere.md"], /nowhere\.md/],
    [["link", "raw"], /no file raw/],
    [["decide"], /decide same A B/],
    [["decide", "same", "one"], /two names/],
    [["decide", "no-page", "Kestrel", "Crane"], /one name.*quotes/],
    [["decide", "maybe", "a", "b"], /"maybe"/],
    [["decide", "page", " "], /one name/],
    [["decide", "same", "Crane", "crane"], /one name/],
    [["decide", "list", "x"], /list/],
    [["undo", "a", "b"], /fewer arguments/],
    [["undo", "no/such/run"], /no run/],
    [["status", "x"], /fewer arguments/],
    [["gc", "x"], /fewer arguments/],
    [["status", "--vault", "/no/such/folder"], /\/no\/such\/folder/],
    [["status", "--vault", ""], /--vault needs a value/],
    [["status", "--vault", "--quiet"], /--vault needs a value/],
    [["status", "--engine", ""], /--engine needs a value/],
    [["compile", "--engine", "magic"], /--engine/],
  ];
  const TO_COME: [string[], RegExp][] = [
    ...["ask", "ingest", "localise", "localize", "lint", "publish", "dataset", "finetune", "serve", "mcp"].map((command): [string[], RegExp] => [[command, "x", "--save", "--out", "y"], /not part of this version/]),
    [["compile", "--batch"], /built-in engine asks nobody.*Leave --batch out/],
    [["compile", "--engine", "llm"], /No endpoint is named/],
    [["compile", "--engine", "llm", "--base-url", "http://127.0.0.1:1"], /No model is chosen/],
    [["summarise", "raw/Lattice booms.md", "--engine", "llm"], /No endpoint is named/],
    [["compile", "--max-cost", "cheap"], /--max-cost takes an amount/],
    [["compile", "--base-url", "nowhere"], /model.baseUrl/],
  ];

  it.each([...WRONG, ...TO_COME])("%j ends with 2 and one sentence that says what to do, and does nothing", async (command, says) => {
    const untouched = everythingIn(vault);
    const { status, json, stderr } = await run(vault, [...command, "--json"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^\S.*\n$/);
    expect(stderr).toMatch(says);
    expect(Object.keys(json)).toEqual(["error"]);
    const { code, message, ...more } = json["error"] as { code: string; message: string; path?: string };
    expect(code).toMatch(/^[a-z-]+$/);
    expect(`${message}\n`).toBe(stderr);
    expect(Object.keys(more)).toEqual(more.path === undefined ? [] : ["path"]);
    expect(everythingIn(vault)).toEqual(untouched);
  });

  it.each([[["nonsense"]], [["search"]], [["summarise", "nowhere.md"]]])("%j leaves standard output empty without --json", async (command) => {
    expect(await run(vault, command)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(/^\S.*\n$/) as string });
  });

  it("without a word shows the help, on standard error", async () => {
    const { status, stdout, stderr } = await run(vault, []);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("compendium <command>");
  });
});

describe("Help", () => {
  const ALL = ["compile", "status", "undo", "decide", "summarise", "link", "search", "gc"];

  it.each([[["--help"]], [["-h"]], [["help"]], [["--help", "--quiet"]]])("%j names every command and the exit statuses", async (command) => {
    const { status, stdout, stderr } = await run("/", command);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const name of ALL) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
    expect(stdout).toContain("130 interrupted");
  });

  it("on one command names its options, and needs no arguments", async () => {
    for (const command of [["help", "search"], ["search", "--help"], ["search", "-h"]]) {
      const { status, stdout } = await run("/", command);
      expect(status).toBe(0);
      for (const option of ["--limit", "--in wiki|sources|all", "--tag", "--type", "--batch"]) expect(stdout).toContain(option);
    }
    expect((await run("/", ["help", "nonsense"])).status).toBe(2);
    expect((await run("/", ["lint", "--help"])).status).toBe(2);
  });

  it("is a document with --json", async () => {
    expect(((await run("/", ["--help", "--json"])).json["commands"] as { name: string }[]).map(({ name }) => name)).toEqual(ALL);
    expect((await run("/", ["gc", "--help", "--json"])).json).toMatchObject({ name: "gc", usage: "gc" });
    expect((await run("/", ["--version", "--json"])).json).toEqual({ version: "0.0.0" });
    expect((await run("/", ["--version"])).stdout).toBe("0.0.0\n");
  });
});

describe("Settings", () => {
  const DATA = ".obsidian/plugins/compendium/data.json";
  const OWN = ".compendium/settings.json";
  const withSettings = (files: Record<string, unknown>): string =>
    newVault(Object.fromEntries(Object.entries(files).map(([path, data]) => [path, typeof data === "string" ? data : JSON.stringify(data)])), { "raw/a.md": "The Kestrel Crane is red.\n", "notes/b.md": "The Kestrel Crane is blue.\n" });
  const sourcesOf = async (folder: string, options: RunOptions = {}): Promise<unknown> => ((await run(folder, ["status", "--json"], options)).json["sources"] as { path: string }[] | undefined)?.map(({ path }) => path);

  it("of the plugin hold, those of the command line's own file over them", async () => {
    expect(await sourcesOf(withSettings({ [DATA]: { sourceFolders: ["notes"], other: { unknown: 1 } } }))).toEqual(["notes/b.md"]);
    expect(await sourcesOf(withSettings({ [OWN]: { sourceFolders: ["notes"] } }))).toEqual(["notes/b.md"]);
    const both = withSettings({ [DATA]: { sourceFolders: ["notes"], wikiFolder: "book" }, [OWN]: `\uFEFF${JSON.stringify({ sourceFolders: ["raw"] })}` });
    expect(await sourcesOf(both)).toEqual(["raw/a.md"]);
    await run(both, ["compile"]);
    expect(existsSync(join(both, "book", "index.md"))).toBe(true);
    expect(existsSync(join(both, "wiki"))).toBe(false);
  });

  it("name the engine: the flag over the environment over the command line's file over the plugin's", async () => {
    const status = async (folder: string, flag?: string, variable?: string): Promise<number | null> =>
      (await run(folder, ["status", ...(flag === undefined ? [] : ["--engine", flag])], { env: variable === undefined ? {} : { COMPENDIUM_ENGINE: variable } })).status;
    const plugin = withSettings({ [DATA]: { engine: "llm" } });
    const own = withSettings({ [DATA]: { engine: "llm" }, [OWN]: { engine: "extractive" } });
    expect(await Promise.all([status(plugin), status(plugin, undefined, ""), status(plugin, undefined, "extractive"), status(plugin, "extractive")])).toEqual([2, 2, 0, 0]);
    expect(await Promise.all([status(own), status(own, undefined, "llm"), status(own, "extractive", "llm"), status(own, "llm", "extractive")])).toEqual([0, 2, 0, 2]);
    const { json } = await run(plugin, ["compile", "--json"]);
    expect(json).toEqual({ error: { code: "bad-settings", message: expect.stringContaining("No endpoint is named") as string } });
    expect(existsSync(join(plugin, "wiki"))).toBe(false);
  });

  it.each([
    [DATA, "{ torn"],
    [OWN, "{ torn"],
    [OWN, ""],
    [OWN, "[]"],
    [OWN, "null"],
    [DATA, '{"engine":"magic"}'],
    [OWN, '{"engine":7}'],
    [OWN, '{"wikiFolder":"../elsewhere"}'],
    [OWN, '{"wikiFolder":""}'],
    [OWN, '{"sourceFolders":"raw"}'],
    [OWN, '{"sourceFolders":["/etc/../.."]}'],
    [OWN, '{"pageFromSources":0}'],
    [OWN, '{"wikiFolder":"raw","sourceFolders":["raw/clips"]}'],
  ])("in %s that are wrong (%s) end with 2 and name the file", async (path, text) => {
    const folder = withSettings({ [path]: text });
    const untouched = everythingIn(folder);
    const { status, json, stderr } = await run(folder, ["compile", "--json"]);
    expect(status).toBe(2);
    expect(json).toEqual({ error: { code: "bad-settings", message: expect.stringContaining(path) as string, path } });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(everythingIn(folder)).toEqual(untouched);
  });

  it("that are wrong only together name both files; a wrong environment names itself", async () => {
    const together = await run(withSettings({ [DATA]: { wikiFolder: "notes" }, [OWN]: { sourceFolders: ["notes"] } }), ["status", "--json"]);
    expect(together.status).toBe(2);
    expect(together.stderr).toContain(DATA);
    expect(together.stderr).toContain(OWN);
    const wrong = await run(vault, ["status", "--json"], { env: { COMPENDIUM_ENGINE: "magic" } });
    expect(wrong).toMatchObject({ status: 2, json: { error: { code: "bad-settings" } } });
    expect(wrong.stderr).toContain("COMPENDIUM_ENGINE");
  });

  it("for the llm engine in the environment do not matter to the built-in one", async () => {
    expect((await run(vault, ["status"], { env: { COMPENDIUM_MODEL: "m", COMPENDIUM_BASE_URL: "http://127.0.0.1:1", OPENAI_API_KEY: "k" } })).status).toBe(0);
  });
});

describe("A vault that cannot be written", () => {
  const onPosix = process.platform === "win32" ? it.skip : it;

  it("says which file and why, and goes on once it can be", async () => {
    const folder = newVault();
    await run(folder, ["compile"]);
    // A folder where the page should be stands for all that keeps a page from being written: it also does for the superuser.
    rmSync(join(folder, "wiki/index.md"));
    mkdirSync(join(folder, "wiki/index.md"));
    writeFiles(folder, { "raw/New.md": "The Osprey Crane was built in 1950 by Maria Lindqvist.\n" });
    const { status, json, stderr } = await run(folder, ["compile", "--json"]);
    expect(status).toBe(1);
    expect(json).toEqual({ error: { code: "unwritable", message: expect.stringContaining("wiki/index.md") as string, path: "wiki/index.md" } });
    expect(stderr).not.toMatch(/\n\s+at /);
    expect((await run(folder, ["status", "--json"])).json["interrupted"]).toBe(true);
    rmSync(join(folder, "wiki/index.md"), { recursive: true });
    expect((await run(folder, ["compile"])).status).toBe(0);
    expect(readFileSync(join(folder, "wiki/sources/New (source).md"), "utf8")).toContain("Osprey");
    expect((await run(folder, ["compile", "--json"])).json).toMatchObject({ written: [] });
  });

  onPosix("can still be searched and looked at", async () => {
    const folder = newVault();
    await run(folder, ["compile"]);
    const untouched = everythingIn(folder);
    const readOnly = [folder, join(folder, ".compendium"), join(folder, ".compendium", "devices")];
    for (const path of readOnly) chmodSync(path, 0o555);
    chmodSync(dirname(cli), 0o755);
    // The superuser may write everywhere.
    const reader = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const runAsReader = (command: string[]): Promise<Answer> => answerOf(start(cli, command, { cwd: folder, ...reader }), command);
    for (const command of [["status"], ["search", "crane"], ["summarise", "raw/Lattice booms.md"], ["link", "raw/Lattice booms.md"], ["compile", "--dry-run"], ["decide", "list"]]) {
      expect({ command, status: (await runAsReader(command)).status }).toEqual({ command, status: 0 });
    }
    expect(await runAsReader(["compile", "--json"])).toMatchObject({ status: 1, json: { error: { code: "unwritable", message: expect.stringContaining("permission denied") as string } } });
    for (const path of readOnly) chmodSync(path, 0o755);
    expect(everythingIn(folder)).toEqual(untouched);
  });

  (existsSync("/dev/full") ? it : it.skip)("has its answer lost where that cannot be written, and says so", async () => {
    const full = openSync("/dev/full", "w");
    const answer = await answerOf(start(cli, ["status", "--json", "--vault", vault], { stdio: ["ignore", full, "pipe"] }));
    closeSync(full);
    expect(answer.status).toBe(1);
    expect(answer.stderr).toContain("could not be written");
  });
});
