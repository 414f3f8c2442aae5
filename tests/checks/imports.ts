/* Which file imports which, as TypeScript reads it (`import type`, `export … from`, `import()` and `import("…").T` included), and the cycles in that. */
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { preProcessFile } from "typescript";

export const root = join(__dirname, "..", "..");

/** A path relative to the project, with `/`. */
export const shown = (path: string): string => relative(root, path).split(sep).join("/");

/** Every TypeScript file below a folder of the project, as absolute paths in the order of their names; none where the folder is missing. */
export function listTypeScript(folder: string): string[] {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(start, name));
}

/** What stands between the quotes of a file's imports. */
export const importsOf = (text: string): string[] => preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);

/** The file that a relative import of `from` means; null for packages and for files that are not there. */
function resolveImport(from: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  const target = join(dirname(from), specifier);
  const candidates = [target, `${target}.ts`, join(target, "index.ts"), target.replace(/\.js$/, ".ts")];
  return candidates.find((path) => existsSync(path) && statSync(path).isFile()) ?? null;
}

export interface FileImports {
  /** Relative to the project. */
  path: string;
  /** As written. */
  specifiers: string[];
  /** The project's own files among them, relative to the project. */
  files: string[];
}

export function readImports(folder: string): FileImports[] {
  return listTypeScript(folder).map((path) => {
    const specifiers = importsOf(readFileSync(path, "utf8"));
    const files = specifiers.map((specifier) => resolveImport(path, specifier)).filter((file) => file !== null);
    return { path: shown(path), specifiers, files: files.map(shown) };
  });
}

/**
 * The cycles of a directed graph: its strongly connected components of more than one node, and nodes that point at themselves
 * (R. Tarjan, "Depth-first search and linear graph algorithms", 1972). Each sorted, in the order of their first node.
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const open: string[] = [];
  const cycles: string[][] = [];

  const close = (node: string): void => {
    const component = open.splice(open.indexOf(node));
    const isCycle = component.length > 1 || (graph.get(node) ?? []).includes(node);
    if (isCycle) cycles.push(component.sort());
  };
  const visit = (node: string): number => {
    const number = order.size;
    order.set(node, number);
    open.push(node);
    let low = number;
    for (const next of graph.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, order.get(next) ?? low);
    }
    if (low === number) close(node);
    return low;
  };

  for (const node of [...graph.keys()].sort()) if (!order.has(node)) visit(node);
  return cycles.sort((left, right) => ((left[0] ?? "") < (right[0] ?? "") ? -1 : 1));
}
