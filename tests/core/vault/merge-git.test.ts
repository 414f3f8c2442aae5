/**
 * The merge against git's own: where lines alone settle a page, both must say the same.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";

import { mergePages, type MergeResult } from "../../../src/core/vault/merge";
import { edit, EDIT_KINDS, edits, pages, render, type Edit } from "./merge-page-builder";

const hasGit = spawnSync("git", ["--version"]).status === 0;
if (!hasGit) console.warn("git is not installed: the merge is not held against it");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "merge-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `git merge-file` makes of the three, or null where it finds a conflict. */
function mergeWithGit(base: string, mine: string, theirs: string): string | null {
  for (const [name, text] of Object.entries({ base, mine, theirs })) writeFileSync(join(folder, name), text);
  const run = spawnSync("git", ["merge-file", "-p", "mine", "base", "theirs"], { cwd: folder, encoding: "utf8" });
  return run.status === 0 ? run.stdout : null;
}

const isDefinition = (line: string): boolean => line.startsWith("[^");
const linesOf = (text: string): string[] => text.split("\n");

/** A page without its definitions, nor the empty line that parts them from the text. */
const withoutDefinitions = (text: string): string => linesOf(text).filter((line) => !isDefinition(line)).join("\n").trimEnd();

const definitionsOf = (text: string): string[] => linesOf(text).filter(isDefinition).sort();

/** The definitions that something in the page refers to. */
function referredDefinitions(text: string): string[] {
  const body = withoutDefinitions(text);
  return definitionsOf(text).filter((line) => body.includes(line.slice(0, line.indexOf("]:") + 1)));
}

/** Lines a side wrote: in it, not in the base. */
function written(base: string, side: string): string[] {
  const before = new Set(linesOf(base));
  return linesOf(side).filter((line) => line !== "" && !before.has(line));
}

function expectNothingLost(base: string, mine: string, theirs: string, result: MergeResult): void {
  const present = new Set(linesOf(result.text));
  const proposed = new Set(result.conflicts.flatMap((conflict) => linesOf(conflict.theirs)));
  const isUnused = (line: string): boolean => isDefinition(line) && !withoutDefinitions(result.text).includes(line.slice(0, line.indexOf("]:") + 1));
  expect(written(base, mine).filter((line) => !present.has(line))).toEqual([]);
  expect(written(base, theirs).filter((line) => !present.has(line) && !proposed.has(line) && !isUnused(line))).toEqual([]);
}

const versions = (sections: number, changes: number, kinds?: readonly Edit["kind"][]) =>
  fc.record({ page: pages(sections), mine: edits(changes, kinds), theirs: edits(changes, kinds) }).map(({ page, mine, theirs }) => ({
    base: render(page),
    mine: render(edit(page, mine, "human")),
    theirs: render(edit(page, theirs, "compiler")),
  }));

const RUNS = Number(process.env.MERGE_RUNS ?? 150);

describe("mergePages and git", () => {
  // Exempt: the order of definitions, definitions nothing refers to, and moved sections, which git
  // takes for a deletion and an insertion: it doubles them, or leaves behind what the other side added to them.
  (hasGit ? it : it.skip)("agree on every page that git merges cleanly", () => {
    let clean = 0;
    fc.assert(
      fc.property(versions(7, 3, EDIT_KINDS.filter((kind) => kind !== "move")), ({ base, mine, theirs }) => {
        const result = mergePages(base, mine, theirs);
        const expected = mergeWithGit(base, mine, theirs);
        if (expected !== null) {
          clean++;
          expect(result.conflicts).toEqual([]);
          expect(withoutDefinitions(result.text)).toBe(withoutDefinitions(expected));
          expect(referredDefinitions(result.text)).toEqual(expect.arrayContaining(referredDefinitions(expected)));
        }
        expectNothingLost(base, mine, theirs, result);
        expect(result.text).not.toMatch(/^(<<<<<<<|=======|>>>>>>>)/m);
      }),
      { numRuns: RUNS, seed: Number(process.env.MERGE_SEED ?? 20261122) },
    );
    expect(clean).toBeGreaterThan(RUNS / 6);
  });

  it("lose nothing where many edits meet", () => {
    fc.assert(
      fc.property(versions(5, 12), ({ base, mine, theirs }) => expectNothingLost(base, mine, theirs, mergePages(base, mine, theirs))),
      { numRuns: 300, seed: 7 },
    );
  });
});
