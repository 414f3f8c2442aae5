/** What a dry run says a compile will cost, against what the endpoint reported for it: at first, and after a run was learnt from. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CompileResult } from "../../../src/core/api";
import { answer, startModelServer, tokensByPieces, type Json, type ModelServer, type Script } from "../../../tests/support/model-server";
import { askedOf, compileWithModel, goodReply, modelHost, modelSettings, writeVault } from "../../../tests/support/model-vault";
import { namingAnswer } from "../../../tests/support/naming-model";

const DATA = join(process.cwd(), "..", "shared", "data");
const PACK = "clippings-18f";

type Sources = Record<string, string>;
type Tokens = Pick<CompileResult["model"], "calls" | "inputTokens" | "outputTokens" | "passes">;

const readNotes = (folder: string): Sources => Object.fromEntries(readdirSync(folder).filter((name) => name.endsWith(".md")).sort().map((name) => [`raw/${name}`, readFileSync(join(folder, name), "utf8")]));

const against = (estimated: number, actual: number): string => `${String(estimated).padStart(7)} / ${String(actual).padStart(7)} ${((100 * estimated) / actual - 100 >= 0 ? "+" : "") + ((100 * estimated) / actual - 100).toFixed(0)} %`;

function tell(name: string, estimated: Tokens, actual: Tokens, server: ModelServer): void {
  const parts = [
    `calls ${against(estimated.calls, actual.calls)}`,
    `input ${against(estimated.inputTokens, actual.inputTokens)}`,
    `output ${against(estimated.outputTokens, actual.outputTokens)}`,
    `total ${against(estimated.inputTokens + estimated.outputTokens, actual.inputTokens + actual.outputTokens)}`,
  ];
  console.log(`${name.padEnd(60)} ${parts.join("; ")}${server.violations.length > 0 ? `; ${server.violations.length} violations: ${server.violations[0] ?? ""}` : ""}`);
  for (const { name: pass, ...expected } of estimated.passes) {
    const found = actual.passes.find((other) => other.name === pass) ?? { calls: 0, inputTokens: 0, outputTokens: 0 };
    console.log(`${`    ${pass}`.padEnd(60)} calls ${against(expected.calls, found.calls)}; input ${against(expected.inputTokens, found.inputTokens)}; output ${against(expected.outputTokens, found.outputTokens)}`);
  }
}

async function measure(folder: string, name: string, sources: Sources, later: Sources, reply: Script): Promise<void> {
  const server = await startModelServer({ reply, countTokens: tokensByPieces });
  const settings = modelSettings(server.url);
  try {
    const vault = mkdtempSync(join(folder, "vault-"));
    writeVault(vault, sources);
    const host = modelHost(vault);
    const estimated = (await compileWithModel(host, settings, { dryRun: true })).model;
    if (server.requests.length > 0) throw new Error("A dry run sent something.");
    const first = await compileWithModel(host, settings, { expected: estimated });
    if (first.failures.length > 0) console.log(`  ${first.failures.length} failures: ${first.failures[0]?.message ?? ""}`);
    tell(`${name}, nothing learnt`, estimated, first.model, server);
    if (Object.keys(later).length === 0) return;
    server.forget();
    writeVault(vault, later);
    const learnt = (await compileWithModel(host, settings, { dryRun: true })).model;
    const second = await compileWithModel(host, settings, { expected: learnt });
    tell(`${name}, ${Object.keys(later).length} more, learnt`, learnt, second.model, server);
  } finally {
    await server.close();
  }
}

/** How many articles there are depends on what the model names, which a dry run cannot know: one names little, one names what a reader could look up. */
const MODELS: Record<string, Script> = { "names much": (request) => answer(namingAnswer(askedOf(request)) as Json), "names little": goodReply };

/**
 * Estimated / actual. The server counts tokens with a tokenizer of its own; the lengths of its replies are the script's invention, so input and output are
 * told apart.
 */
export async function measureEstimate(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "compendium-bench-"));
  const hasPack = existsSync(join(DATA, "packs", `${PACK}.tar.gz`));
  try {
    if (hasPack) execFileSync("tar", ["xzf", join(DATA, "packs", `${PACK}.tar.gz`), "-C", folder]);
    const notes = hasPack ? Object.entries(readNotes(join(folder, PACK, "raw"))) : [];
    const clips = existsSync(join(DATA, "clips")) ? Object.entries(readNotes(join(DATA, "clips"))) : [];
    for (const [name, reply] of Object.entries(MODELS)) {
      if (clips.length > 0) {
        await measure(folder, `${name}: clips`, Object.fromEntries(clips), {}, reply);
        await measure(folder, `${name}: 8 clips`, Object.fromEntries(clips.slice(0, 8)), Object.fromEntries(clips.slice(8)), reply);
      }
      if (notes.length > 0) await measure(folder, `${name}: 50 notes of ${PACK}`, Object.fromEntries(notes.slice(0, 50)), Object.fromEntries(notes.slice(50, 100)), reply);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
