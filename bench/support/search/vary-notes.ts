/** As many notes as are asked for, made of the lines of real ones; the same for the same seed. */
import { freshCopy } from "./fresh-copy";
import type { Random } from "./random";

const LINES_A_NOTE = 8;

export function varyNotes(sources: readonly string[], count: number, random: Random): Map<string, string> {
  const lines = sources.flatMap((text) => text.split("\n").filter((line) => line.length > 40));
  const line = (): string => random.pick(lines);
  const word = (): string => random.pick(line().match(/\w+/gu) ?? ["note"]);
  // Some words become new ones: a vault's vocabulary grows with it.
  const varied = (): string => line().replace(/\w+/u, (found) => (random.below(10) < 3 ? `${found}${random.below(9999)}` : found));
  const notes = new Map<string, string>();
  for (let number = 0; number < count; number += 1) {
    const head = `---\ntitle: ${word()} ${word()} ${word()} ${random.below(1_000_000)}\ntags: [${word()}, x${random.below(50)}]\n---\n`;
    const body = Array.from({ length: LINES_A_NOTE }, (_, index) => `${index % 4 === 0 ? `# ${line().slice(0, 30)}\n` : ""}${varied()}`);
    notes.set(`raw/${number}.md`, freshCopy(head + body.join("\n\n")));
  }
  return notes;
}
