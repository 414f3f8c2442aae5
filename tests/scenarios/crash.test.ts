/** A crash at every single point where something is written: the strongest form of "kill it at any moment", in memory. */
import { undo } from "../../src/core/api";
import type { Files, Host } from "../../src/core/ports";
import { DEFAULT_SETTINGS } from "../../src/core/settings";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { compileAll, withoutLog } from "../support/vaults";
import { sampleSources } from "../support/sample-sources";

/** The host, dead after so many changes: every later call fails, as if the process were gone. */
const dyingHost = (host: MemoryHost, lifetime: number): Host & { changes: number } => {
  const dying = { ...host, changes: 0 };
  const change = <Arguments extends unknown[], Result>(work: (...values: Arguments) => Promise<Result>) => async (...values: Arguments): Promise<Result> => {
    if (dying.changes >= lifetime) throw new Error("the process is gone");
    dying.changes += 1;
    return work(...values);
  };
  const look = <Arguments extends unknown[], Result>(work: (...values: Arguments) => Promise<Result>) => async (...values: Arguments): Promise<Result> => {
    if (dying.changes >= lifetime) throw new Error("the process is gone");
    return work(...values);
  };
  const { files } = host;
  const wrapped: Files = {
    renameKeepsLinks: false,
    list: look(files.list),
    stat: look(files.stat),
    read: look(files.read),
    readBytes: look(files.readBytes),
    write: change(files.write),
    writeBytes: change(files.writeBytes),
    process: change(files.process),
    create: change(files.create),
    rename: change(files.rename),
    trash: change(files.trash),
    remove: change(files.remove),
  };
  return Object.assign(dying, { files: wrapped });
};

const copyOf = (host: MemoryHost): MemoryHost => {
  const copy = memoryHost();
  for (const [path, file] of host.contents) copy.contents.set(path, { ...file });
  return copy;
};

const change = (host: MemoryHost): void => {
  host.put("raw/Harbour cranes.md", host.text("raw/Harbour cranes.md").replace("1998", "1999"));
  host.drop("raw/Lattice booms.md");
  host.put("raw/New.md", "The Osprey Crane was built in 1950 by Maria Lindqvist. The Osprey Crane lifts 60 tonnes. The Osprey Crane is blue.\n");
};

const wikiOf = (host: MemoryHost): Record<string, string> => withoutLog(host.tree("wiki"));

/** Kills the work after each number of changes, from none to all, and looks at what is left. */
async function killEverywhere(start: MemoryHost, work: (host: Host) => Promise<unknown>, after: (host: MemoryHost, isFinished: boolean) => Promise<void>): Promise<number> {
  for (let lifetime = 0; ; lifetime += 1) {
    const host = copyOf(start);
    const dying = dyingHost(host, lifetime);
    const isFinished = await work(dying).then(() => true, () => false);
    await after(host, isFinished);
    if (isFinished) return lifetime;
  }
}

const expectOldOrNew = (found: Record<string, string>, before: Record<string, string>, after: Record<string, string>): void => {
  for (const path of new Set([...Object.keys(found), ...Object.keys(before)])) expect({ path, isOldOrNew: found[path] === before[path] || found[path] === after[path] }).toEqual({ path, isOldOrNew: true });
};

describe("Killed at any point, a compile leaves every page old or new, and the next one ends in the same bytes", () => {
  it("the first compile", async () => {
    const start = memoryHost(sampleSources());
    const undisturbed = copyOf(start);
    await compileAll(undisturbed);
    const points = await killEverywhere(
      start,
      (host) => compileAll(host),
      async (host) => {
        expectOldOrNew(wikiOf(host), {}, wikiOf(undisturbed));
        await compileAll(host);
        expect(wikiOf(host)).toEqual(wikiOf(undisturbed));
      },
    );
    expect(points).toBeGreaterThan(25);
  });

  it("the second compile, and undo then brings back the tree before it", async () => {
    const start = memoryHost(sampleSources());
    await compileAll(start);
    const before = wikiOf(start);
    change(start);
    const undisturbed = copyOf(start);
    await compileAll(undisturbed);
    await killEverywhere(
      start,
      (host) => compileAll(host),
      async (host) => {
        expectOldOrNew(wikiOf(host), before, wikiOf(undisturbed));
        await compileAll(host);
        expect(wikiOf(host)).toEqual(wikiOf(undisturbed));
        await undo({ host, settings: DEFAULT_SETTINGS }, null, () => undefined);
        expect(wikiOf(host)).toEqual(before);
      },
    );
  });

  it("an undo: the next start finishes it", async () => {
    const start = memoryHost(sampleSources());
    await compileAll(start);
    const before = wikiOf(start);
    change(start);
    await compileAll(start);
    const changed = wikiOf(start);
    await killEverywhere(
      start,
      (host) => undo({ host, settings: DEFAULT_SETTINGS }, null, () => undefined),
      async (host) => {
        expectOldOrNew(wikiOf(host), changed, before);
        await compileAll(host);
        expect(wikiOf(host)).toEqual(changed);
      },
    );
  });

  it("the log has one entry for each run that wrote", async () => {
    const start = memoryHost(sampleSources());
    await killEverywhere(
      start,
      (host) => compileAll(host),
      async (host) => {
        await compileAll(host);
        const log = host.text("wiki/log.md");
        const runs = [...log.matchAll(/^Run (\S+)$/gm)].map((match) => match[1]);
        expect(new Set(runs).size).toBe(runs.length);
        expect(runs).toHaveLength(1);
      },
    );
  });
});
