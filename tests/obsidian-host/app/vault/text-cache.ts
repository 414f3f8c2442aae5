/** Texts that `cachedRead` gives again while the file is unchanged: the last ones used, up to a bound. */
import type { FileStats, TFile } from "./files";

const MOST_CHARACTERS = 4_000_000;
const LONGEST_KEPT = 65_536;

interface Kept {
  mtime: number;
  size: number;
  text: string;
}

export interface TextCache {
  get(file: TFile): string | null;
  /** `stat` is the file's before it was read: what changes meanwhile makes the text old. */
  keep(file: TFile, stat: FileStats, text: string): void;
  forget(file: TFile): void;
}

export function createTextCache(): TextCache {
  const kept = new Map<TFile, Kept>();
  let characters = 0;
  const forget = (file: TFile): void => {
    characters -= kept.get(file)?.text.length ?? 0;
    kept.delete(file);
  };
  return {
    get: (file) => {
      const found = kept.get(file);
      if (found === undefined) return null;
      if (found.mtime === file.stat.mtime && found.size === file.stat.size) return found.text;
      forget(file);
      return null;
    },
    keep: (file, { mtime, size }, text) => {
      forget(file);
      if (text.length > LONGEST_KEPT) return;
      kept.set(file, { mtime, size, text });
      characters += text.length;
      for (const oldest of kept.keys()) {
        if (characters <= MOST_CHARACTERS) break;
        forget(oldest);
      }
    },
    forget,
  };
}
