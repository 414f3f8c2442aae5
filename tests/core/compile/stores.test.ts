import { withLock } from "../../../src/core/compile/lock";
import { newRunId, saveJournal, type Journal } from "../../../src/core/compile/journal";
import { emptyState } from "../../../src/core/compile/state";
import { loadState, saveState } from "../../../src/core/compile/state-store";
import { unknownSource } from "../../../src/core/compile/survey";
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
    const texts = Array.from({ length: 30 }, (_, index) => `${index} words of a page `.repeat(3000));
    texts.push("long".repeat(200_000));
    const hashes = texts.map((text) => store.keep(text));
    await store.flush();
    const packs = [...host.contents.values()].map(({ text }) => text.length);
    expect(packs.length).toBeGreaterThan(3);
    expect(Math.max(...packs.filter((size) => size < 800_000))).toBeLessThan(260_000);
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

  const someState = () => ({
    ...emptyState(),
    sources: Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`raw/${index}.md`, { ...unknownSource(`s-${index}`), summary: "words ".repeat(40) }])),
    foreign: { "wiki/mine.md": "3 4" },
    lastRun: { id: "1", stamp: "2026-11-22 14:03", kind: "compile" },
  });
  const headOf = (host: MemoryHost) => host.text(".compendium/devices/here/state.json");

  it("lies in pieces: a change of one source writes one or two of them anew, and those no longer named go", async () => {
    const host = memoryHost();
    const saved = someState();
    await saveState(host.files, "here", saved);
    expect(await loadState(host.files, "here")).toEqual(saved);
    const all = host.written.length;
    expect(all).toBeGreaterThan(4);
    host.written.length = 0;
    const state = (await loadState(host.files, "here"))!;
    state.sources["raw/500.md"] = { ...state.sources["raw/500.md"]!, title: "Another" };
    await saveState(host.files, "here", state);
    expect(host.written.length).toBeLessThanOrEqual(3);
    expect(host.contents.size).toBe(all);
    expect(await loadState(host.files, "here")).toEqual(state);
  });

  it("is as good as none when a piece is lost or damaged, and whole again once it is saved anew", async () => {
    const host = memoryHost();
    await saveState(host.files, "here", someState());
    const piece = [...host.contents.keys()].find((path) => path.includes("/state/"))!;
    const text = host.text(piece);
    host.put(piece, "\0".repeat(text.length));
    expect(await loadState(host.files, "here")).toBeNull();
    await saveState(host.files, "here", someState());
    expect(host.text(piece)).toBe(text);
    expect(await loadState(host.files, "here")).not.toBeNull();
    host.drop(piece);
    expect(await loadState(host.files, "here")).toBeNull();
  });

  it("is read while it is saved: what is found is the old one or the new one", async () => {
    const host = memoryHost();
    const old = someState();
    await saveState(host.files, "here", old);
    const next = { ...old, surroundings: "new", sources: { ...old.sources, "raw/500.md": { ...old.sources["raw/500.md"]!, title: "Another" } } };
    const read = host.files.read;
    let isFirst = true;
    host.files.read = async (path) => {
      const found = await read(path);
      if (isFirst) {
        isFirst = false;
        await saveState(host.files, "here", next);
      }
      return found;
    };
    expect(await loadState(host.files, "here")).toMatchObject({ surroundings: "new" });
  });

  it("leaves the old memory where a save breaks off, and takes away what was left of it later", async () => {
    const host = memoryHost();
    const old = someState();
    await saveState(host.files, "here", old);
    const head = headOf(host);
    const next = { ...old, sources: { ...old.sources, "raw/500.md": { ...old.sources["raw/500.md"]!, title: "Another" } } };
    host.beforeWrite = (path) => {
      if (path.endsWith("state.json")) throw new Error("crash");
    };
    await expect(saveState(host.files, "here", next)).rejects.toThrow("crash");
    host.beforeWrite = () => undefined;
    expect(headOf(host)).toBe(head);
    const count = host.contents.size;
    expect(await loadState(host.files, "here")).toEqual(old);
    await saveState(host.files, "here", (await loadState(host.files, "here"))!);
    expect(host.contents.size).toBe(count - 1);
  });

  it("of version 1, a single file, is read as it is", async () => {
    const { pieces: _, ...old } = someState();
    const host = memoryHost({ ".compendium/devices/here/state.json": JSON.stringify({ version: 1, ...old }) });
    const state = (await loadState(host.files, "here"))!;
    expect(state).toMatchObject(old);
    await saveState(host.files, "here", state);
    expect(await loadState(host.files, "here")).toMatchObject(old);
    expect(JSON.parse(headOf(host))).toMatchObject({ version: 2 });
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
