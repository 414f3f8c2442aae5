/** Whether what the user entered can be used, as sentences that say what to mend. Data in, data out. */
import { CACHE_FOLDER, isInFolder, type Settings } from "../../core/settings";

export type FolderList = "sourceFolders" | "excludedFolders" | "canonicalFolders";

/** The folder as it is kept: no blanks or slashes at the ends. "" is the whole vault. */
export const cleanFolder = (given: string): string =>
  given
    .normalize("NFC")
    .replace(/\\/g, "/")
    .split("/")
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== ".")
    .join("/");

/** What is wrong with the folder's name by itself; null where nothing is. */
function problemOfName(given: string): string | null {
  const path = given.trim().replace(/\\/g, "/");
  if (path === "") return "Enter the name of a folder.";
  if (path.startsWith("/") && path !== "/") return "Enter the folder as it is called in the vault, without a slash in front.";
  if (/^(?:[a-z]:|~)(?:\/|$)/i.test(path)) return "Enter a folder of this vault; folders elsewhere on the computer cannot be used.";
  if (path.split("/").includes("..")) return "Enter the whole way to the folder from the vault, without “..”.";
  if (/[:*?"<>|#^[\]\p{Cc}]/u.test(path)) return 'A folder\'s name cannot hold any of : * ? " < > | # ^ [ ].';
  if (path.split("/").some((part) => part.trim().startsWith(".") && part.trim() !== ".")) return "Folders whose names start with a dot are hidden from notes; choose another.";
  return null;
}

/** Why `given` cannot be the wiki folder; null where it can. */
export function problemOfWikiFolder(given: string, { sourceFolders, canonicalFolders }: Settings): string | null {
  const problem = problemOfName(given);
  if (problem !== null) return problem;
  const folder = cleanFolder(given);
  if (folder === "") return "The wiki needs a folder of its own, not the whole vault.";
  const source = sourceFolders.find((each) => each !== "" && (isInFolder(folder, each) || isInFolder(each, folder)));
  if (source !== undefined) return isInFolder(folder, source) ? `The wiki folder would lie inside the source folder ${source}; choose one beside it.` : `The source folder ${source} would lie inside the wiki folder; choose one beside it.`;
  const canonical = canonicalFolders.find((each) => isInFolder(each, folder));
  return canonical === undefined ? null : `The folder ${canonical} of your own notes would lie inside the wiki folder; choose one beside it.`;
}

/** Why `given` cannot be added to the list; null where it can. */
export function problemOfListed(list: FolderList, given: string, settings: Settings): string | null {
  const problem = problemOfName(given);
  if (problem !== null) return problem;
  const folder = cleanFolder(given);
  const { wikiFolder } = settings;
  if (folder === CACHE_FOLDER) return "Compendium keeps its cache there; choose another folder.";
  if (settings[list].includes(folder)) return `${folder === "" ? "The whole vault" : folder} is in the list already.`;
  if (list === "excludedFolders") return null;
  if (isInFolder(folder, wikiFolder)) return `${folder} lies inside the wiki folder ${wikiFolder}, which belongs to the compiler; choose another.`;
  if (list === "sourceFolders" && folder !== "" && isInFolder(wikiFolder, folder)) return `The wiki folder ${wikiFolder} lies inside ${folder}; choose a folder beside it.`;
  if (list === "canonicalFolders" && folder === "") return "Name a folder: the whole vault cannot stand for concepts.";
  return null;
}

export function problemOfAmount(value: number, least: number): string | null {
  if (Number.isInteger(value) && value >= least) return null;
  return `Enter a whole number, ${least} or more.`;
}
