/**
 * How much of what must be exact reaches the wiki: command lines, addresses and figures with units of a pack's sources, found by patterns of this bench's own.
 * `npm run bench -- retention [PACK] [--notes N]`: for the built-in engine, and for a model that paraphrases freely and keeps none of them.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { compile } from "../src/core/api";
import type { AskModel } from "../src/core/ports";
import { DEFAULT_SETTINGS, type Settings } from "../src/core/settings";
import { readSource } from "../src/core/vault/read-source";
import { goodAnswer, materialOf } from "../tests/support/good-model";
import { memoryHost } from "../tests/support/memory-host";
import { compileOptions } from "../tests/support/vaults";

const { positionals, values } = parseArgs({ allowPositionals: true, options: { notes: { type: "string", default: "60" } } });
const pack = positionals[0] ?? "clippings-aosa500";

const PATTERNS: Record<string, RegExp> = {
  "command lines": /(?:^|\n)\s*\$ ([^\n]{4,160})/g,
  addresses: /https?:\/\/[^\s<>()"'\]`]{4,300}[\w/]/g,
  "figures with units": /(?<![\w.])\d[\d.,]*\s?(?:%|[KMGT]i?B|bytes|ms|seconds|minutes|hours|days|km|kHz|MHz|GHz|bits)(?!\w)/g,
};

const fold = (text: string): string => text.replace(/\s+/gu, " ");

function exactIn(text: string): Record<string, Set<string>> {
  return Object.fromEntries(Object.entries(PATTERNS).map(([kind, pattern]) => [kind, new Set([...text.matchAll(pattern)].map((found) => fold(found[1] ?? found[0]).trim()))]));
}

/** Says in general words what each passage is about, and takes of it the shortest evidence it can. */
const paraphrase: AskModel = (request) => {
  const material = materialOf(request);
  const passages = material.filter(({ n }) => n !== undefined);
  const vague = (text: string): string => text.split(/\s+/u).slice(0, 5).join(" ");
  const reply =
    request.task === "digest"
      ? { statements: passages.map(({ n, text }) => ({ passage: n, text: `The passage tells about ${vague(String(text)).toLowerCase().replace(/[^\p{Ll} ]/gu, "")}.`, span: vague(String(text)), names: [] })), questions: [], nothing: [], names: [] }
      : goodAnswer(request);
  const text = JSON.stringify(reply);
  return Promise.resolve({ text, finishReason: "stop", usage: { input: 1, cachedInput: 0, output: 1 } });
};

async function retained(sources: Record<string, string>, name: string, settings: Partial<Settings>, askModel?: AskModel): Promise<void> {
  const host = memoryHost(sources);
  if (askModel !== undefined) host.askModel = askModel;
  const started = performance.now();
  const { failures } = await compile({ host, settings: { ...DEFAULT_SETTINGS, ...settings } }, compileOptions());
  // As one reads it: without the citations behind sentences, links by their words.
  const shown = Object.values(host.tree("wiki")).join("\n").replace(/\[\^[^\]]+\]/g, " ").replace(/\[\[(?:[^|\]]*\|)?([^\]]*)\]\]/g, "$1").replace(/(?<!\\)&amp;/g, "&");
  const wiki = fold(shown.replace(/\\([!-/:-@[-`{-~])/g, "$1"));
  const everything = fold(Object.values(sources).join("\n"));
  const words = Object.entries(sources).map(([path, text]) => readSource(path, text).sections.flatMap(({ passages }) => passages.map((passage) => passage.text)).join("\n\n"));
  const found = exactIn(words.join("\n\n"));
  const plain = fold(words.join("\n\n"));
  let [all, kept] = [0, 0];
  const parts = Object.entries(found).map(([kind, forms]) => {
    const here = [...forms].filter((form) => wiki.includes(form)).length;
    all += forms.size;
    kept += here;
    return `${kind} ${here} of ${forms.size}`;
  });
  const strange = Object.values(exactIn(wiki)).flatMap((forms) => [...forms]).filter((form) => !everything.includes(form) && !plain.includes(form));
  console.log(`${name}: ${((100 * kept) / all).toFixed(1)} % kept (${parts.join(", ")}); ${strange.length} that no source has${strange.length > 0 ? ` (${strange.slice(0, 3).join("; ")})` : ""}; ${failures.length} failures; ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

async function main(): Promise<void> {
  const archive = join(process.cwd(), "..", "shared", "data", "packs", `${pack}.tar.gz`);
  if (!existsSync(archive)) {
    console.log(`${pack} is not in ../shared/data/packs: nothing to measure.`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "compendium-bench-"));
  try {
    execFileSync("tar", ["xzf", archive, "-C", folder]);
    const walk = (current: string): string[] => readdirSync(current).sort().flatMap((name) => (statSync(join(current, name)).isDirectory() ? walk(join(current, name)) : [join(current, name)]));
    const notes = walk(folder).filter((file) => file.endsWith(".md")).slice(0, Number(values.notes) || undefined);
    const sources = Object.fromEntries(notes.map((file) => [`raw/${relative(folder, file)}`, readFileSync(file, "utf8")]));
    console.log(`${notes.length} notes of ${pack}`);
    await retained(sources, "built-in engine", {});
    await retained(sources, "a model that paraphrases", { engine: "llm", model: { ...DEFAULT_SETTINGS.model, strongModel: "m" } }, paraphrase);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
