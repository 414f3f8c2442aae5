import { withLock } from "../../../src/core/compile/lock";
import { newRunId, saveJournal, type Journal } from "../../../src/core/compile/journal";
import { emptyState, loadState, saveState } from "../../../src/core/compile/state";
import { createTextStore } from "../../../src/core/compile/text-store";
import { memoryHost, type MemoryHost } from "../../support/memory-host";

describe("The text store", () => {
  it("gives back what was kept, also to a later session", async () => {
    const host = memoryHost();
    const store = createTextStore(host.files);
    const hash = store.keep("words");
    await store.flush();
    expect(await createTextStore(host.files).find(hash)).toBe("words");
  });

  it("finds many texts at once over several packs", async () => {
    const host = memoryHost();
    const hashes: string[] = [];
    for (const text of ["one", "two", "three"]) {
      const store = createTextStore(host.files);
      hashes.push(store.keep(text));
      await store.flush();
    }
    const later = createTextStore(host.files);
    expect(await Promise.all(hashes.map((hash) => later.find(hash)))).toEqual(["one", "two", "three"]);
  });

  it("keeps many texts in packs of no great size, and finds each", async () => {
    const host = memoryHost();
    const store = createTextStore(host.files);
    const texts = Array.from({ length: 60 }, (_, index) => `${index} `.repeat(10_000 + 1000 * index));
    texts.push("long".repeat(200_000));
    const hashes = texts.map((text) => store.keep(text));
    await store.flush();
    const packs = [...host.contents.values()].map(({ text }) => text.length);
    expect(packs.length).toBeGreaterThan(3);
    expect(Math.max(...packs.filter((size) => size < 800_000))).toBeLessThan(420_000);
    const later = createTextStore(host.files);
    for (const [index, hash] of hashes.entries()) expect(await later.find(hash)).toBe(texts[index]);
  });

  it("has nothing for an unknown hash, and does not pass on a damaged text", async () => {
    const host = memoryHost();
    const store = createTextStore(host.files);
    const hash = store.keep("words");
    await store.flush();
    const [path = ""] = [...host.contents.keys()];
    host.put(path, host.text(path).replace("words", "other"));
    expect(await createTextStore(host.files).find(hash)).toBeNull();
    expect(await createTextStore(host.files).find("nothing")).toBeNull();
    host.put(path, "{ torn");
    expect(await createTextStore(host.files).find(hash)).toBeNull();
  });
});

describe("The state", () => {
  it("comes back as it was saved", async () => {
    const host = memoryHost();
    await saveState(host.files, "here", { ...emptyState(), surroundings: "x" });
    expect(await loadState(host.files, "here")).toMatchObject({ surroundings: "x" });
  });

  it.each([["torn", '{"version":1,"sou'], ["of another version", '{"version":99,"sources":{},"pages":{}}'], ["junk", "null"], ["missing", null]])("is as good as none when it is %s", async (_, text) => {
    const host = memoryHost(text === null ? {} : { ".compendium/devices/here/state.json": text });
    expect(await loadState(host.files, "here")).toBeNull();
  });
});

describe("The lock", () => {
  const LOCK = ".compendium/devices/memory/lock.json";
  const lockedBy = (owner: string, since: number, device = "memory"): MemoryHost => memoryHost({ [`.compendium/devices/${device}/lock.json`]: JSON.stringify({ owner, since }) });

  it("is held while the work runs and free after it, also when the work fails", async () => {
    const host = memoryHost();
    let wasHeld = false;
    await withLock(host, () => {
      wasHeld = host.contents.has(LOCK);
      return Promise.resolve();
    });
    expect(wasHeld).toBe(true);
    await expect(withLock(host, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(host.contents.has(LOCK)).toBe(false);
  });

  it("keeps a second run out", async () => {
    const host = lockedBy("memory-2", Date.UTC(2026, 10, 22, 14, 3));
    host.device.isAlive = () => true;
    await expect(withLock(host, () => Promise.resolve())).rejects.toMatchObject({ code: "locked" });
    expect(host.contents.has(LOCK)).toBe(true);
  });

  it("is broken when its holder is gone, or gives no sign for ten minutes and cannot be asked", async () => {
    const gone = lockedBy("memory-2", Date.UTC(2030, 0, 1));
    gone.device.isAlive = () => false;
    await expect(withLock(gone, () => Promise.resolve("done"))).resolves.toBe("done");
    const silent = lockedBy("phone-1", Date.UTC(2026, 10, 22, 13, 0));
    silent.device.isAlive = () => null;
    await expect(withLock(silent, () => Promise.resolve("done"))).resolves.toBe("done");
  });

  it("of another program on the same vault counts too", async () => {
    const host = lockedBy("app-1", Date.UTC(2026, 10, 22, 14, 3), "app");
    host.device.isAlive = () => null;
    await expect(withLock(host, () => Promise.resolve())).rejects.toMatchObject({ code: "locked" });
  });

  it("that is torn is broken", async () => {
    const host = memoryHost({ [LOCK]: "{" });
    await expect(withLock(host, () => Promise.resolve("done"))).resolves.toBe("done");
  });
});

describe("Run ids", () => {
  it("sort by age even when the clock goes back", async () => {
    const host = memoryHost();
    const ids: string[] = [];
    let time = Date.UTC(2026, 10, 22);
    host.clock.now = () => (time -= 60_000);
    for (let run = 0; run < 4; run += 1) {
      const id = await newRunId(host);
      ids.push(id);
      await saveJournal(host, { id, kind: "compile", stamp: "", phase: "done", details: [], undoes: null, entries: [] } satisfies Journal);
    }
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(4);
  });
});
