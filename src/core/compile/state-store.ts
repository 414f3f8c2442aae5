/** This device's memory on disk: `state.json` says which pieces it is made of, and is written last. Every moment of a save leaves the old memory or the new one. */
import type { ConceptRecord } from "../concepts/concept";
import type { Files } from "../ports";
import { piecePath, readPieces, writePieces } from "./pieces";
import { readJson } from "./read-json";
import { deviceFolder, type PageState, type SourceState, type State } from "./state";

const VERSION = 2;

/** What `state.json` holds: everything short, and of the rest the names of its pieces. */
interface StateFile extends Pick<State, "isSettled" | "surroundings" | "foreign" | "conceptsFailure" | "lastRun"> {
  version: typeof VERSION;
  sources: string[];
  pages: string[];
  concepts: { content: string; recipe: string; pieces: string[] } | null;
}

/** Version 1 was a single file. */
type WholeState = Omit<State, "pieces"> & { version: 1 };

const statePath = (device: string): string => `${deviceFolder(device)}/state.json`;
const piecesFolder = (device: string): string => `${deviceFolder(device)}/state`;

const isWhole = (data: Partial<WholeState>): data is WholeState => data.version === 1 && typeof data.sources === "object" && typeof data.pages === "object";
const isInPieces = (data: Partial<StateFile>): data is StateFile => data.version === VERSION && Array.isArray(data.sources) && Array.isArray(data.pages);
const isKnown = (data: unknown): data is StateFile | WholeState =>
  typeof data === "object" && data !== null && (isWhole(data) || isInPieces(data));

/** A save meanwhile takes pieces away that were just named: then the new ones are read. */
const MOST_ATTEMPTS = 3;

/** Null where nothing is remembered, or what is there is torn or of another version. Fields that came later are optional, so that nothing in an older state is lost. */
export async function loadState(files: Files, device: string): Promise<State | null> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const stored = await readJson(files, statePath(device), isKnown);
    if (stored === null) return null;
    if (stored.version === 1) return { ...stored, pieces: [] };
    const state = await putTogether(files, device, stored);
    if (state !== null) return state;
  }
  return null;
}

async function putTogether(files: Files, device: string, stored: StateFile): Promise<State | null> {
  const folder = piecesFolder(device);
  const { isSettled, surroundings, foreign, conceptsFailure, lastRun } = stored;
  const [sources, pages, concepts] = await Promise.all([
    readPieces<SourceState>(files, folder, stored.sources),
    readPieces<PageState>(files, folder, stored.pages),
    readPieces<ConceptRecord>(files, folder, stored.concepts?.pieces ?? []),
  ]);
  if (sources === null || pages === null || concepts === null) return null;
  return {
    isSettled,
    surroundings,
    foreign,
    ...(conceptsFailure === undefined ? {} : { conceptsFailure }),
    lastRun,
    sources: Object.fromEntries(sources),
    pages: Object.fromEntries(pages),
    concepts: stored.concepts === null ? null : { content: stored.concepts.content, recipe: stored.concepts.recipe, output: concepts.map(([, record]) => record) },
    pieces: namesIn(stored),
  };
}

const namesIn = ({ sources, pages, concepts }: StateFile): string[] => [...sources, ...pages, ...(concepts?.pieces ?? [])];

/** Writes what differs from what is on disk already, and notes in `state` what that is now. Pieces that nothing names any more go. */
export async function saveState(files: Files, device: string, state: State): Promise<void> {
  const folder = piecesFolder(device);
  const { isSettled, surroundings, foreign, conceptsFailure, lastRun, concepts } = state;
  const kept = new Set(state.pieces);
  const stored: StateFile = {
    version: VERSION,
    isSettled,
    surroundings,
    foreign,
    ...(conceptsFailure === undefined ? {} : { conceptsFailure }),
    lastRun,
    sources: await writePieces(files, folder, Object.entries(state.sources), kept),
    pages: await writePieces(files, folder, Object.entries(state.pages), kept),
    concepts:
      concepts === null
        ? null
        : { content: concepts.content, recipe: concepts.recipe, pieces: await writePieces(files, folder, concepts.output.map((record) => [record.id, record] as const), kept) },
  };
  await files.write(statePath(device), JSON.stringify(stored));
  state.pieces = namesIn(stored);
  const named = new Set(state.pieces.map((name) => piecePath(folder, name)));
  for (const { path } of await files.list(folder)) if (!named.has(path)) await files.remove(path);
}
