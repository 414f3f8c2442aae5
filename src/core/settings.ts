/** The settings both hosts share, and the reading of untrusted settings data. */
import { DEFAULT_MODEL_SETTINGS, readModelSettings, type ModelSettings } from "./model-settings";
import { appPath } from "./vault/path";

export interface Settings {
  engine: "extractive" | "llm";
  /** Folders whose notes are sources. */
  sourceFolders: string[];
  /** The folder that belongs to the compiler. */
  wikiFolder: string;
  /** Folders never read as sources, and never sent anywhere. */
  excludedFolders: string[];
  /** Folders of the user's own notes that stand for a concept: the wiki links to them instead of making a page. */
  canonicalFolders: string[];
  /** A concept gets a page when at least this many sources make claims about it. */
  pageFromSources: number;
  /** … and they are at least this many claims together. */
  pageFromClaims: number;
  /** For the engine `llm`. */
  model: ModelSettings;
}

export const DEFAULT_SETTINGS: Settings = {
  engine: "extractive",
  sourceFolders: ["Clippings", "raw"],
  wikiFolder: "wiki",
  excludedFolders: [],
  canonicalFolders: [],
  pageFromSources: 2,
  pageFromClaims: 3,
  model: DEFAULT_MODEL_SETTINGS,
};

/** The cache and journal's folder; fixed, because other programs and sync rules name it. */
export const CACHE_FOLDER = ".compendium";

export const isInFolder = (path: string, folder: string): boolean => folder === "" || path === folder || path.startsWith(`${folder}/`);

/** Whether a note is never read and never sent. Letters count alike, small or capital: on many disks they are, and what was meant to stay must not go for the sake of one. */
export const isExcluded = (path: string, { excludedFolders }: Pick<Settings, "excludedFolders">): boolean => excludedFolders.some((folder) => isInFolder(path.toLowerCase(), folder.toLowerCase()));

const cleanFolder = (value: string): string | null => {
  const parts = appPath(value).replace(/\\/g, "/").split("/").filter((part) => part !== "" && part !== ".");
  return parts.includes("..") || /^[a-z]:$/i.test(parts[0] ?? "") ? null : parts.join("/");
};

const folderList = (key: string, value: unknown, problems: string[]): string[] | undefined => {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === "string")) {
    problems.push(`The setting ${key} must be a list of folders.`);
    return undefined;
  }
  const folders = value.map(cleanFolder);
  if (folders.includes(null)) problems.push(`The setting ${key} names a folder outside the vault.`);
  return [...new Set(folders.filter((folder): folder is string => folder !== null))];
};

const wholeNumber = (key: string, value: unknown, problems: string[]): number | undefined => {
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1) return value;
  problems.push(`The setting ${key} must be a whole number from 1.`);
  return undefined;
};

const withoutUndefined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

/** Settings from untrusted data. Unknown keys are left alone; `problems` are sentences that say what to mend. */
export function readSettings(data: unknown): { settings: Settings; problems: string[] } {
  const problems: string[] = [];
  if (data === null || data === undefined) return { settings: { ...DEFAULT_SETTINGS }, problems };
  if (typeof data !== "object" || Array.isArray(data)) return { settings: { ...DEFAULT_SETTINGS }, problems: ["The settings must be a JSON object."] };
  const values = data as Record<string, unknown>;
  const { engine, wikiFolder } = values;
  if (engine !== undefined && engine !== "extractive" && engine !== "llm") problems.push('The setting engine must be "extractive" or "llm".');
  const wiki = typeof wikiFolder === "string" ? cleanFolder(wikiFolder) : undefined;
  if (wikiFolder !== undefined && !wiki) problems.push("The setting wikiFolder must name a folder inside the vault.");
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    ...withoutUndefined({
      engine: engine === "extractive" || engine === "llm" ? engine : undefined,
      wikiFolder: wiki ?? undefined,
      sourceFolders: folderList("sourceFolders", values["sourceFolders"], problems),
      excludedFolders: folderList("excludedFolders", values["excludedFolders"], problems),
      canonicalFolders: folderList("canonicalFolders", values["canonicalFolders"], problems),
      pageFromSources: wholeNumber("pageFromSources", values["pageFromSources"], problems),
      pageFromClaims: wholeNumber("pageFromClaims", values["pageFromClaims"], problems),
    }),
    model: readModelSettings(values["model"], problems),
  };
  if (settings.sourceFolders.some((folder) => folder !== "" && isInFolder(folder, settings.wikiFolder))) {
    problems.push("A source folder lies inside the wiki folder; choose another for one of them.");
  }
  return { settings, problems };
}

/** Whether the file is a source under these settings: a note in a source folder, and neither in the wiki nor in an excluded or hidden folder. */
export function isSourcePath(path: string, settings: Settings): boolean {
  return (
    path.toLowerCase().endsWith(".md") &&
    settings.sourceFolders.some((folder) => isInFolder(path, folder)) &&
    !isInFolder(path, settings.wikiFolder) &&
    !isExcluded(path, settings) &&
    !path.split("/").some((part) => part.startsWith("."))
  );
}
