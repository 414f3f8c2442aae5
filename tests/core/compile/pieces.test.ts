import * as fc from "fast-check";
import { cutIntoPieces, readPieces, writePieces, type Entry } from "../../../src/core/compile/pieces";
import { memoryHost } from "../../support/memory-host";

const FOLDER = ".compendium/list";
const list = (count: number): Entry<{ words: string }>[] => Array.from({ length: count }, (_, index) => [`note ${index}`, { words: `${index} `.repeat(200) }] as const);

describe("A list in pieces", () => {
  it("comes back as it was, whatever its entries are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.string(), fc.jsonValue())), async (entries) => {
        const { files } = memoryHost();
        const names = await writePieces(files, FOLDER, entries);
        const again = await readPieces(files, FOLDER, names);
        expect(JSON.stringify(again)).toBe(JSON.stringify(entries));
      }),
    );
  });

  it("is cut into pieces of no great size, and a single large entry stays whole", () => {
    const pieces = cutIntoPieces([...list(3000), ["long", { words: "x".repeat(500_000) }]]);
    expect(pieces.length).toBeGreaterThan(10);
    expect(pieces.filter((piece) => piece.length > 250_000)).toHaveLength(1);
    expect(pieces.slice(0, -1).every((piece) => piece.length >= 60_000)).toBe(true);
  });

  it("writes few pieces anew when an entry changes, comes or goes", async () => {
    const entries = list(3000);
    const host = memoryHost();
    const kept = new Set(await writePieces(host.files, FOLDER, entries));
    const writtenFor = async (changed: Entry<unknown>[]): Promise<number> => {
      host.written.length = 0;
      await writePieces(host.files, FOLDER, changed, kept);
      return host.written.length;
    };
    expect(kept.size).toBeGreaterThan(15);
    expect(await writtenFor(entries)).toBe(0);
    expect(await writtenFor(entries.map((entry, index) => (index === 1500 ? ([entry[0], { words: "new" }] as const) : entry)))).toBeLessThanOrEqual(3);
    expect(await writtenFor(entries.filter((_, index) => index !== 700))).toBeLessThanOrEqual(3);
    expect(await writtenFor([...entries.slice(0, 700), ["another", { words: "new" }], ...entries.slice(700)])).toBeLessThanOrEqual(3);
  });

  it("is as good as none when a piece is missing, torn or not what was written", async () => {
    const host = memoryHost();
    const names = await writePieces(host.files, FOLDER, list(1000));
    const path = `${FOLDER}/${names[1]!}.json`;
    const text = host.text(path);
    for (const damaged of [text.slice(0, -40), text.replace("200", "201"), "\0".repeat(text.length), ""]) {
      host.put(path, damaged);
      expect(await readPieces(host.files, FOLDER, names)).toBeNull();
    }
    host.drop(path);
    expect(await readPieces(host.files, FOLDER, names)).toBeNull();
  });
});
