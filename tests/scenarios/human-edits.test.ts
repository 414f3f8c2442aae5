import { status } from "../../src/core/api";
import { DEFAULT_SETTINGS } from "../../src/core/settings";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { compileAll, withoutLog } from "../support/vaults";
import { sampleSources } from "../support/sample-sources";

const PAGE = "wiki/concepts/Kestrel Crane.md";
const SOURCE = "raw/Harbour cranes.md";

const compiled = async (): Promise<MemoryHost> => {
  const host = memoryHost(sampleSources());
  await compileAll(host);
  return host;
};

/** Changes a page as a human would, and insists that there was something to change. */
const edit = (host: MemoryHost, path: string, from: string | RegExp, to: string): void => {
  const text = host.text(path);
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${path} does not hold ${String(from)}`);
  host.put(path, edited);
};

const changeSource = (host: MemoryHost): void => edit(host, SOURCE, "In 1975 the Kestrel Crane was moved to Malmö.", "In 1976 the Kestrel Crane was moved to Malmö by barge.");

describe("What a human wrote on a page survives a recompile of a changed source", () => {
  it("a changed sentence, while the rest of the page goes on changing", async () => {
    const host = await compiled();
    edit(host, PAGE, "is a listed monument.", "is a listed monument (I measured it).");
    changeSource(host);
    const result = await compileAll(host);
    expect(result.pages.conflicts).toBe(0);
    expect(host.text(PAGE)).toContain("I measured it");
    expect(host.text(PAGE)).toContain("by barge");
  });

  it("an added section, a changed and an added property", async () => {
    const host = await compiled();
    edit(host, PAGE, "\n## Mentioned in", "\n## My visit\n\nI stood below it in 2019.\n\n## Mentioned in");
    edit(host, PAGE, /^summary: .*$/m, "summary: My favourite crane");
    edit(host, PAGE, /^kind: /m, "rating: 5\nkind: ");
    changeSource(host);
    await compileAll(host);
    const text = host.text(PAGE);
    for (const words of ["I stood below it in 2019.", "summary: My favourite crane", "rating: 5", "by barge"]) expect(text).toContain(words);
  });

  it("and survives the next compile, and the one after, and the loss of the cache", async () => {
    const host = await compiled();
    edit(host, PAGE, "is a listed monument.", "is a listed monument (I measured it).");
    changeSource(host);
    await compileAll(host);
    const after = withoutLog(host.tree());
    await compileAll(host, { force: true });
    expect(withoutLog(host.tree())).toEqual(after);
    await host.files.remove(".compendium");
    await compileAll(host);
    expect(withoutLog(host.tree())).toEqual(after);
  });

  it("a deleted page stays deleted, as a ruling that can be taken back", async () => {
    const host = await compiled();
    host.drop(PAGE);
    changeSource(host);
    await compileAll(host);
    expect(host.contents.has(PAGE)).toBe(false);
    expect(host.text("wiki/decisions.md")).toContain('- No page: "Kestrel Crane"');
    for (const text of Object.values(host.tree("wiki"))) expect(text).not.toContain("[[wiki/concepts/Kestrel Crane|");
    edit(host, "wiki/decisions.md", /^- No page: .*\n/m, "");
    await compileAll(host);
    expect(host.contents.has(PAGE)).toBe(true);
  });

  it("a deleted source page stays deleted, and its source stays listed and cited", async () => {
    const host = await compiled();
    host.drop("wiki/sources/Harbour cranes (source).md");
    changeSource(host);
    await compileAll(host);
    expect(host.contents.has("wiki/sources/Harbour cranes (source).md")).toBe(false);
    expect(host.text("wiki/sources.md")).toContain("[[raw/Harbour cranes|");
    expect(host.text(PAGE)).toContain("by barge");
  });

  it("many pages gone at once are no ruling: they are made again", async () => {
    const host = await compiled();
    const before = withoutLog(host.tree());
    for (const path of Object.keys(host.tree("wiki/concepts"))) host.drop(path);
    for (const path of Object.keys(host.tree("wiki/sources"))) host.drop(path);
    await compileAll(host);
    expect(withoutLog(host.tree())).toEqual(before);
  });

  it("a file of the user's own in the wiki is never written, even where a page would like its name", async () => {
    const sources = sampleSources();
    const host = memoryHost({ ...sources, [PAGE]: "My own note about the crane.\n", "wiki/notes/Ideas.md": "Mine.\n" });
    await compileAll(host);
    changeSource(host);
    await compileAll(host);
    expect(host.text(PAGE)).toBe("My own note about the crane.\n");
    expect(host.text("wiki/notes/Ideas.md")).toBe("Mine.\n");
    expect(host.text("wiki/concepts/Kestrel Crane 2.md")).toContain("by barge");
  });

  it("a page moved by hand keeps its id, and links follow it", async () => {
    const host = await compiled();
    const text = host.text(PAGE);
    const id = /compendium: (c-\w+)/.exec(text)?.[1] ?? "";
    host.drop(PAGE);
    host.put("wiki/concepts/The great crane.md", text);
    await compileAll(host);
    expect(host.contents.has(PAGE)).toBe(false);
    expect(host.text("wiki/concepts/The great crane.md")).toContain(id);
    expect(host.text("wiki/concepts/The great crane.md")).toContain("- Kestrel Crane");
    expect(host.text("wiki/sources/Harbour cranes (source).md")).toContain("[[wiki/concepts/The great crane|");
  });
});

describe("A true conflict", () => {
  const conflicted = async (): Promise<MemoryHost> => {
    const host = await compiled();
    edit(host, PAGE, "In 1975 the Kestrel Crane was moved to", "In 1974, I believe, the Kestrel Crane was moved to");
    changeSource(host);
    await compileAll(host);
    return host;
  };

  it("keeps the human's words in place and lists the proposal in status", async () => {
    const host = await conflicted();
    expect(host.text(PAGE)).toContain("In 1974, I believe,");
    const { conflicts } = await status({ host, settings: DEFAULT_SETTINGS });
    expect(conflicts).toHaveLength(1);
    expect(conflicts[0]).toMatchObject({ path: PAGE });
    expect(conflicts[0]?.theirs).toContain("by barge");
  });

  it("stays listed until the user settles it, and is gone then", async () => {
    const host = await conflicted();
    expect((await compileAll(host)).pages.conflicts).toBe(1);
    edit(host, PAGE, /^- In 1974, I believe,.*$/m, "- It was moved by barge.");
    expect((await status({ host, settings: DEFAULT_SETTINGS })).conflicts).toEqual([]);
  });
});

describe("A page nobody supports any more", () => {
  it("goes to the trash, but what a human wrote on it stays as a note of theirs", async () => {
    const host = await compiled();
    edit(host, "wiki/sources/Lattice booms (source).md", "\n## Coverage", "\n## My remarks\n\nAsk Nils about the welds.\n\n## Coverage");
    host.drop("raw/Lattice booms.md");
    await compileAll(host);
    const rest = host.text("wiki/sources/Lattice booms (source).md");
    expect(rest).toContain("Ask Nils about the welds.");
    expect(rest).not.toContain("compendium:");
    expect(rest).not.toContain("[[raw/Lattice booms");
  });
});

describe("A page changed between the plan and the writing", () => {
  it("is merged, never overwritten", async () => {
    const host = await compiled();
    changeSource(host);
    host.beforeWrite = (path) => {
      if (!path.includes("/journal/")) return;
      host.beforeWrite = () => undefined;
      edit(host, PAGE, "is a listed monument.", "is, they say, a listed monument.");
    };
    await compileAll(host);
    expect(host.text(PAGE)).toContain("they say");
    expect(host.text(PAGE)).toContain("by barge");
  });
});
