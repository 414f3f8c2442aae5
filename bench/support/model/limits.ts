/** Hard limits that nobody told of, against the client itself over real connections: no request fails, hardly any time and hardly any request is lost. */
import { createModelClient } from "../../../src/core/engines/llm/client/client";
import { diskHost } from "../../../src/node/host";
import { answer, startModelServer } from "../../../tests/support/model-server";
import { thinking } from "./faults";

interface Case {
  perSecond: number;
  requests: number;
  atOnce: number;
  retryAfter: "none" | "seconds";
}

const CASES: Case[] = [
  { perSecond: 100, requests: 1000 },
  { perSecond: 10, requests: 150 },
].flatMap((limit) => [16, 64].flatMap((atOnce) => (["none", "seconds"] as const).map((retryAfter) => ({ ...limit, atOnce, retryAfter }))));

const GOALS = { time: 1.1, wasted: 0.05 };

async function measure({ perSecond, requests, atOnce, retryAfter }: Case): Promise<string> {
  const server = await startModelServer({ reply: thinking(() => answer("Yes."), 50), rateLimit: { perSecond, retryAfter } });
  const { fetch, clock } = diskHost(".");
  if (fetch === undefined) throw new Error("The host has no fetch.");
  const supports = { jsonSchema: true, streaming: true, promptCaching: false, batch: false, images: false };
  const client = createModelClient({ baseUrl: server.url, key: null, fetch, clock, supports, concurrency: atOnce, random: Math.random });
  try {
    const started = performance.now();
    const done = await Promise.allSettled(Array.from({ length: requests }, (_, index) => client.complete({ model: "small", messages: [{ role: "user", content: `Question ${index}` }] })));
    const seconds = (performance.now() - started) / 1000;
    // The bucket is full at the start: a second's worth goes at once.
    const ideal = Math.max(requests / perSecond - 1, (requests * 0.05) / atOnce);
    const failed = done.filter(({ status }) => status === "rejected").length;
    const wasted = server.wasted() / server.requests.length;
    return `${String(perSecond).padStart(4)}/s ${String(atOnce).padStart(3)} at once, Retry-After ${retryAfter.padEnd(8)} ${String(requests).padStart(5)} requests: ${seconds.toFixed(1).padStart(6)} s, ${(seconds / ideal).toFixed(2)}x the ideal; ${(100 * wasted).toFixed(1)} % refused; ${failed} failed`;
  } finally {
    await server.close();
  }
}

export async function measureLimits(): Promise<void> {
  for (const limit of CASES) console.log(await measure(limit));
  console.log(`Goals: at most ${GOALS.time}x, at most ${100 * GOALS.wasted} %, 0 failed.`);
}
