/** The command line, built for a test as the product builds it. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import type { CompileResult } from "../../src/core/api";
import { root } from "./vaults";

export async function buildCommandLine(folder: string): Promise<string> {
  const outfile = join(folder, "cli.js");
  await build({
    absWorkingDir: root,
    entryPoints: ["src/cli.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "es2022",
    define: { COMPENDIUM_VERSION: JSON.stringify("0.0.0") },
    logLevel: "error",
  });
  return outfile;
}

/** A compile by the built command line, for vaults too large to compile inside a test. */
export function runCompile(cli: string, vault: string, ...options: string[]): CompileResult {
  const { stdout, stderr } = spawnSync(process.execPath, [cli, "compile", "--vault", vault, "--json", "--quiet", ...options], { encoding: "utf8", maxBuffer: 1e9 });
  try {
    return JSON.parse(stdout) as CompileResult;
  } catch (cause) {
    throw new Error(`compile answered no JSON: ${stderr}`, { cause });
  }
}
