/** Reading, changing and writing a file in one step nobody can come between, where the one who changes cannot be called inside the write. */
import { FileError, type FileStat } from "../core/ports";

/** Writes `next` where the file's text still is `expected` (null: there is no file); else tells what it is now. */
export type Swap = (path: string, expected: string | null, next: string) => Promise<{ stat: FileStat } | { current: string | null }>;

export interface Swapping {
  path: string;
  stat: (path: string) => Promise<FileStat | null>;
  /** The same from what the vault knows, without asking the disk: null may be wrong, which `swap` finds out. */
  peek: (path: string) => Promise<FileStat | null>;
  read: (path: string) => Promise<string>;
  swap: Swap;
}

/** So often a file may change under our hands before we give up. */
const MOST_ATTEMPTS = 6;

export async function processBySwapping({ path, stat, peek, read, swap }: Swapping, change: (current: string | null) => string): Promise<{ text: string; stat: FileStat }> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const before = await (attempt === 0 ? peek : stat)(path);
    const current = before === null ? null : await orNull(read(path));
    const text = change(current);
    if (text === current && before !== null) return { text, stat: before };
    const outcome = await swap(path, current, text);
    if ("stat" in outcome) return { text, stat: outcome.stat };
  }
  throw new FileError("unwritable", path, `Another program keeps changing ${path}; wait until it is done and try again.`);
}

/** Null where the file is missing: taken away since one looked, it is as missing as if it had never been there. */
export const orNull = <Result>(work: Promise<Result>): Promise<Result | null> =>
  work.catch((error: unknown) => {
    if (error instanceof FileError && error.code === "not-found") return null;
    throw error;
  });
