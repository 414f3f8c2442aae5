/* Builds main.js (the plugin) and dist/cli.js (the command line) from the same core. `--watch` rebuilds on change. */
import { build, context } from "esbuild";
import { builtinModules } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const common = {
  bundle: true,
  minify: !process.argv.includes("--watch"),
  keepNames: true,
  // Not "node20": for it esbuild turns each pattern with \p{…} into a RegExp built anew at every use, which doubles the time of a compile.
  target: "es2022",
  logLevel: "warning",
  define: { COMPENDIUM_VERSION: JSON.stringify(version) },
};
/** The core's worker as text: `import source from "compendium:worker"`. It is a program of its own, bundled by itself. */
const workerText = {
  name: "worker-text",
  setup(bundler) {
    bundler.onResolve({ filter: /^compendium:worker$/ }, () => ({ path: resolve("src/obsidian/core-calls/worker.ts"), namespace: "worker-text" }));
    bundler.onLoad({ filter: /.*/, namespace: "worker-text" }, async ({ path }) => {
      const { outputFiles, metafile } = await build({ ...common, entryPoints: [path], write: false, metafile: true, format: "iife", platform: "browser", conditions: ["worker"] });
      return { contents: outputFiles[0]?.text ?? "", loader: "text", watchFiles: Object.keys(metafile.inputs).map((input) => resolve(input)) };
    });
  },
};
export const plugin = {
  ...common,
  plugins: [workerText],
  entryPoints: ["src/main.ts"],
  outfile: "main.js",
  format: "cjs",
  platform: "browser",
  // The variant of a dependency that needs no DOM: core runs in workers too.
  conditions: ["worker"],
  external: ["obsidian", "electron", "@codemirror/*", "@lezer/*", ...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
};
const commandLine = {
  ...common,
  entryPoints: ["src/cli.ts"],
  outfile: "dist/cli.js",
  format: "cjs",
  platform: "node",
  banner: { js: "#!/usr/bin/env node" },
};

const isMain = process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href;
if (isMain && process.argv.includes("--watch")) {
  await Promise.all([plugin, commandLine].map(async (options) => (await context(options)).watch()));
} else if (isMain) {
  await Promise.all([build(plugin), build(commandLine)]);
}
