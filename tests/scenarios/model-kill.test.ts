/** The real command line, killed while it asks a model: what was answered and had come is never asked for again. */
import { spawn } from "node:child_process";
import { buildCommandLine } from "../support/command-line";
import { changing, modelServers, seededRandom, type Script } from "../support/model-server";
import { bridgeNotes, CANARY_KEY, everyFile, faultsIn, goodReply, writeVault } from "../support/model-vault";
import { readTree, removeTemporaryFolders, temporaryFolder, withoutLog } from "../support/vaults";

afterAll(removeTemporaryFolders);

const start = modelServers();
const NOTES = 40;
const MOMENTS = 12;
/** So long a reply may be on its way, in milliseconds, on a machine that does other things: what was sent later may not have come. */
const ON_ITS_WAY = 400;

const thinking = (milliseconds: number): Script => {
  const random = seededRandom(11);
  return changing(goodReply, (found) => ({ ...found, after: milliseconds * (0.5 + random()) }));
};

interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
  /** On this process's clock. */
  killedAt: number | null;
}

/** Compiles; killed once `when` has come. */
function compileOnce(cli: string, vault: string, url: string, when?: Promise<unknown>): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, COMPENDIUM_API_KEY: CANARY_KEY, COMPENDIUM_BASE_URL: url, COMPENDIUM_MODEL: "strong", COMPENDIUM_FAST_MODEL: "fast", COMPENDIUM_ENGINE: "llm" };
    const child = spawn(process.execPath, [cli, "compile", "--vault", vault, "--quiet"], { env, stdio: "ignore" });
    let killedAt: number | null = null;
    void when?.then(() => {
      killedAt = performance.now();
      child.kill("SIGKILL");
    });
    child.on("exit", (status, signal) => resolve({ status, signal, killedAt }));
  });
}

const wikiOf = (vault: string): Record<string, string> => withoutLog(readTree(`${vault}/wiki`));

it("SIGKILL at any moment: the next compile ends in the same bytes and pays for nothing that had come", async () => {
  const cli = await buildCommandLine(temporaryFolder());
  const undisturbed = temporaryFolder();
  writeVault(undisturbed, bridgeNotes(NOTES));
  const first = await start({ reply: goodReply });
  expect(await compileOnce(cli, undisturbed, first.url)).toMatchObject({ status: 0 });
  const calls = first.completions().length;
  const expected = wikiOf(undisturbed);

  const random = seededRandom(5);
  const lost: number[] = [];
  let [killed, cut, kept] = [0, 0, 0];
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    const vault = temporaryFolder();
    writeVault(vault, bridgeNotes(NOTES));
    const startedAt = performance.now();
    const server = await start({ key: CANARY_KEY, reply: thinking(60) });
    const arrived = server.arrived(Math.max(1, Math.floor(((moment + random()) / MOMENTS) * calls)));
    const { signal, killedAt } = await compileOnce(cli, vault, server.url, arrived.then(() => new Promise((resolve) => setTimeout(resolve, 60 * random()))));
    await server.settled();
    if (signal === "SIGKILL") killed += 1;
    cut += server.completions(({ outcome }) => outcome === "abandoned").length;
    kept += server.paid().length;
    const before = new Map(server.paid().map(({ hash, ended }) => [hash, startedAt + (ended ?? 0)]));
    expect(await compileOnce(cli, vault, server.url)).toMatchObject({ status: 0 });
    await server.settled();
    for (const { hash } of server.paidTwice()) lost.push((killedAt ?? 0) - (before.get(hash) ?? 0));
    expect(wikiOf(vault)).toEqual(expected);
    expect(faultsIn(vault)).toEqual({});
    expect(Object.values(everyFile(vault)).join("\n")).not.toContain(CANARY_KEY);
  }
  process.stderr.write(`${killed} of ${MOMENTS} killed; ${kept} replies had been sent, ${cut} were cut by the kill; paid again: ${lost.length}, sent ${lost.map((gap) => `${gap.toFixed(0)} ms`).join(", ") || "never"} before the kill\n`);
  expect(killed).toBeGreaterThan(MOMENTS / 2);
  expect(lost.filter((gap) => gap > ON_ITS_WAY)).toEqual([]);
});
