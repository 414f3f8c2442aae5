/* `npm run bench -- <name> [arguments]`: bundles bench/<name>.ts and runs it; without a name, lists what there is. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { builtinModules } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { installOrExit, root } from "./setup.mjs";

const folder = join(root, "bench");

const names = () =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
    .map((file) => file.slice(0, -".ts".length))
    .sort();

/** The first line of the comment a bench starts with, for the list. */
const describe = (name) => /^\s*\/\*+\s*\*?\s*([^\n*]+)/.exec(readFileSync(join(folder, `${name}.ts`), "utf8"))?.[1]?.trim() ?? "";

const list = (print) => {
  print("npm run bench -- <name> [arguments]");
  const found = names();
  for (const name of found) print(`  ${name.padEnd(24)} ${describe(name)}`.trimEnd());
  if (found.length === 0) print("  (there are no benches yet)");
};

/** The test host finds the project's files from where its own lie, which in a bundle is elsewhere. */
const ownFolders = {
  name: "own-folders",
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]tests[\\/].*\.ts$/ }, ({ path }) => ({ contents: `const __dirname = ${JSON.stringify(dirname(path))};\n${readFileSync(path, "utf8")}`, loader: "ts" }));
  },
};

const bundle = async (name) => {
  const { build } = await import("esbuild");
  const target = join(root, "node_modules", ".cache", "compendium", "bench");
  mkdirSync(target, { recursive: true });
  const outfile = join(target, `${name}.cjs`);
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  await build({
    absWorkingDir: root,
    entryPoints: [join(folder, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "es2022",
    sourcemap: "inline",
    logLevel: "warning",
    // Not bundled: the build tools a bench may measure with find their own files only where they are installed.
    external: [...builtinModules, "esbuild", "typescript", "playwright-core"],
    plugins: [ownFolders],
    define: { COMPENDIUM_VERSION: JSON.stringify(version) },
  });
  return outfile;
};

const main = async ([name, ...args]) => {
  if (name === undefined) {
    list(console.log);
    return 0;
  }
  if (!names().includes(name)) {
    console.error(`There is no bench called "${name}".`);
    list(console.error);
    return 2;
  }
  installOrExit();
  let script;
  try {
    script = await bundle(name);
  } catch {
    // esbuild has already said what is wrong, with the place.
    return 1;
  }
  const result = spawnSync(process.execPath, ["--enable-source-maps", "--expose-gc", script, ...args], { cwd: root, stdio: "inherit" });
  return result.status ?? 128 + (constants.signals[result.signal] ?? 0);
};

process.exitCode = await main(process.argv.slice(2));
