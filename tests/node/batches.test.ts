/** The command line with --batch, as a process that may be stopped or killed while it waits, over HTTP. */
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buildCommandLine } from "../support/command-line";
import { modelServers, type ModelServer } from "../support/model-server";
import { goodReply } from "../support/model-vault";
import { readTree, removeTemporaryFolders, temporaryFolder, withoutLog } from "../support/vaults";
import { answerOf, newVault, type Answer } from "./cli-runner";

const KEY = "sk-test-1234567890abcdef";
const NOTES = 14;

/** Notes enough that digests and articles each make a batch. */
const notes = (): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: NOTES }, (_, index) => [
      `raw/Note ${index}.md`,
      Array.from({ length: 3 }, (__, part) => `The Viaduct Falkenberg ${"ABCDEFGHIJKLMN"[(index + part) % NOTES] ?? ""}rno was opened in ${1800 + index} by Clara Hagen. In ${1850 + part} Bridge ${"ABCDEFGHIJKLMN"[(index + part) % NOTES] ?? ""}lvik Street was painted for the ${index + part + 2} guests of Clara Hagen.`).join("\n\n"),
    ]),
  );

describe("compile --batch", () => {
  let cli = "";
  const start = modelServers();
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    cli = await buildCommandLine(temporaryFolder());
  });
  afterEach(() => running.splice(0).forEach((child) => child.kill("SIGKILL")));
  afterAll(removeTemporaryFolders);

  const serve = (): Promise<ModelServer> => start({ key: KEY, batches: true, reply: goodReply });
  const launch = (vault: string, url: string, ...options: string[]): ChildProcess => {
    const env = { ...process.env, COMPENDIUM_API_KEY: KEY, COMPENDIUM_BASE_URL: url, COMPENDIUM_MODEL: "gpt-4.1", COMPENDIUM_FAST_MODEL: "gpt-4.1-mini", COMPENDIUM_ENGINE: "llm" };
    const child = spawn(process.execPath, [cli, "compile", "--vault", vault, "--json", ...options], { env });
    running.push(child);
    return child;
  };
  const run = (vault: string, url: string, ...options: string[]): Promise<Answer> => answerOf(launch(vault, url, ...options), ["--json"]);
  const wikiOf = (vault: string): Record<string, string> => withoutLog(readTree(join(vault, "wiki")));
  const batchesLeft = (vault: string): string[] => readdirSync(join(vault, ".compendium", "batches"));
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  /** Each question once, however it was asked. */
  const questions = (server: ModelServer): string[] => server.paid().map(({ body }) => JSON.stringify(body.messages));

  it("makes byte for byte the wiki of a direct compile, in two batches, and leaves nothing to pay", async () => {
    const [direct, batched] = [await serve(), await serve()];
    const [one, other] = [newVault({}, notes()), newVault({}, notes())];
    expect((await run(one, direct.url)).status).toBe(0);
    const answered = await run(other, batched.url, "--batch");
    expect({ status: answered.status, failures: answered.json["failures"] }).toEqual({ status: 0, failures: [] });
    expect(Object.keys(wikiOf(other)).length).toBeGreaterThan(NOTES);
    expect(wikiOf(other)).toEqual(wikiOf(one));
    expect(batched.batches.length).toBe(2);
    expect([...questions(batched)].sort()).toEqual([...questions(direct)].sort());
    expect(answered.json["model"]).toMatchObject({ calls: direct.paid().length });
    expect(answered.stderr).toMatch(/A batch of 14 requests was sent/);
    expect(answered.stdout + answered.stderr).not.toContain(KEY);
    expect(batched.violations).toEqual([]);
    expect(batchesLeft(other)).toEqual([]);
    expect((await run(other, batched.url, "--batch")).json["model"]).toMatchObject({ calls: 0 });
  }, 120_000);

  it.each<[string, NodeJS.Signals, number | null]>([["stopped by Ctrl-C", "SIGINT", 130], ["killed", "SIGKILL", null]])("%s while it waits goes on with the same batch, and nothing is handed over twice", async (_, signal, status) => {
    const server = await serve();
    server.batchWays({ looks: Infinity });
    const vault = newVault({}, notes());
    const child = launch(vault, server.url, "--batch");
    let [stdout, stderr] = ["", ""];
    child.stdout?.on("data", (text: Buffer) => (stdout += text.toString()));
    child.stderr?.on("data", (text: Buffer) => (stderr += text.toString()));
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    await until(() => (server.batches[0]?.looks ?? 0) > 0);
    child.kill(signal);
    expect(await ended).toBe(status);
    if (signal === "SIGINT") expect(stdout + stderr).toMatch(/goes on at the provider: compile with --batch again/);
    expect(batchesLeft(vault).length).toBe(1);

    const direct = await run(vault, server.url);
    expect({ status: direct.status, json: direct.json }).toMatchObject({ status: 1, json: { error: { code: "batch-under-way", message: expect.stringMatching(/14 requests .*compile --batch/) as string } } });
    expect(server.paid()).toEqual([]);

    server.batchWays({});
    const next = await run(vault, server.url, "--batch");
    expect(next.status).toBe(0);
    expect(next.stderr).toMatch(/A batch that an earlier run sent is done: 14 of 14/);
    expect(new Set(questions(server)).size).toBe(questions(server).length);
    expect(server.batches.length).toBe(2);
    expect(batchesLeft(vault)).toEqual([]);
  }, 120_000);

  it("tells the lower price before anything is sent, where the provider has one", async () => {
    const vault = newVault({ ".compendium/settings.json": JSON.stringify({ model: { preset: "openai" } }) }, notes());
    // Named, it is not of this machine, where nothing costs.
    const url = "http://models.test/v1";
    const [full, half] = [await run(vault, url, "--dry-run"), await run(vault, url, "--dry-run", "--batch")];
    const costOf = ({ json }: Answer): number => (json["model"] as { costUsd: number }).costUsd;
    const passesOf = ({ json }: Answer) => (json["model"] as { passes: { name: string; calls: number; costUsd: number }[] }).passes;
    expect(costOf(full)).toBeGreaterThan(0);
    for (const [index, pass] of passesOf(half).entries()) expect(pass.costUsd).toBeCloseTo((passesOf(full)[index]?.costUsd ?? 0) * (pass.calls < 10 ? 1 : 0.5), 9);
    expect(costOf(half)).toBeCloseTo(passesOf(half).reduce((sum, pass) => sum + pass.costUsd, 0), 9);
    expect(costOf(half)).toBeLessThan(costOf(full));
  }, 60_000);

  it("is refused before anything is sent where the provider is known to take none", async () => {
    const server = await serve();
    const vault = newVault({ ".compendium/settings.json": JSON.stringify({ model: { preset: "anthropic" } }) }, notes());
    const { status, json } = await run(vault, server.url, "--batch");
    expect({ status, json }).toMatchObject({ status: 2, json: { error: { code: "bad-settings", message: expect.stringMatching(/Anthropic takes no batches.*nothing was sent/) as string } } });
    expect(server.requests).toEqual([]);
  }, 60_000);
});
