import { DEFAULT_LINK_FORMAT, link, undo, type LinkOptions, type LinkResult } from "../../src/core/api";
import { DEFAULT_SETTINGS } from "../../src/core/settings";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { compileAll } from "../support/vaults";
import { sampleSources } from "../support/sample-sources";

const DIARY = "Diary.md";
const TEXT = "The Kestrel Crane is tall. Maria Lindqvist built it.\n\n# Later\n\nI like the Kestrel Crane.\n";

const linkIn = (host: MemoryHost, write: boolean, options: Partial<LinkOptions> = {}, paths = [DIARY]): Promise<LinkResult> =>
  link({ host, settings: DEFAULT_SETTINGS }, paths, write, () => undefined, { ...DEFAULT_LINK_FORMAT, ...options });

const compiled = async (text = TEXT, path = DIARY): Promise<MemoryHost> => {
  const host = memoryHost({ ...sampleSources(), [path]: text });
  await compileAll(host);
  return host;
};

describe("Links in a note of the user's own", () => {
  it("are shown in their lines with the name of the page, and nothing is written", async () => {
    const host = await compiled();
    const { notes, written } = await linkIn(host, false);
    expect(written).toEqual([]);
    expect(host.text(DIARY)).toBe(TEXT);
    const links = notes[0]!.links;
    expect(links.map(({ name, line }) => [name, line])).toEqual([
      ["Kestrel Crane", "The Kestrel Crane is tall. Maria Lindqvist built it."],
      ["Maria Lindqvist", "The Kestrel Crane is tall. Maria Lindqvist built it."],
      ["Kestrel Crane", "I like the Kestrel Crane."],
    ]);
    for (const { text, line, lineStart, lineEnd, start, end } of links) {
      expect(line.slice(lineStart, lineEnd)).toBe(text);
      expect(TEXT.slice(start, end)).toBe(text);
    }
  });

  it("are written where they are wanted only, and undone as one run", async () => {
    const host = await compiled();
    const starts = (await linkIn(host, false)).notes[0]!.links.slice(1).map(({ start }) => start);
    expect(await linkIn(host, true, { only: [{ path: DIARY, starts }] })).toMatchObject({ written: [DIARY] });
    expect(host.text(DIARY)).toBe("The Kestrel Crane is tall. [[wiki/concepts/Maria Lindqvist|Maria Lindqvist]] built it.\n\n# Later\n\nI like the [[Kestrel Crane]].\n");
    await undo({ host, settings: DEFAULT_SETTINGS }, null, () => undefined);
    expect(host.text(DIARY)).toBe(TEXT);
    expect(await linkIn(host, true, { only: [] })).toMatchObject({ written: [] });
    expect(await linkIn(host, true, { only: [{ path: DIARY, starts: [1, 2, 3] }] })).toMatchObject({ written: [], notes: [{ links: [] }] });
  });

  it("are placed anew in a note that changed since, where they still fit", async () => {
    const host = await compiled();
    const starts = (await linkIn(host, false)).notes[0]!.links.map(({ start }) => start);
    host.put(DIARY, TEXT.replace("# Later", "# Much later"));
    await linkIn(host, true, { only: [{ path: DIARY, starts }] });
    expect(host.text(DIARY)).toBe("The [[Kestrel Crane]] is tall. [[wiki/concepts/Maria Lindqvist|Maria Lindqvist]] built it.\n\n# Much later\n\nI like the Kestrel Crane.\n");
  });

  it.each<[Partial<LinkOptions>, string]>([
    [{}, "[[Kestrel Crane]]"],
    [{ format: "absolute" }, "[[wiki/concepts/Kestrel Crane|Kestrel Crane]]"],
    [{ format: "relative" }, "[[../wiki/concepts/Kestrel Crane|Kestrel Crane]]"],
    [{ markdown: true }, "[Kestrel Crane](Kestrel%20Crane.md)"],
    [{ markdown: true, format: "absolute" }, "[Kestrel Crane](wiki/concepts/Kestrel%20Crane.md)"],
    [{ markdown: true, format: "relative" }, "[Kestrel Crane](../wiki/concepts/Kestrel%20Crane.md)"],
  ])("with %j are written as %s", async (options, written) => {
    const host = await compiled("I like the Kestrel Crane.\n", "notes/Diary.md");
    await linkIn(host, true, options, ["notes/Diary.md"]);
    expect(host.text("notes/Diary.md")).toBe(`I like the ${written}.\n`);
    expect((await linkIn(host, true, options, ["notes/Diary.md"])).written).toEqual([]);
  });
});
