import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./imports";

const readJson = (name: string) => JSON.parse(readFileSync(join(root, name), "utf8"));
const manifest = readJson("package.json");
const lock = readJson("package-lock.json");
const declared: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };

/** The usual name of a host that packages come from: what is in git must work with any of them. */
const registryHost = /\bregistry\.[a-z0-9-]+\.[a-z]{2,}\b|\bnpm\.pkg\.[a-z]+\.[a-z]{2,}\b/i;

const filesInGit = (): string[] | null => {
  try {
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return listed.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
  } catch {
    return null;
  }
};

it("every dependency names one exact version", () => {
  expect(Object.entries(declared).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/.test(version))).toEqual([]);
});

it("the lock file has the versions that package.json names", () => {
  const locked = Object.fromEntries(Object.keys(declared).map((name) => [name, lock.packages[`node_modules/${name}`]?.version]));
  expect(locked).toEqual(declared);
});

it("the lock file names no place to fetch from, so that any registry serves it", () => {
  expect(Object.entries<{ resolved?: string }>(lock.packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
});

it("every locked package can be checked against its hash", () => {
  const unchecked = Object.entries<{ integrity?: string; link?: boolean }>(lock.packages).filter(([path, entry]) => path !== "" && entry.link !== true && entry.integrity === undefined);
  expect(unchecked.map(([path]) => path)).toEqual([]);
});

it("the lock file has the packages of every platform, or npm ci refuses it", () => {
  const paths = Object.keys(lock.packages);
  const missing = Object.entries<{ optionalDependencies?: Record<string, string> }>(lock.packages).flatMap(([from, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`))).map((name) => `${name}, for ${from}`),
  );
  expect(missing).toEqual([]);
});

it("no file in git names a registry's host", () => {
  const files = filesInGit();
  if (files === null) {
    process.stderr.write("Not a git checkout: files are not searched for registry hosts.\n");
    return;
  }
  expect(registryHost.test(["registry", "example", "org"].join("."))).toBe(true);
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((path) => registryHost.test(readFileSync(join(root, path), "latin1")))).toEqual([]);
});
