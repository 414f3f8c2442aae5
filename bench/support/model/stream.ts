/** How fast the client reads a stream from a server in another process, and how soon it tells of the first token. */
import { fork } from "node:child_process";
import { createModelClient } from "../../../src/core/engines/llm/client/client";
import { diskHost } from "../../../src/node/host";
import { answer, startModelServer } from "../../../tests/support/model-server";

const TOKENS = 200_000;
const FIRST_TOKENS = 200;
const ROUNDS = 5;
const SERVE = "--serve-stream";

/** In the other process: a long stream, or one whose first token comes after a rest, with the moment it was sent in it. */
export async function serveStream(): Promise<void> {
  const long = answer(" tok".repeat(TOKENS), { delivery: { deltaCharacters: 4 } });
  const server = await startModelServer({
    kindOf: false,
    reply: ({ body }) => (body.model === "long" ? long : answer(String(process.hrtime.bigint()), { delivery: { deltaCharacters: 40 } })),
  });
  process.send?.(server.url);
  process.on("disconnect", () => process.exit());
}

export const isStreamServer = (): boolean => process.argv.includes(SERVE);

const median = (numbers: number[]): number => [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0;

export async function measureStream(): Promise<void> {
  const child = fork(process.argv[1] ?? "", [SERVE], { stdio: "inherit" });
  try {
    const url = await new Promise<string>((resolve) => child.once("message", (message) => resolve(message as string)));
    const { fetch, clock } = diskHost(".");
    if (fetch === undefined) throw new Error("The host has no fetch.");
    const supports = { jsonSchema: true, streaming: true, promptCaching: false, batch: false, images: false };
    const client = createModelClient({ baseUrl: url, key: null, fetch, clock, supports, random: Math.random });
    const speeds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      let started = 0;
      let pieces = 0;
      await client.complete({ model: "long", messages: [{ role: "user", content: `Round ${round}` }] }, undefined, {
        onText: () => {
          if (pieces === 0) started = performance.now();
          pieces += 1;
        },
      });
      speeds.push((pieces / (performance.now() - started)) * 1000);
    }
    const delays: number[] = [];
    for (let round = 0; round < FIRST_TOKENS; round += 1) {
      let told = 0n;
      const { text } = await client.complete({ model: "short", messages: [{ role: "user", content: `First ${round}` }] }, undefined, { onText: () => (told ||= process.hrtime.bigint()) });
      delays.push(Number(told - BigInt(text)) / 1e6);
    }
    delays.sort((left, right) => left - right);
    console.log(`${TOKENS} tokens: ${Math.round(median(speeds))} tokens/s (best ${Math.round(Math.max(...speeds))}, worst ${Math.round(Math.min(...speeds))} of ${ROUNDS}; goal: 60,000)`);
    console.log(`first token told after ${median(delays).toFixed(2)} ms (median of ${FIRST_TOKENS}; 95 % within ${(delays[Math.floor(0.95 * delays.length)] ?? 0).toFixed(2)} ms; goal: 5 ms), the server's own time to send it included`);
  } finally {
    child.disconnect();
    child.kill();
  }
}
