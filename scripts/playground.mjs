/*
 * `npm run playground [-- folder] [--port 4173]`: opens the plugin over a vault in a browser, without Obsidian. The folder given is written to;
 * without one it is a copy of examples/vault in a temporary place. Stays until Ctrl-C.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { installOrExit, isStartedScript, root } from "./setup.mjs";

const cache = join(root, "node_modules", ".cache", "compendium");

const leave = (message) => {
  console.error(message);
  process.exit(1);
};

const readArguments = () => {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { port: { type: "string", default: "0" } } });
    const port = Number(values.port);
    if (positionals.length > 1 || !Number.isInteger(port) || port < 0 || port > 65535) throw new Error("Usage: npm run playground -- [folder] [--port number]");
    return { folder: positionals[0], port };
  } catch (error) {
    return leave(error instanceof Error ? error.message : String(error));
  }
};

const givenFolder = (name) => {
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), name);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) leave(`There is no folder ${folder}.`);
  return folder;
};

const exampleFolder = () => {
  const folder = join(mkdtempSync(join(tmpdir(), "compendium-playground-")), "vault");
  cpSync(join(root, "examples", "vault"), folder, { recursive: true });
  return folder;
};

/** The playground is written in TypeScript, as the host is. */
const loadPlayground = async () => {
  const { build } = await import("esbuild");
  const outfile = join(cache, `playground-${process.pid}.mjs`);
  mkdirSync(cache, { recursive: true });
  await build({ absWorkingDir: root, entryPoints: [join(root, "tests", "obsidian-host", "playground.ts")], outfile, bundle: true, platform: "node", format: "esm", packages: "external", logLevel: "warning" });
  const playground = await import(pathToFileURL(outfile).href);
  rmSync(outfile);
  return playground;
};

if (isStartedScript(import.meta.url)) {
  const { folder: name, port } = readArguments();
  installOrExit();
  const folder = name === undefined ? exampleFolder() : givenFolder(name);
  const { startPlayground } = await loadPlayground();
  const url = await startPlayground({ root, folder, port });
  console.log(`Vault:  ${folder}${name === undefined ? " (a copy of examples/vault)" : ""}`);
  console.log(`Open:   ${url}`);
  console.log("Add ?theme=dark, ?mobile=1, ?rtl=1 or ?frame=pane to the address. Ctrl-C ends it.");
}
