import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildCommandLine } from "../support/command-line";
import { killRepeatedly } from "../support/killing";
import { removeTemporaryFolders, temporaryFolder } from "../support/vaults";

afterAll(removeTemporaryFolders);

/** Enough notes that a compile takes long enough to be killed in its middle; made here, so that no data is needed. */
const writeNotes = (vault: string, year: number): void => {
  mkdirSync(join(vault, "raw"), { recursive: true });
  for (let index = 0; index < 120; index += 1) {
    const neighbours = [1, 2, 3].map((step) => `The Viaduct ${(index + step) % 40} of Falkenberg carries ${index + step} trains a day and was opened in ${year + index} by Clara Hagen.`);
    const body = Array.from({ length: 12 }, (_, part) => `## Part ${part}\n\n${neighbours[part % 3] ?? ""} The Falkenberg Railway Board paid ${index * 7 + part} crowns for stone number ${part} in ${year + part}.\n`).join("\n");
    writeFileSync(join(vault, "raw", `Viaduct ${index}.md`), `---\ntitle: "Viaduct ${index}"\n---\n${body}`);
  }
};

/** Spread evenly and reproducibly over 0 to 1. */
const spread = (): (() => number) => {
  let state = 0;
  return () => (state = (state + 0.61803398875) % 1);
};

it("SIGKILL at any moment of a first and of a second compile leaves pages old or new, and the next compile ends in the same bytes", async () => {
  const folder = temporaryFolder();
  const cli = await buildCommandLine(folder);
  const first = join(folder, "first");
  writeNotes(first, 1850);
  const report = await killRepeatedly({ cli, start: first, scratch: folder, moments: 6, random: spread(), undo: false });
  expect(report.killed).toBeGreaterThan(0);

  const start = join(folder, "second");
  cpSync(join(folder, "undisturbed"), start, { recursive: true, preserveTimestamps: true });
  const changed = join(start, "raw", "Viaduct 7.md");
  writeFileSync(changed, readFileSync(changed, "utf8").replaceAll("Clara Hagen", "Otto Brandt"));
  writeNotes(start, 1851);
  const scratch = temporaryFolder();
  const second = await killRepeatedly({ cli, start, scratch, moments: 6, random: spread(), undo: true });
  expect(second.moments).toBe(6);
}, 240_000);
