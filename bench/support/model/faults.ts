/** Many sources at once while the server now and then says "too many" or fails: all compiled, in little more than the undisturbed time and the waits asked for. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CompileResult } from "../../../src/core/api";
import { changing, failure, seededRandom, startModelServer, tooMany, withFaults, type ModelServer, type RecordedRequest, type Script } from "../../../tests/support/model-server";
import { bridgeNotes, compileWithModel, faultsIn, goodReply, modelHost, modelSettings, writeVault } from "../../../tests/support/model-vault";

const AT_ONCE = 16;
const RETRY_AFTER = 1000;
const GOAL = 1.25;
/** How long the model thinks, in milliseconds: 80 to 120. */
const LATENCY = 100;

/** A model that takes its time, the same times for the same order of arrival. */
export function thinking(script: Script, milliseconds = LATENCY): Script {
  const random = seededRandom(3);
  return changing(script, (found) => ({ ...found, after: milliseconds * (0.8 + 0.4 * random()) }));
}

/** Milliseconds in which the server had asked for silence, each counted once however many replies asked for it. */
export function waitingAskedFor(requests: readonly RecordedRequest[], retryAfter: number): number {
  let until = 0;
  let waited = 0;
  for (const { ended } of requests.filter(({ status }) => status === 429).sort((left, right) => (left.ended ?? 0) - (right.ended ?? 0))) {
    const at = ended ?? 0;
    waited += at + retryAfter - Math.max(at, until);
    until = at + retryAfter;
  }
  return waited;
}

export interface Measured {
  seconds: number;
  result: CompileResult;
  server: ModelServer;
}

/** Compiles so many new sources over a server with this script, and looks at what came out. */
export async function measureCompile(folder: string, sources: number, reply: Script, model: { atOnce: number }): Promise<Measured> {
  const vault = mkdtempSync(join(folder, "vault-"));
  writeVault(vault, bridgeNotes(sources));
  const server = await startModelServer({ reply });
  try {
    const started = performance.now();
    const result = await compileWithModel(modelHost(vault), modelSettings(server.url, model));
    const seconds = (performance.now() - started) / 1000;
    await server.settled();
    const faults = faultsIn(vault);
    if (Object.keys(faults).length > 0 || server.violations.length > 0 || server.paidTwice().length > 0) throw new Error(`The compile is not sound: ${JSON.stringify([faults, server.violations.slice(0, 3), server.paidTwice().length])}`);
    return { seconds, result, server };
  } finally {
    await server.close();
  }
}

export async function measureFaults(sources: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "compendium-bench-"));
  const good = thinking(goodReply);
  try {
    await measureCompile(folder, 20, goodReply, { atOnce: AT_ONCE });
    const without = await measureCompile(folder, sources, good, { atOnce: AT_ONCE });
    const faults = [{ share: 0.1, reply: tooMany({ seconds: RETRY_AFTER / 1000 }) }, { share: 0.02, reply: failure(500) }];
    const { seconds, result, server } = await measureCompile(folder, sources, withFaults(good, faults), { atOnce: AT_ONCE });
    const asked = waitingAskedFor(server.requests, RETRY_AFTER) / 1000;
    const calls = without.server.completions().length;
    const floor = (calls / AT_ONCE) * (LATENCY / 1000);
    console.log(`${sources} sources, ${AT_ONCE} at once, ${calls} calls: without faults ${without.seconds.toFixed(1)} s (${floor.toFixed(1)} s of thinking side by side)`);
    console.log(`with faults ${seconds.toFixed(1)} s, of it ${asked.toFixed(1)} s asked for; ${JSON.stringify(server.counts())}; ${result.failures.length} failed`);
    console.log(`${((seconds - asked) / without.seconds).toFixed(2)}x the run without faults, the waiting asked for apart (goal: at most ${GOAL}x)`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
