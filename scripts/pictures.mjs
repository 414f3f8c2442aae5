/*
 * `npm run pictures [-- screen …] [--out folder] [--form light …]`: pictures of the plugin's screens in the test host, for the README and for looking at.
 * Without --out they go to docs/pictures, and only those that the README shows.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { installOrExit, isStartedScript, root } from "./setup.mjs";

const README_PICTURES = ["compile-plan", "source", "conflict"];
const cache = join(root, "node_modules", ".cache", "compendium");

/** The pictures are told in TypeScript, as the host is. */
const loadPictures = async () => {
  const { build } = await import("esbuild");
  const outfile = join(cache, `pictures-${process.pid}.mjs`);
  mkdirSync(cache, { recursive: true });
  const banner = { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url); const __dirname = ${JSON.stringify(join(root, "tests", "obsidian-host", "browser"))};` };
  await build({ absWorkingDir: root, entryPoints: [join(root, "tests", "obsidian-host", "pictures", "index.ts")], outfile, bundle: true, platform: "node", format: "esm", packages: "external", logLevel: "warning", banner });
  const pictures = await import(pathToFileURL(outfile).href);
  rmSync(outfile);
  return pictures;
};

if (isStartedScript(import.meta.url)) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: "string" }, form: { type: "string", multiple: true, default: [] } } });
  installOrExit();
  // The vaults of the pictures are compiled by the command line.
  if (spawnSync(process.execPath, [join(root, "esbuild.config.mjs")], { cwd: root, stdio: "inherit" }).status !== 0) process.exit(1);
  const { takePictures } = await loadPictures();
  const isForReadme = values.out === undefined;
  const problems = await takePictures({
    root,
    out: isForReadme ? join(root, "docs", "pictures") : resolve(process.env.INIT_CWD ?? process.cwd(), values.out),
    only: positionals.length > 0 ? positionals : isForReadme ? README_PICTURES : [],
    forms: values.form.length > 0 ? values.form : isForReadme ? ["light"] : [],
    tell: (line) => console.log(line),
  });
  process.exitCode = problems.length === 0 ? 0 : 1;
}
