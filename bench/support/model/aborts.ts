/** How soon an abort takes effect, wherever a request is: measured over real connections, each place several times. */
import { createCancel } from "../../../src/core/cancel";
import { createModelClient } from "../../../src/core/engines/llm/client/client";
import { diskHost } from "../../../src/node/host";
import { answer, startModelServer, tooMany, type Reply } from "../../../tests/support/model-server";

const ROUNDS = 20;
/** So long after the request the abort comes, in milliseconds: by then the request is where it should be. */
const UNTIL_THERE = 60;

const long = "word ".repeat(4000);
const PLACES: Record<string, Reply> = {
  "before the head": { kind: "silence" },
  "before the first token": answer("Late.", { delivery: { firstEventAfter: 60_000 } }),
  "while tokens come": answer(long, { delivery: { betweenEvents: 5 } }),
  "in a stalled stream": answer(long, { delivery: { ending: { how: "stalled", at: 0.01 } } }),
  "waiting as Retry-After says": tooMany({ seconds: 30 }),
  "in the gate, behind others": { kind: "silence" },
};

export async function measureAborts(): Promise<void> {
  const { fetch, clock } = diskHost(".");
  if (fetch === undefined) throw new Error("The host has no fetch.");
  const supports = { jsonSchema: true, streaming: true, promptCaching: false, batch: false, images: false };
  for (const [place, reply] of Object.entries(PLACES)) {
    const server = await startModelServer({ reply, kindOf: false });
    const times: number[] = [];
    // The first one is not counted: its error's trace makes Node read this bench's own source map, for a tenth of a second.
    for (let round = -1; round < ROUNDS; round += 1) {
      const client = createModelClient({ baseUrl: server.url, key: null, fetch, clock, supports, random: Math.random, concurrency: 1 });
      const ask = (name: string, { signal }: ReturnType<typeof createCancel>): Promise<unknown> => client.complete({ model: "small", messages: [{ role: "user", content: `${name} ${round}` }] }, signal).catch((error: unknown) => error);
      const [ahead, own] = [createCancel(), createCancel()];
      const first = place.startsWith("in the gate") ? ask("Ahead", ahead) : null;
      const asked = ask("Own", own);
      await new Promise((resolve) => setTimeout(resolve, UNTIL_THERE));
      const started = performance.now();
      own.abort();
      await asked;
      if (round >= 0) times.push(performance.now() - started);
      ahead.abort();
      await first;
    }
    const gone = performance.now();
    await server.settled();
    console.log(`${place.padEnd(28)} ${Math.max(...times).toFixed(1)} ms at worst of ${ROUNDS}; the last connection was closed ${(performance.now() - gone).toFixed(0)} ms later`);
    await server.close();
  }
  console.log("Goal: at most 100 ms.");
}
