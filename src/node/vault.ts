/** Where the vault is and what its settings say, for the command line. */
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Vault } from "../core/api";
import { CompendiumError } from "../core/failure";
import { readSettings, type Settings } from "../core/settings";
import { UsageError, valueOf, type Invocation } from "./arguments";
import { diskHost } from "./host";
import { createNames } from "./names";

export interface OpenVault extends Vault {
  root: string;
}

const SIGNS_OF_A_VAULT = [".obsidian", ".compendium", "raw"];
/** The later ones stand over the earlier. */
const SETTINGS_FILES = [".obsidian/plugins/compendium/data.json", ".compendium/settings.json"];

const isFolder = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
};

/** The nearest folder upwards that looks like a vault, else `start`. */
export function findVault(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (SIGNS_OF_A_VAULT.some((sign) => isFolder(join(folder, sign)))) return folder;
    if (dirname(folder) === folder) return start;
  }
}

export function openVault(invocation: Invocation): OpenVault {
  const named = valueOf(invocation, "vault");
  const folder = named === undefined ? findVault(process.cwd()) : resolve(named);
  if (!isFolder(folder)) throw new UsageError(`There is no folder ${folder}; give the vault's folder with --vault.`);
  // The current folder is known by its real path only, and paths are compared with it.
  const root = realpathSync(folder);
  return { root, host: diskHost(root), settings: loadSettings(root, invocation) };
}

const badSettings = (message: string, path?: string): CompendiumError => new CompendiumError("bad-settings", message, path);

/** The settings of the plugin, over them those of the command line's own file, the environment and the flags. Throws `bad-settings`, naming what is to be mended. */
function loadSettings(root: string, invocation: Invocation): Settings {
  const data: Record<string, unknown> = {};
  for (const path of SETTINGS_FILES) {
    const layer = readJsonObject(join(root, path), path);
    const { problems } = readSettings(layer);
    if (problems.length > 0) throw badSettings(`${problems.join(" ")} Mend it in ${path}.`, path);
    const before = data["model"];
    Object.assign(data, layer);
    // A file that only names another model must not take the other's budget away.
    if (isObject(before) && isObject(layer["model"])) data["model"] = { ...before, ...layer["model"] };
  }
  const flag = valueOf(invocation, "engine");
  const engine = flag ?? process.env["COMPENDIUM_ENGINE"];
  if (engine !== undefined && engine !== "") data["engine"] = engine;
  data["model"] = { ...(isObject(data["model"]) ? data["model"] : {}), ...modelOf(invocation) };
  const { settings, problems } = readSettings(data);
  const given = readSettings({ model: modelOf(invocation) }).problems;
  if (given.length > 0) throw badSettings(`${given.join(" ")} It comes from --base-url, --model or the environment.`);
  if (problems.length > 0) throw badSettings(`${problems.join(" ")} It comes from ${problemSource(flag, engine)}.`);
  return settings;
}

const isObject = (data: unknown): data is Record<string, unknown> => typeof data === "object" && data !== null && !Array.isArray(data);

/** What environment and flags say of the model; a key is never read from a flag. */
function modelOf(invocation: Invocation): Record<string, string> {
  const given = {
    baseUrl: valueOf(invocation, "base-url") ?? process.env["COMPENDIUM_BASE_URL"],
    strongModel: valueOf(invocation, "model") ?? process.env["COMPENDIUM_MODEL"],
    fastModel: process.env["COMPENDIUM_FAST_MODEL"],
  };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ""));
}

/** The files were sound by themselves, so that what is wrong came after them or from their meeting. */
const problemSource = (flag: string | undefined, engine: string | undefined): string => {
  const isEngine = engine !== undefined && engine !== "" && readSettings({ engine }).problems.length > 0;
  if (!isEngine) return SETTINGS_FILES.join(" and ");
  return flag === undefined ? "the environment, COMPENDIUM_ENGINE" : "--engine";
};

const BYTE_ORDER_MARK = /^\uFEFF/;

function readJsonObject(file: string, path: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  try {
    const data: unknown = JSON.parse(readFileSync(file, "utf8").replace(BYTE_ORDER_MARK, ""));
    if (typeof data === "object" && data !== null && !Array.isArray(data)) return data as Record<string, unknown>;
  } catch {
    // Told below: a file that is no JSON and one that is no object need the same mending.
  }
  throw badSettings(`The settings in ${path} are not a JSON object; mend or remove the file.`, path);
}

/** A path as the user gave it (from the current folder or from the vault) as a path in the vault; "" is the vault itself. */
export function pathInVault({ root }: OpenVault, given: string): string {
  if (given === "") throw new UsageError("A path is empty; name a note or a folder.");
  const candidates = isAbsolute(given) ? [given] : [resolve(given), resolve(root, given)];
  const inside = candidates
    .flatMap((path) => [path, withRealFolder(path)])
    .map((path) => relative(root, path))
    .filter((path) => path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path));
  // What is not there may be a source that is gone: then its folder tells which was meant.
  const names = createNames(root);
  const isThere = (path: string): boolean => existsSync(join(root, names.onDisk(path)));
  const found = inside.find(isThere) ?? inside.find((path) => isFolder(dirname(join(root, path)))) ?? inside.at(-1);
  if (found === undefined) throw new UsageError(`${given} lies outside the vault ${root}.`);
  return names.inVault(found.split(sep).join("/"));
}

/** The vault, or the way to it, may have been named by a link. */
const withRealFolder = (path: string): string => {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
};
