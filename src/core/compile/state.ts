/**
 * What this device remembers between runs, so that nothing unchanged is opened again. A cache: all of it can be rebuilt from wiki/ and
 * the sources, and anything odd in it (a torn file, another version) means that it is.
 */
import type { ConceptKind } from "../claims/digest";
import type { ConceptRecord } from "../concepts/concept";
import { CACHE_FOLDER } from "../settings";
import type { MergeConflict } from "../vault/merge";
import type { Stored } from "./incremental";

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
  /** Sections that the built-in engine spoke for, since nothing could be made of a model's reply. Missing where there are none. */
  unread?: number;
  /** It was digested, but the wiki does not hold what came of it: the run was cancelled before it wrote, or taken back. */
  isPending?: boolean;
  concepts: SourceConcept[];
  warnings: string[];
  failure: Failure | null;
}

/** `message` is one sentence for people. */
export interface Failure {
  code: string;
  message: string;
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
  /** Why a model did not write it: the page was made of its claims as they stand, or stayed, and is tried again at the next run. */
  failure?: Failure;
  /** Nothing could be made of the model's reply: the page stays until the user says to ask again. */
  isUnread?: boolean;
  /** How many changes of ours the last merge put in beside what a human wrote. Missing where nobody counted. */
  merged?: number;
}

export interface State {
  /** Nothing is left over from a run that was cancelled, killed or undone. */
  isSettled: boolean;
  /** Over the settings and the files besides sources and pages that results depend on. */
  surroundings: string;
  sources: Record<string, SourceState>;
  pages: Record<string, PageState>;
  /** Files in the wiki folder that are the user's, as "size modified": read once to know that they carry no stamp of ours. */
  foreign: Record<string, string>;
  concepts: Stored<ConceptRecord[]> | null;
  /** Why pairs of concepts are not decided: they stay two for now, and are asked about at the next run. Missing where all are. */
  conceptsFailure?: Failure;
  lastRun: { id: string; stamp: string; kind: string } | null;
  /** Names of the pieces on disk that this was read from or last saved as: they need not be written again. */
  pieces: readonly string[];
}

/** The engine failed on a page, or on pairs of concepts: the next run goes on with them though no source changed. */
export const isUnfinished = ({ conceptsFailure, pages }: Pick<State, "conceptsFailure" | "pages">): boolean => conceptsFailure !== undefined || Object.values(pages).some(({ failure }) => failure !== undefined);

export const emptyState = (): State => ({
  isSettled: false,
  surroundings: "",
  sources: {},
  pages: {},
  foreign: {},
  concepts: null,
  lastRun: null,
  pieces: [],
});

export const deviceFolder = (device: string): string => `${CACHE_FOLDER}/devices/${device}`;
