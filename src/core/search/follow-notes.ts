/**
 * Keeps the index in step with the files: which notes are searched, which changed, which are left out. It knows files by the host's port only, and lets others
 * through while it works. No query comes here.
 */
import { FileError, type FileStat, type Host } from "../ports";
import { isInFolder, isSourcePath, type Settings } from "../settings";
import type { IndexProgress } from "./answer";
import type { Names } from "./names-of-notes";
import type { OtherNames } from "./other-names";
import type { PassageIndex } from "./store/passage-index";
import type { TextCache } from "./text-cache";

/** A larger note is no note: it is left out, and told. In bytes. */
const LARGEST_NOTE = 5_000_000;
/** After so many characters others are let through: a few milliseconds' work. */
const CHARACTERS_A_STEP = 40_000;
const NOTES_A_STEP = 5000;
/** So many notes are being read at once, none of them larger than so many bytes. */
const READ_AHEAD = 16;
const MOST_AHEAD = 200_000;
const MANY = 1000;
/** While many notes are read in, what came is merged whenever it is in so many segments. */
const MOST_SEGMENTS = 32;
export interface Followed {
  index: PassageIndex;
  names: Names;
  otherNames: OtherNames;
  texts: Pick<TextCache, "forget">;
}

export interface Follower {
  /** Looks at these paths, or at all; what changed is findable when it ends. */
  update: (paths: readonly string[] | undefined, onProgress: (progress: IndexProgress) => void) => Promise<IndexProgress>;
  /** Merges what should be merged. */
  tidy: () => Promise<void>;
  /** Takes in what the pages of the wiki among these are also called. */
  learnNames: (paths: readonly string[]) => Promise<void>;
}

// One closure over the index and what is left out: each step below is a few lines.
export function createFollower({ files, clock }: Host, settings: Settings, { index, names, otherNames, texts }: Followed): Follower {
  const leftOut = new Map<string, IndexProgress["leftOut"][number]["reason"]>();
  const isWikiPath = (path: string): boolean => isInFolder(path, settings.wikiFolder) && path.toLowerCase().endsWith(".md");
  const isSearched = (path: string): boolean => isSourcePath(path, settings) || isWikiPath(path);
  const listAll = async (): Promise<FileStat[]> => {
    const found = new Map<string, FileStat>();
    for (const folder of [...settings.sourceFolders, settings.wikiFolder]) for (const file of await files.list(folder)) if (isSearched(file.path)) found.set(file.path, file);
    return [...found.values()];
  };
  const statAll = async (paths: readonly string[]): Promise<FileStat[]> => {
    const found: FileStat[] = [];
    for (const path of paths) {
      const stat = isSearched(path) ? await files.stat(path).catch(() => null) : null;
      if (stat !== null) found.push(stat);
    }
    return found;
  };
  const forget = (path: string): void => {
    index.remove(path);
    names.remove(path);
    otherNames.remove(path);
    texts.forget(path);
  };
  const isSame = ({ path, size, modified }: FileStat): boolean => {
    const place = index.find(path);
    const note = place?.live.segment.notes[place.note];
    return note !== undefined && note.size === size && note.modified === modified;
  };
  /** Returns how many characters it took. */
  const readIn = async (file: FileStat, read: Promise<string> | undefined): Promise<number> => {
    leftOut.delete(file.path);
    texts.forget(file.path);
    if (file.size > LARGEST_NOTE) {
      leftOut.set(file.path, "too-large");
      forget(file.path);
      return 0;
    }
    try {
      const text = await (read ?? files.read(file.path));
      index.put({ size: file.size, modified: file.modified, isWiki: isWikiPath(file.path) }, file.path, text);
      return text.length;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      forget(file.path);
      if (error.code !== "not-found") leftOut.set(file.path, "unreadable");
      return 0;
    }
  };
  /** Reads of several notes under way at once: each may be a message to another thread, or a disk's. */
  const readAhead = (present: readonly FileStat[]): ((file: FileStat) => Promise<string> | undefined) => {
    const reading = new Map<string, Promise<string>>();
    let next = 0;
    return (file) => {
      for (let ends = next + READ_AHEAD - reading.size; next < Math.min(ends, present.length); next++) {
        const one = present[next];
        if (one === undefined || one.size > MOST_AHEAD) continue;
        const read = files.read(one.path);
        // Heard of where its turn comes.
        read.catch(() => undefined);
        reading.set(one.path, read);
      }
      const found = reading.get(file.path);
      reading.delete(file.path);
      return found;
    };
  };
  const inSteps = async <Item>(items: readonly Item[], work: (item: Item) => void): Promise<void> => {
    for (const [at, item] of items.entries()) {
      work(item);
      if (at % NOTES_A_STEP === NOTES_A_STEP - 1) await clock.breathe();
    }
  };
  const learnNames = (paths: readonly string[]): Promise<void> =>
    inSteps(paths, (path) => {
      const place = index.find(path);
      const note = place?.live.segment.notes[place.note];
      if (note?.isWiki !== true) return;
      otherNames.put(note);
      names.changed(path);
    });
  const tidy = async (): Promise<void> => {
    for (const _ of index.tidy()) await clock.breathe();
  };
  const update = async (paths: readonly string[] | undefined, onProgress: (progress: IndexProgress) => void): Promise<IndexProgress> => {
    const present = paths === undefined ? await listAll() : await statAll(paths);
    const stays = new Set<string>();
    const changed: FileStat[] = [];
    await inSteps(present, (file) => {
      stays.add(file.path);
      if (!isSame(file)) changed.push(file);
    });
    await inSteps(paths ?? [...index.paths(), ...leftOut.keys()], (path) => {
      if (stays.has(path)) return;
      forget(path);
      leftOut.delete(path);
    });
    const progress = (): IndexProgress => ({ notes: index.notes, of: index.notes + changed.length - done, leftOut: [...leftOut].map(([path, reason]) => ({ path, reason })) });
    let [done, since] = [0, 0];
    const ahead = readAhead(changed);
    for (const file of changed) {
      since += await readIn(file, ahead(file));
      done += 1;
      if (since < CHARACTERS_A_STEP) continue;
      since = 0;
      onProgress(progress());
      await clock.breathe();
      if (index.segments.length >= MOST_SEGMENTS) await tidy();
    }
    index.flush();
    if (changed.length > MANY) index.forgetWords();
    await learnNames(changed.map(({ path }) => path));
    return progress();
  };
  return { update, tidy, learnNames };
}
