/** Builds what the test host's server serves: the page, and the plugin as it ships. Both only where something they are made of changed. */
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { readDeclaredApi } from "./api-list";
import { builtOnce, hashOf } from "./cache";

const within = (root: string, ...names: string[]): string[] => names.map((name) => join(root, ...name.split("/")));

const cacheFolder = (root: string, name: string): string => join(root, "node_modules", ".cache", "compendium", name);

/** `root` is the project's folder. Returns the folder with index.html, host.js and host.css. */
export async function buildHostPage(root: string): Promise<string> {
  const host = join(root, "tests", "obsidian-host");
  const declarations = join(root, "node_modules", "obsidian", "obsidian.d.ts");
  const sources = within(root, "tests/obsidian-host/app", "tests/obsidian-host/page", "tests/obsidian-host/build", "tests/obsidian-host/disk", "tests/obsidian-host/network", "package-lock.json");
  const key = hashOf(root, [...sources, declarations]);
  return builtOnce(cacheFolder(root, "host-page"), key, async (folder) => {
    await build({
      absWorkingDir: root,
      entryPoints: { host: join(host, "page", "host.ts") },
      outdir: folder,
      bundle: true,
      format: "iife",
      platform: "browser",
      target: "es2022",
      keepNames: true,
      sourcemap: "linked",
      logLevel: "warning",
      // CodeMirror knows its parts by identity: with a second copy of these, an editor takes keys and undoes nothing.
      alias: Object.fromEntries(["@codemirror/state", "@codemirror/view"].map((name) => [name, join(root, "node_modules", ...name.split("/"))])),
      define: { OBSIDIAN_API: JSON.stringify(readDeclaredApi(declarations)) },
    });
    copyFileSync(join(host, "page", "index.html"), join(folder, "index.html"));
  });
}

/** Runs in a process of its own, for the build's own settings are an ES module. */
const BUILD_PLUGIN = `
import { build } from "esbuild";
import { pathToFileURL } from "node:url";
const { plugin } = await import(pathToFileURL("esbuild.config.mjs").href);
await build({ ...plugin, outfile: process.argv[1] });
`;

/** Returns a folder with main.js, manifest.json and styles.css: those of a release, whatever lies in the project's own folder. */
export async function buildPlugin(root: string): Promise<string> {
  const key = hashOf(root, within(root, "src", "esbuild.config.mjs", "manifest.json", "styles.css", "package.json", "package-lock.json"));
  return builtOnce(cacheFolder(root, "plugin"), key, async (folder) => {
    execFileSync(process.execPath, ["--input-type=module", "--eval", BUILD_PLUGIN, join(folder, "main.js")], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
    for (const name of ["manifest.json", "styles.css"]) cpSync(join(root, name), join(folder, name));
  });
}
