import { coverage } from "../../src/core/api";
import { DEFAULT_SETTINGS } from "../../src/core/settings";
import { readSource } from "../../src/core/vault/read-source";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { compileAll } from "../support/vaults";
import { sampleSources } from "../support/sample-sources";

const PATH = "raw/Survey.md";
const TEXT = `---
title: "The survey"
---
The Kestrel Crane was surveyed in 2004 by Chalmers University. What did it cost?

## Method

\`\`\`
measure --all
\`\`\`

Chalmers University measured the Kestrel Crane with lasers for three weeks.

### Details

Hm.

And so ${"on ".repeat(120)}.
`;

const look = (host: MemoryHost, path = PATH) => coverage({ host, settings: DEFAULT_SETTINGS }, path);
const compiled = async (): Promise<MemoryHost> => {
  const host = memoryHost({ ...sampleSources(), [PATH]: TEXT });
  await compileAll(host);
  return host;
};

describe("The coverage of a source", () => {
  it("names each passage that yielded nothing, where it stands and why", async () => {
    const host = await compiled();
    const { path, title, sections } = await look(host);
    expect({ path, title }).toEqual({ path: PATH, title: "The survey" });
    expect(sections.map(({ heading }) => heading)).toEqual(["", "Method", "Method › Details"]);
    const missed = sections.flatMap((section) => section.missed);
    expect(missed.find(({ reason }) => reason === "code")).toMatchObject({ snippet: "measure --all" });
    for (const { start, snippet } of missed) {
      expect(snippet.length).toBeLessThanOrEqual(160);
      expect(snippet).not.toMatch(/\n/);
      const passage = readSource(PATH, TEXT).sections.flatMap((section) => section.passages).find((candidate) => candidate.start === start);
      expect(passage?.text.replace(/\s+/g, " ")).toContain(snippet.replace(/…$/, ""));
    }
  });

  it("counts every passage once: missed, or with a claim or a question", async () => {
    const host = await compiled();
    const { sections } = await look(host);
    const passages = readSource(PATH, TEXT).sections.flatMap((section) => section.passages);
    expect(sections.reduce((sum, section) => sum + section.passages, 0)).toBe(passages.length);
    for (const section of sections) expect(section.missed.length).toBeLessThanOrEqual(section.passages);
  });

  it("is known from the source's page where the cache is lost", async () => {
    const host = await compiled();
    const before = await look(host);
    await host.files.remove(".compendium/sources");
    expect((await look(host)).sections.map(({ heading, missed }) => [heading, missed.length])).toEqual(before.sections.map(({ heading, missed }) => [heading, missed.length]));
  });

  it("writes nothing", async () => {
    const host = await compiled();
    host.written.length = 0;
    await look(host);
    expect(host.written).toEqual([]);
  });

  it("is refused with what to do where the source changed, failed, is gone or was never compiled", async () => {
    const host = await compiled();
    host.put(PATH, `${TEXT}\nMore.\n`);
    await expect(look(host)).rejects.toMatchObject({ code: "source-changed", path: PATH, message: expect.stringContaining("compile it") as string });
    host.put("raw/New.md", "The Osprey Crane is blue.\n");
    await expect(look(host, "raw/New.md")).rejects.toMatchObject({ code: "not-compiled" });
    await expect(look(host, "raw/nowhere.md")).rejects.toMatchObject({ code: "no-such-source" });
    await expect(coverage({ host: memoryHost({ [PATH]: TEXT }), settings: DEFAULT_SETTINGS }, PATH)).rejects.toMatchObject({ code: "not-compiled" });
  });
});
