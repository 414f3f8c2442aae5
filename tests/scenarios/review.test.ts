import { overview, resolve, review, undo, type PageReview, type ResolveChoice } from "../../src/core/api";
import { DEFAULT_SETTINGS } from "../../src/core/settings";
import { audit } from "../support/audit";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { compileAll, withoutLog } from "../support/vaults";
import { sampleSources } from "../support/sample-sources";

const PAGE = "wiki/concepts/Kestrel Crane.md";
const SOURCE = "raw/Harbour cranes.md";
const MINE = "In 1974, I believe, the Kestrel Crane was moved to";
const OLD = "In 1975 the Kestrel Crane was moved to Malmö.";
const NEW = "In 1976 the Kestrel Crane was moved to Malmö by barge.";

const edit = (host: MemoryHost, path: string, from: string | RegExp, to: string): void => {
  const text = host.text(path);
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${path} does not hold ${String(from)}`);
  host.put(path, edited);
};
const look = (host: MemoryHost, path = PAGE): Promise<PageReview> => review({ host, settings: DEFAULT_SETTINGS }, path);
const settle = (host: MemoryHost, choices: ResolveChoice[], path = PAGE) => resolve({ host, settings: DEFAULT_SETTINGS }, path, choices, () => undefined);
const takeBack = (host: MemoryHost, run: string | null = null) => undo({ host, settings: DEFAULT_SETTINGS }, run, () => undefined);
const openOn = async (host: MemoryHost): Promise<number> => (await overview({ host, settings: DEFAULT_SETTINGS })).conflicts.find(({ path }) => path === PAGE)?.count ?? 0;

/** The page as it would be had nobody touched it. */
const untouchedPage = async (sources: Record<string, string>, ...steps: ((host: MemoryHost) => void)[]): Promise<string> => {
  const host = memoryHost(sources);
  await compileAll(host);
  for (const step of steps) {
    step(host);
    await compileAll(host);
  }
  return host.text(PAGE);
};

const move = (host: MemoryHost): void => edit(host, SOURCE, OLD, NEW);

const lift = (host: MemoryHost): void => edit(host, SOURCE, "It lifts 40 tonnes at a time.", "It lifts 45 tonnes at a time since its repair.");

/** A page on which a human's sentence stands against a proposal. */
const conflicted = async (): Promise<MemoryHost> => {
  const host = memoryHost(sampleSources());
  await compileAll(host);
  edit(host, PAGE, "In 1975 the Kestrel Crane was moved to", MINE);
  move(host);
  await compileAll(host);
  return host;
};

describe("The review of a page", () => {
  it("shows the three versions of each conflict, what the proposal cites, and both sides joined", async () => {
    const host = await conflicted();
    const { name, merged, hunks } = await look(host);
    expect({ name, hunks: hunks.length }).toEqual({ name: "Kestrel Crane", hunks: 1 });
    expect(merged).not.toBeNull();
    const [hunk] = hunks;
    expect(hunk).toMatchObject({
      where: "section History",
      base: expect.stringContaining("In 1975 the Kestrel Crane") as string,
      mine: expect.stringContaining(MINE) as string,
      theirs: expect.stringMatching(/^- .*by barge\.\[\^c[a-z0-9]+\]$/) as string,
      claims: [{ label: expect.stringMatching(/^c[a-z0-9]{10}$/) as string, sourcePath: SOURCE, title: "Harbour cranes", quote: NEW }],
    });
    expect(hunk?.joined.split("\n")).toEqual([hunk?.mine, hunk?.theirs]);
  });

  it("keeps a conflict's id over later compiles", async () => {
    const host = await conflicted();
    const [before] = (await look(host)).hunks;
    host.put("raw/New.md", "The Osprey Crane was built in 1950 by Maria Lindqvist. The Osprey Crane is blue.\n");
    await compileAll(host, { force: true });
    expect((await look(host)).hunks.map(({ id }) => id)).toEqual([before?.id]);
  });

  it("has no hunks for a page without conflicts, and refuses what is no page", async () => {
    const host = await conflicted();
    expect((await look(host, "wiki/concepts/Maria Lindqvist.md")).hunks).toEqual([]);
    await expect(look(host, "raw/Harbour cranes.md")).rejects.toMatchObject({ code: "no-such-page" });
    await expect(settle(host, [{ id: "x", choice: "mine" }], "nowhere.md")).rejects.toMatchObject({ code: "no-such-page" });
  });

  it("shows one conflict, from the first base on, where the proposal changed again", async () => {
    const host = await conflicted();
    edit(host, SOURCE, "by barge", "by two barges");
    await compileAll(host);
    const { hunks } = await look(host);
    expect(hunks).toHaveLength(1);
    expect(hunks[0]).toMatchObject({ base: expect.stringContaining("In 1975") as string, theirs: expect.stringContaining("by two barges") as string });
  });

  it("shows none any more where the proposal went back to what both set out from", async () => {
    const host = await conflicted();
    edit(host, SOURCE, NEW, OLD);
    await compileAll(host);
    expect((await look(host)).hunks).toEqual([]);
    expect(host.text(PAGE)).toContain(MINE);
  });
});

describe("A conflict that is resolved", () => {
  const only = async (host: MemoryHost): Promise<string> => (await look(host)).hunks[0]!.id;

  it("with the proposal makes the page what it would be had nobody touched it, and later changes come by themselves", async () => {
    const host = await conflicted();
    expect(await settle(host, [{ id: await only(host), choice: "theirs" }])).toMatchObject({ open: 0, run: expect.any(String) as string });
    expect(host.text(PAGE)).toBe(await untouchedPage(sampleSources(), move));
    expect(await openOn(host)).toBe(0);
    const rewrite = (other: MemoryHost): void => edit(other, SOURCE, "by barge", "by two barges");
    rewrite(host);
    expect((await compileAll(host)).pages.conflicts).toBe(0);
    expect(host.text(PAGE)).toBe(await untouchedPage(sampleSources(), move, rewrite));
  });

  it("leaves no footnote without use and none missing", async () => {
    for (const choice of ["mine", "theirs"] as const) {
      const host = await conflicted();
      await settle(host, [{ id: await only(host), choice }]);
      expect(audit(host.tree(), Object.keys(host.tree("raw")))).toMatchObject({ dangling: [], malformed: [] });
    }
  });

  it("with the human's words leaves the page, and is not raised again until the proposal changes", async () => {
    const host = await conflicted();
    const before = host.text(PAGE);
    expect(await settle(host, [{ id: await only(host), choice: "mine" }])).toMatchObject({ open: 0, run: expect.any(String) as string });
    expect(host.text(PAGE)).toBe(before);
    for (const force of [false, true]) {
      expect((await compileAll(host, { force })).pages.conflicts).toBe(0);
      expect(await openOn(host)).toBe(0);
    }
    edit(host, SOURCE, "by barge", "by two barges");
    expect((await compileAll(host)).pages.conflicts).toBe(1);
    expect((await look(host)).hunks[0]).toMatchObject({ mine: expect.stringContaining(MINE) as string, theirs: expect.stringContaining("by two barges") as string });
  });

  it("with a text of the user's own holds that text, and the footnotes it cites", async () => {
    const host = await conflicted();
    const { joined, id, claims } = (await look(host)).hunks[0]!;
    const text = `${joined}\n- So it is not known when.`;
    await settle(host, [{ id, choice: "edited", text }]);
    expect(host.text(PAGE)).toContain(text);
    expect(host.text(PAGE)).toMatch(new RegExp(`^\\[\\^${claims[0]!.label}\\]: .*by barge`, "m"));
    expect(await openOn(host)).toBe(0);
    expect(audit(host.tree(), Object.keys(host.tree("raw")))).toMatchObject({ dangling: [], malformed: [] });
    expect((await compileAll(host, { force: true })).pages.conflicts).toBe(0);
    expect(host.text(PAGE)).toContain("So it is not known when.");
  });

  it("is one run with one entry in the log, whose undo brings the conflict back", async () => {
    for (const choice of ["mine", "theirs", "edited"] as const) {
      const host = await conflicted();
      const before = withoutLog(host.tree());
      const seen = await look(host);
      const { run } = await settle(host, [{ id: await only(host), choice, text: "- Something else." }]);
      expect(host.text("wiki/log.md").match(/^## .* resolve \| 1 page, 1 conflict$/gm)).toHaveLength(1);
      expect((await overview({ host, settings: DEFAULT_SETTINGS })).undoable).toMatchObject({ run, kind: "resolve" });
      expect(await takeBack(host)).toMatchObject({ run, restored: [PAGE], conflicts: [] });
      expect(withoutLog(host.tree())).toEqual(before);
      expect(await look(host)).toEqual(seen);
      expect(await openOn(host)).toBe(1);
      await settle(host, [{ id: await only(host), choice: "theirs" }]);
      expect(host.text(PAGE)).toBe(await untouchedPage(sampleSources(), move));
    }
  });

  it("in a property takes the value proposed, and leaves the other properties", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    edit(host, PAGE, /^summary: .*$/m, "summary: My favourite crane\nrating: 5");
    edit(host, SOURCE, "by the engineer Maria Lindqvist in Gothenburg", "by the engineer Maria Lindqvist, in Gothenburg, for the port");
    await compileAll(host);
    const { hunks } = await look(host);
    expect(hunks.map(({ where }) => where)).toEqual(["property summary"]);
    expect(hunks[0]).toMatchObject({ mine: "summary: My favourite crane", joined: "summary: My favourite crane", claims: [] });
    await settle(host, [{ id: hunks[0]!.id, choice: "theirs" }]);
    expect(host.text(PAGE)).toMatch(/^summary: The Kestrel Crane .*for the port/m);
    expect(host.text(PAGE)).toContain("\nrating: 5\n");
    expect(host.text(PAGE)).not.toContain("favourite");
  });

  it("where the human had taken a sentence out puts the proposal in its place, once", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    edit(host, PAGE, /^- In 1975 the Kestrel Crane was moved.*\n/m, "");
    move(host);
    await compileAll(host);
    const { hunks } = await look(host);
    expect(hunks).toHaveLength(1);
    expect(hunks[0]).toMatchObject({ mine: "", joined: hunks[0]!.theirs });
    await settle(host, [{ id: hunks[0]!.id, choice: "theirs" }]);
    expect(host.text(PAGE)).toBe(await untouchedPage(sampleSources(), move));
  });

  it("where the human had taken a section out puts it back where it was", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    edit(host, PAGE, /^## Harbour cranes\n[\s\S]*?(?=^## )/m, "");
    lift(host);
    await compileAll(host);
    const { hunks } = await look(host);
    expect(hunks.map(({ where, mine }) => ({ where, mine }))).toEqual([{ where: "section Harbour cranes", mine: "" }]);
    await settle(host, [{ id: hunks[0]!.id, choice: "theirs" }]);
    expect(host.text(PAGE)).toBe(await untouchedPage(sampleSources(), lift));
  });

  it("of several is settled by itself, the others stay open", async () => {
    const host = memoryHost(sampleSources());
    await compileAll(host);
    edit(host, PAGE, "In 1975 the Kestrel Crane was moved to", MINE);
    edit(host, PAGE, "It lifts 40 tonnes at a time.", "It lifts, they say, 40 tonnes.");
    move(host);
    lift(host);
    await compileAll(host);
    const { hunks } = await look(host);
    expect(hunks).toHaveLength(2);
    const barge = hunks.find(({ theirs }) => theirs.includes("barge"))!;
    expect(await settle(host, [{ id: barge.id, choice: "theirs" }])).toMatchObject({ open: 1 });
    expect(host.text(PAGE)).toContain("by barge");
    expect(host.text(PAGE)).toContain("they say, 40 tonnes");
    expect((await look(host)).hunks.map(({ id }) => id)).toEqual(hunks.filter((hunk) => hunk !== barge).map(({ id }) => id));
  });

  it("on a page that changed meanwhile keeps what changed", async () => {
    const host = await conflicted();
    const id = await only(host);
    edit(host, PAGE, "\n## Mentioned in", "\n## My visit\n\nI stood below it.\n\n## Mentioned in");
    host.beforeWrite = (path) => {
      if (!path.includes("/journal/")) return;
      host.beforeWrite = () => undefined;
      edit(host, PAGE, "I stood below it.", "I stood below it in 2019.");
    };
    await settle(host, [{ id, choice: "theirs" }]);
    expect(host.text(PAGE)).toContain("I stood below it in 2019.");
    expect(host.text(PAGE)).toContain("by barge");
    expect(host.text(PAGE)).not.toContain(MINE);
    expect(await openOn(host)).toBe(0);
  });

  it("that was settled by hand already is refused with what to do, and nothing is written", async () => {
    const host = await conflicted();
    const id = await only(host);
    edit(host, PAGE, /^- In 1974, I believe,.*$/m, "- It was moved by barge.");
    const before = host.tree();
    await expect(settle(host, [{ id, choice: "theirs" }])).rejects.toMatchObject({ code: "no-such-conflict", message: expect.stringContaining("review it again") as string });
    expect(host.tree()).toEqual(before);
  });

  it("with CRLF line breaks keeps them", async () => {
    const host = await conflicted();
    host.put(PAGE, host.text(PAGE).replaceAll("\n", "\r\n"));
    await settle(host, [{ id: await only(host), choice: "theirs" }]);
    expect(host.text(PAGE).replaceAll("\r\n", "")).not.toContain("\n");
    expect(host.text(PAGE)).toContain("by barge");
    expect(host.text(PAGE)).not.toContain(MINE);
  });

  it("survives being cut off: the next run finishes it", async () => {
    const host = await conflicted();
    const id = await only(host);
    host.beforeWrite = (path) => {
      if (path === "wiki/log.md") throw new Error("cut off");
    };
    await expect(settle(host, [{ id, choice: "theirs" }])).rejects.toThrow("cut off");
    host.beforeWrite = () => undefined;
    await compileAll(host);
    expect(host.text(PAGE)).toContain("by barge");
    expect(await openOn(host)).toBe(0);
    expect(host.text("wiki/log.md").match(/resolve \| 1 page, 1 conflict/g)).toHaveLength(1);
  });
});
