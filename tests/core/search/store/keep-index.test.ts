import { openSearch } from "../../../../src/core/api";
import { DEFAULT_SETTINGS } from "../../../../src/core/settings";
import { memoryHost, type MemoryHost } from "../../../support/memory-host";

const notes = Object.fromEntries(Array.from({ length: 12 }, (_, note) => [`raw/Note ${note}.md`, `# Crane ${note}\n\nThe crane lifts ${note} tonnes of iron.\n`]));
const QUERIES = ["crane", "iron tonnes", "7", '"crane lifts"'];

const openOn = (host: MemoryHost) => openSearch({ host, settings: DEFAULT_SETTINGS });
async function kept(): Promise<MemoryHost> {
  const host = memoryHost(notes);
  const searcher = await openOn(host);
  await searcher.save();
  host.put("raw/Note 3.md", "A barge of iron.");
  await searcher.refresh(["raw/Note 3.md"]);
  await searcher.save();
  host.opened.length = 0;
  host.written.length = 0;
  return host;
}
async function answers(host: MemoryHost): Promise<unknown[]> {
  const searcher = await openOn(host);
  const found = [];
  for (const query of QUERIES) found.push((await searcher.searchNotes(query, { limit: 50 })).hits);
  return found;
}
const fresh = async (host: MemoryHost): Promise<unknown[]> => answers(memoryHost(host.tree()));
const pieces = (host: MemoryHost): string[] => [...host.contents.keys()].filter((path) => path.startsWith(".compendium/index/"));
const bytesOf = (host: MemoryHost, path: string): Uint8Array => host.contents.get(path)?.bytes ?? new TextEncoder().encode(host.text(path));

describe("The kept index", () => {
  test("is loaded without a note being opened, and not written again", async () => {
    const host = await kept();
    const searcher = await openOn(host);
    await searcher.save();
    expect(host.opened.filter((path) => path.startsWith("raw/"))).toEqual([]);
    expect(host.written).toEqual([]);
    expect(await answers(host)).toEqual(await answers(memoryHost(host.tree())));
  });

  test("of one changed note more is one small piece and the list", async () => {
    const host = await kept();
    const searcher = await openOn(host);
    host.put("raw/Note 5.md", "A walrus.");
    host.opened.length = 0;
    await searcher.refresh(["raw/Note 5.md"]);
    await searcher.save();
    expect(host.opened).toEqual(["raw/Note 5.md"]);
    expect(host.written.map((path) => path.replace(/\d+/, "N")).sort()).toEqual([".compendium/index/N.bin", ".compendium/index/N.json", ".compendium/index/index.json"]);
  });

  test("leaves no piece behind that no list names", async () => {
    const host = await kept();
    const list = JSON.parse(host.text(".compendium/index/index.json")) as { segments: { id: number }[] };
    expect(pieces(host)).toHaveLength(1 + 2 * list.segments.length);
  });

  const damages: [string, (host: MemoryHost, path: string) => void][] = [
    ["gone", (host, path) => host.drop(path)],
    ["empty", (host, path) => host.put(path, new Uint8Array())],
    ["cut short", (host, path) => host.put(path, bytesOf(host, path).slice(0, -8))],
    ["changed in one bit", (host, path) => host.put(path, bytesOf(host, path).map((byte, at, all) => (at === all.length >> 1 ? byte ^ 4 : byte)))],
    ["of another version", (host, path) => host.put(path, bytesOf(host, path).map((byte, at) => (at === 4 ? byte + 1 : byte)))],
    ["text of somebody else", (host, path) => host.put(path, "<<<<<<< HEAD")],
  ];
  test.each(damages)("with any piece %s answers as a fresh one, and is whole again", async (_, damage) => {
    for (const path of pieces(await kept())) {
      // One bit of a note's title is still a title: a cache that somebody edits by hand is theirs.
      if (path.endsWith(".json") && !path.endsWith("index.json") && _ !== "gone" && _ !== "empty" && _ !== "cut short" && _ !== "text of somebody else") continue;
      const host = await kept();
      damage(host, path);
      expect(await answers(host)).toEqual(await fresh(host));
      const searcher = await openOn(host);
      await searcher.save();
      host.opened.length = 0;
      expect(await answers(host)).toEqual(await fresh(host));
      expect(host.opened.filter((opened) => opened.startsWith("raw/"))).toEqual([]);
    }
  });

  test("that is older than the notes is brought up to date by reading what differs", async () => {
    const host = await kept();
    host.put("raw/Note 1.md", "A heron.");
    host.drop("raw/Note 2.md");
    host.put("raw/Note 99.md", "Another crane of iron.");
    expect(await answers(host)).toEqual(await fresh(host));
    expect(host.opened.filter((path) => path.startsWith("raw/")).sort()).toEqual(["raw/Note 1.md", "raw/Note 99.md"]);
  });

  test("is as it was where writing it fails half-way", async () => {
    for (let dies = 0; dies < 4; dies++) {
      const host = await kept();
      const searcher = await openOn(host);
      host.put("raw/Note 5.md", "A walrus.");
      await searcher.refresh();
      let writes = 0;
      host.beforeWrite = () => {
        if (writes++ >= dies) throw new Error("killed");
      };
      await searcher.save().catch(() => undefined);
      host.beforeWrite = () => undefined;
      expect(await answers(host)).toEqual(await fresh(host));
    }
  });
});
