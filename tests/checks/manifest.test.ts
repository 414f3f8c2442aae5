import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./imports";

const readJson = (name: string) => JSON.parse(readFileSync(join(root, name), "utf8"));
const manifest = readJson("manifest.json");
const versions: Record<string, string> = readJson("versions.json");

it("is the plugin compendium for Obsidian 1.13.0 and later, on phones too", () => {
  expect(manifest).toMatchObject({ id: "compendium", minAppVersion: "1.13.0", isDesktopOnly: false });
});

it("has the version that package.json and the lock file have", () => {
  expect(readJson("package.json").version).toBe(manifest.version);
  expect(readJson("package-lock.json").version).toBe(manifest.version);
});

it("has a line in versions.json that names the Obsidian it needs", () => {
  expect(versions[manifest.version]).toBe(manifest.minAppVersion);
});

it("knows no version newer than its own", () => {
  const number = (version: string) => version.split(".").reduce((sum, part) => sum * 1000 + Number(part), 0);
  expect(Object.keys(versions).filter((version) => number(version) > number(manifest.version))).toEqual([]);
});
