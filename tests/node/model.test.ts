/** The command line with a model, over HTTP: what it sends, what it never shows, and how it ends. */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { audit } from "../support/audit";
import { buildCommandLine } from "../support/command-line";
import { failure, modelServers, tooMany, withFaults } from "../support/model-server";
import { goodReply } from "../support/model-vault";
import { sampleSources } from "../support/sample-sources";
import { readTree, removeTemporaryFolders, temporaryFolder } from "../support/vaults";

const KEY = "sk-test-1234567890abcdef";

describe("The command line with a model", () => {
  let cli = "";
  const start = modelServers();

  beforeAll(async () => {
    cli = await buildCommandLine(temporaryFolder());
  });
  afterAll(removeTemporaryFolders);

  const vaultOf = (files: Record<string, string>): string => {
    const vault = temporaryFolder();
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(vault, path)), { recursive: true });
      writeFileSync(join(vault, path), text);
    }
    return vault;
  };
  const run = (vault: string, url: string, ...given: (string | Record<string, string>)[]): Promise<{ status: number | null; output: string; json: Record<string, unknown> }> =>
    new Promise((resolve) => {
      const options = given.filter((each) => typeof each === "string");
      const more = Object.assign({}, ...given.filter((each) => typeof each !== "string")) as Record<string, string>;
      const env = { ...process.env, COMPENDIUM_API_KEY: KEY, COMPENDIUM_BASE_URL: url, COMPENDIUM_MODEL: "big", COMPENDIUM_FAST_MODEL: "small", COMPENDIUM_ENGINE: "llm", ...more };
      const child = spawn(process.execPath, [cli, "compile", "--vault", vault, "--json", ...options], { env });
      let [stdout, stderr] = ["", ""];
      child.stdout.on("data", (part: Buffer) => (stdout += part.toString()));
      child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
      child.on("close", (status) => resolve({ status, output: stdout + stderr, json: JSON.parse(stdout) as Record<string, unknown> }));
    });
  /** Every byte the run left, the cache included. */
  const everything = (folder: string): string =>
    readdirSync(folder)
      .map((name) => join(folder, name))
      .map((path) => (statSync(path).isDirectory() ? everything(path) : readFileSync(path, "utf8")))
      .join("\n");

  it("makes a true wiki, tells what it cost, and never shows the key", async () => {
    const server = await start({ key: KEY, reply: goodReply });
    const vault = vaultOf(sampleSources());
    const first = await run(vault, server.url);
    expect({ status: first.status, failures: first.json["failures"] }).toEqual({ status: 0, failures: [] });
    expect(first.json["model"]).toMatchObject({ calls: server.completions().length, cached: 0, estimated: false });
    const tree = readTree(vault);
    const { malformed, untrue, dangling, uncited, brokenLinks } = audit(tree, Object.keys(tree).filter((path) => path.startsWith("raw/")));
    expect({ malformed, untrue, dangling, uncited, brokenLinks }).toEqual({ malformed: [], untrue: [], dangling: [], uncited: [], brokenLinks: [] });
    expect(server.violations).toEqual([]);
    const asked = server.completions().length;
    const second = await run(vault, server.url);
    expect(second.json["model"]).toMatchObject({ calls: 0, costUsd: 0 });
    expect(server.completions().length).toBe(asked);
    expect(first.output + second.output + everything(vault)).not.toContain(KEY);
  }, 60_000);

  it("sends nothing in a dry run, and says what would be sent", async () => {
    const server = await start({ key: KEY, reply: goodReply });
    const { status, json } = await run(vaultOf(sampleSources()), server.url, "--dry-run");
    expect(status).toBe(0);
    expect(server.requests).toEqual([]);
    expect(json["model"]).toMatchObject({ estimated: true, calls: expect.any(Number) as number });
  }, 60_000);

  it("gets through where the endpoint refuses and fails now and then, and pays for nothing twice", async () => {
    const server = await start({ key: KEY, reply: withFaults(goodReply, [{ share: 0.15, reply: tooMany({ milliseconds: 50 }) }, { share: 0.1, reply: failure(500) }], 7) });
    const vault = vaultOf(sampleSources());
    const { status, json } = await run(vault, server.url);
    expect({ status, failures: json["failures"] }).toEqual({ status: 0, failures: [] });
    await server.settled();
    expect(server.paidTwice()).toEqual([]);
  }, 60_000);

  it.each([
    ["a wrong key", failure(401), /key/i],
    ["a model that is not there", failure(404), /model|address/i],
  ])("ends with 2 and one sentence at %s, and touches no page", async (_, reply, says) => {
    const server = await start({ key: KEY, reply: () => reply });
    const vault = vaultOf(sampleSources());
    const { status, output, json } = await run(vault, server.url);
    expect(status).toBe(2);
    expect((json["error"] as { message: string }).message).toMatch(says);
    expect(output).not.toContain(KEY);
    expect(Object.keys(readTree(vault)).filter((path) => path.startsWith("wiki/"))).toEqual([]);
  }, 60_000);

  it("sends nothing where --max-cost cannot be held since nobody knows the price, and tells of a budget that cannot", async () => {
    const server = await start({ key: KEY, reply: goodReply });
    // Another name of this machine, which might be any machine's.
    const away = server.url.replace("127.0.0.1", "0.0.0.0");
    const limited = await run(vaultOf(sampleSources()), away, "--max-cost", "0.01");
    expect({ status: limited.status, error: limited.json["error"] }).toEqual({ status: 2, error: { code: "bad-settings", message: expect.stringMatching(/price of big and small is not known.*--max-cost/) as string } });
    expect(server.completions()).toEqual([]);
    const budgeted = await run(vaultOf({ ...sampleSources(), ".compendium/settings.json": JSON.stringify({ model: { budgetPerMonth: 0 } }) }), away);
    expect(budgeted.status).toBe(0);
    expect(budgeted.output).toMatch(/price of big and small is not known: .* budget does not hold/);
  }, 60_000);

  it("keeps the budget of the plugin's settings where its own file names something else of the model", async () => {
    const server = await start({ key: KEY, reply: goodReply });
    const files = { ".obsidian/plugins/compendium/data.json": JSON.stringify({ model: { budgetPerMonth: 0 } }), ".compendium/settings.json": JSON.stringify({ model: { atOnce: 2 } }) };
    const { status, json } = await run(vaultOf({ ...sampleSources(), ...files }), server.url.replace("127.0.0.1", "0.0.0.0"), "--model", "gpt-4o");
    expect({ status, error: json["error"] }).toMatchObject({ status: 3, error: { code: "budget" } });
    expect(server.completions().filter(({ body }) => (body as { model: string }).model === "gpt-4o")).toEqual([]);
  }, 60_000);

  it.each([
    ["an address with a password", ["--base-url", "http://user:secret@127.0.0.1/v1"], {}, /without a name or password in it\. It comes from --base-url/],
    ["a key that no header holds", [], { COMPENDIUM_API_KEY: `sk-line\n${KEY}` }, /key holds characters that cannot be sent/],
  ])("ends with 2 at %s, says so, and shows none of it", async (_, options, env, says) => {
    const server = await start({ key: KEY, reply: goodReply });
    const { status, output, json } = await run(vaultOf(sampleSources()), server.url, ...options, env);
    expect({ status, message: (json["error"] as { message: string }).message }).toEqual({ status: 2, message: expect.stringMatching(says) as string });
    expect(output).not.toMatch(/secret|sk-/);
    expect(server.requests).toEqual([]);
  }, 60_000);

  it.each([301, 302, 307, 308] as const)("sends nothing on where a server says so (%d), and tells what to do", async (status_) => {
    const other = await start({ reply: goodReply });
    const server = await start({ key: KEY, reply: () => ({ kind: "redirect", status: status_, to: `${other.url}/chat/completions?key=${KEY}` }) });
    const { status, output } = await run(vaultOf(sampleSources()), server.url);
    expect(status).toBe(2);
    expect(output).toMatch(/sends requests on to another address/);
    expect(other.requests).toEqual([]);
    expect(output).not.toContain(KEY);
  }, 60_000);

  it("ends with 2 where nobody listens", async () => {
    const { status, json } = await run(vaultOf(sampleSources()), "http://127.0.0.1:9/v1");
    expect(status).toBe(2);
    expect((json["error"] as { message: string }).message).toMatch(/127\.0\.0\.1:9/);
  }, 120_000);
});
