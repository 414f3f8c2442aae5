import { compile, overview, undo, type Overview, type OverviewSource } from "../../src/core/api";
import { DEFAULT_SETTINGS } from "../../src/core/settings";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { changeMemory } from "../support/memory";
import { compileAll, compileOptions, withoutLog } from "../support/vaults";
import { sampleSources } from "../support/sample-sources";

const PAGE = "wiki/concepts/Kestrel Crane.md";
const SOURCE = "raw/Harbour cranes.md";

const look = (host: MemoryHost): Promise<Overview> => overview({ host, settings: DEFAULT_SETTINGS });
const sourceOf = ({ sources }: Overview, path: string): OverviewSource => sources.find((source) => source.path === path)!;
const statesOf = ({ sources }: Overview): Record<string, string> => Object.fromEntries(sources.map(({ path, state }) => [path, state]));

const compiled = async (): Promise<MemoryHost> => {
  const host = memoryHost(sampleSources());
  await compileAll(host);
  return host;
};

describe("The overview", () => {
  it("of a vault nobody compiled names its sources as new, and nothing else", async () => {
    const found = await look(memoryHost(sampleSources()));
    expect(new Set(Object.values(statesOf(found)))).toEqual(new Set(["new"]));
    expect(sourceOf(found, SOURCE)).toEqual({ path: SOURCE, title: "Harbour cranes", state: "new", page: null, sections: 0, covered: 0, pages: 0 });
    expect(found).toMatchObject({ pages: [], conflicts: [], unfinished: [], interrupted: false, olderRecipe: 0, undoable: null });
  });

  it("of a compiled one tells pages, coverage and what hangs on each source, and opens no page and no source", async () => {
    const host = await compiled();
    host.opened.length = 0;
    host.written.length = 0;
    const found = await look(host);
    expect(host.opened.filter((path) => !path.startsWith(".compendium/"))).toEqual([]);
    expect(host.written).toEqual([]);
    expect(new Set(Object.values(statesOf(found)))).toEqual(new Set(["compiled"]));
    const source = sourceOf(found, SOURCE);
    expect(source).toMatchObject({ page: "wiki/sources/Harbour cranes (source).md", sections: 3, covered: 3 });
    const citing = Object.entries(host.tree("wiki/concepts")).filter(([, text]) => text.includes("[[raw/Harbour cranes"));
    expect(source.pages).toBe(1 + citing.length);
    expect(found.pages.map(({ path }) => path)).toEqual(Object.keys(host.tree("wiki")).filter((path) => !/(log|decisions|AGENTS)\.md$|\.base$/.test(path)));
    expect(found.pages.find(({ path }) => path === PAGE)).toMatchObject({ name: "Kestrel Crane", kind: "concept" });
  });

  it("tells new, changed, removed and failed sources apart", async () => {
    const host = await compiled();
    host.put("raw/New.md", "The Osprey Crane is blue.\n");
    host.put(SOURCE, `${host.text(SOURCE)}\nIt is red.\n`);
    host.drop("raw/Lattice booms.md");
    host.put("raw/Junk.md", new Uint8Array([0xff, 0xfe, 0x00, 0x80]));
    expect(statesOf(await look(host))).toMatchObject({ "raw/New.md": "new", "raw/Junk.md": "new", [SOURCE]: "changed", "raw/Lattice booms.md": "removed" });
    await compileAll(host);
    const after = await look(host);
    expect(statesOf(after)).toMatchObject({ "raw/New.md": "compiled", "raw/Junk.md": "failed", [SOURCE]: "compiled" });
    expect(sourceOf(after, "raw/Junk.md").message).toContain("UTF-8");
    expect(statesOf(after)).not.toHaveProperty(["raw/Lattice booms.md"]);
  });

  it("names the run that undo takes back, and what is to compile again after it", async () => {
    const host = await compiled();
    const first = (await look(host)).undoable;
    expect(first).toMatchObject({ kind: "compile", run: expect.stringMatching(/^\d{8}-\d+/) as string });
    host.put("raw/New.md", "The Osprey Crane was built by Maria Lindqvist in 1950. The Osprey Crane is blue.\n");
    const { run } = await compileAll(host);
    expect((await look(host)).undoable?.run).toBe(run);
    const before = withoutLog(host.tree());
    await undo({ host, settings: DEFAULT_SETTINGS }, null, () => undefined);
    const undone = await look(host);
    expect(undone.undoable?.run).toBe(first?.run);
    expect(undone.interrupted).toBe(false);
    expect(statesOf(undone)).toMatchObject({ "raw/New.md": "new", [SOURCE]: "compiled" });
    await compileAll(host);
    expect(withoutLog(host.tree())).toEqual(before);
    expect(statesOf(await look(host))).toMatchObject({ "raw/New.md": "compiled" });
  });

  it("is as before after an undo was taken back", async () => {
    const host = await compiled();
    const before = statesOf(await look(host));
    await undo({ host, settings: DEFAULT_SETTINGS }, null, () => undefined);
    expect(new Set(Object.values(statesOf(await look(host))))).toEqual(new Set(["new"]));
    const runs = [...host.contents.keys()].filter((path) => path.includes("/journal/")).sort();
    await undo({ host, settings: DEFAULT_SETTINGS }, runs.at(-1)!.replace(/^.*\/(.*)\.json$/, "$1"), () => undefined);
    expect(statesOf(await look(host))).toEqual(before);
  });

  it("after a cancelled compile still names what is to be compiled, removals too", async () => {
    const host = await compiled();
    host.put("raw/New.md", "The Osprey Crane was built by Maria Lindqvist in 1950.\n");
    host.drop("raw/Lattice booms.md");
    const signal = { aborted: false };
    const emit = (event: { type: string; pass?: string }): void => void (signal.aborted ||= event.type === "progress" && event.pass === "article");
    await expect(compileAll(host, { signal, emit })).rejects.toMatchObject({ code: "cancelled" });
    expect(statesOf(await look(host))).toMatchObject({ "raw/New.md": "new", "raw/Lattice booms.md": "removed", [SOURCE]: "compiled" });
    await compileAll(host);
    expect(new Set(Object.values(statesOf(await look(host))))).toEqual(new Set(["compiled"]));
  });

  it("counts the conflicts of a page, and opens no other", async () => {
    const host = await compiled();
    host.put(PAGE, host.text(PAGE).replace("In 1975 the Kestrel Crane was moved", "In 1974, I believe, the Kestrel Crane was moved"));
    host.put(SOURCE, host.text(SOURCE).replace("In 1975 the Kestrel Crane was moved to Malmö.", "In 1976 the Kestrel Crane was moved to Malmö by barge."));
    await compileAll(host);
    host.opened.length = 0;
    expect((await look(host)).conflicts).toEqual([{ path: PAGE, name: "Kestrel Crane", count: 1 }]);
    expect(host.opened.filter((path) => !path.startsWith(".compendium/"))).toEqual([PAGE]);
  });

  it("leaves out a page the user took away", async () => {
    const host = await compiled();
    host.drop(PAGE);
    host.drop("wiki/sources/Harbour cranes (source).md");
    const found = await look(host);
    expect(found.pages.map(({ path }) => path)).not.toContain(PAGE);
    expect(sourceOf(found, SOURCE).page).toBeNull();
  });

  it("knows of a run that was cut off while it wrote", async () => {
    const host = memoryHost(sampleSources());
    let writes = 0;
    host.beforeWrite = (path) => {
      if (path.startsWith("wiki/") && (writes += 1) > 3) throw new Error("cut off");
    };
    await expect(compileAll(host)).rejects.toThrow("cut off");
    host.beforeWrite = () => undefined;
    expect((await look(host)).interrupted).toBe(true);
    await compileAll(host);
    expect((await look(host)).interrupted).toBe(false);
  });

  it("does without the counts of a state that an older version wrote, and the next compile makes them without writing a page", async () => {
    const host = await compiled();
    const expected = await look(host);
    await changeMemory(host, (state) => ({ ...state, sources: Object.fromEntries(Object.entries(state.sources).map(([path, source]) => [path, { ...source, covered: undefined }])) }));
    expect(statesOf(await look(host))).toEqual(statesOf(expected));
    host.written.length = 0;
    const result = await compileAll(host);
    expect(result).toMatchObject({ run: null, written: [] });
    expect(host.written.filter((path) => path.startsWith("wiki/"))).toEqual([]);
    expect(await look(host)).toEqual(expected);
  });

  it("of one note compiled by itself leaves the others to compile, and is not interrupted", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host, { paths: [SOURCE] });
    const found = await look(host);
    expect(statesOf(found)).toMatchObject({ [SOURCE]: "compiled", "raw/Maria Lindqvist.md": "new" });
    expect(found.interrupted).toBe(false);
  });
});

describe("The overview of a device that has not compiled yet", () => {
  it("says of sources with a page that nobody looked at them here, and of others that they are new", async () => {
    const host = await compiled();
    for (const path of [...host.contents.keys()]) if (path.startsWith(".compendium/")) host.drop(path);
    host.put("raw/Late.md", "The Kestrel Crane was painted red in 1990.");
    expect(statesOf(await look(host))).toMatchObject({ [SOURCE]: "unchecked", "raw/Late.md": "new" });
    await compileAll(host);
    expect(new Set(Object.values(statesOf(await look(host))))).toEqual(new Set(["compiled"]));
  });
});

describe("What a compile says it changed", () => {
  const changesOf = async (host: MemoryHost, dryRun: boolean) => (await compile({ host, settings: DEFAULT_SETTINGS }, compileOptions({ dryRun }))).changes;

  it("is the same in a dry run, which writes nothing", async () => {
    const host = memoryHost(sampleSources());
    const planned = await changesOf(host, true);
    expect(host.written).toEqual([]);
    expect(planned).toEqual(await changesOf(host, false));
    expect(planned.map(({ path }) => path)).toEqual(Object.keys(host.tree("wiki")).filter((path) => path !== "wiki/log.md"));
    expect(new Set(planned.map(({ change }) => change))).toEqual(new Set(["created"]));
    const crane = planned.find(({ path }) => path === PAGE)!;
    expect(crane).toMatchObject({ name: "Kestrel Crane", kind: "concept", detail: { sources: 4, claimsRemoved: 0 } });
    expect(crane.detail.claims).toBe(new Set(host.text(PAGE).match(/^\[\^c[a-z0-9]+\]:/gm)).size);
    expect(await changesOf(host, false)).toEqual([]);
  });

  it("counts claims that came and went, and names pages that retire", async () => {
    const host = await compiled();
    host.put(SOURCE, host.text(SOURCE).replace("In 1975 the Kestrel Crane was moved to Malmö.", "In 1976 the Kestrel Crane was moved to Malmö by barge."));
    host.drop("raw/Lattice booms.md");
    const planned = await changesOf(host, true);
    expect(planned.find(({ path }) => path === PAGE)).toMatchObject({ change: "updated", detail: { claimsAdded: 1 } });
    const retired = planned.find(({ path }) => path === "wiki/sources/Lattice booms (source).md")!;
    expect(retired).toMatchObject({ change: "retired", kind: "source", name: "Lattice booms", detail: { claims: 0, sources: 0, claimsAdded: 0 } });
    expect(retired.detail.claimsRemoved).toBeGreaterThan(2);
    expect(planned).toEqual(await changesOf(host, false));
  });
});
