import { builtinModules } from "node:module";
import { build } from "esbuild";
import type { BuildOptions, Metafile } from "esbuild";
import { listTypeScript, readImports, root } from "./imports";

type Entry = Pick<BuildOptions, "entryPoints" | "outdir" | "stdin">;

const entryOf = (text: string): Entry => ({ stdin: { contents: text, resolveDir: root, loader: "ts" } });

/** Bundles for a platform that has nothing: no Node, no browser, no Obsidian. Throws, with esbuild's words, where an import finds no file. */
async function bundleForNoHost(entry: Entry): Promise<Metafile> {
  const { metafile } = await build({
    ...entry,
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: "neutral",
    format: "esm",
    target: "es2022",
    // A neutral platform names none; most packages without an export map have one of these.
    mainFields: ["module", "main"],
    logLevel: "silent",
  }).catch((error: unknown) => {
    // esbuild's error carries a list that would fill the screen.
    throw new Error(error instanceof Error ? error.message : String(error));
  });
  return metafile;
}

const isBuiltin = (specifier: string): boolean => specifier.startsWith("node:") || builtinModules.includes(specifier.split("/")[0] ?? "");

describe("the core without a host", () => {
  it("cannot be bundled if it reaches for Node or Obsidian", async () => {
    await expect(bundleForNoHost(entryOf('import { readFileSync } from "node:fs"; readFileSync("x");'))).rejects.toThrow("node:fs");
    await expect(bundleForNoHost(entryOf('import path from "path"; path.join("x");'))).rejects.toThrow("path");
    await expect(bundleForNoHost(entryOf('import { Notice } from "obsidian"; new Notice("x");'))).rejects.toThrow("obsidian");
  });

  it("bundles from every one of its files, out of its own folder and packages only", async () => {
    const entryPoints = listTypeScript("src/core");
    expect(entryPoints.length).toBeGreaterThan(0);
    const metafile = await bundleForNoHost({ entryPoints, outdir: "unwritten" });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.filter((path) => !path.startsWith("src/core/") && !path.startsWith("node_modules/"))).toEqual([]);
    expect(Object.values(metafile.outputs).flatMap((output) => output.imports).filter((imported) => imported.external)).toEqual([]);
  });
});

describe("imports, types included", () => {
  const files = readImports("src");
  const below = (folder: string) => files.filter((file) => file.path.startsWith(folder));

  it("of the core stay in the core", () => {
    const outside = below("src/core/").filter((file) => file.files.some((path) => !path.startsWith("src/core/")) || file.specifiers.some((name) => name === "obsidian" || isBuiltin(name)));
    expect(outside).toEqual([]);
  });

  it("never lead from one host to the other", () => {
    const meeting = files.filter(
      (file) =>
        (file.path.startsWith("src/obsidian/") && file.files.some((path) => path.startsWith("src/node/"))) ||
        (file.path.startsWith("src/node/") && file.files.some((path) => path.startsWith("src/obsidian/"))) ||
        (file.path === "src/main.ts" && file.files.some((path) => path.startsWith("src/node/"))) ||
        (file.path === "src/cli.ts" && file.files.some((path) => path.startsWith("src/obsidian/"))),
    );
    expect(meeting).toEqual([]);
  });

  it("of Obsidian are in src/obsidian and src/main.ts alone, those of Node in src/node, src/cli.ts, and the plugin's one place for its desktop", () => {
    const places = ["src/cli.ts", "src/obsidian/transport/load-node.ts"];
    const obsidian = files.filter((file) => file.specifiers.includes("obsidian") && !file.path.startsWith("src/obsidian/") && file.path !== "src/main.ts");
    const node = files.filter((file) => file.specifiers.some(isBuiltin) && !file.path.startsWith("src/node/") && !places.includes(file.path));
    expect([...obsidian, ...node].map((file) => file.path)).toEqual([]);
  });
});
