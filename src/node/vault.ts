/** Where the vault is and what its settings say, for the command line. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Vault } from "../core/api";
import { readSettings, type Settings } from "../core/settings";
import { UsageError, valueOf, type Invocation } from "./arguments";
import { diskHost } from "./host";

export interface OpenVault extends Vault {
  root: string;
}

const SIGNS_OF_A_VAULT = [".obsidian", ".compendium", "raw"];
const SETTINGS_FILES = [".obsidian/plugins/compendium/data.json", ".compendium/settings.json"];

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** The nearest folder upwards that looks like a vault, else `start`. */
export function findVault(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (SIGNS_OF_A_VAULT.some((sign) => isFolder(join(folder, sign)))) return folder;
    if (dirname(folder) === folder) return start;
  }
}

export function openVault(invocation: Invocation): OpenVault {
  const named = valueOf(invocation, "vault");
  const root = named === undefined ? findVault(process.cwd()) : resolve(named);
  if (!isFolder(root)) throw new UsageError(`There is no folder ${root}; give the vault's folder with --vault.`);
  return { root, host: diskHost(root), settings: loadSettings(root, invocation) };
}

/** The settings of the plugin, over them those of the command line's own file, the environment and the flags. */
function loadSettings(root: string, invocation: Invocation): Settings {
  const data: Record<string, unknown> = {};
  for (const file of SETTINGS_FILES) Object.assign(data, readJsonObject(join(root, file)));
  const engine = valueOf(invocation, "engine") ?? process.env["COMPENDIUM_ENGINE"];
  if (engine !== undefined && engine !== "") data["engine"] = engine;
  const { settings, problems } = readSettings(data);
  if (problems.length > 0) throw new UsageError(problems.join(" "));
  return settings;
}

function readJsonObject(path: string): Record<string, unknown> {
  if (!existsSync(path)) return {};
  try {
    const data: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof data === "object" && data !== null && !Array.isArray(data)) return data as Record<string, unknown>;
  } catch {
    // Told below: a file that is no JSON and one that is no object need the same mending.
  }
  throw new UsageError(`The settings in ${path} are not a JSON object; mend or remove the file.`);
}

/** A path as the user gave it (from the current folder or from the vault) as a path in the vault. */
export function pathInVault({ root }: OpenVault, given: string): string {
  const candidates = isAbsolute(given) ? [given] : [resolve(given), resolve(root, given)];
  const inside = candidates.map((path) => relative(root, path)).filter((path) => path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path));
  const found = inside.find((path) => existsSync(join(root, path))) ?? inside.at(-1);
  if (found === undefined) throw new UsageError(`${given} lies outside the vault ${root}.`);
  return found.split(sep).join("/").replace(/\/$/, "");
}
