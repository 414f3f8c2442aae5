import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./imports";

const limit = 2.5 * 1024 * 1024;
const entry = join(root, "src", "main.ts");

/** The plugin as esbuild.config.mjs builds it, in memory: the built file may be older than the sources. */
async function bundlePlugin(): Promise<number> {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    keepNames: true,
    target: "es2022",
    format: "cjs",
    platform: "browser",
    logLevel: "silent",
    define: { COMPENDIUM_VERSION: JSON.stringify(version) },
    external: ["obsidian", "electron", "@codemirror/*", "@lezer/*", ...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
  });
  return outputFiles.reduce((sum, file) => sum + file.contents.length, 0);
}

const whereThereIsAPlugin = existsSync(entry) ? it : it.skip;

whereThereIsAPlugin("main.js stays under 2.5 MB", async () => {
  const size = await bundlePlugin();
  process.stderr.write(`main.js: ${Math.round(size / 1024)} KB of ${limit / 1024} KB\n`);
  expect(size).toBeGreaterThan(0);
  expect(size).toBeLessThan(limit);
});
