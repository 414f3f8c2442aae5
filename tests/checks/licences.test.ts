import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./imports";

interface LockedPackage {
  version?: string;
  license?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}
type Lock = Record<string, LockedPackage>;

const permissive = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD", "CC0-1.0", "Unlicense", "BlueOak-1.0.0"]);

/** Reads SPDX expressions as far as packages use them: one level of brackets, AND before OR. */
function isPermissive(licence: string): boolean {
  const alternatives = licence.replace(/[()]/g, " ").split(/\sOR\s/);
  return alternatives.some((alternative) => alternative.split(/\sAND\s/).every((name) => permissive.has(name.trim())));
}

/** Where Node finds the package `name` from the package at `from`: its own node_modules first, then those above it. */
function locate(lock: Lock, from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf("/node_modules/"), 0))) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock[path] !== undefined) return path;
    if (folder === "") return null;
  }
}

/** Every package that our own code brings along, however far down. Optional and peer packages count where they are installed. */
function runtimePackages(lock: Lock): string[] {
  const found = new Set<string>();
  const visit = (from: string, names: string[]): void => {
    for (const path of names.map((name) => locate(lock, from, name)).filter((place) => place !== null)) {
      if (found.has(path)) continue;
      found.add(path);
      const { dependencies, optionalDependencies, peerDependencies } = lock[path] ?? {};
      visit(path, Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }));
    }
  };
  visit("", Object.keys(lock[""]?.dependencies ?? {}));
  return [...found].sort();
}

const lock: Lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
const licenceOf = (path: string): string => lock[path]?.license ?? JSON.parse(readFileSync(join(root, path, "package.json"), "utf8")).license ?? "none named";

describe("the checker", () => {
  it("takes one permissive alternative, but not one permissive half", () => {
    expect(isPermissive("(MIT OR GPL-3.0-or-later)")).toBe(true);
    expect(isPermissive("MIT AND GPL-3.0-only")).toBe(false);
    expect(isPermissive("AGPL-3.0")).toBe(false);
    expect(isPermissive("none named")).toBe(false);
  });

  it("follows a package's own copy of another before the shared one", () => {
    const made: Lock = {
      "": { dependencies: { a: "1.0.0" } },
      "node_modules/a": { dependencies: { b: "2.0.0" } },
      "node_modules/a/node_modules/b": { dependencies: { c: "1.0.0" } },
      "node_modules/b": {},
      "node_modules/c": {},
    };
    expect(runtimePackages(made)).toEqual(["node_modules/a", "node_modules/a/node_modules/b", "node_modules/c"]);
  });
});

it("every package that is shipped has a permissive licence", () => {
  const packages = runtimePackages(lock);
  expect(packages.length).toBeGreaterThanOrEqual(Object.keys(lock[""]?.dependencies ?? {}).length);
  expect(packages.filter((path) => !isPermissive(licenceOf(path))).map((path) => `${path}: ${licenceOf(path)}`)).toEqual([]);
});
