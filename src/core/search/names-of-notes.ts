/** The index of names over the wiki's pages in the passage index: made when a search first asks for it, a few notes at a time, and kept up to date from then on. */
import type { Clock } from "../ports";
import { createNameIndex, type NameIndex } from "./names";
import type { PassageIndex } from "./store/passage-index";
import type { IndexedNote } from "./store/segment";

export interface Names {
  changed(path: string): void;
  remove(path: string): void;
  /** Begins, or brings up to date. Small vaults are waited for; of a large one the names are found as they come. */
  ready(): Promise<void>;
  find: NameIndex["find"];
}

const NOTES_A_STEP = 50;
const LISTED_A_STEP = 5000;
const WAITED_FOR = 3000;

export function createNames(index: PassageIndex, clock: Pick<Clock, "breathe">): Names {
  let names: NameIndex | null = null;
  const waiting = new Set<string>();
  /** Not one of the notes is in it yet. */
  let isNew = false;
  let filling: Promise<void> | null = null;
  const noteAt = (path: string): IndexedNote | undefined => {
    const place = index.find(path);
    return place?.live.segment.notes[place.note];
  };
  const isWiki = (path: string): boolean => noteAt(path)?.isWiki === true;
  const fill = async (known: NameIndex): Promise<void> => {
    let done = 0;
    if (isNew) {
      isNew = false;
      for (const path of [...index.paths()]) {
        if (isWiki(path)) waiting.add(path);
        if (++done % LISTED_A_STEP === 0) await clock.breathe();
      }
    }
    for (const path of waiting) {
      waiting.delete(path);
      const page = noteAt(path);
      if (page?.isWiki === true) known.put(page);
      if (++done % NOTES_A_STEP === 0) await clock.breathe();
    }
  };
  return {
    changed: (path) => {
      if (names !== null) waiting.add(path);
    },
    remove: (path) => {
      waiting.delete(path);
      names?.remove(path);
    },
    ready: async () => {
      if (names === null) {
        names = createNameIndex();
        isNew = true;
      }
      if (waiting.size === 0 && !isNew) return;
      const isSmall = waiting.size + (isNew ? index.notes : 0) <= WAITED_FOR;
      filling ??= fill(names).finally(() => (filling = null));
      if (isSmall) await filling;
    },
    find: (...asked) => names?.find(...asked) ?? [],
  };
}
