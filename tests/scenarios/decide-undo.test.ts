import { decide, undo } from "../../src/core/api";
import type { DecisionKind } from "../../src/core/pages/decisions-page";
import { DEFAULT_SETTINGS } from "../../src/core/settings";
import { audit } from "../support/audit";
import { memoryHost, type MemoryHost } from "../support/memory-host";
import { compileAll, withoutLog } from "../support/vaults";
import { sampleSources } from "../support/sample-sources";

const compiled = async (sources: Record<string, string> = sampleSources()): Promise<MemoryHost> => {
  const host = memoryHost(sources);
  await compileAll(host);
  return host;
};

const rule = (host: MemoryHost, kind: DecisionKind, ...terms: string[]) => decide({ host, settings: DEFAULT_SETTINGS }, { kind, terms }, () => undefined);
const takeBack = (host: MemoryHost, run: string | null = null) => undo({ host, settings: DEFAULT_SETTINGS }, run, () => undefined);

const expectSound = (host: MemoryHost): void => {
  const report = audit(host.tree(), Object.keys(host.tree("raw")));
  expect(report).toMatchObject({ malformed: [], untrue: [], dangling: [], uncited: [], brokenLinks: [], ambiguousLinks: [], unlisted: [] });
};

const concepts = (host: MemoryHost): string[] => Object.keys(host.tree("wiki/concepts")).map((path) => path.slice("wiki/concepts/".length, -3));

describe("A ruling is followed by the next compile and can be undone", () => {
  it("same: one page with both names, the other retired, links rewritten", async () => {
    const host = await compiled();
    expect(concepts(host)).toEqual(expect.arrayContaining(["Kestrel Crane", "Maria Lindqvist"]));
    const before = withoutLog(host.tree());
    await rule(host, "same", "Kestrel Crane", "Chalmers University");
    await compileAll(host);
    expect(concepts(host).filter((name) => name === "Kestrel Crane" || name === "Chalmers University")).toHaveLength(1);
    const [kept = ""] = concepts(host).filter((name) => name === "Kestrel Crane" || name === "Chalmers University");
    expect(host.text(`wiki/concepts/${kept}.md`)).toContain(`- ${kept === "Kestrel Crane" ? "Chalmers University" : "Kestrel Crane"}`);
    expectSound(host);
    await takeBack(host);
    await takeBack(host);
    expect(withoutLog(host.tree())).toEqual(before);
    await compileAll(host);
    expect(withoutLog(host.tree())).toEqual(before);
  });

  it("not the same: what was one page becomes two, and stays two", async () => {
    const host = await compiled({
      "raw/A.md": "The Lean Prover 4 checks proofs in Redmond. The Lean Prover 4 was released in 2021. The Lean Prover 4 compiles to C.\n",
      "raw/B.md": "The Lean Prover was started in 2013 by Leonardo de Moura. The Lean Prover checks proofs. The Lean Prover is written in C++.\n",
    });
    const isLean = (name: string): boolean => name.startsWith("Lean Prover");
    expect(concepts(host).filter(isLean)).toHaveLength(1);
    await rule(host, "not-same", "Lean Prover 4", "Lean Prover");
    await compileAll(host);
    expect(concepts(host).filter(isLean).sort()).toEqual(["Lean Prover", "Lean Prover 4"]);
    expectSound(host);
    await compileAll(host, { force: true });
    expect(concepts(host).filter(isLean)).toHaveLength(2);
    await rule(host, "same", "Lean Prover 4", "Lean Prover");
    await compileAll(host);
    expect(concepts(host).filter(isLean)).toHaveLength(1);
  });

  it("no page: the page goes, mentions are plain text, nothing dangles; a page ruling brings it back", async () => {
    const host = await compiled();
    await rule(host, "no-page", "Chalmers University");
    await compileAll(host);
    expect(concepts(host)).not.toContain("Chalmers University");
    expectSound(host);
    await rule(host, "page", "Chalmers University");
    await compileAll(host);
    expect(concepts(host)).toContain("Chalmers University");
    expectSound(host);
  });

  it("page: a concept that is only mentioned gets one", async () => {
    const host = await compiled();
    const source = host.text("wiki/sources/Maria Lindqvist (source).md");
    const mentioned = /^- ([A-Z]\w+)(?: \w+)* \(/m.exec(source)?.[0].replace(/^- | \($/g, "") ?? "";
    expect(mentioned).not.toBe("");
    expect(concepts(host)).not.toContain(mentioned);
    await rule(host, "page", mentioned);
    await compileAll(host);
    expect(concepts(host)).toContain(mentioned);
    expectSound(host);
  });

  it("rename: the file moves, the old name stays as alias, links follow, a second rename too", async () => {
    const host = await compiled();
    const before = withoutLog(host.tree());
    await rule(host, "rename", "Kestrel Crane", "The Kestrel");
    await compileAll(host);
    expect(concepts(host)).toContain("The Kestrel");
    expect(concepts(host)).not.toContain("Kestrel Crane");
    expect(host.text("wiki/concepts/The Kestrel.md")).toMatch(/aliases:\n( {2}- .*\n)* {2}- Kestrel Crane\n/);
    expectSound(host);
    const renamed = withoutLog(host.tree());
    await compileAll(host, { force: true });
    expect(withoutLog(host.tree())).toEqual(renamed);
    await rule(host, "rename", "The Kestrel", "Kestrel of Malmö");
    await compileAll(host);
    expect(concepts(host)).toContain("Kestrel of Malmö");
    expectSound(host);
    for (let runs = 0; runs < 4; runs += 1) await takeBack(host);
    expect(withoutLog(host.tree())).toEqual(before);
  });

  it("links in the user's own notes follow a rename and a merge, sources stay as they are, and undo takes it back", async () => {
    const host = memoryHost({ ...sampleSources(), "Diary.md": "Saw [[wiki/concepts/Kestrel Crane|the crane]] and [[Chalmers University]] today.\n", "raw/Visit.md": "I went to see [[Kestrel Crane]] on a rainy day in April.\n" });
    await compileAll(host);
    await rule(host, "rename", "Kestrel Crane", "The Kestrel");
    await rule(host, "same", "Chalmers University", "Maria Lindqvist");
    await compileAll(host);
    expect(host.text("Diary.md")).toMatch(/^Saw \[\[wiki\/concepts\/The Kestrel\|the crane\]\] and \[\[.*(Maria Lindqvist|Chalmers University).*\]\] today\.$/m);
    expectSound(host);
    expect(host.text("raw/Visit.md")).toContain("[[Kestrel Crane]]");
    await takeBack(host);
    expect(host.text("Diary.md")).toContain("[[wiki/concepts/Kestrel Crane|the crane]] and [[Chalmers University]]");
  });

  it("a name that another concept has is refused with the way out", async () => {
    const host = await compiled();
    await expect(rule(host, "rename", "Kestrel Crane", "Maria Lindqvist")).rejects.toMatchObject({ code: "bad-decision", message: expect.stringContaining("decide same") as string });
  });

  it("rulings hold on another device that has only the wiki", async () => {
    const host = await compiled();
    await rule(host, "rename", "Kestrel Crane", "The Kestrel");
    await rule(host, "no-page", "Chalmers University");
    await compileAll(host);
    const other = memoryHost(host.tree(), { device: "other" });
    await compileAll(other);
    expect(withoutLog(other.tree())).toEqual(withoutLog(host.tree()));
  });
});

describe("Undo", () => {
  const changed = async (): Promise<{ host: MemoryHost; before: Record<string, string>; run: string }> => {
    const host = await compiled();
    const before = withoutLog(host.tree("wiki"));
    host.put("raw/Harbour cranes.md", host.text("raw/Harbour cranes.md").replace("1998", "1999"));
    host.drop("raw/Lattice booms.md");
    host.put("raw/New.md", "The Osprey Crane was built in 1950 by Maria Lindqvist. The Osprey Crane lifts 60 tonnes. The Osprey Crane is blue.\n");
    const { run } = await compileAll(host);
    return { host, before, run: run ?? "" };
  };

  it("of the second run brings back the exact tree before it, and logs itself", async () => {
    const { host, before, run } = await changed();
    const result = await takeBack(host);
    expect(result.run).toBe(run);
    expect(withoutLog(host.tree("wiki"))).toEqual(before);
    expect(host.text("wiki/log.md")).toMatch(new RegExp(`undo \\| run ${run}`));
  });

  it("keeps human edits made since", async () => {
    const { host } = await changed();
    const page = "wiki/concepts/Kestrel Crane.md";
    host.put(page, host.text(page).replace("is a listed monument.", "is, I saw it, a listed monument."));
    host.put("wiki/sources/New (source).md", `${host.text("wiki/sources/New (source).md")}\n## Mine\n\nBlue like the sky.\n`);
    await takeBack(host);
    expect(host.text(page)).toContain("I saw it");
    expect(host.text(page)).toContain("1998");
    expect(host.text(page)).not.toContain("1999");
    expect(host.text("wiki/sources/New (source).md")).toContain("Blue like the sky.");
    expect(host.text("wiki/sources/New (source).md")).not.toContain("Osprey Crane lifts");
  });

  it("is followed by a compile that makes the same wiki again", async () => {
    const { host } = await changed();
    const after = withoutLog(host.tree());
    await takeBack(host);
    await compileAll(host);
    expect(withoutLog(host.tree())).toEqual(after);
  });

  it("can itself be undone", async () => {
    const { host } = await changed();
    const after = withoutLog(host.tree());
    await takeBack(host);
    const undoRun = /\| run .*\n\nRun (\S+)\n$/.exec(host.text("wiki/log.md"))?.[1] ?? "";
    await takeBack(host, undoRun);
    expect(withoutLog(host.tree())).toEqual(after);
  });

  it("of everything leaves the sources and nothing that was not there, and then says that there is nothing left", async () => {
    const host = await compiled();
    await takeBack(host);
    expect(Object.keys(host.tree()).filter((path) => !path.startsWith("raw/"))).toEqual(["wiki/log.md"]);
    await expect(takeBack(host)).rejects.toMatchObject({ code: "nothing-to-undo" });
    await expect(takeBack(host, "no-such-run")).rejects.toMatchObject({ code: "no-such-run" });
  });
});
