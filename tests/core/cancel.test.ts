import { createCancel, onAborted, waitWith } from "../../src/core/cancel";
import { diskHost } from "../../src/node/host";
import { hostClock } from "../../src/obsidian/clock";
import { memoryHost } from "../support/memory-host";
import { tmpdir } from "node:os";

const timers = waitWith((callBack, milliseconds) => {
  const timer = setTimeout(callBack, milliseconds);
  return () => clearTimeout(timer);
});

describe("a cancel", () => {
  it("tells each listener once, and those that went away not at all", () => {
    const { signal, abort } = createCancel();
    const told: string[] = [];
    signal.onAbort(() => told.push("first"));
    signal.onAbort(() => told.push("gone"))();
    abort();
    abort();
    expect(told).toEqual(["first"]);
    expect(signal.aborted).toBe(true);
  });

  it("that has happened is told at once", () => {
    let told = 0;
    onAborted({ aborted: true }, { wait: timers }, () => (told += 1));
    expect(told).toBe(1);
  });

  it("without listeners is noticed by looking, until nobody asks any more", async () => {
    const signal = { aborted: false };
    const told: string[] = [];
    onAborted(signal, { wait: timers }, () => told.push("noticed"));
    onAborted(signal, { wait: timers }, () => told.push("gone"))();
    signal.aborted = true;
    await timers(150);
    expect(told).toEqual(["noticed"]);
  });
});

describe.each([
  ["a process", () => diskHost(tmpdir()).clock],
  ["the app", () => (Object.assign(globalThis, { self: globalThis }), hostClock())],
])("the clock of %s", (_name, clockOf) => {
  it("waits as long as it is told", async () => {
    const clock = clockOf();
    const started = performance.now();
    await clock.wait(30);
    expect(performance.now() - started).toBeGreaterThanOrEqual(28);
  });

  it("stops waiting as soon as the signal aborts", async () => {
    const { signal, abort } = createCancel();
    const started = performance.now();
    const waited = clockOf().wait(30_000, signal);
    abort();
    await waited;
    expect(performance.now() - started).toBeLessThan(100);
  });
});

it("the clock of the memory host jumps over a wait", async () => {
  const { clock } = memoryHost();
  const before = clock.now();
  await clock.wait(60_000);
  expect(clock.now() - before).toBeGreaterThanOrEqual(60_000);
});
