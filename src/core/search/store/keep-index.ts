/**
 * The index on disk: a list (`index.json`), and for each segment its arrays (`ID.bin`) and notes (`ID.json`), in the cache. The list is written last and names
 * the checksum of each piece, so that a kill at any point leaves the old index or the new one. What cannot be used is forgotten and made again from the notes.
 */
import type { Host } from "../../ports";
import { FileError } from "../../ports";
import { CACHE_FOLDER } from "../../settings";
import { checksumIn, decodeSegment, encodeSegment, INDEX_VERSION } from "./encode-segment";
import type { PassageIndex } from "./passage-index";
import type { IndexedNote, LiveSegment } from "./segment";

const FOLDER = `${CACHE_FOLDER}/index`;
const LIST = `${FOLDER}/index.json`;

interface KeptSegment {
  id: number;
  checksum: number;
  dead: number[];
}

interface KeptList {
  version: number;
  segments: KeptSegment[];
}

export interface IndexKeeper {
  /** Puts what was kept into the empty index. Returns whether anything of it was damaged or old; the notes in it are then missing from the index. */
  load(index: PassageIndex): Promise<{ isDamaged: boolean }>;
  /** Writes the segments that are not kept yet, then the list; then removes what no list names. Nothing is written where nothing changed. */
  save(index: PassageIndex): Promise<void>;
}

const arraysPath = (id: number): string => `${FOLDER}/${id}.bin`;
const notesPath = (id: number): string => `${FOLDER}/${id}.json`;

export function createIndexKeeper({ files, clock }: Host): IndexKeeper {
  const kept = new Map<LiveSegment, { checksum: number; dead: number }>();
  let listed = "";
  const orNull = async <Result>(work: Promise<Result>): Promise<Result | null> =>
    work.catch((error: unknown) => {
      if (error instanceof FileError) return null;
      throw error;
    });
  return {
    load: async (index) => {
      const text = await orNull(files.read(LIST));
      if (text === null) return { isDamaged: false };
      const list = readList(text);
      if (list === null) return { isDamaged: true };
      let isDamaged = false;
      for (const { id, checksum, dead } of list.segments) {
        const [bytes, notes] = [await orNull(files.readBytes(arraysPath(id))), await readNotes(await orNull(files.read(notesPath(id))), clock)];
        const segment = bytes === null || notes === null || bytes.byteLength < 12 || checksumIn(bytes) !== checksum ? null : decodeSegment(bytes, notes);
        if (segment === null) isDamaged = true;
        else {
          const live = index.adopt(segment, dead, id);
          kept.set(live, { checksum, dead: live.deadNotes });
        }
        await clock.breathe();
      }
      listed = isDamaged ? "" : text;
      return { isDamaged };
    },
    save: async (index) => {
      const segments: KeptSegment[] = [];
      for (const live of [...index.segments]) {
        let known = kept.get(live);
        if (known === undefined) {
          const bytes = encodeSegment(live.segment);
          known = { checksum: checksumIn(bytes), dead: 0 };
          await files.writeBytes(arraysPath(live.id), bytes);
          await clock.breathe();
          await files.write(notesPath(live.id), await writtenNotes(live.segment.notes, clock));
          kept.set(live, known);
          await clock.breathe();
        }
        segments.push({ id: live.id, checksum: known.checksum, dead: deadOf(live) });
      }
      const text = JSON.stringify({ version: INDEX_VERSION, segments } satisfies KeptList);
      if (text === listed) return;
      await files.write(LIST, text);
      listed = text;
      const named = new Set(segments.flatMap(({ id }) => [arraysPath(id), notesPath(id), LIST]));
      for (const { path } of await files.list(FOLDER)) if (!named.has(path)) await orNull(files.remove(path));
      for (const live of kept.keys()) if (!index.segments.includes(live)) kept.delete(live);
    },
  };
}

const deadOf = ({ isDead, deadNotes }: LiveSegment): number[] => (deadNotes === 0 ? [] : [...isDead.keys()].filter((note) => isDead[note] === 1));

function readList(text: string): KeptList | null {
  try {
    const list = JSON.parse(text) as Partial<KeptList> | null;
    if (list === null || list.version !== INDEX_VERSION || !Array.isArray(list.segments)) return null;
    const isSegment = (one: KeptSegment): boolean => Number.isSafeInteger(one.id) && one.id > 0 && Number.isSafeInteger(one.checksum) && Array.isArray(one.dead) && one.dead.every((note) => Number.isSafeInteger(note) && note >= 0);
    return list.segments.every(isSegment) ? (list as KeptList) : null;
  } catch {
    return null;
  }
}

/** Notes are read and written so many at a time, a line of JSON for each lot: others are let through between them. */
const NOTES_A_LINE = 500;

async function writtenNotes(notes: readonly IndexedNote[], clock: Host["clock"]): Promise<string> {
  const lines: string[] = [];
  for (let from = 0; from < notes.length; from += NOTES_A_LINE) {
    lines.push(JSON.stringify(notes.slice(from, from + NOTES_A_LINE)));
    await clock.breathe();
  }
  return lines.join("\n");
}

/** Only that they are notes at all: that they belong to the arrays, the number in these says. */
async function readNotes(text: string | null, clock: Host["clock"]): Promise<IndexedNote[] | null> {
  if (text === null) return null;
  const notes: IndexedNote[] = [];
  const isNote = (note: IndexedNote): boolean => typeof note.path === "string" && typeof note.title === "string" && Array.isArray(note.aliases) && Array.isArray(note.tags) && typeof note.properties === "object";
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    try {
      const line = JSON.parse(text.slice(from, end < 0 ? text.length : end)) as IndexedNote[];
      if (!Array.isArray(line) || !line.every(isNote)) return null;
      for (const note of line) notes.push(note);
    } catch {
      return null;
    }
    from = end < 0 ? text.length : end + 1;
    await clock.breathe();
  }
  return notes;
}
