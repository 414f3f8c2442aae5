/** The command line, built for a test as the product builds it. */
import { join } from "node:path";
import { build } from "esbuild";
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
    target: "node20",
    define: { COMPENDIUM_VERSION: JSON.stringify("0.0.0") },
    logLevel: "error",
  });
  return outfile;
}
