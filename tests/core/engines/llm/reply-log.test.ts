import { requestHash, createReplyLog } from "../../../../src/core/engines/llm/reply-log";
import type { ModelRequest } from "../../../../src/core/ports";
import { memoryHost } from "../../../support/memory-host";

const signal = { aborted: false };
const request = (content: string): ModelRequest => ({ task: "digest", model: "m", messages: [{ role: "user", content }], schema: { name: "digest", schema: {} }, maxTokens: 100 });

function logOver(host = memoryHost()) {
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
    const others: ModelRequest[] = [{ ...base, model: "n" }, { ...base, maxTokens: 101 }, { ...base, schema: { name: "digest", schema: { type: "object" } } }, request("b"), { ...base, messages: [{ role: "system", content: "a" }] }];
    expect(new Set([base, ...others].map(requestHash)).size).toBe(others.length + 1);
  });
});
