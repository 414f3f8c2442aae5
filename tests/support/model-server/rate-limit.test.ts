import { ask, question } from "./calls";
import { bucketOf, retryAfterOf } from "./rate-limit";
import { answer } from "./reply";
import { modelServers } from "./serving";

const start = modelServers();

describe("the bucket", () => {
  it("lets in a burst, and then as many as come back", () => {
    const bucket = bucketOf({ perSecond: 10, burst: 2 }, 0);
    expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([null, null, 100]);
    expect(bucket.take(60)).toBeCloseTo(40);
    expect(bucket.take(101)).toBeNull();
  });

  it("lets in neither more nor less than the limit over a longer time, however many ask", () => {
    const bucket = bucketOf({ perSecond: 100, burst: 1 }, 0);
    let taken = 0;
    for (let now = 0; now < 10_000; now += 1) if (bucket.take(now) === null) taken += 1;
    expect(taken).toBe(1000);
  });

  it("holds no more than a burst after a pause", () => {
    const bucket = bucketOf({ perSecond: 10, burst: 3 }, 0);
    expect([1, 2, 3, 4].map(() => bucket.take(60_000) === null)).toEqual([true, true, true, false]);
  });

  it("tells where it stands in headers, where it may", () => {
    const bucket = bucketOf({ perSecond: 2, burst: 4, headers: true }, 0);
    bucket.take(0);
    bucket.take(0);
    expect(bucket.headers(0)).toEqual({ "x-ratelimit-limit-requests": "4", "x-ratelimit-remaining-requests": "2", "x-ratelimit-reset-requests": "1s" });
    expect(bucketOf({ perSecond: 2 }, 0).headers(0)).toEqual({});
  });
});

it.each([
  ["none" as const, undefined],
  ["seconds" as const, { seconds: 2 }],
  ["date" as const, { date: 2 }],
  ["milliseconds" as const, { milliseconds: 1200 }],
  [{ seconds: 30 }, { seconds: 30 }],
])("a refusal of the kind %j says %j", (retryAfter, expected) => {
  expect(retryAfterOf({ perSecond: 1, retryAfter }, 1200)).toEqual(expected);
});

describe("a server with a limit", () => {
  const asked = (url: string, count: number) => Promise.all(Array.from({ length: count }, async (_, at) => ask(url, question(String(at)))));

  it("refuses what comes too soon and counts it as wasted", async () => {
    const server = await start({ reply: answer("Yes."), rateLimit: { perSecond: 0.01, burst: 3 } });
    const statuses = (await asked(server.url, 8)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429, 429, 429]);
    expect(server.wasted()).toBe(5);
    expect(server.requests.filter(({ wasted }) => wasted)).toHaveLength(5);
    expect(server.counts()).toEqual({ answer: 3, "rate-limited": 5 });
  });

  it("does not bother the script with what it refuses", async () => {
    let reached = 0;
    const server = await start({
      reply: (_, n) => {
        reached = n;
        return answer("Yes.");
      },
      rateLimit: { perSecond: 0.01, burst: 2 },
    });
    await asked(server.url, 6);
    expect(reached).toBe(2);
  });

  it("says when to come again and where it stands", async () => {
    const server = await start({ reply: answer("Yes."), rateLimit: { perSecond: 0.1, burst: 1, retryAfter: "seconds", headers: true } });
    const [first, second] = [await ask(server.url), await ask(server.url)];
    expect(first.headers.get("x-ratelimit-remaining-requests")).toBe("0");
    expect(second.status).toBe(429);
    expect(second.headers.get("retry-after")).toMatch(/^(?:9|10)$/);
  });

  it("lets a client through that keeps to it", async () => {
    const server = await start({ reply: answer("Yes."), rateLimit: { perSecond: 100, burst: 1 } });
    for (let call = 0; call < 5; call += 1) {
      await (await ask(server.url)).text();
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    expect(server.wasted()).toBe(0);
  });
});
