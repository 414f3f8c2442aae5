import { requestHash, createReplyLog } from "../../../../src/core/engines/llm/reply-log";
import { TooLong } from "../../../../src/core/engines/llm/model-limits";
import type { ModelRequest } from "../../../../src/core/ports";
import { memoryHost } from "../../../support/memory-host";

const signal = { aborted: false };
const request = (content: string): ModelRequest => ({ task: "digest", model: "m", messages: [{ role: "user", content }], schema: { name: "digest", schema: {} }, maxTokens: 100 });

function logOver(host = memoryHost(), asksAgain = false) {
  let asked = 0;
  let stored = 0;
  let fails = false;
  const { ask, markUnusable } = createReplyLog({
    files: host.files,
    ask: async ({ messages }) => {
      asked += 1;
      await Promise.resolve();
      if (fails) throw new Error("no server");
      return { text: `re: ${messages[0]!.content}`, finishReason: "stop", usage: { input: 1, cachedInput: 0, output: 1 } };
    },
    onStored: () => (stored += 1),
    asksAgain,
  });
  return { host, ask, markUnusable, counts: () => ({ asked, stored }), failNow: (value: boolean) => void (fails = value) };
}

describe("The reply log", () => {
  it("asks once for equal requests: at the same time, later, and in another session", async () => {
    const first = logOver();
    const replies = await Promise.all([first.ask(request("a"), signal), first.ask(request("a"), signal), first.ask(request("b"), signal)]);
    expect(replies.map(({ text }) => text)).toEqual(["re: a", "re: a", "re: b"]);
    await first.ask(request("a"), signal);
    expect(first.counts()).toEqual({ asked: 2, stored: 1 });
    const later = logOver(first.host);
    expect((await later.ask(request("b"), signal)).text).toBe("re: b");
    expect(later.counts()).toEqual({ asked: 0, stored: 1 });
  });

  it("keeps no failure, and asks again for a reply that is torn", async () => {
    const log = logOver();
    log.failNow(true);
    await expect(log.ask(request("a"), signal)).rejects.toThrow("no server");
    log.failNow(false);
    await log.ask(request("a"), signal);
    expect(log.counts().asked).toBe(2);
    const [path = ""] = [...log.host.contents.keys()];
    log.host.put(path, log.host.text(path).slice(0, -5));
    await log.ask(request("a"), signal);
    expect(log.counts().asked).toBe(3);
  });

  it("tells requests apart by everything a reply depends on", () => {
    const base = request("a");
    const others: ModelRequest[] = [{ ...base, model: "n" }, { ...base, schema: { name: "digest", schema: { type: "object" } } }, request("b"), { ...base, messages: [{ role: "system", content: "a" }] }];
    expect(new Set([base, ...others].map(requestHash)).size).toBe(others.length + 1);
  });

  it("answers with a whole reply whatever is allowed now, and with one that was cut only who allows no more", async () => {
    const host = memoryHost();
    const asked: number[] = [];
    const { ask } = createReplyLog({
      files: host.files,
      ask: ({ maxTokens }) => {
        asked.push(maxTokens);
        return Promise.resolve({ text: "x".repeat(maxTokens), finishReason: maxTokens < 400 ? "length" : "stop", usage: { input: 1, cachedInput: 0, output: 1 } });
      },
      onStored: () => undefined,
    });
    const lengthOf = async (maxTokens: number): Promise<number> => (await ask({ ...request("a"), maxTokens }, signal)).text.length;
    expect([await lengthOf(100), await lengthOf(100), await lengthOf(50), await lengthOf(400), await lengthOf(100), await lengthOf(1600)]).toEqual([100, 100, 100, 400, 400, 400]);
    expect(asked).toEqual([100, 400]);
  });

  it("keeps that a request was too long for its model, but never in place of a reply", async () => {
    const host = memoryHost();
    let asked = 0;
    const log = () =>
      createReplyLog({
        files: host.files,
        ask: ({ maxTokens }) => {
          asked += 1;
          return maxTokens > 500 ? Promise.reject(new TooLong("Too long.")) : Promise.resolve({ text: "cut", finishReason: "length", usage: { input: 1, cachedInput: 0, output: 1 } });
        },
        onStored: () => undefined,
      });
    const long = { ...request("a"), maxTokens: 1000 };
    await expect(log().ask(long, signal)).rejects.toThrow(TooLong);
    await expect(log().ask(long, signal)).rejects.toThrow("Too long.");
    expect(asked).toBe(1);
    expect((await log().ask({ ...long, maxTokens: 100 }, signal)).text).toBe("cut");
    await expect(log().ask(long, signal)).rejects.toThrow(TooLong);
    expect((await log().ask({ ...long, maxTokens: 100 }, signal)).text).toBe("cut");
    expect(asked).toBe(3);
  });

  it("gives a reply that was of no use until it is to be asked for again, and then asks once", async () => {
    const host = memoryHost();
    const first = logOver(host);
    await first.ask(request("a"), signal);
    await first.ask(request("b"), signal);
    await first.markUnusable(request("a"));
    await first.markUnusable(request("never asked"));
    const second = logOver(host);
    await second.ask(request("a"), signal);
    expect(second.counts()).toEqual({ asked: 0, stored: 1 });
    const again = logOver(host, true);
    for (const content of ["a", "a", "b"]) await again.ask(request(content), signal);
    expect(again.counts()).toEqual({ asked: 1, stored: 2 });
    const after = logOver(host, true);
    await after.ask(request("a"), signal);
    expect(after.counts()).toEqual({ asked: 0, stored: 1 });
  });
});
