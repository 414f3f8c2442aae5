/**
 * What this device remembers between runs, so that nothing unchanged is opened again. A cache: all of it can be rebuilt from wiki/ and
 * the sources, and anything odd in it (a torn file, another version) means that it is.
 */
import type { ConceptKind } from "../claims/digest";
import type { ConceptRecord } from "../concepts/concept";
import { FileError, type Files, type FileStat } from "../ports";
import { CACHE_FOLDER } from "../settings";
import type { MergeConflict } from "../vault/merge";
import type { Stored } from "./incremental";

export const STATE_VERSION = 1;

/** A concept as one source treats it, small enough to hold for every source at once. */
export interface SourceConcept {
  name: string;
  aliases: string[];
  kind: ConceptKind;
  /** How many of the source's claims are about it. */
  claims: number;
  /** Over those claims' words and places: equal means that nothing an article is made of changed. */
  fingerprint: string;
  /** The source is about it: in its title, or much of what it says. */
  isCentral: boolean;
  /** Names of the source's other concepts that those claims mention, with how many of them do. */
  with: [name: string, claims: number][];
}

export interface SourceState {
  id: string;
  size: number;
  modified: number;
  /** Hash of the file's text; "" where it could not be read. */
  text: string;
  /** Fingerprint of the source's content: properties and sections. */
  content: string;
  recipe: string;
  /** Hash of the digest. */
  digest: string;
  sections: string[];
  title: string;
  published: string;
  summary: string;
  claims: number;
  /** Sections with at least one claim. Missing in a state an older version wrote; the next compile counts them. */
  covered?: number;
  /** It was digested, but the wiki does not hold what came of it: the run was cancelled before it wrote, or taken back. */
  isPending?: boolean;
  concepts: SourceConcept[];
  warnings: string[];
  failure: { code: string; message: string } | null;
}

export type PageKind = "source" | "concept" | "listing" | "file";

export interface PageState {
  id: string;
  kind: PageKind;
  /** Over everything the page is rendered from; "" where it is not known. */
  inputs: string;
  recipe: string;
  /** Hash of the text as we rendered it: the merge base. "" where it is not known. */
  published: string;
  /** Hash of the text on disk, human edits included. */
  disk: string;
  size: number;
  modified: number;
  summary: string;
  /** For concepts: the name for life, and the aliases written. */
  name: string;
  aliases: string[];
  conflicts: MergeConflict[];
  /** How many changes of ours the last merge put in beside what a human wrote. Missing where nobody counted. */
  merged?: number;
}

export interface State {
  version: number;
  /** Nothing is left over from a run that was cancelled, killed or undone. */
  isSettled: boolean;
  /** Over the settings and the files besides sources and pages that results depend on. */
  surroundings: string;
  sources: Record<string, SourceState>;
  pages: Record<string, PageState>;
  /** Files in the wiki folder that are the user's, as "size modified": read once to know that they carry no stamp of ours. */
  foreign: Record<string, string>;
  concepts: Stored<ConceptRecord[]> | null;
  lastRun: { id: string; stamp: string; kind: string } | null;
}

export const emptyState = (): State => ({
  version: STATE_VERSION,
  isSettled: false,
  surroundings: "",
  sources: {},
  pages: {},
  foreign: {},
  concepts: null,
  lastRun: null,
});

export const deviceFolder = (device: string): string => `${CACHE_FOLDER}/devices/${device}`;
const statePath = (device: string): string => `${deviceFolder(device)}/state.json`;

/** The text of a file, or null where there is none or it cannot be read as text. */
export const readIfThere = (files: Files, path: string): Promise<string | null> =>
  files.read(path).catch((error: unknown) => {
    if (error instanceof FileError && (error.code === "not-found" || error.code === "not-text")) return null;
    throw error;
  });

/** A JSON file of our own cache; null where it is missing, torn or not `isValid`. */
export async function readJson<T>(files: Files, path: string, isValid: (data: unknown) => data is T): Promise<T | null> {
  const text = await readIfThere(files, path);
  if (text === null) return null;
  try {
    const data: unknown = JSON.parse(text);
    return isValid(data) ? data : null;
  } catch {
    return null;
  }
}

const isState = (data: unknown): data is State => {
  const state = data as Partial<State> | null;
  return typeof state === "object" && state?.version === STATE_VERSION && typeof state.sources === "object" && typeof state.pages === "object";
};

/** Fields that came later are optional, so that a state an older version wrote is read as it is and nothing in it is lost. */
export const loadState = (files: Files, device: string): Promise<State | null> => readJson(files, statePath(device), isState);

export const saveState = (files: Files, device: string, state: State): Promise<FileStat> => files.write(statePath(device), JSON.stringify(state));
