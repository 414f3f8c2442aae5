import { withLock } from "../../../src/core/compile/lock";
import { memoryHost } from "../../support/memory-host";

const PATH = ".compendium/devices/memory/lock.json";
const MINUTE = 60_000;
const since = (host: ReturnType<typeof memoryHost>): number => (JSON.parse(host.text(PATH)) as { since: number }).since;

describe("The lock of a run", () => {
  it("is renewed as the run breathes and waits, so that a run of hours keeps it", async () => {
    const host = memoryHost();
    await withLock(host, async (locked) => {
      const taken = since(host);
      await locked.clock.wait(MINUTE / 2);
      await locked.clock.breathe();
      expect(since(host)).toBe(taken);
      for (let hour = 0; hour < 12 * 8; hour += 1) {
        await locked.clock.wait(5 * MINUTE);
        expect(host.clock.now() - since(host)).toBeLessThan(MINUTE);
      }
    });
    expect(host.contents.has(PATH)).toBe(false);
  });

  it("is not taken again by a wait that ends after the run", async () => {
    const host = memoryHost();
    let late: (() => Promise<void>) | null = null;
    await withLock(host, (locked) => {
      late = () => locked.clock.wait(10 * MINUTE);
      return Promise.resolve();
    });
    await late!();
    expect(host.contents.has(PATH)).toBe(false);
  });

  it("that cannot be renewed ends no wait", async () => {
    const host = memoryHost();
    await withLock(host, async (locked) => {
      host.beforeWrite = () => {
        throw new Error("the disk is full");
      };
      await locked.clock.wait(10 * MINUTE);
      await locked.clock.breathe();
    });
  });
});
