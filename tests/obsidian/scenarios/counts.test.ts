/** What can be counted of the plugin's cost: files opened at load, files opened and written by a compile, and the worker that ends. */
import { describeInBrowser, type Host } from "../../obsidian-host/browser";
import { removeTemporaryFolders } from "../../support/vaults";
import { compileAll, eventually, exampleVault, open, waitForNothingWritten, write } from "./steps";

const isLock = (path: string): boolean => path.endsWith("/lock") || path.endsWith("lock.json");

describeInBrowser("What the plugin costs, counted", () => {
  let host: Host;

  beforeAll(async () => {
    const folder = exampleVault();
    write(folder, ".obsidian/plugins/compendium/data.json", JSON.stringify({ hasSeenWelcome: true }));
    host = await open(folder);
  });
  afterAll(async () => {
    await host.close();
    removeTemporaryFolders();
  });

  const workers = (): string[] => host.page.workers().map((worker) => worker.url()).filter((url) => url.startsWith("blob:"));
  const endOfOnload = (): Promise<number> =>
    host.page.evaluate(() => {
      const entry = performance.getEntriesByName("plugin-onload").at(-1);
      return (entry?.startTime ?? 0) + (entry?.duration ?? 0);
    });

  it("opens no file in onload, and compiles", async () => {
    const end = await endOfOnload();
    expect(end).toBeGreaterThan(0);
    expect((await host.pluginCalls()).filter(({ time }) => time <= end)).toEqual([]);
    await compileAll(host);
    expect(host.errors).toEqual([]);
  });

  it("reads no source and writes nothing where nothing changed", async () => {
    // The first compile after another may look again at what was written a moment before.
    await compileAll(host);
    await waitForNothingWritten(host);
    await host.waitForIdle();
    const mark = host.mark();
    await host.command("compendium:compile");
    await eventually(() => expect(host.filesWritten(mark).some(isLock)).toBe(true));
    await host.waitForIdle();
    expect(host.filesRead(mark).filter((path) => path.startsWith("raw/") || path.startsWith("Clippings/"))).toEqual([]);
    const written = host.filesWritten(mark).filter((path) => !isLock(path) && !path.startsWith(".obsidian/"));
    expect(written).toEqual([]);
  });

  it("reads, after a start, its settings and its memory, and no note", async () => {
    await host.reload();
    await host.page.locator(".compendium-status", { hasText: "Wiki up to date" }).waitFor();
    const end = await endOfOnload();
    const calls = (await host.pluginCalls()).filter(({ plugin }) => plugin === "compendium");
    expect(calls.filter(({ time }) => time <= end)).toEqual([]);
    const read = calls.filter(({ call }) => /\.(read|readBinary|cachedRead)$/.test(call)).map(({ path }) => path);
    expect(read.length).toBeGreaterThan(0);
    for (const path of read) expect(path).toMatch(/^(\.obsidian\/plugins\/compendium\/data\.json|\.compendium\/devices\/[^/]+\/(state\.json|state\/[^/]+\.json|journal\/[^/]+\.json))$/);
    expect(calls.filter(({ call }) => /write|create|modify|process|rename|trash|remove|delete/i.test(call))).toEqual([]);
    expect(host.errors).toEqual([]);
  });

  it("ends its worker when it has had nothing to do for a while", async () => {
    await host.command("compendium:open-pane");
    await host.waitForIdle();
    expect(workers()).toHaveLength(1);
    await eventually(() => expect(workers()).toEqual([]), 60_000);
    expect(host.errors).toEqual([]);
  });
});
