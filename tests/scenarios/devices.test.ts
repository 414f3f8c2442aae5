/** Two devices whose visible files are kept alike by a sync that leaves out what starts with a dot. */
import { status } from "../../src/core/api";
import { DEFAULT_SETTINGS } from "../../src/core/settings";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { compileAll, ranOf, withoutLog } from "../support/vaults";
import { sampleSources } from "../support/sample-sources";

const PAGE = "wiki/concepts/Kestrel Crane.md";

/** Makes the visible files of `to` those of `from`. */
const sync = (from: MemoryHost, to: MemoryHost): void => {
  const files = from.tree();
  for (const path of Object.keys(to.tree())) if (files[path] === undefined) to.drop(path);
  for (const [path, text] of Object.entries(files)) if (to.tree()[path] !== text) to.put(path, text);
};

const pair = async (): Promise<[MemoryHost, MemoryHost]> => {
  const one = memoryHost(sampleSources(), { device: "one" });
  await compileAll(one);
  const two = memoryHost({}, { device: "two" });
  sync(one, two);
  await compileAll(two);
  return [one, two];
};

const pagesWritten = (host: MemoryHost): string[] => host.written.filter((path) => path.startsWith("wiki/"));

describe("A second device", () => {
  it("goes on from wiki/ alone, with nothing to digest and nothing to write", async () => {
    const [, two] = await pair();
    expect(pagesWritten(two)).toEqual([]);
  });

  it("takes what the first one compiled since as it is", async () => {
    const [one, two] = await pair();
    one.put("raw/Harbour cranes.md", one.text("raw/Harbour cranes.md").replace("1998", "1999"));
    one.drop("raw/Lattice booms.md");
    await compileAll(one);
    sync(one, two);
    const result = await compileAll(two);
    expect(pagesWritten(two)).toEqual([]);
    expect(ranOf(result)).toMatchObject({ write: 0 });
    expect(two.tree()).toEqual(one.tree());
    expect(two.text("wiki/decisions.md")).not.toContain('- No page: "');
  });

  it("compiles what came to it, and the first one agrees", async () => {
    const [one, two] = await pair();
    two.put("raw/New.md", "The Osprey Crane was built in 1950 by Maria Lindqvist. The Osprey Crane lifts 60 tonnes. The Osprey Crane is blue.\n");
    await compileAll(two);
    sync(two, one);
    one.written.length = 0;
    await compileAll(one);
    expect(pagesWritten(one)).toEqual([]);
    expect(withoutLog(one.tree())).toEqual(withoutLog(two.tree()));
  });

  it("finds what the first one published where the cache is shared, so that only what both changed is in conflict", async () => {
    const one = memoryHost(sampleSources(), { device: "one" });
    await compileAll(one);
    const sentence = one.text(PAGE).match(/^- (In 1975 .*?)\[\^/m)?.[1] ?? "";
    one.put(PAGE, one.text(PAGE).replace(sentence, "In 1975 it came to Malm\u00f6, as I saw myself."));
    const two = memoryHost(Object.fromEntries([...one.contents].map(([path, { text }]) => [path, text])), { device: "two" });
    two.put("raw/Harbour cranes.md", two.text("raw/Harbour cranes.md").replace("In 1975 the Kestrel Crane was moved to Malm\u00f6.", "In 1975 the Kestrel Crane was moved to Malm\u00f6 by barge."));
    await compileAll(two);
    const { conflicts } = await status({ host: two, settings: DEFAULT_SETTINGS });
    expect(conflicts.filter(({ path }) => path === PAGE).map(({ base, mine }) => [base.includes("In 1975 the Kestrel Crane was moved to [["), mine.includes("as I saw myself")])).toEqual([[true, true]]);
    expect(conflicts.filter(({ path }) => path === PAGE).every(({ mine }) => !mine.includes("## "))).toBe(true);
  });

  it("keeps what a human wrote on the first one when it compiles a change", async () => {
    const [one, two] = await pair();
    one.put(PAGE, one.text(PAGE).replace("is a listed monument.", "is a listed monument (I measured it)."));
    sync(one, two);
    two.put("raw/Harbour cranes.md", two.text("raw/Harbour cranes.md").replace("1998", "1999"));
    const result = await compileAll(two);
    expect(two.text(PAGE)).toContain("I measured it");
    expect(two.text(PAGE)).toContain("1999");
    expect(result.pages.conflicts).toBe(0);
  });

  it("without any memory merges an edited page when the sources are as they were", async () => {
    const [one] = await pair();
    one.put(PAGE, one.text(PAGE).replace("is a listed monument.", "is a listed monument (I measured it)."));
    const three = memoryHost({}, { device: "three" });
    sync(one, three);
    await compileAll(three);
    expect(three.tree()).toEqual(one.tree());
    three.put("raw/Harbour cranes.md", three.text("raw/Harbour cranes.md").replace("1998", "1999"));
    await compileAll(three);
    expect(three.text(PAGE)).toContain("I measured it");
    expect(three.text(PAGE)).toContain("1999");
  });

  it("without any memory and with changed sources lets the human's text stand and proposes ours", async () => {
    const [one] = await pair();
    one.put(PAGE, one.text(PAGE).replace("is a listed monument.", "is a listed monument (I measured it)."));
    const three = memoryHost({}, { device: "three" });
    sync(one, three);
    three.put("raw/Harbour cranes.md", three.text("raw/Harbour cranes.md").replace("1998", "1999"));
    const result = await compileAll(three);
    expect(three.text(PAGE)).toContain("I measured it");
    expect(result.pages.conflicts).toBe(1);
  });
});

describe("A copy of a page that somebody made", () => {
  it("is theirs: it is never written and takes no page's place", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    const copy = host.text(PAGE);
    host.put("wiki/concepts/Kestrel Crane copy.md", copy);
    host.put("raw/Harbour cranes.md", host.text("raw/Harbour cranes.md").replace("1998", "1999"));
    await compileAll(host);
    expect(host.text("wiki/concepts/Kestrel Crane copy.md")).toBe(copy);
    expect(host.text(PAGE)).toContain("1999");
  });
});

describe("Notes of the user's own that stand for a concept", () => {
  it("are linked instead of a rival page", async () => {
    const host = memoryHost({ ...sampleSources(), "People/Maria Lindqvist.md": "My notes about her.\n" });
    await compileAll(host, {}, { canonicalFolders: ["People"] });
    expect(host.contents.has("wiki/concepts/Maria Lindqvist.md")).toBe(false);
    expect(host.text(PAGE)).toContain("[[People/Maria Lindqvist|Maria Lindqvist]]");
    expect(host.text("People/Maria Lindqvist.md")).toBe("My notes about her.\n");
    expect((await compileAll(host, {}, { canonicalFolders: ["People"] })).written).toEqual([]);
  });
});
