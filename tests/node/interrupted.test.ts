/** Signals, closed pipes, several runs at once, and the command line as npm starts it. */
import { execFileSync, spawnSync, type ChildProcess } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { buildCommandLine } from "../support/command-line";
import { readTree, removeTemporaryFolders, root, temporaryFolder, withoutLog } from "../support/vaults";
import { answerOf, everythingIn, newVault, run as runCli, start as startCli, type Answer, type RunOptions } from "./cli-runner";

const onPosix = process.platform === "win32" ? it.skip : it;

const NOTES = 100;

let cli = "";
/** Notes enough that a compile takes a while; never compiled itself. */
let large = "";
/** The wiki of `large`, compiled without a disturbance. */
let expected: Record<string, string> = {};

const run = (folder: string, command: string[], options?: RunOptions): Promise<Answer> => runCli(cli, folder, command, options);
const wikiOf = (vault: string): Record<string, string> => withoutLog(readTree(join(vault, "wiki")));

const copyOf = (vault: string): string => {
  const copy = temporaryFolder();
  cpSync(vault, copy, { recursive: true, preserveTimestamps: true });
  return copy;
};

const manyNotes = (): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: NOTES }, (_, index) => {
      const sentences = Array.from({ length: 20 }, (__, part) => `The Viaduct ${part} of Falkenberg was opened in ${1800 + index} by Clara Hagen for ${index * part} crowns.`);
      return [`raw/Note ${index}.md`, sentences.join("\n\n")];
    }),
  );

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(isSo: () => boolean, child: ChildProcess): Promise<void> {
  while (!isSo()) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error("The command ended before what was waited for came about.");
    await pause(3);
  }
}

/** Once the first source is kept, the compile has begun, hears signals, and is far from writing. */
const hasBegun = (vault: string) => (): boolean => existsSync(join(vault, ".compendium", "sources"));
const devicesOf = (vault: string): string[] => (existsSync(join(vault, ".compendium/devices")) ? readdirSync(join(vault, ".compendium/devices")) : []);
const lockOf = (vault: string): string | undefined => devicesOf(vault).map((device) => join(vault, ".compendium/devices", device, "lock.json")).find((path) => existsSync(path));

const expectUndisturbedEnd = async (vault: string): Promise<void> => {
  const next = await run(vault, ["compile", "--json"]);
  expect(next.status).toBe(0);
  expect(wikiOf(vault)).toEqual(expected);
  expect(lockOf(vault)).toBeUndefined();
  expect((await run(vault, ["compile", "--json"])).json).toMatchObject({ written: [], sources: { opened: 0 } });
};

beforeAll(async () => {
  cli = await buildCommandLine(temporaryFolder());
  large = newVault(manyNotes());
  const compiled = copyOf(large);
  await run(compiled, ["compile"]);
  expected = wikiOf(compiled);
});
afterAll(removeTemporaryFolders);

describe("A compile that is interrupted", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("by %s ends with 130, touches no page, keeps what it did, and the next one ends in the same bytes", async (signal) => {
    const vault = copyOf(large);
    const child = startCli(cli, ["compile", "--vault", vault, "--json"]);
    const answer = answerOf(child, ["compile", "--json"]);
    await until(hasBegun(vault), child);
    child.kill(signal);
    const { status, json, stderr } = await answer;
    expect(status).toBe(130);
    expect(json).toEqual({ error: { code: "cancelled", message: expect.stringContaining("go on") as string } });
    expect(stderr).toContain("Cancelling; press Ctrl-C again");
    expect(existsSync(join(vault, "wiki"))).toBe(false);
    expect(lockOf(vault)).toBeUndefined();
    const kept = readdirSync(join(vault, ".compendium/sources")).length;
    expect(kept).toBeGreaterThan(0);
    const resumed = (await run(vault, ["compile", "--dry-run", "--json"])).json as { sources: { opened: number } };
    expect(resumed.sources.opened).toBe(NOTES + 4 - kept);
    await expectUndisturbedEnd(vault);
  });

  it("twice stops at once, and the next one ends in the same bytes", async () => {
    const vault = copyOf(large);
    const child = startCli(cli, ["compile", "--vault", vault, "--quiet"]);
    const answer = answerOf(child);
    await until(hasBegun(vault), child);
    child.kill("SIGINT");
    child.kill("SIGINT");
    await pause(1);
    child.kill("SIGINT");
    expect((await answer).status).toBe(130);
    await expectUndisturbedEnd(vault);
  });

  it("by a kill leaves a lock that the next one breaks", async () => {
    const vault = copyOf(large);
    const child = startCli(cli, ["compile", "--vault", vault]);
    const answer = answerOf(child);
    await until(() => lockOf(vault) !== undefined && hasBegun(vault)(), child);
    child.kill("SIGKILL");
    expect((await answer).signal).toBe("SIGKILL");
    expect(lockOf(vault)).toBeDefined();
    expect((await run(vault, ["status", "--json"])).status).toBe(0);
    await expectUndisturbedEnd(vault);
  });
});

describe("Other commands that are interrupted", () => {
  onPosix("a search stops at once with 130", async () => {
    const queries = join(temporaryFolder(), "queries");
    execFileSync("mkfifo", [queries]);
    const child = startCli(cli, ["search", "--batch", queries, "--json", "--vault", large]);
    const answer = answerOf(child);
    // A pipe can be opened to write once somebody reads from it: then the search has begun, and waits for its queries.
    const pipe = await open(queries, "w");
    child.kill("SIGINT");
    await pause(100);
    await pipe.writeFile('{"id":1,"text":"viaduct"}\n');
    await pipe.close();
    const { status, stdout } = await answer;
    expect(status).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "cancelled" } });
  });

  it("an undo is brought to its end", async () => {
    const vault = copyOf(large);
    await run(vault, ["compile"]);
    const child = startCli(cli, ["undo", "--vault", vault, "--json"]);
    const answer = answerOf(child, ["undo", "--json"]);
    await until(() => lockOf(vault) !== undefined, child);
    child.kill("SIGINT");
    const { status, json } = await answer;
    expect(status).toBe(0);
    expect(json["conflicts"]).toEqual([]);
    expect(wikiOf(vault)).toEqual({});
  });
});

describe("Two runs at once", () => {
  it("the second says that it must wait, with 1, and what only looks does not wait", async () => {
    const vault = copyOf(large);
    const child = startCli(cli, ["compile", "--vault", vault]);
    const first = answerOf(child);
    await until(() => lockOf(vault) !== undefined, child);
    const seconds = await Promise.all([["compile", "--json"], ["gc", "--json"], ["compile", "--dry-run", "--json"]].map((command) => run(vault, command)));
    const [second, clean, dry] = seconds;
    expect(second).toMatchObject({ status: 1, json: { error: { code: "locked", message: expect.stringContaining("wait") as string } } });
    expect(clean).toMatchObject({ status: 1, json: { error: { code: "locked" } } });
    expect(dry?.status).toBe(0);
    expect((await first).status).toBe(0);
    await expectUndisturbedEnd(vault);
  });

  it("of many that begin together exactly one compiles", async () => {
    const vault = newVault();
    const answers = await Promise.all(Array.from({ length: 6 }, () => run(vault, ["compile", "--json"])));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.every((status) => status === 0 || status === 1)).toBe(true);
    expect(answers.filter(({ json }) => typeof json["run"] === "string")).toHaveLength(1);
    expect(readFileSync(join(vault, "wiki/log.md"), "utf8").match(/^## /gm)).toHaveLength(1);
  });

  it("a lock is broken whose holder is gone, or whose number another process has now", async () => {
    const vault = newVault();
    await run(vault, ["compile"]);
    const [device = ""] = devicesOf(vault);
    const machine = device.replace("cli-", "");
    const gone = spawnSync(process.execPath, ["--version"]).pid;
    const owners = [`${machine}-${gone}-1`, ...(process.platform === "linux" ? [`${machine}-${process.pid}-1`] : [])];
    for (const owner of owners) {
      writeFileSync(join(vault, ".compendium/devices", device, "lock.json"), JSON.stringify({ owner, since: Date.now() }));
      expect((await run(vault, ["compile"])).status).toBe(0);
      expect(lockOf(vault)).toBeUndefined();
    }
    writeFileSync(join(vault, ".compendium/devices", device, "lock.json"), JSON.stringify({ owner: `${machine}-${process.pid}-`, since: Date.now() }));
    expect((await run(vault, ["compile"])).status).toBe(1);
  });
});

describe("A reader that has seen enough", () => {
  onPosix("of the answer is no failure", async () => {
    const script = `"${process.execPath}" "${cli}" status --vault "${large}" | head -1`;
    const { stdout, stderr, status } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^${NOTES + 4} sources.*\n$`));
    const child = startCli(cli, ["status", "--json", "--vault", large]);
    child.stdout?.destroy();
    expect((await answerOf(child)).status).toBe(0);
  });

  it("of the progress does not stop a compile", async () => {
    const vault = newVault({ "raw/Junk.md": Buffer.from([0xff, 0x00]) });
    const child = startCli(cli, ["compile", "--vault", vault]);
    child.stderr?.destroy();
    child.stdout?.destroy();
    expect((await answerOf(child)).status).toBe(1);
    expect((await run(vault, ["compile", "--json"])).json).toMatchObject({ written: [], run: null });
    expect(existsSync(join(vault, "wiki/index.md"))).toBe(true);
  });
});

describe("npm run compendium", () => {
  const npm = (folder: string, ...command: string[]) => {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD|COMPENDIUM_)/i.test(name)));
    return spawnSync("npm", ["--prefix", root, "run", "--silent", "compendium", "--", ...command], { cwd: folder, encoding: "utf8", env, shell: process.platform === "win32" });
  };

  it("hands over arguments, the current folder, the answer and the exit status", () => {
    const vault = newVault();
    const found = npm(join(vault, "raw"), "summarise", "Lattice booms.md", "--json");
    expect(found.status).toBe(0);
    expect(JSON.parse(found.stdout)).toMatchObject({ path: "raw/Lattice booms.md" });
    expect(npm(vault, "search", "crane", "--in", "attic").status).toBe(2);
    mkdirSync(join(vault, "Clippings"));
    writeFileSync(join(vault, "Clippings", "Junk.md"), Buffer.from([0xff, 0x00]));
    const untouched = everythingIn(vault);
    const failed = npm(vault, "compile", "--dry-run", "--json");
    expect(failed.status).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({ failures: [{ path: "Clippings/Junk.md" }] });
    expect(everythingIn(vault)).toEqual(untouched);
  });
});
