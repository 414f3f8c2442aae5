/**
 * How long the three-way merge of a 20,000-word page takes, beside git's own merge of the same files. `npm run bench -- merge`
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mergePages } from "../src/core/vault/merge";

const SECTIONS = 32;
const LINES = 28;
const sentence = (section: number, line: number): string => `- Sentence ${line} of section ${section} tells what the crane number ${section * line} did in that year.[^c${section}x${line}]`;
const pageOf = (change: (section: number, line: number) => string): string => {
  const parts: string[] = [];
  const notes: string[] = [];
  for (let section = 0; section < SECTIONS; section += 1) {
    parts.push(`## Section ${section}\n\n${Array.from({ length: LINES }, (_, line) => change(section, line)).join("\n")}`);
    for (let line = 0; line < LINES; line += 1) notes.push(`[^c${section}x${line}]: [[raw/Source|Source]]: "what the crane did"`);
  }
  return `---\ntype: concept\n---\n${parts.join("\n\n")}\n\n${notes.join("\n")}\n`;
};

const base = pageOf(sentence);
const mine = pageOf((section, line) => (section % 3 === 0 && line === 5 ? `${sentence(section, line)} Mine.` : sentence(section, line)));
const theirs = pageOf((section, line) => (section % 2 === 0 && line === 17 ? sentence(section, line).replace("year", "season") : sentence(section, line)));

const times: number[] = [];
for (let run = 0; run < 9; run += 1) {
  const started = process.hrtime.bigint();
  const { conflicts } = mergePages(base, mine, theirs);
  times.push(Number(process.hrtime.bigint() - started) / 1e6);
  if (conflicts.length > 0) throw new Error("A clean merge had conflicts.");
}
const folder = mkdtempSync(join(tmpdir(), "compendium-merge-"));
for (const [name, text] of Object.entries({ base, mine, theirs })) writeFileSync(join(folder, name), text);
const started = process.hrtime.bigint();
const git = spawnSync("git", ["merge-file", "-p", "mine", "base", "theirs"], { cwd: folder, encoding: "utf8" });
const gitTime = Number(process.hrtime.bigint() - started) / 1e6;
rmSync(folder, { recursive: true });
const sorted = [...times].sort((left, right) => left - right);
console.log(`${base.split(/\s+/).length} words: first ${times[0]?.toFixed(0) ?? "?"} ms, median ${sorted[4]?.toFixed(0) ?? "?"} ms (goal: under 100); git as a process ${gitTime.toFixed(0)} ms, ${git.status === 0 && git.stdout === mergePages(base, mine, theirs).text ? "same text" : "other text"}`);
